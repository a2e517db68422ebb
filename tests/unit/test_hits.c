/* SPDX-License-Identifier: MIT */
/* test_hits.c: what the last search found: where a hit is, and what is shown of it. */
#include "result/searcher.h"
#include "support/search_fixture.h"

#include <string.h>

/* Two directories: articles 0 to 2 in two segments of the first, 3 and 4 in the second. */
typedef struct two_indexes {
  char *dirs[2];
  search_fixture f;
} two_indexes;

static two_indexes fixture;

static int set_up(void **state) {
  static const char *const first[] = {"salt of the sea", "the tide and the sea"};
  static const char *const second[] = {"no word of it", "sea sea sea"};
  (void)state;
  fixture = (two_indexes){.dirs = {make_temp_dir(), make_temp_dir()}};
  const qn_article later = {
      .id = string_of("later"), .title = string_of("A salt sea"), .text = string_of("Salt and boats and the sea. ")};
  add_texts(fixture.dirs[0], first, 2);
  add_articles(fixture.dirs[0], &later, 1, NULL);
  add_texts(fixture.dirs[1], second, 2);
  search_fixture_open_dirs(&fixture.f, (const char *const *)fixture.dirs, 2);
  assert_int_equal(fixture.f.index->n_segments, 3);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture.f);
  remove_tree(fixture.dirs[0]);
  remove_tree(fixture.dirs[1]);
  return 0;
}

static qn_hit hit_at(size_t i) {
  qn_hit hit;
  qn_searcher_hit(fixture.f.searcher, i, &hit);
  return hit;
}

/* --- where a hit is ---------------------------------------------------------------------------------------------- */

static void a_hit_has_its_article_score_and_directory(void **state) {
  (void)state;
  assert_int_equal(count_hits(&fixture.f, "sea"), 4);
  for (size_t i = 0; i < 4; i++) {
    assert_true(hit_at(i).score > 0.0);
    assert_true(i == 0 || hit_at(i).score <= hit_at(i - 1).score);
    assert_int_equal(hit_at(i).directory, hit_at(i).article >= 3);
  }
  assert_int_equal(hit_at(0).article, 4); /* which has it most often */
}

static void what_is_not_a_hit_is_zero(void **state) {
  (void)state;
  assert_int_equal(count_hits(&fixture.f, "sea"), 4);
  qn_hit hit = hit_at(4);
  assert_true(hit.article == 0 && hit.score == 0.0 && hit.directory == 0);
  hit = hit_at(SIZE_MAX);
  assert_true(hit.score == 0.0);
}

