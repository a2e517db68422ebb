/* SPDX-License-Identifier: MIT */
/* read_only.c: a program that only searches, around libquern-read.a: opens an index, prints hits and snippets.
 *     cc read_only.c $(pkg-config --cflags --libs quern-read) -o read_only && ./read_only notes "tide table" */
#include <quern.h>

#include <stdio.h>
#include <string.h>

static qn_status print_hit(qn_searcher *searcher, size_t i, qn_error *error) {
  qn_hit hit;
  qn_article article;
  const qn_snippets *snippets = NULL;
  qn_snippet snippet;
  qn_searcher_hit(searcher, i, &hit);
  qn_status status = qn_searcher_metadata(searcher, hit.article, &article, error);
  if (status != QN_OK)
    return status;
  printf("%zu. %s (%.3f)\n", i + 1, article.title.data, hit.score);
  status = qn_searcher_snippets(searcher, i, NULL, &snippets, error);
  if (status == QN_OK && qn_snippets_get(snippets, 0, &snippet))
    printf("   %s\n", snippet.text.data);
  return status;
}

int main(int argc, char **argv) {
  if (argc != 3)
    return 2;
  const char *dir = argv[1];
  qn_error error;
  qn_index *index = NULL;
  qn_searcher *searcher = NULL;
  qn_query *query = NULL;
  qn_hits hits = {0};
  qn_status status = qn_index_open(&index, &dir, 1, &error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, &error);
  if (status == QN_OK)
    status = qn_query_parse(&query, argv[2], strlen(argv[2]), NULL, &error);
  if (status == QN_OK)
    status = qn_search(searcher, query, NULL, &hits, &error);
  for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++)
    status = print_hit(searcher, i, &error);
  if (status != QN_OK)
    fprintf(stderr, "read_only: %s\n", error.message);
  qn_query_free(query);
  qn_searcher_free(searcher);
  qn_index_close(index);
  return status == QN_OK ? 0 : 1;
}
