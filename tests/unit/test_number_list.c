/* SPDX-License-Identifier: MIT */
/* test_number_list.c: numbers are sorted, and those of an article are kept once. */
#include "base/memory.h"
#include "collect/number_list.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 3000 };

static int compare(const void *left, const void *right) {
  uint64_t a, b;
  memcpy(&a, left, sizeof a);
  memcpy(&b, right, sizeof b);
  return (a > b) - (a < b);
}

static void numbers_are_sorted_whatever_they_are(void **state) {
  static const uint64_t masks[] = {0, 1, 0xff, 0xfff0000, UINT64_C(0xffffffff00000000), UINT64_MAX};
  random_source random = random_start("number list", 7);
  uint64_t expected[MOST];
  qn__arena arena;
  (void)state;
  qn__arena_init(&arena);
  for (size_t mask = 0; mask < sizeof masks / sizeof *masks; mask++)
    for (size_t n = 0; n < MOST; n = n * 2 + 1) {
      qn__number_list list = {NULL, 0, 0};
      for (size_t i = 0; i < n; i++) {
        expected[i] = random_next(&random) & masks[mask];
        assert_true(qn__number_list_add(&list, expected[i], &arena));
      }
      assert_true(qn__number_list_sort(&list, &arena));
      qsort(expected, n, sizeof *expected, compare);
      assert_int_equal(list.n, n);
      for (size_t i = 0; i < n; i++)
        assert_true(list.numbers[i] == expected[i]);
      assert_true(qn__number_list_add(&list, 5, &arena)); /* a list that is sorted can go on */
      assert_true(list.numbers[n] == 5);
      qn__arena_reset(&arena);
    }
  qn__arena_clear(&arena);
}

static void the_last_numbers_are_united(void **state) {
  static const uint64_t numbers[] = {7, 7, 3, 9, 3, 3, 7, 9};
  qn__number_list list = {NULL, 0, 0};
  qn__arena arena;
  (void)state;
  qn__arena_init(&arena);
  qn__number_list_unite(&list, 0);
  for (size_t i = 0; i < 8; i++)
    assert_true(qn__number_list_add(&list, numbers[i], &arena));
  qn__number_list_unite(&list, 2);
  assert_int_equal(list.n, 5);
  assert_true(list.numbers[0] == 7 && list.numbers[1] == 7);
  assert_true(list.numbers[2] == 3 && list.numbers[3] == 7 && list.numbers[4] == 9);
  qn__arena_clear(&arena);
}

static void without_memory_it_says_so(void **state) {
  qn__number_list list = {NULL, 0, 0};
  qn__arena arena;
  bool added = true;
  (void)state;
  qn__arena_init(&arena);
  for (uint64_t i = 0; i < 500; i++)
    assert_true(qn__number_list_add(&list, 500 - i, &arena));
  qn__memory_fail_after(0);
  while (added && list.n < 1000000)
    added = qn__number_list_add(&list, 1, &arena);
  const bool sorted = qn__number_list_sort(&list, &arena);
  qn__memory_fail_after(-1);
  assert_false(added);
  assert_false(sorted);
  qn__arena_clear(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_sorted_whatever_they_are),
      cmocka_unit_test(the_last_numbers_are_united),
      cmocka_unit_test(without_memory_it_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
