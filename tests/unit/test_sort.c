/* SPDX-License-Identifier: MIT */
/* test_sort.c: strings come out in order of their language tag byte and their bytes, whether they are few or many. */
#include "builder/sort.h"

#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 5000, LONGEST = 24 };

static char texts[MANY][LONGEST]; /* the tag byte, then the string */
static qn__sort_entry entries[MANY], scratch[MANY];

static void set_entry(uint32_t i, uint8_t tag, const char *text) {
  texts[i][0] = (char)tag;
  snprintf(texts[i] + 1, LONGEST - 1, "%s", text);
  const uint8_t *bytes = (const uint8_t *)texts[i] + 1;
  uint32_t size = (uint32_t)strlen(text);
  entries[i] = (qn__sort_entry){qn__sort_prefix(tag, bytes, size), bytes, size, i};
}

static void assert_order(size_t n) {
  static bool seen[MANY];
  memset(seen, 0, sizeof seen);
  for (size_t i = 0; i < n; i++) {
    assert_false(seen[entries[i].number]); /* none is lost, none comes twice */
    seen[entries[i].number] = true;
    assert_ptr_equal(entries[i].bytes, texts[entries[i].number] + 1);
    if (i > 0)
      assert_true(strcmp(texts[entries[i - 1].number], texts[entries[i].number]) <= 0);
  }
}

static void the_prefix_orders_as_tag_and_bytes_do(void **state) {
  (void)state;
  static const struct {
    uint8_t tag;
    const char *text;
  } ascending[] = {{1, ""}, {1, "a"}, {1, "aa"}, {1, "b"}, {1, "\xc3\xa9"}, {2, "a"}, {8, ""}, {200, "x"}};
  for (size_t i = 1; i < sizeof ascending / sizeof ascending[0]; i++)
    assert_true(
        qn__sort_prefix(ascending[i - 1].tag, (const uint8_t *)ascending[i - 1].text, strlen(ascending[i - 1].text)) <
        qn__sort_prefix(ascending[i].tag, (const uint8_t *)ascending[i].text, strlen(ascending[i].text)));
  assert_int_equal(qn__sort_prefix(1, (const uint8_t *)"sevenths", 8),
                   qn__sort_prefix(1, (const uint8_t *)"sevenths and more", 17));
}

static void sorts_none_one_and_few(void **state) {
  (void)state;
  qn__sort(entries, scratch, 0);
  set_entry(0, 8, "only");
  qn__sort(entries, scratch, 1);
  assert_order(1);
  static const char *const few[] = {"walk", "walked", "wal", "", "a longer string than the prefix", "a longer string"};
  for (uint32_t i = 0; i < 12; i++)
    set_entry(i, (uint8_t)(i < 6 ? 8 : 1), few[i % 6]);
  qn__sort(entries, scratch, 12);
  assert_order(12);
  assert_int_equal(texts[entries[0].number][0], 1);
  assert_int_equal(entries[0].size, 0);
}

/* Many share their prefix, and some have the same bytes. */
static void sorts_many_with_equal_prefixes(void **state) {
  (void)state;
  random_source random = random_start("sorts_many_with_equal_prefixes", 51);
  static const size_t sizes[] = {255, 256, 257, MANY};
  for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
    for (uint32_t i = 0; i < sizes[s]; i++) {
      char text[LONGEST - 1];
      snprintf(text, sizeof text, "%.*s%x", (int)random_below(&random, 12), "prefixprefix",
               random_below(&random, 4096));
      set_entry(i, (uint8_t)(1 + random_below(&random, 3)), text);
    }
    qn__sort(entries, scratch, sizes[s]);
    assert_order(sizes[s]);
  }
}

/* An odd number of passes ends in the scratch memory. */
static void sorts_many_that_differ_in_one_byte(void **state) {
  (void)state;
  for (unsigned at = 0; at < 9; at++) {
    for (uint32_t i = 0; i < 600; i++) {
      char text[10] = "mmmmmmmmm";
      text[at] = (char)('a' + i * 7 % 25);
      set_entry(i, 8, text);
    }
    qn__sort(entries, scratch, 600);
    assert_order(600);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_prefix_orders_as_tag_and_bytes_do),
      cmocka_unit_test(sorts_none_one_and_few),
      cmocka_unit_test(sorts_many_with_equal_prefixes),
      cmocka_unit_test(sorts_many_that_differ_in_one_byte),
  };
  return cmocka_run_group_tests_name("sort", tests, NULL, NULL);
}
