/* SPDX-License-Identifier: MIT */
/* maxscore.c: MAXSCORE (Turtle and Flood 1995) over windows of articles.
 *
 * Lists stand in descending order of bound.  As the threshold rises, those at the end whose bounds together cannot lift
 * an article above it become non-essential: only articles of the others, the essential ones, are looked at.  Essential
 * lists are decoded and list a block at a time into a window of accumulators.  What can still beat the threshold is a
 * candidate; candidates are looked up in the non-essential lists, a hundred or so at a time, and dropped as soon as
 * they cannot. */
#include "codec/vector.h"
#include "engine/engine.h"

enum {
  FIRST_WINDOW = 2048,
  DENSE_WINDOW = 8192, /* largest window where most of it is hit: it stays in the first cache */
  SPARSE_WINDOW = QN__SCRATCH_DOCS,
  CANDIDATES = 128, /* are looked up together: the threshold rises between */
  GROUP = 16,       /* accumulators that are looked at together */
  POLL_INTERVAL = 64,
  LOOK_UP = 4, /* postings are walked through in the time that it takes to look an article up in a list */
};

typedef struct maxscore {
  qn__search_context *context;
  qn__sink *sink;
  qn__scoring scoring;
  qn__scored_list **lists; /* in descending order of bound */
  int64_t *bounds_from;    /* bounds_from[i]: sum of the bounds of lists i and after */
  uint32_t n, n_essential;
  qn__list_set *required; /* by term: articles must be in one of its lists */
  uint32_t n_required;
  qn__list_set excluded;
  int32_t *scores;   /* accumulators of the window */
  uint64_t *touched; /* a bit for each accumulator that was added to: kept when few are */
  uint32_t docs[CANDIDATES], candidate_scores[CANDIDATES];
  uint32_t n_candidates;
} maxscore;

/* How many articles of the segment have a word. */
static uint64_t doc_freq_in(const qn__plan *plan, const qn__plan_node *node, size_t segment) {
  return qn__lists_doc_freq(&plan->words[plan->leaves[node->leaf].words[0]].segments[segment]);
}

/* About how many postings of optional terms are looked at.  Where hits are soon found only the rarest word of enough
 * articles stays essential; where exclusions leave few articles, all of them do. */
static uint64_t optional_postings(const qn__plan *plan, size_t segment) {
  const qn__plan_group *root = &plan->root;
  const uint64_t n_docs = plan->index->segments[segment].segment->meta.n_docs;
  uint64_t sum = 0, rarest = UINT64_MAX, excluded = 0;
  for (uint32_t i = 0; i < root->n_should; i++) {
    uint64_t doc_freq = doc_freq_in(plan, &root->should[i], segment);
    sum += doc_freq;
    rarest = doc_freq >= QN__POSTINGS_BLOCK && doc_freq < rarest ? doc_freq : rarest;
  }
  for (uint32_t i = 0; i < root->n_must_not; i++)
    excluded += doc_freq_in(plan, &root->must_not[i], segment);
  return rarest < sum && excluded * 4 < n_docs * 3 ? rarest : sum;
}

/* Takes plans of optional terms, with terms that are required or excluded as well.  Required terms lead better, in a
 * conjunction, where they are rarer than what would be looked at here: the optional terms that stay essential. */
static bool takes(const qn__search_context *context) {
  const qn__plan *plan = context->plan;
  const qn__plan_group *root = &plan->root;
  if (!context->sink->wants_scores || root->n_should == 0 || qn__counts_optional(root) ||
      !qn__are_terms(plan, root->should, root->n_should) || !qn__are_terms(plan, root->must, root->n_must) ||
      !qn__are_terms(plan, root->must_not, root->n_must_not))
    return false;
  uint64_t looked_at = optional_postings(plan, context->number);
  for (uint32_t i = 0; i < root->n_must; i++)
    if (doc_freq_in(plan, &root->must[i], context->number) < looked_at)
      return false;
  return true;
}

