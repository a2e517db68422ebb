/* SPDX-License-Identifier: MIT */
/* test_marks.c: spaces, dashes and quotes, and which quote closes which. */
#include "language/marks.h"
#include "support/support.h"

#include <string.h>

static size_t space_at(const char *text, size_t at) {
  return qn__space_at(text, text + strlen(text), text + at);
}

static void spaces_are_those_of_all_keyboards(void **state) {
  (void)state;
  assert_int_equal(space_at(" ", 0), 1);
  assert_int_equal(space_at("\n", 0), 1);
  assert_int_equal(space_at("\u00a0", 0), 2);
  assert_int_equal(space_at("\u3000", 0), 3);
  assert_int_equal(space_at("\u2009", 0), 3);
  assert_int_equal(space_at("a", 0), 0);
  assert_int_equal(space_at("é", 0), 0);
  assert_int_equal(space_at("\u200b", 0), 0);
}

static void a_no_break_space_may_group_digits(void **state) {
  (void)state;
  assert_int_equal(space_at("1\u00a0000", 1), 0);
  assert_int_equal(space_at("1\u202f000", 1), 0);
  assert_int_equal(space_at("1\u00a0a", 1), 2);
  assert_int_equal(space_at("a\u202f0", 1), 3);
  assert_int_equal(space_at("1\u20090", 1), 3);
}

static void dashes_that_stand_for_a_minus_are_found(void **state) {
  static const char *const dashes[] = {"-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212", "\ufe63", "\uff0d"};
  static const char *const others[] = {"+", "\u2014", "_", "é", "~", ""};
  (void)state;
  for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++)
    assert_int_equal(qn__minus_at(dashes[i], dashes[i] + strlen(dashes[i])), strlen(dashes[i]));
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_int_equal(qn__minus_at(others[i], others[i] + strlen(others[i])), 0);
}

/* The first quote of a text opens a phrase with these words; NULL: it opens none.  `rest` is what stands after it;
 * NULL: it is not closed. */
static void check_quoted_at(const char *text, size_t at, bool starts, const char *words, const char *rest) {
  qn__quoted quoted;
  const bool opens = qn__quote_opens(text, text + strlen(text), text + at, starts, &quoted);
  assert_int_equal(opens, words != NULL);
  if (words == NULL)
    return;
  if (strlen(words) != (size_t)(quoted.last - quoted.first) || memcmp(quoted.first, words, strlen(words)) != 0)
    fail_msg("%s quotes %.*s", text, (int)(quoted.last - quoted.first), quoted.first);
  assert_int_equal(quoted.end != NULL, rest != NULL);
  if (rest != NULL)
    assert_string_equal(quoted.end, rest);
}

static void check_quoted(const char *text, const char *words, const char *rest) {
  check_quoted_at(text, 0, true, words, rest);
}

static void quotes_are_closed_by_their_partners(void **state) {
  (void)state;
  check_quoted("\"a b\" c", "a b", " c");
  check_quoted("“a b” c", "a b", " c");
  check_quoted("„a b“ c", "a b", " c");
  check_quoted("„a b” c", "a b", " c");
  check_quoted("«a b» c", "a b", " c");
  check_quoted("« a b » c", " a b ", " c");
  check_quoted("»a b« c", "a b", " c");
  check_quoted("”a b” c", "a b", " c");
  check_quoted("‹a b› c", "a b", " c");
  check_quoted("「a b」c", "a b", "c");
  check_quoted("『a b』", "a b", "");
  check_quoted("〝a b〟", "a b", "");
  check_quoted("＂a b＂", "a b", "");
  check_quoted("‘a b’ c", "a b", " c");
  check_quoted("‚a b‘ c", "a b", " c");
}

static void quotes_of_two_kinds_close_each_other(void **state) {
  (void)state;
  check_quoted("“a b\" c", "a b", " c");
  check_quoted("\"a b” c", "a b", " c");
  check_quoted("\"a b” c \"d e\"", "a b", " c \"d e\"");
  check_quoted("\"a b” c “d e\"", "a b", " c “d e\"");
  check_quoted("\"5” pipe\"", "5” pipe", "");
  check_quoted("„a b\"", "a b", "");
  check_quoted("「a b\"", "a b", "");
}

static void quotes_inside_quotes_belong_to_the_phrase(void **state) {
  (void)state;
  check_quoted("“a “b” c” d", "a “b” c", " d");
  check_quoted("「a『b』c」", "a『b』c", "");
  check_quoted("“a \"b\" c” d", "a \"b\" c", " d");
  check_quoted("‘it’s b’ c", "it’s b", " c");
  check_quoted("“it’s b” c", "it’s b", " c");
}

static void what_is_not_closed_opens_a_phrase_if_it_is_surely_a_quote(void **state) {
  (void)state;
  check_quoted("\"a b", "a b", NULL);
  check_quoted("“a b", "a b", NULL);
  check_quoted("”a b", NULL, NULL);
  check_quoted("‘tis", NULL, NULL);
  check_quoted("’tis’", NULL, NULL);
  check_quoted("»a", NULL, NULL);
  check_quoted("” a”", NULL, NULL);
  check_quoted("a", NULL, NULL);
}

static void inside_a_word_fewer_quotes_open(void **state) {
  (void)state;
  check_quoted_at("a\"b\"", 1, false, "b", "");
  check_quoted_at("a“b”", 1, false, "b", "");
  check_quoted_at("は「b」", 3, false, "b", "");
  check_quoted_at("8” b”", 1, false, NULL, NULL);
  check_quoted_at("a“ b”", 1, false, NULL, NULL);
  check_quoted_at("it‘s‘", 2, false, NULL, NULL);
}

static void a_quote_in_a_hebrew_word_is_a_letter(void **state) {
  const char *text = "צה\"ל", *quote = strchr(text, '"');
  (void)state;
  check_quoted_at(text, 4, false, NULL, NULL);
  assert_int_equal(qn__phrase_quote_at(text, text + strlen(text), quote), 0);
  check_quoted_at("ב\"הארץ\"", 2, false, "הארץ", "");
}

static void apostrophes_are_no_quotes_of_phrases(void **state) {
  const char *text = "“\"’";
  (void)state;
  assert_int_equal(qn__phrase_quote_at(text, text + 7, text), 3);
  assert_int_equal(qn__phrase_quote_at(text, text + 7, text + 3), 1);
  assert_int_equal(qn__phrase_quote_at(text, text + 7, text + 4), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spaces_are_those_of_all_keyboards),
      cmocka_unit_test(a_no_break_space_may_group_digits),
      cmocka_unit_test(dashes_that_stand_for_a_minus_are_found),
      cmocka_unit_test(quotes_are_closed_by_their_partners),
      cmocka_unit_test(quotes_of_two_kinds_close_each_other),
      cmocka_unit_test(quotes_inside_quotes_belong_to_the_phrase),
      cmocka_unit_test(what_is_not_closed_opens_a_phrase_if_it_is_surely_a_quote),
      cmocka_unit_test(inside_a_word_fewer_quotes_open),
      cmocka_unit_test(a_quote_in_a_hebrew_word_is_a_letter),
      cmocka_unit_test(apostrophes_are_no_quotes_of_phrases),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
