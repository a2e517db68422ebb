/* SPDX-License-Identifier: MIT */
/* test_editor.c: the editor is that of the environment, and gets the line and the file. */
#include "support/support.h"

#include "cli/editor.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void set(const char *visual, const char *editor, const char *term) {
  setenv("VISUAL", visual, 1);
  setenv("EDITOR", editor, 1);
  setenv("TERM", term, 1);
}

static void check_edited(const char *file, uint64_t line, cli_exit exit, const char *printed, const char *messages) {
  capture out = capture_begin(STDOUT_FILENO), reported = capture_begin(STDERR_FILENO);
  const cli_exit found = cli_edit(file, line);
  char *said = capture_end(&reported), *shown = capture_end(&out);
  assert_int_equal(found, exit);
  assert_string_equal(shown, printed);
  assert_string_equal(said, messages);
  free(said);
  free(shown);
}

static void visual_comes_before_editor_unless_the_terminal_is_dumb(void **state) {
  (void)state;
  set("echo visual", "echo editor", "xterm");
  check_edited("a b", 7, EXIT_DONE, "visual +7 a b\n", "");
  set("echo visual", "echo editor", "dumb");
  check_edited("a b", 7, EXIT_DONE, "editor +7 a b\n", "");
  set("", "echo", "xterm");
  check_edited("a", 0, EXIT_DONE, "a\n", "");
}

static void a_file_is_never_an_option(void **state) {
  (void)state;
  set("", "echo", "xterm");
  check_edited("-x", 1, EXIT_DONE, "+1 ./-x\n", "");
  check_edited("+x", 1, EXIT_DONE, "+1 ./+x\n", "");
}

static void failures_are_reported(void **state) {
  (void)state;
  set("", "no-such-editor", "xterm");
  if (reports_missing_programs())
    check_edited("a", 1, EXIT_SYSTEM, "",
                 "quern: cannot run the editor no-such-editor: No such file or directory (set $VISUAL or $EDITOR)\n");
  set("", "exit 3;", "xterm");
  check_edited("a", 1, EXIT_SYSTEM, "", "quern: the editor `exit 3;` has ended with status 3\n");
  set("", "", "dumb");
  check_edited("a", 1, EXIT_SYSTEM, "",
               "quern: this terminal has no editor; set $EDITOR to one that needs no screen\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(visual_comes_before_editor_unless_the_terminal_is_dumb),
      cmocka_unit_test(a_file_is_never_an_option),
      cmocka_unit_test(failures_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
