/* SPDX-License-Identifier: MIT */
/* test_match_id.c: a filter on the id finds the article that has it. */
#include "support/filter_fixture.h"

#include <string.h>

static const filtered_row rows[] = {{"a", NULL, NULL},
                                    {"docs/b.md", NULL, NULL},
                                    {"docs/b.md#2", NULL, NULL},
                                    {"A", NULL, NULL},
                                    {"docs/c d", NULL, NULL}};

static void an_id_finds_its_article_alone(void **state) {
  search_fixture f;
  (void)state;
  filter_fixture_open(&f, rows, sizeof rows / sizeof rows[0]);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char expected[40];
    strcat(strcpy(expected, rows[i].id), " ");
    assert_string_equal(found_with(&f, "id", rows[i].id), expected);
  }
  assert_string_equal(found_with(&f, "id", "docs"), "");
  assert_string_equal(found_with(&f, "id", ""), "");
  search_fixture_close(&f);
}

static void an_id_that_no_article_can_have_finds_none(void **state) {
  char text[600];
  search_fixture f;
  (void)state;
  memset(text, 'a', sizeof text);
  text[sizeof text - 1] = '\0';
  filter_fixture_open(&f, rows, sizeof rows / sizeof rows[0]);
  assert_string_equal(found_with(&f, "id", text), "");
  search_fixture_close(&f);
}

static void a_query_finds_an_article_by_its_id(void **state) {
  search_fixture f;
  (void)state;
  filter_fixture_open(&f, rows, sizeof rows / sizeof rows[0]);
  assert_int_equal(count_hits(&f, "id:\"docs/b.md\""), 1);
  assert_int_equal(count_hits(&f, "cat -id:a"), 4);
  assert_int_equal(count_hits(&f, "cat (id:a OR id:A)"), 2);
  search_fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_id_finds_its_article_alone),
      cmocka_unit_test(an_id_that_no_article_can_have_finds_none),
      cmocka_unit_test(a_query_finds_an_article_by_its_id),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
