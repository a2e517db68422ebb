/* SPDX-License-Identifier: MIT */
/* test_simplify.c: a simplified tree matches what the tree before matched, and is minimal.  Random trees are evaluated
 * for every choice of matching leaves. */
#include "support/parsed_query.h"
#include "support/support.h"

#include <string.h>

enum { N_LEAVES = 6, N_WORDS = 4, MAX_ITEMS = 4, MAX_DEPTH = 4 };

static const qn__query_word leaf_words[N_WORDS] = {
    {.text = "a", .size = 1}, {.text = "b", .size = 1}, {.text = "c", .size = 1}, {.text = "d", .size = 1}};
static const char *const leaf_values[N_LEAVES - N_WORDS] = {"en", "de"};

/* --- a reading of the tree ---------------------------------------------------------------------------------------- */

static unsigned leaf_number(const qn__query_node *leaf) {
  return qn__is_filter(leaf->op) ? N_WORDS + (strcmp(leaf->value, "de") == 0) : (unsigned)(leaf->words - leaf_words);
}

static bool matches(const qn__query_node *node, unsigned matching);

/* As query.h has it; a filter that is required is a filter. */
static bool group_matches(const qn__query_node *group, unsigned matching) {
  bool has_must = false, has_should = false, any_should = false;
  for (const qn__query_node *item = group->items; item != NULL; item = item->next) {
    bool found = matches(item, matching);
    if (item->occur == QN__SHOULD)
      has_should = true;
    if (item->occur == QN__MUST && !qn__only_filters(item))
      has_must = true;
    any_should |= item->occur == QN__SHOULD && found;
    if (item->occur != QN__SHOULD && found == (item->occur == QN__MUST_NOT))
      return false;
  }
  return has_must || !has_should || any_should;
}

static bool matches(const qn__query_node *node, unsigned matching) {
  return node->op == QN__GROUP ? group_matches(node, matching) : matching >> leaf_number(node) & 1;
}

static bool filters_accept(const qn__query_node *filters, unsigned matching) {
  for (const qn__query_node *filter = filters; filter != NULL; filter = filter->next)
    if (matches(filter, matching) == (filter->occur == QN__MUST_NOT))
      return false;
  return true;
}

/* --- random trees ------------------------------------------------------------------------------------------------- */

static qn__query_node *draw_leaf(random_source *random, qn__arena *arena) {
  qn__query_node *leaf = qn__arena_alloc(arena, sizeof *leaf);
  unsigned number = random_below(random, N_LEAVES);
  *leaf = (qn__query_node){.op = QN__TERM, .words = number < N_WORDS ? &leaf_words[number] : NULL, .n_words = 1};
  if (number >= N_WORDS)
    *leaf = (qn__query_node){.op = QN__LANGUAGE, .value = leaf_values[number - N_WORDS]};
  return leaf;
}

/* Every group has an item that is not an exclusion: what exclusions alone are is for other tests. */
static qn__query_node *draw_group(random_source *random, qn__arena *arena, unsigned depth) {
  static const qn__occur occurs[] = {QN__SHOULD, QN__SHOULD, QN__MUST, QN__MUST_NOT};
  qn__query_node *group = qn__arena_alloc(arena, sizeof *group), **end = &group->items;
  *group = (qn__query_node){.op = QN__GROUP};
  uint32_t n = 1 + random_below(random, MAX_ITEMS);
  for (uint32_t i = 0; i < n; i++) {
    bool nested = depth > 1 && random_below(random, 2) == 0;
    qn__query_node *item = nested ? draw_group(random, arena, depth - 1) : draw_leaf(random, arena);
    item->occur = occurs[random_below(random, i == 0 ? 3 : 4)];
    if (qn__only_filters(item) && item->occur != QN__MUST_NOT && random_below(random, 2) == 0)
      item->occur = QN__FILTER;
    *end = item;
    end = &item->next;
  }
  return group;
}

/* --- what is minimal ---------------------------------------------------------------------------------------------- */

static bool has_item(const qn__query_node *group, qn__occur occur) {
  for (const qn__query_node *item = group->items; item != NULL; item = item->next)
    if (item->occur == occur)
      return true;
  return false;
}

static bool has_only(const qn__query_node *group, qn__occur occur) {
  for (const qn__query_node *item = group->items; item != NULL; item = item->next)
    if (item->occur != occur)
      return false;
  return true;
}

