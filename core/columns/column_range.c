/* SPDX-License-Identifier: MIT */
/* column_range.c: compares values as they are stored.  Bytes: index-data/FORMAT.md, "Columns". */
#include "columns/column_range.h"

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

/* The values [first, end) of a column, verified. */
typedef struct verified_values {
  const qn__column_range *range;
  qn__packed_bytes packed;
  const uint8_t *raw; /* of value 0; NULL: packed */
} verified_values;

static qn_status verify_values(const qn__column_range *range, uint32_t first, uint32_t end, verified_values *out,
                               qn_error *error) {
  const qn__column *column = &range->column;
  *out = (verified_values){.range = range};
  if (!column->raw)
    return qn__packed_verify(&column->values, &column->section, first, end, &out->packed, error);
  out->raw = column->section.data + column->values.offset;
  if (first < end && qn__section_bytes(&column->section, column->values.offset + (uint64_t)first * 8,
                                       (uint64_t)(end - first) * 8, error) == NULL)
    return QN_DAMAGED;
  return QN_OK;
}

static inline bool raw_is_within(const qn__column_range *range, uint64_t bits) {
  if (range->column.type == QN__COLUMN_DATE)
    return (bits ^ SIGN_BIT) - range->lowest <= range->highest - range->lowest;
  double number;
  memcpy(&number, &bits, sizeof number);
  return number >= range->least && number < range->end;
}

static inline bool is_within(const verified_values *values, uint32_t value) {
  const qn__column_range *range = values->range;
  if (values->raw != NULL)
    return raw_is_within(range, qn__load_u64(values->raw + (size_t)value * 8));
  return qn__packed_at(&values->packed, value) - range->lowest <= range->highest - range->lowest;
}

static qn_status single_has(const qn__column_range *range, uint32_t doc, bool *has, qn_error *error) {
  uint64_t value = 0;
  qn_status status = qn__packed_get(&range->column.values, &range->column.section, doc, &value, error);
  *has = status == QN_OK && value - range->lowest <= range->highest - range->lowest;
  return status;
}

qn_status qn__range_has(const qn__column_range *range, uint32_t doc, bool *has, qn_error *error) {
  uint32_t first = 0, end = 0;
  verified_values values;
  *has = false;
  if (range->empty)
    return QN_OK;
  if (range->column.layout == QN__COLUMN_SINGLE && !range->column.raw)
    return single_has(range, doc, has, error);
  qn_status status = qn__column_values(&range->column, doc, &first, &end, error);
  if (status == QN_OK)
    status = verify_values(range, first, end, &values, error);
  for (uint32_t value = first; status == QN_OK && value < end && !*has; value++)
    *has = is_within(&values, value);
  return status;
}

/* --- many articles ----------------------------------------------------------------------------------------------- */

/* Which of n <= 64 values from `first` on are within, as bits. */
static uint64_t raw_word(const verified_values *values, uint32_t first, uint32_t n) {
  uint64_t set = 0;
  for (uint32_t i = 0; i < n; i++)
    set |= (uint64_t)is_within(values, first + i) << i;
  return set;
}

/* The same, fast: all loads are independent of what they find. */
static uint64_t packed_word(const verified_values *values, uint32_t first, uint32_t n) {
  const qn__packed_bytes packed = values->packed;
  const uint64_t lowest = values->range->lowest, width = values->range->highest - lowest;
  uint64_t set = 0;
  for (uint32_t i = 0; i < n; i++)
    set |= (uint64_t)(qn__packed_at(&packed, first + i) - lowest <= width) << i;
  return set;
}

static inline void set_bit(uint64_t *bits, uint32_t at) {
  bits[at / 64] |= UINT64_C(1) << (at % 64);
}

