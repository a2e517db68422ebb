/* SPDX-License-Identifier: MIT */
/* test_caller_scores.c: the caller's weights of features, and its own scores of the first hits. */
#include "support/rescored_hit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 120 };

static search_fixture fixture;

static int set_up(void **state) {
  static char texts[N][100];
  static qn_article articles[N];
  (void)state;
  for (size_t i = 0; i < N; i++) {
    char id[10];
    snprintf(texts[i], sizeof texts[i], "tides rise %s", i % 2 == 0 ? "slowly here and there" : "");
    snprintf(id, sizeof id, "%zu", i);
    articles[i] = (qn_article){.id = {strdup(id), strlen(id)}, .text = string_of(texts[i])};
  }
  articles[7].title = string_of("Tides");
  search_fixture_open(&fixture, articles, N, 0);
  for (size_t i = 0; i < N; i++)
    free((char *)articles[i].id.data);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static qn_hits search(const qn_search_options *options) {
  qn_hits hits;
  qn_error error;
  assert_ok(search_for(&fixture, "tides", options, &hits, &error), error);
  return hits;
}

static void check_refused(const qn_search_options *options, const char *message) {
  qn_hits hits;
  qn_error error;
  assert_int_equal(search_for(&fixture, "tides", options, &hits, &error), QN_INVALID);
  assert_string_equal(error.message, message);
}

static qn_hit hit_at(size_t i) {
  qn_hit hit;
  qn_searcher_hit(fixture.searcher, i, &hit);
  return hit;
}

/* --- profiles ---------------------------------------------------------------------------------------------------- */

static void the_initial_profile_is_the_default(void **state) {
  const qn_rank_profile profile = QN_RANK_PROFILE_INIT;
  qn__feature_weights weights;
  qn_error error;
  (void)state;
  assert_ok(qn__read_profile(&weights, &profile, &error), error);
  assert_memory_equal(&weights, &qn__default_weights, sizeof weights);
}

static void each_feature_has_the_weight_of_the_profile(void **state) {
  const qn_rank_profile profile = {sizeof profile, 1, 2, 3, 4, 5, 6, 7, 8};
  qn__feature_weights weights;
  qn_error error;
  (void)state;
  assert_ok(qn__read_profile(&weights, &profile, &error), error);
  assert_int_equal(weights.all_of_few, QN__ALL_OF_IT);
  assert_int_equal(weights.of[QN__ALL_WORDS], 2 * QN__ALL_OF_IT);
  assert_int_equal(weights.of[QN__TITLE_COVERAGE], 3 * QN__ALL_OF_IT);
  assert_int_equal(weights.of[QN__EXACT_TITLE], 4 * QN__ALL_OF_IT);
  assert_int_equal(weights.of[QN__BEST_WINDOW], 5 * QN__ALL_OF_IT);
  assert_int_equal(weights.of[QN__TYPED_FORMS], 6 * QN__ALL_OF_IT);
  assert_int_equal(weights.of[QN__RECENCY], 7 * QN__ALL_OF_IT);
  assert_int_equal(weights.of[QN__COLUMN_BOOST], 8 * QN__ALL_OF_IT);
}

static void a_profile_of_nothing_is_bm25(void **state) {
  const qn_rank_profile none = {.size = sizeof none};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  (void)state;
  search(&options);
  assert_int_equal(hit_at(0).article, 7);
  assert_true(hit_at(0).score > hit_at(0).bm25);
  options.profile = &none;
  search(&options);
  for (size_t i = 0; i < 10; i++)
    assert_true(hit_at(i).score <= hit_at(i).bm25 && hit_at(i).score >= hit_at(i).bm25);
  options.profile = NULL;
  search(&options);
  assert_true(hit_at(0).score > hit_at(0).bm25);
}

static void weights_out_of_bounds_are_refused(void **state) {
  const double bad[] = {-0.1, 100.1, (double)NAN, (double)INFINITY};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  char message[100];
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    qn_rank_profile profile = QN_RANK_PROFILE_INIT;
    profile.best_window = bad[i];
    options.profile = &profile;
    snprintf(message, sizeof message, "a weight of a rank profile is 0 to 100, not %g", bad[i]);
    check_refused(&options, message);
  }
  const qn_rank_profile no_size = {.size = 0};
  options.profile = &no_size;
  check_refused(&options, "qn_rank_profile has the size 0: initialise it with its _INIT macro");
}

/* --- the caller's scores ----------------------------------------------------------------------------------------- */

typedef struct seen {
  size_t n;
  unsigned calls;
  double wanted; /* of the last candidate; others keep theirs */
  uint64_t last;
} seen;

static void raise_last(void *context, qn_candidate *candidates, size_t n) {
  seen *s = context;
  s->n = n;
  s->calls++;
  s->last = candidates[n - 1].article;
  candidates[n - 1].score = s->wanted;
}

static qn_search_options options_of(seen *s, size_t rescored) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.rescore = raise_last;
  options.rescore_context = s;
  options.rescored = rescored;
  return options;
}

static void the_caller_puts_the_first_hits_in_order(void **state) {
  seen s = {.wanted = 1e6};
  qn_search_options options = options_of(&s, 0);
  (void)state;
  options.limit = 3;
  search(&options);
  assert_int_equal(s.calls, 1);
  assert_int_equal(s.n, 100);
  assert_int_equal(hit_at(0).article, s.last);
  assert_true(fabs(hit_at(0).score - 1e6) < 1e-3);
  assert_int_equal(hit_at(1).article, 7);
}

