/* SPDX-License-Identifier: MIT */
/* test_terminal.c: when output is coloured, and how wide it is. */
#include "support/support.h"

#include "cli/terminal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* What the tool sees on a pseudo-terminal of this width (0: unknown), or in a pipe. */
static cli_terminal seen(bool on_terminal, unsigned short columns, cli_color choice) {
  int master = posix_openpt(O_RDWR | O_NOCTTY), ends[2], output;
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
    skip();
  const struct winsize size = {.ws_row = 24, .ws_col = columns};
  int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
  if (slave < 0)
    skip();
  ioctl(slave, TIOCSWINSZ, &size);
  assert_int_equal(pipe(ends), 0);
  output = on_terminal ? slave : ends[1];
  fflush(stdout);
  int saved = dup(STDOUT_FILENO);
  dup2(output, STDOUT_FILENO);
  cli_terminal terminal;
  cli_terminal_init(&terminal, choice);
  dup2(saved, STDOUT_FILENO);
  const int opened[] = {saved, slave, master, ends[0], ends[1]};
  for (size_t i = 0; i < sizeof opened / sizeof *opened; i++)
    close(opened[i]);
  return terminal;
}

static int reset(void **state) {
  (void)state;
  unsetenv("NO_COLOR");
  unsetenv("COLUMNS");
  setenv("TERM", "xterm", 1);
  return 0;
}

static void colours_are_for_terminals(void **state) {
  (void)state;
  assert_true(seen(true, 100, CLI_COLOR_AUTO).color);
  assert_false(seen(false, 100, CLI_COLOR_AUTO).color);
}

static void no_color_and_dumb_terminals_turn_colours_off(void **state) {
  (void)state;
  setenv("NO_COLOR", "1", 1);
  assert_false(seen(true, 100, CLI_COLOR_AUTO).color);
  assert_true(seen(true, 100, CLI_COLOR_ALWAYS).color);
  setenv("NO_COLOR", "", 1); /* an empty value counts as none: no-color.org */
  assert_true(seen(true, 100, CLI_COLOR_AUTO).color);
  setenv("TERM", "dumb", 1);
  assert_false(seen(true, 100, CLI_COLOR_AUTO).color);
}

static void a_choice_overrules_what_is_seen(void **state) {
  (void)state;
  assert_true(seen(false, 100, CLI_COLOR_ALWAYS).color);
  assert_false(seen(true, 100, CLI_COLOR_NEVER).color);
}

static void the_width_is_that_of_the_terminal(void **state) {
  (void)state;
  assert_int_equal(seen(true, 100, CLI_COLOR_AUTO).width, 100);
  assert_int_equal(seen(true, 0, CLI_COLOR_AUTO).width, 80);
  assert_int_equal(seen(true, 5, CLI_COLOR_AUTO).width, 20);
  assert_int_equal(seen(false, 100, CLI_COLOR_AUTO).width, 0);
}

static void the_height_is_that_of_the_terminal(void **state) {
  (void)state;
  assert_int_equal(seen(true, 100, CLI_COLOR_AUTO).height, 24);
  assert_int_equal(seen(false, 100, CLI_COLOR_AUTO).height, 0);
}

static bool is_longer(const char *text, size_t width, size_t height) {
  const cli_terminal terminal = {.width = width, .height = height};
  qn__buffer out;
  qn__buffer_init(&out);
  qn__buffer_print(&out, "%s", text);
  const bool longer = cli_is_longer_than_screen(&terminal, &out);
  qn__buffer_clear(&out);
  return longer;
}

static void a_screen_has_room_for_the_prompt(void **state) {
  (void)state;
  assert_false(is_longer("", 80, 3));
  assert_false(is_longer("a\nb\n", 80, 3));
  assert_true(is_longer("a\nb\nc\n", 80, 3));
  assert_true(is_longer("a\n\n\n", 80, 3));
  assert_false(is_longer("a\nb\nc\n", 80, 0)); /* not a terminal */
}

static void wrapped_lines_take_several_and_styles_none(void **state) {
  (void)state;
  assert_false(is_longer("0123456789\n0123456789\n", 10, 3));
  assert_true(is_longer("0123456789\n0123456789a\n", 10, 3));
  assert_true(is_longer("茶茶茶茶茶茶\n\n", 10, 3));
  assert_false(is_longer("\033[1;31m0123456789\033[0m\n\033[1mx\033[0m\n", 10, 3));
  assert_false(is_longer("\033[1", 10, 3));
}

static void columns_set_the_width_elsewhere(void **state) {
  (void)state;
  setenv("COLUMNS", "60", 1);
  assert_int_equal(seen(false, 100, CLI_COLOR_AUTO).width, 60);
  assert_int_equal(seen(true, 100, CLI_COLOR_AUTO).width, 100);
}

static void bars_are_of_blocks_where_terminal_and_locale_have_them(void **state) {
  static const struct {
    const char *all, *ctype, *lang;
    bool blocks;
  } locales[] = {{"de_DE.UTF-8", "C", "C", true}, {NULL, "C.utf8", "C", true}, {NULL, NULL, "en_GB.UTF-8@x", true},
                 {"C", NULL, "C.UTF-8", false},   {"", "", "", false},         {NULL, NULL, "de_DE.ISO-8859-1", false},
                 {NULL, NULL, "de_DE", false},    {NULL, NULL, NULL, false}};
  static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  (void)state;
  for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
    const char *const values[] = {locales[i].all, locales[i].ctype, locales[i].lang};
    for (size_t v = 0; v < 3; v++)
      if (values[v] == NULL)
        unsetenv(names[v]);
      else
        setenv(names[v], values[v], 1);
    setenv("TERM", "xterm", 1);
    assert_int_equal(seen(true, 100, CLI_COLOR_AUTO).blocks, locales[i].blocks);
    setenv("TERM", "linux", 1); /* the console's font has half of them */
    assert_false(seen(true, 100, CLI_COLOR_AUTO).blocks);
    assert_int_equal(seen(false, 100, CLI_COLOR_AUTO).blocks, locales[i].blocks);
  }
}

static void assert_styled(bool color, const char *style, const char *expected) {
  const cli_terminal terminal = {.color = color, .width = 80};
  qn__buffer out;
  qn__buffer_init(&out);
  cli_put_styled(&out, &terminal, style, "a\x1b", 2);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void styled_text_is_safe(void **state) {
  (void)state;
  assert_styled(true, "1;31", "\033[1;31ma\xef\xbf\xbd\033[0m");
  assert_styled(true, "", "a\xef\xbf\xbd");
  assert_styled(false, "1;31", "a\xef\xbf\xbd");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(colours_are_for_terminals, reset),
      cmocka_unit_test_setup(no_color_and_dumb_terminals_turn_colours_off, reset),
      cmocka_unit_test_setup(a_choice_overrules_what_is_seen, reset),
      cmocka_unit_test_setup(the_width_is_that_of_the_terminal, reset),
      cmocka_unit_test_setup(the_height_is_that_of_the_terminal, reset),
      cmocka_unit_test(a_screen_has_room_for_the_prompt),
      cmocka_unit_test(wrapped_lines_take_several_and_styles_none),
      cmocka_unit_test_setup(columns_set_the_width_elsewhere, reset),
      cmocka_unit_test_setup(bars_are_of_blocks_where_terminal_and_locale_have_them, reset),
      cmocka_unit_test(styled_text_is_safe),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
