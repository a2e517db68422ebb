/* SPDX-License-Identifier: MIT */
/* conjunction.c: the rarest list leads, a block at a time.
 *
 * A block of the lead is skipped whole if no article in its range can pass the threshold.  Else its articles are scored
 * at once and dropped where bounds say so; the survivors are looked up in the other lists, bit sets first, each time
 * dropped as soon as what is known and what is bounded cannot pass.  A phrase is bounded by the lowest frequency of its
 * words until only positions can tell. */
#include "search/conjunction.h"

#include "search/clause.h"
#include "search/occurrences.h"

enum {
  RANGE_BLOCKS = 6, /* blocks looked at for the bound of a range; more: the whole list's */
  POLL_INTERVAL = 64,
};

/* A list that an article must be in, and what is found out of it, by index in the lead's block: the posting's
 * frequency, its block, and its index there. */
typedef struct required {
  qn__clause clause;
  uint32_t word; /* the plan's */
  int64_t rest;  /* the most that words of this list and those after add */
  uint32_t freqs[QN__BLOCK + 16], blocks[QN__BLOCK];
  uint8_t indexes[QN__BLOCK];
  qn__occurrences occurrences;
} required;

/* A leaf that must match. */
typedef struct needed {
  const qn__plan_leaf *leaf;
  required **lists; /* of its words */
  uint32_t *lowest; /* a phrase's: by index in the lead's block, the lowest frequency known of its words; or NULL */
} needed;

typedef struct conjunction {
  qn_searcher *searcher;
  const qn__index_segment *segment;
  qn__scoring scoring;
  required *lists; /* rarest first */
  uint32_t n_lists;
  needed *leaves;
  uint32_t n_leaves;
  qn__clause *wished, *excluded;
  uint32_t n_wished, n_excluded;
  int64_t wished_bound;
  /* of the lead's block: the articles, those still in, and what they score for sure */
  const uint32_t *docs;
  uint8_t alive[QN__BLOCK];
  unsigned n_alive;
  uint32_t scores[QN__BLOCK];
} conjunction;

/* --- which plans ------------------------------------------------------------------------------------------------- */

static bool are_words(const qn__plan *plan, const qn__plan_node *nodes, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    if (nodes[i].group != NULL)
      return false;
    const qn__plan_leaf *leaf = &plan->leaves[nodes[i].leaf];
    if (leaf->n_words > 1 || leaf->title || plan->words[leaf->words[0]].prefix)
      return false;
  }
  return true;
}

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
  if (n == 0 || !are_words(plan, wished, n_wished) || !are_words(plan, plan->root.must_not, plan->root.n_must_not))
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

/* --- bounds ------------------------------------------------------------------------------------------------------ */

/* The highest saturation of a list within the articles [from, last]. */
static uint8_t range_max8(qn__clause *clause, uint32_t from, uint32_t last) {
  const qn__postings *list = clause->list;
  if (list->last == NULL || list->bits != NULL)
    return list->max8;
  if (!qn__clause_to_block(clause, from))
    return 0;
  uint8_t highest = 0;
  for (uint32_t block = clause->block, n = 0; block < list->n_blocks; block++, n++) {
    if (n == RANGE_BLOCKS)
      return list->max8;
    uint8_t max8 = qn__postings_block_max8(list, block);
    highest = max8 > highest ? max8 : highest;
    if (qn__postings_block_last(list, block) >= last)
      break;
  }
  return highest;
}

/* The most that an article in the lead's block can score. */
static int64_t block_bound(conjunction *run, uint32_t from, uint32_t last) {
  int64_t bound = run->wished_bound;
  for (uint32_t i = 0; i < run->n_leaves; i++) {
    const needed *leaf = &run->leaves[i];
    uint8_t lowest = 255;
    for (uint32_t w = 0; w < leaf->leaf->n_words; w++) {
      qn__clause *clause = &leaf->lists[w]->clause;
      uint8_t max8 = leaf->lists[w] == run->lists ? qn__postings_block_max8(clause->list, clause->block)
                                                  : range_max8(clause, from, last);
      lowest = max8 < lowest ? max8 : lowest;
    }
    bound += qn__bound(&run->scoring, leaf->leaf->weight, lowest);
  }
  return bound;
}

