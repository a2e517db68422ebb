/* SPDX-License-Identifier: MIT */
/* test_adding.c: paths to articles: what has a record, and what has none. */
#include "tool/adding.h"

#include "unit/folder_tree.h"
#include "unit/run_command.h"

static bool count_source(void *context, const qn_source *source) {
  size_t *n = context;
  assert_true(source->n_articles > 0);
  ++*n;
  return true;
}

static size_t sources_of(const char *dir) {
  qn_index *index;
  qn_error error;
  size_t n = 0;
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(qn_index_each_source(index, count_source, &n, &error), error);
  qn_index_close(index);
  return n;
}

static void files_have_records_and_standard_input_has_none(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, "index"), *file = path_in(dir, "a.txt");
  make_file(dir, "a.txt");
  RUN_COMMAND(command_add, "words", "-i", index, "-");
  assert_int_equal(sources_of(index), 0);
  RUN_COMMAND(command_add, "words", "-i", index, "-", "/dev/stdin", file);
  assert_int_equal(sources_of(index), 1);
  assert_int_equal(index_info(index).n_articles, 3);
  free(file);
  free(index);
  remove_tree(dir);
}

static void an_id_that_two_files_give_is_that_of_the_last_one(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir(), *second = path_in(dir, "b.jsonl");
  make_file_of(dir, "a.jsonl", "{\"id\":\"1\",\"text\":\"first\"}");
  make_file_of(dir, "b.jsonl", "{\"id\":\"1\",\"text\":\"second\"}");
  RUN_COMMAND(command_add, NULL, "-i", index, dir);
  assert_non_null(strstr(RUN_COMMAND(command_export, NULL, "-i", index).out, "second"));
  remove(second);
  RUN_COMMAND(command_add, NULL, "-i", index, "--sync", dir);
  RUN_COMMAND(command_add, NULL, "-i", index, dir);
  command_output result = RUN_COMMAND(command_export, NULL, "-i", index);
  assert_non_null(strstr(result.out, "first"));
  assert_null(strstr(result.out, "second"));
  free(second);
  remove_tree(dir);
  remove_tree(index);
}

static void commits_on_the_way_leave_whole_records(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir();
  make_file_of(dir, "a.jsonl",
               "{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\",\"text\":\"y\"}\n{\"id\":\"3\",\"text\":\"z\"}\n");
  RUN_COMMAND(command_add, NULL, "-i", index, "--commit-every", "1", dir);
  assert_int_equal(index_info(index).generation, 4);
  make_file_of(dir, "a.jsonl", "{\"id\":\"3\",\"text\":\"x\"}\n");
  RUN_COMMAND(command_add, NULL, "-i", index, "--commit-every", "1", dir);
  assert_int_equal(index_info(index).n_articles, 1);
  assert_int_equal(sources_of(index), 1);
  remove_tree(dir);
  remove_tree(index);
}

static command_output add_file(const char *dir, const char *index, const char *name, const char *text) {
  make_file_of(dir, name, text);
  return RUN_COMMAND(command_add, NULL, "-i", index, dir);
}

static void a_fault_in_a_file_costs_none_of_the_articles_after_it(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir();
  add_file(dir, index, "a.json", "[{\"id\":\"1\",\"text\":\"x\"},{\"id\":\"2\",\"text\":\"y\"}]");
  assert_int_equal(add_file(dir, index, "a.json", "[{\"id\":\"1\",\"text\":\"new\"},{\"id\":\"2\",").exit,
                   EXIT_NEGATIVE);
  assert_int_equal(index_info(index).n_articles, 2);
  assert_int_equal(add_file(dir, index, "a.json", "[{\"id\":\"1\",\"text\":\"newest\"}]").exit, EXIT_DONE);
  assert_int_equal(index_info(index).n_articles, 1);
  remove_tree(dir);
  remove_tree(index);
}

/* An article of many different words, on the heap. */
static char *large_article(void) {
  enum { N_WORDS = 150000 };
  char *text = malloc(N_WORDS * 8 + 40), *at = text + sprintf(text, "{\"id\":\"1\",\"text\":\"");
  for (int i = 0; i < N_WORDS; i++)
    at += sprintf(at, "w%d ", i);
  strcpy(at, "\"}\n");
  return text;
}

