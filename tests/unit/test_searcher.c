/* SPDX-License-Identifier: MIT */
/* test_searcher.c: what a search promises apart from its hits: limits, totals, deadlines, memory.
 * That the hits are right is test_oracle.c's. */
#include "base/memory.h"
#include "support/query_tree.h"
#include "support/search_fixture.h"

#include <math.h>
#include <string.h>

static search_fixture fixture;

static int set_up(void **state) {
  static const char *const texts[] = {"rare earth exports", "rare rare earth", "the earth is round",
                                      "a talk about trade", "trade and talks and rare metals"};
  (void)state;
  search_fixture_open_texts(&fixture, texts, 5);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static qn_status search(const char *text, const qn_search_options *options, qn_hits *hits, qn_error *error) {
  return search_for(&fixture, text, options, hits, error);
}

static void options_out_of_range_are_refused(void **state) {
  (void)state;
  enum { N_BAD = 14 };
  qn_search_options bad[N_BAD];
  qn_hits hits;
  qn_error error;
  for (size_t i = 0; i < N_BAD; i++)
    bad[i] = (qn_search_options)QN_SEARCH_OPTIONS_INIT;
  bad[0].limit = 10001;
  bad[1].offset = 9991;
  bad[2].limit = SIZE_MAX;
  bad[3].k1 = 10.5f;
  bad[4].k1 = NAN;
  bad[5].b = 1.5f;
  bad[6].b = NAN;
  bad[7].offset = SIZE_MAX;
  bad[8].size = 0;
  bad[9].k1 = -1.0f;
  bad[10].b = -0.5f;
  bad[11].k1 = 1.0f;
  bad[11].zero_k1 = true; /* which of the two? */
  bad[12].timeout_s = NAN;
  bad[13].max_expansions = 4097;
  for (size_t i = 0; i < N_BAD; i++)
    assert_int_equal(search("rare", &bad[i], &hits, &error), QN_INVALID);
  qn_search_options good = QN_SEARCH_OPTIONS_INIT;
  good.limit = 10000;
  assert_ok(search("rare", &good, &hits, &error), error);
  assert_int_equal(hits.n_hits, 3);
}

static void an_offset_skips_hits_and_leaves_the_total(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_hit first, second;
  qn_error error;
  assert_ok(search("rare", &options, &hits, &error), error);
  qn_searcher_hit(fixture.searcher, 1, &second);
  options.offset = 1;
  options.limit = 1;
  assert_ok(search("rare", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 1);
  assert_int_equal(hits.total, 3);
  assert_true(hits.total_known && hits.total_exact);
  qn_searcher_hit(fixture.searcher, 0, &first);
  assert_int_equal(first.article, second.article);
  options.offset = 5;
  assert_ok(search("rare", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 0);
  options.count = QN_COUNT_NONE;
  assert_ok(search("rare", &options, &hits, &error), error);
  assert_false(hits.total_known);
}

static void missing_arguments_are_refused(void **state) {
  (void)state;
  qn_searcher *searcher = NULL;
  qn_query *query = NULL;
  qn_hits hits;
  qn_error error;
  assert_int_equal(qn_searcher_new(NULL, fixture.index, &error), QN_INVALID);
  assert_int_equal(qn_searcher_new(&searcher, NULL, &error), QN_INVALID);
  assert_null(searcher);
  assert_ok(qn_query_parse(&query, "rare", 4, NULL, &error), error);
  assert_int_equal(qn_search(NULL, query, NULL, &hits, &error), QN_INVALID);
  assert_int_equal(qn_search(fixture.searcher, NULL, NULL, &hits, &error), QN_INVALID);
  assert_int_equal(qn_search(fixture.searcher, query, NULL, NULL, &error), QN_INVALID);
  qn_query_free(query);
}

static void ten_hits_are_the_default_limit_and_none_can_be_asked_for(void **state) {
  (void)state;
  static const char *const texts[] = {"sea", "sea", "sea", "sea", "sea", "sea", "sea", "sea", "sea", "sea", "sea"};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  search_fixture f;
  qn_hits hits;
  qn_error error;
  search_fixture_open_texts(&f, texts, 11);
  assert_int_equal(count_hits(&f, "sea"), 10);
  options.limit = 11;
  assert_ok(search_for(&f, "sea", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 11);
  options.no_hits = true;
  assert_ok(search_for(&f, "sea", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 0);
  assert_int_equal(hits.total, 11);
  options.no_hits = false;
  options.count = QN_COUNT_ONLY;
  assert_ok(search_for(&f, "sea", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 0);
  assert_int_equal(hits.total, 11);
  search_fixture_close(&f);
}

static void a_fast_count_stops_at_a_thousand(void **state) {
  (void)state;
  enum { N = 1001 };
  static const char *texts[N];
  for (size_t i = 0; i < N; i++)
    texts[i] = i < N - 1 ? "sea salt" : "sea";
  search_fixture f;
  search_fixture_open_texts(&f, texts, N);
  for (int exact = 0; exact < 2; exact++)
    for (int over = 0; over < 2; over++) {
      qn_search_options options = QN_SEARCH_OPTIONS_INIT;
      qn_hits hits;
      qn_error error;
      options.count = exact ? QN_COUNT_EXACT : QN_COUNT_FAST;
      assert_ok(search_for(&f, over ? "sea" : "salt", &options, &hits, &error), error);
      assert_true(hits.total_known);
      assert_int_equal(hits.total_exact, exact || !over);
      assert_int_equal(hits.total, exact && over ? 1001 : 1000);
    }
  search_fixture_close(&f);
}

static void a_total_is_not_below_the_rank_of_a_hit(void **state) {
  (void)state;
  enum { N = 1105 };
  static const char *texts[N];
  for (size_t i = 0; i < N; i++)
    texts[i] = "sea";
  search_fixture f;
  search_fixture_open_texts(&f, texts, N);
  static const struct {
    size_t limit, offset, n_hits, total;
    bool exact;
  } pages[] = {{10, 1090, 10, 1100, false},
               {10, 1095, 10, 1105, true},
               {10, 1100, 5, 1105, true},
               {10, 2000, 0, 1105, true},
               {1100, 0, 1100, 1100, false}};
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    qn_search_options options = QN_SEARCH_OPTIONS_INIT;
    qn_hits hits;
    qn_error error;
    options.limit = pages[i].limit;
    options.offset = pages[i].offset;
    assert_ok(search_for(&f, "sea", &options, &hits, &error), error);
    assert_int_equal(hits.n_hits, pages[i].n_hits);
    assert_int_equal(hits.total, pages[i].total);
    assert_int_equal(hits.total_exact, pages[i].exact);
  }
  search_fixture_close(&f);
}

/* A whole number that no article has finds those with decimals; one that an article has finds only itself. */
static void whole_numbers_find_decimals(void **state) {
  (void)state;
  static const char *const texts[] = {"exports of 5,864.6 tons", "5864.25 and 5864.6 tons", "58641 tons", "24 or 24.5"};
  search_fixture f;
  search_fixture_open_texts(&f, texts, 4);
  static const struct {
    const char *query;
    size_t n_hits;
  } expected[] = {{"5864", 2}, {"5,864", 2}, {"\"5864 tons\"", 2}, {"+5864 -exports", 1}, {"24", 1},
                  {"24.5", 1}, {"9", 0}};
  for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
    for (int exhaustive = 0; exhaustive < 2; exhaustive++) {
      qn_search_options options = QN_SEARCH_OPTIONS_INIT;
      options.exhaustive = exhaustive == 1;
      qn_hits hits;
      qn_error error;
      assert_ok(search_for(&f, expected[i].query, &options, &hits, &error), error);
      assert_int_equal(hits.n_hits, expected[i].n_hits);
    }
  search_fixture_close(&f);
}

static void the_query_may_be_freed_after_the_search(void **state) {
  (void)state;
  qn_hits hits;
  qn_hit hit;
  qn_article article;
  const char *text = NULL;
  qn_error error;
  assert_ok(search("\"rare earth\"", NULL, &hits, &error), error); /* frees it */
  qn_searcher_hit(fixture.searcher, 0, &hit);
  assert_ok(qn_searcher_article(fixture.searcher, hit.article, &article, &error), error);
  assert_string_equal(article.id.data, "1");
  assert_string_equal(article.text.data, "rare earth exports");
  assert_ok(qn_searcher_explain(fixture.searcher, 0, &text, &error), error);
  assert_non_null(strstr(text, "\"rare earth\""));
}

static void a_search_without_hits_shows_nothing(void **state) {
  (void)state;
  qn_searcher *unused = NULL;
  qn_hits hits;
  const char *text;
  qn_error error;
  assert_ok(qn_searcher_new(&unused, fixture.index, &error), error);
  assert_int_equal(qn_searcher_explain(unused, 0, &text, &error), QN_INVALID);
  qn_searcher_free(unused);
  assert_ok(search("zebra", NULL, &hits, &error), error);
  assert_int_equal(hits.n_hits, 0);
  assert_int_equal(hits.total, 0);
  assert_int_equal(qn_searcher_explain(fixture.searcher, 0, &text, &error), QN_INVALID);
  assert_ok(search("", NULL, &hits, &error), error);
  assert_int_equal(hits.n_hits, 0);
}

/* Structs of a program that was compiled with an older header or a newer one. */
static void callers_of_other_versions_are_served(void **state) {
  (void)state;
  struct {
    qn_search_options options;
    uint64_t unknown;
  } newer = {QN_SEARCH_OPTIONS_INIT, 0};
  struct {
    qn_hits hits;
    uint64_t unknown;
  } newer_hits = {.unknown = 7};
  qn_hits hits = {.total = 7};
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, "rare", 4, NULL, &error), error);
  assert_ok(qn_search_sized(fixture.searcher, query, NULL, &hits, offsetof(qn_hits, total), &error), error);
  assert_int_equal(hits.n_hits, 3);
  assert_int_equal(hits.total, 7); /* not known to an older caller */
  newer.options.size = sizeof newer;
  newer.options.limit = 2;
  assert_ok(qn_search_sized(fixture.searcher, query, &newer.options, &newer_hits.hits, sizeof newer_hits, &error),
            error);
  assert_int_equal(newer_hits.hits.n_hits, 2);
  assert_int_equal(newer_hits.unknown, 0);
  newer.unknown = 1;
  assert_int_equal(qn_search(fixture.searcher, query, &newer.options, &hits, &error), QN_INVALID);
  newer.options.size = offsetof(qn_search_options, count); /* limit and offset alone */
  newer.options.count = QN_COUNT_ONLY;
  newer.options.k1 = -1.0f;
  assert_ok(qn_search(fixture.searcher, query, &newer.options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 2);
  qn_query_free(query);
}

static void a_search_ends_when_it_is_cancelled_or_its_time_is_up(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  bool cancel = true;
  qn_hits hits;
  qn_error error;
  options.cancelled = flag_is_set;
  options.cancel_context = &cancel;
  assert_int_equal(search("rare", &options, &hits, &error), QN_CANCELLED);
  cancel = false;
  assert_ok(search("rare", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 3);
  options.timeout_s = 1e-9;
  assert_int_equal(search("rare", &options, &hits, &error), QN_TIMEOUT);
  options.timeout_s = 1000.0;
  assert_ok(search("rare", &options, &hits, &error), error);
}

/* --- every match -------------------------------------------------------------------------------------------------- */

typedef struct matches_seen {
  uint64_t articles[16];
  size_t n, enough;
  qn_searcher *reader; /* if set, reads each article */
  char ids[64];
} matches_seen;

static bool see_match(void *context, uint64_t article) {
  matches_seen *seen = context;
  qn_article head;
  qn_error error;
  if (seen->reader != NULL) {
    assert_ok(qn_searcher_metadata(seen->reader, article, &head, &error), error);
    strcat(seen->ids, head.id.data);
  }
  if (seen->n < 16)
    seen->articles[seen->n] = article;
  return ++seen->n != seen->enough;
}

static qn_status search_each(search_fixture *f, const char *text, const qn_search_options *options, matches_seen *seen,
                             qn_error *error) {
  qn_query *query = NULL;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, error), *error);
  qn_status status = qn_search_each(f->searcher, query, options, see_match, seen, error);
  qn_query_free(query);
  return status;
}

static void every_match_is_visited_in_the_order_of_the_index(void **state) {
  static const struct {
    const char *text, *ids;
  } expected[] = {{"rare", "125"},      {"+rare +earth", "12"},        {"\"rare earth\"", "12"},
                  {"rare -earth", "5"}, {"title:rare OR trade", "45"}, {"zebra", ""},
                  {"-rare", "34"},      {"lang:en", "12345"}};
  (void)state;
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    matches_seen seen = {.reader = fixture.searcher};
    qn_error error;
    assert_ok(search_each(&fixture, expected[i].text, NULL, &seen, &error), error);
    assert_string_equal(seen.ids, expected[i].ids);
  }
}

static void a_visitor_that_has_seen_enough_is_not_called_again(void **state) {
  static const char *const texts[] = {"rare", "+rare +earth", "\"rare earth\"", "lang:en"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    matches_seen seen = {.enough = 1};
    qn_error error;
    assert_ok(search_each(&fixture, texts[i], NULL, &seen, &error), error);
    assert_int_equal(seen.n, 1);
    assert_int_equal(seen.articles[0], 0);
  }
}

static void more_matches_are_visited_than_hits_can_be_asked_for(void **state) {
  (void)state;
  enum { N = 10050 };
  static const char *texts[N];
  for (size_t i = 0; i < N; i++)
    texts[i] = i % 2 == 0 ? "sea" : "sea sea";
  search_fixture f;
  search_fixture_open_texts(&f, texts, N);
  matches_seen any = {.n = 0}, phrase = {.n = 0};
  qn_error error;
  assert_ok(search_each(&f, "sea", NULL, &any, &error), error);
  assert_ok(search_each(&f, "\"sea sea\"", NULL, &phrase, &error), error);
  assert_int_equal(any.n, N);
  assert_int_equal(phrase.n, N / 2);
  search_fixture_close(&f);
}

typedef struct places_seen {
  const char *first; /* where the first id was read to */
  size_t n, elsewhere;
} places_seen;

static bool see_place(void *context, uint64_t article) {
  places_seen *seen = context;
  qn_article head;
  qn_error error;
  assert_ok(qn_searcher_metadata(fixture.searcher, article, &head, &error), error);
  if (seen->n++ == 0)
    seen->first = head.id.data;
  seen->elsewhere += head.id.data != seen->first;
  return true;
}

static void articles_that_a_visitor_reads_take_the_memory_of_one(void **state) {
  (void)state;
  places_seen seen = {.n = 0};
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, "*", 1, NULL, &error), error);
  assert_ok(qn_search_each(fixture.searcher, query, NULL, see_place, &seen, &error), error);
  qn_query_free(query);
  assert_int_equal(seen.n, 5);
  assert_int_equal(seen.elsewhere, 0);
}

