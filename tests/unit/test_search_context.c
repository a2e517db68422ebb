/* SPDX-License-Identifier: MIT */
/* test_search_context.c: turning to a segment, its matchers and lists, and when a search is to stop. */
#include "support/engine_fixture.h"

#include "base/memory.h"

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

static qn__search_context *enter(const char *query, fixture_segment segment) {
  qn_error error;
  engine_fixture_plan(&fixture, query);
  assert_ok(qn__enter_segment(&fixture.context, segment, &error), error);
  return &fixture.context;
}

/* --- segments ---------------------------------------------------------------------------------------------------- */

static void a_segment_comes_with_its_scoring_and_deletes(void **state) {
  (void)state;
  for (unsigned s = 0; s < FIXTURE_SEGMENTS; s++) {
    const qn__search_context *context = enter("sea", s);
    const uint8_t *length_bytes = NULL;
    qn_error error;
    assert_int_equal(context->number, s);
    assert_ptr_equal(context->segment, &fixture.index->segments[s]);
    assert_ok(qn__lengths_bytes(&context->segment->segment->lengths, &length_bytes, &error), error);
    assert_ptr_equal(context->scoring.length_bytes, length_bytes);
    assert_ptr_equal(context->accept.deletes, context->segment->deletes);
    assert_int_equal(context->accept.deletes != NULL, s != SMALL_SEGMENT);
  }
}

static void count_taken(qn__sink *sink, uint64_t article, uint32_t score) {
  (void)article;
  (void)score;
  sink->k++;
}

static void a_full_sink_is_given_nothing(void **state) {
  (void)state;
  qn__search_context *context = enter("sea", SMALL_SEGMENT);
  qn__sink sink = {.take = count_taken};
  context->sink = &sink;
  qn__take(context, 0, 1);
  sink.is_full = true;
  qn__take(context, 1, 1);
  assert_int_equal(sink.k, 1);
}

static void matchers_are_opened_when_they_are_asked_for(void **state) {
  (void)state;
  qn__matched_segment *matched = NULL, *again = NULL;
  qn_error error;
  qn__search_context *context = enter("sea \"salt tide\"", LARGE_SEGMENT);
  assert_null(context->matched);
  assert_ok(qn__match_segment(context, &matched, &error), error);
  assert_ok(qn__match_segment(context, &again, &error), error);
  assert_ptr_equal(matched, again);
  assert_ptr_equal(matched->where, context->segment);
  assert_ok(qn__enter_segment(context, TAGGED_SEGMENT, &error), error);
  assert_ok(qn__match_segment(context, &again, &error), error);
  assert_ptr_equal(again->where, &fixture.index->segments[TAGGED_SEGMENT]);
}

static void filters_are_opened_once_a_segment_for_all_runs(void **state) {
  (void)state;
  qn__filter_set *kept[FIXTURE_SEGMENTS] = {NULL};
  qn_error error;
  qn__search_context *context = enter("sea", LARGE_SEGMENT);
  assert_null(context->accept.filters);
  context = enter("sea lang:ja", LARGE_SEGMENT);
  assert_non_null(context->accept.filters);
  assert_null(context->matched);
  context->filters = kept;
  for (int run = 0; run < 2; run++)
    for (size_t segment = 0; segment < FIXTURE_SEGMENTS; segment++) {
      qn__filter_set *before = kept[segment];
      assert_ok(qn__enter_segment(context, segment, &error), error);
      assert_non_null(context->accept.filters);
      assert_ptr_equal(context->accept.filters, kept[segment]);
      assert_true(run == 0 ? before == NULL : before == kept[segment]);
    }
}

static void a_match_is_given_with_its_number_in_the_index(void **state) {
  (void)state;
  recorder found = recorder_of(true);
  qn__search_context *context = enter("sea", LANGUAGE_SEGMENT);
  context->sink = &found.sink;
  qn__take(context, 7, 42);
  assert_int_equal(found.n, 1);
  assert_int_equal(found.taken[0].article, 9500 + 1500 + 7);
  assert_int_equal(found.taken[0].score, 42);
  recorder_clear(&found);
}

/* --- lists ------------------------------------------------------------------------------------------------------- */

static qn__list_set lists_of(const char *query, fixture_segment segment) {
  const qn__search_context *context = enter(query, segment);
  const qn__plan_group *root = &fixture.plan.root;
  qn__list_set lists;
  qn_error error;
  assert_ok(qn__term_lists(context, root->should, root->n_should, &lists, &error), error);
  return lists;
}

static void each_term_has_its_lists_with_its_weight(void **state) {
  (void)state;
  qn__list_set lists = lists_of("sea herring", LARGE_SEGMENT);
  assert_int_equal(lists.n, 2);
  for (uint32_t i = 0; i < 2; i++) {
    assert_true(lists.lists[i].weight == fixture.plan.leaves[i].weight);
    assert_true(lists.lists[i].bound > 0);
  }
  assert_true(lists.lists[0].postings->info.doc_freq > lists.lists[1].postings->info.doc_freq);
}

static void a_term_of_two_languages_has_two_lists(void **state) {
  (void)state;
  qn__list_set lists = lists_of("sea herring", LANGUAGE_SEGMENT);
  assert_int_equal(lists.n, 4);
  assert_true(lists.lists[0].weight == lists.lists[1].weight);
  assert_true(lists.lists[1].weight < lists.lists[2].weight);
}

static void a_term_that_the_segment_lacks_has_none(void **state) {
  (void)state;
  assert_int_equal(lists_of("zebra", LARGE_SEGMENT).n, 0);
  assert_int_equal(lists_of("zebra sea", LARGE_SEGMENT).n, 1);
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  engine_fixture_plan(&fixture, "sea \"salt tide\" lang:ja");
  for (; status != QN_OK; n++) {
    qn__arena arena;
    qn__list_set lists;
    qn_error error;
    qn__arena_init(&arena);
    fixture.context.arena = &arena;
    qn__memory_fail_after(n);
    status = qn__enter_segment(&fixture.context, TAGGED_SEGMENT, &error);
    if (status == QN_OK)
      status = qn__term_lists(&fixture.context, fixture.plan.root.should, 1, &lists, &error);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
    qn__arena_clear(&arena);
  }
  fixture.context.arena = &fixture.arena;
  assert_true(n > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_segment_comes_with_its_scoring_and_deletes),
      cmocka_unit_test(a_full_sink_is_given_nothing),
      cmocka_unit_test(matchers_are_opened_when_they_are_asked_for),
      cmocka_unit_test(filters_are_opened_once_a_segment_for_all_runs),
      cmocka_unit_test(a_match_is_given_with_its_number_in_the_index),
      cmocka_unit_test(each_term_has_its_lists_with_its_weight),
      cmocka_unit_test(a_term_of_two_languages_has_two_lists),
      cmocka_unit_test(a_term_that_the_segment_lacks_has_none),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
