/* SPDX-License-Identifier: MIT */
/* test_patterns.c: words with marks that stand for other letters are found whole, and what each is looked for as. */
#include "language/patterns.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_WORDS = 16, RUN_SIZE = 1 << 20 };

/* The words of a text with what each is: "gar* W, near T". */
static char *describe(const char *written, bool quoted) {
  char text[200];
  strcpy(text, written);
  static char out[400];
  static const struct {
    qn__operator op;
    char letter;
  } letters[] = {{QN__TERM, 'T'}, {QN__WILDCARD, 'W'}, {QN__FUZZY, 'F'}, {QN__PARTIAL, 'P'}, {QN__GROUP, 'G'}};
  qn_query query = {.root = NULL};
  qn__slips slips;
  qn__word words[MAX_WORDS + 1];
  qn__pattern patterns[MAX_WORDS];
  size_t beyond;
  qn__arena_init(&query.arena);
  qn__slips_begin(&slips, &query, text, strlen(text), false, NULL);
  const size_t n = qn__find_patterns(&slips, text, strlen(text), quoted, words, patterns, MAX_WORDS, &beyond);
  size_t size = 0;
  out[0] = '\0';
  for (size_t i = 0; i < n; i++) {
    char letter = '?';
    for (size_t j = 0; j < sizeof letters / sizeof letters[0]; j++)
      letter = letters[j].op == patterns[i].op ? letters[j].letter : letter;
    size += (size_t)snprintf(out + size, sizeof out - size, "%s%.*s %c", i > 0 ? ", " : "", (int)words[i].size,
                             text + words[i].offset, letter);
    if (patterns[i].edits > 0)
      size += (size_t)snprintf(out + size, sizeof out - size, "%u", patterns[i].edits);
  }
  if (slips.n > 0)
    snprintf(out + size, sizeof out - size, " (%s)", qn_query_warning(&query, 0));
  qn__arena_clear(&query.arena);
  qn__buffer_clear(&query.warnings);
  qn__buffer_clear(&query.warning_columns);
  return out;
}

static void wildcards_are_letters_of_their_word(void **state) {
  (void)state;
  assert_string_equal(describe("gar*", false), "gar* W");
  assert_string_equal(describe("*age", false), "*age W");
  assert_string_equal(describe("don't*", false), "don't* W");
  assert_string_equal(describe("foo-ba*", false), "foo T, ba* W");
  assert_string_equal(describe("user_n?me", false), "user T, n?me W");
  assert_string_equal(describe("10.2*", false), "10.2* W");
  assert_string_equal(describe("192.168.*", false), "192.168.* W");
  assert_string_equal(describe("*,000", false), "*,000 W");
  assert_string_equal(describe("кни*", false), "кни* W");
  assert_string_equal(describe("a**b", false), "a**b W");
}

static void question_marks_at_the_end_of_a_word_are_punctuation(void **state) {
  (void)state;
  assert_string_equal(describe("what?", false), "what T");
  assert_string_equal(describe("wh?t?", false), "wh?t W");
  assert_string_equal(describe("what?! now?", true), "what T, now T");
  assert_string_equal(describe("w??t", false), "w??t W");
  assert_string_equal(describe("what?*", false), "what?* W");
  assert_string_equal(describe("?hat", false), "?hat W");
  assert_string_equal(describe("what?_now", false), "what T, now T");
}

static void a_star_alone_between_words_in_quotes_is_a_gap(void **state) {
  (void)state;
  assert_string_equal(describe("the * of", true), "the T, * G, of T");
  assert_string_equal(describe("a * ** b", true), "a T, * G, ** G, b T");
  assert_string_equal(describe("* of", true),
                      "of T (the * at character 1 changes nothing where it stands; it is left out)");
  assert_string_equal(describe("of *", true),
                      "of T (the * at character 4 changes nothing where it stands; it is left out)");
  assert_string_equal(describe("a-*-b", false),
                      "a T, b T (the * at character 3 changes nothing where it stands; it is left out)");
}