static void check_minimal(const qn__query_node *group, bool is_root) {
  assert_non_null(group->items);
  assert_false(has_only(group, QN__MUST_NOT));
  assert_true(is_root || group->items->next != NULL);
  assert_false(!is_root && group->occur == QN__SHOULD && has_only(group, QN__SHOULD));
  assert_false(!is_root && group->occur == QN__MUST && has_item(group, QN__MUST));
  assert_false(!is_root && group->occur == QN__FILTER && has_only(group, QN__FILTER));
  for (const qn__query_node *item = group->items; item != NULL; item = item->next) {
    assert_false(item->occur == QN__SHOULD && qn__only_filters(item) && has_item(group, QN__MUST));
    assert_false(item->occur == QN__MUST && qn__only_filters(item));
    if (item->op == QN__GROUP)
      check_minimal(item, false);
  }
}

static void a_simplified_tree_is_minimal_and_matches_the_same(void **state) {
  random_source random = random_start("test_simplify", 1);
  (void)state;
  for (int round = 0; round < 20000; round++) {
    bool before[1 << N_LEAVES];
    qn__arena arena;
    qn__arena_init(&arena);
    qn__query_node *root = draw_group(&random, &arena, MAX_DEPTH);
    for (unsigned matching = 0; matching < 1 << N_LEAVES; matching++)
      before[matching] = matches(root, matching);
    root = qn__query_simplify(&arena, root);
    assert_non_null(root);
    check_minimal(root, true);
    for (unsigned matching = 0; matching < 1 << N_LEAVES; matching++)
      assert_int_equal(matches(root, matching), before[matching]);
    const qn__query_node *filters = qn__query_take_filters(root);
    for (unsigned matching = 0; matching < 1 << N_LEAVES; matching++)
      assert_int_equal(matches(root, matching) && filters_accept(filters, matching), before[matching]);
    qn__arena_clear(&arena);
  }
}

/* --- by example --------------------------------------------------------------------------------------------------- */

static void groups_that_say_nothing_are_dissolved(void **state) {
  (void)state;
  check_query("(a)", "a");
  check_query("+(a) +(b)", "+a +b");
  check_query("(a OR (b OR c)) d", "a b c d");
  check_query("a AND (b AND (c AND d))", "+a +b +c +d");
  check_query("((a) (b)) c", "a b c");
  check_query("a (b AND c) d", "a (+b +c) d");
  check_query("+(a b) c", "+(a b) c");
}

static void a_single_operand_is_neither_required_nor_grouped(void **state) {
  (void)state;
  check_query("+a", "a");
  check_query("((+a))", "a");
  check_query("+(+a b)", "+a b");
}

static void excluding_a_choice_excludes_each_of_it(void **state) {
  (void)state;
  check_query("-(a b) c", "-a -b c");
  check_query("-(a AND b) c", "-(+a +b) c");
  check_query("-(lang:en OR lang:de) c", "-lang:en -lang:de c");
  check_query("-(lang:en lang:de) c", "-(lang:en lang:de) c");
}

static void exclusions_alone_exclude_from_what_is_around_them(void **state) {
  (void)state;
  check_query("a AND (NOT b)", "+a -b");
  check_query("a (NOT b)", "a -b");
  check_query("a ((NOT b) (NOT c))", "a -b -c");
}

static void excluding_exclusions_requires(void **state) {
  (void)state;
  check_query("a -(-b)", "a +b");
  check_query("a -(-b -c)", "a +(b c)");
  check_query("a -(-(b AND c))", "a +b +c");
  check_query("a -(-lang:en)", "a lang:en");
  check_query("a -(-b -(wi-fi))", "a +(b wi-fi)");
}

static void exclusions_alone_exclude_from_all_articles(void **state) {
  (void)state;
  check_query("-a -b", "* -a -b");
  check_query("(-a) -(b c)", "* -a -b -c");
  check_query("-*", "* -*");
}

static void all_articles_are_no_restriction_beside_others(void **state) {
  (void)state;
  check_query("* a", "a");
  check_query("* lang:en", "lang:en");
  check_query("* *", "*");
  check_query("+* -a", "* -a");
  check_query("a OR *", "a OR *");
  check_query("(* -a) b", "(* -a) b");
}

static void a_number_of_items_is_counted_as_they_are_written(void **state) {
  (void)state;
  check_query("(a b c)~2", "(a b c)~2");
  check_query("(a (b c) d)~2", "(a (b c) d)~2");
  check_query("(a AT&T c)~2", "(a (AT T) c)~2");
  check_query("((a b c)~2)", "(a b c)~2");
  check_query("((a b c)~2 d)~1", "(a b c)~2 d");
  check_query("(+a b c)~1 d", "(+a b c)~1 d");
  check_query("(a lang:en OR b c)~2", "(a OR lang:en OR b c)~2");
  check_query("(a b -c d)~2", "(a b -c d)~2");
}

