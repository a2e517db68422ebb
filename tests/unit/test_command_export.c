/* SPDX-License-Identifier: MIT */
/* test_command_export.c: what is exported can be added again. */
#include "unit/run_command.h"

#include <dirent.h>
#include <stdio.h>

static void add_plain_article(const char *dir, const char *id, const char *text) {
  qn_writer *writer = open_writer_in(dir, NULL);
  add_plain(writer, id, text);
  commit_and_close(writer);
}

static void every_part_is_exported(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const qn_article article = {.id = string_of("a\"b"),
                              .title = string_of("T\x1b"),
                              .text = string_of("x\r\ny"),
                              .url = string_of("u"),
                              .date = string_of("2025-06"),
                              .language = string_of("de"),
                              .fields = string_of("{\"n\":1}")};
  add_articles(dir, &article, 1, NULL);
  command_output result = RUN_COMMAND(command_export, NULL, "-i", dir);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(result.out,
                      "{\"id\":\"a\\\"b\",\"title\":\"T\\u001b\",\"url\":\"u\",\"date\":\"2025-06\",\"lang\":\"de\","
                      "\"text\":\"x\\r\\ny\",\"n\":1}\n");
  remove_tree(dir);
}

static void an_export_added_again_gives_the_same_export(void **state) {
  (void)state;
  static const char *const texts[] = {"one", "two words", "Straße\t\"3\""};
  char *dir = index_of(texts, 3), *copy = make_temp_dir();
  char *exported = strdup(RUN_COMMAND(command_export, NULL, "-i", dir).out);
  assert_int_equal(RUN_COMMAND(command_add, exported, "-i", copy, "-").exit, EXIT_DONE);
  assert_string_equal(RUN_COMMAND(command_export, NULL, "-i", copy).out, exported);
  free(exported);
  remove_tree(dir);
  remove_tree(copy);
}

static void a_query_chooses_what_is_exported(void **state) {
  static const char *const texts[] = {"one", "two", "one two"};
  (void)state;
  char *dir = index_of(texts, 3);
  command_output result = RUN_COMMAND(command_export, NULL, "-i", dir, "--query", "one");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(result.out, "{\"id\":\"1\",\"title\":\"\",\"text\":\"one\"}\n"
                                  "{\"id\":\"3\",\"title\":\"\",\"text\":\"one two\"}\n");
  assert_int_equal(RUN_COMMAND(command_export, NULL, "-i", dir, "--query", "three").exit, EXIT_NEGATIVE);
  assert_int_equal(RUN_COMMAND(command_export, NULL, "-i", dir, "--strict").exit, EXIT_USAGE);
  remove_tree(dir);
}

/* The long text is in the first chunk of the file; the tables of the store are in others. */
static void unreadable_articles_are_left_out_and_counted(void **state) {
  (void)state;
  enum { SIZE = 60000 };
  char *dir = make_temp_dir(), *text = calloc(SIZE + 1, 1), name[300] = "";
  random_source random = random_start("damaged export", 74);
  for (size_t i = 0; i < SIZE; i++)
    text[i] = i % 9 == 8 ? ' ' : (char)('a' + random_below(&random, 26));
  add_plain_article(dir, "long", text);
  DIR *entries = opendir(dir);
  for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries))
    if (strstr(entry->d_name, ".segment") != NULL)
      snprintf(name, sizeof name, "%s", entry->d_name);
  closedir(entries);
  add_plain_article(dir, "short", "whole");
  char *path = path_in(dir, name);
  damage_file(path, 100);
  command_output result = RUN_COMMAND(command_export, NULL, "-i", dir);
  assert_int_equal(result.exit, EXIT_DAMAGED);
  assert_string_equal(result.out, "{\"id\":\"short\",\"title\":\"\",\"text\":\"whole\"}\n");
  assert_non_null(strstr(result.messages, path));
  assert_non_null(strstr(result.messages, "quern: 1 article of "));
  result = RUN_COMMAND(command_export, NULL, "-i", dir, "--query", "id:long OR id:short");
  assert_int_equal(result.exit, EXIT_DAMAGED);
  assert_string_equal(result.out, "{\"id\":\"short\",\"title\":\"\",\"text\":\"whole\"}\n");
  assert_non_null(strstr(result.messages, "quern: 1 article of "));
  free(path);
  free(text);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_part_is_exported),
      cmocka_unit_test(an_export_added_again_gives_the_same_export),
      cmocka_unit_test(a_query_chooses_what_is_exported),
      cmocka_unit_test(unreadable_articles_are_left_out_and_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