/* --- narrowing --------------------------------------------------------------------------------------------------- */

static uint32_t contribution(const conjunction *run, float weight, uint32_t freq, unsigned at) {
  return qn__contribution(weight, freq, run->scoring.k[run->scoring.length_bytes[run->docs[at]]]);
}

/* The most that phrases add to an article, from the lowest frequencies known of their words. */
static int64_t phrase_bound(const conjunction *run, unsigned at) {
  int64_t bound = 0;
  for (uint32_t i = 0; i < run->n_leaves; i++)
    if (run->leaves[i].lowest != NULL)
      bound += contribution(run, run->leaves[i].leaf->weight, run->leaves[i].lowest[at], at);
  return bound;
}

/* Takes the frequency of list r in an article into account: false if the article cannot pass any more. */
static bool learn_freq(conjunction *run, uint32_t r, unsigned at) {
  const required *list = &run->lists[r];
  uint32_t freq = list->freqs[at];
  bool has_phrase = false;
  for (uint32_t i = 0; i < run->n_leaves; i++) {
    needed *leaf = &run->leaves[i];
    if (leaf->lowest == NULL) {
      if (leaf->lists[0] == list)
        run->scores[at] += contribution(run, leaf->leaf->weight, freq, at);
      continue;
    }
    has_phrase = true;
    for (uint32_t w = 0; w < leaf->leaf->n_words; w++)
      if (leaf->lists[w] == list && freq < leaf->lowest[at])
        leaf->lowest[at] = freq;
  }
  int64_t rest = run->wished_bound + (r + 1 < run->n_lists ? list[1].rest : 0);
  int64_t bound = run->scores[at] + rest + (has_phrase ? phrase_bound(run, at) : 0);
  return bound > run->searcher->collector.threshold;
}

static bool has_word(const needed *leaf, const required *list) {
  for (uint32_t w = 0; w < leaf->leaf->n_words; w++)
    if (leaf->lists[w] == list)
      return true;
  return false;
}

/* Decodes the lead's block and scores all of it at once; alive is what can pass. */
static qn_status begin_block(conjunction *run, qn_error *error) {
  required *lead = run->lists;
  qn__clause *clause = &lead->clause;
  unsigned n = qn__postings_block(clause->list, clause->block, clause->docs, lead->freqs, error);
  if (n == 0)
    return QN_DAMAGED;
  run->docs = clause->docs;
  uint32_t part[QN__BLOCK + 16], phrases[QN__BLOCK] = {0};
  int64_t rest = run->wished_bound + (run->n_lists > 1 ? run->lists[1].rest : 0);
  memset(run->scores, 0, sizeof run->scores);
  for (uint32_t i = 0; i < run->n_leaves; i++) {
    needed *leaf = &run->leaves[i];
    if (leaf->lowest != NULL)
      memset(leaf->lowest, 0x7f, n * sizeof *leaf->lowest);
    if (!has_word(leaf, lead)) {
      rest += leaf->lowest != NULL ? qn__bound(&run->scoring, leaf->leaf->weight, 255) : 0;
      continue;
    }
    qn__score_postings(&run->scoring, leaf->leaf->weight, run->docs, lead->freqs, n, part);
    if (leaf->lowest != NULL)
      memcpy(leaf->lowest, lead->freqs, n * sizeof *leaf->lowest);
    uint32_t *sums = leaf->lowest != NULL ? phrases : run->scores;
    for (unsigned at = 0; at < n; at++)
      sums[at] += part[at];
  }
  run->n_alive = 0;
  for (unsigned at = 0; at < n; at++) {
    lead->blocks[at] = clause->block;
    lead->indexes[at] = (uint8_t)at;
    run->alive[run->n_alive] = (uint8_t)at;
    run->n_alive += (int64_t)run->scores[at] + phrases[at] + rest > run->searcher->collector.threshold;
  }
  return QN_OK;
}

/* Drops what is not in a list with bits. */
static void test_bits(conjunction *run, const qn__postings *list) {
  unsigned kept = 0;
  for (unsigned i = 0; i < run->n_alive; i++) {
    run->alive[kept] = run->alive[i];
    kept += qn__postings_has(list, run->docs[run->alive[i]]);
  }
  run->n_alive = kept;
}