/* --- priming ----------------------------------------------------------------------------------------------------- */

/* The lowest contribution among the first k acceptable ones of the best postings a list keeps; 0 if they are too
 * few. */
static qn_status kth_best(const qn__search_context *context, const qn__postings *list, float weight, uint32_t *out,
                          qn_error *error) {
  uint32_t lowest = UINT32_MAX;
  size_t found = 0;
  for (unsigned i = 0; i < QN__POSTINGS_BEST && found < context->sink->k; i++) {
    const uint8_t *entry = list->best + i * QN__POSTINGS_BEST_SIZE;
    uint32_t doc = qn__load_u32(entry);
    bool accepted = doc < list->source->n_docs && entry[4] != 0; /* else damaged */
    qn_status status = accepted ? qn__accepts(&context->accept, doc, &accepted, error) : QN_OK;
    if (status != QN_OK)
      return status;
    if (!accepted)
      continue;
    uint32_t score = qn__contribution(weight, entry[4], context->scoring.k[entry[5]]);
    if (entry[4] == UINT8_MAX) /* or more: which may round to less */
      score = score > qn__rounding(weight) ? score - qn__rounding(weight) : 0;
    if (score < lowest)
      lowest = score;
    found++;
  }
  *out = found == context->sink->k ? lowest : 0;
  return QN_OK;
}

/* Primes the threshold from the lists that a term has in the context's segment. */
static qn_status prime_from(const qn__search_context *context, const qn__plan_leaf *leaf, qn_error *error) {
  const qn__word_lists *word = &context->plan->words[leaf->words[0]].segments[context->number];
  for (uint32_t l = 0; l < word->n_lists; l++) {
    uint32_t score = 0;
    qn_status status = QN_OK;
    if (word->lists[l].best != NULL)
      status = kth_best(context, &word->lists[l], leaf->weight, &score, error);
    if (status != QN_OK)
      return status;
    qn__sink_prime(context->sink, score);
  }
  return QN_OK;
}

qn_status qn__maxscore_prime(qn__search_context *context, qn_error *error) {
  const qn__plan *plan = context->plan;
  const qn__plan_group *root = &plan->root;
  if (context->sink->k == 0 || context->sink->k > QN__POSTINGS_BEST || root->n_must + root->n_must_not > 0 ||
      qn__counts_optional(root) || !qn__are_terms(plan, root->should, root->n_should))
    return QN_OK;
  qn_status status = QN_OK;
  for (size_t s = 0; s < plan->index->n_segments && status == QN_OK; s++) {
    status = qn__enter_segment(context, s, error);
    for (uint32_t i = 0; i < root->n_should && status == QN_OK; i++)
      status = prime_from(context, &plan->leaves[root->should[i].leaf], error);
  }
  return status;
}

/* The score that an article must pass before lists `c` and after, all of them taken as present. */
static int32_t limit_before(const maxscore *run, uint32_t c) {
  int64_t limit = run->sink->threshold - run->bounds_from[c];
  return limit < 0 ? -1 : (int32_t)limit;
}

static int32_t essential_limit(const maxscore *run) {
  return limit_before(run, run->n_essential);
}

/* Nothing is essential to a full sink. */
static void choose_essential(maxscore *run) {
  while (run->n_essential > 0 && (run->bounds_from[run->n_essential - 1] <= run->sink->threshold || run->sink->is_full))
    run->n_essential--;
}

/* --- candidates -------------------------------------------------------------------------------------------------- */

/* Adds an optional list's contribution to a candidate; not where the highest of the posting's block cannot lift it
 * above the limit. */
