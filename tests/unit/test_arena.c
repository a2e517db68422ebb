/* SPDX-License-Identifier: MIT */
/* test_arena.c: requests have memory of their own until all is given back at once. */
#include "base/arena.h"
#include "base/memory.h"
#include "support/support.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

static void every_request_has_aligned_memory_of_its_own(void **state) {
  (void)state;
  qn__arena arena;
  unsigned char *blocks[100];
  qn__arena_init(&arena);
  for (unsigned i = 0; i < 100; i++) {
    blocks[i] = qn__arena_alloc(&arena, i * 37);
    assert_non_null(blocks[i]);
    assert_int_equal((uintptr_t)blocks[i] % alignof(max_align_t), 0);
    memset(blocks[i], (int)i, i * 37);
  }
  for (unsigned i = 0; i < 100; i++)
    for (unsigned j = 0; j < i * 37; j++)
      assert_int_equal(blocks[i][j], i);
  qn__arena_clear(&arena);
}

static void a_request_for_nothing_has_an_address(void **state) {
  (void)state;
  qn__arena arena;
  qn__arena_init(&arena);
  assert_non_null(qn__arena_alloc(&arena, 0));
  qn__arena_clear(&arena);
}

static void copies_end_in_a_zero(void **state) {
  (void)state;
  qn__arena arena;
  qn__arena_init(&arena);
  assert_string_equal(qn__arena_copy(&arena, "tide table", 4), "tide");
  assert_string_equal(qn__arena_copy(&arena, NULL, 0), "");
  qn__arena_clear(&arena);
}

static void a_reset_keeps_the_memory(void **state) {
  (void)state;
  qn__arena arena;
  qn__arena_init(&arena);
  for (unsigned i = 0; i < 50; i++)
    assert_non_null(qn__arena_alloc(&arena, 1000));
  qn__arena_reset(&arena);
  size_t total = arena.total;
  for (unsigned i = 0; i < 50; i++)
    assert_non_null(qn__arena_alloc(&arena, 1000));
  assert_int_equal(arena.total, total);
  qn__arena_clear(&arena);
}

static void an_impossible_size_is_refused(void **state) {
  (void)state;
  qn__arena arena;
  qn__arena_init(&arena);
  assert_null(qn__arena_alloc(&arena, SIZE_MAX));
  qn__arena_clear(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_request_has_aligned_memory_of_its_own),
      cmocka_unit_test(a_request_for_nothing_has_an_address),
      cmocka_unit_test(copies_end_in_a_zero),
      cmocka_unit_test(a_reset_keeps_the_memory),
      cmocka_unit_test(an_impossible_size_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
