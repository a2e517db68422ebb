/* SPDX-License-Identifier: MIT */
/* pager.h: long output on a terminal goes through $PAGER, by git's rules: `less` if it is not set, none if it is empty
 * or `cat`; LESS is FRX and LV is -c if they are not set.
 *
 *     cli_terminal_init(&terminal, color);      looks at the terminal, which must be standard output still
 *     cli_pager_begin(&pager);
 *     exit = ... cli_write(&out);
 *     exit = cli_pager_end(&pager, exit); */
#ifndef QN_CORE_CLI_PAGER_H
#define QN_CORE_CLI_PAGER_H

#include "cli/exit_codes.h"

#include <signal.h>
#include <sys/types.h>

typedef struct cli_pager {
  const char *command; /* NULL: there is none */
  pid_t child;
  int output, messages;                          /* the terminal, where they went before; -1: they go there still */
  struct sigaction on_interrupt, on_broken_pipe; /* what these signals did before */
} cli_pager;

/* From here on standard output, and messages if they would go to the terminal too, go to the pager; nothing happens if
 * standard output is no terminal.  Where the pager cannot be run, a message says so and output goes to the terminal. */
void cli_pager_begin(cli_pager *pager);

/* Waits until the person has left the pager.  Returns `exit`; EXIT_DONE if nothing was wrong but that they left early;
 * EXIT_SYSTEM if the pager showed nothing.  Does nothing if no pager has begun. */
cli_exit cli_pager_end(cli_pager *pager, cli_exit exit);

#endif
