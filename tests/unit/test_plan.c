/* SPDX-License-Identifier: MIT */
/* test_plan.c: a query and an index become the words, leaves and groups that they should. */
#include "plan/plan.h"
#include "support/support.h"

#include <string.h>

typedef struct fixture {
  char *dir;
  qn_index *index;
  qn__analyzer *analyzer;
  qn__arena arena;
  qn__saturation saturation;
  qn_query *query;
  qn__plan plan;
} fixture;

static void add(qn_writer *writer, const char *id, const char *lang, const char *text) {
  qn_article article = {.id = string_of(id), .language = string_of(lang), .text = string_of(text)};
  qn_error error;
  assert_ok(qn_writer_add(writer, &article, &error), error);
}

static int set_up(void **state) {
  static fixture f;
  qn_error error;
  qn_writer *writer = NULL;
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  options.threads = 1;
  f = (fixture){.dir = make_temp_dir()};
  assert_ok(qn_writer_open(&writer, f.dir, &options, &error), error);
  add(writer, "1", "en", "houses and a house");
  add(writer, "2", "de", "Haus und Hof, 北京 北海");
  add(writer, "3", "de", "die houses");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  add(writer, "4", "en", "house rare earth 京北京");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  qn_writer_close(writer);
  const char *dirs[] = {f.dir};
  assert_ok(qn_index_open(&f.index, dirs, 1, &error), error);
  assert_ok(qn__analyzer_new(&f.analyzer, &error), error);
  qn__arena_init(&f.arena);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn_query_free(f->query);
  qn__arena_clear(&f->arena);
  qn__analyzer_free(f->analyzer);
  qn_index_close(f->index);
  remove_tree(f->dir);
  return 0;
}

static qn_query *parse_query(fixture *f, const char *text) {
  qn_error error;
  qn_query_free(f->query);
  f->query = NULL;
  assert_ok(qn_query_parse(&f->query, text, strlen(text), NULL, &error), error);
  return f->query;
}

static const qn__plan *plan_parsed(fixture *f) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_error error;
  options.k1 = 1.2f;
  options.b = 0.75f;
  assert_ok(
      qn__plan_build(&f->plan, f->query, f->index, &options, NULL, &f->saturation, f->analyzer, &f->arena, &error),
      error);
  return &f->plan;
}

static const qn__plan *plan_of(fixture *f, const char *text) {
  parse_query(f, text);
  return plan_parsed(f);
}

static void statistics_are_those_of_all_segments(void **state) {
  const qn__plan *plan = plan_of(*state, "earth");
  assert_int_equal(plan->n_articles, 4);
  assert_true(plan->average == (4 + 7 + 2 + 6) / 4.0); /* a run of n characters has n words */
  assert_int_equal(plan->words[0].doc_freq, 1);
  assert_true(plan->words[0].idf == qn__idf(4, 1));
}

/* The English and the German stem of `houses` are two terms, even where they have the same letters. */
static void a_word_stands_for_its_terms_in_all_languages(void **state) {
  const qn__plan *plan = plan_of(*state, "houses");
  assert_int_equal(plan->n_words, 1);
  assert_int_equal(plan->words[0].n_terms, 2);
  assert_int_equal(plan->words[0].doc_freq, 3);
  assert_true(plan->only_terms);
}

static void repeated_words_are_one_leaf_that_weighs_more(void **state) {
  const qn__plan *plan = plan_of(*state, "earth rare Earth");
  assert_int_equal(plan->n_leaves, 2);
  assert_true(plan->leaves[0].boost == 2.0);
  assert_true(plan->leaves[1].boost == 1.0);
  assert_int_equal(plan->root.n_should, 2);
  assert_true(plan->leaves[0].weight == 2 * plan->leaves[1].weight);
}

static void a_required_leaf_is_not_optional_too(void **state) {
  const qn__plan *plan = plan_of(*state, "+earth earth rare");
  assert_int_equal(plan->root.n_must, 1);
  assert_int_equal(plan->root.n_should, 1);
  assert_true(plan->leaves[plan->root.must[0].leaf].boost == 2.0);
}

static void excluded_words_weigh_nothing(void **state) {
  const qn__plan *plan = plan_of(*state, "rare -earth");
  assert_int_equal(plan->root.n_must_not, 1);
  const qn__plan_leaf *earth = &plan->leaves[plan->root.must_not[0].leaf];
  assert_true(earth->boost == 0.0);
  assert_true(earth->weight == 0.0f);
}

