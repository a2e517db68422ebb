/* SPDX-License-Identifier: MIT */
/* signals.h: what Ctrl-C and a reader who has left do to a tool. */
#ifndef QN_CORE_CLI_SIGNALS_H
#define QN_CORE_CLI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* Non-zero after the user has interrupted the program, which then stops where it can. */
extern volatile sig_atomic_t cli_interrupted;

/* The same as the library's options want it, which need no context. */
bool cli_is_interrupted(void *context);

/* For a tool that has something to put in order: the first Ctrl-C asks it to stop, the second ends it. */
void cli_stop_when_interrupted(void);

/* For a tool that has nothing to put in order: Ctrl-C ends it. */
void cli_exit_when_interrupted(void);

#endif
