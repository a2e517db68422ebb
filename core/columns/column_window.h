/* SPDX-License-Identifier: MIT */
/* column_window.h: the values of the articles [from, end) of a column, verified together, so that each is read without
 * a check. */
#ifndef QN_CORE_COLUMNS_COLUMN_WINDOW_H
#define QN_CORE_COLUMNS_COLUMN_WINDOW_H

#include "columns/columns.h"

typedef struct qn__column_window {
  const qn__column *column;
  uint32_t from, end;      /* articles */
  uint32_t first, stop;    /* the numbers of their values: [first, stop) */
  qn__packed_bytes owners; /* dense: the starts of [from, end]; sparse: the articles of [first, stop) */
  qn__packed_bytes packed; /* values */
  const uint8_t *raw;      /* those that are not packed, from value 0 on; NULL: packed */
} qn__column_window;

qn_status qn__column_window_open(qn__column_window *window, const qn__column *column, uint32_t from, uint32_t end,
                                 qn_error *error);

/* A value as the column's bytes have it: packed, or as it is. */
QN_ALWAYS_INLINE uint64_t qn__window_bits(const qn__column_window *window, uint32_t value) {
  return window->raw != NULL ? qn__load_u64(window->raw + (size_t)value * 8) : qn__packed_at(&window->packed, value);
}

#endif
