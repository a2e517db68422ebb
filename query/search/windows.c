/* SPDX-License-Identifier: MIT */
/* windows.c: evaluates the boolean tree by bit sets of WINDOW articles, and scores what is left one by one.
 *
 * Words become bits, exactly; phrases, title words and prefixes become the bits of the articles that may have them. The
 * tree over these bits gives candidates, each with the sum of the bounds of the leaves it may have; those that cannot
 * pass the threshold are dropped on that alone.  For the others bounds give way to contributions, leaf by leaf, words
 * first and positions last, until they are dropped or known. */
#include "search/windows.h"

#include "search/leaf_cursor.h"
#include "search/lookup.h"

#include <string.h>

enum { WINDOW = 8192, WORDS = WINDOW / 64 };

#define NO_THRESHOLD (INT64_MIN / 2)

/* A word's lists, and the articles of the window that are in any. */
typedef struct window_word {
  qn__clause *walks; /* which mark the bits, window by window */
  uint32_t n_lists;
  qn__lookup lookup;
  uint64_t *bits;
} window_word;

typedef struct window_leaf {
  const qn__plan_leaf *leaf;
  bool certain; /* a plain word: its bits are the truth */
  bool scored;
  bool has;                /* the truth for the current candidate */
  uint32_t bound;          /* most that it adds to a score */
  const uint64_t *bits;    /* articles of the window that may have it */
  uint64_t *own_bits;      /* of a leaf with several words */
  qn__phrase_word *words;  /* room for its words, if positions tell; or NULL */
  qn__leaf_cursor *cursor; /* what tells of a leaf with a prefix; or NULL */
} window_leaf;

typedef struct windows {
  qn_searcher *searcher;
  const qn__index_segment *segment;
  qn__scoring scoring;
  window_word *words;
  uint32_t *required; /* words without which nothing matches, the rarest first */
  uint32_t n_required;
  window_leaf *leaves;
  bool certain; /* all leaves are */
  qn__phrase_places found;
  uint64_t *spare;    /* a bit set for each level of the tree */
  uint32_t from, end; /* the window */
} windows;

/* --- preparing --------------------------------------------------------------------------------------------------- */

static qn_status make_word(windows *run, uint32_t index, size_t segment, qn_error *error) {
  qn__arena *arena = &run->searcher->arena;
  const qn__word_lists *lists = &run->searcher->plan.words[index].segments[segment];
  window_word *word = &run->words[index];
  word->n_lists = lists->n_lists;
  word->bits = qn__arena_alloc(arena, WORDS * sizeof *word->bits);
  word->walks = qn__arena_alloc(arena, (lists->n_lists + 1) * sizeof *word->walks);
  if (word->bits == NULL || word->walks == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < lists->n_lists; i++)
    qn__clause_init(&word->walks[i], &lists->lists[i], 0.0f, &run->scoring);
  return qn__lookup_init(&word->lookup, lists, &run->scoring, arena, error);
}

static bool has_prefix(const qn__plan *plan, const qn__plan_leaf *leaf) {
  for (uint32_t w = 0; w < leaf->n_words; w++)
    if (plan->words[leaf->words[w]].prefix)
      return true;
  return false;
}

/* In 255ths: a word's is that of its lists; a phrase has no higher one than any of its words. */
static uint8_t highest_saturation(const windows *run, const qn__plan_leaf *leaf) {
  uint8_t lowest = 255;
  for (uint32_t w = 0; w < leaf->n_words && !has_prefix(&run->searcher->plan, leaf); w++) {
    const window_word *word = &run->words[leaf->words[w]];
    uint8_t highest = 0;
    for (uint32_t i = 0; i < word->n_lists; i++)
      highest = word->walks[i].list->max8 > highest ? word->walks[i].list->max8 : highest;
    lowest = highest < lowest ? highest : lowest;
  }
  return lowest;
}

