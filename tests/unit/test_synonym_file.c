/* SPDX-License-Identifier: MIT */
/* test_synonym_file.c: the file of --synonyms is read, or what is wrong with it is reported. */
#include "support/support.h"

#include "tool/synonym_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *dir, *path;

static int make_place(void **state) {
  (void)state;
  dir = make_temp_dir();
  path = path_in(dir, "synonyms");
  return 0;
}

static int remove_place(void **state) {
  (void)state;
  free(path);
  remove_tree(dir);
  return 0;
}

/* Reads the file and checks what is printed after its name. */
static void assert_read(const char *file, cli_exit expected, const char *printed) {
  qn_synonyms *synonyms = NULL;
  capture messages = capture_begin(2);
  cli_exit exit = synonym_file_read(&synonyms, file);
  char *message = capture_end(&messages);
  assert_int_equal(exit, expected);
  assert_int_equal(synonyms != NULL, expected == EXIT_DONE);
  assert_non_null(strstr(message, printed));
  assert_int_equal(message[0] == '\0', expected == EXIT_DONE);
  qn_synonyms_free(synonyms);
  free(message);
}

static void a_file_of_any_size_is_read_whole(void **state) {
  (void)state;
  enum { LINES = 3000 };
  char *text = malloc(LINES * 20), *end = text;
  assert_non_null(text);
  for (int i = 0; i < LINES; i++)
    end += sprintf(end, "sea%d, ocean%d\n", i, i);
  write_file(path, text, (size_t)(end - text));
  assert_read(path, EXIT_DONE, "");
  free(text);
}

static void a_file_that_cannot_be_read_is_reported(void **state) {
  (void)state;
  char *missing = path_in(dir, "missing");
  assert_read(missing, EXIT_SYSTEM, "cannot open ");
  assert_read(dir, EXIT_SYSTEM, "cannot read ");
  free(missing);
}

static void a_fault_is_reported_with_its_place(void **state) {
  (void)state;
  write_file(path, "sea, ocean\n=> water\n", 20);
  assert_read(path, EXIT_USAGE, "synonyms: line 2");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_of_any_size_is_read_whole),
      cmocka_unit_test(a_file_that_cannot_be_read_is_reported),
      cmocka_unit_test(a_fault_is_reported_with_its_place),
  };
  return cmocka_run_group_tests(tests, make_place, remove_place);
}
