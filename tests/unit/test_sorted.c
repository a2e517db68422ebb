/* SPDX-License-Identifier: MIT */
/* test_sorted.c: the sink keeps the first articles in an order of several keys, over segments. */
#include "collect/sorted.h"
#include "unit/sink_fixture.h"

#include <string.h>

static const filtered_row rows[] = {
    {"e", "2025-01-01", "{\"n\":[5,1],\"k\":\"beta\"}"},
    {"d", NULL, "{\"n\":2,\"k\":[\"delta\",\"alpha\"]}"},
    {"c", "2024-01-01", "{\"k\":\"Beta\"}"},
    {"b", "2025-01-01", "{\"n\":\"word\"}"},
    {"a", NULL, "{\"n\":-3,\"k\":\"beta\"}"},
    {"f", "1999", "{\"n\":2}"},
};

enum { N = sizeof rows / sizeof rows[0] };

static int set_up(void **state) {
  (void)state;
  return open_rows(rows, N);
}

/* The ids of the first k of all articles; scores are 10 times the number of the article. */
static const char *sort_all(const qn_sort_key *keys, size_t n_keys, size_t k, const qn__sorted_place *after,
                            qn__sorted *sorted) {
  static char ids[2 * N + 1];
  qn_error error;
  assert_ok(qn__sorted_begin(sorted, fixture.index, keys, n_keys, k, after, NULL, &arena, &error), error);
  for (uint64_t article = 0; article < N; article++)
    sorted->sink.take(&sorted->sink, article, (uint32_t)article * 10);
  assert_ok(qn__sorted_end(sorted, &error), error);
  ids[0] = '\0';
  for (size_t i = 0; i < sorted->n; i++)
    strcat(strcat(ids, rows[sorted->places[i].article].id), " ");
  return ids;
}

static void check_order(qn_sort_key first, const char *expected) {
  qn__sorted sorted;
  const char *all = sort_all(&first, 1, N, NULL, &sorted);
  assert_string_equal(all, expected);
  for (size_t k = 1; k < N; k++) {
    const char *some = sort_all(&first, 1, k, NULL, &sorted);
    assert_int_equal(strlen(some), 2 * k);
    assert_memory_equal(some, expected, 2 * k);
    assert_int_equal(sorted.n_seen, N);
  }
}

static void a_column_sorts_by_its_least_or_greatest_value(void **state) {
  (void)state;
  check_order((qn_sort_key){QN_SORT_COLUMN, "n", false}, "a e d f b c ");
  check_order((qn_sort_key){QN_SORT_COLUMN, "n", true}, "b e d f a c ");
  check_order((qn_sort_key){QN_SORT_COLUMN, "date", false}, "f c e b d a ");
  check_order((qn_sort_key){QN_SORT_COLUMN, "date", true}, "e b c f d a ");
  check_order((qn_sort_key){QN_SORT_COLUMN, "k", false}, "c d e a b f ");
  check_order((qn_sort_key){QN_SORT_COLUMN, "k", true}, "d e a c b f ");
}

static void ids_sort_by_their_bytes(void **state) {
  (void)state;
  check_order((qn_sort_key){QN_SORT_ID, NULL, false}, "a b c d e f ");
  check_order((qn_sort_key){QN_SORT_ID, NULL, true}, "f e d c b a ");
}

static void the_best_score_comes_first_either_way(void **state) {
  (void)state;
  check_order((qn_sort_key){QN_SORT_SCORE, NULL, false}, "f a b c d e ");
  check_order((qn_sort_key){QN_SORT_SCORE, NULL, true}, "f a b c d e ");
}

static void a_column_that_is_nowhere_leaves_the_order_of_the_index(void **state) {
  (void)state;
  check_order((qn_sort_key){QN_SORT_COLUMN, "none", false}, "e d c b a f ");
}

static void later_keys_decide_between_equals(void **state) {
  const qn_sort_key keys[] = {{QN_SORT_COLUMN, "date", true}, {QN_SORT_COLUMN, "n", false}, {QN_SORT_ID, NULL, false}};
  const qn_sort_key others[] = {{QN_SORT_COLUMN, "date", true}, {QN_SORT_ID, NULL, false}};
  qn__sorted sorted;
  (void)state;
  assert_string_equal(sort_all(keys, 3, N, NULL, &sorted), "e b c f a d ");
  assert_string_equal(sort_all(others, 2, N, NULL, &sorted), "b e c f a d ");
}

static void it_can_begin_after_any_place(void **state) {
  const qn_sort_key keys[] = {{QN_SORT_COLUMN, "k", false}, {QN_SORT_COLUMN, "date", true}};
  qn__sorted all, rest;
  char expected[2 * N + 1];
  (void)state;
  strcpy(expected, sort_all(keys, 2, N, NULL, &all));
  for (size_t i = 0; i < N; i++)
    assert_string_equal(sort_all(keys, 2, N, &all.places[i], &rest), expected + 2 * (i + 1));
}

static void a_threshold_rises_only_if_the_score_comes_first(void **state) {
  const qn_sort_key score[] = {{QN_SORT_SCORE, NULL, false}, {QN_SORT_ID, NULL, false}};
  const qn_sort_key id[] = {{QN_SORT_ID, NULL, false}, {QN_SORT_SCORE, NULL, false}};
  qn__sorted sorted;
  (void)state;
  sort_all(score, 1, 2, NULL, &sorted);
  assert_int_equal(sorted.sink.threshold, 40);
  sort_all(score, 2, 2, NULL, &sorted);
  assert_int_equal(sorted.sink.threshold, 39); /* equal scores may come before */
  sort_all(id, 2, 2, NULL, &sorted);
  assert_int_equal(sorted.sink.threshold, -1);
  assert_true(sorted.sink.wants_scores);
  sort_all(id, 1, 2, NULL, &sorted);
  assert_false(sorted.sink.wants_scores);
}

static void bits_are_articles(void **state) {
  const qn_sort_key id = {QN_SORT_ID, NULL, false};
  const uint64_t bits[] = {0x15};
  qn__sorted sorted;
  qn_error error;
  (void)state;
  assert_ok(qn__sorted_begin(&sorted, fixture.index, &id, 1, N, NULL, NULL, &arena, &error), error);
  sorted.sink.take_bits(&sorted.sink, 1, bits, 1);
  assert_ok(qn__sorted_end(&sorted, &error), error);
  assert_int_equal(sorted.n, 3);
  assert_int_equal(sorted.places[0].article, 3); /* b, d, f */
  assert_int_equal(sorted.places[2].article, 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_column_sorts_by_its_least_or_greatest_value),
      cmocka_unit_test(ids_sort_by_their_bytes),
      cmocka_unit_test(the_best_score_comes_first_either_way),
      cmocka_unit_test(a_column_that_is_nowhere_leaves_the_order_of_the_index),
      cmocka_unit_test(later_keys_decide_between_equals),
      cmocka_unit_test(it_can_begin_after_any_place),
      cmocka_unit_test(a_threshold_rises_only_if_the_score_comes_first),
      cmocka_unit_test(bits_are_articles),
  };
  return cmocka_run_group_tests(tests, set_up, close_rows);
}
