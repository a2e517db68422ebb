/* SPDX-License-Identifier: MIT */
/* test_expansion_lookup.c: a word that expands is as frequent as the most frequent of what it stands for. */
#include "plan/expansion.h"
#include "support/expansion_fixture.h"
#include "support/query_tree.h"
#include "support/support.h"

#include <string.h>

/* Builds a plan of a query, which is freed. */
static qn__plan plan_of(expansion_fixture *f, qn_query *query, size_t most) {
  static qn__saturation saturation;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn__plan plan;
  qn_error error;
  options.max_expansions = most;
  options.k1 = 1.2f;
  options.b = 0.75f;
  assert_ok(qn__plan_build(&plan, query, f->index, &options, NULL, &saturation, f->analyzer, &f->arena, &error), error);
  qn_query_free(query);
  return plan;
}

static void assert_idf(double idf, double expected) {
  assert_true(idf > expected * 0.999999 && idf < expected * 1.000001);
}

static void a_pattern_weighs_as_its_most_frequent_word(void **state) {
  expansion_fixture *f = *state;
  const qn__plan plan = plan_of(f, parse_pattern(QN__WILDCARD, "univ*", 0), 0);
  assert_int_equal(plan.n_leaves, 1);
  assert_int_equal(plan.leaves[0].op, QN__WILDCARD);
  assert_int_equal(plan.words[0].doc_freq, 2);
  assert_idf(plan.leaves[0].idf, qn__idf(8, 2));
  assert_string_equal(plan.words[0].written, "univ*");
  assert_null(plan.warnings);
}

static void a_warning_says_that_there_are_more_words(void **state) {
  expansion_fixture *f = *state;
  const qn__plan plan = plan_of(f, parse_pattern(QN__WILDCARD, "univ*", 0), 3);
  assert_non_null(plan.warnings);
  assert_string_equal(plan.warnings->text, "univ* stands for more words than 3: the most frequent are searched");
  assert_null(plan.warnings->next);
  assert_int_equal(plan.words[0].n_terms, 3);
}

static void a_warning_says_that_a_pattern_is_too_long(void **state) {
  char text[300];
  memset(text, 'a', sizeof text - 2);
  strcpy(text + sizeof text - 2, "*");
  const qn__plan plan = plan_of(*state, parse_pattern(QN__WILDCARD, text, 0), 0);
  assert_non_null(plan.warnings);
  assert_non_null(strstr(plan.warnings->text, "aaa... is too long: it stands for no word"));
}

/* The word as any other word, in all its forms, and what looks like it beside it, at half. */
static void a_fuzzy_word_comes_before_what_looks_like_it(void **state) {
  expansion_fixture *f = *state;
  const qn__plan plan = plan_of(f, parse_pattern(QN__FUZZY, "cafe", 1), 0);
  assert_int_equal(plan.n_leaves, 2);
  assert_int_equal(plan.root.n_should, 1);
  const qn__plan_group *group = plan.root.should[0].group;
  assert_non_null(group);
  assert_int_equal(group->n_should, 2);
  const qn__plan_leaf *own = &plan.leaves[group->should[0].leaf], *beside = &plan.leaves[group->should[1].leaf];
  assert_true(own->op == QN__TERM || own->op == QN__VARIANTS);
  assert_int_equal(beside->op, QN__FUZZY);
  assert_idf(beside->idf, qn__idf(8, plan.words[own->words[0]].doc_freq) * 0.5);
  for (size_t s = 0; s < f->index->n_segments; s++)
    assert_int_equal(plan.words[beside->words[0]].segments[s].n_lists, 0); /* all are the word itself */
}

static void in_phrases_the_word_itself_is_among_them(void **state) {
  expansion_fixture *f = *state;
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, "\"cafe cafes\"", 12, NULL, &error), error);
  expand_word(query, 0, QN__FUZZY, "cafe", 1);
  const qn__plan plan = plan_of(f, query, 0);
  assert_int_equal(plan.n_leaves, 1);
  assert_int_equal(plan.leaves[0].op, QN__PHRASE);
  const qn__plan_word *word = &plan.words[plan.leaves[0].words[0]];
  assert_int_equal(word->op, QN__FUZZY);
  assert_null(word->terms[0].form);
  assert_non_null(word->terms[word->n_terms - 1].form);
  assert_true(word->segments[2].n_lists > 0);
  assert_idf(word->idf, qn__idf(8, word->doc_freq));
}

/* Two words may stand for the same, but for themselves. */
static void words_that_are_written_differently_stay_apart(void **state) {
  expansion_fixture *f = *state;
  qn_query *query = parse_pattern(QN__FUZZY, "university", 1), *other = parse_pattern(QN__FUZZY, "universit", 1);
  query->root->items->next = other->root->items;
  const qn__plan plan = plan_of(f, query, 0);
  assert_int_equal(plan.root.n_should, 2);
  qn_query_free(other);
  assert_int_equal(plan.n_leaves, 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_pattern_weighs_as_its_most_frequent_word),
      cmocka_unit_test(a_warning_says_that_there_are_more_words),
      cmocka_unit_test(a_warning_says_that_a_pattern_is_too_long),
      cmocka_unit_test(a_fuzzy_word_comes_before_what_looks_like_it),
      cmocka_unit_test(in_phrases_the_word_itself_is_among_them),
      cmocka_unit_test(words_that_are_written_differently_stay_apart),
  };
  return cmocka_run_group_tests(tests, set_up_expansions, tear_down_expansions);
}
