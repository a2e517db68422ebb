/* SPDX-License-Identifier: MIT */
/* test_memory.c: requests that fail where a test wants them to, tables in large pages, and copies of strings. */
#include "base/memory.h"

#include "support/support.h"

#include <string.h>

static void a_size_of_0_is_a_request_as_any(void **state) {
  (void)state;
  void *first = qn__malloc(0), *second = qn__calloc(0, 0), *third = qn__realloc(NULL, 0);
  assert_non_null(first);
  assert_non_null(second);
  assert_non_null(third);
  third = qn__realloc(third, 0);
  assert_non_null(third);
  qn__free(first);
  qn__free(second);
  qn__free(third);
  qn__free(NULL);
}

static void the_nth_request_fails_and_all_after_it(void **state) {
  (void)state;
  void *kept[2];
  qn__memory_fail_after(2);
  kept[0] = qn__malloc(1);
  kept[1] = qn__calloc(1, 1);
  void *failed[] = {qn__malloc(1),      qn__calloc(1, 1),         qn__realloc(NULL, 1),
                    qn__table_alloc(1), qn__table_alloc(2 << 20), qn__copy_string("x", 1)};
  void *grown = qn__realloc(kept[0], 100);
  qn__memory_fail_after(-1);
  assert_non_null(kept[0]);
  assert_non_null(kept[1]);
  for (size_t i = 0; i < sizeof failed / sizeof failed[0]; i++)
    assert_null(failed[i]);
  assert_null(grown); /* and what was there stays */
  qn__free(kept[0]);
  qn__free(kept[1]);
}

/* Of 2 MiB and its multiples a table is mapped, aligned to that; others come from the heap. */
static void a_table_is_zeroed_whatever_its_size(void **state) {
  (void)state;
  static const size_t sizes[] = {1, 4096, (2 << 20) - 1, 2 << 20, (2 << 20) + 8, 6 << 20};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    unsigned char *table = qn__table_alloc(sizes[i]);
    assert_non_null(table);
    for (size_t k = 0; k < sizes[i]; k++)
      if (table[k] != 0)
        fail_msg("byte %zu of %zu is not zero", k, sizes[i]);
    memset(table, 0xff, sizes[i]); /* all of it can be written */
    qn__table_free(table, sizes[i]);
  }
  qn__table_free(NULL, 2 << 20);
  qn__table_free(NULL, 100);
}

static void large_pages_are_only_a_hint(void **state) {
  (void)state;
  const size_t size = 5 << 20;
  char *bytes = qn__calloc(size, 1);
  bytes[size / 2] = 'x';
  qn__prefer_large_pages(bytes, size);
  qn__prefer_large_pages(bytes, 10);
  assert_int_equal(bytes[size / 2], 'x');
  qn__free(bytes);
}

static void a_copied_string_ends_in_zero(void **state) {
  (void)state;
  char *copy = qn__copy_string("text and more", 4);
  assert_string_equal(copy, "text");
  qn__free(copy);
  copy = qn__copy_string(NULL, 0);
  assert_string_equal(copy, "");
  qn__free(copy);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_size_of_0_is_a_request_as_any),     cmocka_unit_test(the_nth_request_fails_and_all_after_it),
      cmocka_unit_test(a_table_is_zeroed_whatever_its_size), cmocka_unit_test(large_pages_are_only_a_hint),
      cmocka_unit_test(a_copied_string_ends_in_zero),
  };
  return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
