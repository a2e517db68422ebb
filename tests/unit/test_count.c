/* SPDX-License-Identifier: MIT */
/* test_count.c: matches are counted, one by one or as bits, until there are more than the limit. */
#include "collect/count.h"
#include "support/support.h"

static void a_counter_wants_no_scores(void **state) {
  qn__counter counter;
  (void)state;
  qn__counter_begin(&counter, 10);
  assert_false(counter.sink.wants_scores);
  assert_false(counter.sink.is_full);
  assert_int_equal(counter.counted, 0);
}

static void matches_are_counted_one_by_one(void **state) {
  qn__counter counter;
  (void)state;
  qn__counter_begin(&counter, 10);
  for (uint64_t article = 0; article < 7; article++)
    counter.sink.take(&counter.sink, article * 5, 0);
  assert_int_equal(counter.counted, 7);
  assert_false(counter.sink.is_full);
}

static void bits_are_counted_in_all_words(void **state) {
  static const uint64_t bits[] = {UINT64_C(1) << 63 | 1, 0, UINT64_MAX, 2};
  qn__counter counter;
  (void)state;
  qn__counter_begin(&counter, 1000);
  counter.sink.take_bits(&counter.sink, 8192, bits, 4);
  assert_int_equal(counter.counted, 2 + 64 + 1);
  counter.sink.take_bits(&counter.sink, 16384, bits, 1);
  counter.sink.take(&counter.sink, 20000, 3);
  assert_int_equal(counter.counted, 2 + 64 + 1 + 2 + 1);
}

static void a_counter_is_full_beyond_its_limit(void **state) {
  static const uint64_t bits[] = {7};
  qn__counter counter;
  (void)state;
  qn__counter_begin(&counter, 3);
  counter.sink.take_bits(&counter.sink, 0, bits, 1);
  assert_false(counter.sink.is_full); /* exactly the limit: there may be no more */
  counter.sink.take(&counter.sink, 64, 0);
  assert_true(counter.sink.is_full);
  assert_int_equal(counter.counted, 4);
  qn__counter_begin(&counter, 3);
  assert_false(counter.sink.is_full);
}

static void nothing_is_ever_too_much_without_a_limit(void **state) {
  static const uint64_t bits[] = {UINT64_MAX};
  qn__counter counter;
  (void)state;
  qn__counter_begin(&counter, UINT64_MAX);
  for (int i = 0; i < 100; i++)
    counter.sink.take_bits(&counter.sink, 0, bits, 1);
  assert_int_equal(counter.counted, 6400);
  assert_false(counter.sink.is_full);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_counter_wants_no_scores),
      cmocka_unit_test(matches_are_counted_one_by_one),
      cmocka_unit_test(bits_are_counted_in_all_words),
      cmocka_unit_test(a_counter_is_full_beyond_its_limit),
      cmocka_unit_test(nothing_is_ever_too_much_without_a_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
