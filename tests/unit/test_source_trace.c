/* SPDX-License-Identifier: MIT */
/* test_source_trace.c: what is taken out of a text becomes places of its source map. */
#include "base/memory.h"
#include "support/support.h"

#include "articles/source_trace.h"

#include <stdlib.h>
#include <string.h>

typedef struct cut {
  size_t at;
  const char *bytes;
} cut;

/* The map of what is left of a text after cuts; it lives until the next call. */
static const char *map_after(qn__trace_kind kind, size_t mark, const cut *cuts, size_t n, const char *left) {
  static char map[4096];
  qn__source_trace trace;
  qn__trace_init(&trace);
  qn__trace_begin(&trace, kind, strlen(left), mark);
  for (size_t i = 0; i < n; i++)
    qn__trace_cut(&trace, cuts[i].at, string_of(cuts[i].bytes));
  const qn_string found = qn__trace_map(&trace, string_of(left), false);
  assert_false(qn__trace_failed(&trace));
  assert_in_range(found.size, 0, sizeof map - 1);
  if (found.size > 0)
    memcpy(map, found.data, found.size);
  map[found.size] = '\0';
  qn__trace_clear(&trace);
  return map;
}

#define N(cuts) (sizeof(cuts) / sizeof *(cuts))

static void a_whole_text_has_one_place(void **state) {
  (void)state;
  assert_string_equal(map_after(QN__TRACE_BYTES, 0, NULL, 0, "a\nb"), "[{\"at\":0,\"line\":1,\"offset\":0}]");
  assert_string_equal(map_after(QN__TRACE_BYTES, 3, NULL, 0, "a"),
                      "[{\"at\":0,\"line\":1,\"offset\":3,\"offset16\":1}]");
  assert_string_equal(map_after(QN__TRACE_LINES, 0, NULL, 0, "a"), "[{\"at\":0,\"line\":1,\"lines\":true}]");
  assert_string_equal(map_after(QN__TRACE_NONE, 0, NULL, 0, "a"), "");
}

static void lines_before_it_are_counted(void **state) {
  (void)state;
  const cut title[] = {{0, "A t\xc3\xaftle\n\n"}};
  assert_string_equal(map_after(QN__TRACE_BYTES, 0, title, N(title), "text"),
                      "[{\"at\":0,\"line\":3,\"offset\":10,\"offset16\":9}]");
}

static void what_is_taken_out_of_a_line_has_a_place_after_it(void **state) {
  (void)state;
  const cut signs[] = {{5, "**"}, {6, "**"}};
  assert_string_equal(map_after(QN__TRACE_BYTES, 0, signs, N(signs), "a\nun b"),
                      "[{\"at\":0,\"line\":1,\"offset\":0},{\"at\":5,\"line\":2,\"column\":6,\"offset\":7},"
                      "{\"at\":6,\"line\":2,\"column\":9,\"offset\":10}]");
}

static void cuts_count_from_what_the_cuts_before_have_left(void **state) {
  (void)state;
  /* "x**\nH\ny" without its heading, then without its signs. */
  const cut order[] = {{4, "H\n"}, {1, "**"}};
  assert_string_equal(map_after(QN__TRACE_BYTES, 0, order, N(order), "x\ny"),
                      "[{\"at\":0,\"line\":1,\"offset\":0},{\"at\":1,\"line\":1,\"column\":4,\"offset\":3},"
                      "{\"at\":2,\"line\":3,\"offset\":6}]");
  /* What was taken out within what is taken out now. */
  const cut within[] = {{2, "**"}, {0, "ti\n"}};
  assert_string_equal(map_after(QN__TRACE_BYTES, 0, within, N(within), "text"), "[{\"at\":0,\"line\":2,\"offset\":5}]");
  /* An escape sequence at the end of a title, and one at the beginning of what follows. */
  const cut beside[] = {{2, "\033[0m"}, {3, "\033[1m"}, {0, "ti\n"}};
  assert_string_equal(map_after(QN__TRACE_BYTES, 0, beside, N(beside), "text"),
                      "[{\"at\":0,\"line\":2,\"column\":5,\"offset\":11}]");
}

static void too_many_cuts_leave_the_lines(void **state) {
  (void)state;
  cut many[40] = {{8 + 39 * 2, "whole line\n"}};
  for (size_t i = 1; i < N(many); i++)
    many[i] = (cut){i / 6, "**"};
  assert_string_equal(map_after(QN__TRACE_BYTES, 0, many, N(many), "one two\nthree"),
                      "[{\"at\":0,\"line\":1,\"lines\":true},{\"at\":8,\"line\":3}]");
}

