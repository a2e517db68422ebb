/* SPDX-License-Identifier: MIT */
/* facet_order.c: merges, sums and sorts counted values. */
#include "base/bytes.h"
#include "base/date.h"
#include "base/status.h"
#include "collect/facets.h"

#include <stdlib.h>
#include <string.h>

enum { DEFAULT_VALUES = 10 };

/* Numbers before dates before keywords. */
static int compare_counted(const qn__counted *a, const qn__counted *b) {
  static const int places[] = {[QN_VALUE_NUMBER] = 0, [QN_VALUE_DATE] = 1, [QN_VALUE_KEYWORD] = 2};
  if (a->type != b->type)
    return places[a->type] - places[b->type];
  if (a->type == QN_VALUE_KEYWORD)
    return qn__compare_bytes(a->text, a->size, b->text, b->size);
  return (a->bits > b->bits) - (a->bits < b->bits);
}

static int by_value(const void *a, const void *b) {
  return compare_counted(a, b);
}

static int by_articles(const void *left, const void *right) {
  const qn__counted *a = left, *b = right;
  return a->n != b->n ? (a->n < b->n) - (a->n > b->n) : compare_counted(a, b);
}

qn_status qn__merge_counted(qn__counted **values, size_t *n, qn__counted *more, size_t n_more, qn__arena *arena,
                            qn_error *error) {
  if (*n == 0) {
    *values = more;
    *n = n_more;
    return QN_OK;
  }
  qn__counted *merged = qn__arena_alloc(arena, (*n + n_more) * sizeof *merged);
  size_t a = 0, b = 0, n_merged = 0;
  if (merged == NULL)
    return qn__fail_memory(error);
  while (a < *n || b < n_more) {
    int order = a == *n ? 1 : b == n_more ? -1 : compare_counted(&(*values)[a], &more[b]);
    merged[n_merged] = order <= 0 ? (*values)[a++] : more[b++];
    if (order == 0)
      merged[n_merged].n += more[b++].n;
    n_merged++;
  }
  *values = merged;
  *n = n_merged;
  return QN_OK;
}

qn_status qn__merge_numbers(qn__facet *facet, qn__column_type type, qn__arena *arena, qn_error *error) {
  qn__number_list *list = &facet->numbers[type];
  size_t n = 0;
  if (list->n == 0)
    return QN_OK;
  qn__counted *counted = qn__arena_alloc(arena, list->n * sizeof *counted);
  if (counted == NULL || !qn__number_list_sort(list, arena))
    return qn__fail_memory(error);
  for (size_t i = 0; i < list->n; i++)
    if (n > 0 && counted[n - 1].bits == list->numbers[i]) {
      counted[n - 1].n++;
    } else {
      counted[n] = (qn__counted){.type = (qn_value_type)type, .bits = list->numbers[i], .n = 1};
      n++;
    }
  list->n = 0;
  return qn__merge_counted(&facet->values, &facet->n_values, counted, n, arena, error);
}

/* Sums the days of a month or a year. */
static size_t join_days(qn__counted *days, size_t n, bool years) {
  size_t n_joined = 0;
  for (size_t i = 0; i < n; i++) {
    const int64_t seconds = qn__ordered_date(days[i].bits), start = qn__start_of_month(seconds, years);
    days[i].bits -= (uint64_t)(seconds - start);
    if (n_joined > 0 && days[n_joined - 1].bits == days[i].bits)
      days[n_joined - 1].n += days[i].n;
    else
      days[n_joined++] = days[i];
  }
  return n_joined;
}

/* Moves the `limit` values with the most articles to the front, in order. */
static void choose_most(qn__counted *values, size_t n, size_t limit) {
  if (limit >= n || limit > 1000) {
    qsort(values, n, sizeof *values, by_articles);
    return;
  }
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    const qn__counted value = values[i];
    if (kept == limit && by_articles(&value, &values[kept - 1]) > 0)
      continue;
    kept += kept < limit;
    size_t at = kept - 1;
    for (; at > 0 && by_articles(&value, &values[at - 1]) < 0; at--)
      values[at] = values[at - 1];
    values[at] = value;
  }
}

/* Keywords in the index are not terminated by zeros. */
static qn_status keep_texts(qn__facet *facet, qn__arena *arena, qn_error *error) {
  for (size_t i = 0; i < facet->n_values; i++) {
    qn__counted *value = &facet->values[i];
    if (value->type == QN_VALUE_KEYWORD && (value->text = qn__arena_copy(arena, value->text, value->size)) == NULL)
      return qn__fail_memory(error);
  }
  return QN_OK;
}

qn_status qn__order_facet(qn__facet *facet, qn__arena *arena, qn_error *error) {
  const qn_facet *asked = facet->asked;
  if (facet->ranges != NULL) {
    facet->values = facet->ranges;
    facet->n_values = asked->n_bounds + 1;
    for (size_t i = 0; i < facet->n_values; i++)
      facet->n_distinct += facet->ranges[i].n > 0;
    return QN_OK;
  }
  if (facet->n_values == 0)
    return QN_OK;
  if (asked->by == QN_FACET_MONTH || asked->by == QN_FACET_YEAR)
    facet->n_values = join_days(facet->values, facet->n_values, asked->by == QN_FACET_YEAR);
  facet->n_distinct = facet->n_values;
  const size_t limit = asked->limit != 0 ? asked->limit : asked->by == QN_FACET_VALUE ? DEFAULT_VALUES : SIZE_MAX;
  const bool chosen = limit < facet->n_values || (asked->by == QN_FACET_VALUE && !asked->by_value);
  if (chosen)
    choose_most(facet->values, facet->n_values, limit);
  facet->n_values = limit < facet->n_values ? limit : facet->n_values;
  if (chosen && (asked->by_value || asked->by != QN_FACET_VALUE))
    qsort(facet->values, facet->n_values, sizeof *facet->values, by_value);
  return keep_texts(facet, arena, error);
}
