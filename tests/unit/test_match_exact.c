/* SPDX-License-Identifier: MIT */
/* test_match_exact.c: an exact word is found in its own form only, ignoring case. */
#include "support/matcher_fixture.h"
#include "support/support.h"

static void a_frequent_form_is_found_without_the_others(void **state) {
  const looked_for wanted = {.words = {"talk"}};
  check_matcher(*state, "=talk", &wanted);
}

static void a_rare_form_is_found_without_the_others(void **state) {
  const looked_for talks = {.words = {"talks"}}, talked = {.words = {"talked"}};
  check_matcher(*state, "=talks", &talks);
  check_matcher(*state, "=talked", &talked);
}

static void a_form_is_found_in_articles_of_all_languages(void **state) {
  const looked_for wanted = {.words = {"houses"}};
  check_matcher(*state, "=houses", &wanted);
}

static void a_word_of_one_form_is_found_everywhere(void **state) {
  const looked_for wanted = {.words = {"rare"}};
  check_matcher(*state, "=rare", &wanted);
}

static void case_is_ignored(void **state) {
  const looked_for wanted = {.words = {"talks"}};
  check_matcher(*state, "=TALKS", &wanted);
}

static void a_form_that_no_article_has_is_found_nowhere(void **state) {
  const looked_for wanted = {.words = {""}};
  check_matcher(*state, "=talking", &wanted);
  check_matcher(*state, "=unknown", &wanted);
}

/* The list of `talk` in any form is one; those that have the form are not known before its positions are read. */
static void the_bits_are_those_of_the_word_in_any_form(void **state) {
  matcher_fixture *f = *state;
  const looked_for any_form = {.words = {"talk talks talked"}, .german = {"talk talks"}};
  plan_query(f, "=talks");
  qn__matcher *matcher = open_matchers(f, 1);
  const uint64_t *bits;
  qn_error error;
  f->matched.window = (qn__window){0, f->n_articles[1]};
  assert_ok(matcher->ops->fill(matcher, &bits, &error), error);
  for (uint32_t doc = 0; doc < f->n_articles[1]; doc++)
    assert_int_equal(bits[doc / 64] >> (doc % 64) & 1, count_occurrences(&f->articles[1][doc], &any_form, NULL) > 0);
  assert_false(matcher->ops->exact_bits);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_frequent_form_is_found_without_the_others),
      cmocka_unit_test(a_rare_form_is_found_without_the_others),
      cmocka_unit_test(a_form_is_found_in_articles_of_all_languages),
      cmocka_unit_test(a_word_of_one_form_is_found_everywhere),
      cmocka_unit_test(case_is_ignored),
      cmocka_unit_test(a_form_that_no_article_has_is_found_nowhere),
      cmocka_unit_test(the_bits_are_those_of_the_word_in_any_form),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
