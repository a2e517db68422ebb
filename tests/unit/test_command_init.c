/* SPDX-License-Identifier: MIT */
/* test_command_init.c: an index for a folder. */
#include "unit/run_command.h"

static void the_index_is_in_the_folder(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, ".quern"), expected[400];
  snprintf(expected, sizeof expected, "quern: made an index in %s, found from there and from below\n", index);
  command_output result = RUN_COMMAND(command_init, NULL, "--lang", "de", "--title-weight", "3", dir);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(result.messages, expected);
  assert_int_equal(index_info(index).n_articles, 0);
  assert_int_equal(index_info(index).title_weight, 3);
  assert_string_equal(index_info(index).language, "de");
  free(index);
  remove_tree(dir);
}

static void an_index_that_exists_stays_as_it_is(void **state) {
  (void)state;
  const char *const text = "some words";
  char *dir = index_of(&text, 1), expected[400];
  snprintf(expected, sizeof expected, "quern: %s is an index already: 1 article\n", dir);
  const uint64_t generation = index_info(dir).generation;
  command_output result = RUN_COMMAND(command_init, NULL, "-i", dir);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(result.messages, expected);
  assert_int_equal(index_info(dir).generation, generation);
  assert_int_equal(RUN_COMMAND(command_init, NULL, "-i", dir, "--title-weight", "7").exit, EXIT_USAGE);
  remove_tree(dir);
}

static void one_folder_is_taken(void **state) {
  (void)state;
  assert_int_equal(RUN_COMMAND(command_init, NULL, "a", "b").exit, EXIT_USAGE);
  assert_int_equal(RUN_COMMAND(command_init, NULL, "-i", "a", "b").exit, EXIT_USAGE);
}

static void a_folder_of_other_files_becomes_no_index(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *file = path_in(dir, "note");
  write_file(file, "x", 1);
  assert_int_equal(RUN_COMMAND(command_init, NULL, "-i", dir).exit, EXIT_NO_INDEX);
  free(file);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_index_is_in_the_folder),
      cmocka_unit_test(an_index_that_exists_stays_as_it_is),
      cmocka_unit_test(one_folder_is_taken),
      cmocka_unit_test(a_folder_of_other_files_becomes_no_index),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
