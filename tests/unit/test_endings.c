/* SPDX-License-Identifier: MIT */
/* test_endings.c: the longest ending goes, and three letters stay. */
#include "text/endings.h"

#include <string.h>

#include "support/support.h"
#include "text/fold.h"
#include "text/language.h"

static const uint8_t languages[] = {QN__LANGUAGE_BULGARIAN, QN__LANGUAGE_CZECH, QN__LANGUAGE_POLISH,
                                    QN__LANGUAGE_UKRAINIAN};
enum { N_LANGUAGES = sizeof languages / sizeof languages[0] };

static void assert_stem(uint8_t language, const char *word, const char *expected) {
  size_t size = qn__stem_size(qn__language_endings(language), word, strlen(word));
  if (size != strlen(expected) || memcmp(word, expected, size) != 0)
    fail_msg("the stem of %s is %.*s, not %s", word, (int)size, word, expected);
}

static void removes_the_longest_ending(void **state) {
  (void)state;
  assert_stem(QN__LANGUAGE_POLISH, "czytalismy", "czyt"); /* not -my */
  assert_stem(QN__LANGUAGE_POLISH, "ksiazki", "ksiazk");
  assert_stem(QN__LANGUAGE_CZECH, "mestech", "mest");
  assert_stem(QN__LANGUAGE_UKRAINIAN, "читалися", "чита");
  assert_stem(QN__LANGUAGE_BULGARIAN, "езиците", "езиц");
}

static void leaves_three_letters(void **state) {
  (void)state;
  assert_stem(QN__LANGUAGE_POLISH, "ala", "ala");
  assert_stem(QN__LANGUAGE_POLISH, "mala", "mal");
  assert_stem(QN__LANGUAGE_UKRAINIAN, "моя", "моя");
  assert_stem(QN__LANGUAGE_UKRAINIAN, "моєю", "моє"); /* not -єю, which would leave two */
  assert_stem(QN__LANGUAGE_CZECH, "a", "a");
  assert_stem(QN__LANGUAGE_CZECH, "", "");
}

static void leaves_words_without_an_ending(void **state) {
  (void)state;
  assert_stem(QN__LANGUAGE_POLISH, "kot", "kot");
  assert_stem(QN__LANGUAGE_POLISH, "komputer", "komputer");
  assert_stem(QN__LANGUAGE_UKRAINIAN, "internet", "internet");
}

/* Calls `visit` with each ending of a language, from one space to the next. */
static size_t each_ending(uint8_t language, void (*visit)(uint8_t language, const char *ending, size_t size)) {
  const char *at = qn__language_endings(language);
  size_t n = 0;
  assert_int_equal(*at, ' ');
  for (at++; *at != '\0'; n++) {
    const size_t size = strcspn(at, " ");
    assert_int_equal(at[size], ' ');
    visit(language, at, size);
    at += size + 1;
  }
  return n;
}

/* A word of three letters that no ending begins with is left by each of them. */
static void check_ending(uint8_t language, const char *ending, size_t size) {
  char word[64] = "ъъъ", folded[64];
  memcpy(word + 6, ending, size);
  assert_int_equal(qn__stem_size(qn__language_endings(language), word, 6 + size), 6);
  assert_int_equal(qn__fold(folded, sizeof folded, ending, size), size); /* words are folded before */
  assert_memory_equal(folded, ending, size);
}

static void each_ending_is_removed_whole(void **state) {
  (void)state;
  for (size_t i = 0; i < N_LANGUAGES; i++)
    assert_true(each_ending(languages[i], check_ending) >= 20);
  assert_null(qn__language_endings(QN__LANGUAGE_ENGLISH));
  assert_null(qn__language_endings(QN__LANGUAGE_PLAIN));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(removes_the_longest_ending),
      cmocka_unit_test(leaves_three_letters),
      cmocka_unit_test(leaves_words_without_an_ending),
      cmocka_unit_test(each_ending_is_removed_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
