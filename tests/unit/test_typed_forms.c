/* SPDX-License-Identifier: MIT */
/* test_typed_forms.c: what articles earn for words in the form in which they are typed. */
#include "support/rescored_hit.h"

static search_fixture fixture;

static int set_up(void **state) {
  static const char *const texts[] = {"pike and perch live in the lake", "pike and pikes live in the river",
                                      "the wifi of the house is slow",   "the wi-fi of the house is slow",
                                      "the inn of O'Brien is open now",  "the inn of obrien is open now",
                                      "the university of the town",      "the universe and all the rest",
                                      "rare earth metals of the north",  "earth so rare, of the north"};
  (void)state;
  search_fixture_open_texts(&fixture, texts, 10);
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
  assert_true(forms("pike OR title:zebra", 1) > 0);
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
