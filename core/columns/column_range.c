/* SPDX-License-Identifier: MIT */
/* column_range.c: compares values as they are stored.  Bytes: index-data/FORMAT.md, "Columns". */
#include "columns/column_range.h"

#include "columns/column_window.h"

#include <math.h>

#define SIGN_BIT (UINT64_C(1) << 63)

/* --- bounds ------------------------------------------------------------------------------------------------------ */

static uint64_t ordered_bits(int64_t number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  return bits ^ SIGN_BIT;
}

/* Integers [first, last], in terms of what is packed: base + step * v. */
static void set_integers(qn__column_range *range, int64_t first, int64_t last) {
  const uint64_t base = range->column.base ^ SIGN_BIT, step = range->column.step;
  const uint64_t low = ordered_bits(first), high = ordered_bits(last);
  range->empty = first > last || high < base || step == 0;
  if (range->empty)
    return;
  range->lowest = low <= base ? 0 : (low - base) / step + ((low - base) % step != 0);
  range->highest = (high - base) / step;
  range->empty = range->lowest > range->highest;
}

void qn__range_of_dates(qn__column_range *range, const qn__column *column, int64_t first, int64_t end) {
  *range = (qn__column_range){.column = *column, .empty = first >= end};
  if (range->empty)
    return;
  if (column->raw) {
    range->lowest = ordered_bits(first);
    range->highest = ordered_bits(end) - 1;
  } else {
    set_integers(range, first, end - 1);
  }
}

void qn__range_of_numbers(qn__column_range *range, const qn__column *column, double least, double end) {
  const double most = 9223372036854774784.0; /* the greatest double below 2 to 63 */
  *range = (qn__column_range){.column = *column, .empty = !(least < end), .least = least, .end = end};
  if (range->empty || column->raw)
    return;
  const double first = ceil(least), last = ceil(end) - 1.0;
  range->empty = first > most || last < -most;
  if (!range->empty)
    set_integers(range, first < -most ? INT64_MIN : (int64_t)first, last > most ? INT64_MAX : (int64_t)last);
}

void qn__range_of_keywords(qn__column_range *range, const qn__column *column, uint32_t first, uint32_t end) {
  *range = (qn__column_range){.column = *column, .empty = first >= end};
  range->lowest = first;
  range->highest = range->empty ? first : end - 1;
}

/* --- values ------------------------------------------------------------------------------------------------------ */

static inline bool raw_is_within(const qn__column_range *range, uint64_t bits) {
  if (range->column.type == QN__COLUMN_DATE)
    return (bits ^ SIGN_BIT) - range->lowest <= range->highest - range->lowest;
  double number;
  memcpy(&number, &bits, sizeof number);
  return number >= range->least && number < range->end;
}

static inline bool is_within(const qn__column_range *range, const qn__column_window *window, uint32_t value) {
  const uint64_t bits = qn__window_bits(window, value);
  return window->raw != NULL ? raw_is_within(range, bits) : bits - range->lowest <= range->highest - range->lowest;
}

static qn_status single_has(const qn__column_range *range, uint32_t doc, bool *has, qn_error *error) {
  uint64_t value = 0;
  qn_status status = qn__packed_get(&range->column.values, &range->column.section, doc, &value, error);
  *has = status == QN_OK && value - range->lowest <= range->highest - range->lowest;
  return status;
}

qn_status qn__range_has(const qn__column_range *range, uint32_t doc, bool *has, qn_error *error) {
  qn__column_window window;
  *has = false;
  if (range->empty)
    return QN_OK;
  if (range->column.layout == QN__COLUMN_SINGLE && !range->column.raw)
    return single_has(range, doc, has, error);
  qn_status status = qn__column_window_open(&window, &range->column, doc, doc + 1, error);
  for (uint32_t value = window.first; status == QN_OK && value < window.stop && !*has; value++)
    *has = is_within(range, &window, value);
  return status;
}

/* --- many articles ----------------------------------------------------------------------------------------------- */

/* Which of n <= 64 values from `first` on are within, as bits. */
static uint64_t raw_word(const qn__column_range *range, const qn__column_window *window, uint32_t first, uint32_t n) {
  uint64_t set = 0;
  for (uint32_t i = 0; i < n; i++)
    set |= (uint64_t)is_within(range, window, first + i) << i;
  return set;
}

/* The same, fast: all loads are independent of what they find. */
static uint64_t packed_word(const qn__column_range *range, const qn__column_window *window, uint32_t first,
                            uint32_t n) {
  const qn__packed_bytes packed = window->packed;
  const uint64_t lowest = range->lowest, width = range->highest - lowest;
  uint64_t set = 0;
  for (uint32_t i = 0; i < n; i++)
    set |= (uint64_t)(qn__packed_at(&packed, first + i) - lowest <= width) << i;
  return set;
}

static inline void set_bit(uint64_t *bits, uint32_t at) {
  bits[at / 64] |= UINT64_C(1) << (at % 64);
}

/* Which of up to 64 values from `first` on are within. */
static inline uint64_t within_word(const qn__column_range *range, const qn__column_window *window, uint32_t first) {
  const uint32_t n = window->stop - first < 64 ? window->stop - first : 64;
  return window->raw != NULL ? raw_word(range, window, first, n) : packed_word(range, window, first, n);
}

static qn_status fill_single(const qn__column_range *range, const qn__column_window *window, uint64_t *bits) {
  for (uint32_t at = 0; at < window->end - window->from; at += 64)
    bits[at / 64] |= within_word(range, window, window->from + at);
  return QN_OK;
}

/* By the starts of the articles' values. */
static qn_status fill_dense(const qn__column_range *range, const qn__column_window *window, uint64_t *bits,
                            qn_error *error) {
  uint32_t doc = window->from;
  for (uint32_t value = window->first; value < window->stop;
       value += window->stop - value < 64 ? window->stop - value : 64)
    for (uint64_t set = within_word(range, window, value); set != 0; set &= set - 1) {
      const uint32_t wanted = value + qn__lowest_bit(set);
      while (doc < window->end && qn__packed_at(&window->owners, doc + 1) <= wanted)
        doc++;
      if (doc == window->end)
        return qn__column_disordered(window->column, error);
      set_bit(bits, doc - window->from);
    }
  return QN_OK;
}

static qn_status fill_sparse(const qn__column_range *range, const qn__column_window *window, uint64_t *bits,
                             qn_error *error) {
  for (uint32_t value = window->first; value < window->stop;
       value += window->stop - value < 64 ? window->stop - value : 64)
    for (uint64_t set = within_word(range, window, value); set != 0; set &= set - 1) {
      const uint64_t doc = qn__packed_at(&window->owners, value + qn__lowest_bit(set));
      if (doc < window->from || doc >= window->end)
        return qn__column_disordered(window->column, error);
      set_bit(bits, (uint32_t)doc - window->from);
    }
  return QN_OK;
}

qn_status qn__range_fill(const qn__column_range *range, uint32_t from, uint32_t end, uint64_t *bits, qn_error *error) {
  qn__column_window window;
  if (range->empty || from >= end)
    return QN_OK;
  qn_status status = qn__column_window_open(&window, &range->column, from, end, error);
  if (status != QN_OK)
    return status;
  if (range->column.layout == QN__COLUMN_DENSE)
    return fill_dense(range, &window, bits, error);
  if (range->column.layout == QN__COLUMN_SPARSE)
    return fill_sparse(range, &window, bits, error);
  return fill_single(range, &window, bits);
}
