/* SPDX-License-Identifier: MIT */
/* test_format_brief.c: a line for each article, which fits the terminal. */
#include "unit/printed_answer.h"

static found_article titled(const char *title, const char *date, const char *id) {
  found_article found = found_id(id);
  found.article.title = qn_string_of(title);
  found.article.date = qn_string_of(date);
  return found;
}

/* The lines after the first, which says how many there are. */
static void assert_lines(const cli_terminal *terminal, found_article *found, size_t n, const char *expected) {
  const tool_options options = options_of("brief");
  char *printed = print_found(&options, terminal, found, n);
  assert_string_equal(strchr(printed, '\n') + 1, expected);
  free(printed);
}

static void a_line_has_rank_title_day_and_id(void **state) {
  (void)state;
  const cli_terminal plain = {.width = 0};
  found_article found[] = {titled("Two tides", "2024-10-20T10:00", "tides.txt"), titled("", "2024", "no-title.txt"),
                           titled("Bread", "", "bread.txt")};
  assert_lines(&plain, found, 3, "1. Two tides  2024-10-20  tides.txt\n2. no-title.txt  2024\n3. Bread  bread.txt\n");
}

static void the_parts_have_styles(void **state) {
  (void)state;
  const cli_terminal colored = {.color = true, .width = 0};
  const qn_range marked = {4, 9};
  found_article found[] = {titled("Two tides", "2024", "a")};
  found[0].title_ranges = &marked;
  found[0].n_title_ranges = 1;
  assert_lines(&colored, found, 1,
               "1. \033[1mTwo \033[0m\033[1;4mtides\033[0m  \033[32m2024\033[0m  \033[36ma\033[0m\n");
}

static void a_line_is_never_wider_than_the_terminal(void **state) {
  (void)state;
  const char *const expected[][2] = {
      {"49", "1. A title of words and more words  2024  a/b.txt\n"},
      {"48", "1. A title of words and more wor…  2024  a/b.txt\n"},
      {"42", "1. A title of words and mo…  2024  a/b.txt\n"},
      {"41", "1. A title of words and more wo…  a/b.txt\n"},
      {"36", "1. A title of words and mo…  a/b.txt\n"},
      {"34", "1. A title of words and mo…  ….txt\n"},
      {"25", "1. A title of words and …\n"},
      {"20", "1. A title of words…\n"},
  };
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    const cli_terminal narrow = {.width = (size_t)atoi(expected[i][0])};
    found_article found[] = {titled("A title of words and more words", "2024", "a/b.txt")};
    assert_lines(&narrow, found, 1, expected[i][1]);
  }
}

static void a_short_title_leaves_its_room_to_a_long_id(void **state) {
  (void)state;
  const cli_terminal narrow = {.width = 30};
  found_article found[] = {titled("Tides", "2024", "folder/folder/folder/tides.txt")};
  assert_lines(&narrow, found, 1, "1. Tides  …er/folder/tides.txt\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_has_rank_title_day_and_id),
      cmocka_unit_test(the_parts_have_styles),
      cmocka_unit_test(a_line_is_never_wider_than_the_terminal),
      cmocka_unit_test(a_short_title_leaves_its_room_to_a_long_id),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