static void visiting_matches_leaves_no_hits(void **state) {
  (void)state;
  matches_seen seen = {.n = 0};
  qn_hits hits;
  qn_hit hit;
  qn_error error;
  const char *text;
  assert_ok(search("rare", NULL, &hits, &error), error);
  assert_ok(search_each(&fixture, "rare", NULL, &seen, &error), error);
  qn_searcher_hit(fixture.searcher, 0, &hit);
  assert_true(hit.score == 0.0);
  assert_int_equal(qn_searcher_explain(fixture.searcher, 0, &text, &error), QN_INVALID);
}

static void visiting_matches_ends_when_it_is_cancelled_or_its_time_is_up(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  matches_seen seen = {.n = 0};
  bool cancel = true;
  qn_error error;
  options.cancelled = flag_is_set;
  options.cancel_context = &cancel;
  assert_int_equal(search_each(&fixture, "rare", &options, &seen, &error), QN_CANCELLED);
  cancel = false;
  options.timeout_s = 1e-9;
  assert_int_equal(search_each(&fixture, "rare", &options, &seen, &error), QN_TIMEOUT);
  options.timeout_s = NAN;
  assert_int_equal(search_each(&fixture, "rare", &options, &seen, &error), QN_INVALID);
  assert_int_equal(seen.n, 0);
}

