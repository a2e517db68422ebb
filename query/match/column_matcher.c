/* SPDX-License-Identifier: MIT */
/* column_matcher.c: the articles of a segment with a value within a range. */
#include "match/column_matcher.h"

#include <string.h>

qn_status qn__open_column(qn__matcher *matcher, qn__column_matcher **out, const qn__column **column, qn_error *error) {
  const qn__segment *segment = matcher->segment->where->segment;
  const qn__plan_leaf *leaf = matcher->leaf;
  qn__column_matcher *state = qn__arena_alloc(matcher->segment->arena, sizeof *state);
  uint64_t *bits = qn__arena_alloc(matcher->segment->arena, QN__WINDOW_WORDS * sizeof *bits);
  if (state == NULL || bits == NULL)
    return qn__fail_memory(error);
  *state = (qn__column_matcher){.range.empty = true, .bits = bits};
  bool found = false;
  qn_status status = qn__columns_find(&segment->columns, leaf->column, strlen(leaf->column), leaf->type,
                                      &state->range.column, &found, error);
  matcher->state = state;
  *column = found ? &state->range.column : NULL;
  *out = state;
  return status;
}

qn_status qn__fill_from_column(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  const qn__column_matcher *state = matcher->state;
  const qn__window *window = &matcher->segment->window;
  memset(state->bits, 0, QN__WINDOW_WORDS * sizeof *state->bits);
  *bits = state->bits;
  return qn__range_fill(&state->range, window->from, window->end, state->bits, error);
}

uint8_t qn__max_saturation_of_filter(const qn__matcher *matcher) {
  (void)matcher;
  return 0;
}

uint64_t qn__max_docs_of_column(const qn__matcher *matcher) {
  const qn__column_range *range = &((const qn__column_matcher *)matcher->state)->range;
  if (range->empty)
    return 0;
  return range->column.n_values < range->column.n_docs ? range->column.n_values : range->column.n_docs;
}

qn_status qn__freq_of_column(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  const qn__column_matcher *state = matcher->state;
  bool has = false;
  (void)least;
  qn_status status = qn__range_has(&state->range, doc, &has, error);
  *freq = has;
  return status;
}