static void phrases_share_words_with_other_leaves(void **state) {
  const qn__plan *plan = plan_of(*state, "\"rare earth\" earth title:earth");
  assert_int_equal(plan->n_words, 2);
  assert_int_equal(plan->n_leaves, 3);
  assert_false(plan->only_terms);
  assert_true(plan->leaves[0].idf == plan->words[0].idf + plan->words[1].idf);
}

static void groups_nest_as_in_the_query(void **state) {
  const qn__plan *plan = plan_of(*state, "(rare AND earth) OR house");
  assert_int_equal(plan->root.n_should, 2);
  assert_non_null(plan->root.should[0].group);
  assert_int_equal(plan->root.should[0].group->n_must, 2);
}

static void filters_stand_apart_from_the_tree_and_weigh_nothing(void **state) {
  const qn__plan *plan = plan_of(*state, "earth lang:en -lang:de");
  assert_int_equal(plan->n_leaves, 3);
  assert_int_equal(plan->root.n_should, 1);
  assert_int_equal(plan->root.n_must + plan->root.n_must_not, 0);
  assert_int_equal(plan->n_filters, 2);
  assert_false(plan->filters[0].excludes);
  assert_true(plan->filters[1].excludes);
  const qn__plan_leaf *english = &plan->leaves[plan->filters[0].node.leaf];
  assert_int_equal(english->op, QN__LANGUAGE);
  assert_string_equal(english->value, "en");
  assert_int_equal(english->n_words, 0);
  assert_true(english->boost == 0.0);
  assert_true(english->weight == 0.0f);
  assert_false(plan->only_terms);
}

static void repeated_filters_are_one_leaf(void **state) {
  const qn__plan *plan = plan_of(*state, "(lang:en earth) OR (lang:en rare) OR (lang:de rare)");
  assert_int_equal(plan->n_leaves, 4); /* two languages, two words */
  assert_int_equal(plan->n_filters, 0);
}

/* `rare` is optional to `earth`, but a filter stands for no optional item. */
static void a_group_requires_its_filters_and_what_else_it_looks_for(void **state) {
  const qn__plan *plan = plan_of(*state, "(lang:en earth rare -house) OR zebra");
  const qn__plan_group *group = plan->root.should[0].group;
  assert_int_equal(group->n_must, 2);
  assert_int_equal(group->n_should, 0);
  assert_int_equal(group->n_must_not, 1);
  assert_int_equal(group->must[0].group->n_should, 2);
  assert_int_equal(group->must[0].group->n_must_not, 0);
  assert_int_equal(plan->leaves[group->must[1].leaf].op, QN__LANGUAGE);
}

static void filters_alone_are_the_tree(void **state) {
  const qn__plan *plan = plan_of(*state, "lang:en -lang:de");
  assert_int_equal(plan->n_filters, 0);
  assert_int_equal(plan->root.n_must, 1);
  assert_int_equal(plan->root.n_must_not, 1);
  plan = plan_of(*state, "lang:en OR lang:de");
  assert_int_equal(plan->root.n_should, 2);
  assert_true(plan->leaves[0].boost == 0.0);
}

static void weights_are_scaled_to_integers(void **state) {
  const qn__plan *plan = plan_of(*state, "earth rare");
  const qn__plan_leaf *leaf = &plan->leaves[0];
  assert_true(plan->scale == qn__score_scale(plan->leaves[0].idf + plan->leaves[1].idf, 1.0));
  assert_true(leaf->weight == (float)(leaf->idf * plan->scale));
}

/* One character stands for all pairs that begin with it, and for itself at a run's end. */
static void a_single_character_is_a_prefix(void **state) {
  const qn__plan *plan = plan_of(*state, "北");
  assert_int_equal(plan->words[0].op, QN__PREFIX);
  assert_int_equal(plan->words[0].segments[0].n_lists, 2); /* 北京 and 北海 */
  assert_int_equal(plan->words[0].segments[1].n_lists, 1);
  assert_int_equal(plan->words[0].doc_freq, 3);
  assert_false(plan->only_terms);
}

/* A list is an exact word's if any of its occurrences is; its idf is still the term's. */
static void exact_words_are_leaves_of_their_own(void **state) {
  const qn__plan *plan = plan_of(*state, "=houses =house houses =houses");
  assert_int_equal(plan->n_words, 3);
  assert_int_equal(plan->n_leaves, 3);
  assert_false(plan->only_terms);
  assert_true(plan->leaves[0].boost == 2.0);
  const qn__plan_word *houses = &plan->words[0], *house = &plan->words[1];
  assert_int_equal(houses->op, QN__EXACT);
  assert_true(houses->idf == plan->words[2].idf);
  assert_int_equal(houses->segments[0].n_lists, 2); /* of English and of German articles */
  assert_int_equal(houses->segments[1].n_lists, 0); /* only `house` is there */
  assert_int_equal(house->segments[0].n_lists, 1);
  assert_int_equal(house->segments[0].forms[0].exact.n_forms, 2);
  assert_int_equal(house->segments[0].forms[0].rank + houses->segments[0].forms[0].rank, 1);
  assert_int_equal(house->segments[1].forms[0].exact.n_forms, 1);
}

