/* SPDX-License-Identifier: MIT */
/* test_typing_cost.c: slips that people often make cost less than others. */
#include "support/support.h"

#include "text/typing_cost.h"

#include <math.h>
#include <string.h>

static double cost(const char *meant, const char *typed) {
  size_t letters;
  return qn__typing_cost(meant, strlen(meant), typed, strlen(typed), &letters);
}

static void assert_equal_costs(double a, double b) {
  assert_true(fabs(a - b) < 1e-9);
}

static void equal_words_cost_nothing(void **state) {
  (void)state;
  assert_true(cost("tide", "tide") <= 0);
  assert_true(cost("\u5343\u5e74", "\u5343\u5e74") <= 0);
}

static void frequent_slips_cost_less_than_rare_ones(void **state) {
  (void)state;
  const double other = cost("tides", "tiqes");
  assert_true(cost("committee", "comittee") < cost("tides", "tdes")); /* a double letter left out */
  assert_true(cost("tides", "tiddes") < cost("tides", "tiqdes"));     /* typed double */
  assert_true(cost("tides", "tdies") < cost("tides", "tdes"));        /* exchanged */
  assert_true(cost("tides", "tifes") < other);                        /* a key beside, */
  assert_true(cost("tides", "tixes") < other);
  assert_true(cost("tides", "tidas") < other); /* of like sound */
  assert_true(cost("tides", "xides") > other); /* the first letter */
  assert_true(cost("tides", "ides") > cost("tides", "tdes"));
  assert_true(cost("tides", "xtides") > cost("tides", "txides"));
}

static void keys_beside_each_other_are_those_of_a_keyboard(void **state) {
  (void)state;
  const double beside = cost("aga", "aha");
  assert_true(beside < cost("aga", "apa"));
  assert_equal_costs(beside, cost("aga", "aba")); /* below: b and v */
  assert_equal_costs(beside, cost("aga", "ava"));
  assert_equal_costs(beside, cost("aga", "ata")); /* above: t and y */
  assert_equal_costs(beside, cost("aga", "aya"));
  assert_true(beside < cost("aga", "ara"));
  assert_true(beside < cost("aga", "ana"));
  assert_true(beside < cost("aga", "a\u00fca"));
}

static void costs_add_up_over_any_letters(void **state) {
  (void)state;
  assert_equal_costs(cost("rivers", "rxverz"), cost("rivers", "rxvers") + cost("rivers", "riverz"));
  assert_equal_costs(cost("a\u5343b\u5e74", "a\u5343b"), cost("axby", "axb"));
  assert_true(cost("ab", "") > cost("ab", "a"));
}

static void the_longest_word_is_compared_and_no_longer_one(void **state) {
  (void)state;
  char longest[QN__TYPED_MAX + 2];
  memset(longest, 'a', sizeof longest - 1);
  longest[QN__TYPED_MAX] = '\0';
  size_t letters = 0;
  assert_true(qn__typing_cost(longest, QN__TYPED_MAX, longest, QN__TYPED_MAX, &letters) <= 0);
  assert_int_equal(letters, QN__TYPED_MAX);
  longest[QN__TYPED_MAX] = 'a';
  assert_true(isinf(qn__typing_cost(longest, QN__TYPED_MAX + 1, "a", 1, &letters)));
  assert_true(isinf(qn__typing_cost("a", 1, longest, QN__TYPED_MAX + 1, &letters)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_words_cost_nothing),
      cmocka_unit_test(frequent_slips_cost_less_than_rare_ones),
      cmocka_unit_test(keys_beside_each_other_are_those_of_a_keyboard),
      cmocka_unit_test(costs_add_up_over_any_letters),
      cmocka_unit_test(the_longest_word_is_compared_and_no_longer_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
