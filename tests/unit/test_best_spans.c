/* SPDX-License-Identifier: MIT */
/* test_best_spans.c: which stretches of a text are chosen to be shown, by positions alone. */
#include "snippets/best_spans.h"
#include "support/support.h"

static qn__match match(uint32_t position, uint32_t leaf, float weight) {
  return (qn__match){.position = position, .words = 1, .leaf = leaf, .weight = weight};
}

enum { LEAVES = 32 };

/* The weights of the matches, as integers. */
static void weigh(const qn__match *matches, size_t n_matches, int64_t weights[LEAVES]) {
  for (size_t i = 0; i < LEAVES; i++)
    weights[i] = 0;
  for (size_t i = 0; i < n_matches; i++)
    weights[matches[i].leaf] = (int64_t)(matches[i].weight * 1024) + 2;
}

/* Chooses and compares: `expected` has n spans. */
static void assert_spans(const qn__match *matches, size_t n_matches, uint32_t width, size_t max_spans,
                         const qn__span *expected, size_t n) {
  qn__arena arena;
  qn_error error;
  qn__span *spans = NULL;
  size_t n_spans = 0;
  int64_t weights[LEAVES];
  const qn__span_choice choice = {.width = width, .max_spans = max_spans};
  weigh(matches, n_matches, weights);
  qn__arena_init(&arena);
  assert_ok(qn__choose_spans(&arena, matches, n_matches, weights, &choice, &spans, &n_spans, &error), error);
  assert_int_equal(n_spans, n);
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(spans[i].first, expected[i].first);
    assert_int_equal(spans[i].last, expected[i].last);
  }
  qn__arena_clear(&arena);
}

static void no_match_gives_no_span(void **state) {
  (void)state;
  assert_spans(NULL, 0, 30, 3, NULL, 0);
}

static void both_words_beat_one_repeated(void **state) {
  (void)state;
  const qn__match matches[] = {match(5, 0, 2), match(7, 0, 2), match(9, 0, 2), match(500, 0, 2), match(510, 1, 2)};
  assert_spans(matches, 5, 30, 1, &(qn__span){500, 510, 0}, 1);
}

static void the_rarer_word_wins(void **state) {
  (void)state;
  const qn__match matches[] = {match(5, 0, 0.5f), match(100, 1, 7)};
  assert_spans(matches, 2, 30, 1, &(qn__span){100, 100, 0}, 1);
}

static void words_side_by_side_beat_words_apart(void **state) {
  (void)state;
  const qn__match matches[] = {match(5, 0, 2), match(25, 1, 2), match(500, 0, 2), match(501, 1, 2)};
  assert_spans(matches, 4, 30, 1, &(qn__span){500, 501, 0}, 1);
}

static void the_order_of_the_query_beats_another(void **state) {
  (void)state;
  const qn__match matches[] = {match(5, 1, 2), match(6, 0, 2), match(500, 0, 2), match(501, 1, 2)};
  assert_spans(matches, 4, 30, 1, &(qn__span){500, 501, 0}, 1);
}

static void of_equals_the_first_wins(void **state) {
  (void)state;
  const qn__match matches[] = {match(50, 0, 2), match(51, 1, 2), match(500, 0, 2), match(501, 1, 2)};
  assert_spans(matches, 4, 30, 1, &(qn__span){50, 51, 0}, 1);
}

static void a_word_of_no_weight_is_still_shown(void **state) {
  (void)state;
  const qn__match matches[] = {match(50, 0, 0)};
  assert_spans(matches, 1, 30, 1, &(qn__span){50, 50, 0}, 1);
}

static void several_spans_stand_in_order_and_apart(void **state) {
  (void)state;
  const qn__match matches[] = {match(10, 0, 1), match(200, 0, 3), match(202, 1, 3), match(205, 0, 3), match(400, 2, 2)};
  assert_spans(matches, 5, 30, 3, (qn__span[]){{10, 10, 0}, {200, 205, 0}, {400, 400, 0}}, 3);
  assert_spans(matches, 5, 30, 2, (qn__span[]){{200, 205, 0}, {400, 400, 0}}, 2);
}

static void what_is_shown_counts_less_the_second_time(void **state) {
  (void)state;
  const qn__match matches[] = {match(10, 0, 3), match(200, 0, 3), match(400, 1, 2)};
  assert_spans(matches, 3, 30, 2, (qn__span[]){{10, 10, 0}, {400, 400, 0}}, 2);
}

