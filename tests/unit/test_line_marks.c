/* SPDX-License-Identifier: MIT */
/* test_line_marks.c: marks are found in their order. */
#include "support/support.h"

#include "articles/line_marks.h"

#include <string.h>

static void assert_mark(qn__line_marks *marks, size_t asked, size_t at, size_t line) {
  const qn__line_mark found = qn__line_marks_find(marks, asked);
  assert_int_equal(found.at, at);
  assert_int_equal(found.line, line);
}

static void the_last_mark_up_to_a_byte_is_found(void **state) {
  (void)state;
  qn__line_marks marks = {.next = 0};
  assert_mark(&marks, 9, 0, 0);
  qn__line_marks_add(&marks, 5, 2);
  qn__line_marks_add(&marks, 8, 2); /* says nothing */
  qn__line_marks_add(&marks, 10, 3);
  qn__line_marks_add(&marks, 10, 4); /* takes its place */
  assert_mark(&marks, 4, 0, 0);
  assert_mark(&marks, 9, 5, 2);
  assert_mark(&marks, 10, 10, 4);
  qn__line_marks_rewind(&marks);
  assert_mark(&marks, 5, 5, 2);
  qn__line_marks_clear(&marks);
}

static void what_was_passed_may_be_forgotten(void **state) {
  (void)state;
  qn__line_marks marks = {.next = 0};
  for (size_t i = 1; i <= 5000; i++) {
    qn__line_marks_add(&marks, i, i + 7);
    assert_mark(&marks, i, i, i + 7);
    qn__line_marks_forget(&marks);
    assert_mark(&marks, i, i, i + 7);
  }
  assert_in_range(marks.list.size / sizeof(qn__line_mark), 1, 300);
  qn__line_marks_clear(&marks);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_last_mark_up_to_a_byte_is_found),
      cmocka_unit_test(what_was_passed_may_be_forgotten),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
