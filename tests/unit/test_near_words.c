/* SPDX-License-Identifier: MIT */
/* test_near_words.c: the words that may have been meant, the likeliest first. */
#include "plan/near_words.h"
#include "support/expansion_fixture.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

/* "universe 2 universal 1", with a star after those that a search for the word finds, too. */
static const char *near_word(expansion_fixture *f, const char *typed, bool is_known) {
  static char text[300];
  qn__query_word word = pattern_word(QN__TERM, typed, 0);
  qn__near_words near;
  qn_error error;
  word.kind = QN__WORD_UNICODE;
  assert_ok(qn__find_near_words(&near, &word, is_known, f->index, f->expander, f->analyzer, &error), error);
  text[0] = '\0';
  for (size_t i = 0, size = 0; i < near.n; i++)
    size += (size_t)snprintf(text + size, sizeof text - size, "%s%.*s %d%s", i > 0 ? " " : "", (int)near.words[i].size,
                             near.words[i].text, (int)near.words[i].doc_freq, near.words[i].same_term ? "*" : "");
  return text;
}

static const char *near_to(expansion_fixture *f, const char *typed) {
  return near_word(f, typed, false);
}

static void near_a_known_word_are_those_that_begin_as_it_does(void **state) {
  assert_string_equal(near_word(*state, "universsal", true), "universal 1 universe 2");
  assert_string_equal(near_word(*state, "unvierse", false), "universe 2 universes 1");
  assert_string_equal(near_word(*state, "unvierse", true), "");
  assert_string_equal(near_word(*state, "ca\u00e9fe", true), "");
  assert_string_equal(near_word(*state, "caf\u00e9x", true), "caf\u00e9 1");
}

static void words_with_a_slip_or_two_are_found(void **state) {
  assert_string_equal(near_to(*state, "univresity"), "university 2");
  assert_string_equal(near_to(*state, "Univerze"), "universe 2 universes 1");
  assert_string_equal(near_to(*state, "unverzal"), "universal 1");
  assert_string_equal(near_to(*state, "xyzzyplugh"), "");
}

/* A search finds them anyway, unless a letter of the word is wrong. */
static void forms_of_the_same_term_are_left_out(void **state) {
  assert_string_equal(near_to(*state, "universes"), "");
  assert_string_equal(near_to(*state, "cafess"), "cafes 1");
  assert_string_equal(near_to(*state, "universed"), "universes 1*");
}

static void short_words_and_numbers_have_none(void **state) {
  assert_string_equal(near_to(*state, "caf"), "");
  assert_string_equal(near_to(*state, "cofe"), "cafe 1");
  assert_string_equal(near_to(*state, "cefs"), ""); /* two slips */
  assert_string_equal(near_to(*state, "un1verse"), "");
  assert_string_equal(near_to(*state, ""), "");
}

static void other_kinds_of_words_have_none(void **state) {
  expansion_fixture *f = *state;
  qn__query_word word = pattern_word(QN__TERM, "univresity", 0);
  qn__near_words near;
  qn_error error;
  word.kind = QN__WORD_PAIR;
  assert_ok(qn__find_near_words(&near, &word, false, f->index, f->expander, f->analyzer, &error), error);
  assert_int_equal(near.n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(near_a_known_word_are_those_that_begin_as_it_does),
      cmocka_unit_test(words_with_a_slip_or_two_are_found),
      cmocka_unit_test(forms_of_the_same_term_are_left_out),
      cmocka_unit_test(short_words_and_numbers_have_none),
      cmocka_unit_test(other_kinds_of_words_have_none),
  };
  return cmocka_run_group_tests(tests, set_up_expansions, tear_down_expansions);
}
