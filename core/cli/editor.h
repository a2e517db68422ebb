/* SPDX-License-Identifier: MIT */
/* editor.h: opens a file at a line in the person's editor, by git's rules: $VISUAL (unless the terminal is dumb), else
 * $EDITOR, else vi; what has blanks or other signs of the shell in it is run by the shell. */
#ifndef QN_CORE_CLI_EDITOR_H
#define QN_CORE_CLI_EDITOR_H

#include "cli/exit_codes.h"

#include <stdint.h>

/* Runs `EDITOR +LINE FILE` (line 0: without one) and waits for it.  Failures are reported. */
cli_exit cli_edit(const char *file, uint64_t line);

#endif
