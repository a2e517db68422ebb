/* SPDX-License-Identifier: MIT */
/* test_command_salvage.c: the new index, the list of what is lost, and the exit status. */
#include "unit/run_command.h"

#include <dirent.h>
#include <stdio.h>

static const char *const texts[] = {"one", "two words", "three more words"};

/* The path of the one segment of an index. */
static char *segment_in(const char *dir) {
  DIR *entries = opendir(dir);
  char *path = NULL;
  assert_non_null(entries);
  for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries))
    if (strstr(entry->d_name, ".segment") != NULL)
      path = path_in(dir, entry->d_name);
  closedir(entries);
  assert_non_null(path);
  return path;
}

static void a_whole_index_is_copied(void **state) {
  (void)state;
  char *dir = index_of(texts, 3), *parent = make_temp_dir(), *new_dir = path_in(parent, "new");
  command_output result = RUN_COMMAND(command_salvage, NULL, "-i", dir, "--no-sync", new_dir);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(result.out, "");
  assert_non_null(strstr(result.messages, "quern: 3 articles salvaged, 0 lost; the index has 3 articles in "));
  assert_int_equal(index_info(new_dir).n_articles, 3);
  free(new_dir);
  remove_tree(parent);
  remove_tree(dir);
}

static void what_is_lost_is_listed(void **state) {
  (void)state;
  char *dir = index_of(texts, 3), *parent = make_temp_dir(), *new_dir = path_in(parent, "new");
  char *segment = segment_in(dir);
  damage_file(segment, 20); /* of a single chunk */
  command_output result = RUN_COMMAND(command_salvage, NULL, "-i", dir, "--no-sync", new_dir);
  assert_int_equal(result.exit, EXIT_DAMAGED);
  assert_non_null(strstr(result.out, segment));
  assert_memory_equal(result.out, "3 articles: ", 12);
  assert_non_null(strstr(result.messages, "quern: 0 articles salvaged, 3 lost; the index has 0 articles in "));
  free(segment);
  free(new_dir);
  remove_tree(parent);
  remove_tree(dir);
}

static void one_new_directory_must_be_named(void **state) {
  (void)state;
  char *dir = index_of(texts, 1), *other = index_of(texts, 2);
  assert_int_equal(RUN_COMMAND(command_salvage, NULL, "-i", dir).exit, EXIT_USAGE);
  assert_int_equal(RUN_COMMAND(command_salvage, NULL, "-i", dir, "a", "b").exit, EXIT_USAGE);
  assert_int_equal(RUN_COMMAND(command_salvage, NULL, "-i", dir, other).exit, EXIT_USAGE);
  assert_int_equal(index_info(other).n_articles, 2);
  remove_tree(dir);
  remove_tree(other);
}

static void an_index_must_be_there(void **state) {
  (void)state;
  char *empty = make_temp_dir(), *new_dir = path_in(empty, "new");
  assert_int_equal(RUN_COMMAND(command_salvage, NULL, "-i", "no/index", "--no-sync", new_dir).exit, EXIT_NO_INDEX);
  free(new_dir);
  remove_tree(empty);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_whole_index_is_copied),
      cmocka_unit_test(what_is_lost_is_listed),
      cmocka_unit_test(one_new_directory_must_be_named),
      cmocka_unit_test(an_index_must_be_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
