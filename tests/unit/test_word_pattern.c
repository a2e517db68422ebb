/* SPDX-License-Identifier: MIT */
/* test_word_pattern.c: patterns are read as forms are; fuzzy words keep within their bounds.
 * property/test_matched_forms.c compares what they stand for with naive matchers. */
#include "plan/pattern_states.h"
#include "plan/word_pattern.h"
#include "support/support.h"
#include "text/utf8.h"

#include <string.h>

static qn__automaton automaton;
static qn__pattern_states states;
static qn__arena arena;
static qn__analyzer *analyzer;

static int set_up(void **state) {
  qn_error error;
  (void)state;
  qn__arena_init(&arena);
  assert_ok(qn__analyzer_new(&analyzer, &error), error);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  qn__analyzer_free(analyzer);
  qn__arena_clear(&arena);
  return 0;
}

static qn__query_word word_of(qn__operator op, const char *text, uint8_t edits) {
  return (qn__query_word){
      .text = text, .size = (uint32_t)strlen(text), .kind = QN__WORD_UNICODE, .op = op, .edits = edits};
}

static bool stands_for(qn__operator op, const char *text, uint8_t edits, const char *form) {
  const qn__query_word word = word_of(op, text, edits);
  bool possible, full;
  qn_error error;
  assert_ok(qn__word_pattern(&automaton, &word, analyzer, &possible, &error), error);
  if (!possible)
    return false;
  assert_ok(qn__pattern_states_begin(&states, &automaton, &arena, &error), error);
  qn__pattern_state *at = states.start;
  for (size_t i = 0, size = strlen(form); i < size && at != NULL;) {
    unsigned step;
    at = qn__pattern_step(&states, at, qn__utf8_decode(form + i, &step), &full);
    i += step;
  }
  assert_non_null(at);
  return at->accepts;
}

static void patterns_are_read_as_forms_are(void **state) {
  (void)state;
  assert_true(stands_for(QN__WILDCARD, "CAF*", 0, "caf\u00e9"));
  assert_true(stands_for(QN__WILDCARD, "U.S*", 0, "usa"));
  assert_true(stands_for(QN__WILDCARD, "O\u2019B?ien", 0, "o'brien"));
  assert_true(stands_for(QN__WILDCARD, "1,0??", 0, "1000"));
  assert_true(stands_for(QN__WILDCARD, "a.b*", 0, "ab"));
  assert_false(stands_for(QN__WILDCARD, "a?b*", 0, "ab"));
  assert_true(stands_for(QN__PARTIAL, "Uni", 0, "university"));
  assert_true(stands_for(QN__PARTIAL, "uni", 0, "uni"));
  assert_true(stands_for(QN__REGEX, "Uni.*Y", 0, "university"));
  assert_true(stands_for(QN__FUZZY, "Univresity", 1, "university"));
  assert_false(stands_for(QN__FUZZY, "Univresty", 1, "university"));
  assert_true(stands_for(QN__FUZZY, "Univresty", 2, "university"));
}

static void what_stands_for_no_word_is_said(void **state) {
  (void)state;
  char text[400];
  memset(text, 'a', sizeof text);
  text[300] = '\0';
  assert_false(stands_for(QN__WILDCARD, text, 0, text));
  assert_false(stands_for(QN__FUZZY, text, 1, text));
  assert_false(stands_for(QN__REGEX, "a(", 0, "a("));
}

static void long_fuzzy_words_have_fewer_edits(void **state) {
  (void)state;
  char text[256], form[256];
  for (size_t n = 50; n <= 255; n++) {
    memset(text, 'a', n);
    text[n] = '\0';
    memcpy(form, text, n + 1);
    form[1] = 'b';
    const unsigned edits = n <= 57 ? 2 : n <= 102 ? 1 : 0;
    assert_int_equal(stands_for(QN__FUZZY, text, 2, form), edits >= 1);
    form[n - 2] = 'c';
    assert_int_equal(stands_for(QN__FUZZY, text, 2, form), edits == 2);
    assert_true(stands_for(QN__FUZZY, text, 2, text));
    assert_true(automaton.n_positions <= QN__POSITIONS_MAX && automaton.n_ranges <= QN__LETTER_RANGES_MAX);
  }
}

static void check_common(const char *wildcard, const char *expected) {
  bool possible;
  qn_error error;
  const qn__query_word word = word_of(QN__WILDCARD, wildcard, 0);
  assert_ok(qn__word_pattern(&automaton, &word, analyzer, &possible, &error), error);
  assert_int_equal(automaton.common_size, strlen(expected));
  assert_memory_equal(automaton.common, expected, strlen(expected));
}

static void wildcards_that_begin_with_anything_know_what_their_words_have_in_common(void **state) {
  (void)state;
  check_common("*Graph*", "graph");
  check_common("*ab?cde*fg", "cde");
  check_common("*gr\u00e4phe", "phe");
  check_common("*0123456789abcdefgh*", "0123456789abcdef");
  check_common("graph*", "");
  check_common("?raph", "");
  check_common("**", "");
}

static void no_two_patterns_have_one_key(void **state) {
  (void)state;
  char a[QN__PATTERN_KEY_MAX], b[QN__PATTERN_KEY_MAX];
  const qn__query_word words[] = {word_of(QN__WILDCARD, "ab", 0), word_of(QN__REGEX, "ab", 0),
                                  word_of(QN__PARTIAL, "ab", 0),  word_of(QN__FUZZY, "ab", 1),
                                  word_of(QN__FUZZY, "ab", 2),    word_of(QN__FUZZY, "ac", 2)};
  for (size_t i = 0; i < 6; i++)
    for (size_t j = 0; j < 6; j++) {
      const size_t size = qn__pattern_key(a, &words[i]);
      assert_int_equal(size, qn__pattern_key(b, &words[j]));
      assert_int_equal(memcmp(a, b, size) == 0, i == j);
      assert_null(memchr(a, 0, size));
    }
}

static void names_are_as_they_are_written(void **state) {
  (void)state;
  qn__query_word word = word_of(QN__WILDCARD, "a*b", 0), own;
  assert_string_equal(qn__pattern_name(&word, &arena), "a*b");
  assert_false(qn__own_word(&own, &word));
  word = word_of(QN__REGEX, "a.b", 0);
  assert_string_equal(qn__pattern_name(&word, &arena), "re:/a.b/");
  word = word_of(QN__PARTIAL, "ab", 0);
  assert_string_equal(qn__pattern_name(&word, &arena), "ab*");
  assert_true(qn__own_word(&own, &word));
  word = word_of(QN__FUZZY, "ab", 2);
  assert_string_equal(qn__pattern_name(&word, &arena), "ab~2");
  assert_true(qn__own_word(&own, &word));
  assert_int_equal(own.op, QN__TERM);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(patterns_are_read_as_forms_are),
      cmocka_unit_test(what_stands_for_no_word_is_said),
      cmocka_unit_test(long_fuzzy_words_have_fewer_edits),
      cmocka_unit_test(no_two_patterns_have_one_key),
      cmocka_unit_test(names_are_as_they_are_written),
      cmocka_unit_test(wildcards_that_begin_with_anything_know_what_their_words_have_in_common),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
