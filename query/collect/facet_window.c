/* SPDX-License-Identifier: MIT */
/* facet_window.c: counts packed values as they stand in the column; what they mean is looked up at the end of the
 * segment, once for each. */
#include "base/status.h"
#include "collect/facets.h"

#include <string.h>

enum { MOST_BITS = 24, FEW_BITS = 12 };

/* The one column that is counted; NULL: none, or several. */
static const qn__column *find_only(const qn__facet *facet) {
  const qn__column *only = NULL;
  for (unsigned type = QN__COLUMN_DATE; type < QN__COLUMN_TYPES; type++) {
    if (facet->field.has[type] && only != NULL)
      return NULL;
    only = facet->field.has[type] ? &facet->field.columns[type] : only;
  }
  return only;
}

/* How many packed values a column may have; 0: more than there are articles for.  In ranges an article of several
 * values needs to be looked at as a whole. */
static uint32_t count_packed(const qn__facet *facet, const qn__column *column, uint32_t n_docs) {
  if (column->type == QN__COLUMN_KEYWORD)
    return column->n_keywords;
  const unsigned bits = column->values.bits;
  if (column->raw || bits > MOST_BITS || (bits > FEW_BITS && UINT32_C(1) << bits > n_docs) ||
      (facet->ranges != NULL && column->layout != QN__COLUMN_SINGLE))
    return 0;
  return UINT32_C(1) << bits;
}

static uint32_t *allocate_counts(qn__arena *arena, uint32_t n) {
  uint32_t *counts = qn__arena_alloc(arena, n * sizeof *counts);
  return counts == NULL ? NULL : memset(counts, 0, n * sizeof *counts);
}

qn_status qn__open_counts(qn__facet *facet, uint32_t n_docs, qn__arena *arena, qn_error *error) {
  const qn__column *column = find_only(facet);
  const uint32_t n = column == NULL ? 0 : count_packed(facet, column, n_docs);
  facet->only = NULL;
  facet->last = NULL;
  if (n == 0)
    return QN_OK;
  facet->counts = allocate_counts(arena, n);
  const bool repeats = column->type == QN__COLUMN_NUMBER && column->layout != QN__COLUMN_SINGLE;
  facet->last = repeats ? allocate_counts(arena, n) : NULL;
  if (facet->counts == NULL || (repeats && facet->last == NULL))
    return qn__fail_memory(error);
  facet->only = column;
  facet->n_counts = n;
  return QN_OK;
}

static void close_ranges(qn__facet *facet, const uint32_t *counts) {
  for (uint32_t i = 0; i < facet->n_counts; i++)
    if (counts[i] > 0)
      facet->ranges[qn__range_of(facet->asked, qn__ordered_packed(facet->only, i))].n += counts[i];
}

qn_status qn__close_counts(qn__facet *facet, qn__arena *arena, qn_error *error) {
  const qn__column *column = facet->only;
  const uint32_t *counts = facet->counts;
  size_t n = 0;
  facet->counts = NULL;
  if (facet->ranges != NULL) {
    close_ranges(facet, counts);
    return QN_OK;
  }
  for (uint32_t i = 0; i < facet->n_counts; i++)
    n += counts[i] > 0;
  qn__counted *counted = qn__arena_alloc(arena, n * sizeof *counted);
  if (counted == NULL)
    return qn__fail_memory(error);
  n = 0;
  for (uint32_t i = 0; i < facet->n_counts; i++) {
    if (counts[i] == 0)
      continue;
    uint64_t ordered = qn__ordered_packed(column, i);
    if (column->type == QN__COLUMN_DATE)
      ordered = qn__counted_date(facet, ordered);
    if (n > 0 && counted[n - 1].bits == ordered)
      counted[n - 1].n += counts[i];
    else
      counted[n++] = (qn__counted){.type = (qn_value_type)column->type, .bits = ordered, .n = counts[i]};
  }
  return qn__merge_counted(&facet->values, &facet->n_values, counted, n, arena, error);
}

/* --- one window --------------------------------------------------------------------------------------------------- */

static inline bool add_packed(qn__facet *facet, uint64_t packed, uint32_t doc) {
  if (packed >= facet->n_counts)
    return false;
  if (facet->last == NULL) {
    facet->counts[packed]++;
    return true;
  }
  facet->counts[packed] += facet->last[packed] != doc + 1;
  facet->last[packed] = doc + 1;
  return true;
}

