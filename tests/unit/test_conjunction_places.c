/* SPDX-License-Identifier: MIT */
/* test_conjunction_places.c: phrases, exact words and titles, decided by positions. */
#include "support/conjunction_fixture.h"

#include <stdio.h>

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

/* Brings the lead's next block to its candidates. */
static bool begin_block(conjunction_fixture *c) {
  qn_error error;
  qn__scored_list *lead = &c->run.lists->scored;
  if (lead->block == lead->postings->n_blocks)
    return false;
  assert_ok(qn__begin_candidates(&c->run, &error), error);
  assert_ok(qn__narrow_candidates(&c->run, &error), error);
  lead->block++;
  return true;
}

static bool has_all_leaves(conjunction_fixture *c, uint32_t doc) {
  bool all = true;
  for (uint32_t i = 0; i < c->run.n_leaves && all; i++)
    all = conjunction_freq(c, c->run.leaves[i].leaf, doc) > 0;
  return all;
}

/* Checks all candidates that have all words; returns how many match. */
static uint32_t check(const char *query, size_t segment, bool wants_scores) {
  conjunction_fixture c;
  uint32_t n_matching = 0;
  conjunction_begin(&c, &fixture, query, segment, wants_scores);
  while (begin_block(&c))
    for (uint32_t i = 0; i < c.run.n; i++) {
      const unsigned slot = c.run.slots[i];
      bool matches = false;
      qn_error error;
      assert_ok(qn__check_places(&c.run, i, &matches, &error), error);
      if (matches != has_all_leaves(&c, c.run.docs[slot]))
        fail_msg("%s: article %u matches: %d", query, c.run.docs[slot], matches);
      if (matches && wants_scores)
        assert_int_equal(c.run.scores[slot], conjunction_score(&c, c.run.docs[slot]));
      n_matching += matches;
    }
  if (n_matching == 0)
    fail_msg("%s: no article matches, so nothing was tested", query);
  return n_matching;
}

static void a_candidate_matches_if_all_its_phrases_and_titles_do(void **state) {
  (void)state;
  static const char *const queries[] = {
      "+\"sea salt\" +tide",      "+\"herring sea\" +sea", "+\"sea herring\" +sea", "+\"sea herring salt\" +sea",
      "+\"sea sea\" +sea",        "+=tides +sea",          "+=\"salts sea\" +salt", "+title:tide +sea",
      "+title:\"sea salt\" +sea", "+title:=tides +salt"};
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
    assert_int_equal(check(queries[i], LARGE_SEGMENT, false), check(queries[i], LARGE_SEGMENT, true));
  check("+\"sea salt\" +sea", SMALL_SEGMENT, true);
  check("+title:salt +sea", TAGGED_SEGMENT, true);
}

/* With a threshold, what cannot pass it need not be a match; what passes it is one. */
static void looks_no_further_than_the_threshold_asks(void **state) {
  (void)state;
  conjunction_fixture c;
  uint32_t n_above = 0, n_left_out = 0;
  conjunction_begin(&c, &fixture, "+\"sea salt\" +\"salt sea\"", LARGE_SEGMENT, true);
  while (begin_block(&c))
    for (uint32_t i = 0; i < c.run.n; i++) {
      uint32_t doc = c.run.docs[c.run.slots[i]], score = conjunction_score(&c, doc);
      bool matches = false, above = i % 2 == 0;
      qn_error error;
      if (!has_all_leaves(&c, doc))
        continue;
      c.sink.sink.threshold = (int32_t)score + (above ? -1 : 1000000);
      assert_ok(qn__check_places(&c.run, i, &matches, &error), error);
      c.sink.sink.threshold = -1;
      if (above)
        assert_true(matches);
      n_above += above;
      n_left_out += !matches;
    }
  assert_true(n_above > 10);
  assert_true(n_left_out > 10);
}

/* --- the two rarest words of a phrase ----------------------------------------------------------------------------- */

/* An index of articles with the words rare and earth, which stand side by side in every `period`-th. */
static void open_pairs(engine_fixture *f, char **dir, unsigned n, unsigned period) {
  char id[16], text[64];
  *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(*dir, NULL);
  for (unsigned i = 0; i < n; i++) {
    snprintf(id, sizeof id, "%u", i);
    snprintf(text, sizeof text, "%s and the sea", i % period == period - 1 ? "rare earth" : "earth is rare");
    add_plain(writer, id, text);
  }
  commit_and_close(writer);
  engine_fixture_open_dirs(f, (const char *const *)dir, 1);
}

static void candidates_in_which_the_rarest_words_never_meet_are_dropped(void **state) {
  (void)state;
  engine_fixture f;
  conjunction_fixture c;
  char *dir;
  open_pairs(&f, &dir, 300, 1000);
  conjunction_begin(&c, &f, "+\"rare earth\" +sea", 0, true);
  while (begin_block(&c))
    assert_int_equal(c.run.n, 0);
  assert_int_equal(c.run.leaves[0].tried, 300);
  assert_int_equal(c.run.leaves[0].met, 0);
  assert_int_equal(check_engine(&f, &qn__conjunction_engine, "\"rare earth\"", NULL), 1);
  engine_fixture_close(&f);
  remove_tree(dir);
}

static void candidates_in_which_they_meet_are_kept(void **state) {
  (void)state;
  engine_fixture f;
  conjunction_fixture c;
  char *dir;
  unsigned n = 0;
  open_pairs(&f, &dir, 300, 10);
  conjunction_begin(&c, &f, "+\"rare earth\" +sea", 0, true);
  while (begin_block(&c))
    n += c.run.n;
  assert_int_equal(n, 30);
  assert_int_equal(c.run.leaves[0].tried, 300);
  assert_int_equal(c.run.leaves[0].met, 30);
  engine_fixture_close(&f);
  remove_tree(dir);
}

static void where_they_mostly_meet_few_candidates_are_tried(void **state) {
  (void)state;
  engine_fixture f;
  conjunction_fixture c;
  char *dir;
  unsigned n = 0;
  open_pairs(&f, &dir, 300, 1);
  conjunction_begin(&c, &f, "+\"rare earth\" +sea", 0, true);
  while (begin_block(&c))
    n += c.run.n;
  assert_int_equal(n, 300);
  assert_in_range(c.run.leaves[0].tried, 1, 10);
  engine_fixture_close(&f);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_candidate_matches_if_all_its_phrases_and_titles_do),
      cmocka_unit_test(looks_no_further_than_the_threshold_asks),
      cmocka_unit_test(candidates_in_which_the_rarest_words_never_meet_are_dropped),
      cmocka_unit_test(candidates_in_which_they_meet_are_kept),
      cmocka_unit_test(where_they_mostly_meet_few_candidates_are_tried),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
