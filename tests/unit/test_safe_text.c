/* SPDX-License-Identifier: MIT */
/* test_safe_text.c: nothing that a terminal obeys is printed raw. */
#include "support/support.h"

#include "cli/safe_text.h"

#include <string.h>

static const char controls[] = "a\x1b[31mb\x7f"
                               "c\xc2\x9b"
                               "d\xe2\x80\xae"
                               "e";

static void assert_buffer(qn__buffer *out, const char *expected) {
  qn__buffer_u8(out, '\0');
  assert_false(out->failed);
  assert_string_equal((const char *)out->data, expected);
  qn__buffer_clear(out);
}

static void assert_text(const char *text, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  cli_put_text(&out, text, strlen(text));
  assert_buffer(&out, expected);
}

static void assert_escaped(const char *text, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  cli_put_escaped(&out, text, strlen(text));
  assert_buffer(&out, expected);
}

static void controls_become_replacement_characters(void **state) {
  (void)state;
  assert_text(controls, "a\xef\xbf\xbd[31mb\xef\xbf\xbd"
                        "c\xef\xbf\xbd"
                        "d\xef\xbf\xbd"
                        "e");
}

static void tabs_and_line_ends_become_spaces(void **state) {
  (void)state;
  assert_text("one\ttwo\r\nthree", "one two  three");
}

static void direction_marks_of_a_text_stay(void **state) {
  (void)state;
  assert_text("a\xe2\x80\x8f"
              "b",
              "a\xe2\x80\x8f"
              "b");
}

static void any_bytes_become_text(void **state) {
  (void)state;
  qn__buffer out;
  qn__buffer_init(&out);
  cli_put_any_text(&out, "caf\xe9 \xf0\x9f");
  assert_buffer(&out, "caf\xef\xbf\xbd \xef\xbf\xbd");
}

static void put_in_brackets(qn__buffer *out, const char *text, size_t size) {
  qn__buffer_u8(out, '<');
  qn__buffer_bytes(out, text, size);
  qn__buffer_u8(out, '>');
}

static void any_bytes_are_repaired_for_other_functions(void **state) {
  (void)state;
  qn__buffer out;
  qn__buffer_init(&out);
  cli_put_repaired(&out, "caf\xe9", 4, put_in_brackets);
  cli_put_repaired(&out, "", 0, put_in_brackets);
  assert_buffer(&out, "<caf\xef\xbf\xbd><>");
}

static void a_buffer_that_has_failed_has_no_text(void **state) {
  (void)state;
  qn__buffer buffer;
  qn__buffer_init(&buffer);
  qn__buffer_bytes(&buffer, "salt", 4);
  assert_int_equal(cli_text_of(&buffer).size, 4);
  assert_memory_equal(cli_text_of(&buffer).data, "salt", 4);
  buffer.failed = true;
  assert_int_equal(cli_text_of(&buffer).size, 0);
  qn__buffer_clear(&buffer);
}

static void escapes_lose_nothing(void **state) {
  (void)state;
  assert_escaped(controls, "a\\x1b[31mb\\x7fc\\xc2\\x9bd\\xe2\\x80\\xaee");
  assert_escaped("one\ttwo\n", "one\\x09two\\x0a");
  assert_escaped("a\xe2\x80\x8f", "a\\xe2\\x80\\x8f");
}

static void escapes_only_what_is_not_utf8(void **state) {
  (void)state;
  assert_escaped("Zürich 千年 🙂", "Zürich 千年 🙂");
  assert_escaped("Zürich\xe9\x80 \xff x\xc3", "Zürich\\xe9\\x80 \\xff x\\xc3");
  assert_escaped("\xed\xa0\x80", "\\xed\\xa0\\x80");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(controls_become_replacement_characters),
      cmocka_unit_test(tabs_and_line_ends_become_spaces),
      cmocka_unit_test(direction_marks_of_a_text_stay),
      cmocka_unit_test(any_bytes_become_text),
      cmocka_unit_test(any_bytes_are_repaired_for_other_functions),
      cmocka_unit_test(a_buffer_that_has_failed_has_no_text),
      cmocka_unit_test(escapes_lose_nothing),
      cmocka_unit_test(escapes_only_what_is_not_utf8),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
