/* SPDX-License-Identifier: MIT */
/* test_article_place.c: a byte of a text has a line, a column, an offset and a heading in its source. */
#include "base/memory.h"
#include "support/support.h"

#include <string.h>

typedef struct fixture {
  char *dir;
  qn_index *index;
  qn_searcher *searcher;
} fixture;

static fixture opened;

static void open_named(const char *id, const char *text, const char *map) {
  const qn_article article = {.id = string_of(id), .text = string_of(text), .source_map = string_of(map)};
  qn_error error;
  opened.dir = make_temp_dir();
  add_articles(opened.dir, &article, 1, NULL);
  assert_ok(qn_index_open(&opened.index, (const char *const *)&opened.dir, 1, &error), error);
  assert_ok(qn_searcher_new(&opened.searcher, opened.index, &error), error);
}

static void open_with(const char *text, const char *map) {
  open_named("a", text, map);
}

static void close_all(void) {
  qn_searcher_free(opened.searcher);
  qn_index_close(opened.index);
  remove_tree(opened.dir);
}

static qn_place place_of(uint64_t offset) {
  qn_place place;
  qn_error error;
  assert_ok(qn_searcher_place(opened.searcher, 0, offset, &place, &error), error);
  return place;
}

static void check_string(qn_string found, const char *expected) {
  assert_int_equal(found.size, strlen(expected));
  assert_string_equal(found.data, expected);
}

static void lines_columns_and_offsets_are_counted(void **state) {
  (void)state;
  open_with("one\nt\xc3\xafw\xf0\x9f\x98\x80 three\nfour", "[{\"at\":0,\"line\":5,\"column\":3,\"offset\":30}]");
  qn_place place = place_of(2);
  assert_true(place.line == 5 && place.column == 5 && place.column16 == 5);
  assert_true(place.has_offset && place.offset == 32 && place.offset16 == 32);
  place = place_of(13); /* "three" */
  assert_true(place.line == 6 && place.column == 10 && place.column16 == 7);
  assert_true(place.offset == 43 && place.offset16 == 40);
  place = place_of(19);
  assert_true(place.line == 7 && place.column == 1 && place.column16 == 1);
  assert_int_equal(place_of(1000).offset, 53); /* the text's end */
  check_string(place.heading, "");
  check_string(place.anchor, "");
  close_all();
}

static void lines_alone_are_counted_without_offsets(void **state) {
  (void)state;
  open_with("one\ntwo three", "[{\"at\":0,\"line\":2,\"lines\":true}]");
  const qn_place place = place_of(8);
  assert_true(place.line == 3 && place.column == 5 && !place.has_offset && place.offset == 0);
  close_all();
}

static void lines_of_a_record_are_counted_as_far_as_it_has_them(void **state) {
  (void)state;
  open_with("one\ntwo\n\nout\nput\n\nlast", "[{\"at\":0,\"line\":5,\"record\":1,\"records\":\"##$5,#\"}]");
  qn_place place = place_of(2);
  assert_true(place.line == 5 && place.record == 1 && place.column == 0 && place.column16 == 0 && !place.has_offset);
  assert_int_equal(place_of(5).line, 6);
  assert_int_equal(place_of(10).line, 6);
  place = place_of(20);
  assert_true(place.line == 15 && place.record == 2 && !place.is_record);
  close_all();
}

static void check_record(const char *id, const char *map, uint64_t record, bool is_record) {
  open_named(id, "text", map);
  const qn_place place = place_of(1);
  assert_int_equal(place.record, record);
  assert_int_equal(place.is_record, is_record);
  close_all();
}

static void the_number_of_a_record_is_at_the_end_of_its_id(void **state) {
  (void)state;
  check_record("a#1#23", "[{\"at\":0,\"id\":1}]", 23, true);
  check_record("a#23", "[{\"at\":0,\"id\":2}]", 0, true);
  check_record("a#23", "[{\"at\":0}]", 0, false);
  check_record("a#2b", "[{\"at\":0,\"id\":1}]", 0, true);
  check_record("a", "[{\"at\":0,\"id\":1}]", 0, true);
  check_record("a#", "[{\"at\":0,\"id\":1}]", 0, true);
  check_record("a#999999999999999999", "[{\"at\":0,\"id\":1}]", 999999999999999999, true);
  check_record("a#9999999999999999999", "[{\"at\":0,\"id\":1}]", 0, true);
}

