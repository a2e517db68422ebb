/* SPDX-License-Identifier: MIT */
/* test_shown_text.c: characters are counted as a snippet shows them. */
#include "snippets/shown_text.h"
#include "support/support.h"

#include <string.h>

static void runs_of_blanks_count_once(void **state) {
  (void)state;
  assert_int_equal(qn__shown_chars("a \r\n\t b", 0, 7), 3);
  assert_int_equal(qn__shown_chars("\xc2\xa0\xe2\x80\xa8 \x01x", 2, 8), 2);
  assert_int_equal(qn__shown_chars("", 0, 0), 0);
}

static void characters_count_and_not_bytes(void **state) {
  (void)state;
  const char *text = "\u0439\u4e2d\U0001f600 x";
  assert_int_equal(qn__shown_chars(text, 0, strlen(text)), 5);
  assert_int_equal(qn__shown_forward(text, 0, strlen(text), 2), 5);
  assert_int_equal(qn__shown_backward(text, 0, strlen(text), 3), 5);
}

static void what_does_not_fit_is_left_out(void **state) {
  (void)state;
  const char *text = "ab    cd";
  assert_int_equal(qn__shown_forward(text, 0, 8, 2), 2);
  assert_int_equal(qn__shown_forward(text, 0, 8, 3), 6);
  assert_int_equal(qn__shown_forward(text, 0, 8, 9), 8);
  assert_int_equal(qn__shown_backward(text, 0, 8, 2), 6);
  assert_int_equal(qn__shown_backward(text, 0, 8, 3), 2);
  assert_int_equal(qn__shown_backward(text, 1, 8, 9), 1);
}

static void blanks_at_either_end_are_found(void **state) {
  (void)state;
  const char *text = " \n ab\u2028 ";
  assert_int_equal(qn__skip_blanks(text, 0, strlen(text)), 3);
  assert_int_equal(qn__trim_end(text, 3, strlen(text)), 5);
  assert_int_equal(qn__trim_end(text, 0, 3), 0);
  assert_int_equal(qn__skip_blanks(text, 5, strlen(text)), strlen(text));
}

/* --- against one character after another -------------------------------------------------------------------------- */

enum { MOST_CHARACTERS = 60 };

/* A random text of characters whose ends and blanks are known. */
typedef struct known_text {
  char text[4 * MOST_CHARACTERS + 1];
  size_t ends[MOST_CHARACTERS + 1]; /* of the first i characters */
  bool blank[MOST_CHARACTERS];
  size_t n;
} known_text;

static void draw_text(random_source *random, known_text *out) {
  static const char *const words[] = {"a", "Z", "~", "!", "0", "\u0439", "\u4e2d", "\U0001f600"};
  static const char *const blanks[] = {" ", " ", "\n", "\x1f", "\x7f", "\xc2\x80", "\xe2\x80\xa8"};
  size_t size = 0;
  out->n = random_below(random, MOST_CHARACTERS + 1);
  const uint32_t most = 2 + random_below(random, 7); /* long runs of ASCII now and then */
  for (size_t i = 0; i < out->n; i++) {
    out->blank[i] = random_below(random, 3) == 0;
    const uint32_t n_kinds = out->blank[i] ? (most < 7 ? most : 7) : most;
    const char *character =
        out->blank[i] ? blanks[random_below(random, n_kinds)] : words[random_below(random, n_kinds)];
    out->ends[i] = size;
    memcpy(out->text + size, character, strlen(character));
    size += strlen(character);
  }
  out->ends[out->n] = size;
}

/* Characters shown of those from `first` up to `end`. */
static size_t count_shown(const known_text *in, size_t first, size_t end) {
  size_t n = 0;
  for (size_t i = first; i < end; i++)
    n += !(in->blank[i] && i > first && in->blank[i - 1]);
  return n;
}

static void all_texts_are_counted_character_by_character(void **state) {
  (void)state;
  random_source random = random_start("all_texts_are_counted_character_by_character", 20);
  known_text in;
  for (unsigned round = 0; round < 4000; round++) {
    draw_text(&random, &in);
    const size_t first = random_below(&random, (uint32_t)in.n + 1), start = in.ends[first], end = in.ends[in.n];
    const size_t n_chars = random_below(&random, MOST_CHARACTERS + 10);
    size_t forward = first, backward = in.n;
    assert_int_equal(qn__shown_chars(in.text, start, end), count_shown(&in, first, in.n));
    while (forward < in.n && count_shown(&in, first, forward + 1) <= n_chars)
      forward++;
    assert_int_equal(qn__shown_forward(in.text, start, end, n_chars), in.ends[forward]);
    while (backward > first && count_shown(&in, backward - 1, in.n) <= n_chars)
      backward--;
    assert_int_equal(qn__shown_backward(in.text, start, end, n_chars), in.ends[backward]);
  }
}

static void rulers_are_hidden_where_they_fill_a_line(void **state) {
  (void)state;
  const char *text = "--- \n\n  ===\n a - b ---\n---\n\n***\n";
  assert_int_equal(qn__skip_hidden(text, 0, strlen(text)), strchr(text, 'a') - text);
  assert_int_equal(qn__trim_hidden(text, 0, strlen(text)), strchr(text, 'b') + 5 - text);
  assert_int_equal(qn__skip_hidden("a ---", 1, 5), 2);
  assert_int_equal(qn__skip_hidden("a\n---", 1, 5), 5);
  assert_int_equal(qn__trim_hidden("---", 0, 3), 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(runs_of_blanks_count_once),
      cmocka_unit_test(characters_count_and_not_bytes),
      cmocka_unit_test(what_does_not_fit_is_left_out),
      cmocka_unit_test(blanks_at_either_end_are_found),
      cmocka_unit_test(all_texts_are_counted_character_by_character),
      cmocka_unit_test(rulers_are_hidden_where_they_fill_a_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