static void a_dropped_mark_is_named(void **state) {
  (void)state;
  assert_string_equal(describe("a-?*-b", false),
                      "a T, b T (the ? at character 3 changes nothing where it stands; it is left out)");
}

static void scripts_without_spaces_have_no_wildcards(void **state) {
  (void)state;
  assert_string_equal(describe("北京*", false),
                      "北京 T, 京 T (the * at character 3 changes nothing where it stands; it is left out)");
}

static void edits_follow_from_the_length_where_no_number_says_them(void **state) {
  (void)state;
  assert_string_equal(describe("cat~", false), "cat F1");
  assert_string_equal(describe("tiger~", false), "tiger F1");
  assert_string_equal(describe("tigers~", false), "tigers F2");
  assert_string_equal(describe("éta~", false), "éta F1");
  assert_string_equal(describe("ab~1 cat~2", true), "ab F1, cat F2");
  assert_string_equal(describe("a~", false),
                      "a T (the ~ at character 2 stands after a word of one or two letters; it is left out)");
}

static void a_tilde_elsewhere_is_punctuation(void **state) {
  (void)state;
  assert_string_equal(describe("~cat a~b cat~2b", true), "cat T, a T, b T, cat T, 2b T");
  assert_string_equal(describe("cat~-fish", false), "cat F1, fish T");
}

static void a_star_and_a_tilde_are_an_unfinished_word(void **state) {
  (void)state;
  assert_string_equal(describe("cat*~", false), "cat P");
  assert_string_equal(describe("c*t*~", false),
                      "c*t* W (the ~ at character 5 stands after a word with wildcards; it is left out)");
}

/* Where a text of a letter, a run of this character and a letter has no room for more than one word. */
static size_t find_beyond(char character) {
  char *text = malloc(RUN_SIZE + 2);
  qn_query query = {.root = NULL};
  qn__slips slips;
  qn__word words[2];
  qn__pattern patterns[1];
  size_t beyond;
  memset(text, character, RUN_SIZE);
  text[0] = text[RUN_SIZE + 1] = 'a';
  text[RUN_SIZE] = character;
  qn__arena_init(&query.arena);
  qn__slips_begin(&slips, &query, text, RUN_SIZE + 2, false, NULL);
  assert_int_equal(qn__find_patterns(&slips, text, RUN_SIZE + 2, false, words, patterns, 1, &beyond), 1);
  qn__arena_clear(&query.arena);
  free(text);
  return beyond;
}

/* Were a run looked at for each of its characters, this test would take an hour. */
static void long_runs_are_read_once(void **state) {
  (void)state;
  assert_int_equal(find_beyond('*'), QN__WORD_MAX);
  assert_int_equal(find_beyond('?'), QN__WORD_MAX);
  assert_int_equal(find_beyond('.'), RUN_SIZE + 1);
  assert_int_equal(find_beyond(','), RUN_SIZE + 1);
}

static void marks_are_removed_and_apostrophes_stay(void **state) {
  char text[] = "a* \"b?\" c~ it’s צה\"ל";
  (void)state;
  qn__remove_marks(text, strlen(text));
  assert_string_equal(text, "a   b   c  it’s צה\"ל");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(wildcards_are_letters_of_their_word),
      cmocka_unit_test(question_marks_at_the_end_of_a_word_are_punctuation),
      cmocka_unit_test(a_star_alone_between_words_in_quotes_is_a_gap),
      cmocka_unit_test(a_dropped_mark_is_named),
      cmocka_unit_test(scripts_without_spaces_have_no_wildcards),
      cmocka_unit_test(edits_follow_from_the_length_where_no_number_says_them),
      cmocka_unit_test(a_tilde_elsewhere_is_punctuation),
      cmocka_unit_test(a_star_and_a_tilde_are_an_unfinished_word),
      cmocka_unit_test(long_runs_are_read_once),
      cmocka_unit_test(marks_are_removed_and_apostrophes_stay),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
