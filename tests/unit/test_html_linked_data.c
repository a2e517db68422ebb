/* SPDX-License-Identifier: MIT */
/* test_html_linked_data.c: dates in scripts of JSON-LD. */
#include "support/support.h"

#include "articles/html_linked_data.h"

#include <string.h>

static void assert_date(const char *script, const char *expected) {
  const qn_string date = qn__html_linked_date((qn_string){script, strlen(script)});
  assert_int_equal(date.size, strlen(expected));
  assert_memory_equal(date.data, expected, date.size);
}

static void the_date_of_publication_is_found(void **state) {
  (void)state;
  assert_date("{\"@type\":\"Article\",\"datePublished\":\"2024-05-06T07:08:09+02:00\"}", "2024-05-06T07:08:09+02:00");
  assert_date("{\n \"datePublished\" : \"6 May 2024\",\n\"dateModified\":\"2025\"}", "6 May 2024");
}

static void only_strings_like_dates_are_dates(void **state) {
  (void)state;
  static const char *const scripts[] = {
      "",
      "{}",
      "\"datePublished\"",
      "\"datePublished\":",
      "\"datePublished\":2024",
      "\"datePublished\":\"2024",
      "\"datePublished\":\"<b>\"",
      "\"datePublished\":\"2024-01-01 and a text that is much too long to be the date of anything\""};
  for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
    assert_date(scripts[i], "");
}

static void only_scripts_of_that_type_count(void **state) {
  (void)state;
  const char *tag = " type=application/LD+json", *p = tag;
  qn__html_attribute a;
  assert_true(qn__html_tag_attribute(&p, tag + strlen(tag), &a));
  assert_true(qn__html_is_linked_data(&a));
  tag = p = " type=module";
  assert_true(qn__html_tag_attribute(&p, tag + strlen(tag), &a));
  assert_false(qn__html_is_linked_data(&a));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_date_of_publication_is_found),
      cmocka_unit_test(only_strings_like_dates_are_dates),
      cmocka_unit_test(only_scripts_of_that_type_count),
  };
  return cmocka_run_group_tests_name("html_linked_data", tests, NULL, NULL);
}
