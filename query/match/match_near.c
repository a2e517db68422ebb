/* SPDX-License-Identifier: MIT */
/* match_near.c: a NEAR/3 "b c", words and phrases close together, in any order.
 *
 * Each is a unit.  A window has as many positions as all units together, and `distance` more; it begins where a unit
 * does and ends, at the latest, where the title or the copy of it ends that it is in.  The frequency is the number of
 * windows that have every unit as a whole, and what is in such a window is what was found.  Units that are the same are
 * one, which a window must have several times; different ones may overlap. */
#include "columns/lengths.h"
#include "match/match_phrase.h"
#include "match/merged_positions.h"

#include <string.h>

typedef struct unit {
  uint32_t first, n_words; /* which of the leaf's words */
  uint32_t length;         /* in positions */
  uint32_t copies;         /* so many a window must have */
  uint32_t most;           /* an article has no more of it than this; */
  qn__phrase_starts found; /* these, in fact, of which */
  uint32_t at;             /* this is the first that windows still to come can have, */
  uint32_t taken;          /* and those before this have been looked at for highlights */
  qn__phrase_starts shown; /* those of them in some window */
} unit;

typedef struct near {
  unit *units;
  uint32_t n;
  uint64_t width;         /* of a window, in positions */
  qn__phrase_word *words; /* as the leaf's */
  uint64_t *bits;         /* of the window of articles */
  qn__merged_positions merged;
} near;

/* --- the units of a leaf ------------------------------------------------------------------------------------------ */

static bool same_unit(const qn__plan_leaf *leaf, const unit *a, const unit *b) {
  return a->n_words == b->n_words &&
         memcmp(leaf->words + a->first, leaf->words + b->first, a->n_words * sizeof *leaf->words) == 0 &&
         memcmp(leaf->offsets + a->first, leaf->offsets + b->first, a->n_words * sizeof *leaf->offsets) == 0;
}

static void add_unit(near *state, const qn__plan_leaf *leaf, const unit *added) {
  uint32_t i = 0;
  state->width += added->length;
  while (i < state->n && !same_unit(leaf, &state->units[i], added))
    i++;
  if (i == state->n)
    state->units[state->n++] = *added;
  state->units[i].copies++;
}

static void find_units(near *state, const qn__plan_leaf *leaf, qn__arena *arena) {
  for (uint32_t first = 0, end; first < leaf->n_words; first = end) {
    for (end = first; end < leaf->n_words && leaf->units[end] == leaf->units[first];)
      end++;
    const unit added = {.first = first,
                        .n_words = end - first,
                        .length = leaf->offsets[end - 1] + 1,
                        .found.arena = arena,
                        .shown.arena = arena};
    add_unit(state, leaf, &added);
  }
  state->width += leaf->distance;
}

static qn_status open_near(qn__matcher *matcher, qn_error *error) {
  qn__arena *arena = matcher->segment->arena;
  const qn__plan_leaf *leaf = matcher->leaf;
  near *state = matcher->state = qn__arena_alloc(arena, sizeof *state);
  if (state == NULL)
    return qn__fail_memory(error);
  *state = (near){.merged.arena = arena};
  state->units = qn__arena_alloc(arena, leaf->n_words * sizeof *state->units);
  state->words = qn__arena_alloc(arena, leaf->n_words * sizeof *state->words);
  if (state->units == NULL || state->words == NULL)
    return qn__fail_memory(error);
  find_units(state, leaf, arena);
  return QN_OK;
}

/* --- windows of articles ------------------------------------------------------------------------------------------ */

static qn_status fill_near(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  near *state = matcher->state;
  qn_status status = qn__fill_from_words(matcher, &state->bits, error);
  *bits = state->bits;
  return status;
}

/* There are no more windows than units in the article; and a sum of frequencies saturates at most by the sum of what
 * each does. */
static uint8_t max_saturation_of_near(const qn__matcher *matcher) {
  const near *state = matcher->state;
  uint32_t sum = 0;
  for (uint32_t u = 0; u < state->n; u++) {
    uint8_t lowest = UINT8_MAX;
    for (uint32_t i = 0; i < state->units[u].n_words; i++) {
      uint8_t highest = qn__word_max_saturation(qn__matched_word_at(matcher, state->units[u].first + i));
      lowest = highest < lowest ? highest : lowest;
    }
    sum += lowest;
  }
  return sum < UINT8_MAX ? (uint8_t)sum : UINT8_MAX;
}

