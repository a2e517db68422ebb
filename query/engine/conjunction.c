/* SPDX-License-Identifier: MIT */
/* conjunction.c: the rarest list leads, a block at a time.
 *
 * A block of the lead is skipped whole if no article in its range can pass the threshold.  Else its articles are scored
 * at once and dropped where bounds say so; the survivors are looked up in the other lists, each time dropped as soon as
 * what is known and what is bounded cannot pass.  A phrase is bounded by the lowest frequency of its words until only
 * positions can tell. */
#include "engine/conjunction.h"

#include "engine/conjunction_block.h"

enum { POLL_INTERVAL = 64 };

/* --- which plans ------------------------------------------------------------------------------------------------- */

/* A lone wish is a must. */
static void required_nodes(const qn__plan *plan, const qn__plan_node **nodes, uint32_t *n) {
  bool lone = plan->root.n_must == 0 && plan->root.n_should == 1;
  *nodes = lone ? plan->root.should : plan->root.must;
  *n = lone ? 1 : plan->root.n_must;
}

static void wished_nodes(const qn__plan *plan, const qn__plan_node **nodes, uint32_t *n) {
  *nodes = plan->root.should;
  *n = plan->root.n_must == 0 ? 0 : plan->root.n_should;
}

bool qn__is_conjunction(const qn__plan *plan, size_t segment) {
  const qn__plan_node *nodes, *wished;
  uint32_t n, n_wished;
  required_nodes(plan, &nodes, &n);
  wished_nodes(plan, &wished, &n_wished);
  if (n == 0 || !qn__are_plain(plan, wished, n_wished) ||
      !qn__are_plain(plan, plan->root.must_not, plan->root.n_must_not))
    return false;
  for (uint32_t i = 0; i < n; i++) {
    if (nodes[i].group != NULL)
      return false;
    const qn__plan_leaf *leaf = &plan->leaves[nodes[i].leaf];
    for (uint32_t w = 0; w < leaf->n_words; w++)
      if (plan->words[leaf->words[w]].prefix || plan->words[leaf->words[w]].segments[segment].n_lists > 1)
        return false;
  }
  return true;
}

/* --- an article that all lists have ------------------------------------------------------------------------------ */

/* Adds what wished words contribute, for as long as the candidate can pass: by falling bound, each giving way to what
 * it is.  `phrases` is the most that those add. */
static qn_status add_wished(qn__conjunction *run, unsigned slot, int64_t phrases, qn_error *error) {
  int64_t open = run->wished_bound + phrases;
  for (uint32_t i = 0; i < run->n_wished; i++) {
    qn__scored_list *scored;
    int index;
    uint32_t freq = 0;
    if (run->scores[slot] + open <= run->searcher->top_k.threshold)
      return QN_OK;
    open -= run->wished[i].bound;
    qn_status status = qn__scored_lists_find(&run->wished[i], 1, run->docs[slot], &scored, &index, error);
    if (status == QN_OK && scored != NULL)
      status = qn__scored_list_freq(scored, (unsigned)index, &freq, error);
    if (status != QN_OK)
      return status;
    if (freq > 0)
      run->scores[slot] += qn__contribution(scored->weight, freq, run->k[slot]);
  }
  return QN_OK;
}

static qn_status is_excluded(qn__conjunction *run, uint32_t doc, bool *excluded, qn_error *error) {
  qn__scored_list *found;
  int index;
  qn_status status = qn__scored_lists_find(run->excluded, run->n_excluded, doc, &found, &index, error);
  *excluded = status == QN_OK && found != NULL;
  return status;
}

/* The last word on a candidate: deletes, exclusions, wished words, positions. */
static qn_status decide(qn__conjunction *run, uint32_t c, qn_error *error) {
  qn__top_k *top_k = &run->searcher->top_k;
  const unsigned slot = run->slots[c];
  const uint32_t doc = run->docs[slot], phrases = qn__bound_phrases(run, 0, slot, qn__last_list(run));
  bool matches = true, excluded = false;
  if (run->scores[slot] + run->wished_bound + phrases <= top_k->threshold || qn__is_deleted(run->segment->deletes, doc))
    return QN_OK;
  qn_status status = QN_OK;
  if (run->n_excluded > 0)
    status = is_excluded(run, doc, &excluded, error);
  if (status == QN_OK && !excluded && run->n_wished > 0)
    status = add_wished(run, slot, phrases, error);
  if (status != QN_OK || excluded || (int64_t)run->scores[slot] + phrases <= top_k->threshold)
    return status;
  if (run->needs_places)
    status = qn__check_places(run, c, &matches, error);
  if (status == QN_OK && matches && (int32_t)run->scores[slot] > top_k->threshold)
    qn__top_k_insert(top_k, run->segment->first + doc, run->scores[slot]);
  return status;
}

