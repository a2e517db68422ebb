/* SPDX-License-Identifier: MIT */
/* window_leaves.c: bits of what may be, window by window, and look-ups of what is. */
#include "match/window_leaves.h"

#include <string.h>

/* --- preparing --------------------------------------------------------------------------------------------------- */

static qn_status make_word(qn__leaf_window *window, uint32_t index, size_t segment, qn_error *error) {
  qn__arena *arena = &window->searcher->arena;
  const qn__word_lists *lists = &window->searcher->plan.words[index].segments[segment];
  qn__window_word *word = &window->words[index];
  word->lists = lists;
  word->bits = qn__arena_alloc(arena, QN__WINDOW_WORDS * sizeof *word->bits);
  word->walks = qn__arena_alloc(arena, (lists->n_lists + 1) * sizeof *word->walks);
  if (word->bits == NULL || word->walks == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < lists->n_lists; i++)
    qn__scored_list_init(&word->walks[i], &lists->lists[i], 0.0f, &window->scoring);
  return qn__lookup_init(&word->lookup, lists, &window->scoring, arena, error);
}

static bool has_prefix(const qn__plan *plan, const qn__plan_leaf *leaf) {
  for (uint32_t w = 0; w < leaf->n_words; w++)
    if (plan->words[leaf->words[w]].prefix)
      return true;
  return false;
}

/* In 255ths: a word's is that of its lists; a phrase has no higher one than any of its words. */
static uint8_t highest_saturation(const qn__leaf_window *window, const qn__plan_leaf *leaf) {
  uint8_t lowest = 255;
  for (uint32_t w = 0; w < leaf->n_words && !has_prefix(&window->searcher->plan, leaf); w++) {
    const qn__window_word *word = &window->words[leaf->words[w]];
    uint8_t highest = 0;
    for (uint32_t i = 0; i < word->lists->n_lists; i++)
      highest = word->lists->lists[i].max8 > highest ? word->lists->lists[i].max8 : highest;
    lowest = highest < lowest ? highest : lowest;
  }
  return lowest;
}

static qn_status make_leaf(qn__leaf_window *window, uint32_t index, size_t segment, qn_error *error) {
  qn_searcher *searcher = window->searcher;
  const qn__plan *plan = &searcher->plan;
  const qn__plan_leaf *leaf = &plan->leaves[index];
  qn__window_leaf *out = &window->leaves[index];
  *out = (qn__window_leaf){.leaf = leaf, .scored = leaf->repetitions > 0, .bits = window->words[leaf->words[0]].bits};
  out->certain = qn__is_plain(plan, leaf);
  out->bound = qn__bound(&window->scoring, leaf->weight, highest_saturation(window, leaf));
  if (out->certain)
    return QN_OK;
  window->certain = false;
  if (qn__is_phrase(leaf))
    out->bits = out->own_bits = qn__arena_alloc(&searcher->arena, QN__WINDOW_WORDS * sizeof *out->own_bits);
  out->words = qn__arena_alloc(&searcher->arena, leaf->n_words * sizeof *out->words);
  if (out->bits == NULL || out->words == NULL)
    return qn__fail_memory(error);
  if (!has_prefix(plan, leaf))
    return QN_OK;
  out->cursor = &searcher->cursors[index];
  return qn__leaf_cursor_begin(out->cursor, plan, segment, error);
}

/* Adds a word to the required ones, in its place by doc_freq, once. */
static void add_required(qn__leaf_window *window, uint32_t word) {
  uint32_t at = window->n_required;
  uint64_t doc_freq = qn__lists_doc_freq(window->words[word].lists);
  for (uint32_t i = 0; i < window->n_required; i++)
    if (window->required[i] == word)
      return;
  for (; at > 0 && qn__lists_doc_freq(window->words[window->required[at - 1]].lists) > doc_freq; at--)
    window->required[at] = window->required[at - 1];
  window->required[at] = word;
  window->n_required++;
}

/* The words of the leaves that the root requires. */
static qn_status find_required(qn__leaf_window *window, qn_error *error) {
  const qn__plan *plan = &window->searcher->plan;
  window->required = qn__arena_alloc(&window->searcher->arena, (plan->n_words + 1) * sizeof *window->required);
  if (window->required == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < plan->root.n_must; i++) {
    if (plan->root.must[i].group != NULL)
      continue;
    const qn__plan_leaf *leaf = &plan->leaves[plan->root.must[i].leaf];
    for (uint32_t w = 0; w < leaf->n_words; w++)
      add_required(window, leaf->words[w]);
  }
  return QN_OK;
}

qn_status qn__leaf_window_init(qn__leaf_window *window, qn_searcher *searcher, size_t segment, qn_error *error) {
  const qn__plan *plan = &searcher->plan;
  qn__arena *arena = &searcher->arena;
  *window = (qn__leaf_window){
      .searcher = searcher, .segment = &searcher->index->segments[segment], .certain = true, .found.arena = arena};
  qn_status status = qn__scoring_init(&window->scoring, window->segment->segment, plan->saturation, error);
  window->words = qn__arena_alloc(arena, plan->n_words * sizeof *window->words);
  window->leaves = qn__arena_alloc(arena, plan->n_leaves * sizeof *window->leaves);
  if (status == QN_OK && (window->words == NULL || window->leaves == NULL))
    status = qn__fail_memory(error);
  for (uint32_t i = 0; i < plan->n_words && status == QN_OK; i++)
    status = make_word(window, i, segment, error);
  for (uint32_t i = 0; i < plan->n_leaves && status == QN_OK; i++)
    status = make_leaf(window, i, segment, error);
  return status == QN_OK ? find_required(window, error) : status;
}

