/* SPDX-License-Identifier: MIT */
/* test_suggestion_text.c: what may have been meant, and which words are missing, as people read it. */
#include "support/support.h"

#include "tool/suggestion_text.h"

static void assert_suggested(const search_answer *answer, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  put_suggestion_text(&out, answer);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

/* An answer with so many missing words, and articles with the rest. */
static search_answer missing(const qn_string *words, size_t n, uint64_t n_rest, bool any_found) {
  return (search_answer){.suggestion = {.missing = words, .n_missing = n, .n_rest = n_rest},
                         .wants_hits = true,
                         .hits = {.n_hits = any_found}};
}

static void what_may_be_meant_comes_before_what_is_missing(void **state) {
  const qn_string words[] = {string_of("slat")};
  search_answer answer = missing(words, 1, 0, false);
  (void)state;
  answer.suggestion.text = "salt";
  assert_suggested(&answer, "did you mean \"salt\"?");
  answer.is_corrected = true;
  answer.text = string_of("slat");
  qn__buffer_init(&answer.corrected);
  qn__buffer_bytes(&answer.corrected, "salt", 4);
  assert_suggested(&answer, "searched for \"salt\" instead of \"slat\"");
  qn__buffer_clear(&answer.corrected);
}

static void missing_words_are_named(void **state) {
  const qn_string words[] = {string_of("a"), string_of("b"), string_of("c")};
  const search_answer found = missing(words, 3, 5, true), one = missing(words, 1, 1, false),
                      two = missing(words, 2, 12, false), many = missing(words, 1, 1000, false),
                      alone = missing(words, 1, 0, false), none = missing(words, 0, 0, false);
  (void)state;
  assert_suggested(&found, "no article has \"a\", \"b\" or \"c\"");
  assert_suggested(&one, "no article has all words; without \"a\" 1 has the rest");
  assert_suggested(&two, "no article has all words; without \"a\" and \"b\" 12 have the rest");
  assert_suggested(&many, "no article has all words; without \"a\" at least 1000 have the rest");
  assert_suggested(&alone, "no article has \"a\"");
  assert_suggested(&none, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_may_be_meant_comes_before_what_is_missing),
      cmocka_unit_test(missing_words_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
