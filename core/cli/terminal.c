/* SPDX-License-Identifier: MIT */
/* terminal.c: colours go to terminals only, unless they are asked for (no-color.org). */
#include "cli/terminal.h"

#include "cli/safe_text.h"
#include "text/boundaries.h"

#include <stdlib.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 20 }; /* columns: no narrower layout is tried */

static bool is_set(const char *variable) {
  const char *value = getenv(variable);
  return value != NULL && *value != '\0';
}

static size_t find_width(bool is_terminal, const struct winsize *size) {
  const char *columns = getenv("COLUMNS");
  if (size->ws_col > 0)
    return size->ws_col;
  return columns != NULL ? (size_t)strtoul(columns, NULL, 10) : is_terminal ? 80 : 0;
}

/* Whether the locale's characters are UTF-8: what the C library would find, without its tables. */
static bool is_utf8(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
    if (is_set(variables[i])) {
      const char *charset = strchr(getenv(variables[i]), '.');
      return charset != NULL && (strncasecmp(charset, ".UTF-8", 6) == 0 || strncasecmp(charset, ".utf8", 5) == 0);
    }
  return false;
}

void cli_terminal_init(cli_terminal *terminal, cli_color choice) {
  bool is_terminal = isatty(STDOUT_FILENO);
  struct winsize size = {0};
  const char *term = getenv("TERM");
  bool wanted = is_terminal && !is_set("NO_COLOR") && term != NULL && strcmp(term, "dumb") != 0;
  terminal->color = choice == CLI_COLOR_ALWAYS || (choice == CLI_COLOR_AUTO && wanted);
  if (!is_terminal || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
    size = (struct winsize){0};
  terminal->width = find_width(is_terminal, &size);
  terminal->height = size.ws_row;
  terminal->blocks =
      is_utf8() && !(is_terminal && term != NULL && (strcmp(term, "dumb") == 0 || strcmp(term, "linux") == 0));
  if (terminal->width > 0 && terminal->width < NARROWEST)
    terminal->width = NARROWEST;
}

/* The end of the escape sequence that begins here, as cli_put_styled writes it. */
static const char *sequence_end(const char *at, const char *end) {
  while (at < end && *at != 'm')
    at++;
  return at + (at < end);
}

/* Columns of a line, whose escape sequences have none. */
static size_t line_columns(const char *at, const char *end) {
  size_t columns = 0;
  while (at < end) {
    const char *escape = memchr(at, '\033', (size_t)(end - at));
    const char *stop = escape != NULL ? escape : end;
    columns += qn__display_width(at, (size_t)(stop - at));
    at = escape != NULL ? sequence_end(escape, end) : end;
  }
  return columns;
}

bool cli_is_longer_than_screen(const cli_terminal *terminal, const qn__buffer *text) {
  if (terminal->height == 0 || terminal->width == 0 || text->size == 0)
    return false;
  const char *at = (const char *)text->data, *end = at + text->size;
  size_t lines = 0;
  while (at < end && lines < terminal->height) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    const char *stop = newline != NULL ? newline : end;
    const size_t columns = line_columns(at, stop);
    lines += columns == 0 ? 1 : (columns + terminal->width - 1) / terminal->width;
    at = stop + (newline != NULL);
  }
  return lines >= terminal->height;
}

void cli_put_styled(qn__buffer *out, const cli_terminal *terminal, const char *style, const char *text, size_t size) {
  bool styled = terminal->color && *style != '\0';
  if (styled)
    qn__buffer_print(out, "\033[%sm", style);
  cli_put_text(out, text, size);
  if (styled)
    qn__buffer_bytes(out, "\033[0m", 4);
}