static qn_status make_leaf(windows *run, uint32_t index, size_t segment, qn_error *error) {
  qn_searcher *searcher = run->searcher;
  const qn__plan *plan = &searcher->plan;
  const qn__plan_leaf *leaf = &plan->leaves[index];
  window_leaf *out = &run->leaves[index];
  *out = (window_leaf){.leaf = leaf, .scored = leaf->repetitions > 0, .bits = run->words[leaf->words[0]].bits};
  out->certain = !qn__needs_positions(leaf) && !plan->words[leaf->words[0]].prefix;
  out->bound = qn__bound(&run->scoring, leaf->weight, highest_saturation(run, leaf));
  if (out->certain)
    return QN_OK;
  run->certain = false;
  if (qn__is_phrase(leaf))
    out->bits = out->own_bits = qn__arena_alloc(&searcher->arena, WORDS * sizeof *out->own_bits);
  out->words = qn__arena_alloc(&searcher->arena, leaf->n_words * sizeof *out->words);
  if (out->bits == NULL || out->words == NULL)
    return qn__fail_memory(error);
  if (!has_prefix(plan, leaf))
    return QN_OK;
  out->cursor = &searcher->cursors[index];
  return qn__leaf_cursor_begin(out->cursor, plan, segment, error);
}

static uint64_t doc_freq_in(const window_word *word) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < word->n_lists; i++)
    sum += word->walks[i].list->info.doc_freq;
  return sum;
}

/* Adds a word to the required ones, in its place by doc_freq, once. */
static void add_required(windows *run, uint32_t word) {
  uint32_t at = run->n_required;
  uint64_t doc_freq = doc_freq_in(&run->words[word]);
  for (uint32_t i = 0; i < run->n_required; i++)
    if (run->required[i] == word)
      return;
  for (; at > 0 && doc_freq_in(&run->words[run->required[at - 1]]) > doc_freq; at--)
    run->required[at] = run->required[at - 1];
  run->required[at] = word;
  run->n_required++;
}

/* The words of the leaves that the root requires. */
static qn_status find_required(windows *run, qn_error *error) {
  const qn__plan *plan = &run->searcher->plan;
  run->required = qn__arena_alloc(&run->searcher->arena, (plan->n_words + 1) * sizeof *run->required);
  if (run->required == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < plan->root.n_must; i++) {
    if (plan->root.must[i].group != NULL)
      continue;
    const qn__plan_leaf *leaf = &plan->leaves[plan->root.must[i].leaf];
    for (uint32_t w = 0; w < leaf->n_words; w++)
      add_required(run, leaf->words[w]);
  }
  return QN_OK;
}

static unsigned depth_of(const qn__plan_group *group) {
  const qn__plan_node *parts[3] = {group->must, group->should, group->must_not};
  const uint32_t counts[3] = {group->n_must, group->n_should, group->n_must_not};
  unsigned deepest = 0;
  for (unsigned p = 0; p < 3; p++)
    for (uint32_t i = 0; i < counts[p]; i++) {
      unsigned depth = parts[p][i].group != NULL ? depth_of(parts[p][i].group) : 0;
      deepest = depth > deepest ? depth : deepest;
    }
  return deepest + 1;
}

static qn_status prepare(windows *run, size_t segment, qn_error *error) {
  const qn__plan *plan = &run->searcher->plan;
  qn__arena *arena = &run->searcher->arena;
  qn_status status = qn__scoring_init(&run->scoring, run->segment->segment, plan->saturation, error);
  run->words = qn__arena_alloc(arena, plan->n_words * sizeof *run->words);
  run->leaves = qn__arena_alloc(arena, plan->n_leaves * sizeof *run->leaves);
  run->spare = qn__arena_alloc(arena, (depth_of(&plan->root) + 1) * WORDS * sizeof *run->spare);
  if (status == QN_OK && (run->words == NULL || run->leaves == NULL || run->spare == NULL))
    status = qn__fail_memory(error);
  for (uint32_t i = 0; i < plan->n_words && status == QN_OK; i++)
    status = make_word(run, i, segment, error);
  for (uint32_t i = 0; i < plan->n_leaves && status == QN_OK; i++)
    status = make_leaf(run, i, segment, error);
  return status == QN_OK ? find_required(run, error) : status;
}

