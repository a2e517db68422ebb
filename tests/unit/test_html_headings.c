/* SPDX-License-Identifier: MIT */
/* test_html_headings.c: headings of a page, with their anchors, become places of its source map. */
#include "support/support.h"

#include "articles/html_headings.h"

#include <stdlib.h>
#include <string.h>

/* The map of a page of which `own` bytes are the article's. */
static void check_map(qn__html_headings *headings, size_t own, size_t size, const char *expected) {
  const qn__html_layout layout = {{{.end = own}, {.end = size}, {.end = size}}};
  qn__buffer map;
  qn__buffer_init(&map);
  qn__html_headings_map(headings, &layout, &map);
  assert_in_range(map.size, 0, qn__html_headings_map_size(headings));
  assert_int_equal(map.size, strlen(expected));
  if (map.size > 0)
    assert_memory_equal(map.data, expected, map.size);
  qn__buffer_clear(&map);
  qn__html_headings_clear(headings);
}

static void headings_are_in_the_order_of_the_text(void **state) {
  (void)state;
  qn__html_headings headings = {.list = {.size = 0}};
  qn__html_headings_add(&headings, 4, 2, "menu");
  qn__html_headings_add(&headings, 20, 1, "a\"\\\n");
  qn__html_headings_add(&headings, 40, 3, NULL);
  qn__html_headings_add(&headings, 60, 3, "never placed");
  qn__html_headings_place(&headings, 20, 0);
  qn__html_headings_place(&headings, 40, 30);
  qn__html_headings_place(&headings, 4, 55);
  qn__html_headings_place(&headings, 5, 70); /* it is not a heading */
  check_map(&headings, 50, 90,
            "[{\"at\":0,\"headings\":\"A\"},{\"at\":0,\"heading\":1,\"anchor\":\"a\\\"\\\\ \"},"
            "{\"at\":50,\"own\":false},{\"at\":55,\"heading\":2,\"anchor\":\"menu\"}]");
}

static void without_headings_the_end_of_the_article_is_left(void **state) {
  (void)state;
  qn__html_headings headings = {.list = {.size = 0}};
  check_map(&headings, 50, 90, "[{\"at\":0},{\"at\":50,\"own\":false}]");
  check_map(&headings, 0, 90, "[{\"at\":0,\"own\":false}]");
  check_map(&headings, 0, 0, "");
}

static void short_sections_of_many_are_left_out(void **state) {
  (void)state;
  qn__html_headings headings = {.list = {.size = 0}};
  for (size_t i = 0; i < 9; i++) {
    qn__html_headings_add(&headings, i, 2, NULL);
    qn__html_headings_place(&headings, i, i < 7 ? i * 20 : i * 1000);
  }
  check_map(&headings, 9000, 9000, "[{\"at\":0,\"headings\":\"c+esSrS\"}]");
}

static void there_is_an_end_to_what_is_kept(void **state) {
  (void)state;
  qn__html_headings headings = {.list = {.size = 0}};
  char anchor[QN__HTML_ANCHOR_MAX + 2];
  memset(anchor, 'x', sizeof anchor - 1);
  anchor[sizeof anchor - 1] = '\0';
  qn__html_headings_add(&headings, 0, 1, anchor);
  for (size_t i = 1; i < QN__HTML_HEADINGS_MAX + 10; i++)
    qn__html_headings_add(&headings, i, 2, "");
  for (size_t i = 1; i < QN__HTML_HEADINGS_MAX - 1; i++)
    qn__html_headings_place(&headings, i, SIZE_MAX);
  qn__html_headings_place(&headings, 0, 1);
  qn__html_headings_place(&headings, QN__HTML_HEADINGS_MAX - 1, 2);
  qn__html_headings_place(&headings, QN__HTML_HEADINGS_MAX, 3);
  check_map(&headings, 9, 9, "[{\"at\":0,\"headings\":\"$$\"}]");
}

static void parts_have_their_lines(void **state) {
  (void)state;
  qn__html_headings headings = {.list = {.size = 0}};
  qn__html_layout layout = {{{.end = 1000}, {.end = 1000}, {.end = 1100, .lines = {.first = 3}}}};
  qn__buffer map;
  qn__buffer_init(&map);
  qn__line_steps_begin(&layout.parts[0].lines, 0);
  qn__line_steps_add(&layout.parts[0].lines, 7);
  qn__line_steps_add(&layout.parts[0].lines, 9);
  qn__html_headings_add(&headings, 1, 1, NULL);
  qn__html_headings_place(&headings, 1, 1003);
  qn__html_headings_map(&headings, &layout, &map);
  qn__buffer_u8(&map, '\0');
  assert_string_equal((const char *)map.data, "[{\"at\":0,\"line\":7,\"every\":640,\"steps\":\"%\"},"
                                              "{\"at\":1000,\"own\":false,\"line\":3,\"headings\":\"&\"}]");
  qn__buffer_clear(&map);
  qn__line_steps_clear(&layout.parts[0].lines);
  qn__html_headings_clear(&headings);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(headings_are_in_the_order_of_the_text),
      cmocka_unit_test(without_headings_the_end_of_the_article_is_left),
      cmocka_unit_test(short_sections_of_many_are_left_out),
      cmocka_unit_test(there_is_an_end_to_what_is_kept),
      cmocka_unit_test(parts_have_their_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
