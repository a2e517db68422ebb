/* SPDX-License-Identifier: MIT */
/* test_match_synonyms.c: synonyms are counted as one word. */
#include "support/matcher_fixture.h"
#include "support/query_tree.h"
#include "support/support.h"

#include <stdlib.h>

enum { MAX_ALTERNATIVES = 3 };

typedef struct alternatives {
  looked_for any[MAX_ALTERNATIVES];
  uint32_t n;
  bool title;
} alternatives;

static int compare_numbers(const void *a, const void *b) {
  const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static uint32_t find_any(const known_article *article, const void *context, uint32_t *positions, uint32_t *n) {
  const alternatives *wanted = context;
  *n = 0;
  for (uint32_t i = 0; i < wanted->n; i++)
    *n += count_occurrences(article, &wanted->any[i], positions + *n);
  qsort(positions, *n, sizeof *positions, compare_numbers);
  if (wanted->title && (*n == 0 || positions[0] >= article->title_end))
    *n = 0;
  return *n;
}

static void check_synonyms(void **state, const char *text, const alternatives *wanted) {
  plan_tree(*state, parse_as(QN__SYNONYMS, text, 0, wanted->title));
  check_planned(*state, text, find_any, wanted);
}

static void the_frequencies_of_synonyms_add_up(void **state) {
  const alternatives wanted = {.any = {{.words = {"earth"}}, {.words = {"rare"}}}, .n = 2};
  check_synonyms(state, "earth rare", &wanted);
}

static void a_synonym_may_be_a_phrase_or_an_exact_word(void **state) {
  const alternatives wanted = {
      .any = {{.words = {"rare", "earth"}}, {.words = {"the", "the", "rare"}}, {.words = {"talks"}}}, .n = 3};
  check_synonyms(state, "\"rare earth\" \"the the rare\" =talks", &wanted);
}

static void a_synonym_may_be_of_several_lists(void **state) {
  const alternatives wanted = {
      .any = {{.words = {"talk talks talked"}, .german = {"talk talks"}}, {.words = {"7.25 7.5 7.125"}}}, .n = 2};
  check_synonyms(state, "talk 7", &wanted);
}

static void synonyms_may_be_looked_for_in_titles(void **state) {
  const alternatives wanted = {.any = {{.words = {"earth"}}, {.words = {"the", "rare"}}}, .n = 2, .title = true};
  check_synonyms(state, "earth \"the rare\"", &wanted);
}

static void a_synonym_that_no_article_has_adds_nothing(void **state) {
  const alternatives wanted = {.any = {{.words = {"rare"}}, {.words = {""}}}, .n = 2};
  check_synonyms(state, "rare unknown", &wanted);
}

static void synonyms_weigh_as_the_most_frequent_of_them(void **state) {
  matcher_fixture *f = *state;
  const qn__plan *plan = plan_tree(f, parse_as(QN__SYNONYMS, "zebra \"zebra gain\" the", 0, false));
  double highest = plan->words[0].idf, lowest = plan->words[2].idf;
  assert_true(lowest < highest);
  assert_true(plan->leaves[0].idf == lowest);
  assert_int_equal(plan->words[2].doc_freq > plan->words[0].doc_freq, true);
}

/* Forms of one word are one synonym, and count once. */
static void synonyms_that_are_the_same_here_are_one_word(void **state) {
  const alternatives wanted = {.any = {{.words = {"talk talks talked"}, .german = {"talk talks"}}}, .n = 1};
  matcher_fixture *f = *state;
  const qn__plan *plan = plan_tree(f, parse_as(QN__SYNONYMS, "talk talks", 0, false));
  assert_int_equal(plan->leaves[0].n_words, 1);
  assert_int_equal(plan->leaves[0].n_alternatives, 0);
  check_planned(f, "talk talks", find_any, &wanted);
}

static void a_repeated_synonym_counts_once(void **state) {
  const looked_for rare = {.words = {"rare"}};
  matcher_fixture *f = *state;
  const qn__plan *plan = plan_tree(f, parse_as(QN__SYNONYMS, "=rare =rare", 0, false));
  assert_int_equal(plan->leaves[0].op, QN__EXACT);
  assert_int_equal(plan->leaves[0].n_words, 1);
  plan_tree(f, parse_as(QN__SYNONYMS, "=rare =unknown =rare", 0, false));
  assert_int_equal(f->plan.leaves[0].n_alternatives, 2);
  qn__matcher *matcher = open_matchers(f, 0);
  for (uint32_t doc = 0; doc < f->n_articles[0]; doc++) {
    uint32_t freq = UINT32_MAX;
    qn_error error;
    assert_ok(matcher->ops->freq(matcher, doc, 1, &freq, &error), error);
    assert_int_equal(freq, count_occurrences(&f->articles[0][doc], &rare, NULL));
  }
}

static void positions_say_which_synonym_is_there(void **state) {
  matcher_fixture *f = *state;
  qn__position_list found = {.n = 0};
  qn_error error;
  uint32_t n = 0;
  plan_tree(f, parse_as(QN__SYNONYMS, "=rare =earth", 0, false));
  qn__matcher *matcher = open_matchers(f, 0);
  for (uint32_t doc = 0; doc < f->n_articles[0]; doc++) {
    static const char *const words[] = {"rare", "earth"};
    assert_ok(matcher->ops->positions(matcher, doc, 1, &found, &error), error);
    for (uint32_t i = 0; i < found.n; i++, n++)
      assert_string_equal(f->articles[0][doc].words[found.data[i]], words[found.parts[i]]);
  }
  assert_true(n > 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_frequencies_of_synonyms_add_up),
      cmocka_unit_test(a_synonym_may_be_a_phrase_or_an_exact_word),
      cmocka_unit_test(a_synonym_may_be_of_several_lists),
      cmocka_unit_test(synonyms_may_be_looked_for_in_titles),
      cmocka_unit_test(a_synonym_that_no_article_has_adds_nothing),
      cmocka_unit_test(synonyms_weigh_as_the_most_frequent_of_them),
      cmocka_unit_test(synonyms_that_are_the_same_here_are_one_word),
      cmocka_unit_test(a_repeated_synonym_counts_once),
      cmocka_unit_test(positions_say_which_synonym_is_there),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
