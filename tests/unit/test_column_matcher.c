/* SPDX-License-Identifier: MIT */
/* test_column_matcher.c: what a filter's matcher says of one article, and of a window of them, is the same; a segment
 * that lacks the column matches nothing. */
#include "match/column_matcher.h"
#include "support/matcher_fixture.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

enum { N_DOCS = 9000 };

static matcher_fixture fixture;

/* Segment 0 has the column, segment 1 has not. */
static int set_up(void **state) {
  static qn_article articles[N_DOCS];
  static char ids[N_DOCS][8], fields[N_DOCS][24];
  (void)state;
  matcher_fixture_begin(&fixture, "column matcher");
  for (unsigned i = 0; i < N_DOCS; i++) {
    snprintf(ids[i], sizeof ids[i], "%u", i);
    snprintf(fields[i], sizeof fields[i], "{\"n\":%u}", i % 10);
    articles[i] = (qn_article){.id = string_of(ids[i]), .text = string_of("cat"), .fields = string_of(fields[i])};
  }
  matcher_fixture_add(&fixture, articles, N_DOCS);
  const qn_article other = {.id = string_of("other"), .text = string_of("cat")};
  matcher_fixture_add(&fixture, &other, 1);
  matcher_fixture_open(&fixture);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  matcher_fixture_end(&fixture);
  return 0;
}

/* Plans "cat" with a filter; returns its matcher in a segment. */
static qn__matcher *matcher_of(const char *value, size_t segment) {
  const qn_filter filter = {"n", value, false};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_error error;
  plan_query(&fixture, "cat");
  options.k1 = QN__DEFAULT_K1;
  options.b = QN__DEFAULT_B;
  options.filters = &filter;
  options.n_filters = 1;
  assert_ok(qn__plan_build(&fixture.plan, fixture.query, fixture.index, &options, NULL, &fixture.saturation,
                           fixture.analyzer, &fixture.arena, &error),
            error);
  open_matchers(&fixture, segment);
  assert_int_equal(fixture.plan.n_filters, 1);
  return &fixture.matched.leaves[fixture.plan.filters[0].node.leaf];
}

static void check_window(qn__matcher *matcher, uint32_t from, uint32_t end, unsigned wanted) {
  const uint64_t *bits = NULL;
  qn_error error;
  fixture.matched.window = (qn__window){from, end};
  assert_ok(matcher->ops->fill(matcher, &bits, &error), error);
  for (uint32_t doc = from; doc < end; doc++) {
    uint32_t freq = 2;
    assert_ok(matcher->ops->freq(matcher, doc, 1, &freq, &error), error);
    assert_int_equal(freq, doc % 10 == wanted);
    assert_int_equal(bits[(doc - from) / 64] >> (doc - from) % 64 & 1, freq);
  }
  for (uint32_t at = end - from; at < QN__WINDOW_DOCS; at++)
    assert_false(bits[at / 64] >> at % 64 & 1);
}

static void windows_and_single_articles_agree(void **state) {
  (void)state;
  qn__matcher *matcher = matcher_of("3", 0);
  check_window(matcher, 0, QN__WINDOW_DOCS, 3);
  check_window(matcher, QN__WINDOW_DOCS, N_DOCS, 3);
  check_window(matcher, 0, QN__WINDOW_DOCS, 3);
  assert_int_equal(matcher->ops->max_docs(matcher), N_DOCS);
  assert_int_equal(matcher->ops->max_saturation(matcher), 0);
  assert_null(matcher->ops->positions);
  assert_true(matcher->ops->exact_bits);
}

static void a_segment_without_the_column_has_no_match(void **state) {
  (void)state;
  qn__matcher *matcher = matcher_of("3", 1);
  const uint64_t *bits = NULL;
  uint32_t freq = 1;
  qn_error error;
  fixture.matched.window = (qn__window){0, 1};
  assert_ok(matcher->ops->fill(matcher, &bits, &error), error);
  assert_true(bits[0] == 0);
  assert_ok(matcher->ops->freq(matcher, 0, 1, &freq, &error), error);
  assert_int_equal(freq, 0);
  assert_int_equal(matcher->ops->max_docs(matcher), 0);
}

static void no_value_within_the_range_is_no_match(void **state) {
  (void)state;
  qn__matcher *matcher = matcher_of("20..30", 0);
  check_window(matcher, 0, QN__WINDOW_DOCS, 99);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(windows_and_single_articles_agree),
      cmocka_unit_test(a_segment_without_the_column_has_no_match),
      cmocka_unit_test(no_value_within_the_range_is_no_match),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
