/* SPDX-License-Identifier: MIT */
/* test_collapse_sinks.c: what is like a hit does not pass, and counts for it. */
#include "collect/collapse.h"
#include "collect/count.h"
#include "collect/top_k.h"
#include "support/filter_fixture.h"

#include <stdio.h>

enum { N = 130 };

static search_fixture fixture;
static qn__arena arena;
static qn__collapse collapse;

/* Articles by turns of the value 0, 1, 2 and of none. */
static int set_up(void **state) {
  static filtered_row rows[N];
  static char ids[N][8];
  static const char *const fields[] = {"{\"k\":0}", "{\"k\":1}", "{\"k\":2}", NULL};
  (void)state;
  for (size_t i = 0; i < N; i++) {
    sprintf(ids[i], "%zu", i);
    rows[i] = (filtered_row){ids[i], NULL, fields[i % 4]};
  }
  filter_fixture_open(&fixture, rows, N);
  qn__arena_init(&arena);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  qn__arena_clear(&arena);
  search_fixture_close(&fixture);
  return 0;
}

/* The hits are the articles 4, 5 and 7: of the values 0 and 1, and of none. */
static void show_three(void) {
  const uint64_t articles[] = {4, 5, 7};
  qn_error error;
  assert_ok(qn__collapse_begin(&collapse, fixture.index, "k", 3, &arena, &error), error);
  for (size_t i = 0; i < 3; i++)
    assert_ok(qn__collapse_offer(&collapse, articles[i], &error), error);
  assert_int_equal(collapse.n, 3);
}

static void what_is_like_no_hit_passes(void **state) {
  static const uint64_t bits[] = {UINT64_MAX, UINT64_MAX};
  qn__counter inner;
  qn__unlike_filter filter;
  (void)state;
  show_three();
  qn__counter_begin(&inner, 1000);
  qn__unlike_filter_begin(&filter, &collapse, &inner.sink);
  assert_false(filter.sink.wants_scores);
  filter.sink.take_bits(&filter.sink, 0, bits, 2);
  assert_int_equal(inner.counted, 32 + 31); /* those of the value 2, and those of none but the one that is shown */
  filter.sink.take(&filter.sink, 128, 0);
  assert_int_equal(inner.counted, 32 + 31);
  assert_int_equal(filter.status, QN_OK);
}

static void the_filter_wants_what_the_inner_sink_wants(void **state) {
  qn__top_k inner;
  qn__unlike_filter filter;
  qn_error error;
  (void)state;
  show_three();
  qn__top_k_init(&inner);
  assert_ok(qn__top_k_begin(&inner, 2, &error), error);
  qn__unlike_filter_begin(&filter, &collapse, &inner.sink);
  assert_true(filter.sink.wants_scores);
  assert_int_equal(filter.sink.k, 0); /* no threshold may be known in advance */
  filter.sink.take(&filter.sink, 2, 50);
  filter.sink.take(&filter.sink, 4, 90); /* is like a hit */
  assert_int_equal(filter.sink.threshold, -1);
  filter.sink.take(&filter.sink, 6, 70);
  assert_int_equal(filter.sink.threshold, 50);
  assert_int_equal(inner.n, 2);
  qn__top_k_clear(&inner);
}

static void what_is_like_a_hit_counts_for_it_and_the_first_are_kept(void **state) {
  static const uint64_t bits[] = {UINT64_MAX, UINT64_MAX, 3};
  qn__similar_counter counter;
  (void)state;
  show_three();
  qn__similar_counter_begin(&counter, &collapse);
  counter.sink.take_bits(&counter.sink, 0, bits, 3);
  assert_int_equal(counter.status, QN_OK);
  assert_int_equal(collapse.n_seen, N);
  assert_int_equal(collapse.shown[0].n_similar, 32);
  assert_int_equal(collapse.shown[1].n_similar, 32);
  assert_int_equal(collapse.shown[2].n_similar, 0);
  for (size_t i = 0; i < 32; i++)
    assert_int_equal(collapse.shown[1].similar[i], 1 + 4 * (i < 1 ? 0 : i + 1)); /* without 5, the hit */
  for (int again = 0; again < 4; again++)
    counter.sink.take_bits(&counter.sink, 0, bits, 3);
  assert_int_equal(collapse.shown[0].n_similar, 5 * 32);
  assert_int_equal(collapse.shown[0].n_room, QN__SIMILAR_KEPT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_like_no_hit_passes),
      cmocka_unit_test(the_filter_wants_what_the_inner_sink_wants),
      cmocka_unit_test(what_is_like_a_hit_counts_for_it_and_the_first_are_kept),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
