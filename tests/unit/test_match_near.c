/* SPDX-License-Identifier: MIT */
/* test_match_near.c: words near each other are found where a window has all of them. */
#include "support/matcher_fixture.h"
#include "support/query_tree.h"
#include "support/support.h"

#include <string.h>

enum { MAX_UNITS = 4, MAX_POSITIONS = 65536 };

/* What is near each other, by brute force. */
typedef struct near_each_other {
  looked_for units[MAX_UNITS];
  uint32_t n, distance;
  bool title;
} near_each_other;

static uint32_t length_of(const looked_for *unit) {
  uint32_t length = 0;
  while (length < FIXTURE_WORDS && unit->words[length] != NULL)
    length++;
  return length;
}

/* The end of the title, of the copy of it or of the text that a position is in. */
static uint32_t end_of_part(const known_article *article, uint32_t from) {
  while (from < article->n_positions && article->words[from] != NULL)
    from++;
  return from;
}

/* How many positions a window has. */
static uint32_t width_of(const near_each_other *wanted) {
  uint32_t width = wanted->distance;
  for (uint32_t u = 0; u < wanted->n; u++)
    width += length_of(&wanted->units[u]);
  return width;
}

static bool same_units(const looked_for *a, const looked_for *b) {
  return length_of(a) == length_of(b) && memcmp(a->words, b->words, length_of(a) * sizeof *a->words) == 0;
}

static uint32_t count_same(const near_each_other *wanted, uint32_t unit) {
  uint32_t n = 0;
  for (uint32_t u = 0; u < wanted->n; u++)
    n += same_units(&wanted->units[u], &wanted->units[unit]);
  return n;
}

/* The occurrences of a unit, of which those before `passed` begin before the window. */
typedef struct occurrences {
  uint32_t starts[MAX_POSITIONS], n, passed, length;
} occurrences;

/* How many occurrences are in a window from `from` to before `end`. */
static uint32_t count_in_window(occurrences *found, uint32_t from, uint32_t end) {
  uint32_t n = 0;
  while (found->passed < found->n && found->starts[found->passed] < from)
    found->passed++;
  while (found->passed + n < found->n && found->starts[found->passed + n] + found->length <= end)
    n++;
  return n;
}

static uint32_t find_near(const known_article *article, const void *context, uint32_t *positions, uint32_t *n) {
  static occurrences found[MAX_UNITS];
  static bool begins[MAX_POSITIONS], shown[MAX_POSITIONS];
  const near_each_other *wanted = context;
  const uint32_t width = width_of(wanted);
  uint32_t freq = 0, first = UINT32_MAX, part_end = 0, counts[MAX_UNITS];
  memset(begins, 0, article->n_positions);
  memset(shown, 0, article->n_positions);
  *n = 0;
  for (uint32_t u = 0; u < wanted->n; u++) {
    found[u].n = count_occurrences(article, &wanted->units[u], found[u].starts);
    found[u].passed = 0;
    found[u].length = length_of(&wanted->units[u]);
    for (uint32_t i = 0; i < found[u].n; i++)
      begins[found[u].starts[i]] = true;
  }
  for (uint32_t from = 0; from < article->n_positions; from++) {
    bool all = begins[from];
    if (from >= part_end)
      part_end = end_of_part(article, from);
    const uint32_t end = part_end - from < width ? part_end : from + width;
    for (uint32_t u = 0; u < wanted->n && all; u++) {
      counts[u] = count_in_window(&found[u], from, end);
      all = counts[u] >= count_same(wanted, u);
    }
    freq += all;
    first = all && first == UINT32_MAX ? from : first;
    for (uint32_t u = 0; u < wanted->n && all; u++)
      for (uint32_t i = 0; i < counts[u]; i++)
        memset(shown + found[u].starts[found[u].passed + i], true, found[u].length);
  }
  if (freq == 0 || (wanted->title && first >= article->title_end))
    return 0;
  for (uint32_t at = 0; at < article->n_positions; at++)
    if (shown[at])
      positions[(*n)++] = at;
  return freq;
}

static void check_near(void **state, const char *text, const near_each_other *wanted) {
  plan_tree(*state, parse_as(QN__NEAR, text, wanted->distance, wanted->title));
  check_planned(*state, text, find_near, wanted);
}

static void words_are_found_near_each_other_in_any_order(void **state) {
  near_each_other wanted = {.units = {{.words = {"rare"}}, {.words = {"earth"}}}, .n = 2};
  for (wanted.distance = 0; wanted.distance < 4; wanted.distance++)
    check_near(state, "rare earth", &wanted);
}

static void three_words_share_one_distance(void **state) {
  near_each_other wanted = {.units = {{.words = {"trade"}}, {.words = {"rare"}}, {.words = {"earth"}}}, .n = 3};
  for (wanted.distance = 0; wanted.distance < 9; wanted.distance += 4)
    check_near(state, "trade rare earth", &wanted);
}

