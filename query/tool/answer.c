/* SPDX-License-Identifier: MIT */
/* answer.c: asks the library everything that the output will show. */
#include "tool/answer.h"

#include "base/clock.h"
#include "base/memory.h"
#include "base/status.h"
#include "text/utf8.h"
#include "tool/output_format.h"
#include "tool/similar_article.h"
#include "tool/title_query.h"

#include <stdio.h>
#include <string.h>

/* Forgets the last answer and makes this query's text. */
static qn_status begin(search_answer *answer, const tool_options *options) {
  qn_query_free(answer->query);
  answer->query = NULL;
  answer->hits = (qn_hits){.n_hits = 0};
  answer->n_found = 0;
  answer->has_next = false;
  answer->next = NULL;
  qn__buffer_reset(&answer->notes);
  qn__buffer_reset(&answer->places);
  answer->suggestion = (qn_suggestion){.text = NULL};
  answer->is_corrected = false;
  answer->begins_words = false;
  answer->searcher = NULL;
  answer->wants_hits = options->limit > 0 && options->count != QN_COUNT_ONLY;
  answer->text = answer->asked;
  if (qn__utf8_valid(answer->asked.data, answer->asked.size))
    return QN_OK;
  qn__buffer_reset(&answer->repaired);
  qn__utf8_repair(&answer->repaired, answer->asked.data, answer->asked.size);
  answer->text = (qn_string){(const char *)answer->repaired.data, answer->repaired.size};
  return answer->repaired.failed ? qn__fail_memory(&answer->error) : QN_OK;
}

static qn_status parse_text(search_answer *answer, qn_string text, const tool_options *options) {
  qn_query_options parsing = QN_QUERY_OPTIONS_INIT;
  parsing.mode = options->words || options->format->plain_words ? QN_QUERY_WORDS : QN_QUERY_SYNTAX;
  parsing.all = options->all;
  parsing.strict = options->strict;
  parsing.partial = options->partial;
  parsing.min_match = options->min_match_number;
  parsing.min_match_percent = options->min_match_percent;
  parsing.synonyms = options->synonyms;
  parsing.index = options->index;
  return qn_query_parse(&answer->query, text.data, text.size, &parsing, &answer->error);
}

static bool asks_for_similar(const tool_options *options) {
  return options->similar != NULL || options->similar_file != NULL;
}

void answer_parse(search_answer *answer, const tool_options *options) {
  answer->status = begin(answer, options);
  if (answer->status == QN_OK)
    answer->status = asks_for_similar(options)       ? similar_article_query(&answer->query, options, &answer->error)
                     : options->format->finds_titles ? title_query(&answer->query, answer->text, &answer->error)
                                                     : parse_text(answer, answer->asked, options);
}

/* Of a search without hits the total says whether anything was found. */
static qn_count counting(const tool_options *options) {
  qn_count count = options->format->shows & SHOWS_TOTAL ? (qn_count)options->count : QN_COUNT_NONE;
  return options->limit == 0 && count == QN_COUNT_NONE ? QN_COUNT_FAST : count;
}

enum { MOST_KEYS = 8 };

void answer_dates(qn_search_options *searching, date_filters *dates, const tool_options *options) {
  snprintf(dates->since, MOST_DATE, ">=%s", options->since != NULL ? options->since : "");
  snprintf(dates->until, MOST_DATE, "<=%s", options->until != NULL ? options->until : "");
  if (options->since != NULL)
    dates->filters[searching->n_filters++] = (qn_filter){"date", dates->since, false};
  if (options->until != NULL)
    dates->filters[searching->n_filters++] = (qn_filter){"date", dates->until, false};
  searching->filters = dates->filters;
}

static qn_sort_key sort_key(const char *text) {
  const bool descending = text[0] == '-';
  const char *name = text + descending;
  if (strcmp(name, "score") == 0 || strcmp(name, "id") == 0)
    return (qn_sort_key){name[0] == 's' ? QN_SORT_SCORE : QN_SORT_ID, NULL, descending};
  return (qn_sort_key){QN_SORT_COLUMN, name, descending};
}