static void a_number_of_one_or_all_needs_no_number(void **state) {
  (void)state;
  check_query("(a b c)~1", "a b c");
  check_query("(a b)~2", "+a +b");
  check_query("(a (b c))~2", "+a +(b c)");
  check_query("(a (b AND c))~2 d", "(+a +b +c) d");
}

static void a_number_that_cannot_be_chosen_is_reported(void **state) {
  (void)state;
  check_query_with(NULL, "(a b c)~0", "a b c", "the ~0 at character 8 asks for nothing; it is left out");
  check_query_with(NULL, "(+a +b)~1", "+a +b", "the ~ at character 8 has nothing to choose from; it is left out");
  check_query_with(NULL, "(a (b c))~7^2", "+a^2 +(b^2 c^2)",
                   "the ~ at character 10 asks for more than there are to choose from; all are required");
  check_query_with(NULL, "(a AND b)~2", "+a +b", "all are required");
}

static void a_required_filter_is_a_filter(void **state) {
  (void)state;
  check_query("+lang:en a", "lang:en a");
  check_query("+(lang:en OR lang:de) a", "(lang:en OR lang:de) a");
  check_query("+(lang:en lang:de) a", "lang:en lang:de a");
  check_query("+(lang:en AND a) b", "lang:en +a b");
}

static void an_optional_filter_is_required_or_an_alternative_or_nothing(void **state) {
  (void)state;
  check_query("+a OR lang:en", "a");
  check_query("+a b OR lang:en -c", "+a b -c");
  check_query("-a OR (lang:en lang:de)", "lang:en lang:de -a");
  check_query("(lang:en OR -a) b", "(lang:en -a) b"); /* there is no other alternative */
  check_query("a -b OR lang:en", "a OR lang:en -b");
}

static const qn__query_node *filters_of(qn_query **query, const char *text) {
  *query = parse_query(text, NULL);
  return (*query)->filters;
}

static void filters_of_the_whole_query_are_taken_out(void **state) {
  qn_query *query;
  (void)state;
  const qn__query_node *filters = filters_of(&query, "a lang:en -lang:de (lang:en OR lang:de)");
  assert_string_equal(filters->value, "en");
  assert_int_equal(filters->next->occur, QN__MUST_NOT);
  assert_int_equal(filters->next->next->op, QN__GROUP);
  assert_null(filters->next->next->next);
  assert_null(query->root->items->next);
  qn_query_free(query);
}

static void filters_of_a_part_of_the_query_stay_where_they_are(void **state) {
  static const char *const texts[] = {"(lang:en a) b", "lang:en OR a", "-(lang:en a) b"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    qn_query *query;
    assert_null(filters_of(&query, texts[i]));
    qn_query_free(query);
  }
}

static void filters_stay_where_nothing_else_is_looked_for(void **state) {
  static const char *const texts[] = {"lang:en", "lang:en lang:de", "lang:en -lang:de", "lang:en -a"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    qn_query *query;
    assert_null(filters_of(&query, texts[i]));
    assert_non_null(query->root->items);
    qn_query_free(query);
  }
}

static void groups_of_filters_alone_only_filter(void **state) {
  qn_query *query = parse_query("(lang:en OR (lang:de -lang:fr)) a (lang:en b)", NULL);
  (void)state;
  assert_true(qn__only_filters(query->filters));
  assert_false(qn__only_filters(query->root));
  for (const qn__query_node *item = query->root->items; item != NULL; item = item->next)
    assert_false(qn__only_filters(item));
  qn_query_free(query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_simplified_tree_is_minimal_and_matches_the_same),
      cmocka_unit_test(groups_that_say_nothing_are_dissolved),
      cmocka_unit_test(a_single_operand_is_neither_required_nor_grouped),
      cmocka_unit_test(excluding_a_choice_excludes_each_of_it),
      cmocka_unit_test(exclusions_alone_exclude_from_what_is_around_them),
      cmocka_unit_test(excluding_exclusions_requires),
      cmocka_unit_test(exclusions_alone_exclude_from_all_articles),
      cmocka_unit_test(all_articles_are_no_restriction_beside_others),
      cmocka_unit_test(a_number_of_items_is_counted_as_they_are_written),
      cmocka_unit_test(a_number_of_one_or_all_needs_no_number),
      cmocka_unit_test(a_number_that_cannot_be_chosen_is_reported),
      cmocka_unit_test(a_required_filter_is_a_filter),
      cmocka_unit_test(an_optional_filter_is_required_or_an_alternative_or_nothing),
      cmocka_unit_test(filters_of_the_whole_query_are_taken_out),
      cmocka_unit_test(filters_of_a_part_of_the_query_stay_where_they_are),
      cmocka_unit_test(filters_stay_where_nothing_else_is_looked_for),
      cmocka_unit_test(groups_of_filters_alone_only_filter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
