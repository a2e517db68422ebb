/* SPDX-License-Identifier: MIT */
/* test_title_query.c: titles are looked for by all of their words, of which the last may not be typed to its end. */
#include "tool/title_query.h"

#include "support/support.h"

#include <string.h>

static void assert_query(const char *text, const char *expected) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(title_query(&query, string_of(text), &error), error);
  assert_string_equal(qn_query_text(query), expected);
  qn_query_free(query);
}

static void every_word_is_required_in_the_title(void **state) {
  (void)state;
  assert_query("history of fr", "+title:history +title:of +title:fr*~");
  assert_query("king", "title:king*~");
}

static void a_blank_ends_the_last_word(void **state) {
  (void)state;
  assert_query("king ", "title:king");
  assert_query("  salt \t road  ", "+title:salt +title:road");
}

static void nothing_is_an_operator(void **state) {
  (void)state;
  assert_query("AND -x", "+title:\"AND\" +title:x*~");
}

static void a_text_without_words_is_refused(void **state) {
  (void)state;
  qn_query *query = NULL;
  qn_error error;
  assert_query("", "");
  assert_int_equal(title_query(&query, string_of("?"), &error), QN_BAD_QUERY);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_word_is_required_in_the_title),
      cmocka_unit_test(a_blank_ends_the_last_word),
      cmocka_unit_test(nothing_is_an_operator),
      cmocka_unit_test(a_text_without_words_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
