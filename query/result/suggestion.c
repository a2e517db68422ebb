/* SPDX-License-Identifier: MIT */
/* suggestion.c: a query has found little: which words were meant?  Candidates come from the forms of the index
 * (plan/near_words.h); the words beside a word decide between them, by how many articles have them together. */
#include "result/suggestion.h"

#include "base/sized.h"
#include "plan/near_words.h"

#include <math.h>
#include <string.h>

enum {
  FEW = 10,         /* a search that has found so many has found enough */
  RARE = 4,         /* articles with a word that may be a slip: so many, */
  RARE_PART = 1000, /* or 1 / this of all */
};

/* A candidate that no article has beside its neighbours counts as this part of its articles. */
static const double share_alone = 0.01;

/* What was typed counts for less than what an article has, for a query that finds little is more often a slip. */
static const double share_typed = 0.3;

/* --- What was typed ----------------------------------------------------------------------------------------------- */

bool qn__find_typed(const qn_query *query, const char *text, size_t size, size_t *start) {
  const uintptr_t from = (uintptr_t)query->source.data, at = (uintptr_t)text;
  if (query->source.data == NULL || at < from || at - from > query->source.size ||
      size > query->source.size - (at - from))
    return false;
  *start = at - from;
  return true;
}

bool qn__typed_doc_freq(const qn__plan *plan, const qn__query_word *word, uint64_t *doc_freq) {
  for (uint32_t i = 0; i < plan->n_words; i++) {
    const qn__plan_word *known = &plan->words[i];
    if ((known->op == QN__TERM || known->op == QN__VARIANTS) && strlen(known->written) == word->size &&
        memcmp(known->written, word->text, word->size) == 0) {
      *doc_freq = known->doc_freq;
      return true;
    }
  }
  return false;
}

/* Whether it is a word that stands for others, as wor* and word~ do. */
static bool expands(const qn_query *query, size_t end) {
  return end < query->source.size && strchr("~*", query->source.data[end]) != NULL;
}

static void add_place(qn__suggesting *s, const qn__query_word *word) {
  qn__typed_place place = {.word = word, .meant = *word};
  const qn__typed_place *last = s->n_places > 0 ? &s->places[s->n_places - 1] : NULL;
  if (word->op != QN__TERM || s->n_places == QN__SUGGEST_WORDS ||
      !qn__find_typed(s->query, word->text, word->size, &place.start) ||
      !qn__typed_doc_freq(&s->searcher->plan, word, &place.doc_freq) || expands(s->query, place.start + word->size))
    return;
  if (last != NULL && place.start < last->start + last->word->size)
    return;
  s->has_unknown |= place.doc_freq == 0;
  s->places[s->n_places++] = place;
}

static void find_places(qn__suggesting *s) {
  const qn__plan *plan = &s->searcher->plan;
  for (uint32_t i = 0; i < plan->n_written; i++)
    if (plan->written[i].word != NULL)
      add_place(s, plan->written[i].word);
}

/* --- Counting ----------------------------------------------------------------------------------------------------- */

qn_status qn__count_all(qn__suggesting *s, qn__query_node *items, uint64_t *count, qn_error *error) {
  const qn_search_options *asked = &s->options;
  qn__query_node root = {.op = QN__GROUP, .items = items};
  const qn_query query = {.root = &root, .filters = s->query->filters, .text = (char *)""};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  options.no_hits = true;
  options.filters = asked->filters;
  options.n_filters = asked->n_filters;
  options.now = asked->now;
  options.timeout_s = qn__interrupt_left(&s->interrupt);
  options.cancelled = asked->cancelled;
  options.cancel_context = asked->cancel_context;
  qn_status status = qn_search(s->counter, &query, &options, &hits, error);
  if (status == QN_OK)
    *count = hits.total;
  return status;
}

static qn__query_node word_node(const qn__query_word *word) {
  return (qn__query_node){.op = QN__TERM, .occur = QN__MUST, .words = word, .n_words = 1};
}

/* How many articles have `word` at a place beside the words before and after it, as far as these are known. */
static qn_status count_beside(qn__suggesting *s, size_t at, const qn__query_word *word, uint64_t *count,
                              qn_error *error) {
  qn__query_node nodes[3];
  size_t n = 0;
  for (size_t i = at > 0 ? at - 1 : 0; i <= at + 1 && i < s->n_places; i++) {
    const bool known = s->places[i].doc_freq > 0;
    if (i == at || known)
      nodes[n++] = word_node(i == at ? word : &s->places[i].meant);
  }
  for (size_t i = 0; i + 1 < n; i++)
    nodes[i].next = &nodes[i + 1];
  *count = 0;
  return n > 1 ? qn__count_all(s, nodes, count, error) : QN_OK;
}

/* --- What was meant ----------------------------------------------------------------------------------------------- */

static bool is_suspect(const qn__suggesting *s, const qn__typed_place *place) {
  const uint64_t part = s->searcher->index->n_articles / RARE_PART;
  return place->doc_freq <= (part > RARE ? part : RARE);
}

/* The evidence for a word at a place, as a logarithm: the articles that have it, first of all beside its neighbours. */
static qn_status weigh(qn__suggesting *s, size_t at, const qn__query_word *word, uint64_t doc_freq, double *evidence,
                       qn_error *error) {
  uint64_t beside = 0;
  qn_status status = doc_freq > 0 ? count_beside(s, at, word, &beside, error) : QN_OK;
  *evidence = log((double)beside + share_alone * (double)doc_freq);
  return status;
}

