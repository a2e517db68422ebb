/* SPDX-License-Identifier: MIT */
/* test_query.c: what a caller may hand to qn_query_parse, and what it gets back. */
#include "language/query.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

static qn_query *parse(const char *text, size_t size) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, text, size, NULL, &error), error);
  return query;
}

static qn_status refuse(const char *text, size_t size, const qn_query_options *options) {
  qn_query *query = NULL;
  qn_error error;
  qn_status status = qn_query_parse(&query, text, size, options, &error);
  assert_null(query);
  assert_true(strlen(error.message) > 0);
  return status;
}

static void a_query_needs_a_text(void **state) {
  qn_error error;
  (void)state;
  assert_int_equal(refuse(NULL, 1, NULL), QN_INVALID);
  assert_int_equal(qn_query_parse(NULL, "a", 1, NULL, &error), QN_INVALID);
}

static void an_empty_query_looks_for_nothing(void **state) {
  (void)state;
  qn_query *query = parse(NULL, 0);
  assert_null(query->root);
  assert_null(query->filters);
  assert_string_equal(qn_query_text(query), "");
  assert_string_equal(qn_query_warning(query, 0), "the query has no words");
  qn_query_free(query);
}

static void options_without_a_size_are_invalid(void **state) {
  const qn_query_options none = {.size = 0};
  (void)state;
  assert_int_equal(refuse("a", 1, &none), QN_INVALID);
}

static void a_query_has_at_most_a_mebibyte(void **state) {
  const size_t most = QN__QUERY_MAX_SIZE;
  char *text = malloc(most + 1);
  (void)state;
  memset(text, ' ', most + 1);
  text[most - 1] = 'a';
  assert_int_equal(refuse(text, most + 1, NULL), QN_TOO_LARGE);
  qn_query *query = parse(text, most);
  assert_string_equal(qn_query_text(query), "a");
  qn_query_free(query);
  free(text);
}

static void only_size_bytes_of_the_text_are_read(void **state) {
  (void)state;
  qn_query *query = parse("rare earth", 4);
  assert_string_equal(qn_query_text(query), "rare");
  qn_query_free(query);
}

static void the_text_is_copied(void **state) {
  char text[] = "=rare lang:de";
  (void)state;
  qn_query *query = parse(text, strlen(text));
  memset(text, 'x', sizeof text);
  assert_memory_equal(query->root->items->words[0].text, "rare", 4);
  assert_string_equal(query->filters->value, "de");
  qn_query_free(query);
}

static void invalid_utf8_warns_and_separates_words(void **state) {
  (void)state;
  qn_query *query = parse("a\xff"
                          "b\0c",
                          5);
  assert_string_equal(qn_query_text(query), "a b c");
  assert_string_equal(qn_query_warning(query, 0),
                      "the query is not valid UTF-8 at character 2; what is invalid is left out");
  assert_int_equal(qn_query_warning_column(query, 0), 2);
  assert_null(qn_query_warning(query, 1));
  assert_int_equal(qn_query_warning_column(query, 1), 0);
  qn_query_free(query);
}

static void assert_first_warning(const char *text, unsigned column, const char *warning) {
  qn_query *query = parse(text, strlen(text));
  assert_string_equal(qn_query_warning(query, 0), warning);
  assert_int_equal(qn_query_warning_column(query, 0), column);
  qn_query_free(query);
}

static void bytes_of_latin1_are_recognised(void **state) {
  (void)state;
  assert_first_warning(
      "tide caf\xe9", 9,
      "the query is not valid UTF-8 at character 9 (it looks like Latin-1); what is invalid is left out");
  assert_first_warning("é caf\xe9", 6, "the query is not valid UTF-8 at character 6; what is invalid is left out");
  assert_first_warning("caf\x80", 4, "the query is not valid UTF-8 at character 4; what is invalid is left out");
}

static void invalid_utf8_is_an_error_if_strict(void **state) {
  (void)state;
  qn_query_options options = QN_QUERY_OPTIONS_INIT;
  qn_query *query = NULL;
  qn_error error;
  options.strict = true;
  assert_int_equal(qn_query_parse(&query, "é \xff", 4, &options, &error), QN_BAD_QUERY);
  assert_int_equal(error.column, 3);
  assert_string_equal(error.message, "the query is not valid UTF-8 at character 3");
  assert_int_equal(qn_query_parse(&query, "é \xff", 4, &options, NULL), QN_BAD_QUERY);
  assert_null(query);
}

static void warnings_come_in_the_order_of_their_slips(void **state) {
  (void)state;
  const char *text = ") -a \"\" \"";
  qn_query *query = parse(text, strlen(text));
  assert_non_null(strstr(qn_query_warning(query, 0), "closes nothing"));
  assert_non_null(strstr(qn_query_warning(query, 1), "has no word"));
  assert_non_null(strstr(qn_query_warning(query, 2), "is not closed"));
  assert_non_null(strstr(qn_query_warning(query, 3), "has no word"));
  assert_null(qn_query_warning(query, 4));
  assert_null(qn_query_warning(query, 1000));
  qn_query_free(query);
}

static void filters_of_the_whole_query_stand_apart_from_its_tree(void **state) {
  (void)state;
  const char *text = "cat lang:en -lang:de -dog";
  qn_query *query = parse(text, strlen(text));
  assert_string_equal(qn_query_text(query), text);
  const qn__query_node *first = query->filters, *second = first->next;
  assert_int_equal(first->occur, QN__FILTER);
  assert_string_equal(first->value, "en");
  assert_int_equal(second->occur, QN__MUST_NOT);
  assert_string_equal(second->value, "de");
  assert_null(second->next);
  assert_null(query->root->items->next->next); /* cat and dog */
  qn_query_free(query);
}

static void freeing_no_query_does_nothing(void **state) {
  (void)state;
  qn_query_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_query_needs_a_text),
      cmocka_unit_test(an_empty_query_looks_for_nothing),
      cmocka_unit_test(options_without_a_size_are_invalid),
      cmocka_unit_test(a_query_has_at_most_a_mebibyte),
      cmocka_unit_test(only_size_bytes_of_the_text_are_read),
      cmocka_unit_test(the_text_is_copied),
      cmocka_unit_test(invalid_utf8_warns_and_separates_words),
      cmocka_unit_test(bytes_of_latin1_are_recognised),
      cmocka_unit_test(invalid_utf8_is_an_error_if_strict),
      cmocka_unit_test(warnings_come_in_the_order_of_their_slips),
      cmocka_unit_test(filters_of_the_whole_query_stand_apart_from_its_tree),
      cmocka_unit_test(freeing_no_query_does_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
