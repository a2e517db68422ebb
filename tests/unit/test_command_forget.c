/* SPDX-License-Identifier: MIT */
/* test_command_forget.c: what is taken off the list, what stays on it, and what becomes of the articles. */
#include "unit/adding_roots.h"

#define FORGET(f, ...) RUN_COMMAND(command_forget, NULL, "-i", (f)->index, "--no-sync", __VA_ARGS__)

static bool sources_have(const adding_folders *f, const char *text) {
  return strstr(RUN_COMMAND(command_info, NULL, "-i", f->index, "--sources").out, text) != NULL;
}

static void a_folder_that_is_forgotten_keeps_its_articles_and_is_not_walked(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "a");
  ADD(&f, "--hidden", f.notes);
  const command_output result = FORGET(&f, f.notes);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "is forgotten; 1 article of it stays in the index (--delete removes it)"));
  make_folder_file(&f, ".b");
  assert_int_equal(ADD_AGAIN(&f).exit, EXIT_USAGE); /* there is nothing on the list */
  assert_files(&f, "a ");
  assert_true(sources_have(&f, "(forgotten)"));
  assert_false(sources_have(&f, "--hidden"));
  assert_non_null(strstr(ADD(&f, f.notes).messages, "1 unchanged, 1 skipped (1 hidden)"));
  end_folders(&f);
}

static void articles_go_on_request(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "a");
  ADD(&f, f.notes);
  FORGET(&f, f.notes);
  const command_output result = FORGET(&f, "--delete", f.notes);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "1 article deleted; the index has 0 articles"));
  assert_false(sources_have(&f, f.notes));
  end_folders(&f);
}

static void what_is_gone_is_forgotten_with_all_that_was_in_it(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "in/a");
  make_folder_file(&f, "b");
  ADD(&f, "--hidden", folder_path(&f, "in"));
  ADD(&f, f.notes, folder_path(&f, "b"));
  assert_int_equal(rename(f.notes, folder_path(&f, "../gone")), 0);
  assert_int_equal(ADD_AGAIN(&f).exit, EXIT_NEGATIVE);
  assert_non_null(strstr(FORGET(&f, f.notes).messages, "2 articles of it stay"));
  assert_int_equal(ADD_AGAIN(&f).exit, EXIT_USAGE);
  assert_int_equal(index_info(f.index).n_articles, 2);
  end_folders(&f);
}

static void roots_in_it_and_around_it_stay(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "in/deep/a");
  make_folder_file(&f, "in/b");
  make_folder_file(&f, "c");
  ADD(&f, "--hidden", folder_path(&f, "in/deep"));
  ADD(&f, "--hidden", folder_path(&f, "in"));
  ADD(&f, f.notes);
  const command_output result = FORGET(&f, "--delete", folder_path(&f, "in"));
  assert_non_null(strstr(result.messages, "1 folder in it that was added on its own stays on the list"));
  assert_non_null(strstr(result.messages, "notes, which stays on the list: `add` goes on to read what that takes"));
  assert_files(&f, "c in/deep/a ");
  assert_true(sources_have(&f, "in/deep\n      with --hidden"));
  end_folders(&f);
}

static void a_named_file_is_forgotten_like_a_folder(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "a");
  make_folder_file(&f, "b");
  ADD(&f, "--lang", "de", folder_path(&f, "a"));
  ADD(&f, folder_path(&f, "b"));
  assert_int_equal(FORGET(&f, folder_path(&f, "a")).exit, EXIT_DONE);
  assert_int_equal(FORGET(&f, folder_path(&f, "a")).exit, EXIT_NEGATIVE);
  assert_non_null(strstr(ADD_AGAIN(&f).messages, "0 articles added, 1 unchanged in"));
  assert_files(&f, "a b ");
  end_folders(&f);
}

static void articles_of_followed_files_are_not_among_those_that_can_be_removed(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  ADD(&f, "--hidden", f.notes);
  qn_writer *writer = open_writer_in(f.index, NULL);
  const qn_source log = {.path = qn_string_of(folder_path(&f, "log")), .read = 1, .followed = true, .n_given = 3};
  qn_error error;
  assert_ok(qn_writer_put_source(writer, &log, &error), error);
  commit_and_close(writer);
  const command_output result = FORGET(&f, f.notes);
  assert_null(strstr(result.messages, "(--delete"));
  assert_non_null(strstr(result.messages, "`add --tail` followed stay"));
  end_folders(&f);
}

static void what_was_not_added_is_named(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "in/a");
  ADD(&f, f.notes);
  const command_output result = FORGET(&f, "--delete", folder_path(&f, "in"), "/nowhere");
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(strstr(result.messages, "/nowhere is not on the list of what was added"));
  assert_files(&f, "in/a ");
  assert_int_equal(RUN_COMMAND(command_forget, NULL, "-i", f.index).exit, EXIT_USAGE);
  end_folders(&f);
}

static void nothing_is_said_to_be_forgotten_where_the_commit_fails(void **state) {
  (void)state;
  adding_folders f = begin_folders();
  make_folder_file(&f, "a");
  ADD(&f, f.notes);
  make_folder(f.index, "sources.tmp"); /* where the records are written aside */
  const command_output result = FORGET(&f, f.notes);
  assert_int_equal(result.exit, EXIT_SYSTEM);
  assert_null(strstr(result.messages, "is forgotten"));
  assert_false(sources_have(&f, "(forgotten)"));
  end_folders(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_folder_that_is_forgotten_keeps_its_articles_and_is_not_walked),
      cmocka_unit_test(articles_go_on_request),
      cmocka_unit_test(what_is_gone_is_forgotten_with_all_that_was_in_it),
      cmocka_unit_test(roots_in_it_and_around_it_stay),
      cmocka_unit_test(a_named_file_is_forgotten_like_a_folder),
      cmocka_unit_test(articles_of_followed_files_are_not_among_those_that_can_be_removed),
      cmocka_unit_test(what_was_not_added_is_named),
      cmocka_unit_test(nothing_is_said_to_be_forgotten_where_the_commit_fails),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
