/* SPDX-License-Identifier: MIT */
/* test_store_unit_counts.c: units differ by their bytes and by whether they are words; the rarest of too many are
 * forgotten. */
#include "store/store_unit_counts.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "support/support.h"

static void start(qn__unit_counts *counts) {
  assert_int_equal(qn__unit_counts_init(counts, NULL), QN_OK);
}

static void count(qn__unit_counts *counts, const char *unit, size_t size, bool is_word) {
  qn__count_unit(counts, unit, (uint32_t)size, is_word, unit + size);
  qn__count_pending_units(counts);
}

static void assert_counted(qn__unit_counts *counts, uint32_t i, const char *unit, size_t size, bool is_word,
                           uint32_t number) {
  const qn__counted_unit *found = &qn__counted_units(counts)[i];
  assert_true(i < counts->n);
  assert_int_equal(qn__entry_size(found->entry), size);
  assert_memory_equal(counts->texts.data + qn__entry_offset(found->entry), unit, size);
  assert_int_equal(found->entry & 1, is_word);
  assert_int_equal(found->number, number);
}

static void units_are_in_the_order_in_which_they_were_first_seen(void **state) {
  (void)state;
  static const char text[] = "the cat, the hat, internationalisation the cat";
  static const struct {
    uint32_t at, size;
    bool is_word;
  } units[] = {{0, 3, true},   {4, 3, true},   {7, 2, false}, {9, 3, true}, {13, 3, true},
               {16, 2, false}, {18, 20, true}, {39, 3, true}, {43, 3, true}};
  qn__unit_counts counts;
  start(&counts);
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    qn__count_unit(&counts, text + units[i].at, units[i].size, units[i].is_word, text + sizeof text - 1);
  qn__count_pending_units(&counts);
  assert_int_equal(counts.n, 5);
  assert_counted(&counts, 0, "the", 3, true, 3);
  assert_counted(&counts, 1, "cat", 3, true, 2);
  assert_counted(&counts, 2, ", ", 2, false, 2);
  assert_counted(&counts, 3, "hat", 3, true, 1);
  assert_counted(&counts, 4, "internationalisation", 20, true, 1);
  qn__unit_counts_clear(&counts);
}

static void words_sizes_and_zeros_make_a_difference(void **state) {
  (void)state;
  qn__unit_counts counts;
  start(&counts);
  for (uint32_t round = 1; round <= 2; round++) {
    count(&counts, "ab", 2, true);
    count(&counts, "ab", 2, false);
    count(&counts, "ab\0", 3, true);
    count(&counts, "\0", 1, false);
    count(&counts, "\0\0", 2, false);
    assert_int_equal(counts.n, 5);
    assert_counted(&counts, 1, "ab", 2, false, round);
    assert_counted(&counts, 2, "ab\0", 3, true, round);
    assert_counted(&counts, 3, "\0", 1, false, round);
  }
  qn__unit_counts_clear(&counts);
}

/* What follows these first eight bytes has no part in the hash. */
static void long_units_of_the_same_hash_are_compared(void **state) {
  (void)state;
  char first[] = "????????abcd", second[] = "????????abce";
  const size_t size = sizeof first - 1;
  const uint64_t start_of_both = size * QN__HASH_A ^ QN__HASH_A;
  qn__unit_counts counts;
  start(&counts);
  qn__store_u64((uint8_t *)first, start_of_both);
  qn__store_u64((uint8_t *)second, start_of_both);
  assert_int_equal(qn__hash(first, size, 0), qn__hash(second, size, 0));
  for (int i = 0; i < 3; i++)
    count(&counts, first, size, true);
  count(&counts, second, size, true);
  assert_int_equal(counts.n, 2);
  assert_counted(&counts, 0, first, size, true, 3);
  assert_counted(&counts, 1, second, size, true, 1);
  qn__unit_counts_clear(&counts);
}

static void the_rarest_of_too_many_are_forgotten(void **state) {
  (void)state;
  enum { FREQUENT = 100, TIMES = 3 };
  qn__unit_counts counts;
  char unit[16];
  start(&counts);
  for (int round = 0; round < TIMES; round++)
    for (uint32_t i = 0; i < FREQUENT; i++)
      count(&counts, unit, (size_t)snprintf(unit, sizeof unit, "frequent %02u", i), true);
  for (uint32_t i = FREQUENT; i < QN__UNIT_COUNTS_MAX; i++)
    count(&counts, unit, (size_t)snprintf(unit, sizeof unit, "%u", i), true);
  assert_int_equal(counts.n, QN__UNIT_COUNTS_MAX);
  count(&counts, "last", 4, true);
  assert_int_equal(counts.n, FREQUENT + 1);
  for (uint32_t i = 0; i < FREQUENT; i++)
    assert_counted(&counts, i, unit, (size_t)snprintf(unit, sizeof unit, "frequent %02u", i), true, TIMES);
  assert_counted(&counts, FREQUENT, "last", 4, true, 1);
  qn__unit_counts_clear(&counts);
}

static void running_out_of_memory_is_sticky(void **state) {
  (void)state;
  qn_error error;
  qn__unit_counts counts;
  qn__memory_fail_after(0);
  assert_int_equal(qn__unit_counts_init(&counts, &error), QN_NO_MEMORY);
  qn__memory_fail_after(-1);
  for (long n = 0; n < 2; n++) { /* for the text, for the unit */
    start(&counts);
    qn__memory_fail_after(n);
    count(&counts, "tea", 3, true);
    qn__memory_fail_after(-1);
    assert_true(counts.failed);
    count(&counts, "coffee", 6, true);
    assert_true(counts.failed);
    assert_int_equal(counts.n, 0);
    qn__unit_counts_clear(&counts);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(units_are_in_the_order_in_which_they_were_first_seen),
      cmocka_unit_test(words_sizes_and_zeros_make_a_difference),
      cmocka_unit_test(long_units_of_the_same_hash_are_compared),
      cmocka_unit_test(the_rarest_of_too_many_are_forgotten),
      cmocka_unit_test(running_out_of_memory_is_sticky),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