/* --- one article -------------------------------------------------------------------------------------------------- */

/* Looks the words up.  *most is the highest frequency that they leave possible. */
static qn_status find_words(qn__matcher *matcher, uint32_t doc, uint64_t *most, qn_error *error) {
  near *state = matcher->state;
  *most = 0;
  for (uint32_t u = 0; u < state->n; u++) {
    unit *looked_for = &state->units[u];
    looked_for->most = UINT32_MAX;
    for (uint32_t i = looked_for->first; i < looked_for->first + looked_for->n_words; i++) {
      qn__phrase_word *word = &state->words[i];
      word->offset = matcher->leaf->offsets[i];
      qn_status status = qn__word_find(qn__matched_word_at(matcher, i), doc, &word->at, error);
      if (status != QN_OK)
        return status;
      if (word->at.place.count < looked_for->most)
        looked_for->most = word->at.place.count;
    }
    *most = looked_for->most >= looked_for->copies ? *most + looked_for->most : 0;
    if (*most == 0)
      return QN_OK;
  }
  return QN_OK;
}

/* Copies the positions of a word, up to `until` at least. */
static qn_status find_word(const qn__word_place *place, uint32_t until, qn__phrase_starts *out, qn_error *error) {
  qn__occurrences found;
  qn_status status = qn__word_place_read(place, until, &found, error);
  if (status == QN_OK)
    status = qn__reserve_numbers(out->arena, &out->starts, &out->capacity, found.n, error);
  out->n = status == QN_OK ? found.n : 0;
  for (uint32_t i = 0; i < out->n; i++)
    out->starts[i] = found.positions[i] - found.base;
  return status;
}

static qn_status find_unit(near *state, unit *looked_for, uint32_t until, qn_error *error) {
  qn__phrase_word *words = state->words + looked_for->first;
  looked_for->at = looked_for->taken = looked_for->shown.n = 0;
  if (looked_for->n_words == 1)
    return find_word(&words->at, until, &looked_for->found, error);
  return qn__find_phrase(words, looked_for->n_words, looked_for->copies, &looked_for->found, error);
}

static unit *rarest_unit(const near *state) {
  unit *rarest = state->units;
  for (unit *other = state->units; other < state->units + state->n; other++)
    if (other->most < rarest->most)
      rarest = other;
  return rarest;
}

/* Finds the units, the rarest first: no window goes on far after the last of these.  *all is false if one is too rare
 * for any window to have all. */
static qn_status find_starts(near *state, bool *all, qn_error *error) {
  unit *rarest = rarest_unit(state);
  const qn__phrase_starts *first = &rarest->found;
  qn_status status = find_unit(state, rarest, UINT32_MAX, error);
  *all = status == QN_OK && first->n >= rarest->copies;
  const uint64_t end = *all ? first->starts[first->n - 1] + state->width : 0;
  for (unit *other = state->units; other < state->units + state->n && *all && status == QN_OK; other++) {
    if (other == rarest)
      continue;
    status = find_unit(state, other, end < UINT32_MAX ? (uint32_t)end : UINT32_MAX, error);
    *all = other->found.n >= other->copies;
  }
  return status;
}

/* Where the title, a copy of it or the text ends that a position is in. */
static uint64_t part_end(uint32_t position, uint32_t title_words, uint32_t title_weight) {
  if (position >= qn__text_position(title_words, title_weight))
    return UINT64_MAX;
  const uint64_t stride = (uint64_t)title_words + QN__TITLE_GAP;
  return position / stride * stride + title_words;
}

/* Moves all units to the first that begins at `from` or after; *begin is the first of these.  False if no window from
 * there on has all. */
static bool seek_units(near *state, uint64_t from, uint32_t *begin) {
  *begin = UINT32_MAX;
  for (uint32_t u = 0; u < state->n; u++) {
    unit *moved = &state->units[u];
    const qn__phrase_starts *found = &moved->found;
    while (moved->at < found->n && found->starts[moved->at] < from)
      moved->at++;
    if (found->n - moved->at < moved->copies)
      return false;
    *begin = found->starts[moved->at] < *begin ? found->starts[moved->at] : *begin;
  }
  return true;
}

