/* SPDX-License-Identifier: MIT */
/* test_match_everything.c: * matches every article, and never scores. */
#include "support/matcher_fixture.h"
#include "support/query_tree.h"
#include "support/support.h"

static void every_article_of_every_window_is_matched(void **state) {
  matcher_fixture *f = *state;
  qn_error error;
  const qn__plan *plan = plan_tree(f, parse_everything());
  assert_int_equal(plan->n_leaves, 1);
  assert_true(plan->leaves[0].boost == 0.0);
  for (uint32_t s = 0; s < f->n_segments; s++) {
    qn__matcher *matcher = open_matchers(f, s);
    assert_int_equal(matcher->ops->max_docs(matcher), f->n_articles[s]);
    assert_int_equal(matcher->ops->max_saturation(matcher), 0);
    for (uint32_t from = 0; from < f->n_articles[s]; from += QN__WINDOW_DOCS) {
      const uint64_t *bits = NULL;
      const uint32_t left = f->n_articles[s] - from, n = left < QN__WINDOW_DOCS ? left : QN__WINDOW_DOCS;
      f->matched.window = (qn__window){from, from + n};
      assert_ok(matcher->ops->fill(matcher, &bits, &error), error);
      for (uint32_t at = 0; at < QN__WINDOW_DOCS; at++)
        assert_int_equal(bits[at / 64] >> at % 64 & 1, at < n);
    }
  }
}

static void every_article_is_matched_once(void **state) {
  matcher_fixture *f = *state;
  plan_tree(f, parse_everything());
  qn__matcher *matcher = open_matchers(f, 1);
  for (uint32_t doc = f->n_articles[1]; doc-- > 0;) {
    uint32_t freq = UINT32_MAX;
    qn_error error;
    assert_ok(matcher->ops->freq(matcher, doc, 1, &freq, &error), error);
    assert_int_equal(freq, 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_article_of_every_window_is_matched),
      cmocka_unit_test(every_article_is_matched_once),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