static inline qn_status add_contribution(maxscore *run, qn__scored_list *list, unsigned candidate, int64_t limit,
                                         qn_error *error) {
  const qn__postings *postings = list->postings;
  const uint32_t doc = run->docs[candidate];
  uint32_t freq = 0;
  int index = -1;
  qn_status status = QN_OK;
  if (postings->bits != NULL ? !qn__postings_has(postings, doc) : !qn__scored_list_to_block(list, doc))
    return QN_OK;
  if (postings->bits != NULL)
    status = qn__scored_list_find_rank(list, doc, &index, error);
  if (status != QN_OK)
    return status;
  uint32_t most = qn__bound(&run->scoring, list->weight, qn__postings_block_max8(postings, list->block));
  if ((int64_t)run->candidate_scores[candidate] + most <= limit)
    return QN_OK;
  if (postings->bits == NULL)
    status = qn__scored_list_find(list, doc, &index, error);
  if (status == QN_OK && index >= 0)
    status = qn__scored_list_freq(list, (unsigned)index, &freq, error);
  if (status == QN_OK && index >= 0)
    run->candidate_scores[candidate] +=
        qn__contribution(list->weight, freq, run->scoring.k[run->scoring.length_bytes[doc]]);
  return status;
}

/* Adds a non-essential list's contributions; keeps what can still pass with the lists after it. */
static qn_status add_list(maxscore *run, uint32_t c, qn_error *error) {
  qn__scored_list *list = run->lists[c];
  const int64_t limit = limit_before(run, c + 1);
  unsigned kept = 0;
  for (unsigned i = 0; i < run->n_candidates; i++) {
    qn_status status = add_contribution(run, list, i, limit, error);
    if (status != QN_OK)
      return status;
    run->docs[kept] = run->docs[i];
    run->candidate_scores[kept] = run->candidate_scores[i];
    kept += run->candidate_scores[i] > limit;
  }
  run->n_candidates = kept;
  return QN_OK;
}

/* Whether an optional list has an article; the walks have not gone beyond it. */
static qn_status has_any(maxscore *run, uint32_t doc, bool *any, qn_error *error) {
  qn__scored_list *found = NULL;
  int index;
  qn_status status = QN_OK;
  for (uint32_t c = 0; c < run->n && found == NULL && status == QN_OK; c++)
    status = qn__scored_lists_find(run->lists[c], 1, doc, &found, &index, error);
  *any = status == QN_OK && found != NULL;
  return status;
}

/* Whether an article, by what is required and excluded, may be a hit. */
static qn_status is_allowed(maxscore *run, uint32_t doc, bool *allowed, qn_error *error) {
  qn__scored_list *found;
  int index;
  qn_status status = QN_OK;
  *allowed = true;
  for (uint32_t i = 0; i < run->n_required && *allowed && status == QN_OK; i++) {
    status = qn__scored_lists_find(run->required[i].lists, run->required[i].n, doc, &found, &index, error);
    *allowed = status == QN_OK && found != NULL;
  }
  if (*allowed && run->excluded.n > 0) {
    status = qn__scored_lists_find(run->excluded.lists, run->excluded.n, doc, &found, &index, error);
    *allowed = status == QN_OK && found == NULL;
  }
  return status == QN_OK && *allowed ? qn__accepts(&run->context->accept, doc, allowed, error) : status;
}

/* Drops the candidates that filters refuse, if to ask costs less than looking them up in more lists. */
static qn_status drop_refused(maxscore *run, qn_error *error) {
  qn_status status = QN_OK;
  unsigned kept = 0;
  for (unsigned i = 0; i < run->n_candidates && status == QN_OK; i++) {
    const uint32_t doc = run->docs[i];
    bool accepted;
    status = qn__may_accept(&run->context->accept, doc, &accepted, error);
    run->docs[kept] = doc;
    run->candidate_scores[kept] = run->candidate_scores[i];
    kept += accepted;
  }
  run->n_candidates = kept;
  return status;
}

