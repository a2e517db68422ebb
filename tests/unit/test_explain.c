/* SPDX-License-Identifier: MIT */
/* test_explain.c: an explanation names each word or phrase that adds to a score, with its numbers. */
#include "base/memory.h"
#include "result/searcher.h"
#include "support/query_tree.h"
#include "support/search_fixture.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static search_fixture fixture;

static int set_up(void **state) {
  const qn_article articles[] = {
      {.id = string_of("1"), .title = string_of("Metals"), .text = string_of("rare earth exports of rare metals")},
      {.id = string_of("2"), .text = string_of("rare rare earth")},
      {.id = string_of("3"), .text = string_of("the earth is round")},
      {.id = string_of("4"), .text = string_of("trade, metal and talks, and no more of it than that")}};
  (void)state;
  search_fixture_open(&fixture, articles, 4, 0);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static const char *explain(size_t i) {
  const char *text = NULL;
  qn_error error;
  assert_ok(qn_searcher_explain(fixture.searcher, i, &text, &error), error);
  return text;
}

/* The explanation of the best hit of a query. */
static const char *best_of(const char *query) {
  assert_true(count_hits(&fixture, query) > 0);
  return explain(0);
}

static void assert_has(const char *text, const char *part) {
  if (strstr(text, part) == NULL)
    fail_msg("\"%s\" is not in:\n%s", part, text);
}

static void assert_lacks(const char *text, const char *part) {
  if (strstr(text, part) != NULL)
    fail_msg("\"%s\" is in:\n%s", part, text);
}

/* The number at the beginning of the line that has this after it. */
static double number_before(const char *text, const char *label) {
  const char *line = strstr(text, label);
  assert_non_null(line);
  while (line > text && line[-1] != '\n')
    line--;
  return strtod(line, NULL);
}

/* The same of one leaf of an operator. */
static const char *best_of_leaf(qn__operator op, const char *text, bool title, uint32_t boost) {
  qn_query *query = parse_as(op, text, 3, title);
  qn_hits hits;
  qn_error error;
  query->root->items->boost = boost;
  assert_ok(qn_search(fixture.searcher, query, NULL, &hits, &error), error);
  qn_query_free(query);
  assert_true(hits.n_hits > 0);
  return explain(0);
}

/* --- names ------------------------------------------------------------------------------------------------------- */

static void words_are_named_as_they_are_written(void **state) {
  (void)state;
  const char *text = best_of("Exports RARE");
  assert_has(text, "  Exports: idf ");
  assert_has(text, "  RARE: idf ");
}

static void words_near_each_other_are_named_with_their_distance(void **state) {
  (void)state;
  assert_has(best_of_leaf(QN__NEAR, "exports \"rare earth\"", false, 0), "  exports NEAR/3 \"rare earth\": idf ");
  assert_has(best_of_leaf(QN__NEAR, "=metals metals", true, 0), "  title:(=metals NEAR/3 metals): idf ");
  assert_has(best_of_leaf(QN__NEAR, "exports rare", false, 0), " (sum over its words), ");
}

static void synonyms_are_named_together(void **state) {
  char expected[64];
  (void)state;
  snprintf(expected, sizeof expected, "  exports %s \"rare earth\": idf ", qn__operator_spelling(QN__SYNONYMS));
  const char *text = best_of_leaf(QN__SYNONYMS, "exports \"rare earth\"", false, 0);
  assert_has(text, expected);
  assert_has(text, " (of the most frequent), 2 times: ");
}

static void a_boost_is_a_factor(void **state) {
  (void)state;
  assert_has(best_of_leaf(QN__NEAR, "exports rare", false, 2500), " (sum over its words) x 2.5, ");
  assert_has(best_of_leaf(QN__SYNONYMS, "=exports", false, 1), " x 0.001, 1 times: ");
}

static void phrases_titles_and_exact_words_are_named_with_their_signs(void **state) {
  (void)state;
  const char *text = best_of("\"rare earth\" title:metals =exports title:=metals =\"rare metals\"");
  assert_has(text, "  \"rare earth\": idf ");
  assert_has(text, "  title:metals: idf ");
  assert_has(text, "  =exports: idf ");
  assert_has(text, "  title:=metals: idf ");
  assert_has(text, "  =\"rare metals\": idf ");
}

static void only_what_the_article_has_is_named(void **state) {
  (void)state;
  const char *text = best_of("exports trade zebra");
  assert_has(text, "exports");
  assert_lacks(text, "trade");
  assert_lacks(text, "zebra");
}

static void exclusions_and_filters_are_not_named(void **state) {
  (void)state;
  const char *text = best_of("earth -trade lang:en");
  assert_has(text, "earth");
  assert_lacks(text, "trade");
  assert_lacks(text, "lang");
}

/* --- numbers ----------------------------------------------------------------------------------------------------- */

static void a_word_is_explained_by_its_articles_and_its_frequency(void **state) {
  (void)state;
  char expected[64];
  assert_int_equal(count_hits(&fixture, "rare"), 2);
  snprintf(expected, sizeof expected, "idf %.6f (in 2 of 4 articles), 2 times", qn__idf(4, 2));
  assert_has(explain(0), expected);
  assert_has(explain(1), expected);
}

static void an_exact_word_has_the_idf_of_all_its_forms(void **state) {
  (void)state;
  char expected[64];
  snprintf(expected, sizeof expected, "=metal: idf %.6f (in 2 of 4 articles, in any form)", qn__idf(4, 2));
  assert_has(best_of("=metal"), expected);
}

static void a_phrase_has_the_idfs_of_its_words(void **state) {
  (void)state;
  char expected[80];
  snprintf(expected, sizeof expected, "idf %.6f (sum over its words), 1 times", qn__idf(4, 2) + qn__idf(4, 3));
  assert_has(best_of("\"rare earth\""), expected);
}

static void a_word_that_the_query_repeats_counts_as_often(void **state) {
  (void)state;
  assert_has(best_of("rare rare rare exports"), "articles) x 3, ");
  assert_lacks(best_of("rare exports"), " x ");
}

/* The title counts twice: "metals" and 6 words. */
static void the_last_line_has_the_length_and_what_it_is_compared_with(void **state) {
  (void)state;
  const char *text = best_of("exports");
  assert_has(text, "k1 1.2, b 0.75, length 8 (counts as 8), average ");
  char k[32];
  double average = (8 + 3 + 4 + 11) / 4.0;
  snprintf(k, sizeof k, "K %.6f = ", 1.2 * (1 - 0.75 + 0.75 * 8 / average));
  assert_has(text, k);
}

static void the_searchs_own_k1_and_b_are_used(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  options.k1 = 2.5f;
  options.b = 0.5f;
  assert_ok(search_for(&fixture, "exports", &options, &hits, &error), error);
  assert_has(explain(0), "k1 2.5, b 0.5,");
}

static void contributions_add_up_to_the_score_of_the_hit(void **state) {
  (void)state;
  const size_t n_hits = count_hits(&fixture, "rare rare \"rare earth\" exports -zebra trade title:metals");
  assert_int_equal(n_hits, 3);
  for (size_t i = 0; i < n_hits; i++) {
    qn_hit hit;
    const char *text = explain(i), *end = strstr(text, "  score\n");
    double sum = 0.0;
    qn_searcher_hit(fixture.searcher, i, &hit);
    for (const char *line = strchr(text, '\n') + 1; strchr(line, '\n') < end; line = strchr(line, '\n') + 1)
      sum += strtod(line, NULL);
    assert_true(fabs(number_before(text, "  score\n") - hit.score) < 1e-6);
    assert_true(fabs(sum - hit.score) < 1e-5);
  }
}

static void a_contribution_is_the_idf_times_the_saturation(void **state) {
  (void)state;
  const char *text = best_of("exports");
  const char *idf = strstr(text, "idf "), *saturation = strstr(text, "saturation ");
  double product = strtod(strstr(idf + 4, "idf ") + 4, NULL) * strtod(saturation + strlen("saturation "), NULL);
  assert_true(fabs(product - number_before(text, "  exports: ")) < 1e-5);
}

/* --- which hit --------------------------------------------------------------------------------------------------- */

static void words_that_are_joined_are_named_with_what_joins_them(void **state) {
  (void)state;
  assert_has(best_of("rare NEAR/3 \"earth\""), "rare NEAR/3 earth: idf");
  assert_has(best_of("rare SYN \"rare earth\""), "rare SYN \"rare earth\": idf");
}

static void explanations_live_until_the_next_search(void **state) {
  (void)state;
  char before[1000];
  assert_int_equal(count_hits(&fixture, "rare earth"), 3);
  const char *first = explain(0);
  snprintf(before, sizeof before, "%s", first);
  assert_string_not_equal(first, explain(1));
  assert_string_equal(first, before);
}

static void hits_are_counted_from_the_offset(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  char second[1000];
  assert_int_equal(count_hits(&fixture, "rare earth"), 3);
  snprintf(second, sizeof second, "%s", explain(1));
  options.offset = 1;
  assert_ok(search_for(&fixture, "rare earth", &options, &hits, &error), error);
  assert_string_equal(explain(0), second);
}

static void a_hit_that_is_not_there_is_refused(void **state) {
  (void)state;
  const char *text = NULL;
  qn_error error;
  assert_int_equal(count_hits(&fixture, "rare"), 2);
  assert_int_equal(qn_searcher_explain(fixture.searcher, 2, &text, &error), QN_INVALID);
  assert_int_equal(count_hits(&fixture, "zebra"), 0);
  assert_int_equal(qn_searcher_explain(fixture.searcher, 0, &text, &error), QN_INVALID);
  assert_null(text);
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  for (; status != QN_OK; n++) {
    search_fixture f = {.index = fixture.index};
    const char *text = NULL;
    qn_error error;
    assert_ok(qn_searcher_new(&f.searcher, f.index, &error), error);
    assert_int_equal(count_hits(&f, "\"rare earth\" title:metals"), 2);
    qn__memory_fail_after(n);
    status = qn_searcher_explain(f.searcher, 0, &text, &error);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
    assert_int_equal(text != NULL, status == QN_OK);
    assert_ok(qn_searcher_explain(f.searcher, 0, &text, &error), error);
    assert_has(text, "\"rare earth\"");
    qn_searcher_free(f.searcher);
  }
  assert_true(n > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_named_as_they_are_written),
      cmocka_unit_test(phrases_titles_and_exact_words_are_named_with_their_signs),
      cmocka_unit_test(words_near_each_other_are_named_with_their_distance),
      cmocka_unit_test(synonyms_are_named_together),
      cmocka_unit_test(a_boost_is_a_factor),
      cmocka_unit_test(only_what_the_article_has_is_named),
      cmocka_unit_test(exclusions_and_filters_are_not_named),
      cmocka_unit_test(a_word_is_explained_by_its_articles_and_its_frequency),
      cmocka_unit_test(an_exact_word_has_the_idf_of_all_its_forms),
      cmocka_unit_test(a_phrase_has_the_idfs_of_its_words),
      cmocka_unit_test(a_word_that_the_query_repeats_counts_as_often),
      cmocka_unit_test(the_last_line_has_the_length_and_what_it_is_compared_with),
      cmocka_unit_test(the_searchs_own_k1_and_b_are_used),
      cmocka_unit_test(contributions_add_up_to_the_score_of_the_hit),
      cmocka_unit_test(a_contribution_is_the_idf_times_the_saturation),
      cmocka_unit_test(words_that_are_joined_are_named_with_what_joins_them),
      cmocka_unit_test(explanations_live_until_the_next_search),
      cmocka_unit_test(hits_are_counted_from_the_offset),
      cmocka_unit_test(a_hit_that_is_not_there_is_refused),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
