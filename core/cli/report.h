/* SPDX-License-Identifier: MIT */
/* report.h: failures of the library, reported by a tool. */
#ifndef QN_CORE_CLI_REPORT_H
#define QN_CORE_CLI_REPORT_H

#include <stdint.h>

#include "cli/exit_codes.h"

/* Prints the error's message and returns its exit code. */
cli_exit cli_report(const qn_error *error);

/* The same where a tool itself is out of memory. */
cli_exit cli_report_memory(void);

/* The same for an index that could not be opened.  The library names no command and no option, so what makes an index
 * in `dir` is added, or which one was meant if `dir` is a folder that has an index. */
cli_exit cli_report_open(const qn_error *error, const char *dir);

/* After a failure: if the index in `dir` is damaged, says how to make a new one of what can be read. */
void cli_advise(qn_status status, const char *dir);

/* Warns that a commit was lost in a power failure; nothing if `generation` is 0. */
void cli_report_lost(uint64_t generation);

#endif
