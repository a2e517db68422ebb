/* SPDX-License-Identifier: MIT */
/* facet_window.c: counts packed values as they stand in the column; what they mean is looked up at the end of the
 * segment, once for each.  Values for which that would take more counts than there are articles are gathered. */
#include "base/status.h"
#include "collect/facets.h"
#include "columns/column_window.h"

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
  const size_t size = qn__array_size(n, sizeof(uint32_t));
  uint32_t *counts = qn__arena_alloc(arena, size);
  return counts == NULL ? NULL : memset(counts, 0, size);
}

/* Where there are several columns, keywords have counts and the others are gathered. */
qn_status qn__open_counts(qn__facet *facet, uint32_t n_docs, qn__arena *arena, qn_error *error) {
  const qn__column *only = find_only(facet), *keywords = &facet->field.columns[QN__COLUMN_KEYWORD];
  facet->counts = facet->last = NULL;
  facet->only = NULL;
  facet->arena = arena;
  facet->n_counts = 0;
  if (only != NULL)
    facet->n_counts = count_packed(facet, only, n_docs);
  else if (facet->field.has[QN__COLUMN_KEYWORD])
    facet->n_counts = keywords->n_keywords;
  if (only != NULL && (facet->n_counts > 0 || (only->type != QN__COLUMN_KEYWORD && facet->ranges == NULL)))
    facet->only = only;
  if (facet->n_counts == 0)
    return QN_OK;
  const bool repeats = only != NULL && only->type == QN__COLUMN_NUMBER && only->layout != QN__COLUMN_SINGLE;
  facet->counts = allocate_counts(arena, facet->n_counts);
  facet->last = repeats ? allocate_counts(arena, facet->n_counts) : NULL;
  return facet->counts == NULL || (repeats && facet->last == NULL) ? qn__fail_memory(error) : QN_OK;
}

static void close_ranges(qn__facet *facet, const uint32_t *counts) {
  for (uint32_t i = 0; i < facet->n_counts; i++)
    if (counts[i] > 0)
      facet->ranges[qn__range_of(facet->asked, qn__ordered_bits(facet->only, i))].n += counts[i];
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
    uint64_t ordered = qn__ordered_bits(column, i);
    if (column->type == QN__COLUMN_DATE)
      ordered = qn__counted_date(facet, ordered);
    if (n > 0 && counted[n - 1].bits == ordered) {
      counted[n - 1].n += counts[i];
    } else {
      counted[n] = (qn__counted){.type = (qn_value_type)column->type, .bits = ordered, .n = counts[i]};
      n++;
    }
  }
  return qn__merge_counted(&facet->values, &facet->n_values, counted, n, arena, error);
}

/* --- one window --------------------------------------------------------------------------------------------------- */

/* Counts a value of an article; false if it is not among its column's, or there is no memory. */
static inline bool add_value(qn__facet *facet, const qn__column_window *window, uint32_t value, uint32_t doc) {
  const uint64_t bits = qn__window_bits(window, value);
  if (facet->counts == NULL)
    return qn__gather_number(facet, window->column->type, qn__ordered_bits(window->column, bits));
  if (bits >= facet->n_counts)
    return false;
  if (facet->last == NULL) {
    facet->counts[bits]++;
    return true;
  }
  facet->counts[bits] += facet->last[bits] != doc + 1;
  facet->last[bits] = doc + 1;
  return true;
}

static bool count_single(qn__facet *facet, const qn__column_window *window, const uint64_t *bits) {
  bool right = true;
  for (uint32_t w = 0; w * 64 < window->end - window->from; w++) {
    facet->n_articles += qn__popcount64(bits[w]);
    for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
      const uint32_t doc = window->from + w * 64 + qn__lowest_bit(left);
      right &= add_value(facet, window, doc, doc);
    }
  }
  return right;
}

static qn_status count_dense(qn__facet *facet, const qn__column_window *window, const uint64_t *bits, bool *right,
                             qn_error *error) {
  qn__number_list *numbers = &facet->numbers[window->column->type];
  for (uint32_t w = 0; w * 64 < window->end - window->from; w++)
    for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
      const uint32_t doc = window->from + w * 64 + qn__lowest_bit(left);
      const uint64_t first = qn__packed_at(&window->owners, doc), stop = qn__packed_at(&window->owners, doc + 1);
      if (first < window->first || stop > window->stop || first > stop)
        return qn__column_disordered(window->column, error);
      const size_t n_before = numbers->n;
      facet->n_articles += first < stop;
      for (uint32_t value = (uint32_t)first; value < stop; value++)
        *right &= add_value(facet, window, value, doc);
      qn__number_list_unite(numbers, n_before);
    }
  return QN_OK;
}

static qn_status count_sparse(qn__facet *facet, const qn__column_window *window, const uint64_t *bits, bool *right,
                              qn_error *error) {
  qn__number_list *numbers = &facet->numbers[window->column->type];
  uint64_t last = UINT64_MAX;
  size_t n_before = numbers->n;
  for (uint32_t value = window->first; value < window->stop; value++) {
    const uint64_t doc = qn__packed_at(&window->owners, value);
    if (doc < window->from || doc >= window->end)
      return qn__column_disordered(window->column, error);
    if ((bits[(doc - window->from) / 64] >> (doc - window->from) % 64 & 1) == 0)
      continue;
    if (doc != last) {
      qn__number_list_unite(numbers, n_before);
      n_before = numbers->n;
      facet->n_articles++;
    }
    last = doc;
    *right &= add_value(facet, window, value, (uint32_t)doc);
  }
  qn__number_list_unite(numbers, n_before);
  return QN_OK;
}

qn_status qn__count_window(qn__facet *facet, uint32_t from, const uint64_t *bits, size_t n_words, qn_error *error) {
  const qn__column *column = facet->only;
  const uint32_t left = column->n_docs - from;
  const uint32_t end = n_words * 64 < left ? from + (uint32_t)n_words * 64 : from + left;
  qn__column_window window;
  bool right = true;
  qn_status status = qn__column_window_open(&window, column, from, end, error);
  if (status == QN_OK && column->layout == QN__COLUMN_DENSE)
    status = count_dense(facet, &window, bits, &right, error);
  else if (status == QN_OK && column->layout == QN__COLUMN_SPARSE)
    status = count_sparse(facet, &window, bits, &right, error);
  else if (status == QN_OK)
    right = count_single(facet, &window, bits);
  if (status != QN_OK || right)
    return status;
  return facet->counts == NULL ? qn__fail_memory(error)
                               : qn__section_damaged(&column->section, column->section.data + column->values.offset,
                                                     "a value is not among its column's keywords", error);
}