/* Returns whether the score is a key. */
static bool set_order(qn_search_options *searching, qn_sort_key keys[MOST_KEYS], const tool_options *options) {
  bool by_score = options->sort.n == 0;
  searching->n_sort = options->sort.n; /* too many are refused */
  searching->sort = keys;
  for (size_t i = 0; i < options->sort.n && i < MOST_KEYS; i++) {
    keys[i] = sort_key(options->sort.items[i]);
    by_score |= keys[i].by == QN_SORT_SCORE;
  }
  return by_score;
}

/* Makes the query of the words of its first hits, too. */
static qn_status expand(search_answer *answer, qn_searcher *searcher, const qn_search_options *searching) {
  enum { FEEDBACK_HITS = 10 };
  qn_search_options first = *searching;
  qn_query *expanded = NULL;
  qn_hits hits;
  first.limit = FEEDBACK_HITS;
  first.offset = 0;
  first.after = NULL;
  first.count = QN_COUNT_NONE;
  first.n_facets = 0;
  qn_status status = qn_search(searcher, answer->query, &first, &hits, &answer->error);
  if (status == QN_OK)
    status = qn_query_expand(&expanded, searcher, answer->query, &answer->error);
  if (status != QN_OK)
    return status;
  qn_query_free(answer->query);
  answer->query = expanded;
  return QN_OK;
}

static qn_status search(search_answer *answer, qn_searcher *searcher, const tool_options *options) {
  qn_search_options searching = QN_SEARCH_OPTIONS_INIT;
  searching.limit = (size_t)options->limit;
  searching.no_hits = !answer->wants_hits;
  searching.offset = (size_t)options->offset;
  searching.after = options->after;
  searching.count = counting(options);
  searching.rank = (qn_rank)options->rank;
  if (options->k1 >= 0)
    searching.k1 = (float)options->k1;
  if (options->b >= 0)
    searching.b = (float)options->b;
  searching.zero_k1 = searching.k1 == 0.0f && options->k1 >= 0;
  searching.zero_b = searching.b == 0.0f && options->b >= 0;
  searching.exhaustive = options->exhaustive;
  date_filters dates = {.since = ""};
  qn_sort_key keys[MOST_KEYS];
  answer_dates(&searching, &dates, options);
  answer->has_scores = set_order(&searching, keys, options);
  searching.facets = options->facets;
  searching.n_facets = options->facet.n;
  if (options->collapse != NULL)
    searching.collapse = options->collapse[0] == '\0' ? QN_COLLAPSE_NEAR : QN_COLLAPSE_COLUMN;
  if (searching.collapse == QN_COLLAPSE_COLUMN)
    searching.collapse_column = options->collapse;
  searching.max_expansions = (size_t)options->max_expansions;
  searching.recency_days = options->recency_days;
  searching.boost_column = options->boost_column;
  searching.boost_is_count = options->boost_is_count;
  answer->searcher = searcher;
  answer->begins_words = options->format->finds_titles;
  qn_status status = options->expand ? expand(answer, searcher, &searching) : QN_OK;
  return status != QN_OK ? status : qn_search(searcher, answer->query, &searching, &answer->hits, &answer->error);
}

/* Searches for the suggestion in place of what was asked. */
static qn_status search_corrected(search_answer *answer, qn_searcher *searcher, const tool_options *options) {
  const char *text = answer->suggestion.text;
  qn__buffer_reset(&answer->corrected);
  qn__buffer_bytes(&answer->corrected, text, strlen(text));
  if (answer->corrected.failed)
    return qn__fail_memory(&answer->error);
  answer->is_corrected = true;
  qn_query_free(answer->query);
  answer->query = NULL;
  answer->searcher = NULL;
  const qn_string corrected = {(const char *)answer->corrected.data, answer->corrected.size};
  qn_status status = parse_text(answer, corrected, options);
  return status == QN_OK ? search(answer, searcher, options) : status;
}

/* Whether to find out what may have been meant, if few articles are found: where people will see it.  Lists and tables
 * for other programs are as they are if they have a line, and a batch is not slowed down. */
static bool wants_suggestion(const search_answer *answer, const tool_options *options) {
  const output_format *format = options->format;
  const bool is_list = !(format->shows & SHOWS_TOTAL);
  return options->correct || !(options->batch != NULL || asks_for_similar(options) || format->one_hit_is_enough ||
                               format->plain_words || (is_list && answer->hits.n_hits > 0));
}

