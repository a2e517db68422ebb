/* SPDX-License-Identifier: MIT */
/* test_json_reader.c: values out of JSON, and out of what is not JSON. */
#include "support/support.h"

#include "cli/json_reader.h"

#include <stdlib.h>
#include <string.h>

/* The text in memory of its own, so that sanitizers see a read beyond it. */
static qn_string copy_of(const char *text) {
  const size_t size = strlen(text);
  char *copy = malloc(size + (size == 0));
  assert_non_null(copy);
  memcpy(copy, text, size);
  return (qn_string){copy, size};
}

/* What the value of `name` is to a person; "-": there is none. */
static void assert_field(const char *json, const char *name, const char *expected) {
  const qn_string object = copy_of(json);
  qn_string value;
  qn__buffer out;
  qn__buffer_init(&out);
  if (cli_json_find(object, string_of(name), &value))
    cli_json_put_text(&out, value);
  else
    qn__buffer_u8(&out, '-');
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
  free((void *)object.data);
}

static void a_member_is_found_by_its_name(void **state) {
  static const char json[] = "{ \"a\" : \"one\" ,\"b\":2.50,\n\"c\":true, \"a\":\"again\",\"d\":null,\"\":\"empty\" }";
  (void)state;
  assert_field(json, "a", "one");
  assert_field(json, "b", "2.50");
  assert_field(json, "c", "true");
  assert_field(json, "d", "-");
  assert_field(json, "one", "-");
  assert_field(json, "", "empty");
  assert_field("{}", "a", "-");
}

static void brackets_and_names_in_values_are_no_members(void **state) {
  static const char json[] = "{\"a\":{\"x\":[1,{\"b\":2}]},\"s\":\"},\\\"b\\\":[\",\"b\":3}";
  (void)state;
  assert_field(json, "b", "3");
  assert_field(json, "a", "{\"x\":[1,{\"b\":2}]}");
  assert_field(json, "s", "},\"b\":[");
  assert_field(json, "x", "-");
}

static void values_of_an_array_have_commas_between(void **state) {
  (void)state;
  assert_field("{\"a\": [ \"x\" , \"y, z\", 3, [ 4, 5 ] ]}", "a", "x, y, z, 3, [4,5]");
  assert_field("{\"a\":[]}", "a", "");
}

static void escapes_are_read_in_names_and_values(void **state) {
  (void)state;
  assert_field("{\"caf\\u00e9\":\"\\t\\\"\\/\\\\\\n\"}", "café", "\t\"/\\\n");
  assert_field("{\"a\":\"\\ud83d\\ude00 \\u20AC\"}", "a", "😀 €");
  assert_field("{\"a\":\"\\ud83d \\ude00 \\u0000\"}", "a", "\xef\xbf\xbd \xef\xbf\xbd \xef\xbf\xbd");
}

/* Each beginning of a text: what is asked of it must end, and within it. */
static void what_is_not_json_is_not_read_beyond(void **state) {
  static const char whole[] = "{\"a\":[\"\\ud83d\\ude00\",{\"b\":\"\\\\\"}],\"c\":\"\\u12\"}";
  char part[sizeof whole];
  (void)state;
  for (size_t size = 0; size < sizeof whole; size++) {
    memcpy(part, whole, size);
    part[size] = '\0';
    const qn_string text = copy_of(part);
    qn_string value;
    qn__buffer out;
    qn__buffer_init(&out);
    for (size_t i = 0; i < 3; i++)
      if (cli_json_find(text, string_of(i == 0 ? "a" : i == 1 ? "c" : "z"), &value))
        cli_json_put_text(&out, value);
    assert_false(out.failed);
    qn__buffer_clear(&out);
    free((void *)text.data);
  }
  assert_field("", "a", "-");
  assert_field("text", "a", "-");
  assert_field("{\"a\"}", "a", "-");
  assert_field("{,,}", "a", "-");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_member_is_found_by_its_name),
      cmocka_unit_test(brackets_and_names_in_values_are_no_members),
      cmocka_unit_test(values_of_an_array_have_commas_between),
      cmocka_unit_test(escapes_are_read_in_names_and_values),
      cmocka_unit_test(what_is_not_json_is_not_read_beyond),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
