/* SPDX-License-Identifier: MIT */
/* test_index_location.c: which index is meant, and what is said if it cannot be opened. */
#include "cli/index_location.h"

#include "cli/report.h"

#include "unit/folder_tree.h"

static void the_environment_names_the_index(void **state) {
  (void)state;
  setenv("QUERN_INDEX", "/some/where", 1);
  assert_string_equal(cli_default_index(), "/some/where");
  unsetenv("QUERN_INDEX");
}

static void change_to(const char *dir, const char *name) {
  char *path = path_in(dir, name);
  assert_int_equal(chdir(path), 0);
  free(path);
}

static void the_nearest_index_upward_is_meant(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  setenv("QUERN_INDEX", "", 1); /* as none */
  make_folder(dir, "a");
  make_folder(dir, "a/b");
  change_to(dir, "a/b");
  assert_string_equal(cli_default_index(), "./index-data/index");
  make_file(dir, "a/.quern"); /* not a folder */
  assert_string_equal(cli_default_index(), "./index-data/index");
  make_folder(dir, ".quern");
  assert_string_equal(cli_default_index(), "../../.quern");
  make_folder(dir, "a/index-data");
  make_folder(dir, "a/index-data/index");
  assert_string_equal(cli_default_index(), "../index-data/index");
  make_folder(dir, "a/b/.quern");
  assert_string_equal(cli_default_index(), "./.quern");
  change_to(dir, ".");
  assert_string_equal(cli_default_index(), "./.quern");
  assert_int_equal(chdir("/"), 0);
  remove_tree(dir);
}

static void opens_an_index(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const char *const text = "some words", *const dirs[] = {dir};
  qn_index *index = NULL;
  add_texts(dir, &text, 1);
  assert_int_equal(cli_open_index(&index, dirs, 1), EXIT_DONE);
  assert_non_null(index);
  qn_index_close(index);
  remove_tree(dir);
}

static void assert_missing(const char *const *dirs, size_t n, const char *expected) {
  qn_index *index;
  capture captured = capture_begin(2);
  cli_exit exit = cli_open_index(&index, dirs, n);
  char *printed = capture_end(&captured);
  assert_int_equal(exit, EXIT_NO_INDEX);
  assert_string_equal(printed, expected);
  free(printed);
}

static void reports_a_missing_index_and_what_makes_one(void **state) {
  (void)state;
  const char *const dirs[] = {"no/index", "nor/here"};
  assert_missing(dirs, 1,
                 "quern: there is no quern index in no/index; adding articles makes one (quern-index add -i no/index "
                 "PATH...)\n");
  assert_missing(dirs, 2,
                 "quern: there is no quern index in no/index; adding articles makes one (quern-index add -i DIR "
                 "PATH...)\n");
}

/* What the report says of `name` in the folder. */
static void assert_report(const char *dir, const char *name, qn_status status, const char *expected) {
  const qn_error error = {.status = status, .message = "there is none"};
  assert_int_equal(chdir(dir), 0);
  capture captured = capture_begin(2);
  cli_report_open(&error, name);
  char *printed = capture_end(&captured);
  assert_int_equal(chdir("/"), 0);
  assert_string_equal(printed, expected);
  free(printed);
}

static void says_which_index_a_folder_has(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  make_folder(dir, "notes");
  assert_report(dir, "notes", QN_NO_INDEX, "quern: there is none (quern-index add -i notes PATH...)\n");
  make_file(dir, "notes/a.md");
  assert_report(dir, "notes", QN_NO_INDEX, "quern: notes is not a quern index; -i names the directory of one\n");
  assert_report(dir, "notes/a.md", QN_NO_INDEX,
                "quern: notes/a.md is not a quern index; -i names the directory of one\n");
  assert_report(dir, "notes", QN_NOT_EMPTY, "quern: there is none\n");
  make_folder(dir, "notes/.quern");
  assert_report(dir, "notes", QN_NO_INDEX, "quern: notes is not an index, but has one: use -i notes/.quern\n");
  assert_report(dir, "notes", QN_NOT_EMPTY, "quern: notes is not an index, but has one: use -i notes/.quern\n");
  assert_report(dir, "notes", QN_DAMAGED, "quern: there is none\n");
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_environment_names_the_index),
      cmocka_unit_test(the_nearest_index_upward_is_meant),
      cmocka_unit_test(opens_an_index),
      cmocka_unit_test(reports_a_missing_index_and_what_makes_one),
      cmocka_unit_test(says_which_index_a_folder_has),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
