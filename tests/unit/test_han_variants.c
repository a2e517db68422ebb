/* SPDX-License-Identifier: MIT */
/* test_han_variants.c: variants have one representative, classes are small, and the table is in order. */
#include "text/han_variants.h"

#include "support/support.h"

static void variants_have_one_representative(void **state) {
  (void)state;
  assert_int_equal(qn__han_representative(0x56fd), qn__han_representative(0x570b)); /* 国 國 */
  assert_int_equal(qn__han_representative(0x53d1), qn__han_representative(0x767c)); /* 发 發 */
  assert_int_equal(qn__han_representative(0x53d1), qn__han_representative(0x9aee)); /* 发 髮 */
  assert_int_not_equal(qn__han_representative(0x56fd), qn__han_representative(0x53d1));
}

static void others_stand_for_themselves(void **state) {
  (void)state;
  static const uint32_t others[] = {0, 'a', 0x3042, 0x4eba, 0xac00, 0xffff, 0x10ffff};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_int_equal(qn__han_representative(others[i]), others[i]);
}

static void the_table_is_in_order_and_leads_to_the_end(void **state) {
  (void)state;
  assert_in_range(qn__n_han_pairs, 4000, 20000);
  for (size_t i = 0; i < qn__n_han_pairs; i++) {
    const qn__han_pair *pair = &qn__han_pairs[i];
    assert_true(i == 0 || pair[-1].character < pair->character);
    assert_true(pair->character >= 0x3400);
    assert_true(pair->representative < pair->character);
    assert_int_equal(qn__han_representative(pair->character), pair->representative);
    assert_int_equal(qn__han_representative(pair->representative), pair->representative);
  }
}

/* Where many characters are written as one, words that differ would be taken for the same. */
static void no_more_than_five_characters_are_one(void **state) {
  (void)state;
  for (size_t i = 0; i < qn__n_han_pairs; i++) {
    unsigned size = 1;
    for (size_t j = 0; j < qn__n_han_pairs; j++)
      size += qn__han_pairs[j].representative == qn__han_pairs[i].representative;
    assert_in_range(size, 2, 5);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(variants_have_one_representative),
      cmocka_unit_test(others_stand_for_themselves),
      cmocka_unit_test(the_table_is_in_order_and_leads_to_the_end),
      cmocka_unit_test(no_more_than_five_characters_are_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
