/* SPDX-License-Identifier: MIT */
/* test_expanded_query.c: a query is asked again with the words of its first hits. */
#include "base/memory.h"
#include "plan/bm25.h"
#include "result/searcher.h"
#include "support/parsed_query.h"
#include "support/search_fixture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static search_fixture fixture;

static const qn_article articles[] = {
    {.id = {"tide", 4}, .title = {"Tides", 5}, .text = {"moon pulls water, moon", 22}},
    {.id = {"moon", 4}, .text = {"moon over sand", 14}},
    {.id = {"sand", 4}, .text = {"water under the sand", 20}},
    {.id = {"bread", 5}, .text = {"flour, salt and tide", 20}},
    {.id = {"cake", 4}, .text = {"flour, sugar and the rest of it", 31}},
    {.id = {"tax", 3}, .text = {"a levy", 6}},
};

static int set_up(void **state) {
  (void)state;
  search_fixture_open(&fixture, articles, 6, 0);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

/* The query of a text and of the words of its first hits. */
static qn_query *expand(search_fixture *f, const char *text, const qn_search_options *options) {
  qn_query *query = parse_query(text, NULL), *expanded = NULL;
  qn_hits hits;
  qn_error error;
  assert_ok(qn_search(f->searcher, query, options, &hits, &error), error);
  assert_ok(qn_query_expand(&expanded, f->searcher, query, &error), error);
  qn_query_free(query);
  return expanded;
}

static void check_expanded(const char *text, const char *expected) {
  qn_query *expanded = expand(&fixture, text, NULL);
  assert_string_equal(qn_query_text(expanded), expected);
  qn_query_free(expanded);
}

/* The hits of a query that was made. */
static size_t count_found(qn_query *query, bool found[6]) {
  qn_hits hits;
  qn_error error;
  assert_ok(qn_search(fixture.searcher, query, NULL, &hits, &error), error);
  memset(found, 0, 6 * sizeof *found);
  for (size_t i = 0; i < hits.n_hits; i++) {
    qn_hit hit;
    qn_searcher_hit(fixture.searcher, i, &hit);
    found[hit.article] = true;
  }
  return hits.n_hits;
}

/* With b = 0 all articles have the same K, and each word of the one hit stands in it once: what a word is worth is its
 * idf, so that all have one boost. */
static void words_are_worth_one_and_a_half_times_what_is_asked(void **state) {
  const char *const texts[] = {"ebb moon water", "moon", "water", "salt"};
  search_fixture f;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  char expected[100];
  (void)state;
  options.zero_b = true;
  search_fixture_open_texts(&f, texts, 4);
  qn_query *expanded = expand(&f, "ebb", &options);
  const double boost = 1.5 * qn__idf(4, 1) / (2 * qn__idf(4, 2));
  snprintf(expected, sizeof expected, "ebb moon^%.3f water^%.3f", boost, boost);
  assert_string_equal(qn_query_text(expanded), expected);
  qn_query_free(expanded);
  search_fixture_close(&f);
}

/* The query of a word and of those of the one of four articles that has it, where all articles have the same K. */
static qn_query *expand_of_four(search_fixture *f, const char *language, const char *const texts[4],
                                const char *query) {
  static const char *const ids[] = {"1", "2", "3", "4"};
  qn_article four[4];
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  for (size_t i = 0; i < 4; i++)
    four[i] = (qn_article){.id = string_of(ids[i]), .text = string_of(texts[i]), .language = string_of(language)};
  options.zero_b = true;
  search_fixture_open(f, four, 4, 0);
  return expand(f, query, &options);
}

/* Words are counted in the forms of their language: the other articles have the words of the first as the language
 * inflects them, or without the spaces beside them. */
static void words_of_any_script_are_added(void **state) {
  static const struct {
    const char *language, *texts[4], *query, *added[2];
  } samples[] = {
      {"ru", {"прилив луна воды", "луны", "вода", "соль"}, "прилив", {"луна", "воды"}},
      {"hi", {"ज्वार चंद्रमा पानी", "चंद्रमा", "पानी", "नमक"}, "ज्वार", {"चंद्रमा", "पानी"}},
      {"el", {"παλίρροια φεγγάρι νερού", "φεγγάρια", "νερό", "αλάτι"}, "παλίρροια", {"φεγγάρι", "νερού"}},
      {"zh", {"潮汐由月亮引起海水上升", "月亮", "海水", "食盐"}, "潮汐", {"月亮", "海水"}},
      {"ja", {"潮はツキの引力", "ツキ", "引力", "塩"}, "潮", {"ツキ", "引力"}},
      {"ko", {"조석 달빛 바다", "달빛", "바다", "소금"}, "조석", {"달빛", "바다"}},
  };
  const double boost = 1.5 * qn__idf(4, 1) / (2 * qn__idf(4, 2));
  (void)state;
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    search_fixture f;
    char expected[200];
    qn_query *expanded = expand_of_four(&f, samples[i].language, samples[i].texts, samples[i].query);
    snprintf(expected, sizeof expected, "%s %s^%.3f %s^%.3f", samples[i].query, samples[i].added[0], boost,
             samples[i].added[1], boost);
    assert_string_equal(qn_query_text(expanded), expected);
    qn_query_free(expanded);
    search_fixture_close(&f);
  }
}

