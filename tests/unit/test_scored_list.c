/* SPDX-License-Identifier: MIT */
/* test_scored_list.c: bounds are never below what they bound, however the scoring differs from the segment's; scores
 * and look-ups are those of a walk through the postings. */
#include "match/scored_list.h"
#include "support/matcher_fixture.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

static const float weight = 1e6f;

/* The lists of the first word of a query in a segment. */
static const qn__word_lists *lists_of(matcher_fixture *f, const char *text, uint32_t segment) {
  plan_query(f, text);
  return &f->plan.words[0].segments[segment];
}

static qn__scoring scoring_of(const matcher_fixture *f, uint32_t segment, const qn__saturation *saturation) {
  qn__scoring scoring;
  qn_error error;
  assert_ok(qn__scoring_init(&scoring, f->index->segments[segment].segment, saturation, &error), error);
  return scoring;
}

static uint32_t contribution(const qn__scoring *scoring, uint32_t doc, uint32_t freq) {
  return qn__contribution(weight, freq, scoring->k[scoring->length_bytes[doc]]);
}

/* A word with a bit set, one with blocks, one of fewer postings than a block. */
static const char *const texts[] = {"the", "earth", "zebra"};
enum { N_TEXTS = sizeof texts / sizeof texts[0] };

/* --- bounds ------------------------------------------------------------------------------------------------------- */

static void check_bounds(const qn__postings *postings, const qn__scoring *scoring) {
  uint32_t docs[QN__POSTINGS_BLOCK + 16], freqs[QN__POSTINGS_BLOCK + 16];
  qn__scored_list list;
  qn_error error;
  qn__scored_list_init(&list, postings, weight, scoring);
  for (uint32_t block = 0; block < postings->n_blocks; block++) {
    uint32_t bound = qn__bound(scoring, weight, qn__postings_block_max8(postings, block));
    unsigned n = qn__postings_block(postings, block, docs, freqs, &error);
    assert_true(n > 0 && bound <= list.bound);
    for (unsigned i = 0; i < n; i++)
      assert_true(contribution(scoring, docs[i], freqs[i]) <= bound);
  }
}

/* A denormal k1 makes the ratio of two of them infinite. */
static void corrupt_settings_leave_the_highest_bound(void **state) {
  matcher_fixture *f = *state;
  for (uint32_t segment = 0; segment < f->n_segments; segment++) {
    qn__segment stored = *f->index->segments[segment].segment;
    stored.meta.k1 = 1e-44f;
    qn__saturation saturation;
    qn__scoring scoring;
    qn_error error;
    qn__saturation_init(&saturation, 1.2f, 0.75f, qn__segment_average(&stored.meta));
    assert_ok(qn__scoring_init(&scoring, &stored, &saturation, &error), error);
    for (unsigned max8 = 1; max8 <= 255; max8++)
      assert_true(qn__bound(&scoring, weight, (uint8_t)max8) >= (uint32_t)weight);
  }
}

static void no_contribution_is_above_its_bound(void **state) {
  static const float k1s[] = {1.2f, 0.0f, 0.5f, 2.0f, 10.0f}, bs[] = {0.75f, 0.0f, 0.4f, 1.0f};
  static const double averages[] = {0.0, 1.0, 7.0, 100.0, 5000.0}; /* 0: the segment's own */
  matcher_fixture *f = *state;
  for (uint32_t segment = 0; segment < f->n_segments; segment++)
    for (size_t i = 0; i < 5 * 4 * 5; i++) {
      const qn__segment *stored = f->index->segments[segment].segment;
      double average = averages[i / 20];
      qn__saturation saturation;
      qn__saturation_init(&saturation, k1s[i % 5], bs[i / 5 % 4],
                          average > 0.0 ? average : qn__segment_average(&stored->meta));
      qn__scoring scoring = scoring_of(f, segment, &saturation);
      for (size_t t = 0; t < N_TEXTS; t++) {
        const qn__word_lists *lists = lists_of(f, texts[t], segment);
        for (uint32_t l = 0; l < lists->n_lists; l++)
          check_bounds(&lists->lists[l], &scoring);
      }
    }
}