/* One character of a script without spaces is no form. */
static void a_prefix_is_never_exact(void **state) {
  const qn__plan *plan = plan_of(*state, "=北 北");
  assert_int_equal(plan->n_leaves, 1);
}

static void a_number_that_stands_for_decimals_is_a_prefix(void **state) {
  const qn__plan *plan = plan_of(*state, "77");
  assert_int_equal(plan->leaves[0].op, QN__PREFIX);
  assert_false(plan->only_terms);
}

static void unknown_words_have_no_lists(void **state) {
  const qn__plan *plan = plan_of(*state, "zebra");
  assert_int_equal(plan->n_leaves, 1);
  assert_int_equal(plan->words[0].doc_freq, 0);
  assert_int_equal(plan->words[0].segments[0].n_lists, 0);
}

static void a_query_without_words_has_no_leaves(void **state) {
  const qn__plan *plan = plan_of(*state, "");
  assert_int_equal(plan->n_leaves, 0);
}

static void boosts_multiply_what_a_leaf_counts(void **state) {
  qn__query_node *items = parse_query(*state, "earth rare Earth house")->root->items;
  items->boost = 2500;
  items->next->boost = 500;
  const qn__plan *plan = plan_parsed(*state);
  assert_true(plan->leaves[0].boost == 3.5);
  assert_true(plan->leaves[1].boost == 0.5);
  assert_true(plan->leaves[2].boost == 1.0);
  assert_true(plan->leaves[0].weight == (float)(3.5 * plan->leaves[0].idf * plan->scale));
}

static void the_boost_of_a_group_is_that_of_all_in_it(void **state) {
  qn_query *query = parse_query(*state, "(earth AND =rare AND NOT house) OR rare");
  query->root->boost = 2000;
  query->root->items->boost = 3000;
  query->root->items->items->boost = 500;
  const qn__plan *plan = plan_parsed(*state);
  assert_true(plan->leaves[0].boost == 3.0);
  assert_true(plan->leaves[1].boost == 6.0);
  assert_true(plan->leaves[2].boost == 0.0); /* excluded */
  assert_true(plan->leaves[3].boost == 2.0);
}

static void small_boosts_do_not_make_weights_coarse(void **state) {
  fixture *f = *state;
  plan_of(f, "earth rare");
  const float weight = f->plan.leaves[0].weight;
  parse_query(f, "earth rare")->root->boost = 125;
  plan_parsed(f);
  assert_true(f->plan.leaves[0].weight == weight);
}

static void the_plan_keeps_the_words_of_what_expands(void **state) {
  const qn__plan *plan = plan_of(*state, "erath~ rare");
  assert_int_equal(plan->n_written, 2);
  assert_int_equal(plan->written[0].word->size, 5);
  assert_memory_equal(plan->written[0].word->text, "erath", 5);
}

static void words_near_each_other_are_one_leaf(void **state) {
  static const uint32_t units[] = {0, 1, 1}, offsets[] = {0, 0, 1};
  const qn__plan *plan = plan_of(*state, "(rare NEAR/2 \"earth house\") (rare NEAR/3 \"earth house\") "
                                         "(rare NEAR/2 \"earth house\") (\"rare earth\" NEAR/2 house)");
  assert_int_equal(plan->n_words, 3);
  assert_int_equal(plan->n_leaves, 3);
  assert_int_equal(plan->leaves[0].op, QN__NEAR);
  assert_int_equal(plan->leaves[0].distance, 2);
  assert_memory_equal(plan->leaves[0].units, units, sizeof units);
  assert_memory_equal(plan->leaves[0].offsets, offsets, sizeof offsets);
  assert_true(plan->leaves[0].boost == 2.0);
  assert_int_equal(plan->leaves[1].distance, 3);
}

