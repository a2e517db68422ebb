/* SPDX-License-Identifier: MIT */
/* test_chart.c: bars and lines of marks, of blocks and of ASCII. */
#include "support/support.h"

#include "tool/chart.h"

#include <string.h>

static void assert_chart(qn__buffer *out, const char *expected) {
  qn__buffer_u8(out, '\0');
  assert_false(out->failed);
  assert_string_equal((const char *)out->data, expected);
  qn__buffer_clear(out);
}

static void assert_bar(bool blocks, uint64_t count, uint64_t most, size_t columns, const char *expected) {
  const cli_terminal terminal = {.blocks = blocks};
  qn__buffer out;
  qn__buffer_init(&out);
  put_bar(&out, &terminal, count, most, columns);
  assert_chart(&out, expected);
}

static void a_bar_is_a_share_of_the_columns(void **state) {
  (void)state;
  assert_bar(true, 10, 10, 4, "████");
  assert_bar(true, 5, 10, 4, "██");
  assert_bar(true, 3, 8, 2, "▊");
  assert_bar(true, 9, 16, 2, "█▏");
  assert_bar(false, 10, 10, 4, "####");
  assert_bar(false, 3, 8, 4, "##");
  assert_bar(true, UINT64_MAX, UINT64_MAX, 1, "█");
}

static void any_count_but_0_can_be_seen(void **state) {
  (void)state;
  assert_bar(true, 1, 1000000, 10, "▏");
  assert_bar(false, 1, 1000000, 10, "#");
  assert_bar(true, 0, 10, 10, "");
  assert_bar(true, 0, 0, 10, "");
}

static void assert_sparkline(bool blocks, const uint64_t *counts, size_t n, const char *expected) {
  const cli_terminal terminal = {.blocks = blocks};
  qn__buffer out;
  qn__buffer_init(&out);
  put_sparkline(&out, &terminal, counts, n);
  assert_chart(&out, expected);
}

static void marks_are_higher_the_more_they_count(void **state) {
  const uint64_t counts[] = {1, 2, 3, 4, 5, 6, 7, 8, 0, 80}, steps[] = {0, 10, 20, 30, 40, 50, 60, 70, 80};
  (void)state;
  assert_sparkline(true, counts, 8, "▁▂▃▄▅▆▇█");
  assert_sparkline(true, counts, 10, "▁▁▁▁▁▁▁▁ █");
  assert_sparkline(false, steps, 9, " _.:-=+*#");
  assert_sparkline(true, counts, 0, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_bar_is_a_share_of_the_columns),
      cmocka_unit_test(any_count_but_0_can_be_seen),
      cmocka_unit_test(marks_are_higher_the_more_they_count),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
