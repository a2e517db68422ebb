/* SPDX-License-Identifier: MIT */
/* conjunction.c: the rarest list leads, a block at a time.
 *
 * A block of the lead is skipped whole if no article in its range can pass the threshold.  Else its articles are scored
 * at once and dropped where bounds say so; the survivors are looked up in the other lists, each time dropped as soon as
 * what is known and what is bounded cannot pass.  A phrase is bounded by the lowest frequency of its words until only
 * positions can decide. */
#include "engine/conjunction_block.h"
#include "engine/engine.h"

enum { POLL_INTERVAL = 64 };

/* --- which plans ------------------------------------------------------------------------------------------------- */

typedef struct part {
  const qn__plan_node *nodes;
  uint32_t n;
} part;

/* A single optional clause is required. */
static part required_part(const qn__plan *plan) {
  if (plan->root.n_must == 0 && plan->root.n_should == 1)
    return (part){plan->root.should, 1};
  return (part){plan->root.must, plan->root.n_must};
}

static part optional_part(const qn__plan *plan) {
  return (part){plan->root.should, plan->root.n_must == 0 ? 0 : plan->root.n_should};
}

/* Whether a leaf is words whose lists can be read one article after another: a list at most for each. */
static bool has_single_lists(const qn__plan *plan, const qn__plan_leaf *leaf, size_t segment) {
  for (uint32_t w = 0; w < leaf->n_words; w++) {
    const qn__plan_word *word = &plan->words[leaf->words[w]];
    if (leaf->op == QN__NEAR || qn__is_expanded(word) || word->segments[segment].n_lists > 1)
      return false;
  }
  return leaf->n_words > 0;
}

/* Takes plans of terms, exact words and phrases, in titles or anywhere, that are required, and terms that are optional
 * or excluded; each required word has one list at most in the segment.  Terms alone are counted faster by bit sets. */
static bool takes(const qn__search_context *context) {
  const qn__plan *plan = context->plan;
  const part required = required_part(plan), optional = optional_part(plan);
  if (required.n == 0 || qn__counts_optional(&plan->root) || (!context->sink->wants_scores && plan->only_terms) ||
      !qn__are_terms(plan, optional.nodes, optional.n) ||
      !qn__are_terms(plan, plan->root.must_not, plan->root.n_must_not))
    return false;
  for (uint32_t i = 0; i < required.n; i++)
    if (required.nodes[i].group != NULL ||
        !has_single_lists(plan, &plan->leaves[required.nodes[i].leaf], context->number))
      return false;
  return true;
}

/* --- an article that all lists have ------------------------------------------------------------------------------ */

/* Adds what optional terms contribute, in descending order of bound, for as long as the candidate can pass.  `phrases`
 * is the most that those add. */
static qn_status add_optional(qn__conjunction *run, unsigned slot, int64_t phrases, qn_error *error) {
  int64_t open = run->optional_bound + phrases;
  for (uint32_t i = 0; i < run->n_optional; i++) {
    qn__scored_list *list = run->optional[i], *found;
    int index;
    uint32_t freq = 0;
    if (run->scores[slot] + open <= run->sink->threshold)
      return QN_OK;
    open -= list->bound;
    qn_status status = qn__scored_lists_find(list, 1, run->docs[slot], &found, &index, error);
    if (status == QN_OK && found != NULL)
      status = qn__scored_list_freq(list, (unsigned)index, &freq, error);
    if (status != QN_OK)
      return status;
    if (freq > 0)
      run->scores[slot] += qn__contribution(list->weight, freq, run->k[slot]);
  }
  return QN_OK;
}

static qn_status is_excluded(qn__conjunction *run, uint32_t doc, bool *excluded, qn_error *error) {
  qn__scored_list *found;
  int index;
  qn_status status = qn__scored_lists_find(run->excluded.lists, run->excluded.n, doc, &found, &index, error);
  *excluded = status == QN_OK && found != NULL;
  return status;
}

