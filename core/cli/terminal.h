/* SPDX-License-Identifier: MIT */
/* terminal.h: what standard output is: its columns and lines, and whether colours are wanted. */
#ifndef QN_CORE_CLI_TERMINAL_H
#define QN_CORE_CLI_TERMINAL_H

#include "base/buffer.h"

typedef enum cli_color { CLI_COLOR_AUTO, CLI_COLOR_ALWAYS, CLI_COLOR_NEVER } cli_color;

typedef struct cli_terminal {
  bool color;
  size_t width;  /* columns; 0: lines are not wrapped */
  size_t height; /* lines; 0: not a terminal, or not known */
  bool blocks;   /* shows the characters of which bars are made: █ */
} cli_terminal;

/* Looks at standard output, $NO_COLOR, $TERM, $COLUMNS and the locale's variables. */
void cli_terminal_init(cli_terminal *terminal, cli_color choice);

/* Whether text for the terminal is longer than its screen, with a line left for the prompt. */
bool cli_is_longer_than_screen(const cli_terminal *terminal, const qn__buffer *text);

/* Appends valid UTF-8, made safe, in a style (the inside of an escape sequence, as "1;31"), if colours are on. */
void cli_put_styled(qn__buffer *out, const cli_terminal *terminal, const char *style, const char *text, size_t size);

#endif
