/* SPDX-License-Identifier: MIT */
/* facet_access.c: facets of the options, and what the last search counted for them. */
#include "base/sized.h"
#include "plan/field_values.h"
#include "result/searcher.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Whether bounds ascend. */
static bool are_bounds(const qn_facet *facet) {
  bool ascend = facet->bounds != NULL && facet->n_bounds > 0 && !isnan(facet->bounds[0]);
  for (size_t i = 1; ascend && i < facet->n_bounds; i++)
    ascend = facet->bounds[i - 1] < facet->bounds[i];
  return ascend;
}

bool qn__are_facets(const qn_search_options *options, qn_error *error) {
  bool make_sense = options->facets != NULL || options->n_facets == 0;
  for (size_t i = 0; make_sense && i < options->n_facets; i++) {
    const qn_facet *facet = &options->facets[i];
    make_sense = facet->column != NULL && (unsigned)facet->by <= QN_FACET_RANGE &&
                 (facet->by != QN_FACET_RANGE || are_bounds(facet));
  }
  if (!make_sense)
    qn__fail(error, QN_INVALID, "a facet has the name of a column, and one of ranges has bounds that ascend");
  return make_sense;
}

/* A facet as it is needed after the call, in the arena; false: out of memory. */
static bool keep_facet(qn__arena *arena, qn_facet *facet) {
  facet->column = qn__arena_copy(arena, facet->column, strlen(facet->column));
  if (facet->by != QN_FACET_RANGE)
    return facet->column != NULL;
  double *bounds = qn__arena_alloc(arena, facet->n_bounds * sizeof *bounds);
  if (bounds != NULL)
    memcpy(bounds, facet->bounds, facet->n_bounds * sizeof *bounds);
  facet->bounds = bounds;
  return facet->column != NULL && bounds != NULL;
}

/* A facet of what no article has counts nothing. */
static qn_status warn_of_nothing(qn_searcher *searcher, const qn_facet *asked, qn_error *error) {
  const bool wants_numbers = asked->by == QN_FACET_RANGE, wants_dates = !wants_numbers && asked->by != QN_FACET_VALUE;
  unsigned types = 0;
  bool warned = true;
  qn_status status = qn__field_types(searcher->index, qn_string_of(asked->column), &types, error);
  if (status != QN_OK)
    return status;
  if (types == 0)
    warned = qn__plan_warn(&searcher->plan, &searcher->arena, "no article has a field %s to count", asked->column);
  else if ((wants_dates && !(types >> QN__COLUMN_DATE & 1)) || (wants_numbers && !(types >> QN__COLUMN_NUMBER & 1)))
    warned = qn__plan_warn(&searcher->plan, &searcher->arena, "the field %s has no %s to count", asked->column,
                           wants_dates ? "dates" : "numbers");
  return warned ? QN_OK : qn__fail_memory(error);
}

qn_status qn__begin_facets(qn_searcher *searcher, qn_error *error) {
  const qn_search_options *options = &searcher->options;
  qn__arena *arena = &searcher->arena;
  if (options->n_facets == 0)
    return QN_OK;
  qn_facet *asked = qn__arena_alloc(arena, options->n_facets * sizeof *asked);
  for (size_t i = 0; asked != NULL && i < options->n_facets; i++) {
    asked[i] = options->facets[i];
    qn_status status = keep_facet(arena, &asked[i]) ? QN_OK : qn__fail_memory(error);
    if (status == QN_OK)
      status = warn_of_nothing(searcher, &asked[i], error);
    if (status != QN_OK)
      return status;
  }
  return asked == NULL ? qn__fail_memory(error)
                       : qn__facets_begin(&searcher->facets, searcher->index, asked, options->n_facets, arena, error);
}

static const qn__facet *facet_at(const qn_searcher *searcher, size_t i) {
  return i < searcher->facets.n_facets ? &searcher->facets.facets[i] : NULL;
}

bool qn_searcher_facet_sized(const qn_searcher *searcher, size_t i, qn_facet_result *out, size_t size) {
  const qn__facet *facet = facet_at(searcher, i);
  qn_facet_result result = {.n_values = 0};
  if (facet != NULL)
    result = (qn_facet_result){facet->n_values, facet->n_distinct, facet->n_articles};
  qn__sized_write(out, size, &result, sizeof result);
  return facet != NULL;
}

/* A range by its bounds. */
static void set_range(qn_facet_value *value, const qn_facet *asked, size_t i) {
  value->value = (qn_value){.type = QN_VALUE_NUMBER, .number = i == 0 ? -INFINITY : asked->bounds[i - 1]};
  value->value.keyword = (qn_string){"", 0};
  value->end = i == asked->n_bounds ? INFINITY : asked->bounds[i];
}

bool qn_searcher_facet_value_sized(const qn_searcher *searcher, size_t i, size_t k, qn_facet_value *out, size_t size) {
  const qn__facet *facet = facet_at(searcher, i);
  qn_facet_value value = {.n_articles = 0};
  const bool found = facet != NULL && k < facet->n_values;
  if (found) {
    value.n_articles = facet->values[k].n;
    if (facet->ranges != NULL)
      set_range(&value, facet->asked, k);
    else
      value.value = qn__counted_value(&facet->values[k]);
  }
  qn__sized_write(out, size, &value, sizeof value);
  return found;
}