/* Final check of a candidate: exclusions, optional terms, filters, positions. */
static qn_status decide(qn__conjunction *run, uint32_t c, qn_error *error) {
  const unsigned slot = run->slots[c];
  const uint32_t doc = run->docs[slot], phrases = qn__bound_phrases(run, 0, slot, qn__last_list(run));
  bool matches = true, excluded = false;
  if (run->scores[slot] + run->optional_bound + phrases <= run->sink->threshold)
    return QN_OK;
  qn_status status = QN_OK;
  if (run->excluded.n > 0)
    status = is_excluded(run, doc, &excluded, error);
  if (status == QN_OK && !excluded && run->n_optional > 0)
    status = add_optional(run, slot, phrases, error);
  if (status != QN_OK || excluded || (int64_t)run->scores[slot] + phrases <= run->sink->threshold)
    return status;
  status = qn__accepts(&run->context->accept, doc, &matches, error);
  if (status == QN_OK && matches && run->needs_places)
    status = qn__check_places(run, c, &matches, error);
  if (status == QN_OK && matches && (int32_t)run->scores[slot] > run->sink->threshold)
    qn__take(run->context, doc, run->scores[slot]);
  return status;
}

/* The same for a sink that wants no scores, without what only scores. */
static qn_status decide_unscored(qn__conjunction *run, uint32_t c, qn_error *error) {
  const uint32_t doc = run->docs[run->slots[c]];
  bool matches = false, excluded;
  qn_status status = is_excluded(run, doc, &excluded, error);
  if (status == QN_OK && !excluded)
    status = qn__accepts(&run->context->accept, doc, &matches, error);
  if (status == QN_OK && matches)
    status = qn__check_places(run, c, &matches, error);
  if (status == QN_OK && matches)
    qn__take(run->context, doc, 0);
  return status;
}

/* --- the run ----------------------------------------------------------------------------------------------------- */

/* Drops the candidates that filters refuse before they are looked up in the other lists. */
static qn_status drop_refused(qn__conjunction *run, qn_error *error) {
  uint32_t kept = 0;
  for (uint32_t c = 0; c < run->n; c++) {
    const uint8_t slot = run->slots[c];
    bool accepted;
    qn_status status = qn__may_accept(&run->context->accept, run->docs[slot], &accepted, error);
    if (status != QN_OK)
      return status;
    run->slots[kept] = slot;
    kept += accepted;
  }
  run->n = kept;
  return QN_OK;
}

static qn_status run_block(qn__conjunction *run, uint32_t from, qn_error *error) {
  if (run->scoring_matches && qn__bound_block(run, from) <= run->sink->threshold)
    return QN_OK;
  qn_status status = qn__begin_candidates(run, error);
  if (status == QN_OK && run->context->accept.filters != NULL)
    status = drop_refused(run, error);
  if (status == QN_OK)
    status = qn__narrow_candidates(run, error);
  for (uint32_t c = 0; c < run->n && status == QN_OK; c++)
    status = run->scoring_matches ? decide(run, c, error) : decide_unscored(run, c, error);
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
  const qn__word_lists *lists = &run->context->plan->words[word].segments[segment];
  if (lists->n_lists == 0)
    return false;
  for (uint32_t i = 0; i < run->n_lists; i++)
    if (run->lists[i].word == word)
      return true;
  uint32_t at = run->n_lists++;
  for (; at > 0 && run->lists[at - 1].scored.postings->info.doc_freq > lists->lists->info.doc_freq; at--) {
    run->lists[at].word = run->lists[at - 1].word;
    run->lists[at].scored.postings = run->lists[at - 1].scored.postings;
  }
  run->lists[at].word = word;
  run->lists[at].scored.postings = lists->lists;
  return true;
}

