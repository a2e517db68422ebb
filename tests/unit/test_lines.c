/* SPDX-License-Identifier: MIT */
/* test_lines.c: lists in files. */
#include "support/support.h"

#include "base/buffer.h"
#include "base/status.h"
#include "tool/lines.h"

#include <stdlib.h>
#include <string.h>

typedef struct seen {
  qn__buffer text;
  size_t n, stop_after; /* lines; 0: never */
} seen;

static qn_status see(void *context, char *line, qn_error *error) {
  seen *s = context;
  qn__buffer_print(&s->text, "[%s]", line);
  return ++s->n == s->stop_after ? qn__fail(error, QN_BAD_INPUT, "enough") : QN_OK;
}

static void assert_lines(const char *bytes, size_t size, char end, size_t stop_after, const char *expected) {
  char *dir = make_temp_dir(), *path = path_in(dir, "list");
  seen s = {.stop_after = stop_after};
  qn_error error;
  qn__buffer_init(&s.text);
  write_file(path, bytes, size);
  assert_int_equal(each_line(path, end, see, &s, &error), stop_after > 0 ? QN_BAD_INPUT : QN_OK);
  qn__buffer_u8(&s.text, '\0');
  assert_string_equal((const char *)s.text.data, expected);
  qn__buffer_clear(&s.text);
  free(path);
  remove_tree(dir);
}

static void lines_come_without_their_ends(void **state) {
  (void)state;
  assert_lines("one\ntwo\r\n\n\r\nthree", 17, '\n', 0, "[one][two][three]");
  assert_lines("", 0, '\n', 0, "");
}

static void names_may_end_in_zeros(void **state) {
  (void)state;
  assert_lines("one\ntwo\0three\r\0\0four", 20, '\0', 0, "[one\ntwo][three\r][four]");
}

static void a_failure_ends_the_list(void **state) {
  (void)state;
  assert_lines("one\ntwo\nthree\n", 14, '\n', 2, "[one][two]");
}

static void reports_a_file_that_cannot_be_opened(void **state) {
  (void)state;
  seen s = {.n = 0};
  qn_error error;
  assert_int_equal(each_line("no/list", '\n', see, &s, &error), QN_IO);
  assert_non_null(strstr(error.message, "no/list"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_come_without_their_ends),
      cmocka_unit_test(names_may_end_in_zeros),
      cmocka_unit_test(a_failure_ends_the_list),
      cmocka_unit_test(reports_a_file_that_cannot_be_opened),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
