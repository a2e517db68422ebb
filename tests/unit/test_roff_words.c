/* SPDX-License-Identifier: MIT */
/* test_roff_words.c: lines that begin with a dot. */
#include "support/support.h"

#include "articles/roff_words.h"

#include <string.h>

static void assert_string(qn_string found, const char *expected) {
  assert_int_equal(found.size, strlen(expected));
  assert_memory_equal(found.data, expected, found.size);
}

static void assert_words(const char *line, const char *expected) {
  char copy[100], out[200] = "";
  strcpy(copy, line);
  qn_string rest = string_of(copy), word;
  while (qn__roff_take_word(&rest, &word)) {
    strcat(out, "|");
    strncat(out, word.data, word.size);
  }
  assert_string_equal(out, expected);
}

static void quotes_enclose_words(void **state) {
  (void)state;
  assert_words(" a  \"b c\" d\\ e ", "|a|b c|d\\ e");
  assert_words("\"a \"\"b\"\"\" \"\" \"\"\"c", "|a \"b\"||\"c");
}

static void the_first_word_is_only_looked_at(void **state) {
  (void)state;
  assert_string(qn__roff_first_word(string_of(" a b")), "a");
  assert_string(qn__roff_first_word(string_of("\"a b\" c")), "a b");
  assert_string(qn__roff_first_word(string_of("\"a \"\"b\"\" c\"")), "a ");
  assert_string(qn__roff_first_word(string_of("\"a")), "a");
  assert_string(qn__roff_first_word(string_of(" ")), "");
}

static void a_block_ends_the_name_of_a_macro(void **state) {
  (void)state;
  qn_string rest = string_of("  el\\{\\"), name;
  assert_true(qn__roff_take_macro(&rest, &name));
  assert_string(name, "el");
  assert_string(rest, "\\{\\");
  assert_false(qn__roff_take_macro(&(qn_string){"  ", 2}, &name));
}

static void conditions_have_an_end(void **state) {
  (void)state;
  static const char *const conditions[] = {"n .B x",      "!t .B x",     "\\n(.g>1 .B x",    "'a b'c' .B x",
                                           "d name .B x", "!r (xx .B x", "(\\n(a : 1) .B x", " \\nF .B x"};
  for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++)
    assert_string(qn__roff_after_condition(string_of(conditions[i])), ".B x");
  assert_string(qn__roff_after_condition(string_of("\\nF\\{\\")), "\\{\\");
  assert_int_equal(qn__roff_after_condition(string_of("'a")).size, 0);
}

static void definitions_have_an_end(void **state) {
  (void)state;
  const qn_string none = string_of(""), name = string_of("END");
  assert_true(qn__roff_ends_definition(string_of(".  ."), none) && qn__roff_ends_definition(string_of(".END"), name));
  assert_false(qn__roff_ends_definition(string_of(".."), name) || qn__roff_ends_definition(string_of(".END"), none) ||
               qn__roff_ends_definition(string_of("."), none) || qn__roff_ends_definition(string_of("a.."), none));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(quotes_enclose_words),
      cmocka_unit_test(the_first_word_is_only_looked_at),
      cmocka_unit_test(a_block_ends_the_name_of_a_macro),
      cmocka_unit_test(conditions_have_an_end),
      cmocka_unit_test(definitions_have_an_end),
  };
  return cmocka_run_group_tests_name("roff_words", tests, NULL, NULL);
}
