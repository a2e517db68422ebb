/* SPDX-License-Identifier: MIT */
/* tool_run.h: runs a whole tool in a process of its own, whose requests for memory can be made to fail. */
#ifndef QN_TESTS_FAULT_TOOL_RUN_H
#define QN_TESTS_FAULT_TOOL_RUN_H

#include <stdbool.h>

#include "fault/failing_memory.h"

typedef struct tool_run {
  int exit;
  int signal;     /* that ended it; 0: none.  SIGALRM and SIGXCPU: it did not come to an end */
  bool reached;   /* the request that was to fail was made */
  char *out;      /* what it printed, until the next run with this struct */
  char *messages; /* ... on standard error */
} tool_run;

/* Runs a command line, its words separated by single spaces: "quern-index check -i DIR".  `input` is the file that is
 * its standard input (NULL: empty).  Its request number `n` fails, as failing_memory_begin has it.  Start with a struct
 * of zeros. */
void run_tool(tool_run *run, const char *command, const char *input, long n, failing_mode mode);

void tool_run_clear(tool_run *run);

#endif