static void a_heading_holds_on_to_the_next(void **state) {
  (void)state;
  open_with("Menu\nTides \xc3\xa4\ntext\nMoons\ntext",
            "[{\"at\":5,\"line\":9,\"heading\":1,\"anchor\":\"t\\u00e4\"},{\"at\":19,\"line\":12,\"heading\":2},"
            "{\"at\":25,\"page\":4,\"record\":2,\"part\":\"1.1\"}]");
  qn_place place = place_of(0);
  assert_true(place.line == 0 && place.column == 0 && place.heading.size == 0);
  place = place_of(15);
  assert_true(place.line == 9 && place.column == 0);
  check_string(place.heading, "Tides \xc3\xa4");
  check_string(place.anchor, "t\xc3\xa4");
  place = place_of(26);
  assert_true(place.line == 12 && place.page == 4 && place.record == 2);
  check_string(place.heading, "Moons");
  check_string(place.part, "1.1");
  close_all();
}

static void headings_of_markdown_are_lines(void **state) {
  (void)state;
  open_with("intro\n## One ##\ntext\n```\n# code\n```\n# Two\nmore",
            "[{\"at\":0,\"line\":1,\"offset\":0,\"markdown\":true}]");
  check_string(place_of(2).heading, "");
  check_string(place_of(10).heading, "One"); /* within it */
  check_string(place_of(27).heading, "One"); /* code */
  check_string(place_of(46).heading, "Two");
  close_all();
  open_with("# One\ntext\n# Two\nmore", "[{\"at\":0,\"markdown\":true},{\"at\":6,\"line\":2,\"under\":0}]");
  check_string(place_of(8).heading, "One");
  check_string(place_of(18).heading, "Two");
  close_all();
}

static void a_long_heading_is_cut_at_a_character(void **state) {
  (void)state;
  char text[400] = "# x";
  for (size_t i = 3; i + 2 < sizeof text; i += 2)
    memcpy(text + i, "\xc3\xa4", 3);
  open_with(text, "[{\"at\":0,\"markdown\":true}]");
  assert_int_equal(place_of(300).heading.size, 199);
  close_all();
}

static void a_map_that_is_not_of_the_text_does_no_harm(void **state) {
  (void)state;
  open_with("\xe4\xb8\xad\xe6\x96\x87", "[{\"at\":1,\"line\":1,\"offset\":9007199254740992,\"heading\":1},"
                                        "{\"at\":2,\"under\":9007199254740992,\"markdown\":true}]");
  for (uint64_t i = 0; i < 8; i++)
    assert_int_equal(place_of(i).heading.size, 0);
  close_all();
}

static void without_a_map_nothing_is_known(void **state) {
  (void)state;
  open_with("text", "");
  const qn_place place = place_of(2);
  assert_true(place.line == 0 && place.column == 0 && !place.has_offset && place.record == 0 && place.page == 0);
  check_string(place.heading, "");
  qn_place other;
  qn_error error;
  assert_int_equal(qn_searcher_place(opened.searcher, 7, 0, &other, &error), QN_INVALID);
  close_all();
}

static void reports_out_of_memory(void **state) {
  (void)state;
  open_with("# Tides\ntext", "[{\"at\":0,\"line\":1,\"offset\":0,\"markdown\":true}]");
  qn_place place;
  qn_error error;
  for (long i = 0; i < 100; i++) {
    qn__memory_fail_after(i);
    const qn_status status = qn_searcher_place(opened.searcher, 0, 9, &place, &error);
    qn__memory_fail_after(-1);
    if (status == QN_OK && i > 0)
      break;
    assert_int_equal(status, QN_NO_MEMORY);
  }
  check_string(place_of(9).heading, "Tides");
  close_all();
}

static void an_underlined_line_is_a_heading_also_where_it_is_found_itself(void **state) {
  (void)state;
  open_with("Tides  \n=====\nebb\n\nMoons\n---\nfull", "[{\"at\":0,\"line\":1,\"offset\":0,\"markdown\":true}]");
  check_string(place_of(0).heading, "Tides");
  check_string(place_of(3).heading, "Tides");
  check_string(place_of(15).heading, "Tides");
  check_string(place_of(20).heading, "Moons");
  check_string(place_of(30).heading, "Moons");
  check_string(place_of(1000).heading, "Moons");
  close_all();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_columns_and_offsets_are_counted),
      cmocka_unit_test(lines_alone_are_counted_without_offsets),
      cmocka_unit_test(lines_of_a_record_are_counted_as_far_as_it_has_them),
      cmocka_unit_test(the_number_of_a_record_is_at_the_end_of_its_id),
      cmocka_unit_test(a_heading_holds_on_to_the_next),
      cmocka_unit_test(headings_of_markdown_are_lines),
      cmocka_unit_test(an_underlined_line_is_a_heading_also_where_it_is_found_itself),
      cmocka_unit_test(a_long_heading_is_cut_at_a_character),
      cmocka_unit_test(a_map_that_is_not_of_the_text_does_no_harm),
      cmocka_unit_test(without_a_map_nothing_is_known),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
