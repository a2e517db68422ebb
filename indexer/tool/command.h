/* SPDX-License-Identifier: MIT */
/* command.h: what the commands of quern-index share. */
#ifndef QN_INDEXER_TOOL_COMMAND_H
#define QN_INDEXER_TOOL_COMMAND_H

#include <stdio.h>

#include "cli/option_table.h"

/* A row of the table in quern_index.c; one file for each command. */
typedef struct command {
  const char *name;
  cli_exit (*run)(int argc, char **argv);
  const char *summary; /* one line of help */
} command;

cli_exit command_init(int argc, char **argv);
cli_exit command_add(int argc, char **argv);
cli_exit command_delete(int argc, char **argv);
cli_exit command_forget(int argc, char **argv);
cli_exit command_compact(int argc, char **argv);
cli_exit command_check(int argc, char **argv);
cli_exit command_info(int argc, char **argv);
cli_exit command_merge(int argc, char **argv);
cli_exit command_export(int argc, char **argv);
cli_exit command_show(int argc, char **argv);
cli_exit command_salvage(int argc, char **argv);
cli_exit command_analyze(int argc, char **argv);

/* The environment and the exit statuses of all commands. */
extern const cli_note command_variables[], command_statuses[];

/* A command line: what the command says of itself, and what the user wrote. */
typedef struct invocation {
  cli_syntax syntax; /* with the command's own options */
  bool needs_no_index;
  const char *dir;  /* of the index */
  bool names_index; /* -i was given */
  char **operands;
  int n_operands;
  bool help, version;
  cli_exit exit; /* if the command is not to go on */
} invocation;

/* Reads the command's options and those that all commands have.  False: help was printed or a mistake was reported, and
 * call->exit is how to end. */
bool command_begin(invocation *call, int argc, char **argv);

/* The same for a command without operands. */
bool command_begin_alone(invocation *call, int argc, char **argv);

/* Opens the index to read; false as above. */
bool command_open_index(invocation *call, qn_index **index);

/* Reports the failure and returns the exit code for it. */
cli_exit command_failed(const qn_error *error);

/* The same as the `cancelled` of options. */
bool command_is_interrupted(void *context);

#endif
