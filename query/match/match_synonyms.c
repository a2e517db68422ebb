/* SPDX-License-Identifier: MIT */
/* match_synonyms.c: a word or what means the same, counted as one word: an article has it as often as it has its
 * alternatives, words and phrases, together. */
#include "match/merged_positions.h"

#include <string.h>

typedef struct synonyms {
  qn__matcher *inner; /* one an alternative */
  uint32_t n;
  uint64_t *bits; /* of the window */
  qn__merged_positions merged;
} synonyms;

static qn_status open_synonyms(qn__matcher *matcher, qn_error *error) {
  const qn__plan_leaf *leaf = matcher->leaf;
  qn__arena *arena = matcher->segment->arena;
  synonyms *state = matcher->state = qn__arena_alloc(arena, sizeof *state);
  if (state == NULL)
    return qn__fail_memory(error);
  *state = (synonyms){.n = leaf->n_alternatives, .merged.arena = arena};
  state->inner = qn__arena_alloc(arena, state->n * sizeof *state->inner);
  state->bits = qn__arena_alloc(arena, QN__WINDOW_WORDS * sizeof *state->bits);
  if (state->inner == NULL || state->bits == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < state->n && status == QN_OK; i++) {
    const qn__plan_leaf *alternative = &leaf->alternatives[i];
    state->inner[i] = (qn__matcher){qn__matcher_ops_of(alternative->op), alternative, matcher->segment, NULL};
    status = state->inner[i].ops->open(&state->inner[i], error);
  }
  return status;
}

static qn_status fill_synonyms(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  synonyms *state = matcher->state;
  qn_status status = QN_OK;
  memset(state->bits, 0, QN__WINDOW_WORDS * sizeof *state->bits);
  for (uint32_t i = 0; i < state->n && status == QN_OK; i++) {
    const uint64_t *found = NULL;
    status = state->inner[i].ops->fill(&state->inner[i], &found, error);
    for (unsigned w = 0; status == QN_OK && w < QN__WINDOW_WORDS; w++)
      state->bits[w] |= found[w];
  }
  *bits = state->bits;
  return status;
}

/* A sum of frequencies saturates at most by the sum of what each does. */
static uint8_t max_saturation_of_synonyms(const qn__matcher *matcher) {
  const synonyms *state = matcher->state;
  uint32_t sum = 0;
  for (uint32_t i = 0; i < state->n; i++)
    sum += state->inner[i].ops->max_saturation(&state->inner[i]);
  return sum < UINT8_MAX ? (uint8_t)sum : UINT8_MAX;
}

static uint64_t max_docs_of_synonyms(const qn__matcher *matcher) {
  const synonyms *state = matcher->state;
  uint64_t sum = 0;
  for (uint32_t i = 0; i < state->n; i++)
    sum += state->inner[i].ops->max_docs(&state->inner[i]);
  return sum;
}

static qn_status freq_of_synonyms(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  const synonyms *state = matcher->state;
  qn_status status = QN_OK;
  (void)least; /* of all together */
  *freq = 0;
  for (uint32_t i = 0; i < state->n && status == QN_OK; i++) {
    uint32_t found = 0;
    status = state->inner[i].ops->freq(&state->inner[i], doc, 1, &found, error);
    *freq = found < INT32_MAX - *freq ? *freq + found : INT32_MAX;
  }
  return status;
}

static qn_status positions_of_synonyms(qn__matcher *matcher, uint32_t doc, uint32_t least, qn__position_list *out,
                                       qn_error *error) {
  synonyms *state = matcher->state;
  qn__merged_positions *merged = &state->merged;
  qn_status status = QN_OK;
  merged->n = 0;
  for (uint32_t i = 0; i < state->n && status == QN_OK; i++) {
    qn__position_list found = {.n = 0};
    status = state->inner[i].ops->positions(&state->inner[i], doc, 1, &found, error);
    if (status == QN_OK)
      status = qn__merge_positions(merged, found.data, found.n, 0, i, error);
  }
  const uint32_t n = status == QN_OK && merged->n >= least ? merged->n : 0;
  *out = (qn__position_list){.data = merged->positions, .n = n, .parts = merged->parts, .freq = n};
  return status;
}

const qn__matcher_ops qn__match_synonyms = {
    .exact_bits = false,
    .open = open_synonyms,
    .fill = fill_synonyms,
    .max_saturation = max_saturation_of_synonyms,
    .max_docs = max_docs_of_synonyms,
    .freq = freq_of_synonyms,
    .positions = positions_of_synonyms,
};