/* Brings the candidates, which ascend, to their full scores and offers them. */
static qn_status flush(maxscore *run, qn_error *error) {
  qn_status status = QN_OK;
  const qn__accept *accept = &run->context->accept;
  if (accept->bits != NULL || (accept->filters != NULL && run->n_essential < run->n))
    status = drop_refused(run, error);
  for (uint32_t c = run->n_essential; c < run->n && run->n_candidates > 0 && status == QN_OK; c++)
    status = add_list(run, c, error);
  for (uint32_t i = 0; i < run->n_candidates && status == QN_OK; i++) {
    bool allowed;
    if ((int32_t)run->candidate_scores[i] <= run->sink->threshold)
      continue;
    status = is_allowed(run, run->docs[i], &allowed, error);
    if (status == QN_OK && allowed)
      qn__take(run->context, run->docs[i], run->candidate_scores[i]);
  }
  run->n_candidates = 0;
  return status;
}

static inline qn_status add_candidate(maxscore *run, uint32_t doc, int32_t score, qn_error *error) {
  run->docs[run->n_candidates] = doc;
  run->candidate_scores[run->n_candidates++] = (uint32_t)score;
  return run->n_candidates == CANDIDATES ? flush(run, error) : QN_OK;
}

/* Takes those of n <= GROUP scores that may pass; their articles are `docs`, or first and on. */
static inline qn_status add_group(maxscore *run, const uint32_t *docs, uint32_t first, const int32_t *scores,
                                  unsigned n, qn_error *error) {
  uint32_t above = qn__which_above(scores, essential_limit(run)) & ((UINT32_C(1) << n) - 1);
  const uint64_t *accepted = run->context->accept.bits;
  if (docs == NULL && above != 0 && accepted != NULL)
    above &= (uint32_t)(accepted[first / 64] >> (first % 64)); /* GROUP divides 64 */
  qn_status status = QN_OK;
  for (; above != 0 && status == QN_OK; above &= above - 1) {
    unsigned i = qn__lowest_bit(above);
    status = add_candidate(run, docs != NULL ? docs[i] : first + i, scores[i], error);
  }
  return status;
}

/* --- one essential list: its blocks are the windows ------------------------------------------------------------ */

static qn_status run_block(maxscore *run, qn__scored_list *list, uint32_t from, qn_error *error) {
  qn_status status = QN_OK;
  if (list->docs_block != list->block || list->at >= list->count || list->docs[list->at] < from)
    status = qn__scored_list_score_block(list, &run->scoring, from, error);
  for (unsigned at = list->at; at < list->count && status == QN_OK; at += GROUP) {
    unsigned n = list->count - at < GROUP ? list->count - at : GROUP;
    status = add_group(run, list->docs + at, 0, (const int32_t *)list->scores + at, n, error);
  }
  return status == QN_OK ? flush(run, error) : status;
}

/* Runs on until the end, or until another choice of essential lists is due; *from moves on. */
static qn_status run_single(maxscore *run, uint32_t *from, qn_error *error) {
  qn__scored_list *list = run->lists[0];
  qn_status status = QN_OK;
  for (unsigned blocks = 1; status == QN_OK; blocks++) {
    if (!qn__scored_list_to_block(list, *from)) {
      *from = QN__NO_DOC;
      return QN_OK;
    }
    uint8_t max8 = qn__postings_block_max8(list->postings, list->block);
    if ((int32_t)qn__bound(&run->scoring, list->weight, max8) > essential_limit(run)) {
      status = run_block(run, list, *from, error);
      choose_essential(run);
      if (run->n_essential == 0)
        *from = QN__NO_DOC;
    }
    if (*from == QN__NO_DOC)
      return status;
    *from = qn__postings_block_last(list->postings, list->block) + 1;
    list->block++;
    if (status == QN_OK && blocks % POLL_INTERVAL == 0)
      status = qn__interrupted(run->context->interrupt, error);
  }
  return status;
}

/* --- several: windows of accumulators ---------------------------------------------------------------------------- */

