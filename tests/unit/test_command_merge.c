/* SPDX-License-Identifier: MIT */
/* test_command_merge.c: whole indexes are added, unless their settings differ. */
#include "unit/run_command.h"
#include "unit/source_files.h"

static const char *const texts[] = {"one", "two words", "three more words"};

static void indexes_are_added(void **state) {
  (void)state;
  char *dir = index_of(texts, 1), *second = index_of(texts, 2), *third = index_of(texts, 3);
  command_output result = RUN_COMMAND(command_merge, NULL, "-i", dir, "--no-sync", second, third);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "quern: 2 indexes merged; the index has 3 articles in "));
  remove_tree(dir);
  remove_tree(second);
  remove_tree(third);
}

/* An index of an article of the file /n/a. */
static char *index_of_file(const char *id) {
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/a", id);
  commit_and_close(writer);
  return dir;
}

/* Merges an index into another after damage to the records of either or both. */
static void assert_merged_without(bool own, bool other) {
  char *dirs[] = {index_of_file("a"), index_of_file("b")};
  const bool damaged[] = {own, other};
  for (int i = 0; i < 2; i++) {
    char *records = records_of(dirs[i]);
    if (damaged[i])
      damage_file(records, 20);
    free(records);
  }
  command_output result = RUN_COMMAND(command_merge, NULL, "-i", dirs[0], "--no-sync", dirs[1]);
  assert_int_equal(result.exit, own || other ? EXIT_DAMAGED : EXIT_DONE);
  assert_true((strstr(result.messages, "what was known of files is lost") != NULL) == (own || other));
  assert_true((strstr(result.messages, "(and the records of 1 more)") != NULL) == (own && other));
  assert_non_null(strstr(result.messages, "1 index merged; the index has 2 articles"));
  assert_ids(dirs[0], "a b ");
  assert_sources(dirs[0], own && other ? "" : own || other ? "/n/a " : "/n/a? ");
  remove_tree(dirs[0]);
  remove_tree(dirs[1]);
}

static void damaged_records_of_files_are_left_out_and_reported(void **state) {
  (void)state;
  assert_merged_without(false, false);
  assert_merged_without(true, false);
  assert_merged_without(false, true);
  assert_merged_without(true, true);
}

/* An index that has no records is like any other. */
static void damaged_records_are_left_out_whatever_is_merged(void **state) {
  (void)state;
  char *dir = index_of_file("a"), *other = index_of(texts, 2), *records = records_of(dir);
  damage_file(records, 20);
  command_output result = RUN_COMMAND(command_merge, NULL, "-i", dir, "--no-sync", other);
  assert_int_equal(result.exit, EXIT_DAMAGED);
  assert_non_null(strstr(result.messages, "what was known of files is lost"));
  assert_sources(dir, "");
  free(records);
  remove_tree(dir);
  remove_tree(other);
}

static void other_settings_are_refused_as_usage(void **state) {
  (void)state;
  char *dir = index_of(texts, 1), *other = make_temp_dir();
  RUN_COMMAND(command_add, "{\"id\":\"7\",\"text\":\"x\"}\n", "-i", other, "--title-weight", "3", "-");
  command_output result = RUN_COMMAND(command_merge, NULL, "-i", dir, other);
  assert_int_equal(result.exit, EXIT_USAGE);
  assert_int_equal(index_info(dir).n_articles, 1);
  remove_tree(dir);
  remove_tree(other);
}

static void indexes_must_be_named_and_be_there(void **state) {
  (void)state;
  char *dir = index_of(texts, 1);
  assert_int_equal(RUN_COMMAND(command_merge, NULL, "-i", dir).exit, EXIT_USAGE);
  assert_int_equal(RUN_COMMAND(command_merge, NULL, "-i", dir, "no/index").exit, EXIT_NO_INDEX);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(indexes_are_added),
      cmocka_unit_test(damaged_records_of_files_are_left_out_and_reported),
      cmocka_unit_test(damaged_records_are_left_out_whatever_is_merged),
      cmocka_unit_test(other_settings_are_refused_as_usage),
      cmocka_unit_test(indexes_must_be_named_and_be_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
