/* SPDX-License-Identifier: MIT */
/* test_missing_fields.c: which names of --fields have a warning. */
#include "support/support.h"

#include "tool/missing_fields.h"
#include "tool/output_formats.h"

#include <string.h>

/* The fields that are noted for the best article that the query finds, after "no article shown has a field ". */
static void assert_missing(const qn_index *index, const char *query, const char *fields, const char *expected) {
  static const char begins[] = "no article shown has a field ";
  const char *asked[] = {fields};
  const tool_options options = {
      .limit = 1, .k1 = -1, .b = -1, .format = output_format_default(), .fields = {asked, 1}, .index = index};
  qn_searcher *searcher;
  qn_error error;
  char noted[100] = "";
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  search_answer answer = {.asked = qn_string_of(query)};
  answer_query(&answer, searcher, &options);
  note_missing_fields(&answer, &options);
  const char *note;
  for (size_t i = 0; (note = answer_warning(&answer, i)) != NULL; i++) {
    assert_memory_equal(note, begins, sizeof begins - 1);
    strcat(strcat(noted, " "), note + sizeof begins - 1);
  }
  assert_string_equal(noted, expected);
  answer_clear(&answer);
  qn_searcher_free(searcher);
}

static void a_field_of_no_article_shown_and_no_column_is_noted(void **state) {
  char *dir = make_temp_dir();
  const char *dirs[] = {dir};
  const qn_article articles[] = {
      {.id = string_of("a"), .text = string_of("salt"), .fields = string_of("{\"long\":{\"x\":1}}")},
      {.id = string_of("b"), .text = string_of("bread"), .fields = string_of("{\"topics\":\"food\"}")}};
  qn_index *index;
  qn_error error;
  (void)state;
  add_articles(dir, articles, 2, NULL);
  assert_ok(qn_index_open(&index, dirs, 1, &error), error);
  assert_missing(index, "salt", "long", "");
  assert_missing(index, "salt", "topics", ""); /* of the other one */
  assert_missing(index, "salt", "topic,topics,urls", " topic urls");
  assert_missing(index, "bread", "long", " long"); /* what is not a column is not known */
  assert_missing(index, "absent", "topic", "");
  qn_index_close(index);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_field_of_no_article_shown_and_no_column_is_noted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