/* Candidates from the bits of what was touched. */
static qn_status collect_sparse(maxscore *run, uint32_t from, uint32_t end, qn_error *error) {
  for (uint32_t word = 0; word * 64 < end - from; word++) {
    uint64_t bits = run->touched[word];
    run->touched[word] = 0;
    for (; bits != 0; bits &= bits - 1) {
      uint32_t at = word * 64 + qn__lowest_bit(bits);
      int32_t score = run->scores[at];
      run->scores[at] = 0;
      qn_status status = score > essential_limit(run) ? add_candidate(run, from + at, score, error) : QN_OK;
      if (status != QN_OK)
        return status;
    }
  }
  return flush(run, error);
}

/* Candidates from a look at all accumulators. */
static qn_status collect_dense(maxscore *run, uint32_t from, uint32_t end, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t at = 0; at < end - from && status == QN_OK; at += GROUP)
    status = add_group(run, NULL, from + at, run->scores + at, GROUP, error);
  memset(run->scores, 0, (size_t)(end - from) * sizeof *run->scores);
  return status == QN_OK ? flush(run, error) : status;
}

/* Postings of essential lists that a window of this size has on average. */
static uint64_t expected_postings(const maxscore *run, uint32_t window) {
  uint64_t total = 0;
  for (uint32_t c = 0; c < run->n_essential; c++)
    total += run->lists[c]->postings->info.doc_freq;
  return total * window / run->lists[0]->postings->source->n_docs;
}

static qn_status run_windows(maxscore *run, uint32_t *from, uint32_t *window, qn_error *error) {
  uint32_t n_docs = run->lists[0]->postings->source->n_docs;
  bool sparse = essential_limit(run) < 0 || expected_postings(run, *window) < *window / GROUP;
  uint32_t end = n_docs - *from > *window ? *from + *window : n_docs;
  qn_status status = QN_OK;
  for (uint32_t c = 0; c < run->n_essential && status == QN_OK; c++)
    status = qn__scored_list_accumulate(run->lists[c], &run->scoring, *from, end, run->scores,
                                        sparse ? run->touched : NULL, error);
  if (status == QN_OK)
    status = sparse ? collect_sparse(run, *from, end, error) : collect_dense(run, *from, end, error);
  if (status == QN_OK)
    status = qn__interrupted(run->context->interrupt, error);
  choose_essential(run);
  *from = end < n_docs ? end : QN__NO_DOC;
  if (*window < (sparse ? SPARSE_WINDOW : DENSE_WINDOW))
    *window *= 2;
  return status;
}

/* --- few accepted articles: they lead ---------------------------------------------------------------------------- */

/* Whether looking up what filters accept is less work than walking through the lists. */
static bool filters_lead(const maxscore *run) {
  const qn__accept *accept = &run->context->accept;
  uint64_t postings = 0;
  for (uint32_t c = 0; c < run->n_essential; c++)
    postings += run->lists[c]->postings->info.doc_freq;
  return accept->bits != NULL && (uint64_t)accept->n_bits * run->n * LOOK_UP < postings;
}

/* As long as articles that score nothing are hits, only the lists know whether one matches: they are asked before their
 * walks go on. */
static qn_status add_accepted(maxscore *run, uint32_t doc, qn_error *error) {
  bool any = true;
  qn_status status = QN_OK;
  if (run->sink->threshold < 0)
    status = has_any(run, doc, &any, error);
  if (status == QN_OK && any)
    status = add_candidate(run, doc, 0, error);
  return status == QN_OK && run->sink->threshold < 0 ? flush(run, error) : status;
}

