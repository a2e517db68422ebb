/* SPDX-License-Identifier: MIT */
/* match_id.c: id:docs/intro.md, the article with this id. */
#include "match/column_matcher.h"

#include <string.h>

typedef struct id_matcher {
  bool found;
  uint32_t doc;
  uint64_t *bits; /* of a window */
} id_matcher;

static qn_status open_id(qn__matcher *matcher, qn_error *error) {
  const qn__segment *segment = matcher->segment->where->segment;
  const char *id = matcher->leaf->value;
  id_matcher *state = qn__arena_alloc(matcher->segment->arena, sizeof *state);
  uint64_t *bits = qn__arena_alloc(matcher->segment->arena, QN__WINDOW_WORDS * sizeof *bits);
  if (state == NULL || bits == NULL)
    return qn__fail_memory(error);
  *state = (id_matcher){.bits = bits};
  matcher->state = state;
  const size_t size = strlen(id);
  if (size == 0 || size > QN_ID_MAX)
    return QN_OK;
  return qn__ids_find(&segment->ids, id, size, &state->doc, &state->found, error);
}

static qn_status fill_id(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  const id_matcher *state = matcher->state;
  const qn__window *window = &matcher->segment->window;
  (void)error;
  memset(state->bits, 0, QN__WINDOW_WORDS * sizeof *state->bits);
  if (state->found && state->doc >= window->from && state->doc < window->end) {
    const uint32_t at = state->doc - window->from;
    state->bits[at / 64] |= UINT64_C(1) << (at % 64);
  }
  *bits = state->bits;
  return QN_OK;
}

static uint64_t max_docs_of_id(const qn__matcher *matcher) {
  return ((const id_matcher *)matcher->state)->found;
}

static qn_status freq_of_id(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  const id_matcher *state = matcher->state;
  (void)least, (void)error;
  *freq = state->found && state->doc == doc;
  return QN_OK;
}

const qn__matcher_ops qn__match_id = {
    .exact_bits = true,
    .open = open_id,
    .fill = fill_id,
    .max_saturation = qn__max_saturation_of_filter,
    .max_docs = max_docs_of_id,
    .freq = freq_of_id,
    .positions = NULL,
};
