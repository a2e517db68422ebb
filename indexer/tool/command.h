/* SPDX-License-Identifier: MIT */
/* command.h: what the commands of quern-index share.  Results go to standard output, all else to standard error. */
#ifndef QN_INDEXER_TOOL_COMMAND_H
#define QN_INDEXER_TOOL_COMMAND_H

#include <getopt.h>
#include <stdbool.h>

#include "base/portability.h"
#include "quern.h"

/* How the program ends. */
enum {
  EXIT_DONE = 0,
  EXIT_REFUSED = 1, /* some input was refused or some id not found; each was told */
  EXIT_USAGE = 2,
  EXIT_NO_INDEX = 3, /* or none that may be opened */
  EXIT_DAMAGED = 4,
  EXIT_LOCKED = 5,
  EXIT_SYSTEM = 6, /* input, output, disk full, no memory */
  EXIT_INTERRUPTED = 130,
};

typedef struct command {
  const char *name;
  int (*run)(const struct command *self, int argc, char **argv);
  const char *summary; /* one line */
  const char *help;    /* usage and options */
} command;

/* The commands; the last has no name. */
extern const command commands[];

int command_add(const command *self, int argc, char **argv);
int command_delete(const command *self, int argc, char **argv);
int command_compact(const command *self, int argc, char **argv);
int command_check(const command *self, int argc, char **argv);
int command_info(const command *self, int argc, char **argv);
int command_merge(const command *self, int argc, char **argv);
int command_export(const command *self, int argc, char **argv);
int command_analyze(const command *self, int argc, char **argv);

/* A command line, read. */
typedef struct invocation {
  const char *dir; /* of the index */
  char **operands;
  int n_operands;
} invocation;

/* Takes one option of a command's own; false refuses its value (and has told why). */
typedef bool take_option(void *context, int letter, const char *value);

/* Reads the options of a command, its own (`options`, ending in zeros; NULL: none) and those that all have.  Returns -1
 * to go on; else the exit status: help was asked for and printed, or a mistake was told. */
int command_read_options(const command *self, int argc, char **argv, const struct option *options, take_option *take,
                         void *context, invocation *call);

/* "quern-index: COMMAND: message", a hint at --help, and EXIT_USAGE. */
int command_usage_error(const command *self, const char *format, ...) QN_PRINTF(2, 3);

/* Tells the failure and returns the exit status that stands for it. */
int command_failed(const qn_error *error);

/* The same for an index that could not be opened: one that may not be read is none to us. */
int command_cannot_open(const qn_error *error);

/* The exit status for a failure. */
int command_exit_of(qn_status status);

/* Non-zero after the user has interrupted the program, which then stops where it can; a second time ends it. */
extern volatile int command_interrupted;

/* The same as the `cancelled` of options. */
bool command_is_interrupted(void *context);

#endif
