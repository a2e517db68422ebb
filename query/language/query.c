/* SPDX-License-Identifier: MIT */
/* query.c: the public face of a query. */
#include "language/query.h"

#include "base/memory.h"
#include "base/status.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

void qn__query_warn(qn_query *query, unsigned column, const char *warning) {
  qn__buffer_bytes(&query->warning_columns, &column, sizeof column);
  qn__buffer_bytes(&query->warnings, warning, strlen(warning) + 1);
}

/* Whether bytes that are not ASCII are letters and signs of Latin-1, none of them a part of a character in UTF-8. */
static bool looks_like_latin1(const char *text, size_t size) {
  for (size_t i = 0; i < size; i++) {
    const uint8_t byte = (uint8_t)text[i];
    if (byte == 0 || (byte >= 0x80 && (byte < 0xa0 || qn__utf8_character(text + i, size - i) > 0)))
      return false;
  }
  return true;
}

/* Reports a text that is not UTF-8, with the place of the first byte at fault. */
static qn_status report_invalid(qn_query *query, const char *text, size_t size, bool strict, qn_error *error) {
  unsigned column = 1;
  for (size_t i = 0, n; i < size && (n = qn__utf8_character(text + i, size - i)) > 0; i += n)
    column++;
  char message[200];
  snprintf(message, sizeof message, "the query is not valid UTF-8 at character %u%s%s", column,
           looks_like_latin1(text, size) ? " (it looks like Latin-1)" : "",
           strict ? "" : "; what is invalid is left out");
  if (!strict) {
    qn__query_warn(query, column, message);
    return QN_OK;
  }
  const qn_status status = qn__fail(error, QN_BAD_QUERY, "%s", message);
  if (error != NULL)
    error->column = column;
  return status;
}

/* Gives the query its text, as valid UTF-8 in its arena. */
static qn_status copy_text(qn_query *query, qn__buffer *repaired, const char *text, size_t size, bool strict,
                           char **out, qn_error *error) {
  if (qn__utf8_repair(repaired, text, size) > 0) {
    const qn_status status = report_invalid(query, text, size, strict, error);
    if (status != QN_OK)
      return status;
  }
  char *copy = repaired->failed ? NULL : qn__arena_copy(&query->arena, (const char *)repaired->data, repaired->size);
  *out = copy;
  query->source = (qn_string){copy, repaired->size};
  return copy == NULL ? qn__fail_memory(error) : QN_OK;
}

/* How many of the optional items must match, as the caller wants it. */
static void set_min_match(qn__query_node *root, const qn_query_options *wanted) {
  size_t n = 0;
  for (const qn__query_node *item = root->items; item != NULL; item = item->next)
    n += item->occur == QN__SHOULD && (item->op != QN__GROUP || item->items != NULL);
  uint64_t least = wanted->min_match;
  if (wanted->min_match_percent > 0)
    least = (uint64_t)n * wanted->min_match_percent / 100;
  if (root->min_match == 0)
    root->min_match = (uint32_t)(least > n ? n : least);
}

qn_status qn__query_finish(qn_query *query, const qn_query_options *wanted, qn__buffer *printed, qn_error *error) {
  if (query->root != NULL) {
    if (wanted->min_match > 0 || wanted->min_match_percent > 0)
      set_min_match(query->root, wanted);
    query->root = qn__query_simplify(&query->arena, query->root);
    if (query->root == NULL)
      return qn__fail_memory(error);
  }
  if (query->root != NULL && query->root->items == NULL)
    query->root = NULL;
  if (query->root == NULL)
    qn__query_warn(query, 0, "the query has no words");
  qn__buffer_reset(printed);
  query->text = NULL;
  if (query->root != NULL) {
    qn__query_print(printed, query->root);
    query->filters = qn__query_take_filters(query->root);
  }
  if (!printed->failed)
    query->text = qn__arena_copy(&query->arena, (const char *)printed->data, printed->size);
  const bool failed = query->text == NULL || query->warnings.failed || query->warning_columns.failed;
  return failed ? qn__fail_memory(error) : QN_OK;
}

qn_query *qn__query_new(void) {
  qn_query *query = qn__calloc(1, sizeof *query);
  if (query == NULL)
    return NULL;
  qn__arena_init(&query->arena);
  qn__buffer_init(&query->warnings);
  qn__buffer_init(&query->warning_columns);
  return query;
}

qn_status qn__query_make(qn_query **out, const char *text, size_t size, const qn_query_options *options,
                         const qn__query_columns *columns, qn_error *error) {
  qn_query *query = qn__query_new();
  if (query == NULL)
    return qn__fail_memory(error);
  qn__buffer scratch;
  qn__buffer_init(&scratch);
  char *copy;
  qn_status status = copy_text(query, &scratch, text, size, options->strict, &copy, error);
  if (status == QN_OK)
    status = qn__query_parse(query, copy, query->source.size, options, columns, error);
  if (status == QN_OK)
    status = qn__query_finish(query, options, &scratch, error);
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

unsigned qn_query_warning_column(const qn_query *query, size_t i) {
  const size_t n = query->warning_columns.size / sizeof(unsigned);
  return i < n ? QN__ARRAY(const unsigned, &query->warning_columns)[i] : 0;
}

const char *qn_query_text(const qn_query *query) {
  return query->text;
}

void qn_query_free(qn_query *query) {
  if (query == NULL)
    return;
  qn__arena_clear(&query->arena);
  qn__buffer_clear(&query->warnings);
  qn__buffer_clear(&query->warning_columns);
  qn__free(query);
}
