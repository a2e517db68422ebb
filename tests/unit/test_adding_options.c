/* SPDX-License-Identifier: MIT */
/* test_adding_options.c: a path is added with the options that are given, or that the root around it remembers. */
#include "unit/adding_roots.h"

static void a_root_is_added_again_with_its_options(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "private/a");
  make_folder_file(&f, "b");
  assert_int_equal(ADD(&f, "--exclude", "private", f.notes).exit, EXIT_DONE);
  assert_files(&f, "b ");
  ADD_AGAIN(&f);
  assert_files(&f, "b ");
  assert_null(strstr(ADD(&f, f.notes).messages, "with the options"));
  assert_files(&f, "b ");
  assert_non_null(
      strstr(ADD(&f, "-v", f.notes).messages, ": with the options that it was added with: --exclude private"));
  ADD(&f, "--hidden", f.notes);
  assert_files(&f, "b private/a ");
  end_folders(&f);
}

static void defaults_take_the_place_of_what_is_remembered(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "private/a");
  ADD(&f, "--exclude", "private", f.notes);
  ADD(&f, "--defaults", f.notes);
  assert_files(&f, "private/a ");
  end_folders(&f);
}

/* The globs of a root are relative to it. */
static void a_folder_in_a_root_is_added_with_the_options_of_that(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "work/tmp/a");
  make_folder_file(&f, "work/b");
  make_folder_file(&f, "other/tmp/c");
  ADD(&f, "--exclude", "/work/tmp", f.notes);
  assert_files(&f, "other/tmp/c work/b ");
  ADD(&f, folder_path(&f, "work"));
  ADD_AGAIN(&f);
  assert_files(&f, "other/tmp/c work/b ");
  ADD(&f, folder_path(&f, "work/tmp"));
  assert_files(&f, "other/tmp/c work/b work/tmp/a ");
  end_folders(&f);
}

static void options_need_a_path(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "a");
  ADD(&f, f.notes);
  const command_output result = ADD(&f, "--hidden");
  assert_int_equal(result.exit, EXIT_USAGE);
  assert_non_null(strstr(result.messages, "--hidden needs a PATH; without one"));
  end_folders(&f);
}

static void an_option_of_a_later_release_leaves_its_root_alone(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "a");
  ADD(&f, f.notes);
  make_folder_file(&f, "b");
  qn_error error;
  char *root = realpath(f.notes, NULL);
  qn_writer *writer = open_writer_in(f.index, NULL);
  assert_ok(qn_writer_set_root_options(writer, qn_string_of(root), (qn_string){"later\0", 7}, &error), error);
  commit_and_close(writer);
  const command_output result = ADD_AGAIN(&f);
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(strstr(result.messages, "the option --later is not known here; name it with other options"));
  assert_files(&f, "a ");
  assert_int_equal(ADD(&f, "--defaults", f.notes).exit, EXIT_DONE);
  assert_files(&f, "a b ");
  free(root);
  end_folders(&f);
}

static void a_named_file_is_read_as_its_folder_is(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_file_of(f.notes, "a", "caf\xe9");
  ADD(&f, "--charset", "latin1", f.notes);
  make_file_of(f.notes, "a", "th\xe9 and caf\xe9");
  ADD(&f, folder_path(&f, "a"));
  make_file_of(f.notes, "b", "ol\xe9");
  ADD(&f, folder_path(&f, "b"));
  const command_output result = RUN_COMMAND(command_export, NULL, "-i", f.index);
  assert_non_null(strstr(result.out, "th\xc3\xa9 and caf\xc3\xa9"));
  assert_non_null(strstr(result.out, "ol\xc3\xa9"));
  end_folders(&f);
}

static void options_of_a_file_outlive_a_root_that_comes_between(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "in/a");
  ADD(&f, f.notes);
  ADD(&f, "--charset", "latin5", folder_path(&f, "in/a"));
  ADD(&f, folder_path(&f, "in"));
  make_file_of(f.notes, "in/a", "da\xf0");
  assert_int_equal(ADD_AGAIN(&f).exit, EXIT_DONE);
  assert_non_null(strstr(RUN_COMMAND(command_export, NULL, "-i", f.index).out, "da\xc4\x9f"));
  make_file_of(f.notes, "in/a", "high da\xf0");
  ADD(&f, folder_path(&f, "in/a"));
  assert_non_null(strstr(RUN_COMMAND(command_export, NULL, "-i", f.index).out, "high da\xc4\x9f"));
  end_folders(&f);
}

static void a_file_whose_options_were_forgotten_needs_some(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_file_of(f.notes, "a", "caf\xe9");
  ADD(&f, "--charset", "latin1", f.notes);
  RUN_COMMAND(command_forget, NULL, "-i", f.index, f.notes);
  make_file_of(f.notes, "a", "th\xe9");
  const command_output result = ADD(&f, folder_path(&f, "a"));
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(strstr(result.messages, "cannot be used: these options were forgotten; name it with other options"));
  assert_int_equal(ADD(&f, "--charset", "latin1", folder_path(&f, "a")).exit, EXIT_DONE);
  assert_non_null(strstr(RUN_COMMAND(command_export, NULL, "-i", f.index).out, "th\xc3\xa9"));
  end_folders(&f);
}

static void a_language_is_remembered_too(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "a");
  ADD(&f, f.notes);
  ADD(&f, "--lang", "de", f.notes);
  make_folder_file(&f, "b");
  ADD_AGAIN(&f);
  assert_non_null(strstr(RUN_COMMAND(command_info, NULL, "-i", f.index, "--json").out, "\"languages\":{\"de\":2}"));
  end_folders(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_root_is_added_again_with_its_options),
      cmocka_unit_test(defaults_take_the_place_of_what_is_remembered),
      cmocka_unit_test(a_folder_in_a_root_is_added_with_the_options_of_that),
      cmocka_unit_test(options_need_a_path),
      cmocka_unit_test(an_option_of_a_later_release_leaves_its_root_alone),
      cmocka_unit_test(a_named_file_is_read_as_its_folder_is),
      cmocka_unit_test(options_of_a_file_outlive_a_root_that_comes_between),
      cmocka_unit_test(a_file_whose_options_were_forgotten_needs_some),
      cmocka_unit_test(a_language_is_remembered_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