static qn_status wrong_value(const qn__column *column, qn_error *error) {
  return qn__section_damaged(&column->section, column->section.data + column->values.offset,
                             "a value is not among its column's keywords", error);
}

static qn_status count_single(qn__facet *facet, uint32_t from, uint32_t end, const uint64_t *bits, qn_error *error) {
  const qn__column *column = facet->only;
  qn__packed_bytes values;
  bool right = true;
  qn_status status = qn__packed_verify(&column->values, &column->section, from, end, &values, error);
  for (uint32_t w = 0; w * 64 < end - from && status == QN_OK; w++) {
    facet->n_articles += qn__popcount64(bits[w]);
    for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
      const uint32_t doc = from + w * 64 + qn__lowest_bit(left);
      right &= add_packed(facet, qn__packed_at(&values, doc), doc);
    }
  }
  return status == QN_OK && !right ? wrong_value(column, error) : status;
}

static qn_status count_dense(qn__facet *facet, uint32_t from, uint32_t end, const uint64_t *bits, qn_error *error) {
  const qn__column *column = facet->only;
  qn__packed_bytes starts, values;
  bool right = true;
  qn_status status = qn__packed_verify(&column->owners, &column->section, from, end + 1, &starts, error);
  if (status != QN_OK)
    return status;
  const uint64_t first = qn__packed_at(&starts, from), stop = qn__packed_at(&starts, end);
  if (first > stop || stop > column->n_values)
    return qn__column_disordered(column, error);
  status = qn__packed_verify(&column->values, &column->section, (uint32_t)first, (uint32_t)stop, &values, error);
  for (uint32_t w = 0; w * 64 < end - from && status == QN_OK; w++)
    for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
      const uint32_t doc = from + w * 64 + qn__lowest_bit(left);
      const uint64_t to = qn__packed_at(&starts, doc + 1);
      uint64_t value = qn__packed_at(&starts, doc);
      if (value < first || to > stop || value > to)
        return qn__column_disordered(column, error);
      facet->n_articles += value < to;
      for (; value < to; value++)
        right &= add_packed(facet, qn__packed_at(&values, (uint32_t)value), doc);
    }
  return status == QN_OK && !right ? wrong_value(column, error) : status;
}

static qn_status count_sparse(qn__facet *facet, uint32_t from, uint32_t end, const uint64_t *bits, qn_error *error) {
  const qn__column *column = facet->only;
  qn__packed_bytes owners, values;
  uint32_t first = 0, stop = 0;
  uint64_t last = UINT64_MAX;
  bool right = true;
  qn_status status = qn__column_find_article(column, from, 0, &first, error);
  if (status == QN_OK)
    status = qn__column_find_article(column, end, first, &stop, error);
  if (status == QN_OK)
    status = qn__packed_verify(&column->owners, &column->section, first, stop, &owners, error);
  if (status == QN_OK)
    status = qn__packed_verify(&column->values, &column->section, first, stop, &values, error);
  for (uint32_t value = first; value < stop && status == QN_OK; value++) {
    const uint64_t doc = qn__packed_at(&owners, value);
    if (doc < from || doc >= end)
      return qn__column_disordered(column, error);
    if ((bits[(doc - from) / 64] >> (doc - from) % 64 & 1) == 0)
      continue;
    facet->n_articles += doc != last;
    last = doc;
    right &= add_packed(facet, qn__packed_at(&values, value), (uint32_t)doc);
  }
  return status == QN_OK && !right ? wrong_value(column, error) : status;
}

qn_status qn__count_window(qn__facet *facet, uint32_t from, const uint64_t *bits, size_t n_words, qn_error *error) {
  const uint32_t left = facet->only->n_docs - from;
  const uint32_t end = n_words * 64 < left ? from + (uint32_t)n_words * 64 : from + left;
  if (facet->only->layout == QN__COLUMN_DENSE)
    return count_dense(facet, from, end, bits, error);
  if (facet->only->layout == QN__COLUMN_SPARSE)
    return count_sparse(facet, from, end, bits, error);
  return count_single(facet, from, end, bits, error);
}
