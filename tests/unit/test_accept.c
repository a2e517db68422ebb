/* SPDX-License-Identifier: MIT */
/* test_accept.c: an article may be a hit if it is live and inside every filter of the plan. */
#include "support/engine_fixture.h"

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

static const qn__accept *accept_of(const char *query, fixture_segment segment) {
  qn_error error;
  engine_fixture_plan(&fixture, query);
  assert_ok(qn__enter_segment(&fixture.context, segment, &error), error);
  return &fixture.context.accept;
}

static bool accepts(const qn__accept *accept, uint32_t doc) {
  bool accepted;
  qn_error error;
  assert_ok(qn__accepts(accept, doc, &accepted, &error), error);
  return accepted;
}

static uint32_t size_of(fixture_segment segment) {
  return fixture.index->segments[segment].segment->meta.n_docs;
}

/* Whether a language is one of those in the list, separated by spaces. */
static bool is_listed(const char *language, const char *list) {
  return strstr(list, language) != NULL;
}

/* Asks about every article of every segment: the live ones of these languages are accepted. */
static void check(const char *query, const char *languages) {
  for (unsigned s = 0; s < FIXTURE_SEGMENTS; s++) {
    const qn__accept *accept = accept_of(query, s);
    for (uint32_t doc = 0; doc < size_of(s); doc++) {
      bool expected = !fixture_is_deleted(s, doc) && is_listed(fixture_language(s, doc), languages);
      if (accepts(accept, doc) != expected)
        fail_msg("%s: article %u of segment %u, %s, is accepted: %d", query, doc, s, fixture_language(s, doc),
                 !expected);
    }
  }
}

static void deleted_articles_are_not_accepted(void **state) {
  (void)state;
  check("sea", "en de ja ko");
}

static void articles_outside_a_filter_are_not_accepted(void **state) {
  (void)state;
  check("sea lang:ja", "ja");
  check("sea lang:de", "de");
  check("sea lang:en", "en");
  check("sea lang:fr", "");
}

static void articles_inside_an_excluded_filter_are_not_accepted(void **state) {
  (void)state;
  check("sea -lang:ja", "en de ko");
  check("sea -lang:ja -lang:en", "de ko");
}

static void every_filter_must_accept(void **state) {
  (void)state;
  check("sea lang:ja -lang:ja", "");
  check("sea lang:ja lang:ko", "");
  check("sea lang:ja -lang:ko", "ja");
}

static void a_group_of_filters_is_one(void **state) {
  (void)state;
  check("sea (lang:ja OR lang:de)", "ja de");
  check("sea -(lang:ja OR lang:de)", "en ko");
  check("sea +(lang:en OR (lang:ja AND lang:ko))", "en");
  check("sea -(lang:ja AND lang:ko)", "en de ja ko");
  check("sea +(lang:ja OR (lang:de -lang:en))", "ja de");
  check("sea +(lang:ja OR (lang:de -lang:de))", "ja");
}

static void count_filters(qn_query *query) {
  query->filters->min_match = 2;
}

static void a_group_of_filters_may_count_them(void **state) {
  (void)state;
  fixture.change = count_filters;
  check("sea +(lang:en OR lang:english OR lang:ja)", "en");
  check("sea +(lang:en OR lang:de OR lang:ja)", "");
  fixture.change = NULL;
}

/* A window's bits before and after; `from` is its first article. */
static void check_window(const qn__accept *accept, uint32_t from, unsigned n_words, uint32_t n_docs) {
  uint64_t bits[QN__WINDOW_WORDS], before[QN__WINDOW_WORDS];
  random_source random = {from + 1};
  qn_error error;
  for (unsigned w = 0; w < n_words; w++) {
    bits[w] = random_next(&random);
    for (unsigned i = 0; i < 64; i++)
      if (from + w * 64 + i >= n_docs)
        bits[w] &= ~(UINT64_C(1) << i);
  }
  memcpy(before, bits, n_words * sizeof *bits);
  assert_ok(qn__accept_window(accept, from, bits, n_words, &error), error);
  for (uint32_t i = 0; i < n_words * 64; i++) {
    bool was = before[i / 64] >> (i % 64) & 1, is = bits[i / 64] >> (i % 64) & 1;
    assert_int_equal(is, was && accepts(accept, from + i));
  }
}

static void a_window_loses_the_articles_that_are_not_accepted(void **state) {
  (void)state;
  check_window(accept_of("sea", LARGE_SEGMENT), 0, QN__WINDOW_WORDS, size_of(LARGE_SEGMENT));
  check_window(accept_of("sea", LARGE_SEGMENT), QN__WINDOW_DOCS, QN__WINDOW_WORDS, size_of(LARGE_SEGMENT));
  check_window(accept_of("sea lang:ko", TAGGED_SEGMENT), 0, 24, size_of(TAGGED_SEGMENT));
  check_window(accept_of("sea -(lang:en OR lang:ja)", LANGUAGE_SEGMENT), 64, 18, size_of(LANGUAGE_SEGMENT));
}