/* Finds an article in list r and learns its frequency. */
static qn_status look_up(conjunction *run, uint32_t r, unsigned at, bool *alive, qn_error *error) {
  required *list = &run->lists[r];
  qn__clause *clause = &list->clause;
  int index = -1;
  *alive = false;
  if (clause->list->bits == NULL && !qn__clause_to_block(clause, run->docs[at]))
    return QN_OK;
  qn_status status = qn__clause_find(clause, run->docs[at], &index, error);
  if (status != QN_OK || index < 0)
    return status;
  list->freqs[at] = qn__postings_freq(clause->list, clause->block, (unsigned)index, error);
  list->blocks[at] = clause->block;
  list->indexes[at] = (uint8_t)index;
  *alive = learn_freq(run, r, at);
  return list->freqs[at] == 0 ? QN_DAMAGED : QN_OK;
}

/* Keeps the articles that list r has and that can still pass. */
static qn_status narrow(conjunction *run, uint32_t r, qn_error *error) {
  unsigned kept = 0;
  for (unsigned i = 0; i < run->n_alive; i++) {
    bool alive;
    unsigned at = run->alive[i];
    qn_status status = look_up(run, r, at, &alive, error);
    if (status != QN_OK)
      return status;
    run->alive[kept] = (uint8_t)at;
    kept += alive;
  }
  run->n_alive = kept;
  return QN_OK;
}

/* --- positions --------------------------------------------------------------------------------------------------- */

static qn_status read_positions(required *list, unsigned at, qn_error *error) {
  return qn__occurrences_read(&list->occurrences, list->blocks[at], list->indexes[at], error);
}

/* Where a phrase begins in an article: *n ascending positions.  They are kept with the positions of its rarest word. */
static qn_status find_phrase(const needed *leaf, unsigned at, const uint32_t **starts, uint32_t *n, qn_error *error) {
  uint32_t n_words = leaf->leaf->n_words, rarest = 0;
  for (uint32_t w = 1; w < n_words; w++)
    if (leaf->lists[w]->freqs[at] < leaf->lists[rarest]->freqs[at])
      rarest = w;
  qn__occurrences *first = &leaf->lists[rarest]->occurrences;
  qn_status status = read_positions(leaf->lists[rarest], at, error);
  if (status != QN_OK)
    return status;
  uint32_t offset = leaf->leaf->offsets[rarest], kept = 0;
  for (uint32_t i = 0; i < first->n; i++) {
    first->starts_found[kept] = first->positions[i] - offset;
    kept += first->positions[i] >= offset;
  }
  for (uint32_t w = 0; w < n_words && kept > 0; w++) {
    if (w == rarest)
      continue;
    qn__occurrences *other = &leaf->lists[w]->occurrences;
    if (other != first)
      status = read_positions(leaf->lists[w], at, error);
    if (status != QN_OK)
      return status;
    kept = qn__intersect_shifted(first->starts_found, kept, other->positions, other->n, leaf->leaf->offsets[w]);
  }
  *starts = first->starts_found;
  *n = kept;
  return QN_OK;
}

/* Whether the first of some positions lies in the article's title. */
static qn_status begins_in_title(const conjunction *run, unsigned at, uint32_t first, bool *in_title, qn_error *error) {
  uint32_t words = 0;
  qn_status status = qn__title_words(&run->segment->segment->lengths, run->docs[at], &words, error);
  *in_title = first < qn__text_position(words, run->searcher->index->title_weight);
  return status;
}

/* Checks a leaf that needs positions, and adds a phrase's contribution. */
static qn_status check_leaf(conjunction *run, const needed *leaf, unsigned at, bool *matches, qn_error *error) {
  const uint32_t *starts;
  uint32_t n = 1;
  qn_status status;
  if (leaf->lowest != NULL) {
    status = find_phrase(leaf, at, &starts, &n, error);
  } else {
    status = read_positions(leaf->lists[0], at, error);
    starts = leaf->lists[0]->occurrences.positions;
  }
  *matches = status == QN_OK && n > 0;
  if (*matches && leaf->leaf->title)
    status = begins_in_title(run, at, starts[0], matches, error);
  if (*matches && leaf->lowest != NULL)
    run->scores[at] += contribution(run, leaf->leaf->weight, n, at);
  return status;
}