/* It would be looked for as a prefix. */
static void a_character_alone_is_not_added(void **state) {
  static const char *const texts[4] = {"潮汐 月 亮亮", "月", "亮亮", "月 食盐"};
  char expected[100];
  search_fixture f;
  (void)state;
  qn_query *expanded = expand_of_four(&f, "zh", texts, "潮汐");
  snprintf(expected, sizeof expected, "潮汐 亮亮^%.3f", 1.5 * qn__idf(4, 1) / qn__idf(4, 2));
  assert_string_equal(qn_query_text(expanded), expected);
  qn_query_free(expanded);
  search_fixture_close(&f);
}

/* What is asked is worth what outside it is; the words of the hits, what they are here. */
static void statistics_from_outside_weigh_what_is_asked(void **state) {
  const char *const here[] = {"ebb moon water", "moon", "water", "salt"}, *const outside[] = {"ebb", "tar", "oak"};
  search_fixture f, other;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_query *query = parse_query("ebb", NULL);
  qn_statistics *sum, *more;
  char expected[100];
  qn_error error;
  (void)state;
  search_fixture_open_texts(&f, here, 4);
  search_fixture_open_texts(&other, outside, 3);
  assert_ok(qn_statistics_collect(&sum, f.index, query, &error), error);
  assert_ok(qn_statistics_collect(&more, other.index, query, &error), error);
  assert_ok(qn_statistics_add(sum, more, &error), error);
  options.zero_b = true;
  options.statistics = sum;
  qn_query *expanded = expand(&f, "ebb", &options);
  const double boost = 1.5 * qn__idf(7, 2) / (2 * qn__idf(4, 2));
  snprintf(expected, sizeof expected, "ebb moon^%.3f water^%.3f", boost, boost);
  assert_string_equal(qn_query_text(expanded), expected);
  qn_query_free(expanded);
  qn_query_free(query);
  qn_statistics_free(sum);
  qn_statistics_free(more);
  search_fixture_close(&f);
  search_fixture_close(&other);
}

static void articles_with_added_words_alone_are_found(void **state) {
  bool found[6];
  (void)state;
  assert_int_equal(count_hits(&fixture, "tides"), 2);
  qn_query *expanded = expand(&fixture, "tides", NULL);
  assert_int_equal(count_found(expanded, found), 4);
  assert_true(found[1] && found[2] && !found[5]);
  qn_query_free(expanded);
}

static void what_is_required_or_excluded_stays_so(void **state) {
  bool found[6];
  (void)state;
  qn_query *expanded = expand(&fixture, "+tides moon", NULL);
  assert_int_equal(count_found(expanded, found), 2);
  qn_query_free(expanded);
  expanded = expand(&fixture, "tides -flour", NULL);
  assert_int_equal(count_found(expanded, found), 3);
  assert_false(found[3]);
  qn_query_free(expanded);
  expanded = expand(&fixture, "moon id:moon", NULL);
  assert_true(count_found(expanded, found) == 1 && found[1]);
  qn_query_free(expanded);
}

