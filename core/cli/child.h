/* SPDX-License-Identifier: MIT */
/* child.h: runs another program: the pager, the editor, the other tool. */
#ifndef QN_CORE_CLI_CHILD_H
#define QN_CORE_CLI_CHILD_H

#include <stddef.h>
#include <sys/types.h>

enum { CLI_CHILD_NOT_RUN = 127 }; /* the status of a command that the shell does not find; 126 of one it may not run */

/* Starts the program `words[0]`, looked for on the PATH, with the words, of which the last is NULL.  `input` becomes
 * its standard input; -1: it has this program's.  Signals that are ignored here are not in the child.  0, or the errno
 * of the failure. */
int cli_child_start(pid_t *child, const char *const *words, int input);

/* The same for a command that a person configured, as git does it: the name of a program is run as it is; what has a
 * blank, a quote or another sign of the shell in it is run by the shell.  The arguments, `n` of them, follow it. */
int cli_child_start_command(pid_t *child, const char *command, const char *const *arguments, size_t n, int input);

/* Waits until it has ended.  Its exit status, or 128 and the number of the signal that ended it. */
int cli_child_wait(pid_t child);

#endif
