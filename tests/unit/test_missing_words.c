/* SPDX-License-Identifier: MIT */
/* test_missing_words.c: which words of a query no article has together, and how many have the others. */
#include "support/search_fixture.h"

#include <stdio.h>

static search_fixture fixture;

static int set_up(void **state) {
  static const char *const texts[] = {"salt road", "salt sea road", "sea wind", "sea wind storm", "half moon"};
  (void)state;
  search_fixture_open_texts(&fixture, texts, sizeof texts / sizeof *texts);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

/* "wind|: 2", the words that are missing, each with a bar after it, and the articles with the rest; "" if none is. */
static const char *missing_of(const char *query, const qn_search_options *options) {
  static char text[200];
  qn_suggestion found;
  size_t size = 0;
  suggest_for(&fixture, query, NULL, options, &found);
  text[0] = '\0';
  for (size_t i = 0; i < found.n_missing; i++)
    size +=
        (size_t)snprintf(text + size, sizeof text - size, "%.*s|", (int)found.missing[i].size, found.missing[i].data);
  if (found.n_missing > 0)
    snprintf(text + size, sizeof text - size, ": %d", (int)found.n_rest);
  return text;
}

static void the_word_without_which_most_have_the_rest_is_missing(void **state) {
  (void)state;
  assert_string_equal(missing_of("salt AND storm AND road", NULL), "storm|: 2");
  assert_string_equal(missing_of("+salt +wind sea", NULL), "salt|: 2");
  assert_string_equal(missing_of("+salt +wind", NULL), "salt|: 2");
  assert_string_equal(missing_of("\"road salt\" AND sea", NULL), "road salt|: 3");
}

static void words_that_none_has_are_missing(void **state) {
  (void)state;
  assert_string_equal(missing_of("salt xylophone road", NULL), "xylophone|: 2");
  assert_string_equal(missing_of("salt AND xylophone AND quagga", NULL), "xylophone|quagga|: 2");
  assert_string_equal(missing_of("xylophone quagga", NULL), "xylophone|quagga|: 0");
  assert_string_equal(missing_of("salt storm xylophone", NULL), "xylophone|: 0");
  assert_string_equal(missing_of("xylophone \"salt road\" =xylophone", NULL), "");
  assert_string_equal(missing_of("+xylophone +salt quagga xylophone quagga", NULL), "xylophone|quagga|: 2");
}

static void nothing_is_missing_where_articles_are_found(void **state) {
  (void)state;
  assert_string_equal(missing_of("salt sea", NULL), "");
  assert_string_equal(missing_of("salt wind", NULL), ""); /* no article has both, but some are found */
  assert_string_equal(missing_of("xylophone", NULL), "");
  assert_string_equal(missing_of("salt", NULL), "");
  assert_string_equal(missing_of("half moon", NULL), "");
}

static void words_in_groups_and_patterns_are_not_named(void **state) {
  (void)state;
  assert_string_equal(missing_of("xylophone AND (salt OR sea)", NULL), "");
  assert_string_equal(missing_of("xylophone AND sal*", NULL), "");
  assert_string_equal(missing_of("salt sea road wind storm half moon a xylophone", NULL), "");
}

static void what_is_excluded_is_not_missing(void **state) {
  (void)state;
  assert_string_equal(missing_of("salt xylophone -road", NULL), "xylophone|: 0");
  assert_string_equal(missing_of("sea xylophone -road", NULL), "xylophone|: 2");
}

static void filters_hold_for_the_rest(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  const qn_filter first = {"id", "1", false};
  options.filters = &first;
  options.n_filters = 1;
  assert_string_equal(missing_of("salt xylophone", &options), "xylophone|: 1");
  assert_string_equal(missing_of("salt xylophone id:2", NULL), "xylophone|: 1");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_word_without_which_most_have_the_rest_is_missing),
      cmocka_unit_test(words_that_none_has_are_missing),
      cmocka_unit_test(nothing_is_missing_where_articles_are_found),
      cmocka_unit_test(words_in_groups_and_patterns_are_not_named),
      cmocka_unit_test(what_is_excluded_is_not_missing),
      cmocka_unit_test(filters_hold_for_the_rest),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