/* The lists of all required words; *empty if the segment lacks one of them. */
static qn_status make_lists(qn__conjunction *run, const part *required, bool *empty, qn_error *error) {
  const qn__plan *plan = run->context->plan;
  const size_t segment = run->context->number;
  uint32_t n = 0;
  for (uint32_t i = 0; i < required->n; i++)
    n += plan->leaves[required->nodes[i].leaf].n_words;
  run->lists = qn__arena_alloc(run->context->arena, n * sizeof *run->lists);
  if (run->lists == NULL)
    return qn__fail_memory(error);
  *empty = false;
  for (uint32_t i = 0; i < required->n && !*empty; i++) {
    const qn__plan_leaf *leaf = &plan->leaves[required->nodes[i].leaf];
    for (uint32_t w = 0; w < leaf->n_words && !*empty; w++)
      *empty = !add_list(run, leaf->words[w], segment);
  }
  for (uint32_t r = 0; r < run->n_lists; r++) {
    qn__required *list = &run->lists[r];
    qn__scored_list_init(&list->scored, list->scored.postings, 0.0f, &run->scoring);
    qn__occurrence_reader_init(&list->reader, &plan->words[list->word].segments[segment], 0, run->context->arena);
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
  qn__arena *arena = run->context->arena;
  *out = (qn__needed){.leaf = leaf, .lists = qn__arena_alloc(arena, leaf->n_words * sizeof *out->lists)};
  out->words = qn__arena_alloc(arena, leaf->n_words * sizeof *out->words);
  if (out->lists == NULL || out->words == NULL)
    return qn__fail_memory(error);
  for (uint32_t w = 0; w < leaf->n_words; w++) {
    out->lists[w] = list_of(run, leaf->words[w]);
    out->lists[w]->needs_places |= !qn__is_term(leaf);
  }
  if (leaf->op == QN__PHRASE)
    find_rarest(out);
  return QN_OK;
}

/* Leaves with a frequency of their own, which only positions can give, come before terms. */
static qn_status make_leaves(qn__conjunction *run, const part *required, bool terms, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < required->n && status == QN_OK; i++) {
    const qn__plan_leaf *leaf = &run->context->plan->leaves[required->nodes[i].leaf];
    if ((leaf->op == QN__TERM) != terms)
      continue;
    status = make_leaf(run, &run->leaves[run->n_leaves++], leaf, error);
    run->n_phrases += !terms;
    run->needs_places |= !qn__is_term(leaf);
  }
  return status;
}

static qn_status make_optional(qn__conjunction *run, const part *optional, qn_error *error) {
  qn__list_set lists;
  qn_status status = qn__term_lists(run->context, optional->nodes, optional->n, &lists, error);
  if (status == QN_OK)
    status = qn__sort_by_bound(run->context, &lists, &run->optional, error);
  if (status != QN_OK)
    return status;
  run->n_optional = lists.n;
  for (uint32_t i = 0; i < lists.n; i++)
    run->optional_bound += lists.lists[i].bound;
  return QN_OK;
}

static qn_status prepare_conjunction(qn__conjunction *run, bool *empty, qn_error *error) {
  const qn__plan *plan = run->context->plan;
  const part required = required_part(plan), optional = optional_part(plan);
  qn_status status = make_lists(run, &required, empty, error);
  if (status != QN_OK || *empty)
    return status;
  run->leaves = qn__arena_alloc(run->context->arena, required.n * sizeof *run->leaves);
  if (run->leaves == NULL)
    return qn__fail_memory(error);
  status = make_leaves(run, &required, false, error);
  if (status == QN_OK)
    status = make_leaves(run, &required, true, error);
  if (status == QN_OK)
    status = make_optional(run, &optional, error);
  if (status == QN_OK)
    status = qn__term_lists(run->context, plan->root.must_not, plan->root.n_must_not, &run->excluded, error);
  return status;
}

static qn_status run_conjunction(qn__search_context *context, qn_error *error) {
  qn__conjunction run = {.context = context,
                         .sink = context->sink,
                         .scoring = context->scoring,
                         .scoring_matches = context->sink->wants_scores,
                         .found.arena = context->arena};
  bool empty = false;
  qn_status status = prepare_conjunction(&run, &empty, error);
  if (status != QN_OK || empty)
    return status;
  qn__scored_list *lead = &run.lists->scored;
  uint32_t from = 0;
  for (; status == QN_OK && lead->block < lead->postings->n_blocks && !run.sink->is_full; lead->block++) {
    status = run_block(&run, from, error);
    from = qn__postings_block_last(lead->postings, lead->block) + 1;
    if (status == QN_OK && lead->block % POLL_INTERVAL == POLL_INTERVAL - 1)
      status = qn__interrupted(context->interrupt, error);
  }
  return status;
}

const qn__engine qn__conjunction_engine = {"conjunction", takes, run_conjunction};
