/* SPDX-License-Identifier: MIT */
/* match_phrase.c: "words side by side", by their positions: those of the rarest word, of which those are kept that
 * every other word has at its distance. */
#include "match/match_phrase.h"

#include "match/matcher.h"

/* --- in one article ---------------------------------------------------------------------------------------------- */

static void sort_by_count(qn__phrase_word *words, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    qn__phrase_word word = words[i];
    uint32_t at = i;
    for (; at > 0 && words[at - 1].at.place.count > word.at.place.count; at--)
      words[at] = words[at - 1];
    words[at] = word;
  }
}

/* Positions of the rarest word, as if it began the phrase. */
static qn_status begin_phrase(const qn__phrase_word *rarest, qn__phrase_starts *out, qn_error *error) {
  qn__occurrences found;
  qn_status status = qn__word_place_read(&rarest->at, UINT32_MAX, &found, error);
  if (status == QN_OK)
    status = qn__reserve_numbers(out->arena, &out->starts, &out->capacity, found.n, error);
  if (status != QN_OK)
    return status;
  for (uint32_t i = 0; i < found.n; i++) {
    uint32_t position = found.positions[i] - found.base;
    out->starts[out->n] = position - rarest->offset;
    out->n += position >= rarest->offset;
  }
  return QN_OK;
}

qn_status qn__find_phrase(qn__phrase_word *words, uint32_t n, uint32_t least, qn__phrase_starts *out, qn_error *error) {
  sort_by_count(words, n);
  out->n = 0;
  qn_status status = words[0].at.place.count >= least ? begin_phrase(&words[0], out, error) : QN_OK;
  for (uint32_t w = 1; w < n && out->n > 0 && status == QN_OK; w++) {
    qn__occurrences others;
    uint32_t kept = 0, until = out->starts[out->n - 1] + words[w].offset;
    status = qn__word_place_read(&words[w].at, until, &others, error);
    for (uint32_t i = 0; i < out->n && status == QN_OK; i++) {
      out->starts[kept] = out->starts[i];
      kept += qn__occurrences_have(&others, out->starts[i] + words[w].offset);
    }
    out->n = kept >= least ? kept : 0;
  }
  return status;
}

/* --- the matcher ------------------------------------------------------------------------------------------------- */

typedef struct phrase {
  qn__phrase_word *words;
  uint64_t *bits; /* of the window */
  qn__phrase_starts found;
} phrase;

static qn_status open_phrase(qn__matcher *matcher, qn_error *error) {
  qn__arena *arena = matcher->segment->arena;
  phrase *state = matcher->state = qn__arena_alloc(arena, sizeof *state);
  if (state == NULL)
    return qn__fail_memory(error);
  *state = (phrase){.found.arena = arena};
  state->words = qn__arena_alloc(arena, matcher->leaf->n_words * sizeof *state->words);
  return state->words == NULL ? qn__fail_memory(error) : QN_OK;
}

static qn_status fill_phrase(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  phrase *state = matcher->state;
  qn_status status = qn__fill_from_words(matcher, &state->bits, error);
  *bits = state->bits;
  return status;
}

/* No article has the phrase more often than any of its words. */
static uint8_t max_saturation_of_phrase(const qn__matcher *matcher) {
  uint8_t lowest = 255;
  for (uint32_t i = 0; i < matcher->leaf->n_words; i++) {
    uint8_t highest = qn__word_max_saturation(qn__matched_word_at(matcher, i));
    lowest = highest < lowest ? highest : lowest;
  }
  return lowest;
}

static qn_status positions_of_phrase(qn__matcher *matcher, uint32_t doc, uint32_t least, qn__position_list *out,
                                     qn_error *error) {
  phrase *state = matcher->state;
  const uint32_t n = matcher->leaf->n_words;
  uint32_t lowest = UINT32_MAX;
  *out = (qn__position_list){.n = 0};
  for (uint32_t i = 0; i < n; i++) {
    state->words[i].offset = matcher->leaf->offsets[i];
    qn_status status = qn__word_find(qn__matched_word_at(matcher, i), doc, &state->words[i].at, error);
    if (status != QN_OK)
      return status;
    lowest = state->words[i].at.place.count < lowest ? state->words[i].at.place.count : lowest;
  }
  if (lowest == 0 || lowest < least)
    return QN_OK;
  qn_status status = qn__find_phrase(state->words, n, least, &state->found, error);
  const uint32_t found = status == QN_OK ? state->found.n : 0;
  *out = (qn__position_list){.data = state->found.starts, .n = found, .freq = found};
  return status;
}

const qn__matcher_ops qn__match_phrase = {
    .exact_bits = false,
    .open = open_phrase,
    .fill = fill_phrase,
    .max_saturation = max_saturation_of_phrase,
    .max_docs = qn__max_docs_of_words,
    .freq = qn__freq_by_positions,
    .positions = positions_of_phrase,
};
