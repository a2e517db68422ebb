/* SPDX-License-Identifier: MIT */
/* exit_codes.h: how the tools end.  The same codes mean the same in both. */
#ifndef QN_CORE_CLI_EXIT_CODES_H
#define QN_CORE_CLI_EXIT_CODES_H

#include "quern.h"

typedef enum cli_exit {
  EXIT_DONE = 0,     /* quern-query: articles were found */
  EXIT_NEGATIVE = 1, /* quern-index: some input was refused or an id not found; quern-query: no article was found */
  EXIT_USAGE = 2,    /* the command line, the query or the settings are wrong */
  EXIT_NO_INDEX = 3, /* or one that this quern does not read: a failing call is EXIT_SYSTEM */
  EXIT_DAMAGED = 4,
  EXIT_LOCKED = 5,
  EXIT_SYSTEM = 6, /* input or output failed, disk full, out of memory */
  EXIT_INTERRUPTED = 130,
} cli_exit;

/* The exit code for a status, in both tools. */
cli_exit cli_exit_of(qn_status status);

#endif
