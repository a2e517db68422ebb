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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_url_leads_to_an_article_and_else_its_id),
      cmocka_unit_test(an_id_that_is_the_name_is_not_shown_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