static void now_is_a_time(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  options.now = INT64_MIN;
  assert_int_equal(search("rare", &options, &hits, &error), QN_INVALID);
  options.now = INT64_MAX;
  assert_int_equal(search("rare", &options, &hits, &error), QN_INVALID);
}

/* What searches say that are begun by a function which another one calls. */
static void search_inside(qn_status *found) {
  qn_hits hits;
  matches_seen seen = {.n = 0};
  qn_error error;
  found[0] = search("rare", NULL, &hits, &error);
  found[1] = search_each(&fixture, "rare", NULL, &seen, &error);
}

static bool search_in_visit(void *context, uint64_t article) {
  (void)article;
  search_inside(context);
  return true;
}

static void search_in_rescoring(void *context, qn_candidate *candidates, size_t n) {
  (void)candidates;
  (void)n;
  search_inside(context);
}

static void a_searcher_searches_once_at_a_time(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_query *query = NULL;
  qn_status inside[2] = {QN_OK, QN_OK};
  qn_hits hits;
  qn_error error;
  assert_ok(qn_query_parse(&query, "rare", 4, NULL, &error), error);
  assert_ok(qn_search_each(fixture.searcher, query, NULL, search_in_visit, inside, &error), error);
  assert_int_equal(inside[0], QN_INVALID);
  assert_int_equal(inside[1], QN_INVALID);
  inside[0] = inside[1] = QN_OK;
  options.rescore = search_in_rescoring;
  options.rescore_context = inside;
  assert_ok(qn_search(fixture.searcher, query, &options, &hits, &error), error);
  assert_int_equal(inside[0], QN_INVALID);
  assert_int_equal(inside[1], QN_INVALID);
  assert_int_equal(hits.n_hits, 3);
  assert_ok(search("rare", NULL, &hits, &error), error);
  qn_query_free(query);
}