static void a_phrase_is_near_a_word_as_a_whole(void **state) {
  near_each_other wanted = {.units = {{.words = {"rare", "earth"}}, {.words = {"trade"}}}, .n = 2};
  for (wanted.distance = 0; wanted.distance < 4; wanted.distance++)
    check_near(state, "\"rare earth\" trade", &wanted);
}

static void different_units_may_overlap(void **state) {
  const near_each_other wanted = {.units = {{.words = {"the", "rare"}}, {.words = {"rare", "the"}}}, .n = 2};
  check_near(state, "\"the rare\" \"rare the\"", &wanted);
}

static void equal_units_need_as_many_occurrences(void **state) {
  const near_each_other twice = {.units = {{.words = {"earth"}}, {.words = {"earth"}}}, .n = 2, .distance = 3};
  const near_each_other with_another = {
      .units = {{.words = {"rare"}}, {.words = {"earth"}}, {.words = {"rare"}}}, .n = 3, .distance = 5};
  check_near(state, "earth earth", &twice);
  check_near(state, "rare earth rare", &with_another);
}

static void words_of_several_lists_are_found_near_each_other(void **state) {
  const near_each_other wanted = {
      .units = {{.words = {"talk talks talked"}, .german = {"talk talks"}}, {.words = {"7.25 7.5 7.125"}}},
      .n = 2,
      .distance = 2};
  const near_each_other exact = {.units = {{.words = {"talks"}}, {.words = {"rare"}}}, .n = 2, .distance = 2};
  check_near(state, "talk 7", &wanted);
  check_near(state, "=talks rare", &exact);
}

/* The gap between the copies of a title, and that between title and text, has eight positions. */
static void a_window_does_not_reach_beyond_the_title(void **state) {
  near_each_other wanted = {.units = {{.words = {"rare"}}, {.words = {"earth"}}}, .n = 2, .distance = 20};
  check_near(state, "rare earth", &wanted);
  wanted.title = true;
  check_near(state, "rare earth", &wanted);
}

static void a_word_that_no_article_has_is_near_nothing(void **state) {
  const near_each_other wanted = {.units = {{.words = {"the"}}, {.words = {""}}}, .n = 2, .distance = 9};
  check_near(state, "the unknown", &wanted);
}

static void the_longest_distance_reaches_through_the_text(void **state) {
  const near_each_other wanted = {.units = {{.words = {"rare"}}, {.words = {"earth"}}}, .n = 2, .distance = 100000};
  matcher_fixture *f = *state;
  plan_tree(f, parse_as(QN__NEAR, "rare earth", UINT32_MAX, false));
  check_planned(f, "rare earth", find_near, &wanted);
}

static void words_near_each_other_weigh_the_sum_of_their_words(void **state) {
  matcher_fixture *f = *state;
  const qn__plan *plan = plan_tree(f, parse_as(QN__NEAR, "rare earth rare", 3, false));
  assert_int_equal(plan->n_words, 2);
  assert_true(plan->leaves[0].idf == plan->words[0].idf + plan->words[1].idf + plan->words[0].idf);
}

/* Which word each of the positions is of. */
static void positions_say_which_word_is_there(void **state) {
  matcher_fixture *f = *state;
  qn__position_list found = {.n = 0};
  qn_error error;
  uint32_t n = 0;
  plan_tree(f, parse_as(QN__NEAR, "rare \"the earth\"", 3, false));
  qn__matcher *matcher = open_matchers(f, 0);
  for (uint32_t doc = 0; doc < f->n_articles[0]; doc++) {
    static const char *const words[] = {"rare", "the", "earth"};
    assert_ok(matcher->ops->positions(matcher, doc, 1, &found, &error), error);
    for (uint32_t i = 0; i < found.n; i++, n++)
      assert_string_equal(f->articles[0][doc].words[found.data[i]], words[found.parts[i]]);
  }
  assert_true(n > 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_found_near_each_other_in_any_order),
      cmocka_unit_test(three_words_share_one_distance),
      cmocka_unit_test(a_phrase_is_near_a_word_as_a_whole),
      cmocka_unit_test(different_units_may_overlap),
      cmocka_unit_test(equal_units_need_as_many_occurrences),
      cmocka_unit_test(words_of_several_lists_are_found_near_each_other),
      cmocka_unit_test(a_window_does_not_reach_beyond_the_title),
      cmocka_unit_test(a_word_that_no_article_has_is_near_nothing),
      cmocka_unit_test(the_longest_distance_reaches_through_the_text),
      cmocka_unit_test(words_near_each_other_weigh_the_sum_of_their_words),
      cmocka_unit_test(positions_say_which_word_is_there),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
