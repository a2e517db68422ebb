/* SPDX-License-Identifier: MIT */
/* test_each_match.c: a visitor is called with every match until it has seen enough. */
#include "collect/each_match.h"
#include "support/support.h"

typedef struct seen {
  uint64_t articles[8];
  size_t n, enough;
} seen;

static bool see(void *context, uint64_t article) {
  seen *visited = context;
  visited->articles[visited->n++] = article;
  return visited->n < visited->enough;
}

static void no_scores_are_wanted(void **state) {
  qn__each_match each;
  (void)state;
  qn__each_match_begin(&each, see, NULL);
  assert_false(each.sink.wants_scores);
  assert_false(each.sink.is_full);
}

static void matches_are_visited_one_by_one_or_as_bits(void **state) {
  static const uint64_t bits[] = {UINT64_C(1) << 63 | 1, 0, 4};
  seen visited = {.enough = 8};
  qn__each_match each;
  (void)state;
  qn__each_match_begin(&each, see, &visited);
  each.sink.take(&each.sink, 7, 0);
  each.sink.take_bits(&each.sink, 128, bits, 3);
  each.sink.take(&each.sink, UINT64_C(1) << 40, 0);
  const uint64_t expected[] = {7, 128, 191, 258, UINT64_C(1) << 40};
  assert_int_equal(visited.n, 5);
  for (size_t i = 0; i < 5; i++)
    assert_true(visited.articles[i] == expected[i]);
  assert_false(each.sink.is_full);
}

static void no_match_is_visited_after_enough(void **state) {
  static const uint64_t bits[] = {15, 1};
  seen visited = {.enough = 2};
  qn__each_match each;
  (void)state;
  qn__each_match_begin(&each, see, &visited);
  each.sink.take_bits(&each.sink, 0, bits, 2);
  assert_true(each.sink.is_full);
  assert_int_equal(visited.n, 2);
  assert_int_equal(visited.articles[1], 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_scores_are_wanted),
      cmocka_unit_test(matches_are_visited_one_by_one_or_as_bits),
      cmocka_unit_test(no_match_is_visited_after_enough),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