/* --- the window's bits ------------------------------------------------------------------------------------------- */

static qn_status fill_word(windows *run, window_word *word, bool *any, qn_error *error) {
  qn_status status = QN_OK;
  memset(word->bits, 0, WORDS * sizeof *word->bits);
  for (uint32_t i = 0; i < word->n_lists && status == QN_OK; i++)
    status = qn__clause_mark(&word->walks[i], run->from, run->end, word->bits, error);
  uint64_t all = 0;
  for (unsigned w = 0; w < WORDS; w++)
    all |= word->bits[w];
  *any = all != 0;
  return status;
}

/* All words' bits and all leaves'; *any is false where a required word has no article in the window. */
static qn_status fill(windows *run, bool *any, qn_error *error) {
  const qn__plan *plan = &run->searcher->plan;
  qn_status status = QN_OK;
  *any = true;
  for (uint32_t i = 0; i < run->n_required && *any && status == QN_OK; i++)
    status = fill_word(run, &run->words[run->required[i]], any, error);
  if (!*any || status != QN_OK)
    return status;
  for (uint32_t i = 0; i < plan->n_words && status == QN_OK; i++) {
    bool word_any, done = false;
    for (uint32_t r = 0; r < run->n_required && !done; r++)
      done = run->required[r] == i;
    if (!done)
      status = fill_word(run, &run->words[i], &word_any, error);
  }
  for (uint32_t i = 0; i < plan->n_leaves; i++) {
    window_leaf *leaf = &run->leaves[i];
    if (leaf->own_bits == NULL)
      continue;
    memcpy(leaf->own_bits, run->words[leaf->leaf->words[0]].bits, WORDS * sizeof *leaf->own_bits);
    for (uint32_t w = 1; w < leaf->leaf->n_words; w++)
      for (unsigned k = 0; k < WORDS; k++)
        leaf->own_bits[k] &= run->words[leaf->leaf->words[w]].bits[k];
  }
  return status;
}

static void match_group(const windows *run, const qn__plan_group *group, bool at_most, unsigned depth, uint64_t *out);

/* The articles that a node matches at most, or (where it excludes) those it is sure to match. */
static const uint64_t *match_node(const windows *run, const qn__plan_node *node, bool at_most, unsigned depth) {
  static const uint64_t none[WORDS];
  if (node->group == NULL)
    return at_most || run->leaves[node->leaf].certain ? run->leaves[node->leaf].bits : none;
  uint64_t *bits = run->spare + (size_t)depth * WORDS;
  match_group(run, node->group, at_most, depth + 1, bits);
  return bits;
}

static void match_group(const windows *run, const qn__plan_group *group, bool at_most, unsigned depth, uint64_t *out) {
  memset(out, group->n_must > 0 ? 0xff : 0, WORDS * sizeof *out);
  for (uint32_t i = 0; i < group->n_must; i++) {
    const uint64_t *bits = match_node(run, &group->must[i], at_most, depth);
    for (unsigned w = 0; w < WORDS; w++)
      out[w] &= bits[w];
  }
  for (uint32_t i = 0; group->n_must == 0 && i < group->n_should; i++) {
    const uint64_t *bits = match_node(run, &group->should[i], at_most, depth);
    for (unsigned w = 0; w < WORDS; w++)
      out[w] |= bits[w];
  }
  for (uint32_t i = 0; i < group->n_must_not; i++) {
    const uint64_t *bits = match_node(run, &group->must_not[i], !at_most, depth);
    for (unsigned w = 0; w < WORDS; w++)
      out[w] &= ~bits[w];
  }
}

/* --- one candidate ----------------------------------------------------------------------------------------------- */

static bool has_bit(const uint64_t *bits, uint32_t at) {
  return bits[at / 64] >> (at % 64) & 1;
}

static bool group_matches(const windows *run, const qn__plan_group *group);

