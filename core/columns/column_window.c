/* SPDX-License-Identifier: MIT */
/* column_window.c: which values are those of some articles.  Bytes: index-data/FORMAT.md, "Columns". */
#include "columns/column_window.h"

static qn_status find_dense(qn__column_window *window, qn_error *error) {
  const qn__column *column = window->column;
  qn_status status =
      qn__packed_verify(&column->owners, &column->section, window->from, window->end + 1, &window->owners, error);
  if (status != QN_OK)
    return status;
  const uint64_t first = qn__packed_at(&window->owners, window->from);
  const uint64_t stop = qn__packed_at(&window->owners, window->end);
  if (first > stop || stop > column->n_values)
    return qn__column_disordered(column, error);
  window->first = (uint32_t)first;
  window->stop = (uint32_t)stop;
  return QN_OK;
}

static qn_status find_sparse(qn__column_window *window, qn_error *error) {
  const qn__column *column = window->column;
  qn_status status = qn__column_find_article(column, window->from, 0, &window->first, error);
  if (status == QN_OK)
    status = qn__column_find_article(column, window->end, window->first, &window->stop, error);
  return status == QN_OK
             ? qn__packed_verify(&column->owners, &column->section, window->first, window->stop, &window->owners, error)
             : status;
}

static qn_status verify_values(qn__column_window *window, qn_error *error) {
  const qn__column *column = window->column;
  const uint32_t first = window->first, n = window->stop - first;
  if (!column->raw)
    return qn__packed_verify(&column->values, &column->section, first, window->stop, &window->packed, error);
  window->raw = column->section.data + column->values.offset;
  if (n > 0 &&
      qn__section_bytes(&column->section, column->values.offset + (uint64_t)first * 8, (uint64_t)n * 8, error) == NULL)
    return QN_DAMAGED;
  return QN_OK;
}

qn_status qn__column_window_open(qn__column_window *window, const qn__column *column, uint32_t from, uint32_t end,
                                 qn_error *error) {
  qn_status status = QN_OK;
  *window = (qn__column_window){.column = column, .from = from, .end = end, .first = from, .stop = end};
  if (column->layout == QN__COLUMN_DENSE)
    status = find_dense(window, error);
  else if (column->layout == QN__COLUMN_SPARSE)
    status = find_sparse(window, error);
  return status == QN_OK ? verify_values(window, error) : status;
}
