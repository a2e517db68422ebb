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

static bool is_gap_between(const known_article *article, uint32_t from, uint32_t end) {
  for (uint32_t at = from; at < end && at < article->n_positions; at++)
    if (article->words[at] == NULL)
      return true;
  return false;
}

/* Whether an occurrence at a position is in a window that begins at `from`. */
static bool is_in_window(const known_article *article, const near_each_other *wanted, uint32_t unit, uint32_t position,
                         uint32_t from) {
  uint32_t width = wanted->distance, end = position + length_of(&wanted->units[unit]);
  for (uint32_t u = 0; u < wanted->n; u++)
    width += length_of(&wanted->units[u]);
  return position >= from && end <= from + width && !is_gap_between(article, from, end);
}

static bool same_units(const looked_for *a, const looked_for *b) {
  return length_of(a) == length_of(b) && memcmp(a->words, b->words, length_of(a) * sizeof *a->words) == 0;
}

/* Whether a window has a unit, and as often as there are units like it. */
static bool window_has(const known_article *article, const near_each_other *wanted, uint32_t unit,
                       const uint32_t *starts, uint32_t n, uint32_t from) {
  uint32_t has = 0, needed = 0;
  for (uint32_t i = 0; i < n; i++)
    has += is_in_window(article, wanted, unit, starts[i], from);
  for (uint32_t u = 0; u < wanted->n; u++)
    needed += same_units(&wanted->units[u], &wanted->units[unit]);
  return has >= needed;
}

static uint32_t find_near(const known_article *article, const void *context, uint32_t *positions, uint32_t *n) {
  static uint32_t starts[MAX_UNITS][MAX_POSITIONS], counts[MAX_UNITS];
  static bool begins[MAX_POSITIONS], shown[MAX_POSITIONS];
  const near_each_other *wanted = context;
  uint32_t freq = 0, first = UINT32_MAX;
  memset(begins, 0, sizeof begins);
  memset(shown, 0, sizeof shown);
  *n = 0;
  for (uint32_t u = 0; u < wanted->n; u++) {
    counts[u] = count_occurrences(article, &wanted->units[u], starts[u]);
    for (uint32_t i = 0; i < counts[u]; i++)
      begins[starts[u][i]] = true;
    if (counts[u] == 0)
      return 0;
  }
  for (uint32_t from = 0; from < article->n_positions; from++) {
    bool all = begins[from];
    for (uint32_t u = 0; u < wanted->n && all; u++)
      all = window_has(article, wanted, u, starts[u], counts[u], from);
    freq += all;
    first = all && first == UINT32_MAX ? from : first;
    for (uint32_t u = 0; u < wanted->n && all; u++)
      for (uint32_t i = 0; i < counts[u]; i++)
        for (uint32_t w = 0; w < length_of(&wanted->units[u]); w++)
          shown[starts[u][i] + w] |= is_in_window(article, wanted, u, starts[u][i], from);
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
