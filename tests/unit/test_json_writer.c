/* SPDX-License-Identifier: MIT */
/* test_json_writer.c: JSON that is valid, on one line, and safe to look at. */
#include "support/support.h"

#include "cli/json_writer.h"

#include <cjson/cJSON.h>
#include <string.h>

static void assert_buffer(qn__buffer *out, const char *expected) {
  qn__buffer_u8(out, '\0');
  assert_false(out->failed);
  assert_string_equal((const char *)out->data, expected);
  qn__buffer_clear(out);
}

static void assert_string(const char *text, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  cli_json_string(&out, text, strlen(text));
  assert_buffer(&out, expected);
}

static void strings_are_escaped(void **state) {
  (void)state;
  assert_string("", "\"\"");
  assert_string("say \"x\" \\ y", "\"say \\\"x\\\" \\\\ y\"");
  assert_string("a\b\t\n\v\f\r\x1b", "\"a\\b\\t\\n\\u000b\\f\\r\\u001b\"");
  assert_string("Zürich 千年 🙂", "\"Zürich 千年 🙂\"");
}

static void what_a_terminal_obeys_is_escaped_too(void **state) {
  (void)state;
  assert_string("\x7f \xc2\x9b \xe2\x80\xae \xe2\x80\xa8", "\"\\u007f \\u009b \\u202e \\u2028\"");
}

static void every_character_survives_a_round_trip(void **state) {
  (void)state;
  char text[3 * 128 + 1];
  size_t size = 0;
  for (char c = 1; c < 127; c++)
    text[size++] = c;
  text[size] = '\0';
  qn__buffer out;
  qn__buffer_init(&out);
  cli_json_string(&out, text, size);
  qn__buffer_u8(&out, '\0');
  cJSON *parsed = cJSON_Parse((const char *)out.data);
  assert_non_null(parsed);
  assert_string_equal(parsed->valuestring, text);
  cJSON_Delete(parsed);
  qn__buffer_clear(&out);
}

static void any_bytes_become_a_string(void **state) {
  (void)state;
  qn__buffer out;
  qn__buffer_init(&out);
  cli_json_any_string(&out, "caf\xe9\x1b");
  assert_buffer(&out, "\"caf\xef\xbf\xbd\\u001b\"");
}

static void numbers_are_digits(void **state) {
  (void)state;
  qn__buffer out;
  qn__buffer_init(&out);
  cli_json_number(&out, 0);
  cli_json_literal(&out, ",");
  cli_json_number(&out, UINT64_MAX);
  assert_buffer(&out, "0,18446744073709551615");
}

static void empty_members_are_left_out(void **state) {
  (void)state;
  qn__buffer out;
  qn__buffer_init(&out);
  cli_json_member(&out, ",\"a\":", string_of(""));
  cli_json_member(&out, ",\"b\":", string_of("x"));
  assert_buffer(&out, ",\"b\":\"x\"");
}

static void stored_json_is_put_on_one_line(void **state) {
  (void)state;
  qn__buffer out;
  qn__buffer_init(&out);
  cli_json_stored(&out, string_of("{ \"a b\" :\n\t[ 1,\r \"x \\\" y\\\\\" , \"\x7f\" ] }"));
  assert_buffer(&out, "{\"a b\":[1,\"x \\\" y\\\\\",\"\\u007f\"]}");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(strings_are_escaped),
      cmocka_unit_test(what_a_terminal_obeys_is_escaped_too),
      cmocka_unit_test(every_character_survives_a_round_trip),
      cmocka_unit_test(any_bytes_become_a_string),
      cmocka_unit_test(numbers_are_digits),
      cmocka_unit_test(empty_members_are_left_out),
      cmocka_unit_test(stored_json_is_put_on_one_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