static void bounds_stand_as_they_are_where_the_scoring_is_the_segments(void **state) {
  matcher_fixture *f = *state;
  const qn__segment_meta *meta = &f->index->segments[0].segment->meta;
  qn__saturation saturation;
  qn__saturation_init(&saturation, meta->k1, meta->b, qn__segment_average(meta));
  assert_true(scoring_of(f, 0, &saturation).as_stated);
  qn__saturation_init(&saturation, meta->k1 * 2.0f, meta->b, qn__segment_average(meta));
  assert_false(scoring_of(f, 0, &saturation).as_stated);
  qn__saturation_init(&saturation, meta->k1, meta->b / 2.0f, qn__segment_average(meta));
  assert_false(scoring_of(f, 0, &saturation).as_stated);
  qn__saturation_init(&saturation, meta->k1, meta->b, qn__segment_average(meta) + 1.0);
  assert_false(scoring_of(f, 0, &saturation).as_stated);
}

static void a_bound_rises_with_the_saturation_and_allows_for_rounding(void **state) {
  const qn__scoring scoring = {.as_stated = true, .rescale = 1.0f};
  (void)state;
  assert_int_equal(qn__bound(&scoring, weight, 0), 1);
  for (unsigned max8 = 1; max8 < 256; max8++) {
    uint32_t bound = qn__bound(&scoring, weight, (uint8_t)max8);
    assert_true(bound > qn__bound(&scoring, weight, (uint8_t)(max8 - 1)));
    assert_in_range(bound, (uint32_t)(weight * (float)max8 / 255.0f), (uint32_t)(weight * (float)max8 / 255.0f) + 12);
  }
}

/* --- windows ------------------------------------------------------------------------------------------------------ */

/* Calls `check` for each list of each word, in each segment. */
static void for_each_list(matcher_fixture *f, void (*check)(const matcher_fixture *f, uint32_t segment,
                                                            const qn__postings *postings, const qn__scoring *scoring)) {
  for (uint32_t segment = 0; segment < f->n_segments; segment++)
    for (size_t t = 0; t < N_TEXTS; t++) {
      const qn__word_lists *lists = lists_of(f, texts[t], segment);
      qn__scoring scoring = scoring_of(f, segment, f->plan.saturation);
      for (uint32_t l = 0; l < lists->n_lists; l++)
        check(f, segment, &lists->lists[l], &scoring);
    }
}

/* The contributions of a list's articles, by a walk through its blocks; 0: it does not have the article. */
static uint32_t *walk(const matcher_fixture *f, uint32_t segment, const qn__postings *postings,
                      const qn__scoring *scoring) {
  uint32_t docs[QN__POSTINGS_BLOCK + 16], freqs[QN__POSTINGS_BLOCK + 16];
  uint32_t *scores = calloc(f->n_articles[segment] + 1, sizeof *scores);
  qn_error error;
  for (uint32_t block = 0; block < postings->n_blocks; block++) {
    unsigned n = qn__postings_block(postings, block, docs, freqs, &error);
    assert_true(n > 0);
    for (unsigned i = 0; i < n; i++)
      scores[docs[i]] = contribution(scoring, docs[i], freqs[i]);
  }
  return scores;
}

static const uint32_t ends[] = {64, 192, 8192, 8256, 16384, 20000}; /* of windows */
enum { N_ENDS = sizeof ends / sizeof ends[0] };

static void check_accumulated(const matcher_fixture *f, uint32_t segment, const qn__postings *postings,
                              const qn__scoring *scoring) {
  static int32_t scores[QN__WINDOW_DOCS];
  uint32_t *expected = walk(f, segment, postings, scoring), from = 0;
  qn__scored_list list;
  qn_error error;
  qn__scored_list_init(&list, postings, weight, scoring);
  for (size_t w = 0; w < N_ENDS && from < f->n_articles[segment]; w++) {
    uint64_t bits[QN__WINDOW_WORDS] = {0};
    uint32_t end = ends[w] < f->n_articles[segment] ? ends[w] : f->n_articles[segment];
    for (uint32_t at = 0; at < QN__WINDOW_DOCS; at++)
      scores[at] = 7;
    assert_ok(qn__scored_list_accumulate(&list, scoring, from, end, scores, w % 2 == 0 ? bits : NULL, &error), error);
    for (uint32_t at = 0; at < QN__WINDOW_DOCS; at++) {
      uint32_t score = from + at < end ? expected[from + at] : 0;
      assert_int_equal(scores[at], 7 + score);
      assert_int_equal(bits[at / 64] >> (at % 64) & 1, score > 0 && w % 2 == 0);
    }
    from = end;
  }
  free(expected);
}

