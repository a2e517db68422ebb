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

static void lost_records_of_files_are_reported(void **state) {
  (void)state;
  char *dir = index_of_file("a"), *other = index_of_file("b"), *records = records_of(dir);
  damage_file(records, 20);
  command_output result = RUN_COMMAND(command_merge, NULL, "-i", dir, "--no-sync", other);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "what was known of files is lost"));
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
      cmocka_unit_test(lost_records_of_files_are_reported),
      cmocka_unit_test(other_settings_are_refused_as_usage),
      cmocka_unit_test(indexes_must_be_named_and_be_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