/* Whether the units that begin from where all stand have ended by `end`.  If not, *next is where the next window that
 * may have them all begins, or before. */
static bool are_within(const near *state, uint64_t end, uint64_t *next) {
  bool all = true;
  for (uint32_t u = 0; u < state->n; u++) {
    const unit *needed = &state->units[u];
    const uint64_t ends = (uint64_t)needed->found.starts[needed->at + needed->copies - 1] + needed->length;
    all &= ends <= end;
    if (ends > *next + state->width)
      *next = ends - state->width;
  }
  return all;
}

/* Keeps what is in the window up to `end` for highlights. */
static qn_status show_window(near *state, uint64_t end, qn_error *error) {
  for (uint32_t u = 0; u < state->n; u++) {
    unit *shown = &state->units[u];
    const qn__phrase_starts *found = &shown->found;
    qn_status status =
        qn__reserve_numbers(shown->shown.arena, &shown->shown.starts, &shown->shown.capacity, found->n, error);
    if (status != QN_OK)
      return status;
    if (shown->taken < shown->at)
      shown->taken = shown->at;
    for (; shown->taken < found->n && (uint64_t)found->starts[shown->taken] + shown->length <= end; shown->taken++)
      shown->shown.starts[shown->shown.n++] = found->starts[shown->taken];
  }
  return QN_OK;
}

/* Counts the windows that have all units; also keeps what is in them if `show`. */
static qn_status count_windows(near *state, uint32_t title_words, uint32_t title_weight, bool show, uint32_t *n,
                               qn_error *error) {
  qn_status status = QN_OK;
  uint32_t begin;
  *n = 0;
  for (uint64_t from = 0; status == QN_OK && seek_units(state, from, &begin);) {
    const uint64_t limit = part_end(begin, title_words, title_weight), full = begin + state->width;
    const uint64_t end = full < limit ? full : limit;
    from = (uint64_t)begin + 1;
    const bool all = are_within(state, end, &from);
    *n += all;
    if (all && show)
      status = show_window(state, end, error);
  }
  return status;
}

static qn_status search_article(qn__matcher *matcher, uint32_t doc, uint32_t least, bool show, uint32_t *freq,
                                qn_error *error) {
  near *state = matcher->state;
  const qn__segment *segment = matcher->segment->where->segment;
  uint32_t title_words = 0;
  uint64_t most;
  bool all = false;
  *freq = 0;
  qn_status status = find_words(matcher, doc, &most, error);
  if (status == QN_OK && most > 0 && most >= least)
    status = find_starts(state, &all, error);
  if (status == QN_OK && all)
    status = qn__title_words(&segment->lengths, doc, &title_words, error);
  return status == QN_OK && all
             ? count_windows(state, title_words, segment->meta.settings.title_weight, show, freq, error)
             : status;
}

static qn_status freq_of_near(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  return search_article(matcher, doc, least, false, freq, error);
}

static qn_status positions_of_near(qn__matcher *matcher, uint32_t doc, uint32_t least, qn__position_list *out,
                                   qn_error *error) {
  near *state = matcher->state;
  qn__merged_positions *merged = &state->merged;
  uint32_t freq = 0;
  qn_status status = search_article(matcher, doc, least, true, &freq, error);
  *out = (qn__position_list){.n = 0};
  if (status != QN_OK || freq == 0 || freq < least)
    return status;
  merged->n = 0;
  for (uint32_t u = 0; u < state->n; u++) {
    const unit *shown = &state->units[u];
    for (uint32_t i = shown->first; i < shown->first + shown->n_words && status == QN_OK; i++)
      status = qn__merge_positions(merged, shown->shown.starts, shown->shown.n, matcher->leaf->offsets[i], i, error);
  }
  qn__merged_keep_distinct(merged);
  if (status == QN_OK)
    *out = (qn__position_list){.data = merged->positions, .n = merged->n, .parts = merged->parts, .freq = freq};
  return status;
}

const qn__matcher_ops qn__match_near = {
    .exact_bits = false,
    .open = open_near,
    .fill = fill_near,
    .max_saturation = max_saturation_of_near,
    .max_docs = qn__max_docs_of_words,
    .freq = freq_of_near,
    .positions = positions_of_near,
};
