/* SPDX-License-Identifier: MIT */
/* test_command_show.c: an article is printed whole, and the words of a query are marked in it. */
#include "unit/run_command.h"

static char *make_index(void) {
  char *dir = make_temp_dir();
  const qn_article articles[] = {{.id = string_of("a"),
                                  .title = string_of("Tides of the moon"),
                                  .text = string_of("The moon\r\nmoves\ttides.\x1b"),
                                  .url = string_of("https://e.org/a"),
                                  .date = string_of("2025-06"),
                                  .language = string_of("en"),
                                  .fields = string_of("{\"n\":1}")},
                                 {.id = string_of("b"), .text = string_of("no title\n")},
                                 {.id = string_of("c"), .title = string_of("no text")}};
  add_articles(dir, articles, 3, NULL);
  return dir;
}

static void all_of_an_article_is_printed(void **state) {
  (void)state;
  char *dir = make_index();
  command_output result = RUN_COMMAND(command_show, NULL, "-i", dir, "a");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(result.out, "Tides of the moon\n\nid      a\nurl     https://e.org/a\ndate    2025-06\n"
                                  "lang    en\nfields  {\"n\":1}\n\nThe moon\nmoves\ttides.\xef\xbf\xbd\n");
  remove_tree(dir);
}

static void articles_follow_each_other(void **state) {
  (void)state;
  char *dir = make_index();
  command_output result = RUN_COMMAND(command_show, NULL, "-i", dir, "b", "c");
  assert_string_equal(result.out, "id      b\n\nno title\n\nno text\n\nid      c\n");
  remove_tree(dir);
}

static void words_of_the_query_are_marked(void **state) {
  (void)state;
  char *dir = make_index();
  command_output result =
      RUN_COMMAND(command_show, NULL, "-i", dir, "--query", "\"the moon\" OR tide", "--color", "always", "a");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.out, "\033[1;4mTides\033[0m\033[1m of \033[0m\033[1;4mthe moon\033[0m\n\n"));
  assert_non_null(strstr(result.out, "\n\033[1;31mThe moon\033[0m\nmoves\t\033[1;31mtides\033[0m"));
  remove_tree(dir);
}

static void what_is_not_there_is_named(void **state) {
  (void)state;
  char *dir = make_index();
  command_output result = RUN_COMMAND(command_show, NULL, "-i", dir, "x", "b");
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_string_equal(result.messages, "quern: no article has the id \"x\"\n");
  assert_string_equal(result.out, "id      b\n\nno title\n");
  assert_int_equal(RUN_COMMAND(command_show, NULL, "-i", dir).exit, EXIT_USAGE);
  assert_int_equal(RUN_COMMAND(command_show, NULL, "-i", dir, "--strict", "b").exit, EXIT_USAGE);
  result = RUN_COMMAND(command_show, NULL, "-i", dir, "--query", "(moon", "--strict", "b");
  assert_int_equal(result.exit, EXIT_USAGE);
  assert_string_equal(result.out, "");
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_of_an_article_is_printed),
      cmocka_unit_test(articles_follow_each_other),
      cmocka_unit_test(words_of_the_query_are_marked),
      cmocka_unit_test(what_is_not_there_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