static qn_status suggest(search_answer *answer, qn_searcher *searcher, const tool_options *options) {
  if (!wants_suggestion(answer, options))
    return QN_OK;
  qn_search_options searching = QN_SEARCH_OPTIONS_INIT;
  date_filters dates = {.since = ""};
  answer_dates(&searching, &dates, options);
  qn_status status = qn_searcher_suggest(searcher, answer->query, &searching, &answer->suggestion, &answer->error);
  const bool corrects = status == QN_OK && options->correct && answer->suggestion.text != NULL;
  return corrects ? search_corrected(answer, searcher, options) : status;
}

/* Where each snippet is in the source. */
static qn_status fetch_places(search_answer *answer, found_article *found, qn_searcher *searcher) {
  qn_status status = QN_OK;
  qn_snippet snippet;
  found->first_place = answer->places.size / sizeof(qn_place);
  while (status == QN_OK && qn_snippets_get(found->snippets, found->n_places, &snippet)) {
    qn_place place;
    status = qn_searcher_place(searcher, found->hit.article, snippet.match, &place, &answer->error);
    if (status == QN_OK)
      qn__buffer_bytes(&answer->places, &place, sizeof place);
    found->n_places++;
  }
  return answer->places.failed ? qn__fail_memory(&answer->error) : status;
}

static qn_status fetch_snippets(search_answer *answer, found_article *found, size_t i, qn_searcher *searcher,
                                const tool_options *options) {
  qn_snippet_options cutting = QN_SNIPPET_OPTIONS_INIT;
  cutting.max_snippets = (size_t)options->snippets;
  cutting.max_chars = (size_t)options->snippet_chars;
  cutting.differ = true;
  cutting.keep_lines = true;
  return qn_searcher_snippets(searcher, i, &cutting, &found->snippets, &answer->error);
}

static qn_status fetch_passages(search_answer *answer, found_article *found, size_t i, qn_searcher *searcher,
                                const tool_options *options) {
  qn_status status = options->snippets > 0 ? fetch_snippets(answer, found, i, searcher, options) : QN_OK;
  if (status == QN_OK && options->explain)
    status = qn_searcher_explain(searcher, i, &found->explanation, &answer->error);
  return status;
}

/* Now that all hits have their snippets: what many share says little about any of them. */
static qn_status finish_snippets(search_answer *answer, size_t i, qn_searcher *searcher, const tool_options *options) {
  found_article *found = &answer->found[i];
  qn_status status = QN_OK;
  if (found->snippets != NULL && qn_snippets_shared(found->snippets))
    status = fetch_snippets(answer, found, i, searcher, options);
  return status == QN_OK && found->snippets != NULL ? fetch_places(answer, found, searcher) : status;
}

static qn_status fetch_similar(found_article *found, size_t i, qn_searcher *searcher, qn_error *error) {
  const uint64_t *similar = NULL;
  size_t n = 0;
  qn_status status = qn_searcher_similar(searcher, i, &similar, &n, error);
  for (; status == QN_OK && found->n_similar < n && found->n_similar < MOST_SIMILAR; found->n_similar++) {
    qn_article article;
    status = qn_searcher_metadata(searcher, similar[found->n_similar], &article, error);
    found->similar[found->n_similar] = article.id;
  }
  return status;
}

static qn_status fetch(search_answer *answer, found_article *found, size_t i, qn_searcher *searcher,
                       const tool_options *options) {
  qn_error *error = &answer->error;
  *found = (found_article){.explanation = NULL};
  qn_searcher_hit(searcher, i, &found->hit);
  qn_status status = qn_searcher_metadata(searcher, found->hit.article, &found->article, error);
  if (status == QN_OK && options->format->shows & SHOWS_MARKS)
    status = qn_searcher_title_highlights(searcher, i, &found->title_ranges, &found->n_title_ranges, error);
  if (status == QN_OK && options->format->shows & SHOWS_PASSAGES)
    status = fetch_passages(answer, found, i, searcher, options);
  if (status == QN_OK && options->format->shows & SHOWS_SIMILAR)
    status = fetch_similar(found, i, searcher, error);
  return status;
}

