/* SPDX-License-Identifier: MIT */
/* test_command_delete.c: ids from the command line or a list. */
#include "unit/run_command.h"

static const char *const texts[] = {"one", "two", "three"};

static void deletes_what_is_named(void **state) {
  (void)state;
  char *dir = index_of(texts, 3);
  command_output result = RUN_COMMAND(command_delete, NULL, "-i", dir, "--no-sync", "1", "3");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "quern: 2 articles deleted; the index has 1 article in "));
  assert_int_equal(index_info(dir).n_articles, 1);
  remove_tree(dir);
}

static void reports_ids_that_are_not_there(void **state) {
  (void)state;
  char *dir = index_of(texts, 3), id[600];
  memset(id, 'x', sizeof id - 1);
  id[sizeof id - 1] = '\0';
  command_output result = RUN_COMMAND(command_delete, NULL, "-i", dir, "--no-sync", "7", "2", id);
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(strstr(result.messages, "quern: no article has the id \"7\"\n"));
  assert_int_equal(index_info(dir).n_articles, 2);
  remove_tree(dir);
}

static void ids_can_come_from_a_list(void **state) {
  (void)state;
  char *dir = index_of(texts, 3);
  assert_int_equal(RUN_COMMAND(command_delete, "1\n\n2\r\n", "-i", dir, "--ids-from", "-").exit, EXIT_DONE);
  assert_int_equal(index_info(dir).n_articles, 1);
  remove_tree(dir);
}

static void a_list_that_cannot_be_read_deletes_nothing(void **state) {
  (void)state;
  char *dir = index_of(texts, 3);
  assert_int_equal(RUN_COMMAND(command_delete, NULL, "-i", dir, "--ids-from", "no/list").exit, EXIT_SYSTEM);
  assert_int_equal(index_info(dir).n_articles, 3);
  remove_tree(dir);
}

static void deletes_what_a_query_finds(void **state) {
  (void)state;
  char *dir = index_of(texts, 3);
  command_output result = RUN_COMMAND(command_delete, NULL, "-i", dir, "--no-sync", "--query", "one OR three");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "quern: 2 articles deleted; the index has 1 article in "));
  assert_int_equal(index_info(dir).n_articles, 1);
  result = RUN_COMMAND(command_delete, NULL, "-i", dir, "--no-sync", "--query", "one");
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_int_equal(index_info(dir).n_articles, 1);
  remove_tree(dir);
}

static void a_dry_run_prints_ids_and_deletes_nothing(void **state) {
  (void)state;
  char *dir = index_of(texts, 3);
  command_output result = RUN_COMMAND(command_delete, NULL, "-i", dir, "--dry-run", "--query", "two");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(result.out, "2\n");
  assert_string_equal(result.messages, "quern: 1 article would be deleted\n");
  result = RUN_COMMAND(command_delete, NULL, "-i", dir, "--dry-run", "1", "7");
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_string_equal(result.out, "1\n");
  assert_int_equal(index_info(dir).n_articles, 3);
  remove_tree(dir);
}

static void a_query_with_a_slip_deletes_nothing_if_that_is_asked_for(void **state) {
  (void)state;
  char *dir = index_of(texts, 3);
  command_output result = RUN_COMMAND(command_delete, NULL, "-i", dir, "--strict", "--query", "(one");
  assert_int_equal(result.exit, EXIT_USAGE);
  assert_int_equal(index_info(dir).n_articles, 3);
  result = RUN_COMMAND(command_delete, NULL, "-i", dir, "--query", "(one");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "it ends with the query\n"));
  assert_int_equal(index_info(dir).n_articles, 2);
  remove_tree(dir);
}

static void ids_or_a_query_choose_and_not_both(void **state) {
  (void)state;
  assert_int_equal(RUN_COMMAND(command_delete, NULL, "-i", "dir", "--query", "one", "2").exit, EXIT_USAGE);
  assert_int_equal(RUN_COMMAND(command_delete, NULL, "-i", "dir", "--query", "x", "--ids-from", "-").exit, EXIT_USAGE);
  assert_int_equal(RUN_COMMAND(command_delete, NULL, "-i", "dir", "--strict", "2").exit, EXIT_USAGE);
}

static void zero_bytes_end_the_ids_of_a_file_alone(void **state) {
  (void)state;
  char *dir = index_of(texts, 3);
  command_output result = RUN_COMMAND(command_delete, NULL, "-i", dir, "--null", "1");
  assert_int_equal(result.exit, EXIT_USAGE);
  assert_non_null(strstr(result.messages, "--null is for --ids-from, which names the file of ids\n"));
  assert_int_equal(RUN_COMMAND(command_delete, NULL, "-i", dir, "-0", "--query", "one").exit, EXIT_USAGE);
  assert_int_equal(index_info(dir).n_articles, 3);
  remove_tree(dir);
}

static void ids_must_be_named(void **state) {
  (void)state;
  assert_int_equal(RUN_COMMAND(command_delete, NULL, "-i", "dir").exit, EXIT_USAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(deletes_what_is_named),
      cmocka_unit_test(reports_ids_that_are_not_there),
      cmocka_unit_test(ids_can_come_from_a_list),
      cmocka_unit_test(a_list_that_cannot_be_read_deletes_nothing),
      cmocka_unit_test(deletes_what_a_query_finds),
      cmocka_unit_test(a_dry_run_prints_ids_and_deletes_nothing),
      cmocka_unit_test(a_query_with_a_slip_deletes_nothing_if_that_is_asked_for),
      cmocka_unit_test(ids_or_a_query_choose_and_not_both),
      cmocka_unit_test(zero_bytes_end_the_ids_of_a_file_alone),
      cmocka_unit_test(ids_must_be_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