static void synonyms_are_one_leaf(void **state) {
  const qn__plan *plan = plan_of(*state, "(rare SYN \"earth house\" SYN rare) (rare SYN \"earth house\") zebra");
  assert_int_equal(plan->n_leaves, 2);
  assert_int_equal(plan->leaves[0].op, QN__SYNONYMS);
  assert_int_equal(plan->leaves[0].n_words, 0);
  assert_int_equal(plan->leaves[0].n_alternatives, 2);
  assert_int_equal(plan->leaves[0].alternatives[1].op, QN__PHRASE);
  assert_true(plan->leaves[0].boost == 2.0);
}

static void everything_never_scores(void **state) {
  const qn__plan *plan = plan_of(*state, "* OR rare");
  assert_int_equal(plan->n_leaves, 2);
  assert_int_equal(plan->leaves[0].op, QN__EVERYTHING);
  assert_true(plan->leaves[0].boost == 0.0 && plan->leaves[0].weight == 0.0f);
}

static void a_group_may_count_its_optional_nodes(void **state) {
  fixture *f = *state;
  parse_query(f, "earth rare house")->root->min_match = 2;
  plan_parsed(f);
  assert_int_equal(f->plan.root.min_match, 2);
  assert_int_equal(f->plan.root.n_should, 3);
  assert_true(qn__counts_optional(&f->plan.root));
  assert_int_equal(qn__least_optional(&f->plan.root), 2);
  parse_query(f, "earth rare house")->root->min_match = 1;
  plan_parsed(f);
  assert_false(qn__counts_optional(&f->plan.root));
  assert_int_equal(qn__least_optional(&f->plan.root), 1);
  parse_query(f, "+earth rare house")->root->min_match = 1;
  plan_parsed(f);
  assert_true(qn__counts_optional(&f->plan.root));
  plan_of(f, "+earth rare house");
  assert_int_equal(qn__least_optional(&f->plan.root), 0);
}

static void optional_nodes_that_must_all_match_are_required(void **state) {
  fixture *f = *state;
  parse_query(f, "+earth rare house earth")->root->min_match = 3;
  const qn__plan *plan = plan_parsed(f);
  assert_int_equal(plan->root.n_must, 3);
  assert_int_equal(plan->root.n_should, 0);
  assert_false(qn__counts_optional(&plan->root));
}

/* A word that is repeated counts as often. */
static void repeated_words_are_counted(void **state) {
  fixture *f = *state;
  parse_query(f, "+house earth rare earth house")->root->min_match = 3;
  const qn__plan *plan = plan_parsed(f);
  assert_int_equal(plan->root.n_must, 1);
  assert_int_equal(plan->root.n_should, 4);
  assert_int_equal(plan->n_leaves, 3);
}

static void a_group_with_filters_counts_its_optional_nodes_apart(void **state) {
  fixture *f = *state;
  qn_query *query = parse_query(f, "(lang:en earth rare house) OR zebra");
  query->root->items->min_match = 2;
  const qn__plan_group *group = plan_parsed(f)->root.should[0].group;
  assert_false(qn__counts_optional(group));
  assert_int_equal(group->n_must, 2);
  assert_int_equal(group->must[0].group->min_match, 2);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(statistics_are_those_of_all_segments),
      TEST(a_word_stands_for_its_terms_in_all_languages),
      TEST(repeated_words_are_one_leaf_that_weighs_more),
      TEST(a_required_leaf_is_not_optional_too),
      TEST(excluded_words_weigh_nothing),
      TEST(phrases_share_words_with_other_leaves),
      TEST(groups_nest_as_in_the_query),
      TEST(filters_stand_apart_from_the_tree_and_weigh_nothing),
      TEST(repeated_filters_are_one_leaf),
      TEST(a_group_requires_its_filters_and_what_else_it_looks_for),
      TEST(filters_alone_are_the_tree),
      TEST(weights_are_scaled_to_integers),
      TEST(a_single_character_is_a_prefix),
      TEST(exact_words_are_leaves_of_their_own),
      TEST(a_prefix_is_never_exact),
      TEST(a_number_that_stands_for_decimals_is_a_prefix),
      TEST(unknown_words_have_no_lists),
      TEST(a_query_without_words_has_no_leaves),
      TEST(boosts_multiply_what_a_leaf_counts),
      TEST(the_boost_of_a_group_is_that_of_all_in_it),
      TEST(the_plan_keeps_the_words_of_what_expands),
      TEST(small_boosts_do_not_make_weights_coarse),
      TEST(words_near_each_other_are_one_leaf),
      TEST(synonyms_are_one_leaf),
      TEST(everything_never_scores),
      TEST(a_group_may_count_its_optional_nodes),
      TEST(optional_nodes_that_must_all_match_are_required),
      TEST(repeated_words_are_counted),
      TEST(a_group_with_filters_counts_its_optional_nodes_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
