/* SPDX-License-Identifier: MIT */
/* test_conjunction_block.c: the lead's block: its bound, its candidates, and how they are narrowed list by list. */
#include "support/conjunction_fixture.h"

#include <string.h>

static engine_fixture fixture;

static int set_up(void **state) {
  (void)state;
  engine_fixture_open(&fixture);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  engine_fixture_close(&fixture);
  return 0;
}

/* Walks the lead's blocks; false at the end. */
static bool next_block(qn__conjunction *run, uint32_t *from) {
  qn__scored_list *lead = &run->lists->scored;
  *from = qn__postings_block_last(lead->postings, lead->block) + 1;
  return ++lead->block < lead->postings->n_blocks;
}

static uint32_t last_of_block(const qn__conjunction *run) {
  return qn__postings_block_last(run->lists->scored.postings, run->lists->scored.block);
}

/* --- bounds ------------------------------------------------------------------------------------------------------ */

static void no_article_of_a_block_scores_more_than_its_bound(void **state) {
  (void)state;
  static const char *const queries[] = {"+herring +sea", "+lantern +salt +harbour", "+\"sea salt\" +tide",
                                        "+narwhal +salt"};
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
    for (int rescaled = 0; rescaled < 2; rescaled++) {
      conjunction_fixture c;
      uint32_t from = 0;
      fixture.k1 = rescaled ? 0.5f : QN__DEFAULT_K1;
      conjunction_begin(&c, &fixture, queries[i], LARGE_SEGMENT, true);
      do {
        int64_t bound = qn__bound_block(&c.run, from);
        for (uint32_t doc = from; doc <= last_of_block(&c.run); doc++)
          if (conjunction_has_words(&c, doc) && conjunction_score(&c, doc) > bound)
            fail_msg("%s: article %u scores more than the block's bound", queries[i], doc);
      } while (next_block(&c.run, &from));
    }
  fixture.k1 = QN__DEFAULT_K1;
}

/* The highest saturation in the blocks of a list that have articles of a range; of all, if these blocks are many. */
static uint8_t highest_in_range(const qn__postings *list, uint32_t from, uint32_t last) {
  enum { MANY = 16 };
  uint8_t highest = 0;
  uint32_t n = 0;
  for (uint32_t b = 0; b < list->n_blocks; b++) {
    uint32_t first = b == 0 ? 0 : qn__postings_block_last(list, b - 1) + 1;
    if (first > last || qn__postings_block_last(list, b) < from)
      continue;
    highest = qn__postings_block_max8(list, b) > highest ? qn__postings_block_max8(list, b) : highest;
    n++;
  }
  return n > MANY ? list->max8 : highest;
}

static void the_highest_saturation_of_a_range_is_that_of_its_blocks(void **state) {
  (void)state;
  static const char *const queries[] = {"+herring +harbour +sea", "+cormorant +lantern +salt", "+narwhal +herring"};
  bool differs = false;
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
    conjunction_fixture c;
    uint32_t from = 0;
    conjunction_begin(&c, &fixture, queries[i], LARGE_SEGMENT, true);
    do {
      qn__bound_block(&c.run, from);
      for (uint32_t l = 1; l < c.run.n_lists; l++) {
        const qn__postings *list = c.run.lists[l].scored.postings;
        assert_int_equal(c.run.lists[l].range_max8, highest_in_range(list, from, last_of_block(&c.run)));
        differs |= c.run.lists[l].range_max8 < list->max8;
      }
    } while (next_block(&c.run, &from));
  }
  assert_true(differs);
}

/* What later lists may add: the rest falls from list to list, and ends with what the last list's own term adds. */
static void the_rest_falls_from_list_to_list(void **state) {
  (void)state;
  conjunction_fixture c;
  conjunction_begin(&c, &fixture, "+herring +harbour +sea", LARGE_SEGMENT, true);
  int64_t bound = qn__bound_block(&c.run, 0);
  assert_int_equal(c.run.lists[0].rest, bound);
  assert_true(c.run.lists[0].rest > c.run.lists[1].rest);
  assert_true(c.run.lists[1].rest > c.run.lists[2].rest);
  assert_true(c.run.lists[2].rest > 0);
}

static void phrases_score_no_more_than_their_bound(void **state) {
  (void)state;
  conjunction_fixture c;
  uint32_t from = 0, n = 0;
  conjunction_begin(&c, &fixture, "+\"sea salt\" +\"salt tide\" +harbour", LARGE_SEGMENT, true);
  do {
    qn_error error;
    assert_ok(qn__begin_candidates(&c.run, &error), error);
    assert_ok(qn__narrow_candidates(&c.run, &error), error);
    for (uint32_t i = 0; i < c.run.n; i++, n++) {
      unsigned slot = c.run.slots[i];
      uint32_t doc = c.run.docs[slot];
      uint32_t first = conjunction_contribution(&c, c.run.leaves[0].leaf, doc);
      uint32_t second = conjunction_contribution(&c, c.run.leaves[1].leaf, doc);
      const qn__required *last = &c.run.lists[c.run.n_lists - 1];
      assert_true(qn__bound_phrases(&c.run, 0, slot, last) >= first + second);
      assert_true(qn__bound_phrases(&c.run, 1, slot, last) >= second);
      assert_int_equal(qn__bound_phrases(&c.run, 2, slot, last), 0);
    }
  } while (next_block(&c.run, &from));
  assert_true(n > 100);
}

