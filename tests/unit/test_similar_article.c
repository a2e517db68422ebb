/* SPDX-License-Identifier: MIT */
/* test_similar_article.c: --similar reads an article of the index, --similar-file a text. */
#include "tool/similar_article.h"

#include "support/search_fixture.h"

#include <stdlib.h>
#include <string.h>

static search_fixture fixture;

static int set_up(void **state) {
  static const char *const texts[] = {"moon, sea", "moon, flour", "sea, sand", "sand, flour",
                                      "a river",   "a town",      "a stone",   "a house"};
  (void)state;
  search_fixture_open_texts(&fixture, texts, 8);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static void assert_query(const tool_options *options, const char *expected) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(similar_article_query(&query, options, &error), error);
  assert_string_equal(qn_query_text(query), expected);
  qn_query_free(query);
}

static void an_article_of_the_index_is_read(void **state) {
  (void)state;
  assert_query(&(tool_options){.index = fixture.index, .similar = "1"}, "moon^0.333 sea^0.333 -id:1");
}

static void a_missing_article_is_named(void **state) {
  (void)state;
  const tool_options options = {.index = fixture.index, .similar = "zebra"};
  qn_query *query = NULL;
  qn_error error;
  assert_int_equal(similar_article_query(&query, &options, &error), QN_NOT_FOUND);
  assert_non_null(strstr(error.message, "zebra"));
}

static void a_file_is_a_text(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "text");
  const tool_options options = {.index = fixture.index, .similar_file = path};
  qn_query *query = NULL;
  qn_error error;
  write_file(path, "sand, flour, sand", 17);
  assert_query(&options, "sand^0.5 flour^0.333");
  remove_tree(dir);
  assert_int_equal(similar_article_query(&query, &options, &error), QN_IO);
  free(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_of_the_index_is_read),
      cmocka_unit_test(a_missing_article_is_named),
      cmocka_unit_test(a_file_is_a_text),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