static void matches_need_a_visitor(void **state) {
  (void)state;
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, "rare", 4, NULL, &error), error);
  assert_int_equal(qn_search_each(fixture.searcher, query, NULL, NULL, NULL, &error), QN_INVALID);
  assert_int_equal(qn_search_each(fixture.searcher, NULL, NULL, see_match, NULL, &error), QN_INVALID);
  assert_int_equal(qn_search_each(NULL, query, NULL, see_match, NULL, &error), QN_INVALID);
  const qn_sort_key by_id = {QN_SORT_ID, NULL, false};
  const qn_facet facet = {.column = "date"};
  const qn_search_options unordered[] = {
      {.size = sizeof unordered[0], .sort = &by_id, .n_sort = 1},
      {.size = sizeof unordered[0], .after = "x"},
      {.size = sizeof unordered[0], .facets = &facet, .n_facets = 1},
  };
  for (size_t i = 0; i < sizeof unordered / sizeof *unordered; i++)
    assert_int_equal(qn_search_each(fixture.searcher, query, &unordered[i], see_match, NULL, &error), QN_INVALID);
  qn_query_free(query);
}

/* --- patterns ----------------------------------------------------------------------------------------------------- */

static void a_pattern_that_is_cut_has_a_warning(void **state) {
  (void)state;
  qn_query *query = parse_pattern(QN__WILDCARD, "t*", 0);
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  assert_ok(qn_search(fixture.searcher, query, &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 3);
  assert_null(qn_searcher_warning(fixture.searcher, 0));
  options.max_expansions = 1; /* trade, in two articles */
  assert_ok(qn_search(fixture.searcher, query, &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 2);
  assert_string_equal(qn_searcher_warning(fixture.searcher, 0),
                      "t* stands for more words than 1: the most frequent are searched");
  assert_null(qn_searcher_warning(fixture.searcher, 1));
  assert_ok(search("rare", NULL, &hits, &error), error);
  assert_null(qn_searcher_warning(fixture.searcher, 0));
  qn_query_free(query);
}

static void patterns_are_searched_in_the_same_memory(void **state) {
  (void)state;
  static const struct {
    qn__operator op;
    const char *text;
  } patterns[] = {{QN__WILDCARD, "r*"}, {QN__FUZZY, "rae"}, {QN__REGEX, "t(ra|al).*"}, {QN__PARTIAL, "ea"}};
  for (size_t i = 0; i < 4; i++) {
    qn_query *query = parse_pattern(patterns[i].op, patterns[i].text, patterns[i].op == QN__FUZZY ? 2 : 0);
    qn_status status = QN_NO_MEMORY;
    qn_hits hits;
    qn_error error;
    for (long n = 0; status != QN_OK; n++) { /* whatever request for memory fails */
      qn_searcher *searcher = NULL;
      qn__memory_fail_after(n);
      status = qn_searcher_new(&searcher, fixture.index, &error);
      if (status == QN_OK)
        status = qn_search(searcher, query, NULL, &hits, &error);
      qn__memory_fail_after(-1);
      assert_true(status == QN_OK || status == QN_NO_MEMORY);
      qn_searcher_free(searcher);
    }
    for (int round = 0; round < 3; round++) {
      qn__memory_fail_after(round == 2 ? 0 : -1);
      status = qn_search(fixture.searcher, query, NULL, &hits, &error);
      qn__memory_fail_after(-1);
      assert_ok(status, error);
    }
    qn_query_free(query);
  }
}

/* --- memory ------------------------------------------------------------------------------------------------------- */

static const char *const shapes[] = {"rare earth",
                                     "+rare +earth",
                                     "\"rare earth\" talks",
                                     "rare -earth",
                                     "(rare AND earth) OR title:trade",
                                     "trade AND (talk OR zebra) -\"rare metals\""};

/* After a first round of queries a searcher has all the memory it needs. */
static void later_queries_need_no_more_memory(void **state) {
  (void)state;
  qn_query *queries[6];
  qn_error error;
  qn_hits hits;
  for (size_t i = 0; i < 6; i++)
    assert_ok(qn_query_parse(&queries[i], shapes[i], strlen(shapes[i]), NULL, &error), error);
  for (int round = 0; round < 3; round++)
    for (size_t i = 0; i < 6; i++) {
      if (round == 2)
        qn__memory_fail_after(0);
      qn_status status = qn_search(fixture.searcher, queries[i], NULL, &hits, &error);
      qn__memory_fail_after(-1);
      assert_ok(status, error);
    }
  for (size_t i = 0; i < 6; i++)
    qn_query_free(queries[i]);
}

/* Whatever request for memory fails, the failure is reported, nothing leaks, and the searcher goes on after. */
static void reports_out_of_memory_at_any_request_and_goes_on(void **state) {
  (void)state;
  for (size_t i = 0; i < 6; i++)
    for (long n = 0;; n++) {
      qn_query *query = NULL;
      qn_searcher *searcher = NULL;
      qn_hits hits;
      const char *text;
      qn_error error;
      qn__memory_fail_after(n);
      qn_status status = qn_query_parse(&query, shapes[i], strlen(shapes[i]), NULL, &error);
      if (status == QN_OK)
        status = qn_searcher_new(&searcher, fixture.index, &error);
      if (status == QN_OK)
        status = qn_search(searcher, query, NULL, &hits, &error);
      if (status == QN_OK)
        status = qn_searcher_explain(searcher, 0, &text, &error);
      qn__memory_fail_after(-1);
      if (searcher != NULL && status != QN_OK)
        assert_ok(qn_search(searcher, query, NULL, &hits, &error), error);
      qn_searcher_free(searcher);
      qn_query_free(query);
      if (status == QN_OK)
        break;
      assert_int_equal(status, QN_NO_MEMORY);
      assert_true(n < 10000);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(options_out_of_range_are_refused),
      cmocka_unit_test(an_offset_skips_hits_and_leaves_the_total),
      cmocka_unit_test(missing_arguments_are_refused),
      cmocka_unit_test(ten_hits_are_the_default_limit_and_none_can_be_asked_for),
      cmocka_unit_test(a_fast_count_stops_at_a_thousand),
      cmocka_unit_test(a_total_is_not_below_the_rank_of_a_hit),
      cmocka_unit_test(whole_numbers_find_decimals),
      cmocka_unit_test(the_query_may_be_freed_after_the_search),
      cmocka_unit_test(a_search_without_hits_shows_nothing),
      cmocka_unit_test(callers_of_other_versions_are_served),
      cmocka_unit_test(a_search_ends_when_it_is_cancelled_or_its_time_is_up),
      cmocka_unit_test(every_match_is_visited_in_the_order_of_the_index),
      cmocka_unit_test(a_visitor_that_has_seen_enough_is_not_called_again),
      cmocka_unit_test(more_matches_are_visited_than_hits_can_be_asked_for),
      cmocka_unit_test(articles_that_a_visitor_reads_take_the_memory_of_one),
      cmocka_unit_test(visiting_matches_leaves_no_hits),
      cmocka_unit_test(visiting_matches_ends_when_it_is_cancelled_or_its_time_is_up),
      cmocka_unit_test(now_is_a_time),
      cmocka_unit_test(matches_need_a_visitor),
      cmocka_unit_test(a_searcher_searches_once_at_a_time),
      cmocka_unit_test(a_pattern_that_is_cut_has_a_warning),
      cmocka_unit_test(patterns_are_searched_in_the_same_memory),
      cmocka_unit_test(later_queries_need_no_more_memory),
      cmocka_unit_test(reports_out_of_memory_at_any_request_and_goes_on),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