/* --- candidates -------------------------------------------------------------------------------------------------- */

static void begins_with_all_articles_of_the_leads_block(void **state) {
  (void)state;
  conjunction_fixture c;
  uint32_t from = 0, n = 0;
  conjunction_begin(&c, &fixture, "+herring +sea", LARGE_SEGMENT, true);
  const qn__plan_leaf *herring = c.run.leaves[0].lists[0] == c.run.lists ? c.run.leaves[0].leaf : c.run.leaves[1].leaf;
  do {
    qn_error error;
    assert_ok(qn__begin_candidates(&c.run, &error), error);
    for (uint32_t i = 0; i < c.run.n; i++) {
      assert_int_equal(c.run.slots[i], i);
      assert_true(c.run.docs[i] >= from && c.run.docs[i] <= last_of_block(&c.run));
      assert_int_equal(c.run.scores[i], conjunction_contribution(&c, herring, c.run.docs[i]));
    }
    n += c.run.n;
  } while (next_block(&c.run, &from));
  assert_int_equal(n, c.run.lists->scored.postings->info.doc_freq);
}

/* Compares what is left of each block with the articles that have all words and none that is excluded. */
static uint32_t check_narrowed(const char *query, bool wants_scores, size_t segment) {
  conjunction_fixture c;
  uint32_t from = 0, n = 0;
  conjunction_begin(&c, &fixture, query, segment, wants_scores);
  do {
    qn_error error;
    uint32_t i = 0;
    assert_ok(qn__begin_candidates(&c.run, &error), error);
    assert_ok(qn__narrow_candidates(&c.run, &error), error);
    for (uint32_t doc = from; doc <= last_of_block(&c.run); doc++) {
      bool excluded = c.run.excluded.n > 0 && qn__postings_has(c.run.excluded.lists->postings, doc);
      if (!conjunction_has_words(&c, doc) || excluded)
        continue;
      assert_true(i < c.run.n);
      unsigned slot = c.run.slots[i++];
      assert_int_equal(c.run.docs[slot], doc);
      if (wants_scores)
        assert_int_equal(c.run.scores[slot], conjunction_score(&c, doc));
    }
    assert_int_equal(i, c.run.n);
    n += c.run.n;
  } while (next_block(&c.run, &from));
  return n;
}

static void keeps_the_articles_that_all_lists_have(void **state) {
  (void)state;
  for (int wants_scores = 0; wants_scores < 2; wants_scores++) {
    assert_true(check_narrowed("+sea +salt", wants_scores == 1, LARGE_SEGMENT) > 3000); /* both have bits */
    assert_true(check_narrowed("+herring +sea +salt", wants_scores == 1, LARGE_SEGMENT) > 100);
    assert_true(check_narrowed("+herring +lantern", wants_scores == 1, LARGE_SEGMENT) > 10); /* none has */
    assert_true(check_narrowed("+salt +tide", wants_scores == 1, SMALL_SEGMENT) > 10);
  }
}

static void drops_what_excluded_bits_have(void **state) {
  (void)state;
  assert_true(check_narrowed("+herring +sea -salt", true, LARGE_SEGMENT) > 20);
  assert_true(check_narrowed("+herring +sea -salt", false, LARGE_SEGMENT) > 20);
}

/* Each slot keeps its posting: the frequency and place of every list are of the slot's article. */
static void dropping_candidates_moves_nothing(void **state) {
  (void)state;
  conjunction_fixture c;
  uint32_t from = 0, n = 0;
  conjunction_begin(&c, &fixture, "+\"herring sea\" +salt", LARGE_SEGMENT, true);
  do {
    qn_error error;
    assert_ok(qn__begin_candidates(&c.run, &error), error);
    assert_ok(qn__narrow_candidates(&c.run, &error), error);
    for (uint32_t i = 0; i < c.run.n; i++, n++)
      for (uint32_t l = 0; l < c.run.n_lists; l++) {
        qn__required *list = &c.run.lists[l];
        unsigned slot = c.run.slots[i];
        qn__scored_list scored, *found;
        int index;
        uint32_t freq = 0;
        qn__scored_list_init(&scored, list->scored.postings, 0.0f, &c.run.scoring);
        assert_ok(qn__scored_lists_find(&scored, 1, c.run.docs[slot], &found, &index, &error), error);
        assert_ok(qn__scored_list_freq(found, (unsigned)index, &freq, &error), error);
        assert_int_equal(list->freqs[slot], freq);
        if (list->needs_places)
          assert_int_equal(list->places[slot].count, freq);
      }
  } while (next_block(&c.run, &from));
  assert_true(n > 10);
}

