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
  RANGE_BLOCKS = 16, /* blocks looked at for the bound of a range; more: the whole list's */
  POLL_INTERVAL = 64,
};

/* A list that an article must be in. */
typedef struct required {
  qn__clause clause;
  uint32_t word;        /* the plan's */
  uint32_t range_block; /* where the last range began */
  uint8_t range_max8;   /* highest saturation in the range of the lead's block */
  int64_t rest;         /* the most that words of this list and those after add, in that range */
  bool in_phrase;       /* then it is kept where the lead's postings are in it, by index in the lead's block: */
  uint32_t freqs[QN__BLOCK + 16], blocks[QN__BLOCK];
  uint8_t indexes[QN__BLOCK];
  qn__occurrences occurrences;
} required;

/* A leaf that must match. */
typedef struct needed {
  const qn__plan_leaf *leaf;
  required **lists; /* of its words */
  uint32_t *lowest; /* a phrase's: the lowest frequency known of its words in each candidate; or NULL */
  uint32_t *order;  /* of a phrase's words */
} needed;

typedef struct conjunction {
  qn_searcher *searcher;
  const qn__index_segment *segment;
  qn__scoring scoring;
  required *lists; /* rarest first */
  uint32_t n_lists;
  needed *leaves; /* phrases first */
  uint32_t n_leaves, n_phrases;
  qn__clause *wished, *excluded;
  uint32_t n_wished, n_excluded;
  int64_t wished_bound;
  /* Candidates, which are in all lists looked at: article, index in the lead's block, and what it scores for sure. */
  uint32_t n;
  uint32_t docs[QN__BLOCK + 16], scores[QN__BLOCK + 16];
  uint8_t slots[QN__BLOCK];
  bool needs_places; /* positions will be read: slots and places are kept */
  bool counting;     /* matches are counted, not scored: nothing is bounded */
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

/* The highest saturation of a list within the articles [from, last]; ranges ascend. */
static uint8_t range_max8(required *list, uint32_t from, uint32_t last) {
  const qn__postings *postings = list->clause.list;
  if (postings->last == NULL)
    return postings->max8;
  uint32_t block = list->range_block;
  while (block < postings->n_blocks && qn__postings_block_last(postings, block) < from)
    block++;
  list->range_block = block;
  uint8_t highest = 0;
  for (uint32_t n = 0; block < postings->n_blocks; block++, n++) {
    if (n == RANGE_BLOCKS)
      return postings->max8;
    uint8_t max8 = qn__postings_block_max8(postings, block);
    highest = max8 > highest ? max8 : highest;
    if (qn__postings_block_last(postings, block) >= last)
      break;
  }
  return highest;
}

static uint8_t phrase_max8(const needed *leaf) {
  uint8_t lowest = 255;
  for (uint32_t w = 0; w < leaf->leaf->n_words; w++)
    lowest = leaf->lists[w]->range_max8 < lowest ? leaf->lists[w]->range_max8 : lowest;
  return lowest;
}

/* Bounds all lists within the lead's block; returns the most that an article there can score. */
static int64_t bound_block(conjunction *run, uint32_t from) {
  qn__clause *lead = &run->lists->clause;
  uint32_t last = qn__postings_block_last(lead->list, lead->block);
  int64_t bound = run->wished_bound;
  for (uint32_t r = 0; r < run->n_lists; r++) {
    required *list = &run->lists[r];
    list->range_max8 = r == 0 ? qn__postings_block_max8(lead->list, lead->block) : range_max8(list, from, last);
    list->rest = 0;
  }
  for (uint32_t i = 0; i < run->n_leaves; i++) {
    const needed *leaf = &run->leaves[i];
    uint32_t most = qn__bound(&run->scoring, leaf->leaf->weight, phrase_max8(leaf));
    bound += most;
    if (i >= run->n_phrases)
      for (required *list = run->lists; list <= leaf->lists[0]; list++)
        list->rest += most;
  }
  return bound;
}

/* --- candidates -------------------------------------------------------------------------------------------------- */

static bool has_word(const needed *leaf, const required *list) {
  for (uint32_t w = 0; w < leaf->leaf->n_words; w++)
    if (leaf->lists[w] == list)
      return true;
  return false;
}

static void move_candidate(conjunction *run, uint32_t to, uint32_t from) {
  run->docs[to] = run->docs[from];
  run->scores[to] = run->scores[from];
  run->slots[to] = run->slots[from];
  for (uint32_t i = 0; i < run->n_phrases; i++)
    run->leaves[i].lowest[to] = run->leaves[i].lowest[from];
}

/* Adds to `sums` what the candidates earn with a leaf at these frequencies. */
static void add_scores(const conjunction *run, const needed *leaf, const uint32_t *freqs, uint32_t *sums) {
  uint32_t part[QN__BLOCK + 16];
  qn__score_postings(&run->scoring, leaf->leaf->weight, run->docs, freqs, run->n, part);
  for (uint32_t c = 0; c < run->n; c++)
    sums[c] += part[c];
}

/* Takes the candidates' frequencies in list r into account; keeps those that can still pass. */
static void learn_freqs(conjunction *run, uint32_t r, const uint32_t *freqs) {
  if (run->counting)
    return;
  const required *list = &run->lists[r];
  uint32_t phrases[QN__BLOCK + 16], kept = 0;
  int64_t limit = run->searcher->collector.threshold - run->wished_bound - (r + 1 < run->n_lists ? list[1].rest : 0);
  for (uint32_t i = run->n_phrases; i < run->n_leaves; i++)
    if (run->leaves[i].lists[0] == list)
      add_scores(run, &run->leaves[i], freqs, run->scores);
  memset(phrases, 0, run->n * sizeof *phrases);
  for (uint32_t i = 0; i < run->n_phrases; i++) {
    needed *leaf = &run->leaves[i];
    bool has = has_word(leaf, list);
    for (uint32_t c = 0; has && c < run->n; c++)
      leaf->lowest[c] = freqs[c] < leaf->lowest[c] ? freqs[c] : leaf->lowest[c];
    add_scores(run, leaf, leaf->lowest, phrases);
  }
  for (uint32_t c = 0; c < run->n; c++) {
    move_candidate(run, kept, c);
    kept += (int64_t)run->scores[c] + phrases[c] > limit;
  }
  run->n = kept;
}

/* Decodes the lead's block and scores all of it at once. */
static qn_status begin_block(conjunction *run, qn_error *error) {
  required *lead = run->lists;
  qn__clause *clause = &lead->clause;
  run->n = qn__postings_block(clause->list, clause->block, run->docs, lead->freqs, error);
  if (run->n == 0)
    return QN_DAMAGED;
  memset(run->scores, 0, run->n * sizeof *run->scores);
  for (uint32_t i = 0; i < run->n_phrases; i++)
    memset(run->leaves[i].lowest, 0x7f, run->n * sizeof(uint32_t));
  for (uint32_t c = 0; c < run->n && run->needs_places; c++) {
    run->slots[c] = lead->indexes[c] = (uint8_t)c;
    lead->blocks[c] = clause->block;
  }
  learn_freqs(run, 0, lead->freqs);
  return QN_OK;
}

/* Drops what is not in a list with bits. */
static void test_bits(conjunction *run, const qn__postings *list) {
  uint32_t kept = 0;
  for (uint32_t c = 0; c < run->n; c++) {
    move_candidate(run, kept, c);
    kept += qn__postings_has(list, run->docs[c]);
  }
  run->n = kept;
}

/* Keeps the candidates that list r has and that can still pass. */
static qn_status narrow(conjunction *run, uint32_t r, qn_error *error) {
  required *list = &run->lists[r];
  qn__clause *clause = &list->clause;
  uint32_t kept = 0, freqs[QN__BLOCK + 16];
  for (uint32_t c = 0; c < run->n; c++) {
    int index = -1;
    if (clause->list->bits == NULL && !qn__clause_to_block(clause, run->docs[c]))
      break;
    qn_status status = qn__clause_find(clause, run->docs[c], &index, error);
    if (status == QN_OK && index >= 0 && (!run->counting || list->in_phrase))
      status = qn__clause_freq(clause, (unsigned)index, &freqs[kept], error);
    if (status != QN_OK)
      return status;
    if (index < 0)
      continue;
    unsigned slot = run->slots[c];
    if (list->in_phrase) {
      list->freqs[slot] = freqs[kept];
      list->blocks[slot] = clause->block;
      list->indexes[slot] = (uint8_t)index;
    }
    move_candidate(run, kept++, c);
  }
  run->n = kept;
  learn_freqs(run, r, freqs);
  return QN_OK;
}

static uint32_t contribution(const conjunction *run, float weight, uint32_t freq, uint32_t c) {
  return qn__contribution(weight, freq, run->scoring.k[run->scoring.length_bytes[run->docs[c]]]);
}

/* The most that phrases add to a candidate, from the lowest frequencies of their words. */
static int64_t phrase_bound(const conjunction *run, uint32_t c) {
  int64_t bound = 0;
  for (uint32_t i = 0; i < run->n_phrases; i++)
    bound += contribution(run, run->leaves[i].leaf->weight, run->leaves[i].lowest[c], c);
  return bound;
}

/* --- positions --------------------------------------------------------------------------------------------------- */

static qn_status read_positions(required *list, unsigned slot, qn_error *error) {
  return qn__occurrences_read(&list->occurrences, list->blocks[slot], list->indexes[slot], error);
}

/* The words of a phrase by rising frequency in the article of a slot. */
static void order_words(const needed *leaf, unsigned slot) {
  for (uint32_t w = 0; w < leaf->leaf->n_words; w++) {
    uint32_t at = w, freq = leaf->lists[w]->freqs[slot];
    for (; at > 0 && leaf->lists[leaf->order[at - 1]]->freqs[slot] > freq; at--)
      leaf->order[at] = leaf->order[at - 1];
    leaf->order[at] = w;
  }
}

/* Where a phrase begins in a candidate: *n ascending positions, kept with those of its rarest word; 0 as soon as they
 * are too few for the candidate to pass, which it does with a contribution above `limit`. */
static qn_status find_phrase(const conjunction *run, const needed *leaf, uint32_t c, int64_t limit,
                             const uint32_t **starts, uint32_t *n, qn_error *error) {
  unsigned slot = run->slots[c];
  order_words(leaf, slot);
  qn__occurrences *first = &leaf->lists[leaf->order[0]]->occurrences;
  qn_status status = read_positions(leaf->lists[leaf->order[0]], slot, error);
  if (status != QN_OK)
    return status;
  uint32_t offset = leaf->leaf->offsets[leaf->order[0]], kept = 0;
  for (uint32_t i = 0; i < first->n; i++) {
    first->starts_found[kept] = first->positions[i] - offset;
    kept += first->positions[i] >= offset;
  }
  for (uint32_t w = 1; w < leaf->leaf->n_words && kept > 0; w++) {
    required *list = leaf->lists[leaf->order[w]];
    status = read_positions(list, slot, error);
    if (status != QN_OK)
      return status;
    kept = qn__intersect_shifted(first->starts_found, kept, list->occurrences.positions, list->occurrences.n,
                                 leaf->leaf->offsets[leaf->order[w]]);
    if (contribution(run, leaf->leaf->weight, kept, c) <= limit)
      kept = 0;
  }
  *starts = first->starts_found;
  *n = kept;
  return QN_OK;
}

/* Whether the first of some positions lies in the article's title. */
static qn_status begins_in_title(const conjunction *run, uint32_t c, uint32_t first, bool *in_title, qn_error *error) {
  uint32_t words = 0;
  qn_status status = qn__title_words(&run->segment->segment->lengths, run->docs[c], &words, error);
  *in_title = first < qn__text_position(words, run->searcher->index->title_weight);
  return status;
}

/* Checks a leaf that needs positions, and adds a phrase's contribution.  `others` is the most that phrases not yet
 * checked add besides. */
static qn_status check_leaf(conjunction *run, const needed *leaf, uint32_t c, int64_t others, bool *matches,
                            qn_error *error) {
  const uint32_t *starts;
  uint32_t n = 1;
  qn_status status;
  if (leaf->lowest != NULL) {
    int64_t limit = run->counting ? -1 : run->searcher->collector.threshold - (int64_t)run->scores[c] - others;
    status = find_phrase(run, leaf, c, limit, &starts, &n, error);
  } else {
    status = read_positions(leaf->lists[0], run->slots[c], error);
    starts = leaf->lists[0]->occurrences.positions;
  }
  *matches = status == QN_OK && n > 0;
  if (*matches && leaf->leaf->title)
    status = begins_in_title(run, c, starts[0], matches, error);
  if (*matches && leaf->lowest != NULL)
    run->scores[c] += contribution(run, leaf->leaf->weight, n, c);
  return status;
}

/* --- an article that all lists have ------------------------------------------------------------------------------ */

/* Adds what wished words contribute, for as long as the candidate can pass: by falling bound, each giving way to what
 * it is.  `others` is the most that phrases add. */
static qn_status add_wished(conjunction *run, uint32_t c, int64_t others, qn_error *error) {
  int64_t open = run->wished_bound + others;
  for (uint32_t i = 0; i < run->n_wished; i++) {
    qn__clause *clause;
    int index;
    uint32_t freq = 0;
    if (run->scores[c] + open <= run->searcher->collector.threshold)
      return QN_OK;
    open -= run->wished[i].bound;
    qn_status status = qn__clauses_find(&run->wished[i], 1, run->docs[c], &clause, &index, error);
    if (status == QN_OK && clause != NULL)
      status = qn__clause_freq(clause, (unsigned)index, &freq, error);
    if (status != QN_OK)
      return status;
    if (freq > 0)
      run->scores[c] += contribution(run, clause->weight, freq, c);
  }
  return QN_OK;
}

/* Whether a candidate has the phrases, and the words in its title, that are required; scores the phrases.  `phrases`
 * bounds what they add. */
static qn_status check_places(conjunction *run, uint32_t c, int64_t phrases, bool *matches, qn_error *error) {
  qn_status status = QN_OK;
  *matches = true;
  for (uint32_t i = 0; i < run->n_leaves && *matches && run->needs_places && status == QN_OK; i++) {
    if (i >= run->n_phrases && !run->leaves[i].leaf->title)
      continue;
    if (i < run->n_phrases)
      phrases -= contribution(run, run->leaves[i].leaf->weight, run->leaves[i].lowest[c], c);
    status = check_leaf(run, &run->leaves[i], c, phrases, matches, error);
  }
  return status;
}

static qn_status is_excluded(conjunction *run, uint32_t doc, bool *excluded, qn_error *error) {
  qn__clause *found;
  int index;
  qn_status status = qn__clauses_find(run->excluded, run->n_excluded, doc, &found, &index, error);
  *excluded = status == QN_OK && found != NULL;
  return status;
}

/* The last word on a candidate: deletes, exclusions, wished words, positions. */
static qn_status decide(conjunction *run, uint32_t c, qn_error *error) {
  qn__collector *collector = &run->searcher->collector;
  uint32_t doc = run->docs[c];
  int64_t phrases = phrase_bound(run, c);
  bool matches, excluded = false;
  if (qn__is_deleted(run->segment->deletes, doc) ||
      run->scores[c] + run->wished_bound + phrases <= collector->threshold)
    return QN_OK;
  qn_status status = is_excluded(run, doc, &excluded, error);
  if (status == QN_OK && !excluded)
    status = add_wished(run, c, phrases, error);
  if (status != QN_OK || excluded || run->scores[c] + phrases <= collector->threshold)
    return status;
  status = check_places(run, c, phrases, &matches, error);
  if (status == QN_OK && matches && (int32_t)run->scores[c] > collector->threshold)
    qn__collector_insert(collector, run->segment->first + doc, run->scores[c]);
  return status;
}

static qn_status count_candidate(conjunction *run, uint32_t c, qn_error *error) {
  bool matches, excluded = false;
  if (qn__is_deleted(run->segment->deletes, run->docs[c]))
    return QN_OK;
  qn_status status = check_places(run, c, INT32_MAX, &matches, error);
  if (status == QN_OK && matches)
    status = is_excluded(run, run->docs[c], &excluded, error);
  run->searcher->counted += status == QN_OK && matches && !excluded;
  return status;
}

/* --- the run ----------------------------------------------------------------------------------------------------- */

static qn_status run_block(conjunction *run, uint32_t from, qn_error *error) {
  if (!run->counting && bound_block(run, from) <= run->searcher->collector.threshold)
    return QN_OK;
  qn_status status = begin_block(run, error);
  for (uint32_t r = 1; r < run->n_lists && status == QN_OK; r++)
    if (run->lists[r].clause.list->bits != NULL)
      test_bits(run, run->lists[r].clause.list);
  for (uint32_t r = 1; r < run->n_lists && status == QN_OK && run->n > 0; r++)
    if (!run->counting || run->lists[r].in_phrase || run->lists[r].clause.list->bits == NULL)
      status = narrow(run, r, error);
  for (uint32_t c = 0; c < run->n && status == QN_OK; c++)
    status = run->counting ? count_candidate(run, c, error) : decide(run, c, error);
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
    list->range_block = 0;
    list->in_phrase = false;
  }
  return QN_OK;
}

