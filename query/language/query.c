/* SPDX-License-Identifier: MIT */
/* query.c: the public face of a query. */
#include "language/query.h"

#include "base/memory.h"
#include "base/sized.h"
#include "base/status.h"
#include "text/utf8.h"

#include <string.h>

static void warn(qn_query *query, const char *warning) {
  qn__buffer_bytes(&query->warnings, warning, strlen(warning) + 1);
}

/* Gives the query its text, as valid UTF-8 in its arena. */
static qn_status copy_text(qn_query *query, qn__buffer *repaired, const char *text, size_t size, qn_string *out,
                           qn_error *error) {
  if (qn__utf8_repair(repaired, text, size) > 0)
    warn(query, "the query is not valid UTF-8; what is invalid is left out");
  char *copy = repaired->failed ? NULL : qn__arena_copy(&query->arena, (const char *)repaired->data, repaired->size);
  *out = (qn_string){copy, repaired->size};
  return copy == NULL ? qn__fail_memory(error) : QN_OK;
}

/* Simplifies the tree and prints it. */
static qn_status finish(qn_query *query, qn__buffer *printed, qn_error *error) {
  bool has_words = query->root != NULL;
  if (has_words)
    query->root = qn__query_simplify(query->root);
  else
    warn(query, "the query has no words");
  if (has_words && query->root == NULL)
    warn(query, "the query only excludes, so nothing is found; say also what to look for");
  qn__buffer_reset(printed);
  if (query->root != NULL) {
    qn__query_print(printed, query->root);
    query->filters = qn__query_take_filters(query->root);
  }
  if (!printed->failed)
    query->text = qn__arena_copy(&query->arena, (const char *)printed->data, printed->size);
  return query->text == NULL || query->warnings.failed ? qn__fail_memory(error) : QN_OK;
}

qn_status qn_query_parse(qn_query **out, const char *text, size_t size, const qn_query_options *options,
                         qn_error *error) {
  qn_query_options wanted;
  if (out == NULL || (text == NULL && size > 0))
    return qn__fail(error, QN_INVALID, "a query needs a text");
  if (size > QN__QUERY_MAX_SIZE)
    return qn__fail(error, QN_TOO_LARGE, "a query has at most %d bytes", QN__QUERY_MAX_SIZE);
  qn_status status = qn__options_read(&wanted, sizeof wanted, options, "qn_query_options", error);
  if (status != QN_OK)
    return status;
  qn_query *query = qn__calloc(1, sizeof *query);
  if (query == NULL)
    return qn__fail_memory(error);
  qn__arena_init(&query->arena);
  qn__buffer_init(&query->warnings);
  qn__buffer scratch;
  qn__buffer_init(&scratch);
  qn_string copy;
  status = copy_text(query, &scratch, text, size, &copy, error);
  if (status == QN_OK)
    status = qn__query_parse(query, copy.data, copy.size, &wanted, error);
  if (status == QN_OK)
    status = finish(query, &scratch, error);
  qn__buffer_clear(&scratch);
  if (status == QN_OK)
    *out = query;
  else
    qn_query_free(query);
  return status;
}

const char *qn_query_warning(const qn_query *query, size_t i) {
  if (query->warnings.size == 0)
    return NULL;
  const char *warning = (const char *)query->warnings.data;
  const char *end = warning + query->warnings.size;
  for (; warning != end && i > 0; i--)
    warning += strlen(warning) + 1;
  return warning == end ? NULL : warning;
}

const char *qn_query_text(const qn_query *query) {
  return query->text;
}

void qn_query_free(qn_query *query) {
  if (query == NULL)
    return;
  qn__arena_clear(&query->arena);
  qn__buffer_clear(&query->warnings);
  qn__free(query);
}
