/* SPDX-License-Identifier: MIT */
/* test_expanded_lists.c: several lists are one: where an article is in several, its occurrences add up. */
#include "match/expanded_lists.h"
#include "support/matcher_fixture.h"
#include "support/query_tree.h"
#include "support/support.h"

#include <string.h>

static const looked_for decimals = {.words = {"7.25 7.5 7.125"}};

static qn__expanded_lists *expand(matcher_fixture *f, uint32_t segment) {
  qn__expanded_lists *expanded = NULL;
  qn_error error;
  plan_query(f, "7");
  assert_true(f->plan.words[0].segments[0].n_lists >= 3);
  assert_ok(qn__expanded_new(&expanded, &f->plan.words[0].segments[segment], &f->arena, &error), error);
  return expanded;
}

static void check_freq(const matcher_fixture *f, qn__expanded_lists *expanded, uint32_t segment, uint32_t doc) {
  uint32_t freq = UINT32_MAX;
  qn_error error;
  assert_ok(qn__expanded_freq(expanded, doc, &freq, &error), error);
  assert_int_equal(freq, count_occurrences(&f->articles[segment][doc], &decimals, NULL));
}

static void check_positions(const matcher_fixture *f, qn__expanded_lists *expanded, uint32_t segment, uint32_t doc) {
  static uint32_t expected[65536];
  qn__word_place place;
  qn__occurrences found;
  qn_error error;
  uint32_t n = count_occurrences(&f->articles[segment][doc], &decimals, expected);
  assert_ok(qn__expanded_find(expanded, doc, &place, &error), error);
  assert_int_equal(place.place.count, n);
  assert_ok(qn__word_place_read(&place, UINT32_MAX, &found, &error), error);
  assert_int_equal(found.n, n);
  assert_int_equal(found.base, 0);
  assert_true(n == 0 || memcmp(found.positions, expected, n * sizeof *expected) == 0);
}

static void positions_of_all_lists_are_merged_in_order(void **state) {
  matcher_fixture *f = *state;
  for (uint32_t segment = 0; segment < f->n_segments; segment++) {
    qn__expanded_lists *expanded = expand(f, segment);
    for (uint32_t doc = f->n_articles[segment]; doc-- > 0;)
      check_positions(f, expanded, segment, doc);
  }
}

static void frequencies_are_known_before_any_window(void **state) {
  matcher_fixture *f = *state;
  qn__expanded_lists *expanded = expand(f, 0);
  for (uint32_t doc = 0; doc < f->n_articles[0]; doc++)
    check_freq(f, expanded, 0, doc);
}

static void a_window_has_the_bits_and_frequencies_of_its_articles(void **state) {
  static const qn__window windows[] = {{64, 192}, {192, 8192}, {8192, 16384}, {16384, 20000}};
  matcher_fixture *f = *state;
  qn__expanded_lists *expanded = expand(f, 0);
  for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
    uint64_t bits[QN__WINDOW_WORDS] = {0};
    qn_error error;
    assert_ok(qn__expanded_fill(expanded, &windows[i], bits, &error), error);
    for (uint32_t at = 0; at < QN__WINDOW_DOCS; at++) {
      uint32_t doc = windows[i].from + at;
      bool set = bits[at / 64] >> (at % 64) & 1;
      assert_int_equal(set, doc < windows[i].end && count_occurrences(&f->articles[0][doc], &decimals, NULL) > 0);
    }
    for (uint32_t doc = 0; doc < f->n_articles[0]; doc += 13) /* those outside it, too */
      check_freq(f, expanded, 0, doc);
  }
}

static void articles_without_any_of_the_terms_are_in_no_list(void **state) {
  matcher_fixture *f = *state;
  qn__expanded_lists *expanded = expand(f, 3);
  const qn__window window = {0, f->n_articles[3]};
  uint64_t bits[QN__WINDOW_WORDS] = {0};
  qn_error error;
  assert_int_equal(f->plan.words[0].segments[3].n_lists, 0);
  check_positions(f, expanded, 3, 0);
  assert_ok(qn__expanded_fill(expanded, &window, bits, &error), error);
  assert_true(bits[0] == 0);
  check_freq(f, expanded, 3, 0);
}

/* talk and talked are one term, as are house and houses. */
static void occurrences_in_other_forms_do_not_count(void **state) {
  matcher_fixture *f = *state;
  const looked_for wanted = {.words = {"talked houses"}};
  plan_tree(f, parse_pattern(QN__REGEX, "talked|.*es", 0));
  for (uint32_t segment = 0; segment < 3; segment++) {
    const qn__word_lists *lists = &f->plan.words[0].segments[segment];
    const qn__window window = {0, f->n_articles[segment] < QN__WINDOW_DOCS ? f->n_articles[segment] : QN__WINDOW_DOCS};
    uint64_t bits[QN__WINDOW_WORDS] = {0};
    qn__expanded_lists *before, *expanded;
    qn_error error;
    assert_false(lists->forms[0].all);
    assert_ok(qn__expanded_new(&before, lists, &f->arena, &error), error);
    assert_ok(qn__expanded_new(&expanded, lists, &f->arena, &error), error);
    assert_ok(qn__expanded_fill(expanded, &window, bits, &error), error);
    for (uint32_t doc = 0; doc < window.end; doc++) {
      uint32_t positions[1024], n = count_occurrences(&f->articles[segment][doc], &wanted, positions), freq;
      qn__word_place place;
      assert_int_equal(bits[doc / 64] >> (doc % 64) & 1, n > 0);
      assert_ok(qn__expanded_freq(expanded, doc, &freq, &error), error);
      assert_int_equal(freq, n);
      assert_ok(qn__expanded_freq(before, doc, &freq, &error), error);
      assert_int_equal(freq, n);
      assert_ok(qn__expanded_find(before, doc, &place, &error), error);
      assert_int_equal(place.known.n, n);
      assert_true(n == 0 || memcmp(place.known.positions, positions, n * sizeof *positions) == 0);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(positions_of_all_lists_are_merged_in_order),
      cmocka_unit_test(frequencies_are_known_before_any_window),
      cmocka_unit_test(a_window_has_the_bits_and_frequencies_of_its_articles),
      cmocka_unit_test(articles_without_any_of_the_terms_are_in_no_list),
      cmocka_unit_test(occurrences_in_other_forms_do_not_count),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
