/* SPDX-License-Identifier: MIT */
/* test_suggestion.c: what was meant by a query that finds little. */
#include "base/memory.h"
#include "support/search_fixture.h"

#include <stdio.h>

static search_fixture fixture;

static int set_up(void **state) {
  static const char *const texts[] = {
      "harbour tides and a photosynthesis lamp",
      "harbour tides rise",
      "a harbour master",
      "the barber of the town",
      "a barber and his chair",
      "a barbour jacket",
      "cat and hat",
      "number twelve number twelve number",
  };
  (void)state;
  search_fixture_open_texts(&fixture, texts, sizeof texts / sizeof *texts);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static qn_suggestion last;

/* The text that is suggested for a query, or "". */
static const char *suggest_with(const char *query, const qn_query_options *parsing, const qn_search_options *options) {
  static char text[200];
  suggest_for(&fixture, query, parsing, options, &last);
  snprintf(text, sizeof text, "%s", last.text == NULL ? "" : last.text);
  return text;
}

static const char *suggest(const char *query) {
  return suggest_with(query, NULL, NULL);
}

static void a_slip_is_corrected_where_it_stands(void **state) {
  (void)state;
  assert_string_equal(suggest("fotosynthesis"), "photosynthesis");
  assert_string_equal(suggest("photosynthesys"), "photosynthesis");
  assert_string_equal(suggest("+hrabour -\"tdies\" lamp"), "+harbour -\"tdies\" lamp");
  assert_string_equal(suggest("\"hrabour tides\" OR (lamp AND photosyntesis)"),
                      "\"harbour tides\" OR (lamp AND photosynthesis)");
  assert_string_equal(suggest("  Hrabour, tydes "), "  harbour, tides ");
}

static void a_query_as_it_should_be_stays(void **state) {
  (void)state;
  assert_string_equal(suggest("harbour tides"), "");
  assert_string_equal(suggest("xylophone"), "");
  assert_string_equal(suggest("=hrabour hrabour* hrabour~"), "");
  assert_string_equal(suggest("*"), "");
  assert_string_equal(suggest("caz 1987"), "");
}

/* Alone, "harbour" is the likelier word: more articles have it. */
static void the_words_beside_it_decide(void **state) {
  (void)state;
  assert_string_equal(suggest("harbuor"), "harbour");
  assert_string_equal(suggest("barbuor"), "barbour");
  assert_string_equal(suggest("garbour"), "harbour");
  assert_string_equal(suggest("garbour jacket"), "barbour jacket");
  assert_string_equal(suggest("jacket garbour"), "jacket barbour");
}

static void words_of_many_articles_are_never_doubted(void **state) {
  (void)state;
  search_fixture many;
  const char *texts[40];
  for (size_t i = 0; i < 40; i++)
    texts[i] = i < 8 ? "goverment" : i < 11 ? "colour" : "government colours";
  search_fixture_open_texts(&many, texts, 40);
  const search_fixture before = fixture;
  fixture = many;
  assert_string_equal(suggest("goverment"), ""); /* eight articles */
  assert_string_equal(suggest("governmnet"), "government");
  assert_string_equal(suggest("goverment nothing"), "");
  fixture = before;
  search_fixture_close(&many);
}

static void enough_hits_and_known_words_make_no_suggestion(void **state) {
  (void)state;
  search_fixture many;
  const char *texts[14] = {"batle", "battle battles"};
  for (size_t i = 2; i < 14; i++)
    texts[i] = "battle hay";
  search_fixture_open_texts(&many, texts, 14);
  const search_fixture before = fixture;
  fixture = many;
  assert_string_equal(suggest("batle"), "battle");
  assert_string_equal(suggest("batle hay"), "");            /* that many have hay */
  assert_string_equal(suggest("babtle hay"), "battle hay"); /* a word that none has */
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.count = QN_COUNT_NONE;
  assert_string_equal(suggest_with("batle", NULL, &options), "battle");
  options.after = ""; /* the beginning */
  assert_string_equal(suggest_with("batle", NULL, &options), "battle");
  options.after = NULL;
  options.limit = 1;
  assert_string_equal(suggest_with("batle", NULL, &options), ""); /* it is not known how many there are */
  fixture = before;
  search_fixture_close(&many);
}

static void words_that_were_not_typed_are_left_alone(void **state) {
  (void)state;
  qn_query_options parsing = QN_QUERY_OPTIONS_INIT;
  qn_synonyms *synonyms;
  qn_error error;
  static const char lines[] = "lamp, hrabour";
  assert_ok(qn_synonyms_parse(&synonyms, lines, sizeof lines - 1, &error), error);
  parsing.synonyms = synonyms;
  assert_string_equal(suggest_with("lamp", &parsing, NULL), "");
  qn_synonyms_free(synonyms);
}

static void the_hits_stay(void **state) {
  (void)state;
  qn_hit hit;
  assert_string_equal(suggest("hrabour lamp"), "harbour lamp");
  qn_searcher_hit(fixture.searcher, 0, &hit);
  assert_int_equal(hit.article, 0);
}

static void without_a_search_there_is_no_suggestion(void **state) {
  (void)state;
  qn_searcher *searcher;
  qn_query *query;
  qn_error error;
  assert_ok(qn_searcher_new(&searcher, fixture.index, &error), error);
  assert_ok(qn_query_parse(&query, "hrabour", 7, NULL, &error), error);
  assert_ok(qn_searcher_suggest(searcher, query, NULL, &last, &error), error);
  assert_null(last.text);
  assert_int_equal(last.n_missing, 0);
  assert_int_equal(qn_searcher_suggest(searcher, NULL, NULL, &last, &error), QN_INVALID);
  assert_int_equal(qn_searcher_suggest(NULL, query, NULL, &last, &error), QN_INVALID);
  qn_query_free(query);
  qn_searcher_free(searcher);
}

static bool always(void *context) {
  (void)context;
  return true;
}

static void a_cancelled_search_has_no_suggestion(void **state) {
  (void)state;
  qn_query *query;
  qn_hits hits;
  qn_error error;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.timeout_s = 3600;
  assert_ok(qn_query_parse(&query, "hrabour", 7, NULL, &error), error);
  assert_ok(qn_search(fixture.searcher, query, &options, &hits, &error), error);
  assert_ok(qn_searcher_suggest(fixture.searcher, query, NULL, &last, &error), error);
  assert_non_null(last.text);
  options.cancelled = always;
  assert_int_equal(qn_search(fixture.searcher, query, &options, &hits, &error), QN_CANCELLED);
  assert_ok(qn_searcher_suggest(fixture.searcher, query, NULL, &last, &error), error);
  assert_null(last.text);
  qn_query_free(query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_slip_is_corrected_where_it_stands),
      cmocka_unit_test(a_query_as_it_should_be_stays),
      cmocka_unit_test(the_words_beside_it_decide),
      cmocka_unit_test(words_of_many_articles_are_never_doubted),
      cmocka_unit_test(enough_hits_and_known_words_make_no_suggestion),
      cmocka_unit_test(words_that_were_not_typed_are_left_alone),
      cmocka_unit_test(the_hits_stay),
      cmocka_unit_test(without_a_search_there_is_no_suggestion),
      cmocka_unit_test(a_cancelled_search_has_no_suggestion),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
