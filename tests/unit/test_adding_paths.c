/* SPDX-License-Identifier: MIT */
/* test_adding_paths.c: each root is walked once, with its own options, also one that another root leaves out. */
#include "unit/adding_roots.h"

static void a_root_that_the_one_around_it_leaves_out_is_walked_too(void **state) {
  (void)state;
  static const char *const left_out[] = {".hidden", "excluded", "ignored"};
  adding_folders f = begin_folders();
  make_file_of(f.notes, ".gitignore", "ignored\n");
  make_folder_file(&f, "a");
  ADD(&f, "--exclude", "excluded", f.notes);
  for (size_t i = 0; i < 3; i++) {
    char name[40];
    snprintf(name, sizeof name, "%s/1", left_out[i]);
    make_folder_file(&f, name);
    ADD(&f, folder_path(&f, left_out[i]));
    snprintf(name, sizeof name, "%s/2", left_out[i]);
    make_folder_file(&f, name);
  }
  assert_files(&f, ".hidden/1 a excluded/1 ignored/1 ");
  assert_int_equal(ADD_AGAIN(&f).exit, EXIT_DONE);
  assert_files(&f, ".hidden/1 .hidden/2 a excluded/1 excluded/2 ignored/1 ignored/2 ");
  end_folders(&f);
}

static void a_named_file_that_its_root_leaves_out_is_read_again(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, ".a");
  make_folder_file(&f, "b");
  ADD(&f, f.notes, folder_path(&f, ".a"));
  ADD(&f, folder_path(&f, "b"));
  make_file_of(f.notes, ".a", "changed");
  assert_non_null(strstr(ADD_AGAIN(&f).messages, "1 changed, 1 unchanged"));
  end_folders(&f);
}

/* The folder of a named file is no root of its own, from which ids of files would begin in another way. */
static void ids_of_new_files_begin_as_those_of_their_folder_do(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  char before[4096];
  assert_non_null(getcwd(before, sizeof before));
  make_folder_file(&f, "in/a");
  assert_int_equal(chdir(f.top), 0);
  ADD(&f, "notes");
  ADD(&f, folder_path(&f, "in/a"));
  make_folder_file(&f, "in/b");
  ADD(&f, "notes");
  assert_int_equal(chdir(before), 0);
  assert_non_null(strstr(RUN_COMMAND(command_export, NULL, "-i", f.index).out, "{\"id\":\"notes/in/b\""));
  end_folders(&f);
}

static void a_root_in_another_one_has_its_own_options(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "a.md");
  make_folder_file(&f, "in/b.md");
  make_folder_file(&f, "in/c.txt");
  make_folder_file(&f, "in/deep/d.md");
  ADD(&f, "-t", "txt", folder_path(&f, "in"));
  ADD(&f, "-T", "txt", folder_path(&f, "in/deep"));
  assert_files(&f, "in/c.txt in/deep/d.md ");
  ADD(&f, f.notes);
  assert_files(&f, "a.md in/c.txt in/deep/d.md ");
  make_folder_file(&f, "in/e.txt");
  make_folder_file(&f, "in/f.md");
  make_folder_file(&f, "in/deep/g.md");
  const command_output result = ADD(&f, "--exclude", "d*", f.notes);
  assert_non_null(strstr(result.messages, "2 articles added, 3 unchanged"));
  assert_files(&f, "a.md in/c.txt in/deep/d.md in/deep/g.md in/e.txt ");
  assert_non_null(strstr(ADD_AGAIN(&f).messages, "0 articles added, 5 unchanged"));
  end_folders(&f);
}

static void a_root_that_the_one_around_it_takes_is_walked_once(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "in/a");
  ADD(&f, folder_path(&f, "in"));
  ADD(&f, f.notes);
  assert_non_null(strstr(ADD_AGAIN(&f).messages, "0 articles added, 1 unchanged in"));
  remove_tree(path_in(f.notes, "in"));
  assert_non_null(strstr(ADD_AGAIN(&f).messages, "in: there is no such file or folder any more"));
  end_folders(&f);
}

static void a_root_that_is_gone_is_reported_with_what_helps(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "a");
  ADD(&f, f.notes);
  rename(f.notes, folder_path(&f, "../gone"));
  const command_output result = ADD_AGAIN(&f);
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(
      strstr(result.messages, "notes: there is no such file or folder any more; `quern-index forget` takes it off"));
  end_folders(&f);
}

/* Without links followed a link counts as gone, but not if its file was read through it. */
static void what_other_options_took_is_not_removed(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_file_of(f.top, "outside", "text");
  make_link(f.notes, "link", "../outside");
  make_folder_file(&f, ".hidden/a");
  make_folder_file(&f, "b.md");
  ADD(&f, "--follow", "--hidden", f.notes);
  assert_files(&f, ".hidden/a b.md link ");
  ADD(&f, "--sync", "-T", "md", f.notes);
  assert_files(&f, ".hidden/a b.md link ");
  ADD_AGAIN(&f);
  RUN_COMMAND(command_add, NULL, "-i", f.index, "--sync");
  assert_files(&f, ".hidden/a b.md link ");
  end_folders(&f);
}

static void a_folder_without_files_is_added_again_too(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  assert_int_equal(ADD(&f, f.notes).exit, EXIT_DONE);
  make_folder_file(&f, "a");
  assert_int_equal(ADD_AGAIN(&f).exit, EXIT_DONE);
  assert_files(&f, "a ");
  end_folders(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_folder_without_files_is_added_again_too),
      cmocka_unit_test(a_root_that_the_one_around_it_leaves_out_is_walked_too),
      cmocka_unit_test(a_named_file_that_its_root_leaves_out_is_read_again),
      cmocka_unit_test(ids_of_new_files_begin_as_those_of_their_folder_do),
      cmocka_unit_test(a_root_in_another_one_has_its_own_options),
      cmocka_unit_test(a_root_that_the_one_around_it_takes_is_walked_once),
      cmocka_unit_test(a_root_that_is_gone_is_reported_with_what_helps),
      cmocka_unit_test(what_other_options_took_is_not_removed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