static void hits_after_those_follow_as_they_are(void **state) {
  seen s = {.wanted = 0.0};
  qn_search_options options = options_of(&s, 5);
  uint64_t before[N];
  (void)state;
  options.limit = N;
  options.rescore = NULL;
  search(&options);
  for (size_t i = 0; i < N; i++)
    before[i] = hit_at(i).article;
  options.rescore = raise_last;
  search(&options);
  assert_int_equal(s.n, 5);
  assert_int_equal(s.last, before[4]);
  for (size_t i = 0; i < N; i++)
    assert_int_equal(hit_at(i).article, before[i]);
  assert_true(hit_at(4).score <= 0.0);
}

static void score_by_features(void *context, qn_candidate *candidates, size_t n) {
  const qn_searcher *searcher = context;
  assert_non_null(searcher);
  for (size_t i = 0; i < n; i++) {
    double sum = candidates[i].bm25;
    assert_true(candidates[i].n_features > QN_FEATURE_TYPED_FORMS);
    for (size_t f = 0; f < candidates[i].n_features; f++)
      sum += candidates[i].features[f];
    assert_true(fabs(sum - candidates[i].score) < 1e-9);
    candidates[i].score = candidates[i].features[QN_FEATURE_EXACT_TITLE];
  }
}

/* Equal ones stand in the order of the articles. */
static void features_are_handed_to_it(void **state) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  (void)state;
  options.rescore = score_by_features;
  options.rescore_context = fixture.searcher;
  search(&options);
  assert_int_equal(hit_at(0).article, 7);
  assert_true(hit_at(0).score > 0.0 && hit_at(1).score <= 0.0);
  for (size_t i = 2; i < 10; i++)
    assert_true(hit_at(i).article > hit_at(i - 1).article);
}

static void score_by_id(void *context, qn_candidate *candidates, size_t n) {
  for (size_t i = 0; i < n; i++) {
    qn_article article;
    qn_error error;
    assert_ok(qn_searcher_article(context, candidates[i].article, &article, &error), error);
    assert_true(article.text.size > 0);
    assert_ok(qn_searcher_metadata(context, candidates[i].article, &article, &error), error);
    candidates[i].score = strcmp(article.id.data, "33") == 0 ? 2.0 : 1.0;
  }
}

static void it_may_read_articles(void **state) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  (void)state;
  options.rescore = score_by_id;
  options.rescore_context = fixture.searcher;
  search(&options);
  assert_int_equal(hit_at(0).article, 33);
}

static void an_explanation_says_what_it_changed(void **state) {
  seen s = {.wanted = 1e6};
  const qn_search_options options = options_of(&s, 0);
  const char *text;
  qn_error error;
  (void)state;
  search(&options);
  assert_ok(qn_searcher_explain(fixture.searcher, 0, &text, &error), error);
  assert_non_null(strstr(text, "  by the program that searches\n1000000.000000  score\n"));
  assert_ok(qn_searcher_explain(fixture.searcher, 1, &text, &error), error);
  assert_null(strstr(text, "by the program"));
}

static void it_is_not_called_without_hits(void **state) {
  seen s = {.wanted = 1.0};
  qn_search_options options = options_of(&s, 0);
  qn_hits hits;
  qn_error error;
  (void)state;
  assert_ok(search_for(&fixture, "zebra", &options, &hits, &error), error);
  options.no_hits = true;
  search(&options);
  assert_int_equal(s.calls, 0);
}

static void what_it_cannot_do_is_refused(void **state) {
  const qn_sort_key by_id = {QN_SORT_ID, NULL, false};
  const double bad[] = {-1.0, 1e9 + 1, (double)NAN, (double)INFINITY};
  seen s = {.wanted = 1.0};
  qn_search_options options = options_of(&s, 101);
  char message[100];
  (void)state;
  check_refused(&options, "a callback scores at most 100 hits, not 101");
  options.rescored = 100;
  options.rank = QN_RANK_BM25;
  check_refused(&options, "a callback scores the first hits of QN_RANK_DEFAULT, without sort");
  options.rank = QN_RANK_DEFAULT;
  options.sort = &by_id;
  options.n_sort = 1;
  check_refused(&options, "a callback scores the first hits of QN_RANK_DEFAULT, without sort");
  options.n_sort = 0;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    s.wanted = bad[i];
    snprintf(message, sizeof message, "a hit is given the score %g, which is not from 0 to 1,000,000,000", bad[i]);
    check_refused(&options, message);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_initial_profile_is_the_default),
      cmocka_unit_test(each_feature_has_the_weight_of_the_profile),
      cmocka_unit_test(a_profile_of_nothing_is_bm25),
      cmocka_unit_test(weights_out_of_bounds_are_refused),
      cmocka_unit_test(the_caller_puts_the_first_hits_in_order),
      cmocka_unit_test(hits_after_those_follow_as_they_are),
      cmocka_unit_test(features_are_handed_to_it),
      cmocka_unit_test(it_may_read_articles),
      cmocka_unit_test(an_explanation_says_what_it_changed),
      cmocka_unit_test(it_is_not_called_without_hits),
      cmocka_unit_test(what_it_cannot_do_is_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
