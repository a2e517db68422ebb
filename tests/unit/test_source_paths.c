/* SPDX-License-Identifier: MIT */
/* test_source_paths.c: one file has one path, however it is named. */
#include "tool/source_paths.h"

#include <errno.h>

#include "unit/folder_tree.h"

/* A folder without links in its path. */
static char *real_temp_dir(void) {
  char *dir = make_temp_dir(), *real = realpath(dir, NULL);
  assert_non_null(real);
  free(dir);
  return real;
}

static void assert_operand(const char *given, const char *base, const char *path, const char *root, const char *name) {
  source_operand operand;
  qn_error error;
  assert_ok(source_operand_init(&operand, given, base, &error), error);
  assert_string_equal(operand.path, path);
  assert_string_equal(operand.root, root);
  assert_string_equal(operand.name, name);
  source_operand_clear(&operand);
}

static void a_folder_a_file_and_links_to_them_have_one_path(void **state) {
  (void)state;
  char *dir = real_temp_dir(), *notes = path_in(dir, "notes"), *file = path_in(notes, "a.md");
  char *link = path_in(dir, "link"), *file_link = path_in(dir, "b.md"), *start = getcwd(NULL, 0);
  make_folder(dir, "notes");
  make_file(notes, "a.md");
  make_link(dir, "link", "notes");
  make_link(dir, "b.md", "notes/a.md");
  assert_operand(notes, NULL, notes, notes, notes);
  assert_operand(link, NULL, notes, notes, link);
  assert_operand(file, NULL, file, notes, notes);
  assert_operand(file_link, NULL, file, notes, notes);
  assert_operand(file, dir, file, notes, "notes");
  assert_operand(notes, notes, notes, notes, "");
  assert_int_equal(chdir(dir), 0);
  assert_operand("notes", NULL, notes, notes, "notes");
  assert_operand("./notes//", NULL, notes, notes, "notes");
  assert_operand(".", NULL, dir, dir, "");
  assert_operand("notes/a.md", NULL, file, notes, "notes");
  assert_operand("b.md", NULL, file, notes, "notes");
  assert_int_equal(chdir(start), 0);
  assert_operand("/", NULL, "/", "/", "/");
  free(start);
  free(file_link);
  free(link);
  free(file);
  free(notes);
  remove_tree(dir);
}

static void what_is_not_there_has_a_path_below_a_folder_that_is(void **state) {
  (void)state;
  char *dir = real_temp_dir(), *missing = path_in(dir, "missing"), *deeper = path_in(missing, "deeper");
  source_operand operand;
  qn_error error;
  assert_int_equal(source_operand_init(&operand, missing, NULL, &error), QN_NOT_FOUND);
  assert_string_equal(operand.path, missing);
  source_operand_clear(&operand);
  assert_int_equal(source_operand_init(&operand, deeper, NULL, &error), QN_NOT_FOUND);
  assert_string_equal(operand.path, deeper);
  source_operand_clear(&operand);
  assert_int_equal(source_operand_init(&operand, "/no such folder/a", NULL, &error), QN_NOT_FOUND);
  assert_string_equal(operand.path, "/no such folder/a");
  source_operand_clear(&operand);
  assert_int_equal(source_operand_init(&operand, "/dev/null", NULL, &error), QN_INVALID);
  source_operand_clear(&operand);
  free(deeper);
  free(missing);
  remove_tree(dir);
}

static void a_file_that_a_walk_has_met_is_in_the_operand(void **state) {
  (void)state;
  const source_operand folder = {.given = "n/", .given_size = 1, .path = (char *)"/h/n", .is_folder = true};
  const source_operand top = {.given = "/", .given_size = 1, .path = (char *)"/", .is_folder = true};
  const source_operand file = {.given = "n/a", .given_size = 3, .path = (char *)"/h/n/a"};
  const struct {
    const source_operand *operand;
    const char *met, *path;
  } cases[] = {
      {&folder, "n/a", "/h/n/a"}, {&folder, "n//b/c", "/h/n/b/c"}, {&top, "/x", "/x"}, {&file, "n/a", "/h/n/a"}};
  qn__buffer out;
  qn__buffer_init(&out);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_true(source_operand_path(cases[i].operand, cases[i].met, &out));
    assert_string_equal((char *)out.data, cases[i].path);
    assert_int_equal(out.size, strlen(cases[i].path));
  }
  qn__buffer_clear(&out);
}

static bool is_in(const char *path, const char *folder) {
  return is_in_folder(qn_string_of(path), qn_string_of(folder));
}

static void a_folder_has_itself_and_what_is_below_it(void **state) {
  (void)state;
  assert_true(is_in("/h/n", "/h/n"));
  assert_true(is_in("/h/n/a", "/h/n"));
  assert_false(is_in("/h/no", "/h/n"));
  assert_false(is_in("/h", "/h/n"));
  assert_true(is_in("/", "/"));
  assert_true(is_in("/h", "/"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_folder_a_file_and_links_to_them_have_one_path),
      cmocka_unit_test(what_is_not_there_has_a_path_below_a_folder_that_is),
      cmocka_unit_test(a_file_that_a_walk_has_met_is_in_the_operand),
      cmocka_unit_test(a_folder_has_itself_and_what_is_below_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
