/* SPDX-License-Identifier: MIT */
/* test_pager.c: output on a terminal goes through the pager that the environment names; nothing is lost in silence. */
#include "support/support.h"

#include "cli/console.h"
#include "cli/pager.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What came of output that was to be paged. */
typedef struct paged {
  cli_exit exit;
  char *shown;    /* by the pager, which writes it to the file "shown"; "" if it did not */
  char *messages; /* on standard error */
  bool began;
} paged;

/* A pseudo-terminal's end for the program. */
static int open_terminal(int *master) {
  *master = posix_openpt(O_RDWR | O_NOCTTY);
  if (*master < 0 || grantpt(*master) != 0 || unlockpt(*master) != 0)
    skip();
  const int slave = open(ptsname(*master), O_RDWR | O_NOCTTY);
  if (slave < 0)
    skip();
  return slave;
}

static char *read_shown(const char *path) {
  size_t size;
  return access(path, F_OK) == 0 ? read_file(path, &size) : strdup("");
}

/* Writes `output` to standard output, which is a terminal or not, with this PAGER (NULL: unset). */
static paged page(const char *pager_command, bool on_terminal, const char *output) {
  char *dir = make_temp_dir(), *path = path_in(dir, "shown");
  int master, slave = open_terminal(&master), null = open("/dev/null", O_WRONLY | O_CLOEXEC);
  qn__buffer out;
  cli_pager pager;
  paged result = {.exit = EXIT_DONE};
  setenv("SHOWN", path, 1);
  if (pager_command != NULL)
    setenv("PAGER", pager_command, 1);
  else
    unsetenv("PAGER");
  qn__buffer_init(&out);
  qn__buffer_print(&out, "%s", output);
  capture captured = capture_begin(STDERR_FILENO);
  const int saved = dup(STDOUT_FILENO);
  dup2(on_terminal ? slave : null, STDOUT_FILENO);
  cli_pager_begin(&pager);
  result.began = pager.command != NULL;
  result.exit = cli_pager_end(&pager, cli_write(&out));
  assert_int_equal(isatty(STDOUT_FILENO), on_terminal);
  dup2(saved, STDOUT_FILENO);
  result.messages = capture_end(&captured);
  const int opened[] = {saved, slave, master, null};
  for (size_t i = 0; i < sizeof opened / sizeof *opened; i++)
    close(opened[i]);
  qn__buffer_clear(&out);
  result.shown = read_shown(path);
  free(path);
  remove_tree(dir);
  return result;
}

static void check_paged(const char *pager_command, bool on_terminal, const char *shown, const char *messages,
                        cli_exit exit) {
  paged result = page(pager_command, on_terminal, "text\n");
  assert_string_equal(result.shown, shown);
  assert_string_equal(result.messages, messages);
  assert_int_equal(result.exit, exit);
  free(result.shown);
  free(result.messages);
}

static void the_pager_gets_what_is_written(void **state) {
  (void)state;
  check_paged("cat >\"$SHOWN\"", true, "text\n", "", EXIT_DONE);
}

static void only_terminals_are_paged(void **state) {
  (void)state;
  check_paged("cat >\"$SHOWN\"", false, "", "", EXIT_DONE);
}

static void an_empty_pager_is_none(void **state) {
  (void)state;
  const char *const none[] = {"", "cat"};
  for (size_t i = 0; i < 2; i++) {
    paged result = page(none[i], true, "text\n");
    assert_false(result.began);
    free(result.shown);
    free(result.messages);
  }
}

static void less_has_settings_unless_there_are_others(void **state) {
  (void)state;
  unsetenv("LESS");
  unsetenv("LV");
  check_paged("{ cat; echo $LESS $LV; } >\"$SHOWN\"", true, "text\nFRX -c\n", "", EXIT_DONE);
  setenv("LESS", "S", 1);
  check_paged("{ cat; echo $LESS $LV; } >\"$SHOWN\"", true, "text\nS -c\n", "", EXIT_DONE);
}

static void leaving_early_is_no_failure(void **state) {
  (void)state;
  enum { MORE_THAN_A_PIPE_HOLDS = 1 << 20 };
  char *much = malloc(MORE_THAN_A_PIPE_HOLDS + 1);
  assert_non_null(much);
  memset(much, 'x', MORE_THAN_A_PIPE_HOLDS);
  much[MORE_THAN_A_PIPE_HOLDS] = '\0';
  paged result = page("head -c 3 >\"$SHOWN\"", true, much);
  assert_string_equal(result.shown, "xxx");
  assert_string_equal(result.messages, "");
  assert_int_equal(result.exit, EXIT_DONE);
  free(result.shown);
  free(result.messages);
  free(much);
}

static void a_pager_that_is_missing_is_reported(void **state) {
  (void)state;
  if (reports_missing_programs())
    check_paged("no-such-pager", true, "",
                "quern: cannot run the pager no-such-pager ($PAGER): No such file or directory\n", EXIT_DONE);
  check_paged("no-such-pager -x 2>/dev/null", true, "",
              "quern: the pager `no-such-pager -x 2>/dev/null` ($PAGER) could not be run, so nothing was shown\n",
              EXIT_SYSTEM);
}

static void without_less_output_is_not_paged(void **state) {
  (void)state;
  if (!reports_missing_programs())
    skip();
  char *path = strdup(getenv("PATH"));
  setenv("PATH", "/nonexistent", 1);
  check_paged(NULL, true, "", "", EXIT_DONE);
  setenv("PATH", path, 1);
  free(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_pager_gets_what_is_written),   cmocka_unit_test(only_terminals_are_paged),
      cmocka_unit_test(an_empty_pager_is_none),           cmocka_unit_test(less_has_settings_unless_there_are_others),
      cmocka_unit_test(leaving_early_is_no_failure),      cmocka_unit_test(a_pager_that_is_missing_is_reported),
      cmocka_unit_test(without_less_output_is_not_paged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