static void hits_are_counted_from_the_offset(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  assert_int_equal(count_hits(&fixture.f, "sea"), 4);
  qn_hit third = hit_at(2);
  options.offset = 2;
  assert_ok(search_for(&fixture.f, "sea", &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, 2);
  assert_int_equal(hit_at(0).article, third.article);
  assert_true(hit_at(2).score == 0.0);
}

static void an_older_callers_hit_is_filled_as_far_as_it_goes(void **state) {
  (void)state;
  qn_hit hit;
  memset(&hit, 0xff, sizeof hit);
  assert_int_equal(count_hits(&fixture.f, "sea"), 4);
  qn_searcher_hit_sized(fixture.f.searcher, 0, &hit, offsetof(qn_hit, directory));
  assert_int_equal(hit.article, 4);
  assert_true(hit.score == hit_at(0).score);
  assert_true(hit.directory == SIZE_MAX);
}

static void an_article_is_located_in_its_segment(void **state) {
  (void)state;
  static const size_t numbers[] = {0, 0, 1, 2, 2};
  static const uint32_t docs[] = {0, 1, 0, 0, 1};
  qn__located at;
  qn_error error;
  for (uint64_t article = 0; article < 5; article++) {
    assert_ok(qn__locate(fixture.f.searcher, article, &at, &error), error);
    assert_int_equal(at.number, numbers[article]);
    assert_int_equal(at.doc, docs[article]);
    assert_ptr_equal(at.segment, &fixture.f.index->segments[at.number]);
  }
  assert_int_equal(qn__locate(fixture.f.searcher, 5, &at, &error), QN_INVALID);
  assert_int_equal(qn__locate(fixture.f.searcher, UINT64_MAX, &at, &error), QN_INVALID);
}

static void only_hits_of_the_last_search_are_located(void **state) {
  (void)state;
  qn__located at;
  qn_error error;
  assert_int_equal(count_hits(&fixture.f, "sea"), 4);
  assert_ok(qn__locate_hit(fixture.f.searcher, 0, &at, &error), error);
  assert_int_equal(at.number, 2);
  assert_int_equal(at.doc, 1);
  assert_int_equal(qn__locate_hit(fixture.f.searcher, 4, &at, &error), QN_INVALID);
  assert_non_null(strstr(error.message, "4 hits"));
  assert_int_equal(count_hits(&fixture.f, "tide"), 1);
  assert_int_equal(qn__locate_hit(fixture.f.searcher, 1, &at, &error), QN_INVALID);
}

static bool always(void *context) {
  (void)context;
  return true;
}

static void a_failed_search_leaves_no_hits_of_the_one_before(void **state) {
  (void)state;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  const qn_snippets *snippets;
  qn_hits hits;
  qn_error error;
  assert_int_equal(count_hits(&fixture.f, "sea"), 4);
  options.cancelled = always;
  assert_int_equal(search_for(&fixture.f, "sea", &options, &hits, &error), QN_CANCELLED);
  assert_true(hit_at(0).score == 0.0);
  assert_int_equal(qn_searcher_snippets(fixture.f.searcher, 0, NULL, &snippets, &error), QN_INVALID);
}

/* --- what is shown of it ----------------------------------------------------------------------------------------- */

static void matchers_are_opened_once_a_segment(void **state) {
  (void)state;
  qn__matched_segment *first, *again, *other;
  qn_error error;
  assert_int_equal(count_hits(&fixture.f, "sea"), 4);
  assert_ok(qn__match_hits(fixture.f.searcher, 1, &first, &error), error);
  assert_ok(qn__match_hits(fixture.f.searcher, 2, &other, &error), error);
  assert_ok(qn__match_hits(fixture.f.searcher, 1, &again, &error), error);
  assert_ptr_equal(first, again);
  assert_ptr_equal(first->where, &fixture.f.index->segments[1]);
  assert_ptr_equal(other->where, &fixture.f.index->segments[2]);
}

/* The first snippet of a hit. */
static qn_snippet snippet_of(size_t i, const qn_snippet_options *options) {
  const qn_snippets *snippets;
  qn_snippet snippet;
  qn_error error;
  assert_ok(qn_searcher_snippets(fixture.f.searcher, i, options, &snippets, &error), error);
  assert_int_equal(qn_snippets_count(snippets), 1);
  assert_true(qn_snippets_get(snippets, 0, &snippet));
  return snippet;
}

static void each_hit_shows_its_own_words(void **state) {
  (void)state;
  assert_int_equal(count_hits(&fixture.f, "sea"), 4);
  for (size_t i = 0; i < 4; i++) {
    qn_snippet snippet = snippet_of(i, NULL);
    assert_int_equal(snippet.n_highlights, hit_at(i).article == 4 ? 3 : 1);
    for (size_t h = 0; h < snippet.n_highlights; h++)
      assert_memory_equal(snippet.text.data + snippet.highlights[h].start, "sea", 3);
  }
  assert_string_equal(snippet_of(0, NULL).text.data, "sea sea sea"); /* again, after the others */
}

static void titles_and_snippets_are_marked_in_either_order(void **state) {
  (void)state;
  for (int title_first = 0; title_first < 2; title_first++) {
    const qn_range *ranges = NULL;
    size_t n_ranges = 0, n_marked = 0;
    qn_error error;
    assert_int_equal(count_hits(&fixture.f, "+salt +boats"), 1);
    if (!title_first)
      n_marked = snippet_of(0, NULL).n_highlights;
    assert_ok(qn_searcher_title_highlights(fixture.f.searcher, 0, &ranges, &n_ranges, &error), error);
    if (title_first)
      n_marked = snippet_of(0, NULL).n_highlights;
    assert_int_equal(n_marked, 2);
    assert_int_equal(n_ranges, 1);
    assert_int_equal(ranges[0].start, 2);
    assert_int_equal(ranges[0].end, 6);
  }
}

static void one_snippet_of_240_bytes_is_the_default(void **state) {
  (void)state;
  static char text[4000];
  const qn_article article = {.id = string_of("1"), .text = {text, sizeof text - 1}};
  search_fixture f;
  for (size_t i = 0; i < sizeof text - 1; i++)
    text[i] = i / 5 == 300 || i / 5 == 700 ? " seas"[i % 5] : i / 5 < 500 ? " land"[i % 5] : " lake"[i % 5];
  search_fixture_open(&f, &article, 1, 0);
  assert_int_equal(count_hits(&f, "sea"), 1);
  const qn_snippet_options zeros = QN_SNIPPET_OPTIONS_INIT, large = snippet_options(2, 300);
  for (int kind = 0; kind < 2; kind++) {
    const qn_snippets *snippets;
    qn_snippet snippet;
    qn_error error;
    assert_ok(qn_searcher_snippets(f.searcher, 0, kind == 0 ? NULL : &zeros, &snippets, &error), error);
    assert_int_equal(qn_snippets_count(snippets), 1);
    assert_true(qn_snippets_get(snippets, 0, &snippet));
    assert_in_range(snippet.text.size, 200, 240);
    assert_int_equal(snippet.n_highlights, 1);
    assert_ok(qn_searcher_snippets(f.searcher, 0, &large, &snippets, &error), error);
    assert_int_equal(qn_snippets_count(snippets), 2);
    assert_true(qn_snippets_get(snippets, 0, &snippet));
    assert_in_range(snippet.text.size, 241, 300);
  }
  search_fixture_close(&f);
}

static void a_snippet_that_is_not_there_is_empty(void **state) {
  (void)state;
  const qn_snippets *snippets;
  qn_snippet snippet;
  qn_error error;
  assert_int_equal(count_hits(&fixture.f, "sea"), 4);
  assert_ok(qn_searcher_snippets(fixture.f.searcher, 0, NULL, &snippets, &error), error);
  memset(&snippet, 0xff, sizeof snippet);
  assert_false(qn_snippets_get(snippets, 1, &snippet));
  assert_true(snippet.text.size == 0 && snippet.n_highlights == 0 && snippet.offset == 0);
}

static void impossible_options_and_hits_are_refused(void **state) {
  (void)state;
  qn_snippet_options options = QN_SNIPPET_OPTIONS_INIT;
  const qn_snippets *snippets = NULL;
  const qn_range *ranges = NULL;
  size_t n_ranges;
  qn_error error;
  assert_int_equal(count_hits(&fixture.f, "sea"), 4);
  assert_int_equal(qn_searcher_snippets(fixture.f.searcher, 4, &options, &snippets, &error), QN_INVALID);
  assert_int_equal(qn_searcher_title_highlights(fixture.f.searcher, 4, &ranges, &n_ranges, &error), QN_INVALID);
  options.size = 0;
  assert_int_equal(qn_searcher_snippets(fixture.f.searcher, 0, &options, &snippets, &error), QN_INVALID);
  assert_null(snippets);
  assert_null(ranges);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_hit_has_its_article_score_and_directory),
      cmocka_unit_test(what_is_not_a_hit_is_zero),
      cmocka_unit_test(hits_are_counted_from_the_offset),
      cmocka_unit_test(an_older_callers_hit_is_filled_as_far_as_it_goes),
      cmocka_unit_test(an_article_is_located_in_its_segment),
      cmocka_unit_test(only_hits_of_the_last_search_are_located),
      cmocka_unit_test(a_failed_search_leaves_no_hits_of_the_one_before),
      cmocka_unit_test(matchers_are_opened_once_a_segment),
      cmocka_unit_test(each_hit_shows_its_own_words),
      cmocka_unit_test(titles_and_snippets_are_marked_in_either_order),
      cmocka_unit_test(one_snippet_of_240_bytes_is_the_default),
      cmocka_unit_test(a_snippet_that_is_not_there_is_empty),
      cmocka_unit_test(impossible_options_and_hits_are_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
