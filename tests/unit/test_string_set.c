/* SPDX-License-Identifier: MIT */
/* test_string_set.c: distinct strings have numbers in the order in which they came, however many there are. */
#include "base/string_set.h"

#include "base/memory.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

static uint32_t number_of(const qn__string_set *set, const qn__string_entry *entry) {
  assert_non_null(entry);
  return (uint32_t)(entry - qn__string_set_get(set, 0));
}

static void equal_strings_are_one_entry(void **state) {
  (void)state;
  qn__string_set set;
  qn__string_set_init(&set);
  assert_int_equal(number_of(&set, qn__string_set_add(&set, 0, "tea", 3)), 0);
  assert_int_equal(number_of(&set, qn__string_set_add(&set, 0, "coffee", 6)), 1);
  assert_int_equal(number_of(&set, qn__string_set_add(&set, 0, "teapot", 3)), 0);
  assert_int_equal(number_of(&set, qn__string_set_add(&set, 0, "te", 2)), 2);
  assert_int_equal(number_of(&set, qn__string_set_add(&set, 0, "", 0)), 3);
  assert_int_equal(number_of(&set, qn__string_set_add(&set, 0, "x", 0)), 3);
  assert_int_equal(set.n, 4);
  qn__string_set_clear(&set);
  assert_int_equal(set.n, 0);
}

static void strings_of_different_tags_are_different(void **state) {
  (void)state;
  qn__string_set set;
  qn__string_set_init(&set);
  for (uint32_t tag = 0; tag < 3; tag++)
    assert_int_equal(number_of(&set, qn__string_set_add(&set, tag, "tea", 3)), tag);
  assert_int_equal(qn__string_set_get(&set, 2)->tag, 2);
  assert_int_equal(number_of(&set, qn__string_set_add(&set, 1, "tea", 3)), 1);
  qn__string_set_clear(&set);
}

static void strings_of_the_same_hash_are_compared(void **state) {
  (void)state;
  const uint64_t hash = UINT64_C(0x123456789abcdef0);
  qn__string_set set;
  qn__string_set_init(&set);
  for (int round = 0; round < 2; round++) {
    assert_int_equal(number_of(&set, qn__string_set_add_hashed(&set, hash, 1, "tea", 3)), 0);
    assert_int_equal(number_of(&set, qn__string_set_add_hashed(&set, hash, 2, "tea", 3)), 1);
    assert_int_equal(number_of(&set, qn__string_set_add_hashed(&set, hash, 1, "te", 2)), 2);
    assert_int_equal(number_of(&set, qn__string_set_add_hashed(&set, hash, 1, "ten", 3)), 3);
  }
  qn__string_set_clear(&set);
}

static void an_entry_keeps_a_copy_and_its_owners_number(void **state) {
  (void)state;
  qn__string_set set;
  char text[] = "tea";
  qn__string_set_init(&set);
  qn__string_entry *entry = qn__string_set_add(&set, 7, text, 3);
  assert_int_equal(entry->number, 0);
  entry->number = 12;
  memcpy(text, "xxx", 3);
  entry = qn__string_set_add(&set, 7, "tea", 3);
  assert_int_equal(entry->number, 12);
  assert_string_equal(entry->data, "tea");
  assert_int_equal(entry->size, 3);
  qn__string_set_clear(&set);
}

static void many_strings_keep_their_numbers(void **state) {
  (void)state;
  enum { MANY = 20000 };
  qn__string_set set;
  char text[16];
  qn__string_set_init(&set);
  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < MANY; i++) {
      int size = snprintf(text, sizeof text, "%u", i * 7919);
      uint64_t hash = qn__string_set_hash(i % 3, text, (size_t)size);
      assert_int_equal(number_of(&set, qn__string_set_add_hashed(&set, hash, i % 3, text, (size_t)size)), i);
    }
  assert_int_equal(set.n, MANY);
  qn__string_set_clear(&set);
}

static void running_out_of_memory_is_sticky(void **state) {
  (void)state;
  for (long n = 0; n < 3; n++) { /* for the slots, for the string, for the entry */
    qn__string_set set;
    qn__string_set_init(&set);
    qn__memory_fail_after(n);
    const qn__string_entry *failed = qn__string_set_add(&set, 0, "tea", 3);
    qn__memory_fail_after(-1);
    assert_null(failed);
    assert_true(set.failed);
    assert_null(qn__string_set_add(&set, 0, "coffee", 6));
    assert_int_equal(set.n, 0);
    qn__string_set_clear(&set);
    assert_false(set.failed);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_strings_are_one_entry),
      cmocka_unit_test(strings_of_different_tags_are_different),
      cmocka_unit_test(strings_of_the_same_hash_are_compared),
      cmocka_unit_test(an_entry_keeps_a_copy_and_its_owners_number),
      cmocka_unit_test(many_strings_keep_their_numbers),
      cmocka_unit_test(running_out_of_memory_is_sticky),
  };
  return cmocka_run_group_tests_name("string set", tests, NULL, NULL);
}
