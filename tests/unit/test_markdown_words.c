/* SPDX-License-Identifier: MIT */
/* test_markdown_words.c: words with signs of Markdown inside. */
#include "support/support.h"

#include "articles/markdown_words.h"

#include <stdlib.h>
#include <string.h>

static void assert_words(const char *text, const char *expected) {
  const size_t size = strlen(text);
  char *copy = malloc(size + 1); /* of its own size: a sanitizer sees a read past it */
  memcpy(copy, text, size);
  const size_t left = qn__markdown_words(copy, size, NULL);
  assert_int_equal(left, strlen(expected));
  assert_memory_equal(copy, expected, left);
  free(copy);
}

static void emphasis_inside_a_word_does_not_divide_it(void **state) {
  (void)state;
  assert_words("un*believ*able and **bold**ly, a***b***", "unbelievable and boldly, ab");
  assert_words("*one*two *three* four*", "onetwo *three* four*");
  assert_words("d\xc3\xa9*j*\xc3\xa0\n*x*\n", "d\xc3\xa9j\xc3\xa0\n*x*\n");
}

static void escapes_inside_a_word_do_not_divide_it(void **state) {
  (void)state;
  assert_words("snake\\_case a\\*b \\_x\\_ \\", "snake_case a*b \\_x\\_ \\");
}

static void other_signs_stay(void **state) {
  (void)state;
  static const char *const texts[] = {"**whole words** and *one*",
                                      "2 * 3 * 4",
                                      "char **argv, **envp",
                                      "f(*a, *b)",
                                      "* item*",
                                      "a*b",
                                      "a * b* c",
                                      "****",
                                      "x**",
                                      ""};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_words(texts[i], texts[i]);
}

static void code_stays(void **state) {
  (void)state;
  static const char *const texts[] = {"`a*b*c` ``d*`e*f``", "```\na*b*c\n```\n", "    a*b*c\n", "\ta*b*c",
                                      "1. ```\n   a*b*c\n   ```\n"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_words(texts[i], texts[i]);
  assert_words("a` b*c*d", "a` bcd");
  assert_words("```x``` is no fence\na*b*c", "```x``` is no fence\nabc");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(emphasis_inside_a_word_does_not_divide_it),
      cmocka_unit_test(escapes_inside_a_word_do_not_divide_it),
      cmocka_unit_test(other_signs_stay),
      cmocka_unit_test(code_stays),
  };
  return cmocka_run_group_tests_name("markdown_words", tests, NULL, NULL);
}
