/* SPDX-License-Identifier: MIT */
/* test_leaf_weights.c: what words of a query are worth in an article, by articles and by sentences. */
#include "snippets/leaf_weights.h"
#include "support/support.h"

typedef struct weight_fixture {
  qn__arena arena;
  qn__leaf_weights leaves;
} weight_fixture;

static void weigh(weight_fixture *f, const qn__plan *plan, const qn__match *matches, size_t n, uint32_t text_words) {
  qn_error error;
  qn__arena_init(&f->arena);
  assert_ok(qn__weigh_leaves(&f->arena, plan, matches, n, text_words, 20, &f->leaves, &error), error);
}

static void the_topic_of_the_article_is_worth_less(void **state) {
  (void)state;
  weight_fixture f;
  qn__match matches[11];
  for (uint32_t i = 0; i < 10; i++)
    matches[i] = (qn__match){20 * i, 1, 0, 3, 0};
  matches[10] = (qn__match){195, 1, 1, 3, 0};
  weigh(&f, NULL, matches, 11, 200);
  assert_true(f.leaves.weights[0] * 2 < f.leaves.weights[1]);
  assert_true(f.leaves.weights[0] > 0);
  qn__arena_clear(&f.arena);
}

static void a_word_twice_in_a_sentence_is_in_one_sentence(void **state) {
  (void)state;
  weight_fixture f;
  const qn__match matches[] = {{1, 1, 0, 3, 0}, {1, 1, 1, 3, 0}, {5, 1, 0, 3, 0}, {9, 1, 2, 3, 0}, {30, 1, 2, 3, 0}};
  weigh(&f, NULL, matches, 5, 200);
  assert_int_equal(f.leaves.weights[0], f.leaves.weights[1]);
  assert_true(f.leaves.weights[2] < f.leaves.weights[1]);
  qn__arena_clear(&f.arena);
}

static void rarer_words_are_worth_more_and_all_are_worth_something(void **state) {
  (void)state;
  weight_fixture f;
  const qn__match matches[] = {{1, 1, 0, 0, 0}, {2, 1, 1, 1, 0}, {3, 1, 2, 7, 0}};
  weigh(&f, NULL, matches, 3, 3);
  assert_true(0 < f.leaves.weights[0] && f.leaves.weights[0] < f.leaves.weights[1]);
  assert_true(f.leaves.weights[1] < f.leaves.weights[2]);
  qn__arena_clear(&f.arena);
  weigh(&f, NULL, NULL, 0, 0);
  qn__arena_clear(&f.arena);
}

static void another_word_is_worth_a_share_of_the_best_one(void **state) {
  (void)state;
  weight_fixture f;
  const qn__match matches[] = {{1, 1, 0, 0, 0}, {2, 1, 1, 7, 0}};
  weigh(&f, NULL, matches, 2, 100);
  assert_true(f.leaves.weights[0] * 22 >= f.leaves.weights[1]);
  assert_true(f.leaves.weights[0] * 18 < f.leaves.weights[1]);
  qn__arena_clear(&f.arena);
}

/* A plan of two words, in so many of 100 articles. */
static bool is_first_common(const char *first, uint64_t doc_freq, double second_boost) {
  qn__plan_word words[] = {{.written = first, .doc_freq = doc_freq}, {.written = "quarry", .doc_freq = 2}};
  const uint32_t numbers[] = {0, 1};
  qn__plan_leaf leaves[] = {{.op = QN__TERM, .words = numbers, .n_words = 1, .boost = 1},
                            {.op = QN__TERM, .words = numbers + 1, .n_words = 1, .boost = second_boost}};
  const qn__plan plan = {.words = words, .n_words = 2, .leaves = leaves, .n_leaves = 2, .n_articles = 100};
  const qn__match matches[] = {{1, 1, 0, 1, 0}, {2, 1, 1, 5, 0}};
  weight_fixture f;
  weigh(&f, &plan, matches, 2, 50);
  bool common = f.leaves.common[0];
  assert_false(f.leaves.common[1]);
  qn__arena_clear(&f.arena);
  return common;
}

static void short_words_of_most_articles_are_common_beside_others(void **state) {
  (void)state;
  assert_true(is_first_common("the", 90, 1));
  assert_true(is_first_common("\u0431\u044b\u043b\u0430", 81, 1));
  assert_false(is_first_common("the", 80, 1));
  assert_false(is_first_common("quarries", 90, 1)); /* what the collection is about */
  assert_false(is_first_common("the", 90, 0));      /* nothing else is looked for */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_topic_of_the_article_is_worth_less),
      cmocka_unit_test(a_word_twice_in_a_sentence_is_in_one_sentence),
      cmocka_unit_test(rarer_words_are_worth_more_and_all_are_worth_something),
      cmocka_unit_test(another_word_is_worth_a_share_of_the_best_one),
      cmocka_unit_test(short_words_of_most_articles_are_common_beside_others),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
