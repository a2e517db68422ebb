/* SPDX-License-Identifier: MIT */
/* column_values.c: here are an article and a column: which values has it? */
#include "plan/field_values.h"
#include "result/searcher.h"

static qn_status read_value(const qn__column *column, uint32_t value, qn_value *out, qn_error *error) {
  uint32_t ordinal = 0;
  *out = (qn_value){.type = (qn_value_type)column->type, .keyword = {"", 0}};
  if (column->type == QN__COLUMN_DATE)
    return qn__column_date(column, value, &out->seconds, error);
  if (column->type == QN__COLUMN_NUMBER)
    return qn__column_number(column, value, &out->number, error);
  qn_status status = qn__column_keyword(column, value, &ordinal, error);
  return status == QN_OK ? qn__column_keyword_text(column, ordinal, &out->keyword.data, &out->keyword.size, error)
                         : status;
}

/* Where an article's values of each type are; *n: how many there are. */
static qn_status find_values(const qn__field_values *field, uint32_t doc, uint32_t first[QN__COLUMN_TYPES],
                             uint32_t end[QN__COLUMN_TYPES], size_t *n, qn_error *error) {
  qn_status status = QN_OK;
  *n = 0;
  for (unsigned type = QN__COLUMN_DATE; type < QN__COLUMN_TYPES && status == QN_OK; type++) {
    first[type] = end[type] = 0;
    if (field->has[type])
      status = qn__column_values(&field->columns[type], doc, &first[type], &end[type], error);
    *n += end[type] - first[type];
  }
  return status;
}

/* Keywords in the index are not terminated by zeros. */
static bool keep_keyword(qn__arena *arena, qn_value *value) {
  value->keyword.data = qn__arena_copy(arena, value->keyword.data, value->keyword.size);
  return value->keyword.data != NULL;
}

qn_status qn_searcher_column_values(qn_searcher *searcher, uint64_t article, const char *column,
                                    const qn_value **values, size_t *n, qn_error *error) {
  qn__located at = {0, NULL, 0};
  qn__field_values field = {.has = {false}};
  uint32_t first[QN__COLUMN_TYPES], end[QN__COLUMN_TYPES];
  size_t n_found = 0, k = 0;
  if (searcher == NULL || column == NULL || values == NULL || n == NULL)
    return qn__fail(error, QN_INVALID, "values are of an article in a column");
  qn_status status = qn__locate_live(searcher, article, &at, error);
  if (status == QN_OK)
    status = qn__field_values_open(&field, at.segment->segment, qn_string_of(column), error);
  if (status == QN_OK)
    status = find_values(&field, at.doc, first, end, &n_found, error);
  if (status != QN_OK)
    return status;
  qn_value *found = qn__arena_alloc(&searcher->arena, qn__array_size(n_found, sizeof *found));
  if (found == NULL)
    return qn__fail_memory(error);
  for (unsigned type = QN__COLUMN_DATE; type < QN__COLUMN_TYPES && status == QN_OK; type++)
    for (uint32_t value = first[type]; value < end[type] && status == QN_OK; value++, k++) {
      status = read_value(&field.columns[type], value, &found[k], error);
      if (status == QN_OK && !keep_keyword(&searcher->arena, &found[k]))
        status = qn__fail_memory(error);
    }
  if (status != QN_OK)
    return status;
  *values = found;
  *n = n_found;
  return QN_OK;
}
