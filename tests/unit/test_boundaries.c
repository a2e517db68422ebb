/* SPDX-License-Identifier: MIT */
/* test_boundaries.c: graphemes and widths. */
#include "support/support.h"
#include "text/boundaries.h"

#include <stdlib.h>
#include <string.h>

static void never_cuts_graphemes(void **state) {
  (void)state;
  const char *text = "ae\u0301👨‍👩‍👧🇩🇪🇫🇷한각x\r\ny";
  static const size_t starts[] = {0, 1, 4, 22, 30, 38, 41, 44, 45, 47, 48};
  size_t size = strlen(text), next = 0;
  assert_int_equal(starts[sizeof starts / sizeof starts[0] - 1], size);
  for (size_t at = 0; at <= size; at++) {
    if (at == starts[next + 1])
      next++;
    assert_int_equal(qn__grapheme_floor(text, size, at), starts[next]);
  }
}

static void measures_widths(void **state) {
  (void)state;
  assert_int_equal(qn__display_width("", 0), 0);
  assert_int_equal(qn__display_width("abc", 3), 3);
  assert_int_equal(qn__display_width("e\u0301", 3), 1);
  assert_int_equal(qn__display_width("日本", 6), 4);
  assert_int_equal(qn__display_width("\x1b[", 2), 1);
}

static void assert_width(const char *text, size_t width) {
  assert_int_equal(qn__display_width(text, strlen(text)), width);
}

static void emoji_and_syllables_are_as_wide_as_they_are_drawn(void **state) {
  (void)state;
  assert_width("\U0001f600", 2);
  assert_width("\U0001f468\u200d\U0001f469\u200d\U0001f467!", 3); /* a family */
  assert_width("\U0001f44d\U0001f3fd", 2);                        /* a skin tone */
  assert_width("\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", 4);    /* two flags */
  assert_width("\u2764\ufe0f", 2);
  assert_width("\u1112\u1161\u11ab", 2);
  assert_width("\u0915\u093e\u092e", 3); /* a vowel beside its consonant */
  assert_width("\u0915\u0902", 1);       /* a sign above */
  assert_width("\u0e17\u0e35\u0e48", 1);
}

static void stands_long_runs(void **state) {
  (void)state;
  enum { SIZE = 400000 };
  char *text = malloc(SIZE);
  assert_non_null(text);
  for (size_t i = 0; i < SIZE; i += 4)
    memcpy(text + i, "🇩", 4);
  for (size_t at = 0; at < SIZE; at += SIZE / 100)
    assert_in_range(at - qn__grapheme_floor(text, SIZE, at), 0, 4);
  free(text);
}

static void characters_side_by_side_add_their_widths(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t width;
  } characters[] = {{"a", 1}, {" ", 1}, {"~", 1}, {"\t", 0}, {"\x7f", 0}, {"\u00e9", 1}, {"\u65e5", 2}, {"\u0301", 0}};
  random_source random = random_start("characters_side_by_side_add_their_widths", 3);
  for (unsigned round = 0; round < 4000; round++) {
    char text[256];
    size_t size = 0, width = 0, n = random_below(&random, 60);
    const uint32_t kinds = 3 + random_below(&random, 6); /* long runs of ASCII now and then */
    while (n-- > 0) {
      const size_t kind = random_below(&random, kinds);
      memcpy(text + size, characters[kind].text, strlen(characters[kind].text));
      size += strlen(characters[kind].text);
      width += characters[kind].width;
    }
    assert_int_equal(qn__display_width(text, size), width);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(never_cuts_graphemes),
      cmocka_unit_test(measures_widths),
      cmocka_unit_test(emoji_and_syllables_are_as_wide_as_they_are_drawn),
      cmocka_unit_test(characters_side_by_side_add_their_widths),
      cmocka_unit_test(stands_long_runs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