/* --- an article that all lists have ------------------------------------------------------------------------------ */

static qn_status find_in(qn__clause *clauses, uint32_t n, uint32_t doc, qn__clause **found, int *index,
                         qn_error *error) {
  *found = NULL;
  for (uint32_t i = 0; i < n; i++) {
    *index = -1;
    if (clauses[i].list->bits == NULL && !qn__clause_to_block(&clauses[i], doc))
      continue;
    qn_status status = qn__clause_find(&clauses[i], doc, index, error);
    if (status != QN_OK)
      return status;
    if (*index >= 0) {
      *found = &clauses[i];
      return QN_OK;
    }
  }
  return QN_OK;
}

static qn_status add_wished(conjunction *run, unsigned at, qn_error *error) {
  for (uint32_t i = 0; i < run->n_wished; i++) {
    qn__clause *clause;
    int index;
    qn_status status = find_in(&run->wished[i], 1, run->docs[at], &clause, &index, error);
    if (status != QN_OK)
      return status;
    if (clause == NULL)
      continue;
    uint32_t freq = qn__postings_freq(clause->list, clause->block, (unsigned)index, error);
    if (freq == 0)
      return QN_DAMAGED;
    run->scores[at] += contribution(run, clause->weight, freq, at);
  }
  return QN_OK;
}

/* The last word on an article: deletes, wished words, positions, exclusions. */
static qn_status decide(conjunction *run, unsigned at, qn_error *error) {
  qn__collector *collector = &run->searcher->collector;
  uint32_t doc = run->docs[at];
  qn_status status = QN_OK;
  if (qn__is_deleted(run->segment->deletes, doc) ||
      run->scores[at] + run->wished_bound + phrase_bound(run, at) <= collector->threshold)
    return QN_OK;
  status = add_wished(run, at, error);
  if (status == QN_OK && run->scores[at] + phrase_bound(run, at) <= collector->threshold)
    return QN_OK;
  bool matches = true;
  for (uint32_t i = 0; i < run->n_leaves && matches && status == QN_OK; i++)
    if (run->leaves[i].lowest != NULL || run->leaves[i].leaf->title)
      status = check_leaf(run, &run->leaves[i], at, &matches, error);
  if (status != QN_OK || !matches || (int32_t)run->scores[at] <= collector->threshold)
    return status;
  qn__clause *found;
  int index;
  status = find_in(run->excluded, run->n_excluded, doc, &found, &index, error);
  if (status == QN_OK && found == NULL)
    qn__collector_insert(collector, run->segment->first + doc, run->scores[at]);
  return status;
}

/* --- the run ----------------------------------------------------------------------------------------------------- */

static qn_status run_block(conjunction *run, uint32_t from, qn_error *error) {
  qn__clause *lead = &run->lists->clause;
  if (block_bound(run, from, qn__postings_block_last(lead->list, lead->block)) <= run->searcher->collector.threshold)
    return QN_OK;
  qn_status status = begin_block(run, error);
  for (uint32_t r = 1; r < run->n_lists && status == QN_OK; r++)
    if (run->lists[r].clause.list->bits != NULL)
      test_bits(run, run->lists[r].clause.list);
  for (uint32_t r = 1; r < run->n_lists && status == QN_OK && run->n_alive > 0; r++)
    status = narrow(run, r, error);
  for (unsigned i = 0; i < run->n_alive && status == QN_OK; i++)
    status = decide(run, run->alive[i], error);
  return status;
}

/* --- preparing --------------------------------------------------------------------------------------------------- */

static required *list_of(const conjunction *run, uint32_t word) {
  required *list = run->lists;
  while (list->word != word)
    list++;
  return list;
}

/* Adds a word's list in its place by doc_freq, once; false if the segment has none. */
static bool add_list(conjunction *run, uint32_t word, size_t segment) {
  const qn__word_lists *lists = &run->searcher->plan.words[word].segments[segment];
  if (lists->n_lists == 0)
    return false;
  for (uint32_t i = 0; i < run->n_lists; i++)
    if (run->lists[i].word == word)
      return true;
  uint32_t at = run->n_lists++;
  for (; at > 0 && run->lists[at - 1].clause.list->info.doc_freq > lists->lists->info.doc_freq; at--) {
    run->lists[at].word = run->lists[at - 1].word;
    run->lists[at].clause.list = run->lists[at - 1].clause.list;
  }
  run->lists[at].word = word;
  run->lists[at].clause.list = lists->lists;
  return true;
}