/* --- the window's bits ------------------------------------------------------------------------------------------- */

static qn_status fill_word(qn__leaf_window *window, qn__window_word *word, bool *any, qn_error *error) {
  qn_status status = QN_OK;
  memset(word->bits, 0, QN__WINDOW_WORDS * sizeof *word->bits);
  for (uint32_t i = 0; i < word->lists->n_lists && status == QN_OK; i++)
    status = qn__scored_list_mark(&word->walks[i], window->from, window->end, word->bits, error);
  uint64_t all = 0;
  for (unsigned w = 0; w < QN__WINDOW_WORDS; w++)
    all |= word->bits[w];
  *any = all != 0;
  return status;
}

/* The articles that have all words of a leaf. */
static void fill_leaf(const qn__leaf_window *window, const qn__window_leaf *leaf) {
  const uint32_t *words = leaf->leaf->words;
  memcpy(leaf->own_bits, window->words[words[0]].bits, QN__WINDOW_WORDS * sizeof *leaf->own_bits);
  for (uint32_t w = 1; w < leaf->leaf->n_words; w++)
    for (unsigned k = 0; k < QN__WINDOW_WORDS; k++)
      leaf->own_bits[k] &= window->words[words[w]].bits[k];
}

qn_status qn__leaf_window_fill(qn__leaf_window *window, bool *any, qn_error *error) {
  const qn__plan *plan = &window->searcher->plan;
  qn_status status = QN_OK;
  *any = true;
  for (uint32_t i = 0; i < window->n_required && *any && status == QN_OK; i++)
    status = fill_word(window, &window->words[window->required[i]], any, error);
  if (!*any || status != QN_OK)
    return status;
  for (uint32_t i = 0; i < plan->n_words && status == QN_OK; i++) {
    bool word_any, done = false;
    for (uint32_t r = 0; r < window->n_required && !done; r++)
      done = window->required[r] == i;
    if (!done)
      status = fill_word(window, &window->words[i], &word_any, error);
  }
  for (uint32_t i = 0; i < plan->n_leaves; i++)
    if (window->leaves[i].own_bits != NULL)
      fill_leaf(window, &window->leaves[i]);
  return status;
}

/* --- one article ------------------------------------------------------------------------------------------------- */

static float k_of(const qn__leaf_window *window, uint32_t doc) {
  return window->scoring.k[window->scoring.length_bytes[doc]];
}

/* Finds where the words of a leaf are in an article; returns the lowest of their frequencies.  The bits say that it has
 * all of them, but a damaged list can have another answer to every question: then 0. */
static qn_status find_places(qn__leaf_window *window, qn__window_leaf *leaf, uint32_t doc, uint32_t *lowest,
                             qn_error *error) {
  qn_status status = QN_OK;
  *lowest = UINT32_MAX;
  for (uint32_t w = 0; w < leaf->leaf->n_words && status == QN_OK; w++) {
    qn__lookup *lookup = &window->words[leaf->leaf->words[w]].lookup;
    status = qn__lookup_find(lookup, doc, error);
    if (status == QN_OK)
      status = qn__lookup_place(lookup, &leaf->words[w], error);
    leaf->words[w].offset = leaf->leaf->offsets[w];
    if (status == QN_OK && leaf->words[w].place.count < *lowest)
      *lowest = leaf->words[w].place.count;
  }
  return status;
}

/* How often the article has a leaf that positions tell of; 0 too if it cannot pass `limit` for what it is. */
static qn_status count_places(qn__leaf_window *window, qn__window_leaf *leaf, uint32_t doc, int64_t limit,
                              uint32_t *freq, qn_error *error) {
  uint32_t lowest;
  const float weight = leaf->leaf->weight, k = k_of(window, doc);
  qn_status status = find_places(window, leaf, doc, &lowest, error);
  *freq = 0;
  if (status != QN_OK || lowest == 0 || (leaf->scored && qn__freq_bound(weight, lowest, k) <= limit))
    return status;
  uint32_t least = leaf->scored ? qn__least_freq(weight, limit, k) : 1;
  status = qn__find_phrase(leaf->words, leaf->leaf->n_words, least, &window->found, error);
  bool in_title = true;
  if (status == QN_OK && window->found.n > 0 && leaf->leaf->title)
    status = qn__in_title(&window->segment->segment->lengths, doc, window->searcher->index->title_weight,
                          window->found.starts[0], &in_title, error);
  *freq = in_title ? window->found.n : 0;
  return status;
}

qn_status qn__leaf_window_resolve(qn__leaf_window *window, qn__window_leaf *leaf, uint32_t doc, int64_t threshold,
                                  int64_t *bound, qn_error *error) {
  uint32_t freq = 0;
  qn_status status;
  *bound -= leaf->scored ? leaf->bound : 0;
  if (leaf->certain) {
    qn__lookup *lookup = &window->words[leaf->leaf->words[0]].lookup;
    status = qn__lookup_find(lookup, doc, error);
    if (status == QN_OK)
      status = qn__lookup_freq(lookup, &freq, error);
  } else if (leaf->cursor != NULL) {
    status = qn__leaf_cursor_visit(leaf->cursor, doc, &leaf->has, error);
    freq = leaf->has ? leaf->cursor->freq : 0;
  } else {
    status = count_places(window, leaf, doc, threshold - *bound, &freq, error);
  }
  leaf->has = status == QN_OK && freq > 0;
  if (leaf->has && leaf->scored)
    *bound += qn__contribution(leaf->leaf->weight, freq, k_of(window, doc));
  return status;
}