static void contributions_are_added_window_by_window(void **state) {
  for_each_list(*state, check_accumulated);
}

static void check_marked(const matcher_fixture *f, uint32_t segment, const qn__postings *postings,
                         const qn__scoring *scoring) {
  uint32_t *expected = walk(f, segment, postings, scoring), from = 0;
  qn__scored_list list;
  qn_error error;
  qn__scored_list_init(&list, postings, weight, scoring);
  for (size_t w = 0; w < N_ENDS && from < f->n_articles[segment]; w++) {
    uint64_t bits[QN__WINDOW_WORDS] = {0};
    uint32_t end = ends[w] < f->n_articles[segment] ? ends[w] : f->n_articles[segment];
    assert_ok(qn__scored_list_mark(&list, from, end, bits, &error), error);
    for (uint32_t at = 0; at < QN__WINDOW_DOCS; at++)
      assert_int_equal(bits[at / 64] >> (at % 64) & 1, from + at < end && expected[from + at] > 0);
    from = end;
  }
  free(expected);
}

static void bits_are_set_window_by_window(void **state) {
  for_each_list(*state, check_marked);
}

/* --- blocks and single articles ----------------------------------------------------------------------------------- */

static void check_blocks(const matcher_fixture *f, uint32_t segment, const qn__postings *postings,
                         const qn__scoring *scoring) {
  for (uint32_t step = 1; step < 3000; step = step * 3 + 1) {
    qn__scored_list list;
    qn__scored_list_init(&list, postings, weight, scoring);
    for (uint32_t doc = 0; doc < f->n_articles[segment]; doc += step) {
      uint32_t block = 0;
      while (block < postings->n_blocks && qn__postings_block_last(postings, block) < doc)
        block++;
      assert_int_equal(qn__scored_list_to_block(&list, doc), block < postings->n_blocks);
      assert_int_equal(list.block, block);
    }
  }
}

static void a_walk_goes_to_the_block_that_reaches_an_article(void **state) {
  for_each_list(*state, check_blocks);
}

static void check_scored_blocks(const matcher_fixture *f, uint32_t segment, const qn__postings *postings,
                                const qn__scoring *scoring) {
  uint32_t *expected = walk(f, segment, postings, scoring), next;
  qn__scored_list list;
  qn_error error;
  qn__scored_list_init(&list, postings, weight, scoring);
  for (uint32_t doc = 0; qn__scored_list_to_block(&list, doc); doc = next) {
    assert_ok(qn__scored_list_score_block(&list, scoring, doc, &error), error);
    assert_int_equal(list.docs_block, list.block);
    assert_true(list.at == list.count || list.docs[list.at] >= doc);
    assert_true(list.at == 0 || list.docs[list.at - 1] < doc);
    for (unsigned i = 0; i < list.count; i++)
      assert_int_equal(list.scores[i], expected[list.docs[i]]);
    if (list.at == list.count)
      break;
    next = list.docs[list.at] + 1 + list.at % 3;
  }
  free(expected);
}

static void a_scored_block_stands_on_the_first_article_from_the_wanted_one(void **state) {
  for_each_list(*state, check_scored_blocks);
}

static void check_found(const matcher_fixture *f, uint32_t segment, const qn__postings *postings,
                        const qn__scoring *scoring) {
  uint32_t *expected = walk(f, segment, postings, scoring);
  qn__scored_list list;
  qn_error error;
  qn__scored_list_init(&list, postings, weight, scoring);
  for (uint32_t doc = 0; doc < f->n_articles[segment]; doc++) {
    uint32_t freq = 0;
    int index = -2;
    if (!qn__scored_list_to_block(&list, doc) && postings->bits == NULL)
      break;
    assert_ok(qn__scored_list_find(&list, doc, &index, &error), error);
    assert_int_equal(index >= 0, expected[doc] > 0);
    if (index < 0)
      continue;
    assert_ok(qn__scored_list_freq(&list, (unsigned)index, &freq, &error), error);
    assert_int_equal(contribution(scoring, doc, freq), expected[doc]);
  }
  free(expected);
}

