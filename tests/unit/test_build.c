/* SPDX-License-Identifier: MIT */
/* test_build.c: the nodes of a query's tree are made as query.h has them. */
#include "unit/operand_fixture.h"

static qn__query_node *phrase_of(fixture *f, const char *text, bool title) {
  return make_operands(f, text, (qn__operand){.adjacent = true, .title = title});
}

static void words_near_each_other_know_their_unit(void **state) {
  fixture *f = *state;
  qn__query_node *units = phrase_of(f, "rare earth", true);
  units->next = phrase_of(f, "metal", true);
  const qn__query_node *near = qn__build_near(&f->arena, units, 4);
  assert_int_equal(near->op, QN__NEAR);
  assert_int_equal(near->distance, 4);
  assert_true(near->title);
  assert_int_equal(near->n_words, 3);
  const uint32_t unit_of[] = {0, 0, 1}, offset_of[] = {0, 1, 0};
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(near->words[i].unit, unit_of[i]);
    assert_int_equal(near->words[i].offset, offset_of[i]);
  }
}

static void synonyms_are_items_of_a_leaf(void **state) {
  fixture *f = *state;
  qn__query_node *items = phrase_of(f, "car", false);
  items->next = phrase_of(f, "motor car", false);
  const qn__query_node *synonyms = qn__build_synonyms(&f->arena, items);
  assert_int_equal(synonyms->op, QN__SYNONYMS);
  assert_int_equal(synonyms->n_words, 0);
  assert_ptr_equal(synonyms->items, items);
}

static void a_filter_has_a_copy_of_its_value(void **state) {
  fixture *f = *state;
  char value[] = "en-GB";
  const qn__query_node *filter = qn__build_filter(&f->arena, QN__LANGUAGE, value, 2);
  value[0] = 'x';
  assert_string_equal(filter->value, "en");
  assert_int_equal(qn__build_everything(&f->arena)->op, QN__EVERYTHING);
}

static void a_regular_expression_is_one_word(void **state) {
  fixture *f = *state;
  const qn__query_node *regex = qn__build_regex(&f->arena, "a|b", 3, true);
  assert_int_equal(regex->op, QN__REGEX);
  assert_int_equal(regex->n_words, 1);
  assert_int_equal(regex->words[0].op, QN__REGEX);
  assert_true(regex->title);
  const qn__query_node *slashes = qn__build_regex(&f->arena, "a\\/\\\\/\\d", 8, false);
  assert_int_equal(slashes->words[0].size, 7);
  assert_memory_equal(slashes->words[0].text, "a/\\\\/\\d", 7);
}

static void boosts_are_those_of_leaves_and_multiply(void **state) {
  fixture *f = *state;
  qn__query_node *a = phrase_of(f, "a", false), *filter = qn__build_everything(&f->arena);
  a->next = filter;
  qn__query_node *group = qn__build_group(&f->arena, a, QN__MUST);
  assert_int_equal(group->occur, QN__MUST);
  qn__build_boost(group, 2500);
  assert_int_equal(a->boost, 2500);
  assert_true(group->boost == 0 && filter->boost == 0);
  qn__build_boost(group, 400);
  assert_int_equal(a->boost, 0); /* once */
}

static void boosts_have_bounds(void **state) {
  fixture *f = *state;
  qn__query_node *a = phrase_of(f, "a", false);
  for (int i = 0; i < 4; i++)
    qn__build_boost(a, 100 * QN__BOOST_UNIT);
  assert_int_equal(a->boost, QN__MAX_BOOST);
  for (int i = 0; i < 9; i++)
    qn__build_boost(a, 1);
  assert_int_equal(a->boost, 1);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(words_near_each_other_know_their_unit),   TEST(synonyms_are_items_of_a_leaf),
      TEST(a_filter_has_a_copy_of_its_value),        TEST(a_regular_expression_is_one_word),
      TEST(boosts_are_those_of_leaves_and_multiply), TEST(boosts_have_bounds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
