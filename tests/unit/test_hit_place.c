/* SPDX-License-Identifier: MIT */
/* test_hit_place.c: an article is found by its URL, or by its id. */
#include "support/support.h"

#include "tool/hit_place.h"

static void assert_hit(const char *title, const char *url, const char *name, const char *place) {
  const found_article found = {
      .article = {.id = string_of("folder/a.txt"), .title = string_of(title), .url = string_of(url)}};
  assert_int_equal(hit_name(&found).size, strlen(name));
  assert_memory_equal(hit_name(&found).data, name, strlen(name));
  assert_int_equal(hit_place(&found).size, strlen(place));
  assert_memory_equal(hit_place(&found).data, place, strlen(place));
}

static void a_url_leads_to_an_article_and_else_its_id(void **state) {
  (void)state;
  assert_hit("Title", "https://e.org", "Title", "https://e.org");
  assert_hit("Title", "", "Title", "folder/a.txt");
}

static void an_id_that_is_the_name_is_not_shown_again(void **state) {
  (void)state;
  assert_hit("", "", "folder/a.txt", "");
  assert_hit("", "https://e.org", "folder/a.txt", "https://e.org");
}

static void ids_and_scores_are_shown_on_demand(void **state) {
  const found_article linked = {.article = {.url = string_of("u"), .title = string_of("t")}},
                      untitled = {.article = {.url = string_of("u")}}, placed = {.article = {.title = string_of("t")}};
  const search_answer scored = {.has_scores = true}, sorted = {.has_scores = false};
  const tool_options verbose = {.verbose = true}, explained = {.explain = true}, plain = {.verbose = false};
  (void)state;
  assert_true(hit_shows_id(&linked, &verbose));
  assert_false(hit_shows_id(&linked, &plain));
  assert_false(hit_shows_id(&untitled, &verbose));
  assert_false(hit_shows_id(&placed, &verbose));
  assert_true(hit_shows_score(&scored, &verbose));
  assert_true(hit_shows_score(&scored, &explained));
  assert_false(hit_shows_score(&scored, &plain));
  assert_false(hit_shows_score(&sorted, &verbose));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_url_leads_to_an_article_and_else_its_id),
      cmocka_unit_test(ids_and_scores_are_shown_on_demand),
      cmocka_unit_test(an_id_that_is_the_name_is_not_shown_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
