/* SPDX-License-Identifier: MIT */
/* test_merged_positions.c: positions of parts become one ascending list. */
#include "match/merged_positions.h"
#include "support/support.h"

typedef struct fixture {
  qn__arena arena;
  qn__merged_positions merged;
} fixture;

static int set_up(void **state) {
  static fixture f;
  qn__arena_init(&f.arena);
  f.merged = (qn__merged_positions){.arena = &f.arena};
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn__arena_clear(&f->arena);
  return 0;
}

static void add(fixture *f, const uint32_t *positions, uint32_t n, uint32_t offset, uint32_t part) {
  qn_error error;
  assert_ok(qn__merge_positions(&f->merged, positions, n, offset, part, &error), error);
}

static void check(const fixture *f, const uint32_t *positions, const uint32_t *parts, uint32_t n) {
  assert_int_equal(f->merged.n, n);
  for (uint32_t i = 0; i < n; i++) {
    assert_int_equal(f->merged.positions[i], positions[i]);
    assert_int_equal(f->merged.parts[i], parts[i]);
  }
}

static void positions_ascend_and_keep_their_part(void **state) {
  static const uint32_t first[] = {3, 9, 12}, second[] = {0, 8, 19}, third[] = {5};
  static const uint32_t positions[] = {1, 3, 6, 9, 9, 12, 20}, parts[] = {1, 0, 2, 0, 1, 0, 1};
  add(*state, first, 3, 0, 0);
  add(*state, second, 3, 1, 1);
  add(*state, third, 1, 1, 2);
  add(*state, NULL, 0, 0, 3);
  check(*state, positions, parts, 7);
}

static void of_equal_positions_the_first_may_be_kept(void **state) {
  fixture *f = *state;
  static const uint32_t first[] = {3, 9}, second[] = {3, 4, 9};
  static const uint32_t positions[] = {3, 4, 9}, parts[] = {7, 2, 7};
  add(f, first, 2, 0, 7);
  add(f, second, 3, 0, 2);
  add(f, second, 3, 0, 1);
  qn__merged_keep_distinct(&f->merged);
  check(f, positions, parts, 3);
}

static void many_positions_are_kept_where_room_is_made(void **state) {
  fixture *f = *state;
  for (uint32_t i = 1000; i > 0; i--)
    add(f, &i, 1, 0, i);
  for (uint32_t i = 0; i < 1000; i++)
    assert_true(f->merged.positions[i] == i + 1 && f->merged.parts[i] == i + 1);
}

static void nothing_may_be_merged(void **state) {
  fixture *f = *state;
  qn__merged_keep_distinct(&f->merged);
  assert_int_equal(f->merged.n, 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(positions_ascend_and_keep_their_part),
      TEST(of_equal_positions_the_first_may_be_kept),
      TEST(many_positions_are_kept_where_room_is_made),
      TEST(nothing_may_be_merged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