static void an_article_is_found_with_its_frequency(void **state) {
  for_each_list(*state, check_found);
}

/* English and German articles have lists of their own. */
static void an_article_is_found_in_the_list_of_its_language(void **state) {
  matcher_fixture *f = *state;
  for (size_t t = 0; t < N_TEXTS; t++) {
    const looked_for wanted = {.words = {texts[t]}};
    const qn__word_lists *lists = lists_of(f, texts[t], 0);
    qn__scoring scoring = scoring_of(f, 0, f->plan.saturation);
    qn__scored_list scored[2], *found;
    qn_error error;
    assert_int_equal(lists->n_lists, 2);
    for (uint32_t i = 0; i < 2; i++)
      qn__scored_list_init(&scored[i], &lists->lists[i], weight, &scoring);
    for (uint32_t doc = 0; doc < f->n_articles[0]; doc++) {
      uint32_t freq = 0;
      int index = -2;
      found = NULL;
      assert_ok(qn__scored_lists_find(scored, 2, doc, &found, &index, &error), error);
      assert_int_equal(found != NULL, index >= 0);
      if (found != NULL)
        assert_ok(qn__scored_list_freq(found, (unsigned)index, &freq, &error), error);
      assert_int_equal(freq, count_occurrences(&f->articles[0][doc], &wanted, NULL));
    }
  }
}

static void ranks_that_count_too_many_are_damage(void **state) {
  matcher_fixture *f = *state;
  qn__postings corrupt = lists_of(f, "the", 0)->lists[0];
  qn__scoring scoring = scoring_of(f, 0, f->plan.saturation);
  qn__scored_list list;
  uint32_t doc = f->n_articles[0] - 1;
  int index;
  qn_error error;
  assert_non_null(corrupt.bits);
  while (!qn__postings_has(&corrupt, doc))
    doc--;
  corrupt.info.doc_freq--;
  qn__scored_list_init(&list, &corrupt, weight, &scoring);
  assert_int_equal(qn__scored_list_find(&list, doc, &index, &error), QN_DAMAGED);
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static void the_first_number_at_least_as_large_is_found(void **state) {
  uint32_t numbers[200];
  (void)state;
  for (uint32_t i = 0; i < 200; i++)
    numbers[i] = 3 * i + 2;
  for (unsigned n = 0; n <= 200; n++)
    for (uint32_t wanted = 0; wanted < 3 * n + 4; wanted++) {
      unsigned expected = 0;
      while (expected < n && numbers[expected] < wanted)
        expected++;
      assert_int_equal(qn__first_at_least(numbers, n, wanted), expected);
    }
}

static void contributions_are_added_to_what_is_there(void **state) {
  static const uint32_t freqs[] = {1, 2, 300};
  static const float k[] = {0.5f, 1.0f, 2.0f};
  uint32_t sums[] = {10, 20, 30, 40};
  (void)state;
  qn__add_contributions(weight, freqs, k, 3, 5, sums);
  for (unsigned i = 0; i < 3; i++)
    assert_int_equal(sums[i], 10 * (i + 1) + qn__contribution(weight, freqs[i], k[i]) + 5);
  assert_int_equal(sums[3], 40);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_contribution_is_above_its_bound),
      cmocka_unit_test(corrupt_settings_leave_the_highest_bound),
      cmocka_unit_test(bounds_stand_as_they_are_where_the_scoring_is_the_segments),
      cmocka_unit_test(a_bound_rises_with_the_saturation_and_allows_for_rounding),
      cmocka_unit_test(contributions_are_added_window_by_window),
      cmocka_unit_test(bits_are_set_window_by_window),
      cmocka_unit_test(a_walk_goes_to_the_block_that_reaches_an_article),
      cmocka_unit_test(a_scored_block_stands_on_the_first_article_from_the_wanted_one),
      cmocka_unit_test(an_article_is_found_with_its_frequency),
      cmocka_unit_test(an_article_is_found_in_the_list_of_its_language),
      cmocka_unit_test(ranks_that_count_too_many_are_damage),
      cmocka_unit_test(the_first_number_at_least_as_large_is_found),
      cmocka_unit_test(contributions_are_added_to_what_is_there),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
