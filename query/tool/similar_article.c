/* SPDX-License-Identifier: MIT */
/* similar_article.c: reads what the query is made of. */
#include "tool/similar_article.h"

#include "tool/whole_file.h"

#include <string.h>

static qn_status query_of_article(qn_query **out, const qn_index *index, const char *id, qn_error *error) {
  qn_searcher *searcher = NULL;
  qn_article article;
  uint64_t number = 0;
  qn_status status = qn_index_find(index, qn_string_of(id), &number, error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, error);
  if (status == QN_OK)
    status = qn_searcher_article(searcher, number, &article, error);
  if (status == QN_OK)
    status = qn_query_similar(out, index, &article, error);
  qn_searcher_free(searcher);
  return status;
}

static qn_status query_of_file(qn_query **out, const qn_index *index, const char *path, qn_error *error) {
  qn__buffer text;
  qn__buffer_init(&text);
  qn_status status = whole_file_read(&text, path, error);
  if (status == QN_OK) {
    const qn_article article = {.text = {(const char *)text.data, text.size}};
    status = qn_query_similar(out, index, &article, error);
  }
  qn__buffer_clear(&text);
  return status;
}

qn_status similar_article_query(qn_query **out, const tool_options *options, qn_error *error) {
  return options->similar != NULL ? query_of_article(out, options->index, options->similar, error)
                                  : query_of_file(out, options->index, options->similar_file, error);
}