static void a_repaired_text_has_its_beginning_alone(void **state) {
  (void)state;
  const cut first[] = {{0, "title\n"}}, later[] = {{2, "title\n"}};
  assert_string_equal(map_after(QN__TRACE_REPAIRED, 0, first, 1, "text"), "[{\"at\":0,\"line\":2,\"lines\":true}]");
  assert_string_equal(map_after(QN__TRACE_REPAIRED, 0, later, 1, "a\ntext"), "");
}

/* `n` lines of 20 bytes, some of which are others. */
static char *long_text(size_t n, size_t every, const char *other) {
  char *text = malloc(n * 20 + 1);
  assert_non_null(text);
  for (size_t i = 0; i < n; i++)
    memcpy(text + i * 20, every > 0 && i % every == every - 1 ? other : "nineteen characters\n", 20);
  text[n * 20] = '\0';
  return text;
}

static const char *map_of(const char *text, bool is_markdown) {
  static char map[4096];
  qn__source_trace trace;
  qn__trace_init(&trace);
  qn__trace_begin(&trace, QN__TRACE_BYTES, strlen(text), 0);
  const qn_string found = qn__trace_map(&trace, string_of(text), is_markdown);
  assert_in_range(found.size, 1, sizeof map - 1);
  memcpy(map, found.data, found.size);
  map[found.size] = '\0';
  qn__trace_clear(&trace);
  return map;
}

static void a_long_text_has_a_place_at_every_step(void **state) {
  (void)state;
  char *text = long_text(2500, 0, NULL);
  assert_string_equal(map_of(text, false),
                      "[{\"at\":0,\"line\":1,\"offset\":0},{\"at\":16400,\"line\":821,\"offset\":16400},"
                      "{\"at\":32800,\"line\":1641,\"offset\":32800}]");
  memset(text, 'x', 49999);
  assert_string_equal(
      map_of(text, false),
      "[{\"at\":0,\"line\":1,\"offset\":0},{\"at\":32768,\"line\":1,\"column\":32769,\"offset\":32768}]");
  free(text);
}

static void steps_of_markdown_know_the_heading_above(void **state) {
  (void)state;
  char *text = long_text(2500, 800, "# Heading # of 20 b\n");
  assert_string_equal(map_of(text, true), "[{\"at\":0,\"line\":1,\"offset\":0,\"markdown\":true},"
                                          "{\"at\":16400,\"line\":821,\"offset\":16400,\"under\":15980},"
                                          "{\"at\":32800,\"line\":1641,\"offset\":32800,\"under\":31980}]");
  free(text);
  text = long_text(2500, 800, "```````````````````\n"); /* it ends at line 1600 */
  assert_string_equal(map_of(text, true), "[{\"at\":0,\"line\":1,\"offset\":0,\"markdown\":true},"
                                          "{\"at\":32800,\"line\":1641,\"offset\":32800,\"under\":32800}]");
  free(text);
  text = long_text(2500, 821, "-------------------\n"); /* no place parts line 821 from the one before */
  assert_string_equal(map_of(text, true), "[{\"at\":0,\"line\":1,\"offset\":0,\"markdown\":true},"
                                          "{\"at\":32800,\"line\":1641,\"offset\":32800,\"under\":32800}]");
  free(text);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  qn__source_trace trace;
  qn__trace_init(&trace);
  qn__memory_fail_after(0);
  qn__trace_begin(&trace, QN__TRACE_BYTES, 10, 0);
  qn__trace_cut(&trace, 0, string_of("x"));
  assert_int_equal(qn__trace_map(&trace, string_of("y"), false).size, 0);
  qn__memory_fail_after(-1);
  assert_true(qn__trace_failed(&trace));
  qn__trace_begin(&trace, QN__TRACE_BYTES, 10, 0); /* the next file */
  assert_false(qn__trace_failed(&trace));
  qn__trace_clear(&trace);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_whole_text_has_one_place),
      cmocka_unit_test(lines_before_it_are_counted),
      cmocka_unit_test(what_is_taken_out_of_a_line_has_a_place_after_it),
      cmocka_unit_test(cuts_count_from_what_the_cuts_before_have_left),
      cmocka_unit_test(too_many_cuts_leave_the_lines),
      cmocka_unit_test(a_repaired_text_has_its_beginning_alone),
      cmocka_unit_test(a_long_text_has_a_place_at_every_step),
      cmocka_unit_test(steps_of_markdown_know_the_heading_above),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