static qn_status count_candidate(qn__conjunction *run, uint32_t c, qn_error *error) {
  const uint32_t doc = run->docs[run->slots[c]];
  bool matches, excluded = false;
  if (qn__is_deleted(run->segment->deletes, doc))
    return QN_OK;
  qn_status status = qn__check_places(run, c, &matches, error);
  if (status == QN_OK && matches)
    status = is_excluded(run, doc, &excluded, error);
  run->searcher->counted += status == QN_OK && matches && !excluded;
  return status;
}

/* --- the run ----------------------------------------------------------------------------------------------------- */

static qn_status run_block(qn__conjunction *run, uint32_t from, qn_error *error) {
  if (!run->counting && qn__bound_block(run, from) <= run->searcher->top_k.threshold)
    return QN_OK;
  qn_status status = qn__begin_candidates(run, error);
  if (status == QN_OK)
    status = qn__narrow_candidates(run, error);
  for (uint32_t c = 0; c < run->n && status == QN_OK; c++)
    status = run->counting ? count_candidate(run, c, error) : decide(run, c, error);
  return status;
}

/* --- preparing --------------------------------------------------------------------------------------------------- */

static qn__required *list_of(const qn__conjunction *run, uint32_t word) {
  qn__required *list = run->lists;
  while (list->word != word)
    list++;
  return list;
}

/* Adds a word's list in its place by doc_freq, once; false if the segment has none. */
static bool add_list(qn__conjunction *run, uint32_t word, size_t segment) {
  const qn__word_lists *lists = &run->searcher->plan.words[word].segments[segment];
  if (lists->n_lists == 0)
    return false;
  for (uint32_t i = 0; i < run->n_lists; i++)
    if (run->lists[i].word == word)
      return true;
  uint32_t at = run->n_lists++;
  for (; at > 0 && run->lists[at - 1].scored.list->info.doc_freq > lists->lists->info.doc_freq; at--) {
    run->lists[at].word = run->lists[at - 1].word;
    run->lists[at].scored.list = run->lists[at - 1].scored.list;
  }
  run->lists[at].word = word;
  run->lists[at].scored.list = lists->lists;
  return true;
}

/* The lists of all required words; *empty if the segment lacks one of them. */
static qn_status make_lists(qn__conjunction *run, const qn__plan_node *nodes, uint32_t n_nodes, size_t segment,
                            bool *empty, qn_error *error) {
  const qn__plan *plan = &run->searcher->plan;
  uint32_t n = 0;
  for (uint32_t i = 0; i < n_nodes; i++)
    n += plan->leaves[nodes[i].leaf].n_words;
  run->lists = qn__arena_alloc(&run->searcher->arena, n * sizeof *run->lists);
  if (run->lists == NULL)
    return qn__fail_memory(error);
  *empty = false;
  for (uint32_t i = 0; i < n_nodes && !*empty; i++) {
    const qn__plan_leaf *leaf = &plan->leaves[nodes[i].leaf];
    for (uint32_t w = 0; w < leaf->n_words && !*empty; w++)
      *empty = !add_list(run, leaf->words[w], segment);
  }
  for (uint32_t r = 0; r < run->n_lists; r++) {
    qn__required *list = &run->lists[r];
    qn__scored_list_init(&list->scored, list->scored.list, 0.0f, &run->scoring);
    qn__occurrence_reader_init(&list->reader, &run->searcher->plan.words[list->word].segments[segment], 0,
                               &run->searcher->arena);
    list->range_block = 0;
    list->needs_places = false;
  }
  return QN_OK;
}

static void find_rarest(qn__needed *leaf) {
  for (uint32_t w = 0; w < leaf->leaf->n_words; w++) {
    unsigned at = w == 0 ? 0 : leaf->lists[w] < leaf->lists[leaf->rarest[0]] ? 0 : 1;
    if (at == 0)
      leaf->rarest[1] = leaf->rarest[0];
    if (at == 0 || w == 1 || leaf->lists[w] < leaf->lists[leaf->rarest[1]])
      leaf->rarest[at] = w;
  }
}

