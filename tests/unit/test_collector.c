/* SPDX-License-Identifier: MIT */
/* test_collector.c: what is collected is what sorting everything would put first. */
#include "search/collector.h"
#include "support/support.h"

#include <stdlib.h>

enum { MAX_OFFERS = 2000 };

static int by_rank(const void *a, const void *b) {
  const qn__ranked *x = a, *y = b;
  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;
  return x->article > y->article ? 1 : -1;
}

/* Random scores with many ties, offered in order of articles. */
static size_t draw_offers(random_source *random, qn__ranked *offers) {
  size_t n = random_below(random, MAX_OFFERS);
  uint32_t scores = 1 + (uint32_t)random_skewed(random, 31);
  for (size_t i = 0; i < n; i++)
    offers[i] = (qn__ranked){.article = i * 3, .score = random_below(random, scores)};
  return n;
}

static void test_best_of_all(void **state) {
  (void)state;
  static qn__ranked offers[MAX_OFFERS];
  random_source random = random_start("test_collector", 1);
  qn__collector collector;
  qn_error error;
  qn__collector_init(&collector);
  for (int round = 0; round < 300; round++) {
    size_t n = draw_offers(&random, offers), k = 1 + (size_t)random_skewed(&random, 11);
    assert_ok(qn__collector_begin(&collector, k, &error), error);
    for (size_t i = 0; i < n; i++)
      qn__collector_offer(&collector, offers[i].article, offers[i].score);
    qn__collector_sort(&collector);
    qsort(offers, n, sizeof *offers, by_rank);
    assert_int_equal(collector.n, n < k ? n : k);
    for (size_t i = 0; i < collector.n; i++) {
      assert_int_equal(collector.heap[i].article, offers[i].article);
      assert_int_equal(collector.heap[i].score, offers[i].score);
    }
  }
  qn__collector_clear(&collector);
}

static void test_threshold(void **state) {
  (void)state;
  qn__collector collector;
  qn_error error;
  qn__collector_init(&collector);
  assert_ok(qn__collector_begin(&collector, 2, &error), error);
  qn__collector_offer(&collector, 1, 0); /* a score of nothing is a match too */
  assert_int_equal(collector.n, 1);
  assert_int_equal(collector.threshold, -1);
  qn__collector_offer(&collector, 2, 7);
  assert_int_equal(collector.threshold, 0);
  qn__collector_offer(&collector, 3, 9);
  assert_int_equal(collector.threshold, 7);
  qn__collector_offer(&collector, 4, 7); /* the same score later is not better */
  qn__collector_sort(&collector);
  assert_int_equal(collector.heap[1].article, 2);
  qn__collector_clear(&collector);
}

static void test_priming(void **state) {
  (void)state;
  qn__collector collector;
  qn_error error;
  qn__collector_init(&collector);
  assert_ok(qn__collector_begin(&collector, 2, &error), error);
  qn__collector_prime(&collector, 5);
  qn__collector_prime(&collector, 3); /* lower: changes nothing */
  qn__collector_offer(&collector, 1, 4);
  assert_int_equal(collector.n, 0);
  qn__collector_offer(&collector, 2, 5);
  qn__collector_offer(&collector, 3, 6);
  assert_int_equal(collector.n, 2);
  assert_int_equal(collector.threshold, 5);
  qn__collector_clear(&collector);
}

static void test_nothing_wanted(void **state) {
  (void)state;
  qn__collector collector;
  qn_error error;
  qn__collector_init(&collector);
  assert_ok(qn__collector_begin(&collector, 0, &error), error);
  qn__collector_offer(&collector, 1, INT32_MAX);
  assert_int_equal(collector.n, 0);
  qn__collector_clear(&collector);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_best_of_all),
      cmocka_unit_test(test_threshold),
      cmocka_unit_test(test_priming),
      cmocka_unit_test(test_nothing_wanted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
