/* SPDX-License-Identifier: MIT */
/* test_expansion.c: a word stands for the most frequent forms of all segments that match it. */
#include "plan/expansion.h"
#include "support/expansion_fixture.h"
#include "support/query_tree.h"
#include "support/support.h"

static void forms_of_all_segments_and_languages_are_found(void **state) {
  assert_string_equal(expand_pattern(*state, QN__WILDCARD, "univ*", 0, 100),
                      "universal 1 universe 2 universes 1 universities 1 university 2 universit\u00e4t 1");
  assert_string_equal(expand_pattern(*state, QN__WILDCARD, "universit*", 0, 100),
                      "universities 1 university 2 universit\u00e4t 1");
  assert_string_equal(expand_pattern(*state, QN__WILDCARD, "*s", 0, 100), "cafes 1 universes 1 universities 1");
  assert_string_equal(expand_pattern(*state, QN__REGEX, ".*vers(e|al)", 0, 100), "universal 1 universe 2");
  assert_string_equal(expand_pattern(*state, QN__FUZZY, "univrse", 1, 100), "universe 2");
  assert_string_equal(expand_pattern(*state, QN__PARTIAL, "cafe", 0, 100), "cafe 1 cafes 1 caf\u00e9 1");
  assert_string_equal(expand_pattern(*state, QN__WILDCARD, "x*", 0, 100), "");
}

/* The most frequent; of those as frequent the first by their bytes. */
static void the_most_frequent_are_chosen(void **state) {
  assert_string_equal(expand_pattern(*state, QN__WILDCARD, "univ*", 0, 6),
                      "universal 1 universe 2 universes 1 universities 1 university 2 universit\u00e4t 1");
  assert_string_equal(expand_pattern(*state, QN__WILDCARD, "univ*", 0, 3), "universal 1 universe 2 university 2 ...");
  assert_string_equal(expand_pattern(*state, QN__WILDCARD, "univ*", 0, 2), "universe 2 university 2 ...");
  assert_string_equal(expand_pattern(*state, QN__WILDCARD, "univ*", 0, 1), "universe 2 ...");
}

static const char *expand_collected(expansion_fixture *f, const qn_statistics *statistics, size_t most) {
  const qn__query_word word = pattern_word(QN__WILDCARD, "univ*", 0);
  qn__expansion found;
  qn_error error;
  assert_ok(qn__expand_collected(f->expander, &word, statistics, most, &found, &error), error);
  return describe_expansion(f, &found);
}

/* Statistics carry them, and add up. */
static void the_forms_of_a_collection_are_found(void **state) {
  expansion_fixture *f = *state;
  qn_query *query = parse_pattern(QN__WILDCARD, "univ*", 0);
  qn_statistics *one, *other;
  qn_error error;
  assert_ok(qn_statistics_collect(&one, f->index, query, &error), error);
  assert_ok(qn_statistics_collect(&other, f->index, query, &error), error);
  assert_string_equal(expand_collected(f, one, 100), expand_pattern(f, QN__WILDCARD, "univ*", 0, 100));
  assert_string_equal(expand_collected(f, one, 3), expand_pattern(f, QN__WILDCARD, "univ*", 0, 3));
  assert_ok(qn_statistics_add(one, other, &error), error);
  assert_string_equal(expand_collected(f, one, 2), "universe 4 university 4 ...");
  qn_statistics_free(one);
  qn_statistics_free(other);
  qn_query_free(query);
}

static void a_pattern_that_stands_twice_is_counted_once(void **state) {
  expansion_fixture *f = *state;
  qn_query *query = parse_pattern(QN__WILDCARD, "univ*", 0);
  qn__query_node *leaf = query->root->items, again = *leaf;
  qn_statistics *statistics;
  qn_error error;
  leaf->next = &again;
  assert_ok(qn_statistics_collect(&statistics, f->index, query, &error), error);
  assert_string_equal(expand_collected(f, statistics, 100), expand_pattern(f, QN__WILDCARD, "univ*", 0, 100));
  qn_statistics_free(statistics);
  qn_query_free(query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(forms_of_all_segments_and_languages_are_found),
      cmocka_unit_test(the_most_frequent_are_chosen),
      cmocka_unit_test(the_forms_of_a_collection_are_found),
      cmocka_unit_test(a_pattern_that_stands_twice_is_counted_once),
  };
  return cmocka_run_group_tests(tests, set_up_expansions, tear_down_expansions);
}
