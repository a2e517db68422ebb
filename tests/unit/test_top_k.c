/* SPDX-License-Identifier: MIT */
/* test_top_k.c: what is collected is what sorting everything would put first. */
#include "collect/top_k.h"
#include "support/support.h"

#include <stdlib.h>

enum { MAX_OFFERS = 2000 };

/* Offers a match as an engine does: only above the threshold. */
static void offer(qn__top_k *top_k, uint64_t article, uint32_t score) {
  if ((int32_t)score > top_k->sink.threshold)
    top_k->sink.take(&top_k->sink, article, score);
}

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

static void keeps_the_best_of_all(void **state) {
  (void)state;
  static qn__ranked offers[MAX_OFFERS];
  random_source random = random_start("test_top_k", 1);
  qn__top_k top_k;
  qn_error error;
  qn__top_k_init(&top_k);
  for (int round = 0; round < 300; round++) {
    size_t n = draw_offers(&random, offers), k = 1 + (size_t)random_skewed(&random, 11);
    assert_ok(qn__top_k_begin(&top_k, k, &error), error);
    for (size_t i = 0; i < n; i++)
      offer(&top_k, offers[i].article, offers[i].score);
    qn__top_k_sort(&top_k);
    qsort(offers, n, sizeof *offers, by_rank);
    assert_int_equal(top_k.n, n < k ? n : k);
    for (size_t i = 0; i < top_k.n; i++) {
      assert_int_equal(top_k.heap[i].article, offers[i].article);
      assert_int_equal(top_k.heap[i].score, offers[i].score);
    }
  }
  qn__top_k_clear(&top_k);
}

static void the_threshold_is_the_kth_best_score(void **state) {
  (void)state;
  qn__top_k top_k;
  qn_error error;
  qn__top_k_init(&top_k);
  assert_ok(qn__top_k_begin(&top_k, 2, &error), error);
  offer(&top_k, 1, 0); /* a score of nothing is a match too */
  assert_int_equal(top_k.n, 1);
  assert_false(top_k.sink.is_full);
  assert_int_equal(top_k.sink.threshold, -1);
  offer(&top_k, 2, 7);
  assert_int_equal(top_k.sink.threshold, 0);
  offer(&top_k, 3, 9);
  assert_int_equal(top_k.sink.threshold, 7);
  offer(&top_k, 4, 7); /* the same score later is not better */
  qn__top_k_sort(&top_k);
  assert_int_equal(top_k.heap[1].article, 2);
  qn__top_k_clear(&top_k);
}

static void a_primed_threshold_drops_lower_scores(void **state) {
  (void)state;
  qn__top_k top_k;
  qn_error error;
  qn__top_k_init(&top_k);
  assert_ok(qn__top_k_begin(&top_k, 2, &error), error);
  qn__sink_prime(&top_k.sink, 5);
  qn__sink_prime(&top_k.sink, 3); /* lower: changes nothing */
  offer(&top_k, 1, 4);
  assert_int_equal(top_k.n, 0);
  offer(&top_k, 2, 5);
  offer(&top_k, 3, 6);
  assert_int_equal(top_k.n, 2);
  assert_int_equal(top_k.sink.threshold, 5);
  qn__top_k_clear(&top_k);
}

static void takes_nothing_where_nothing_is_wanted(void **state) {
  (void)state;
  qn__top_k top_k;
  qn_error error;
  qn__top_k_init(&top_k);
  assert_ok(qn__top_k_begin(&top_k, 0, &error), error);
  assert_true(top_k.sink.is_full);
  offer(&top_k, 1, INT32_MAX);
  assert_int_equal(top_k.n, 0);
  qn__top_k_clear(&top_k);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_the_best_of_all),
      cmocka_unit_test(the_threshold_is_the_kth_best_score),
      cmocka_unit_test(a_primed_threshold_drops_lower_scores),
      cmocka_unit_test(takes_nothing_where_nothing_is_wanted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