static qn_status make_leaf(qn__conjunction *run, qn__needed *out, const qn__plan_leaf *leaf, qn_error *error) {
  qn__arena *arena = &run->searcher->arena;
  *out = (qn__needed){.leaf = leaf, .lists = qn__arena_alloc(arena, leaf->n_words * sizeof *out->lists)};
  out->words = qn__arena_alloc(arena, leaf->n_words * sizeof *out->words);
  if (out->lists == NULL || out->words == NULL)
    return qn__fail_memory(error);
  for (uint32_t w = 0; w < leaf->n_words; w++) {
    out->lists[w] = list_of(run, leaf->words[w]);
    out->lists[w]->needs_places |= qn__needs_positions(leaf);
  }
  if (qn__is_phrase(leaf))
    find_rarest(out);
  return QN_OK;
}

static qn_status make_leaves(qn__conjunction *run, const qn__plan_node *nodes, uint32_t n, qn_error *error) {
  run->leaves = qn__arena_alloc(&run->searcher->arena, n * sizeof *run->leaves);
  if (run->leaves == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  for (unsigned phrases = 2; phrases-- > 0;) /* phrases first */
    for (uint32_t i = 0; i < n && status == QN_OK; i++) {
      const qn__plan_leaf *leaf = &run->searcher->plan.leaves[nodes[i].leaf];
      if (qn__counts_itself(leaf) != (phrases == 1))
        continue;
      status = make_leaf(run, &run->leaves[run->n_leaves++], leaf, error);
      run->n_phrases += phrases;
      run->needs_places |= qn__needs_positions(leaf);
    }
  return status;
}

static qn_status prepare(qn__conjunction *run, size_t segment, bool *empty, qn_error *error) {
  qn_searcher *searcher = run->searcher;
  const qn__plan *plan = &searcher->plan;
  const qn__plan_node *nodes, *wished;
  uint32_t n, n_wished;
  required_nodes(plan, &nodes, &n);
  wished_nodes(plan, &wished, &n_wished);
  qn_status status = qn__scoring_init(&run->scoring, run->segment->segment, plan->saturation, error);
  if (status == QN_OK)
    status = make_lists(run, nodes, n, segment, empty, error);
  if (status != QN_OK || *empty)
    return status;
  status = make_leaves(run, nodes, n, error);
  if (status == QN_OK)
    status = qn__scored_lists_of(plan, wished, n_wished, segment, &run->scoring, &searcher->arena, &run->wished,
                                 &run->n_wished, error);
  if (status == QN_OK)
    status = qn__scored_lists_of(plan, plan->root.must_not, plan->root.n_must_not, segment, &run->scoring,
                                 &searcher->arena, &run->excluded, &run->n_excluded, error);
  for (uint32_t i = 0; i < run->n_wished && status == QN_OK; i++) {
    run->wished_bound += run->wished[i].bound;
    for (uint32_t at = i; at > 0 && run->wished[at - 1].bound < run->wished[at].bound; at--) {
      qn__scored_list moved = run->wished[at];
      run->wished[at] = run->wished[at - 1];
      run->wished[at - 1] = moved;
    }
  }
  return status;
}

static qn_status run_segment(qn_searcher *searcher, size_t segment, bool counting, qn_error *error) {
  qn__conjunction run = {.searcher = searcher, .segment = &searcher->index->segments[segment], .counting = counting};
  run.found.arena = &searcher->arena;
  bool empty = false;
  qn_status status = prepare(&run, segment, &empty, error);
  if (status != QN_OK || empty)
    return status;
  qn__scored_list *lead = &run.lists->scored;
  uint32_t from = 0;
  for (; status == QN_OK && lead->block < lead->list->n_blocks; lead->block++) {
    if (counting && searcher->counted > searcher->count_limit)
      break;
    status = run_block(&run, from, error);
    from = qn__postings_block_last(lead->list, lead->block) + 1;
    if (status == QN_OK && lead->block % POLL_INTERVAL == POLL_INTERVAL - 1)
      status = qn__poll(searcher, error);
  }
  return status;
}

qn_status qn__conjunction_segment(qn_searcher *searcher, size_t segment, qn_error *error) {
  return run_segment(searcher, segment, false, error);
}

qn_status qn__conjunction_count(qn_searcher *searcher, size_t segment, qn_error *error) {
  return run_segment(searcher, segment, true, error);
}