/* Two hits that differ in length alone: the words of the first, which is shorter, are worth more, by the power of eight
 * of the scores' ratio and the saturations. */
static void the_better_a_hit_the_more_its_words_count(void **state) {
  const char *const texts[] = {"ebb moon", "ebb water and more of it", "moon", "water"};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  search_fixture f;
  qn_hit hits[2];
  double moon, water;
  (void)state;
  options.rank = QN_RANK_BM25;
  search_fixture_open_texts(&f, texts, 4);
  qn_query *expanded = expand(&f, "ebb", &options);
  assert_int_equal(sscanf(qn_query_text(expanded), "ebb ebb^%*f moon^%lf water^%lf", &moon, &water), 2);
  qn_searcher_hit(f.searcher, 0, &hits[0]);
  qn_searcher_hit(f.searcher, 1, &hits[1]);
  const double ratio = hits[1].score / hits[0].score;
  assert_true(fabs(water / moon - pow(ratio, 9)) < 0.01);
  qn_query_free(expanded);
  search_fixture_close(&f);
}

static void stage_2_looks_at_what_was_asked(void **state) {
  qn_hits hits;
  qn_error error;
  qn__found plain, expanded_hit;
  (void)state;
  qn_query *expanded = expand(&fixture, "tides", NULL);
  assert_true(qn__found_hit(fixture.searcher, 0, &plain));
  assert_true(plain.parts[QN__EXACT_TITLE] > 0);
  assert_ok(qn_search(fixture.searcher, expanded, NULL, &hits, &error), error);
  assert_true(qn__found_hit(fixture.searcher, 0, &expanded_hit));
  assert_int_equal(expanded_hit.article, 0);
  assert_true(expanded_hit.parts[QN__EXACT_TITLE] > 0);
  assert_int_equal(fixture.searcher->rescoring.n_units, 1);
  qn_query_free(expanded);
}

static void an_explanation_says_what_was_added(void **state) {
  const char *text;
  qn_hits hits;
  qn_error error;
  (void)state;
  qn_query *expanded = expand(&fixture, "tides moon", NULL);
  assert_ok(qn_search(fixture.searcher, expanded, NULL, &hits, &error), error);
  assert_ok(qn_searcher_explain(fixture.searcher, 0, &text, &error), error);
  assert_non_null(strstr(text, "  tides: idf"));
  assert_non_null(strstr(text, "  moon: idf"));
  assert_non_null(strstr(text, "  water (added): idf"));
  qn_query_free(expanded);
}

static void a_query_without_hits_stays_as_it_is(void **state) {
  (void)state;
  check_expanded("zebra", "zebra");
  check_expanded("lang:en", "lang:en");
  check_expanded("", "");
}

static void warnings_are_kept(void **state) {
  (void)state;
  qn_query *expanded = expand(&fixture, "tides (", NULL);
  assert_non_null(strstr(qn_query_warning(expanded, 0), "parenthesis"));
  assert_int_equal(qn_query_warning_column(expanded, 0), 7);
  assert_null(qn_query_warning(expanded, 1));
  qn_query_free(expanded);
}

/* Two segments of an index, and two indexes. */
static void segments_and_indexes_make_no_difference(void **state) {
  char *dir = make_temp_dir(), *other = make_temp_dir();
  search_fixture cut;
  (void)state;
  add_articles(dir, articles, 2, NULL);
  add_articles(dir, articles + 2, 2, NULL);
  add_articles(other, articles + 4, 2, NULL);
  search_fixture_open_dirs(&cut, (const char *const[]){dir, other}, 2);
  assert_int_equal(cut.index->n_segments, 3);
  qn_query *one = expand(&fixture, "tides moon", NULL), *two = expand(&cut, "tides moon", NULL);
  assert_string_equal(qn_query_text(one), qn_query_text(two));
  qn_query_free(one);
  qn_query_free(two);
  search_fixture_close(&cut);
  remove_tree(dir);
  remove_tree(other);
}

static void score_nothing(void *context, qn_candidate *candidates, size_t n) {
  (void)context;
  for (size_t i = 0; i < n; i++)
    candidates[i].score = 0;
}

