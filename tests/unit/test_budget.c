/* SPDX-License-Identifier: MIT */
/* test_budget.c: more memory never means fewer workers or smaller batches, and there is always one of each. */
#include "support/support.h"

#include "builder/budget.h"

static void memory_buys_workers_and_batches(void **state) {
  (void)state;
  const size_t most = SIZE_MAX > UINT32_MAX ? SIZE_MAX >> 31 : SIZE_MAX / 4 * 3; /* 8 GiB; 3 GiB in 32 bits */
  for (unsigned threads = 1; threads <= 64; threads *= 2) {
    qn__budget before = {.threads = 0};
    for (size_t memory = QN__MIN_MEMORY; memory <= most; memory += memory / 4) {
      qn__budget budget;
      qn__budget_plan(&budget, memory, threads);
      assert_in_range(budget.threads, 1, threads);
      assert_true(budget.threads >= before.threads);
      assert_true(budget.threads > before.threads || budget.batch >= before.batch);
      assert_true(budget.n_jobs >= budget.threads);
      assert_true(budget.batch >= 1 << 20);
      assert_true(budget.limits.tokens > 0 && budget.limits.words > 0);
      assert_true((uint64_t)budget.n_jobs * budget.batch < memory);
      before = budget;
    }
    assert_int_equal(before.threads, threads);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(memory_buys_workers_and_batches)};
  return cmocka_run_group_tests_name("budget", tests, NULL, NULL);
}