static qn_status run_accepted(maxscore *run, qn_error *error) {
  const uint32_t n_words = (run->lists[0]->postings->source->n_docs + 63) / 64;
  qn_status status = QN_OK;
  run->n_essential = 0;
  for (uint32_t w = 0; w < n_words && status == QN_OK && run->bounds_from[0] > run->sink->threshold; w++) {
    for (uint64_t bits = run->context->accept.bits[w]; bits != 0 && status == QN_OK && !run->sink->is_full;
         bits &= bits - 1)
      status = add_accepted(run, w * 64 + qn__lowest_bit(bits), error);
    if (status == QN_OK && w % (POLL_INTERVAL * 16) == 0)
      status = qn__interrupted(run->context->interrupt, error);
  }
  return status == QN_OK ? flush(run, error) : status;
}

/* --- the run ----------------------------------------------------------------------------------------------------- */

static qn_status sort_lists(maxscore *run, const qn__list_set *set, qn_error *error) {
  run->n = run->n_essential = set->n;
  run->bounds_from = qn__arena_alloc(run->context->arena, (run->n + 1) * sizeof *run->bounds_from);
  if (run->bounds_from == NULL)
    return qn__fail_memory(error);
  qn_status status = qn__sort_by_bound(run->context, set, &run->lists, error);
  run->bounds_from[run->n] = 0;
  for (uint32_t i = run->n; status == QN_OK && i-- > 0;)
    run->bounds_from[i] = run->bounds_from[i + 1] + run->lists[i]->bound;
  return status;
}

/* Lists to look required terms up in: the walks are of other lists. */
static qn_status make_required(maxscore *run, bool *empty, qn_error *error) {
  const qn__plan_group *root = &run->context->plan->root;
  run->required = qn__arena_alloc(run->context->arena, (root->n_must + 1) * sizeof *run->required);
  if (run->required == NULL)
    return qn__fail_memory(error);
  run->n_required = root->n_must;
  qn_status status = QN_OK;
  *empty = false;
  for (uint32_t i = 0; i < root->n_must && status == QN_OK; i++) {
    status = qn__term_lists(run->context, &root->must[i], 1, &run->required[i], error);
    *empty |= status == QN_OK && run->required[i].n == 0;
  }
  return status;
}

/* The lists of all terms that score, required or optional. */
static qn_status make_lists(maxscore *run, qn__list_set *out, qn_error *error) {
  const qn__plan_group *root = &run->context->plan->root;
  uint32_t n = root->n_must + root->n_should;
  qn__plan_node *nodes = qn__arena_alloc(run->context->arena, n * sizeof *nodes);
  if (nodes == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < n; i++)
    nodes[i] = i < root->n_must ? root->must[i] : root->should[i - root->n_must];
  return qn__term_lists(run->context, nodes, n, out, error);
}

/* Without lists there is nothing to run. */
static qn_status prepare_maxscore(maxscore *run, qn_error *error) {
  const qn__plan_group *root = &run->context->plan->root;
  qn__list_set lists = {NULL, 0};
  bool empty = false;
  qn_status status = make_required(run, &empty, error);
  if (status != QN_OK || empty)
    return status;
  status = make_lists(run, &lists, error);
  if (status == QN_OK)
    status = qn__term_lists(run->context, root->must_not, root->n_must_not, &run->excluded, error);
  return status == QN_OK ? sort_lists(run, &lists, error) : status;
}

static qn_status run_maxscore(qn__search_context *context, qn_error *error) {
  maxscore run = {.context = context,
                  .sink = context->sink,
                  .scoring = context->scoring,
                  .scores = context->scratch->scores,
                  .touched = context->scratch->bits};
  qn_status status = prepare_maxscore(&run, error);
  if (status != QN_OK || run.n == 0)
    return status;
  choose_essential(&run);
  uint32_t from = 0, window = FIRST_WINDOW;
  if (filters_lead(&run))
    return run_accepted(&run, error);
  while (status == QN_OK && from != QN__NO_DOC && run.n_essential > 0)
    status = run.n_essential == 1 ? run_single(&run, &from, error) : run_windows(&run, &from, &window, error);
  return status;
}

const qn__engine qn__maxscore_engine = {"maxscore", takes, run_maxscore};