static void other_searches_are_refused(void **state) {
  const qn_sort_key by_id = {QN_SORT_ID, NULL, false};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_query *query = parse_query("tides", NULL), *expanded = NULL;
  qn_hits hits;
  qn_error error;
  (void)state;
  options.offset = 1;
  assert_ok(qn_search(fixture.searcher, query, &options, &hits, &error), error);
  assert_int_equal(qn_query_expand(&expanded, fixture.searcher, query, &error), QN_INVALID);
  options.offset = 0;
  options.rescore = score_nothing;
  assert_ok(qn_search(fixture.searcher, query, &options, &hits, &error), error);
  assert_int_equal(qn_query_expand(&expanded, fixture.searcher, query, &error), QN_INVALID);
  options.rescore = NULL;
  options.sort = &by_id;
  options.n_sort = 1;
  assert_ok(qn_search(fixture.searcher, query, &options, &hits, &error), error);
  assert_int_equal(qn_query_expand(&expanded, fixture.searcher, query, &error), QN_INVALID);
  assert_string_equal(error.message,
                      "a query is expanded after a search for its best hits, from the first, without rescore");
  assert_int_equal(qn_query_expand(&expanded, NULL, query, &error), QN_INVALID);
  assert_int_equal(qn_query_expand(&expanded, fixture.searcher, NULL, &error), QN_INVALID);
  assert_int_equal(qn_query_expand(NULL, fixture.searcher, query, &error), QN_INVALID);
  assert_null(expanded);
  qn_query_free(query);
}

/* The name of a field that no text can have. */
static void a_query_that_has_no_text_is_refused(void **state) {
  qn_query_builder *builder = NULL;
  qn_query *query = NULL, *expanded = NULL;
  qn_hits hits;
  qn_error error;
  (void)state;
  assert_ok(qn_query_builder_new(&builder, &error), error);
  qn_query_builder_word(builder, "tide", 4, NULL);
  qn_query_builder_filter(builder, "big size", "1", QN_MUST_NOT);
  assert_ok(qn_query_builder_finish(&query, builder, &error), error);
  qn_query_builder_free(builder);
  assert_ok(qn_search(fixture.searcher, query, NULL, &hits, &error), error);
  assert_int_equal(qn_query_expand(&expanded, fixture.searcher, query, &error), QN_INVALID);
  assert_non_null(strstr(error.message, "big size:1"));
  qn_query_free(query);
}

static void reports_out_of_memory_at_any_request(void **state) {
  qn_query *query = parse_query("tides moon (", NULL);
  qn_status status = QN_NO_MEMORY;
  qn_hits hits;
  qn_error error;
  long n = 0;
  (void)state;
  assert_ok(qn_search(fixture.searcher, query, NULL, &hits, &error), error);
  for (; status != QN_OK; n++) {
    qn_query *expanded = NULL;
    qn__memory_fail_after(n);
    status = qn_query_expand(&expanded, fixture.searcher, query, &error);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK ? expanded != NULL : status == QN_NO_MEMORY && expanded == NULL);
    qn_query_free(expanded);
  }
  assert_true(n > 5);
  qn_query_free(query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_worth_one_and_a_half_times_what_is_asked),
      cmocka_unit_test(words_of_any_script_are_added),
      cmocka_unit_test(a_character_alone_is_not_added),
      cmocka_unit_test(statistics_from_outside_weigh_what_is_asked),
      cmocka_unit_test(articles_with_added_words_alone_are_found),
      cmocka_unit_test(what_is_required_or_excluded_stays_so),
      cmocka_unit_test(the_better_a_hit_the_more_its_words_count),
      cmocka_unit_test(stage_2_looks_at_what_was_asked),
      cmocka_unit_test(an_explanation_says_what_was_added),
      cmocka_unit_test(a_query_without_hits_stays_as_it_is),
      cmocka_unit_test(warnings_are_kept),
      cmocka_unit_test(segments_and_indexes_make_no_difference),
      cmocka_unit_test(other_searches_are_refused),
      cmocka_unit_test(a_query_that_has_no_text_is_refused),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
