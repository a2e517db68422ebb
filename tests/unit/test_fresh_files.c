/* SPDX-License-Identifier: MIT */
/* test_fresh_files.c: quern-index gets the files of hits that have changed, and no others. */
#include "unit/found_files.h"

#include "tool/fresh_files.h"

/* What a quern-index on the PATH, which is this script, is called with: on the heap; "" if it is not called. */
static char *called_with(found_files *f, const char *script, const char *messages) {
  const char *before = getenv("PATH");
  char path[5000];
  write_note("quern-index", script);
  assert_int_equal(chmod("quern-index", 0700), 0);
  snprintf(path, sizeof path, "%s:%s", f->dir, before);
  char *saved = strdup(before);
  setenv("PATH", path, 1);
  capture out = capture_begin(STDOUT_FILENO), reported = capture_begin(STDERR_FILENO);
  add_fresh_files(f->index, &f->options);
  char *said = capture_end(&reported), *printed = capture_end(&out);
  setenv("PATH", saved, 1);
  free(saved);
  assert_string_equal(said, messages);
  free(said);
  return printed;
}

static void files_that_have_changed_are_added(void **state) {
  (void)state;
  found_files f;
  char expected[5000], *real;
  set_up_files(&f);
  char *printed = called_with(&f, "#!/bin/sh\necho \"$@\"\n", "");
  assert_string_equal(printed, "");
  free(printed);
  write_note("notes/b.txt", "Other.\n");
  printed = called_with(&f, "#!/bin/sh\necho \"$@\"\n", "");
  real = realpath("notes/b.txt", NULL);
  snprintf(expected, sizeof expected, "add --progress never -i %s -- %s\n", f.index_dir, real);
  assert_string_equal(printed, expected);
  free(real);
  free(printed);
  clear_files(&f);
}

static void a_failure_is_reported(void **state) {
  (void)state;
  found_files f;
  set_up_files(&f);
  write_note("notes/b.txt", "Other.\n");
  free(called_with(&f, "#!/bin/sh\nexit 5\n",
                   "quern: --fresh: quern-index add has ended with status 5; articles may be as they were\n"));
  clear_files(&f);
}

static void records_that_cannot_be_read_are_reported(void **state) {
  (void)state;
  found_files f;
  char expected[5000];
  set_up_files(&f);
  write_note("notes/b.txt", "Other.\n");
  char *path = remove_sources(&f);
  snprintf(expected, sizeof expected, "quern: --fresh: not all files are known: %s does not exist\n", path);
  free(called_with(&f, "#!/bin/sh\n", expected));
  free(path);
  clear_files(&f);
}

static void a_file_that_is_gone_changes_nothing(void **state) {
  (void)state;
  found_files f;
  set_up_files(&f);
  unlink("notes/b.txt");
  char *printed = called_with(&f, "#!/bin/sh\necho \"$@\"\n", "");
  assert_string_equal(printed, "");
  free(printed);
  clear_files(&f);
}

/* quern-index knows with which. */
static void a_file_that_was_added_with_options_is_added_too(void **state) {
  (void)state;
  found_files f;
  char expected[5000];
  set_up_files_read(&f, 7);
  write_note("notes/b.txt", "Other.\n");
  char *real = realpath("notes/b.txt", NULL);
  snprintf(expected, sizeof expected, "add --progress never -i %s -- %s\n", f.index_dir, real);
  char *printed = called_with(&f, "#!/bin/sh\necho \"$@\"\n", "");
  assert_string_equal(printed, expected);
  free(printed);
  free(real);
  clear_files(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_that_have_changed_are_added),
      cmocka_unit_test(a_failure_is_reported),
      cmocka_unit_test(records_that_cannot_be_read_are_reported),
      cmocka_unit_test(a_file_that_is_gone_changes_nothing),
      cmocka_unit_test(a_file_that_was_added_with_options_is_added_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
