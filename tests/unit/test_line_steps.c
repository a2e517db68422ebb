/* SPDX-License-Identifier: MIT */
/* test_line_steps.c: lines of a text in steps, as a reader of the index finds them. */
#include "support/support.h"

#include "articles/line_steps.h"
#include "result/source_places.h"

#include <string.h>

/* A map of one place where the text begins. */
static void make_map(const qn__line_steps *steps, qn__buffer *map) {
  qn__buffer_reset(map);
  qn__buffer_print(map, "[{\"at\":0");
  qn__line_steps_put(steps, map);
  qn__buffer_print(map, "}]");
}

static uint64_t line_at(const qn__buffer *map, uint64_t offset) {
  return qn__find_source_place((qn_string){(const char *)map->data, map->size}, offset).line;
}

static void lines_at_steps_are_exact_and_between_them_spread_evenly(void **state) {
  (void)state;
  static const size_t lines[] = {3, 3, 13, 14, 2000, 2001};
  qn__line_steps steps = {.next = 0};
  qn__buffer map;
  qn__buffer_init(&map);
  qn__line_steps_begin(&steps, 100);
  assert_int_equal(steps.next, 100);
  for (size_t i = 0; i < 6; i++)
    qn__line_steps_add(&steps, lines[i]);
  assert_int_equal(steps.next, 100 + 6 * QN__LINE_STEP);
  make_map(&steps, &map);
  assert_in_range(map.size, 0, qn__line_steps_most(6 * QN__LINE_STEP, 2001));
  for (size_t i = 0; i < 6; i++)
    assert_int_equal(line_at(&map, i * QN__LINE_STEP), lines[i]);
  assert_int_equal(line_at(&map, QN__LINE_STEP + QN__LINE_STEP / 2), 8);
  assert_int_equal(line_at(&map, UINT64_MAX), 2001);
  qn__buffer_clear(&map);
  qn__line_steps_clear(&steps);
}

static void the_last_step_goes_as_far_as_the_text(void **state) {
  (void)state;
  qn__line_steps steps = {.next = 0};
  qn__buffer map;
  qn__buffer_init(&map);
  qn__line_steps_begin(&steps, 0);
  qn__line_steps_add(&steps, 10);
  qn__line_steps_end(&steps, QN__LINE_STEP / 4, 20);
  make_map(&steps, &map);
  assert_int_equal(line_at(&map, QN__LINE_STEP / 4), 20);
  assert_int_equal(line_at(&map, QN__LINE_STEP / 8), 15);
  qn__buffer_clear(&map);
  qn__line_steps_clear(&steps);
}

static void what_goes_back_stays_where_it_was(void **state) {
  (void)state;
  qn__line_steps steps = {.next = 0};
  qn__buffer map;
  qn__buffer_init(&map);
  qn__line_steps_begin(&steps, 0);
  qn__line_steps_end(&steps, 9, 20); /* no line is known */
  make_map(&steps, &map);
  assert_int_equal(line_at(&map, 0), 0);
  qn__line_steps_add(&steps, 10);
  qn__line_steps_add(&steps, 5);
  qn__line_steps_add(&steps, 12);
  make_map(&steps, &map);
  assert_int_equal(line_at(&map, QN__LINE_STEP), 10);
  assert_int_equal(line_at(&map, 2 * QN__LINE_STEP), 12);
  qn__buffer_clear(&map);
  qn__line_steps_clear(&steps);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_at_steps_are_exact_and_between_them_spread_evenly),
      cmocka_unit_test(the_last_step_goes_as_far_as_the_text),
      cmocka_unit_test(what_goes_back_stays_where_it_was),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
