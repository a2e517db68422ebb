/* SPDX-License-Identifier: MIT */
/* test_typed_forms.c: what articles earn for words in the form in which they are typed. */
#include "support/rescored_hit.h"

static search_fixture fixture;

static int set_up(void **state) {
  (void)state;
  worded_articles_open(&fixture);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  search_fixture_close(&fixture);
  return 0;
}

static uint64_t forms(const char *query, uint64_t article) {
  return rescored_hit(&fixture, query, article).parts[QN__TYPED_FORMS];
}

static void the_typed_form_earns_a_fifth_of_what_the_word_contributes(void **state) {
  (void)state;
  const qn__found exact = rescored_hit(&fixture, "university", 7);
  assert_int_equal(exact.parts[QN__TYPED_FORMS], (uint64_t)exact.base * (QN__ALL_OF_IT / 5) / QN__ALL_OF_IT);
  assert_int_equal(forms("university", 8), 0);
  assert_true(forms("universe", 8) > 0);
}

static void one_occurrence_in_the_form_is_enough(void **state) {
  (void)state;
  const qn__found both = rescored_hit(&fixture, "pikes", 2);
  assert_int_equal(both.parts[QN__TYPED_FORMS], (uint64_t)both.base * (QN__ALL_OF_IT / 5) / QN__ALL_OF_IT);
  assert_int_equal(forms("pikes", 1), 0);
}

static void another_spelling_earns_half(void **state) {
  (void)state;
  assert_true(forms("obrien", 5) * 2 <= forms("obrien", 6));
  assert_true(forms("obrien", 5) * 2 + 2 >= forms("obrien", 6));
  assert_true(forms("obrien", 5) > 0);
}

static void words_in_titles_alone_have_forms_too(void **state) {
  (void)state;
  assert_true(forms("title:zander", 11) > 0);
  assert_int_equal(forms("title:zanders", 11), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_typed_form_earns_a_fifth_of_what_the_word_contributes),
      cmocka_unit_test(one_occurrence_in_the_form_is_enough),
      cmocka_unit_test(another_spelling_earns_half),
      cmocka_unit_test(words_in_titles_alone_have_forms_too),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