static void an_article_that_is_too_large_stays_as_it_was_until_there_is_memory(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir(), *large = large_article();
  add_file(dir, index, "a.jsonl", "{\"id\":\"1\",\"text\":\"small\"}\n");
  make_file_of(dir, "a.jsonl", large);
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index, "--memory", "64M", dir).exit, EXIT_NEGATIVE);
  assert_non_null(strstr(RUN_COMMAND(command_export, NULL, "-i", index).out, "small"));
  assert_int_equal(RUN_COMMAND(command_add, large, "-i", index, "--memory", "64M", dir, "-").exit, EXIT_NEGATIVE);
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index, dir).exit, EXIT_DONE);
  assert_non_null(strstr(RUN_COMMAND(command_export, NULL, "-i", index).out, "small"));
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index, "--memory", "512M", dir).exit, EXIT_DONE);
  assert_null(strstr(RUN_COMMAND(command_export, NULL, "-i", index).out, "small"));
  free(large);
  remove_tree(dir);
  remove_tree(index);
}

static void a_file_that_was_named_with_options_is_read_with_these_again(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir(), *file = path_in(dir, "a.txt");
  make_file_of(dir, "a.txt", "caf\xe9");
  make_file_of(dir, "b.txt", "th\xe9");
  RUN_COMMAND(command_add, NULL, "-i", index, "--charset", "latin1", file);
  make_file_of(dir, "a.txt", "another caf\xe9");
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index).exit, EXIT_DONE);
  assert_non_null(strstr(RUN_COMMAND(command_export, NULL, "-i", index).out, "another caf\xc3\xa9"));
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index, "--charset", "koi8-r", dir).exit, EXIT_DONE);
  assert_non_null(strstr(RUN_COMMAND(command_export, NULL, "-i", index).out, "another caf\xd0\x98"));
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index, "--charset", "latin1", file).exit, EXIT_DONE);
  make_file_of(dir, "a.txt", "caf\xe9 in a folder");
  make_file_of(dir, "b.txt", "th\xe9 in a folder");
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index).exit, EXIT_DONE);
  command_output result = RUN_COMMAND(command_export, NULL, "-i", index);
  assert_non_null(strstr(result.out, "caf\xc3\xa9 in a folder"));
  assert_non_null(strstr(result.out, "th\xd0\x98 in a folder"));
  free(file);
  remove_tree(dir);
  remove_tree(index);
}

static void an_article_that_moves_into_the_file_being_read_survives_the_commit(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir();
  make_file_of(dir, "a.jsonl", "{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\",\"text\":\"y\"}\n");
  add_file(dir, index, "z.jsonl", "{\"id\":\"3\",\"text\":\"z\"}\n");
  make_file_of(dir, "a.jsonl", "{\"id\":\"2\",\"text\":\"y\"}\n");
  make_file_of(dir, "z.jsonl", "{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"3\",\"text\":\"z\"}\n");
  RUN_COMMAND(command_add, NULL, "-i", index, "--commit-every", "1", dir);
  assert_int_equal(index_info(index).n_articles, 3);
  remove_tree(dir);
  remove_tree(index);
}

static void named_files_that_are_gone_with_their_folder_are_removed_without_being_named_again(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = make_temp_dir(), *folder = path_in(dir, "folder");
  make_folder(dir, "folder");
  make_file(folder, "a.txt");
  make_file(dir, "b.txt");
  char *a = path_in(folder, "a.txt"), *b = path_in(dir, "b.txt");
  RUN_COMMAND(command_add, NULL, "-i", index, a, b);
  assert_int_equal(index_info(index).n_articles, 2);
  remove_tree(folder);
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index).exit, EXIT_NEGATIVE);
  assert_int_equal(index_info(index).n_articles, 2);
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index, "--sync").exit, EXIT_DONE);
  assert_int_equal(index_info(index).n_articles, 1);
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", index, "--sync").exit, EXIT_DONE);
  free(a);
  free(b);
  remove_tree(dir);
  remove_tree(index);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_have_records_and_standard_input_has_none),
      cmocka_unit_test(an_id_that_two_files_give_is_that_of_the_last_one),
      cmocka_unit_test(commits_on_the_way_leave_whole_records),
      cmocka_unit_test(a_fault_in_a_file_costs_none_of_the_articles_after_it),
      cmocka_unit_test(an_article_that_is_too_large_stays_as_it_was_until_there_is_memory),
      cmocka_unit_test(a_file_that_was_named_with_options_is_read_with_these_again),
      cmocka_unit_test(named_files_that_are_gone_with_their_folder_are_removed_without_being_named_again),
      cmocka_unit_test(an_article_that_moves_into_the_file_being_read_survives_the_commit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
