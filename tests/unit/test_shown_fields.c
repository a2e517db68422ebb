/* SPDX-License-Identifier: MIT */
/* test_shown_fields.c: the names that --fields gives, and what an article has by them. */
#include "support/support.h"

#include "tool/shown_fields.h"

#include <string.h>

static void names_are_between_commas(void **state) {
  static const char *const items[] = {"a,bc", "", ",,d,", "e f"}, *const expected[] = {"a", "bc", "d", "e f"};
  const tool_options options = {.fields = {(const char **)items, 4}}, none = {.query = NULL};
  field_names names = shown_fields(&options);
  qn_string name;
  (void)state;
  for (size_t i = 0; i < 4; i++) {
    assert_true(next_field(&names, &name));
    assert_int_equal(name.size, strlen(expected[i]));
    assert_memory_equal(name.data, expected[i], name.size);
  }
  assert_false(next_field(&names, &name));
  names = shown_fields(&none);
  assert_false(next_field(&names, &name));
}

/* The text of the field; NULL: the article must have none. */
static void assert_text(const qn_article *article, const char *name, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  assert_int_equal(has_field(article, string_of(name)), expected != NULL);
  assert_int_equal(put_field_text(&out, article, string_of(name)), expected != NULL);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected != NULL ? expected : "");
  qn__buffer_clear(&out);
}

static void an_article_has_fields_and_what_it_is_by_itself(void **state) {
  const qn_article article = {.fields = string_of("{\"topics\":[\"sea\",\"a b\"],\"n\":1.50,\"date\":\"of old\"}"),
                              .language = string_of("en"),
                              .date = string_of("2024"),
                              .title = string_of("Title")};
  const qn_article bare = {.date = string_of("2024")};
  (void)state;
  assert_text(&article, "topics", "sea, a b");
  assert_text(&article, "n", "1.50");
  assert_text(&article, "lang", "en");
  assert_text(&article, "date", "of old"); /* the field is what was asked for */
  assert_text(&article, "url", NULL);
  assert_text(&article, "title", NULL);
  assert_text(&article, "topic", NULL);
  assert_text(&bare, "date", "2024");
  assert_text(&bare, "topics", NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_between_commas),
      cmocka_unit_test(an_article_has_fields_and_what_it_is_by_itself),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
