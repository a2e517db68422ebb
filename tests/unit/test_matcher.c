/* SPDX-License-Identifier: MIT */
/* test_matcher.c: each leaf of a plan has the matcher of its operator in each segment, and leaves share their words. */
#include "support/matcher_fixture.h"
#include "support/support.h"

static void every_operator_that_an_article_can_match_has_its_operations(void **state) {
  (void)state;
  assert_null(qn__matcher_ops_of(QN__GROUP));
  for (int op = QN__GROUP + 1; op < QN__N_OPERATORS; op++) {
    const qn__matcher_ops *ops = qn__matcher_ops_of((qn__operator)op);
    if (op == QN__FIELD) {
      assert_null(ops); /* a plan makes others of it */
      continue;
    }
    assert_non_null(ops);
    assert_non_null(ops->open);
    assert_non_null(ops->fill);
    assert_non_null(ops->max_saturation);
    assert_non_null(ops->max_docs);
    assert_non_null(ops->freq);
    assert_int_equal(ops->positions == NULL, qn__is_filter((qn__operator)op));
  }
}

static void a_leaf_has_the_matcher_of_its_operator(void **state) {
  matcher_fixture *f = *state;
  const struct {
    const char *text;
    const qn__matcher_ops *ops;
  } leaves[] = {
      {"the", &qn__match_term},
      {"=the", &qn__match_exact},
      {"7", &qn__match_expanded},
      {"\"the talk\"", &qn__match_phrase},
      {"=\"the talk\"", &qn__match_phrase},
      {"lang:en", &qn__match_language},
      {"title:the", &qn__match_title},
      {"title:=the", &qn__match_title},
      {"title:7", &qn__match_title},
      {"title:\"the talk\"", &qn__match_title},
  };
  for (size_t i = 0; i < sizeof leaves / sizeof leaves[0]; i++) {
    plan_query(f, leaves[i].text);
    assert_ptr_equal(open_matchers(f, 0)->ops, leaves[i].ops);
  }
}

static void matchers_stand_in_the_order_of_the_plan(void **state) {
  matcher_fixture *f = *state;
  const qn__plan *plan = plan_query(f, "the \"the talk\" title:rare -lang:de");
  open_matchers(f, 1);
  assert_int_equal(plan->n_leaves, 4);
  for (uint32_t i = 0; i < plan->n_leaves; i++) {
    assert_ptr_equal(f->matched.leaves[i].leaf, &plan->leaves[i]);
    assert_ptr_equal(f->matched.leaves[i].segment, &f->matched);
  }
  assert_ptr_equal(f->matched.where, &f->index->segments[1]);
}

static void leaves_share_the_words_that_they_have_in_common(void **state) {
  matcher_fixture *f = *state;
  plan_query(f, "the \"the talk\" title:the");
  open_matchers(f, 0);
  assert_int_equal(f->plan.n_words, 2);
  assert_ptr_equal(qn__matched_word(&f->matched.leaves[0]), qn__matched_word(&f->matched.leaves[1]));
  assert_ptr_equal(qn__matched_word(&f->matched.leaves[0]), qn__matched_word(&f->matched.leaves[2]));
}

/* A word that several leaves share may be asked about different articles by each of them in turn. */
static void leaves_of_one_word_do_not_disturb_each_other(void **state) {
  matcher_fixture *f = *state;
  const looked_for wanted[] = {{.words = {"the"}}, {.words = {"the", "rare"}}, {.words = {"the"}, .title = true}};
  plan_query(f, "the \"the rare\" title:the");
  open_matchers(f, 0);
  for (uint32_t i = 0; i < 3000; i++)
    for (uint32_t leaf = 0; leaf < 3; leaf++) {
      uint32_t doc = (i * 7 + leaf * 4999) % f->n_articles[0], freq = UINT32_MAX;
      qn__matcher *matcher = &f->matched.leaves[leaf];
      qn_error error;
      assert_ok(matcher->ops->freq(matcher, doc, 1, &freq, &error), error);
      assert_int_equal(freq, count_occurrences(&f->articles[0][doc], &wanted[leaf], NULL));
    }
}

static void a_plan_of_nothing_has_no_matchers(void **state) {
  matcher_fixture *f = *state;
  qn__matched_segment matched;
  qn_error error;
  assert_int_equal(plan_query(f, "")->n_leaves, 0);
  assert_ok(qn__matched_segment_open(&matched, &f->plan, 0, f->store_reader, &f->arena, &error), error);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_operator_that_an_article_can_match_has_its_operations),
      cmocka_unit_test(a_leaf_has_the_matcher_of_its_operator),
      cmocka_unit_test(matchers_stand_in_the_order_of_the_plan),
      cmocka_unit_test(leaves_share_the_words_that_they_have_in_common),
      cmocka_unit_test(leaves_of_one_word_do_not_disturb_each_other),
      cmocka_unit_test(a_plan_of_nothing_has_no_matchers),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