/* Chooses the likeliest of the near words, if one is likelier than the word at the place; NULL: none is. */
static qn_status choose_meant(qn__suggesting *s, size_t at, const qn__near_words *near, const qn__near_word **meant,
                              qn_error *error) {
  const qn__typed_place *place = &s->places[at];
  double best = 0, evidence = 0;
  *meant = NULL;
  if (near->n == 0)
    return QN_OK;
  qn_status status = weigh(s, at, place->word, place->doc_freq, &best, error);
  best += log(share_typed);
  for (const qn__near_word *word = near->words; status == QN_OK && word < near->words + near->n; word++) {
    const qn__query_word in_place = {
        .text = word->text, .size = (uint32_t)word->size, .op = QN__TERM, .kind = place->word->kind};
    status = weigh(s, at, &in_place, word->doc_freq, &evidence, error);
    /* What finds the same articles is no less likely than a form that none of them has. */
    const bool is_only_form = word->same_term && !near->is_known && *meant == NULL;
    if (status == QN_OK && (is_only_form || evidence - word->cost > best)) {
      best = evidence - word->cost;
      *meant = word;
    }
  }
  return status;
}

/* Puts the likeliest word in the place of one, unless that is likely enough itself. */
static qn_status correct_place(qn__suggesting *s, size_t at, qn_error *error) {
  qn__typed_place *place = &s->places[at];
  qn__analyzer *analyzer = s->counter->analyzer;
  const qn_index *index = s->searcher->index;
  qn__near_words near = {.n = 0};
  const qn__near_word *meant = NULL;
  qn_status status = QN_OK;
  if (s->expander == NULL)
    status = qn__expander_new(&s->expander, index, &s->interrupt, analyzer, &s->searcher->suggested, error);
  if (status == QN_OK)
    status = qn__find_near_words(&near, place->word, place->doc_freq > 0, index, s->expander, analyzer, error);
  if (status == QN_OK)
    status = choose_meant(s, at, &near, &meant, error);
  if (status == QN_OK && meant != NULL) {
    place->meant.text = meant->text;
    place->meant.size = (uint32_t)meant->size;
    place->doc_freq = meant->doc_freq;
  }
  return status;
}

/* The text of the query with the words that were meant; NULL if these are the words that were typed. */
static qn_status print_meant(qn__suggesting *s, const char **out, qn_error *error) {
  const qn_string source = s->query->source;
  qn__buffer *text = &s->searcher->text;
  size_t at = 0;
  bool any = false;
  qn__buffer_reset(text);
  for (size_t i = 0; i < s->n_places; i++) {
    const qn__typed_place *place = &s->places[i];
    if (place->meant.text == place->word->text)
      continue;
    any = true;
    qn__buffer_bytes(text, source.data + at, place->start - at);
    qn__buffer_bytes(text, place->meant.text, place->meant.size);
    at = place->start + place->word->size;
  }
  if (!any)
    return QN_OK;
  qn__buffer_bytes(text, source.data + at, source.size - at);
  return qn__keep_text(s->searcher, &s->searcher->suggested, out, error);
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

/* How many articles the last search has found, at least. */
static uint64_t count_found(const qn_searcher *searcher) {
  const qn_search_options *options = &searcher->options;
  if (options->count != QN_COUNT_NONE)
    return searcher->counter.counted;
  const bool skipped_any = options->offset > 0 || searcher->sorted.n_before > 0;
  const bool are_all = !skipped_any && searcher->n_hits < options->limit;
  return are_all ? searcher->n_hits : FEW;
}

static qn_status make_suggestion(qn__suggesting *s, bool few, qn_suggestion *out, qn_error *error) {
  qn__arena_reset(&s->searcher->suggested);
  qn__interrupt_begin(&s->interrupt, &s->options);
  qn_status status = QN_OK;
  if (s->searcher->suggester == NULL)
    status = qn_searcher_new(&s->searcher->suggester, s->searcher->index, error);
  s->counter = s->searcher->suggester;
  for (size_t i = 0; i < s->n_places && status == QN_OK; i++)
    if (s->places[i].doc_freq == 0 || (few && is_suspect(s, &s->places[i])))
      status = correct_place(s, i, error);
  if (status == QN_OK)
    status = print_meant(s, &out->text, error);
  return status == QN_OK ? qn__find_missing(s, out, error) : status;
}

qn_status qn_searcher_suggest_sized(qn_searcher *searcher, const qn_query *query, const qn_search_options *options,
                                    qn_suggestion *out, size_t size, qn_error *error) {
  if (searcher == NULL || query == NULL || out == NULL)
    return qn__fail(error, QN_INVALID, "a suggestion needs a searcher, the query of its last search and room");
  qn__suggesting s = {.searcher = searcher, .query = query};
  qn_suggestion made = {.text = NULL};
  qn_status status = qn__options_read(&s.options, sizeof s.options, options, "qn_search_options", error);
  if (status == QN_OK && searcher->plan.n_leaves > 0 && query->root != NULL)
    find_places(&s);
  const uint64_t found = count_found(searcher);
  s.found_nothing = found == 0;
  if (s.n_places > 0 && (found < FEW || s.has_unknown))
    status = make_suggestion(&s, found < FEW, &made, error);
  if (status == QN_OK)
    qn__sized_write(out, size, &made, sizeof made);
  return status;
}