/* The lists of all required words; *empty if the segment lacks one of them. */
static qn_status make_lists(conjunction *run, const qn__plan_node *nodes, uint32_t n_nodes, size_t segment, bool *empty,
                            qn_error *error) {
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
    required *list = &run->lists[r];
    qn__clause_init(&list->clause, list->clause.list, 0.0f, &run->scoring);
    qn__occurrences_init(&list->occurrences, list->clause.list, &run->searcher->arena);
    list->rest = 0;
  }
  return QN_OK;
}

static qn_status make_leaf(conjunction *run, needed *out, const qn__plan_leaf *leaf, qn_error *error) {
  qn__arena *arena = &run->searcher->arena;
  *out = (needed){.leaf = leaf, .lists = qn__arena_alloc(arena, leaf->n_words * sizeof *out->lists)};
  if (qn__is_phrase(leaf))
    out->lowest = qn__arena_alloc(arena, (QN__BLOCK + 16) * sizeof *out->lowest);
  if (out->lists == NULL || (qn__is_phrase(leaf) && out->lowest == NULL))
    return qn__fail_memory(error);
  for (uint32_t w = 0; w < leaf->n_words; w++)
    out->lists[w] = list_of(run, leaf->words[w]);
  if (out->lowest == NULL) {
    /* What the word adds at most is open until its list has been read. */
    uint32_t bound = qn__bound(&run->scoring, leaf->weight, out->lists[0]->clause.list->max8);
    for (required *list = run->lists; list <= out->lists[0]; list++)
      list->rest += bound;
  }
  return QN_OK;
}

static qn_status make_leaves(conjunction *run, const qn__plan_node *nodes, uint32_t n, qn_error *error) {
  run->leaves = qn__arena_alloc(&run->searcher->arena, n * sizeof *run->leaves);
  if (run->leaves == NULL)
    return qn__fail_memory(error);
  run->n_leaves = n;
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < n && status == QN_OK; i++)
    status = make_leaf(run, &run->leaves[i], &run->searcher->plan.leaves[nodes[i].leaf], error);
  return status;
}

qn_status qn__conjunction_segment(qn_searcher *searcher, size_t segment, qn_error *error) {
  conjunction run = {.searcher = searcher, .segment = &searcher->index->segments[segment]};
  const qn__plan *plan = &searcher->plan;
  const qn__plan_node *nodes, *wished;
  uint32_t n, n_wished;
  bool empty = false;
  required_nodes(plan, &nodes, &n);
  wished_nodes(plan, &wished, &n_wished);
  qn_status status = qn__scoring_init(&run.scoring, run.segment->segment, plan->saturation, error);
  if (status == QN_OK)
    status = make_lists(&run, nodes, n, segment, &empty, error);
  if (status != QN_OK || empty)
    return status;
  status = make_leaves(&run, nodes, n, error);
  if (status == QN_OK)
    status = qn__clauses_of(plan, wished, n_wished, segment, &run.scoring, &searcher->arena, &run.wished, &run.n_wished,
                            error);
  if (status == QN_OK)
    status = qn__clauses_of(plan, plan->root.must_not, plan->root.n_must_not, segment, &run.scoring, &searcher->arena,
                            &run.excluded, &run.n_excluded, error);
  for (uint32_t i = 0; i < run.n_wished; i++)
    run.wished_bound += run.wished[i].bound;
  qn__clause *lead = &run.lists->clause;
  uint32_t from = 0;
  for (; status == QN_OK && lead->block < lead->list->n_blocks; lead->block++) {
    status = run_block(&run, from, error);
    from = qn__postings_block_last(lead->list, lead->block) + 1;
    if (status == QN_OK && lead->block % POLL_INTERVAL == POLL_INTERVAL - 1)
      status = qn__poll(searcher, error);
  }
  return status;
}