static uint32_t count_matching(const windows *run, const qn__plan_node *nodes, uint32_t n) {
  uint32_t matching = 0;
  for (uint32_t i = 0; i < n; i++)
    matching += nodes[i].group != NULL ? group_matches(run, nodes[i].group) : run->leaves[nodes[i].leaf].has;
  return matching;
}

static bool group_matches(const windows *run, const qn__plan_group *group) {
  if (count_matching(run, group->must, group->n_must) < group->n_must ||
      count_matching(run, group->must_not, group->n_must_not) > 0)
    return false;
  return group->n_must > 0 || count_matching(run, group->should, group->n_should) > 0;
}

/* Which leaves the candidate may have; returns what they add at most. */
static int64_t bound_candidate(windows *run, uint32_t at) {
  int64_t bound = 0;
  for (uint32_t i = 0; i < run->searcher->plan.n_leaves; i++) {
    window_leaf *leaf = &run->leaves[i];
    leaf->has = has_bit(leaf->bits, at);
    bound += leaf->has && leaf->scored ? leaf->bound : 0;
  }
  return bound;
}

static float k_of(const windows *run, uint32_t doc) {
  return run->scoring.k[run->scoring.length_bytes[doc]];
}

/* Finds where the words of a leaf are in an article; returns the lowest of their frequencies.  The bits say that it has
 * all of them, but a damaged list can have another answer to every question: then 0. */