static qn_status fetch_all(search_answer *answer, qn_searcher *searcher, const tool_options *options) {
  size_t n_hits = answer->hits.n_hits;
  if (n_hits > answer->capacity) {
    found_article *larger = qn__realloc(answer->found, n_hits * sizeof *larger);
    if (larger == NULL)
      return qn__fail_memory(&answer->error);
    answer->found = larger;
    answer->capacity = n_hits;
  }
  for (size_t i = 0; i < n_hits; i++) {
    qn_status status = fetch(answer, &answer->found[i], i, searcher, options);
    if (status != QN_OK)
      return status;
  }
  for (size_t i = 0; i < n_hits; i++) {
    qn_status status = finish_snippets(answer, i, searcher, options);
    if (status != QN_OK)
      return status;
  }
  answer->n_found = n_hits;
  return QN_OK;
}

static bool has_next(const search_answer *answer, const tool_options *options) {
  const qn_hits *hits = &answer->hits;
  if (options->collapse != NULL) /* its pages have no tokens */
    return false;
  const bool is_last = hits->total_known && hits->total_exact && hits->first_rank + hits->n_hits > hits->total;
  return hits->n_hits > 0 && hits->n_hits == options->limit && !is_last;
}

/* For programs always, as a token; for people only if they turn pages, and short as long as that reaches. */
static qn_status find_next(search_answer *answer, qn_searcher *searcher, const tool_options *options) {
  const bool turns_pages = options->batch == NULL && (options->offset > 0 || options->after != NULL);
  if (!(options->format->shows & SHOWS_NEXT) || !(turns_pages || options->format->has_messages) ||
      !has_next(answer, options))
    return QN_OK;
  answer->has_next = true;
  if (!options->format->has_messages && options->after == NULL && options->offset + 2 * options->limit <= MOST_ARTICLES)
    return QN_OK;
  return qn_searcher_page_token(searcher, &answer->next, &answer->error);
}

void answer_query(search_answer *answer, qn_searcher *searcher, const tool_options *options) {
  double start = qn__seconds_now();
  answer_parse(answer, options);
  if (answer->status == QN_OK)
    answer->status = search(answer, searcher, options);
  if (answer->status == QN_OK)
    answer->status = suggest(answer, searcher, options);
  double searched = qn__seconds_now();
  if (answer->status == QN_OK)
    answer->status = fetch_all(answer, searcher, options);
  if (answer->status == QN_OK)
    answer->status = find_next(answer, searcher, options);
  answer->took_us = (searched - start) * 1e6;
  answer->fetch_us = (qn__seconds_now() - searched) * 1e6;
}

/* Where memory ran out, the last note may have no end. */
static const char *note_at(const search_answer *answer, size_t i) {
  if (answer->notes.failed)
    return NULL;
  const char *note = (const char *)answer->notes.data, *end = note != NULL ? note + answer->notes.size : NULL;
  for (; note != end && i > 0; i--)
    note += strlen(note) + 1;
  return note != end ? note : NULL;
}

/* A word that is being typed stands for many until it is long enough. */
static bool is_expected(const search_answer *answer, const char *warning) {
  return answer->begins_words && strstr(warning, " stands for more words than ") != NULL;
}

const char *answer_warning(const search_answer *answer, size_t i) {
  const char *warning;
  for (size_t n = 0; answer->query != NULL && (warning = qn_query_warning(answer->query, n)) != NULL; n++)
    if (i-- == 0)
      return warning;
  for (size_t n = 0; answer->searcher != NULL && (warning = qn_searcher_warning(answer->searcher, n)) != NULL; n++)
    if (!is_expected(answer, warning) && i-- == 0)
      return warning;
  return note_at(answer, i);
}

const qn_place *answer_place(const search_answer *answer, const found_article *found, size_t k) {
  return k < found->n_places ? &QN__ARRAY(const qn_place, &answer->places)[found->first_place + k] : NULL;
}

uint64_t answer_rank(const search_answer *answer, size_t i) {
  return answer->hits.first_rank + i;
}

cli_exit answer_exit(const search_answer *answer) {
  if (answer->status != QN_OK)
    return cli_exit_of(answer->status);
  bool found = answer->wants_hits ? answer->hits.n_hits > 0 : answer->hits.total > 0;
  return found ? EXIT_DONE : EXIT_NEGATIVE;
}

void answer_clear(search_answer *answer) {
  qn_query_free(answer->query);
  qn__buffer_clear(&answer->notes);
  qn__buffer_clear(&answer->places);
  qn__string_set_clear(&answer->files);
  qn__buffer_clear(&answer->repaired);
  qn__buffer_clear(&answer->corrected);
  qn__free(answer->found);
}