static void alternatives_come_by_worth_and_do_not_know_each_other(void **state) {
  (void)state;
  const qn__match matches[] = {match(10, 0, 3), match(200, 0, 3), match(203, 1, 2), match(400, 1, 2)};
  qn__arena arena;
  qn_error error;
  qn__span *spans = NULL;
  size_t n_spans = 0;
  int64_t weights[LEAVES];
  const qn__span_choice choice = {.width = 30, .max_spans = 3, .alternatives = true};
  weigh(matches, 4, weights);
  qn__arena_init(&arena);
  assert_ok(qn__choose_spans(&arena, matches, 4, weights, &choice, &spans, &n_spans, &error), error);
  assert_int_equal(n_spans, 3);
  assert_int_equal(spans[0].first, 200);
  assert_int_equal(spans[1].first, 10);
  assert_int_equal(spans[2].first, 400);
  assert_true(spans[0].worth > spans[1].worth && spans[1].worth > spans[2].worth);
  assert_int_equal(spans[0].worth, qn__worth(matches + 1, 2, weights));
  qn__arena_clear(&arena);
}

static void a_phrase_ends_where_its_last_word_does(void **state) {
  (void)state;
  const qn__match matches[] = {{.position = 10, .words = 4, .leaf = 0, .weight = 5}, match(11, 1, 1)};
  assert_spans(matches, 2, 30, 1, &(qn__span){10, 13, 0}, 1);
}

/* Sliding must find what looking at every span finds: with weights of one, distinct words decide. */
static void sliding_agrees_with_trying_all(void **state) {
  (void)state;
  random_source random = random_start("spans", 7);
  for (int round = 0; round < 200; round++) {
    qn__match matches[60];
    uint32_t position = 0;
    for (size_t i = 0; i < 60; i++) {
      position += 1 + random_below(&random, 12);
      matches[i] = match(position, random_below(&random, 25), 1);
    }
    qn__arena arena;
    qn_error error;
    qn__span *span;
    size_t n;
    int64_t weights[LEAVES];
    const qn__span_choice choice = {.width = 20, .max_spans = 1};
    weigh(matches, 60, weights);
    qn__arena_init(&arena);
    assert_ok(qn__choose_spans(&arena, matches, 60, weights, &choice, &span, &n, &error), error);
    assert_int_equal(n, 1);
    unsigned best = 0, chosen = 0;
    for (size_t first = 0; first < 60; first++) {
      uint32_t seen = 0;
      for (size_t i = first; i < 60 && matches[i].position < matches[first].position + 20; i++)
        seen |= 1u << matches[i].leaf;
      unsigned n_seen = qn__popcount64(seen);
      best = n_seen > best ? n_seen : best;
      if (matches[first].position == span[0].first)
        chosen = n_seen;
    }
    /* Repetition and closeness together can outweigh one word, not two. */
    assert_true(chosen + 1 >= best);
    qn__arena_clear(&arena);
  }
}

static void the_first_match_from_a_position_on_is_found(void **state) {
  (void)state;
  const qn__match matches[] = {{5, 1, 0, 1, 0}, {7, 2, 1, 1, 0}, {7, 1, 0, 1, 0}, {20, 1, 0, 1, 0}};
  assert_int_equal(qn__first_match(matches, 4, 0), 0);
  assert_int_equal(qn__first_match(matches, 4, 5), 0);
  assert_int_equal(qn__first_match(matches, 4, 6), 1);
  assert_int_equal(qn__first_match(matches, 4, 7), 1);
  assert_int_equal(qn__first_match(matches, 4, 8), 3);
  assert_int_equal(qn__first_match(matches, 4, 21), 4);
  assert_int_equal(qn__first_match(matches, 0, 0), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_match_gives_no_span),
      cmocka_unit_test(both_words_beat_one_repeated),
      cmocka_unit_test(the_rarer_word_wins),
      cmocka_unit_test(words_side_by_side_beat_words_apart),
      cmocka_unit_test(the_order_of_the_query_beats_another),
      cmocka_unit_test(of_equals_the_first_wins),
      cmocka_unit_test(a_word_of_no_weight_is_still_shown),
      cmocka_unit_test(several_spans_stand_in_order_and_apart),
      cmocka_unit_test(what_is_shown_counts_less_the_second_time),
      cmocka_unit_test(alternatives_come_by_worth_and_do_not_know_each_other),
      cmocka_unit_test(a_phrase_ends_where_its_last_word_does),
      cmocka_unit_test(sliding_agrees_with_trying_all),
      cmocka_unit_test(the_first_match_from_a_position_on_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