/* Which of up to 64 values from `first` on, and before `end`, are within. */
static inline uint64_t within_word(const verified_values *values, uint32_t first, uint32_t end) {
  const uint32_t n = end - first < 64 ? end - first : 64;
  return values->raw != NULL ? raw_word(values, first, n) : packed_word(values, first, n);
}

static qn_status fill_single(const qn__column_range *range, uint32_t from, uint32_t end, uint64_t *bits,
                             qn_error *error) {
  verified_values values;
  qn_status status = verify_values(range, from, end, &values, error);
  if (status != QN_OK)
    return status;
  for (uint32_t word = from; word < end; word += end - word < 64 ? end - word : 64)
    bits[(word - from) / 64] |= within_word(&values, word, end);
  return QN_OK;
}

/* Sets the bits of the articles [from, end) whose values are [first, stop), by the starts of their values. */
static qn_status set_owners(const verified_values *values, const qn__packed_bytes *starts, uint32_t from, uint32_t end,
                            uint32_t first, uint32_t stop, uint64_t *bits, qn_error *error) {
  uint32_t doc = from;
  for (uint32_t value = first; value < stop; value += stop - value < 64 ? stop - value : 64)
    for (uint64_t set = within_word(values, value, stop); set != 0; set &= set - 1) {
      const uint32_t wanted = value + qn__lowest_bit(set);
      while (doc < end && qn__packed_at(starts, doc + 1) <= wanted)
        doc++;
      if (doc == end)
        return qn__column_disordered(&values->range->column, error);
      set_bit(bits, doc - from);
    }
  return QN_OK;
}

static qn_status fill_dense(const qn__column_range *range, uint32_t from, uint32_t end, uint64_t *bits,
                            qn_error *error) {
  const qn__column *column = &range->column;
  qn__packed_bytes starts;
  verified_values values;
  qn_status status = qn__packed_verify(&column->owners, &column->section, from, end + 1, &starts, error);
  if (status != QN_OK)
    return status;
  const uint64_t first = qn__packed_at(&starts, from), stop = qn__packed_at(&starts, end);
  if (first > stop || stop > column->n_values)
    return qn__column_disordered(column, error);
  status = verify_values(range, (uint32_t)first, (uint32_t)stop, &values, error);
  if (status != QN_OK)
    return status;
  return set_owners(&values, &starts, from, end, (uint32_t)first, (uint32_t)stop, bits, error);
}

static qn_status fill_sparse(const qn__column_range *range, uint32_t from, uint32_t end, uint64_t *bits,
                             qn_error *error) {
  const qn__column *column = &range->column;
  qn__packed_bytes owners;
  verified_values values;
  uint32_t first = 0, stop = 0;
  qn_status status = qn__column_find_article(column, from, 0, &first, error);
  if (status == QN_OK)
    status = qn__column_find_article(column, end, first, &stop, error);
  if (status == QN_OK)
    status = qn__packed_verify(&column->owners, &column->section, first, stop, &owners, error);
  if (status == QN_OK)
    status = verify_values(range, first, stop, &values, error);
  if (status != QN_OK)
    return status;
  for (uint32_t value = first; value < stop; value += stop - value < 64 ? stop - value : 64)
    for (uint64_t set = within_word(&values, value, stop); set != 0; set &= set - 1) {
      const uint64_t doc = qn__packed_at(&owners, value + qn__lowest_bit(set));
      if (doc < from || doc >= end)
        return qn__column_disordered(column, error);
      set_bit(bits, (uint32_t)doc - from);
    }
  return QN_OK;
}

qn_status qn__range_fill(const qn__column_range *range, uint32_t from, uint32_t end, uint64_t *bits, qn_error *error) {
  if (range->empty || from >= end)
    return QN_OK;
  if (range->column.layout == QN__COLUMN_DENSE)
    return fill_dense(range, from, end, bits, error);
  if (range->column.layout == QN__COLUMN_SPARSE)
    return fill_sparse(range, from, end, bits, error);
  return fill_single(range, from, end, bits, error);
}
