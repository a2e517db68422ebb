/* SPDX-License-Identifier: MIT */
/* test_source_places.c: what a source map says about a byte of the text. */
#include "support/support.h"

#include "result/source_places.h"

#include <string.h>

static void what_a_place_does_not_say_holds_on(void **state) {
  (void)state;
  const qn_string map = string_of("[ {\"at\":0,\"line\":3,\"offset\":40,\"page\":1,\"anchor\":\"a\\\"b\"} ,\n"
                                  "{\"at\":10,\"heading\":2,\"record\":7,\"part\":\"1.2\"},{\"at\":20,\"line\":9,"
                                  "\"column\":5,\"column16\":4,\"offset\":90,\"offset16\":80,\"under\":12}]");
  qn__source_place place = qn__find_source_place(map, 9);
  assert_true(place.line == 3 && place.line_at == 0 && place.column == 1 && place.column16 == 1);
  assert_true(place.has_offset && place.offset == 40 && place.offset16 == 40 && place.page == 1);
  assert_int_equal(place.anchor.size, 4);
  assert_memory_equal(place.anchor.data, "a\\\"b", 4);
  assert_false(place.has_heading || place.has_lines || place.is_markdown);
  place = qn__find_source_place(map, 19);
  assert_true(place.line == 3 && place.has_heading && place.heading_at == 10 && place.record == 7 && place.page == 1);
  assert_memory_equal(place.part.data, "1.2", 3);
  place = qn__find_source_place(map, 20);
  assert_true(place.line == 9 && place.line_at == 20 && place.column == 5 && place.column16 == 4);
  assert_true(place.offset_at == 20 && place.offset == 90 && place.offset16 == 80);
  assert_true(place.under_at == 20 && place.under == 12);
}

static void members_of_others_are_passed_over(void **state) {
  (void)state;
  const qn_string map = string_of("[{\"x\":{\"line\":[7,\"}]\",{}]},\"at\":0,\"own\":false,\"lines\":true,"
                                  "\"markdown\":true,\"line\":2,\"y\":null}]");
  const qn__source_place place = qn__find_source_place(map, 5);
  assert_true(place.line == 2 && place.has_lines && place.is_markdown && !place.has_offset);
}

static void what_is_not_a_map_says_nothing(void **state) {
  (void)state;
  static const char *const maps[] = {"",
                                     "[",
                                     "[]",
                                     "{}",
                                     "[{",
                                     "[{\"at\"",
                                     "[{\"at\":",
                                     "[{\"at\":0",
                                     "[{\"line\":1}]",
                                     "[{\"at\":\"\\",
                                     "[7,{\"at\":0,\"line\":1}]",
                                     "[{\"at\":9,\"line\":1}]"};
  for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
    assert_int_equal(qn__find_source_place(string_of(maps[i]), 5).line, 0);
}

static void headings_may_be_a_list_of_distances(void **state) {
  (void)state;
  const qn_string map = string_of("[{\"at\":10,\"headings\":\"#%b#(!9\"},{\"at\":30,\"heading\":2,\"anchor\":\"a\"}]");
  static const uint64_t expected[][2] = {{10, 10}, {11, 10}, {12, 12}, {29, 12},
                                         {67, 30}, {68, 68}, {73, 73}, {999, 73}};
  assert_false(qn__find_source_place(map, 9).has_heading);
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    const qn__source_place place = qn__find_source_place(map, expected[i][0]);
    assert_true(place.has_heading);
    assert_int_equal(place.heading_at, expected[i][1]);
  }
}

static void lines_may_be_in_steps(void **state) {
  (void)state;
  const qn_string map =
      string_of("[{\"at\":10,\"line\":5,\"every\":100,\"steps\":\"%#zzzzzzzzzz$\"},{\"at\":400,\"line\":9},"
                "{\"at\":500,\"line\":7,\"every\":2000000,\"steps\":\"$\"},"
                "{\"at\":600,\"line\":4,\"lines\":true,\"every\":1,\"steps\":\"$$\"}]");
  static const uint64_t expected[][2] = {{9, 0}, {10, 5}, {60, 6}, {110, 7}, {399, 7}, {450, 9}, {501, 7}, {603, 4}};
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
    assert_int_equal(qn__find_source_place(map, expected[i][0]).line, expected[i][1]);
}

static void records_have_bytes_and_lines(void **state) {
  (void)state;
  const qn_string map =
      string_of("[{\"at\":10,\"line\":5,\"record\":3,\"records\":\"##%-$##%#.)$\"},{\"at\":50,\"line\":9}]");
  static const uint64_t expected[][5] = {/* offset, record, line, where it begins, further lines */
                                         {10, 3, 5, 10, 2},  {19, 3, 5, 10, 2},  {20, 5, 10, 20, 0}, /* 4 is empty */
                                         {30, 5, 10, 20, 0}, {31, 6, 16, 31, 1}, {50, 6, 9, 50, 0}};
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    const qn__source_place place = qn__find_source_place(map, expected[i][0]);
    assert_int_equal(place.record, expected[i][1]);
    assert_int_equal(place.line, expected[i][2]);
    assert_int_equal(place.line_at, expected[i][3]);
    assert_int_equal(place.further, expected[i][4]);
  }
  assert_int_equal(qn__find_source_place(string_of("[{\"at\":0,\"line\":5,\"records\":\"##\"}]"), 5).line, 5);
}

static void a_record_is_known_by_its_id(void **state) {
  (void)state;
  const qn_string map = string_of("[{\"at\":0,\"line\":5},{\"at\":5,\"id\":1},{\"at\":9,\"id\":2}]");
  assert_int_equal(qn__find_source_place(map, 4).id, 0);
  assert_int_equal(qn__find_source_place(map, 8).id, 1);
  assert_int_equal(qn__find_source_place(map, 9).id, 2);
}

static void check_unescaped(const char *written, const char *expected) {
  char out[64];
  const size_t size = qn__json_unescape(string_of(written), out);
  assert_int_equal(size, strlen(expected));
  assert_memory_equal(out, expected, size);
}

static void escapes_of_strings_become_characters(void **state) {
  (void)state;
  check_unescaped("plain \xc3\xa9", "plain \xc3\xa9");
  check_unescaped("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t");
  check_unescaped("\\u00e9\\u4E2D\\ud83d\\ude00", "\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80");
  check_unescaped("\\ud83d x \\u0000", "\xef\xbf\xbd x \xef\xbf\xbd");
  check_unescaped("cut \\u00", "cut u00");
  check_unescaped("cut \\", "cut \\");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(headings_may_be_a_list_of_distances), cmocka_unit_test(lines_may_be_in_steps),
      cmocka_unit_test(records_have_bytes_and_lines),        cmocka_unit_test(a_record_is_known_by_its_id),
      cmocka_unit_test(what_a_place_does_not_say_holds_on),  cmocka_unit_test(members_of_others_are_passed_over),
      cmocka_unit_test(what_is_not_a_map_says_nothing),      cmocka_unit_test(escapes_of_strings_become_characters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
