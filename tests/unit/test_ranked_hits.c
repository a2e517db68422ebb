/* SPDX-License-Identifier: MIT */
/* test_ranked_hits.c: stage 2 puts the first hundred articles in another order, and no other; pages are parts of one
 * list. */
#include "support/rescored_hit.h"

#include <stdio.h>
#include <string.h>

enum { MANY = 150 };

static search_fixture many;

static int set_up(void **state) {
  static char texts[MANY][400];
  const char *pointers[MANY];
  (void)state;
  for (size_t i = 0; i < MANY; i++) {
    snprintf(texts[i], sizeof texts[i], "rare %s", i % 3 == 0 ? "earth and more" : "metal");
    for (size_t n = 0; n < i % 11; n++)
      strcat(texts[i], n % 2 == 0 ? " rare metals" : " and so on and on");
    pointers[i] = texts[i];
  }
  search_fixture_open_texts(&many, pointers, MANY);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&many);
  return 0;
}

static qn_hits search_page(const char *query, qn_rank rank, size_t offset, size_t limit) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  options.rank = rank;
  options.offset = offset;
  options.limit = limit;
  assert_ok(search_for(&many, query, &options, &hits, &error), error);
  return hits;
}

static void bm25_alone_is_not_scored_again(void **state) {
  (void)state;
  const qn_hits hits = search_page("rare earth metals", QN_RANK_BM25, 0, MANY);
  assert_int_equal(hits.n_hits, MANY);
  for (size_t i = 0; i < MANY; i++) {
    qn__found found;
    qn_hit hit;
    assert_true(qn__found_hit(many.searcher, i, &found));
    assert_null(found.parts);
    qn_searcher_hit(many.searcher, i, &hit);
    assert_true(hit.score == hit.bm25);
  }
}

static void only_the_first_hundred_are_scored_again(void **state) {
  (void)state;
  uint64_t of_stage_1[MANY];
  bool among_first[MANY] = {false};
  qn__found found;
  search_page("rare earth metals", QN_RANK_BM25, 0, MANY);
  for (size_t i = 0; i < MANY; i++) {
    assert_true(qn__found_hit(many.searcher, i, &found));
    of_stage_1[i] = found.article;
    among_first[found.article] = i < QN__RESCORED;
  }
  search_page("rare earth metals", QN_RANK_DEFAULT, 0, MANY);
  for (size_t i = 0; i < MANY; i++) {
    assert_true(qn__found_hit(many.searcher, i, &found));
    if (i < QN__RESCORED)
      assert_true(among_first[found.article]);
    else
      assert_int_equal(found.article, of_stage_1[i]);
  }
}

static void scores_never_rise_down_the_list(void **state) {
  (void)state;
  qn_hit before, hit;
  search_page("rare earth metals", QN_RANK_DEFAULT, 0, MANY);
  qn_searcher_hit(many.searcher, 0, &before);
  for (size_t i = 1; i < MANY; i++) {
    qn_searcher_hit(many.searcher, i, &hit);
    assert_true(hit.score <= before.score && hit.score >= hit.bm25);
    assert_true(hit.score < before.score || hit.article > before.article);
    before = hit;
  }
}

static void pages_are_parts_of_one_list(void **state) {
  (void)state;
  static qn_hit whole[MANY];
  search_page("rare earth metals", QN_RANK_DEFAULT, 0, MANY);
  for (size_t i = 0; i < MANY; i++)
    qn_searcher_hit(many.searcher, i, &whole[i]);
  for (size_t limit = 1; limit < 60; limit += 7)
    for (size_t offset = 0; offset < MANY; offset += limit) {
      const qn_hits hits = search_page("rare earth metals", QN_RANK_DEFAULT, offset, limit);
      assert_int_equal(hits.n_hits, MANY - offset < limit ? MANY - offset : limit);
      for (size_t i = 0; i < hits.n_hits; i++) {
        qn_hit hit;
        qn_searcher_hit(many.searcher, i, &hit);
        assert_memory_equal(&hit, &whole[offset + i], sizeof hit);
      }
    }
}

/* The order of the first hundred is their own, and goes on in that of stage 1. */
static void pages_by_token_are_parts_of_one_list(void **state) {
  (void)state;
  static qn_hit whole[MANY];
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  char token[1000] = "";
  size_t seen = 0;
  search_page("rare earth metals", QN_RANK_DEFAULT, 0, MANY);
  for (size_t i = 0; i < MANY; i++)
    qn_searcher_hit(many.searcher, i, &whole[i]);
  options.limit = 7;
  while (seen < MANY) {
    qn_hits hits;
    qn_error error;
    const char *next;
    options.after = token;
    assert_ok(search_for(&many, "rare earth metals", &options, &hits, &error), error);
    assert_int_equal(hits.n_hits, MANY - seen < 7 ? MANY - seen : 7);
    for (size_t i = 0; i < hits.n_hits; i++) {
      qn_hit hit;
      qn_searcher_hit(many.searcher, i, &hit);
      assert_int_equal(hit.article, whole[seen++].article);
    }
    assert_ok(qn_searcher_page_token(many.searcher, &next, &error), error);
    snprintf(token, sizeof token, "%s", next);
  }
}

static void fewer_than_a_hundred_are_all_scored_again(void **state) {
  (void)state;
  qn__found found;
  search_page("earth", QN_RANK_DEFAULT, 0, MANY);
  for (size_t i = 0; i < MANY / 3; i++) {
    assert_true(qn__found_hit(many.searcher, i, &found));
    assert_non_null(found.parts);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bm25_alone_is_not_scored_again),
      cmocka_unit_test(only_the_first_hundred_are_scored_again),
      cmocka_unit_test(scores_never_rise_down_the_list),
      cmocka_unit_test(pages_are_parts_of_one_list),
      cmocka_unit_test(pages_by_token_are_parts_of_one_list),
      cmocka_unit_test(fewer_than_a_hundred_are_all_scored_again),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