static void without_deletes_and_filters_a_window_stays_as_it_is(void **state) {
  (void)state;
  uint64_t bits[2] = {UINT64_MAX, 1};
  qn_error error;
  const qn__accept *accept = accept_of("sea", SMALL_SEGMENT);
  assert_null(accept->deletes);
  assert_null(accept->filters);
  assert_ok(qn__accept_window(accept, 0, bits, 2, &error), error);
  assert_true(bits[0] == UINT64_MAX && bits[1] == 1);
}

/* --- with matchers of one's own ----------------------------------------------------------------------------------- */

typedef struct scripted {
  qn_status status;
  bool matches;
  int asked;
} scripted;

static qn_status freq_as_scripted(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  scripted *script = matcher->state;
  (void)doc, (void)least;
  script->asked++;
  *freq = script->matches;
  return script->status == QN_OK ? QN_OK : qn__fail(error, script->status, "as scripted");
}

static const qn__matcher_ops scripted_ops = {.freq = freq_as_scripted};

/* Puts scripts in place of the leaves of the plan's filters, in their order. */
static const qn__accept *accept_scripted(const char *query, fixture_segment segment, scripted *scripts) {
  const qn__accept *accept = accept_of(query, segment);
  for (uint32_t i = 0; i < fixture.plan.n_filters; i++) {
    qn__matcher *matcher = &qn__filter_set_matched(accept->filters)->leaves[fixture.plan.filters[i].node.leaf];
    matcher->ops = &scripted_ops;
    matcher->state = &scripts[i];
  }
  return accept;
}

static void filters_are_asked_about_live_articles_only(void **state) {
  (void)state;
  scripted script = {QN_OK, true, 0};
  int n_live = 0;
  const qn__accept *accept = accept_scripted("sea lang:ja", TAGGED_SEGMENT, &script);
  for (uint32_t doc = 0; doc < 20; doc++) { /* so few are asked about one by one */
    assert_int_equal(accepts(accept, doc), !fixture_is_deleted(TAGGED_SEGMENT, doc));
    n_live += !fixture_is_deleted(TAGGED_SEGMENT, doc);
  }
  assert_int_equal(script.asked, n_live);
}

static void no_filter_is_asked_after_one_that_refuses(void **state) {
  (void)state;
  scripted scripts[] = {{QN_OK, true, 0}, {QN_OK, true, 0}, {QN_OK, true, 0}};
  const qn__accept *accept = accept_scripted("sea lang:ja -lang:ko lang:en", TAGGED_SEGMENT, scripts);
  assert_int_equal(fixture.plan.n_filters, 3);
  assert_false(accepts(accept, 0));
  assert_int_equal(scripts[0].asked, 1);
  assert_int_equal(scripts[1].asked, 1);
  assert_int_equal(scripts[2].asked, 0);
}

static void a_filter_that_fails_accepts_nothing(void **state) {
  (void)state;
  for (int matches = 0; matches < 2; matches++)
    for (int excludes = 0; excludes < 2; excludes++) {
      scripted script = {QN_DAMAGED, matches == 1, 0};
      const qn__accept *accept = accept_scripted(excludes ? "sea -lang:ja" : "sea lang:ja", TAGGED_SEGMENT, &script);
      bool accepted = true;
      uint64_t bits = 1;
      qn_error error;
      assert_int_equal(qn__accepts(accept, 0, &accepted, &error), QN_DAMAGED);
      assert_false(accepted);
      assert_string_equal(error.message, "as scripted");
      assert_int_equal(qn__accept_window(accept, 0, &bits, 1, &error), QN_DAMAGED);
    }
}

static void a_group_fails_with_the_filter_in_it(void **state) {
  (void)state;
  static const char *const groups[] = {"sea (lang:ja OR lang:de)", "sea -(lang:ja AND lang:de)",
                                       "sea (lang:de OR (lang:ja -lang:en))"};
  for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
    const qn__accept *accept = accept_of(groups[i], TAGGED_SEGMENT);
    scripted script = {QN_IO, true, 0};
    bool accepted = true;
    qn_error error;
    for (uint32_t leaf = 0; leaf < fixture.plan.n_leaves; leaf++)
      if (fixture.plan.leaves[leaf].value != NULL) {
        qn__filter_set_matched(accept->filters)->leaves[leaf].ops = &scripted_ops;
        qn__filter_set_matched(accept->filters)->leaves[leaf].state = &script;
      }
    assert_int_equal(qn__accepts(accept, 0, &accepted, &error), QN_IO);
    assert_false(accepted);
    assert_int_equal(script.asked, 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(deleted_articles_are_not_accepted),
      cmocka_unit_test(articles_outside_a_filter_are_not_accepted),
      cmocka_unit_test(articles_inside_an_excluded_filter_are_not_accepted),
      cmocka_unit_test(every_filter_must_accept),
      cmocka_unit_test(a_group_of_filters_is_one),
      cmocka_unit_test(a_group_of_filters_may_count_them),
      cmocka_unit_test(a_window_loses_the_articles_that_are_not_accepted),
      cmocka_unit_test(without_deletes_and_filters_a_window_stays_as_it_is),
      cmocka_unit_test(filters_are_asked_about_live_articles_only),
      cmocka_unit_test(no_filter_is_asked_after_one_that_refuses),
      cmocka_unit_test(a_filter_that_fails_accepts_nothing),
      cmocka_unit_test(a_group_fails_with_the_filter_in_it),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