static qn_status make_leaf(conjunction *run, needed *out, const qn__plan_leaf *leaf, qn_error *error) {
  qn__arena *arena = &run->searcher->arena;
  *out = (needed){.leaf = leaf, .lists = qn__arena_alloc(arena, leaf->n_words * sizeof *out->lists)};
  out->order = qn__arena_alloc(arena, leaf->n_words * sizeof *out->order);
  if (qn__is_phrase(leaf))
    out->lowest = qn__arena_alloc(arena, (QN__BLOCK + 16) * sizeof *out->lowest);
  if (out->lists == NULL || out->order == NULL || (qn__is_phrase(leaf) && out->lowest == NULL))
    return qn__fail_memory(error);
  for (uint32_t w = 0; w < leaf->n_words; w++) {
    out->lists[w] = list_of(run, leaf->words[w]);
    out->lists[w]->in_phrase |= leaf->n_words > 1 || leaf->title;
  }
  return QN_OK;
}

static qn_status make_leaves(conjunction *run, const qn__plan_node *nodes, uint32_t n, qn_error *error) {
  run->leaves = qn__arena_alloc(&run->searcher->arena, n * sizeof *run->leaves);
  if (run->leaves == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  for (unsigned phrases = 2; phrases-- > 0;) /* phrases first */
    for (uint32_t i = 0; i < n && status == QN_OK; i++) {
      const qn__plan_leaf *leaf = &run->searcher->plan.leaves[nodes[i].leaf];
      if (qn__is_phrase(leaf) != (phrases == 1))
        continue;
      status = make_leaf(run, &run->leaves[run->n_leaves++], leaf, error);
      run->n_phrases += phrases;
      run->needs_places |= phrases == 1 || leaf->title;
    }
  return status;
}

static qn_status prepare(conjunction *run, size_t segment, bool *empty, qn_error *error) {
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
    status = qn__clauses_of(plan, wished, n_wished, segment, &run->scoring, &searcher->arena, &run->wished,
                            &run->n_wished, error);
  if (status == QN_OK)
    status = qn__clauses_of(plan, plan->root.must_not, plan->root.n_must_not, segment, &run->scoring, &searcher->arena,
                            &run->excluded, &run->n_excluded, error);
  for (uint32_t i = 0; i < run->n_wished && status == QN_OK; i++) {
    run->wished_bound += run->wished[i].bound;
    for (uint32_t at = i; at > 0 && run->wished[at - 1].bound < run->wished[at].bound; at--) {
      qn__clause moved = run->wished[at];
      run->wished[at] = run->wished[at - 1];
      run->wished[at - 1] = moved;
    }
  }
  return status;
}

static qn_status run_segment(qn_searcher *searcher, size_t segment, bool counting, qn_error *error) {
  conjunction run = {.searcher = searcher, .segment = &searcher->index->segments[segment], .counting = counting};
  bool empty = false;
  qn_status status = prepare(&run, segment, &empty, error);
  if (status != QN_OK || empty)
    return status;
  qn__clause *lead = &run.lists->clause;
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
