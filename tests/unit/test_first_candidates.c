/* SPDX-License-Identifier: MIT */
/* test_first_candidates.c: which candidates come first.  That a page is as if all had been computed for all:
 * tests/property/test_pruning.c. */
#include "support/rescored_hit.h"

#include <stdlib.h>
#include <string.h>

static int compare_keys(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static void keys_are_sorted(void **state) {
  (void)state;
  random_source random = random_start("keys", 7);
  for (uint32_t n = 0; n <= QN__RESCORED; n++) {
    uint64_t keys[QN__RESCORED] = {0}, expected[QN__RESCORED];
    for (uint32_t i = 0; i < n; i++)
      keys[i] = qn__sort_key(random_below(&random, 60), i);
    memcpy(expected, keys, sizeof keys);
    qsort(expected, n, sizeof *expected, compare_keys);
    qn__sort_keys(keys, n);
    assert_memory_equal(keys, expected, sizeof keys);
  }
}

static void a_key_has_its_index(void **state) {
  (void)state;
  assert_int_equal(qn__sorted_index(qn__sort_key(UINT64_MAX >> QN__INDEX_BITS, QN__RESCORED - 1)), QN__RESCORED - 1);
  assert_int_equal(qn__sorted_index(qn__sort_key(12345, 0)), 0);
}

/* Candidates with a score and nothing to compute. */
typedef struct known_candidates {
  qn__rescoring r;
  qn__candidate candidates[QN__RESCORED];
  uint32_t order[QN__RESCORED];
} known_candidates;

static void draw_candidates(random_source *random, known_candidates *known) {
  known->r = (qn__rescoring){.candidates = known->candidates, .order = known->order};
  known->r.n = 1 + random_below(random, QN__RESCORED);
  for (uint32_t i = 0; i < known->r.n; i++) {
    const uint64_t score = random_below(random, 50);
    known->candidates[i] = (qn__candidate){.article = i, .score = score, .bound = score};
    known->order[i] = known->r.n - 1 - i;
  }
}

/* Whether the first n are in order, and none of the others belongs before them. */
static void check_first(const known_candidates *known, uint32_t n) {
  bool seen[QN__RESCORED] = {false};
  for (uint32_t i = 0; i < known->r.n; i++) {
    const uint32_t here = known->order[i], before = known->order[i == 0 ? 0 : (i <= n ? i : n) - 1];
    const uint64_t score = known->candidates[here].score, above = known->candidates[before].score;
    assert_false(seen[here]);
    seen[here] = true;
    assert_true(i == 0 || above > score || (above == score && before < here));
  }
}

static void the_first_are_the_highest_and_equal_ones_stay_in_order(void **state) {
  (void)state;
  random_source random = random_start("first candidates", 8);
  for (int round = 0; round < 200; round++) {
    known_candidates known;
    qn_error error;
    draw_candidates(&random, &known);
    const uint32_t n = random_below(&random, known.r.n + 1);
    assert_ok(qn__find_first(&known.r, n, &error), error);
    if (n > 0)
      check_first(&known, n);
  }
}

static void candidates_are_sorted_by_any_score(void **state) {
  (void)state;
  random_source random = random_start("sorted candidates", 9);
  for (int round = 0; round < 50; round++) {
    known_candidates known;
    draw_candidates(&random, &known);
    for (uint32_t i = 0; i < known.r.n; i += 3)
      known.candidates[i].score = known.candidates[i].bound = UINT64_MAX - i % 5;
    qn__sort_candidates(&known.r, known.r.n);
    check_first(&known, known.r.n);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keys_are_sorted),
      cmocka_unit_test(a_key_has_its_index),
      cmocka_unit_test(the_first_are_the_highest_and_equal_ones_stay_in_order),
      cmocka_unit_test(candidates_are_sorted_by_any_score),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