/* The score of the twentieth article. */
static int32_t high_score(const char *query) {
  qn__top_k best;
  qn_error error;
  engine_fixture_plan(&fixture, query);
  qn__top_k_init(&best);
  assert_ok(qn__top_k_begin(&best, 20, &error), error);
  take_expected(&fixture, LARGE_SEGMENT, &best.sink);
  assert_int_equal(best.n, 20);
  int32_t score = (int32_t)best.heap[0].score;
  qn__top_k_clear(&best);
  return score;
}

static void keeps_all_that_can_pass_the_threshold_and_few_others(void **state) {
  (void)state;
  static const char *const queries[] = {"+herring +sea", "+salt +tide +harbour", "+\"sea salt\" +herring",
                                        "+\"salt tide\" +\"tide sea\""};
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
    conjunction_fixture c;
    uint32_t from = 0, n_kept = 0, n_all = 0;
    int32_t threshold = high_score(queries[i]);
    conjunction_begin(&c, &fixture, queries[i], LARGE_SEGMENT, true);
    c.sink.sink.threshold = threshold;
    do {
      qn_error error;
      uint32_t at = 0;
      qn__bound_block(&c.run, from);
      assert_ok(qn__begin_candidates(&c.run, &error), error);
      assert_ok(qn__narrow_candidates(&c.run, &error), error);
      n_kept += c.run.n;
      for (uint32_t doc = from; doc <= last_of_block(&c.run); doc++) {
        bool has_words = conjunction_has_words(&c, doc), matches = has_words;
        n_all += has_words;
        for (uint32_t p = 0; p < c.run.n_phrases && matches; p++)
          matches = conjunction_freq(&c, c.run.leaves[p].leaf, doc) > 0;
        if (!matches || (int32_t)conjunction_score(&c, doc) <= threshold)
          continue;
        while (at < c.run.n && c.run.docs[c.run.slots[at]] < doc)
          at++;
        if (at == c.run.n || c.run.docs[c.run.slots[at]] != doc)
          fail_msg("%s: article %u is dropped and scores more than the threshold", queries[i], doc);
      }
    } while (next_block(&c.run, &from));
    if (n_kept < 19 || n_kept > n_all / 2)
      fail_msg("%s: %u of %u candidates are kept", queries[i], n_kept, n_all);
  }
}

/* --- damage ------------------------------------------------------------------------------------------------------ */

static void reports_ranks_that_are_wrong(void **state) {
  (void)state;
  conjunction_fixture c;
  qn_error error;
  conjunction_begin(&c, &fixture, "+herring +sea", LARGE_SEGMENT, true);
  qn__postings damaged = *c.run.lists[1].scored.postings;
  uint8_t *ranks = qn__arena_alloc(&fixture.arena, 2 * (size_t)qn__bit_words(damaged.source->n_docs));
  assert_non_null(damaged.bits);
  memset(ranks, 0xff, 2 * (size_t)qn__bit_words(damaged.source->n_docs));
  damaged.ranks = ranks;
  c.run.lists[1].scored.postings = &damaged;
  assert_ok(qn__begin_candidates(&c.run, &error), error);
  assert_int_equal(qn__narrow_candidates(&c.run, &error), QN_DAMAGED);
  assert_non_null(strstr(error.message, "ranks"));
}

static void reports_a_damaged_block(void **state) {
  (void)state;
  conjunction_fixture c;
  qn_error error;
  conjunction_begin(&c, &fixture, "+herring +sea", LARGE_SEGMENT, true);
  qn__postings damaged = *c.run.lists[0].scored.postings;
  uint8_t *last = qn__arena_alloc(&fixture.arena, damaged.n_blocks * sizeof(uint32_t));
  memset(last, 0, damaged.n_blocks * sizeof(uint32_t));
  damaged.last = last;
  c.run.lists[0].scored.postings = &damaged;
  assert_int_equal(qn__begin_candidates(&c.run, &error), QN_DAMAGED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_article_of_a_block_scores_more_than_its_bound),
      cmocka_unit_test(the_highest_saturation_of_a_range_is_that_of_its_blocks),
      cmocka_unit_test(the_rest_falls_from_list_to_list),
      cmocka_unit_test(phrases_score_no_more_than_their_bound),
      cmocka_unit_test(begins_with_all_articles_of_the_leads_block),
      cmocka_unit_test(keeps_the_articles_that_all_lists_have),
      cmocka_unit_test(drops_what_excluded_bits_have),
      cmocka_unit_test(dropping_candidates_moves_nothing),
      cmocka_unit_test(keeps_all_that_can_pass_the_threshold_and_few_others),
      cmocka_unit_test(reports_ranks_that_are_wrong),
      cmocka_unit_test(reports_a_damaged_block),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
