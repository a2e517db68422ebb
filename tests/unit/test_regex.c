/* SPDX-License-Identifier: MIT */
/* test_regex.c: which words a regular expression describes, and what is said of one that cannot be understood.
 * property/test_matched_forms.c compares many more with a naive matcher. */
#include "language/regex.h"
#include "support/support.h"
#include "text/utf8.h"

#include <string.h>

static qn__automaton automaton;

static bool describes(const char *expression, const char *word) {
  qn__regex_fault fault = {0, NULL};
  qn__position_set at = {{1}}, next;
  assert_true(qn__regex_compile(&automaton, expression, strlen(expression), &fault));
  assert_true(qn__regex_compile(NULL, expression, strlen(expression), &fault));
  for (size_t i = 0; word[i] != '\0';) {
    unsigned step;
    const uint32_t letter = qn__utf8_decode(word + i, &step);
    memset(&next, 0, sizeof next);
    for (uint32_t from = 0; from < automaton.n_positions; from++)
      for (uint32_t to = 0; qn__has_position(&at, from) && to < automaton.n_positions; to++)
        if (qn__has_position(&automaton.follow[from], to) && qn__automaton_takes(&automaton, to, letter))
          qn__add_position(&next, to);
    at = next;
    i += step;
  }
  bool accepted = false;
  for (uint32_t i = 0; i < automaton.n_positions; i++)
    accepted |= qn__has_position(&at, i) && qn__has_position(&automaton.accepts, i);
  return accepted;
}

static void whole_words_are_described(void **state) {
  (void)state;
  static const struct {
    const char *expression, *yes, *no;
  } cases[] = {
      {"abc", "abc", "abcd"},
      {"a.c", "axc", "ac"},
      {"a|bc", "bc", "abc"},
      {"(ab)*c", "ababc", "abac"},
      {"ab?c", "ac", "abbc"},
      {"ab+", "abbb", "a"},
      {"a{3}", "aaa", "aa"},
      {"a{2,3}", "aaa", "aaaa"},
      {"a{2,}b", "aaaaab", "ab"},
      {"a{0,2}b", "b", "aaab"},
      {"(a{1,2}b){2}", "abaab", "abb"},
      {"[a-c]x", "bx", "dx"},
      {"[^a-c]x", "dx", "bx"},
      {"[]a]", "]", "b"},
      {"[a-]", "-", "b"},
      {"\\d\\d", "42", "4x"},
      {"\\D", "x", "4"},
      {"\\w+", "caf\u00e9", "a'b"},
      {"a\\Wb", "a'b", "axb"},
      {"a\\.b", "a.b", "axb"},
      {"^abc$", "abc", "ab"},
      {"ab\\$", "ab$", "ab"},
      {"(?:ab)+?", "abab", "aba"},
      {"ABC", "abc", "ab"},
      {"[A-C]", "b", "d"},
      {"cafe", "caf\u00e9", "caf"},
      {"\u00c9t\u00e9", "ete", "et\u00e8"},
      {"Stra\u00dfe", "strasse", "strase"},
      {"()a", "a", "b"},
      {"a{0}b", "b", "ab"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    if (!describes(cases[i].expression, cases[i].yes) || describes(cases[i].expression, cases[i].no))
      fail_msg("%s is misunderstood", cases[i].expression);
  }
}

static void faults_are_placed(void **state) {
  (void)state;
  static const struct {
    const char *expression, *why;
    unsigned column;
  } cases[] = {
      {"", "is empty", 1},
      {"()", "is empty", 1},
      {"a(b", "has a ( that is not closed", 2},
      {"a)b", "has a ) that closes nothing", 2},
      {"\u00e9[a", "has a [ that is not closed", 2},
      {"*a", "repeats nothing", 1},
      {"a|+", "repeats nothing", 3},
      {"a{x}", "has a { that says no number of times", 2},
      {"a{3,2}", "has a { that says no number of times", 2},
      {"a{300}", "repeats too often", 3},
      {"[b-a]", "has a range of letters that ends before it begins", 2},
      {"ab\\", "ends in a backslash", 3},
      {"a\\bc", "has an escape that means nothing", 2},
      {"(?=a)", "has a (? that means nothing", 1},
      {"(a{50}){50}", "is too large", 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    qn__regex_fault fault = {0, ""};
    assert_false(qn__regex_compile(&automaton, cases[i].expression, strlen(cases[i].expression), &fault));
    assert_string_equal(fault.why, cases[i].why);
    assert_int_equal(fault.column, cases[i].column);
    assert_false(qn__regex_compile(NULL, cases[i].expression, strlen(cases[i].expression), &fault));
    assert_string_equal(fault.why, cases[i].why);
  }
}

/* Whatever is read, memory and time are bounded. */
static void random_expressions_are_read_or_refused(void **state) {
  (void)state;
  static const char signs[] = "ab()[]{}|*+?^$\\.-,0123d";
  random_source random = random_start("regex", 92);
  unsigned n_read = 0;
  for (unsigned round = 0; round < 20000; round++) {
    char text[24];
    const size_t size = random_below(&random, sizeof text);
    qn__regex_fault fault = {0, NULL};
    for (size_t i = 0; i < size; i++)
      text[i] = signs[random_below(&random, sizeof signs - 1)];
    const bool read = qn__regex_compile(&automaton, text, size, &fault);
    assert_true(read || (fault.why != NULL && fault.column >= 1 && fault.column <= size + 1));
    assert_true(automaton.n_positions <= QN__POSITIONS_MAX && automaton.n_ranges <= QN__LETTER_RANGES_MAX);
    n_read += read;
  }
  assert_true(n_read > 500);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whole_words_are_described),
      cmocka_unit_test(faults_are_placed),
      cmocka_unit_test(random_expressions_are_read_or_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