static qn_status find_places(windows *run, window_leaf *leaf, uint32_t doc, uint32_t *lowest, qn_error *error) {
  qn_status status = QN_OK;
  *lowest = UINT32_MAX;
  for (uint32_t w = 0; w < leaf->leaf->n_words && status == QN_OK; w++) {
    qn__lookup *lookup = &run->words[leaf->leaf->words[w]].lookup;
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
static qn_status count_places(windows *run, window_leaf *leaf, uint32_t doc, int64_t limit, uint32_t *freq,
                              qn_error *error) {
  uint32_t lowest;
  const float weight = leaf->leaf->weight, k = k_of(run, doc);
  qn_status status = find_places(run, leaf, doc, &lowest, error);
  *freq = 0;
  if (status != QN_OK || lowest == 0 || (leaf->scored && qn__freq_bound(weight, lowest, k) <= limit))
    return status;
  uint32_t least = leaf->scored ? qn__least_freq(weight, limit, k) : 1;
  status = qn__find_phrase(leaf->words, leaf->leaf->n_words, least, &run->found, error);
  bool in_title = true;
  if (status == QN_OK && run->found.n > 0 && leaf->leaf->title)
    status = qn__in_title(&run->segment->segment->lengths, doc, run->searcher->index->title_weight,
                          run->found.starts[0], &in_title, error);
  *freq = in_title ? run->found.n : 0;
  return status;
}

/* Whether a leaf is in the article after all; *bound is what the article scores at most, and becomes what it does with
 * the leaf for what it is.  An article that cannot pass the threshold is let go without the truth. */
static qn_status resolve_leaf(windows *run, window_leaf *leaf, uint32_t doc, int64_t threshold, int64_t *bound,
                              qn_error *error) {
  uint32_t freq = 0;
  qn_status status;
  *bound -= leaf->scored ? leaf->bound : 0;
  if (leaf->certain) {
    qn__lookup *lookup = &run->words[leaf->leaf->words[0]].lookup;
    status = qn__lookup_find(lookup, doc, error);
    if (status == QN_OK)
      status = qn__lookup_freq(lookup, &freq, error);
  } else if (leaf->cursor != NULL) {
    status = qn__leaf_cursor_visit(leaf->cursor, doc, &leaf->has, error);
    freq = leaf->has ? leaf->cursor->freq : 0;
  } else {
    status = count_places(run, leaf, doc, threshold - *bound, &freq, error);
  }
  leaf->has = status == QN_OK && freq > 0;
  if (leaf->has && leaf->scored)
    *bound += qn__contribution(leaf->leaf->weight, freq, k_of(run, doc));
  return status;
}

/* Certain leaves, then the others: reads what is needed to know the score, or that it cannot pass. */
static qn_status score_candidate(windows *run, uint32_t at, qn_error *error) {
  qn__collector *collector = &run->searcher->collector;
  uint32_t doc = run->from + at;
  int64_t bound = bound_candidate(run, at);
  for (unsigned certain = 2; certain-- > 0;)
    for (uint32_t i = 0; i < run->searcher->plan.n_leaves; i++) {
      window_leaf *leaf = &run->leaves[i];
      if (leaf->certain != (certain == 1) || !leaf->has || (leaf->certain && !leaf->scored))
        continue;
      if (bound <= collector->threshold)
        return QN_OK;
      qn_status status = resolve_leaf(run, leaf, doc, collector->threshold, &bound, error);
      if (status != QN_OK)
        return status;
    }
  if (bound > collector->threshold && (run->certain || group_matches(run, &run->searcher->plan.root)))
    qn__collector_insert(collector, run->segment->first + doc, (uint32_t)bound);
  return QN_OK;
}

static qn_status count_candidate(windows *run, uint32_t at, qn_error *error) {
  qn_status status = QN_OK;
  bound_candidate(run, at);
  for (uint32_t i = 0; i < run->searcher->plan.n_leaves && status == QN_OK; i++) {
    int64_t bound = 0;
    if (!run->leaves[i].certain && run->leaves[i].has)
      status = resolve_leaf(run, &run->leaves[i], run->from + at, NO_THRESHOLD, &bound, error);
  }
  if (status == QN_OK)
    run->searcher->counted += group_matches(run, &run->searcher->plan.root);
  return status;
}

/* --- the run ----------------------------------------------------------------------------------------------------- */

static void drop_deleted(const windows *run, uint64_t *bits) {
  if (run->segment->deletes == NULL)
    return;
  for (unsigned w = 0; w < WORDS; w++)
    for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
      unsigned at = qn__lowest_bit(left);
      if (qn__is_deleted(run->segment->deletes, run->from + w * 64 + at))
        bits[w] &= ~(UINT64_C(1) << at);
    }
}

static qn_status each_candidate(windows *run, const uint64_t *bits, bool counting, qn_error *error) {
  qn_status status = QN_OK;
  for (unsigned w = 0; w < WORDS; w++) {
    if (counting && run->certain) {
      run->searcher->counted += qn__popcount64(bits[w]);
      continue;
    }
    for (uint64_t left = bits[w]; left != 0 && status == QN_OK; left &= left - 1) {
      uint32_t at = w * 64 + qn__lowest_bit(left);
      status = counting ? count_candidate(run, at, error) : score_candidate(run, at, error);
    }
  }
  return status;
}

static qn_status run_window(windows *run, bool counting, qn_error *error) {
  uint64_t matches[WORDS];
  bool any = true;
  qn_status status = fill(run, &any, error);
  if (status != QN_OK || !any)
    return status;
  match_group(run, &run->searcher->plan.root, true, 0, matches);
  drop_deleted(run, matches);
  status = each_candidate(run, matches, counting, error);
  return status == QN_OK ? qn__poll(run->searcher, error) : status;
}

static qn_status run_segment(qn_searcher *searcher, size_t segment, bool counting, qn_error *error) {
  windows run = {.searcher = searcher, .segment = &searcher->index->segments[segment], .certain = true};
  run.found.arena = &searcher->arena;
  uint32_t n_docs = run.segment->segment->meta.n_docs;
  qn_status status = prepare(&run, segment, error);
  for (; status == QN_OK && run.from < n_docs; run.from = run.end) {
    if (counting && searcher->counted > searcher->count_limit)
      break;
    run.end = n_docs - run.from > WINDOW ? run.from + WINDOW : n_docs;
    status = run_window(&run, counting, error);
  }
  return status;
}

qn_status qn__windows_collect(qn_searcher *searcher, size_t segment, qn_error *error) {
  return run_segment(searcher, segment, false, error);
}

qn_status qn__windows_count(qn_searcher *searcher, size_t segment, qn_error *error) {
  return run_segment(searcher, segment, true, error);
}
