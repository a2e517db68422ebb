/* SPDX-License-Identifier: MIT */
/* option_table.h: the command line.  A table says what each option is called, takes, means and sets; parsing, the help
 * and the messages all follow from it.
 *
 *     static const cli_option rows[] = {
 *         {"limit", 'n', CLI_NUMBER, offsetof(settings, limit), .max = 100, .argument = "N", .help = "show N"},
 *     };
 *     settings s = {.limit = 10};
 *     const cli_syntax syntax = {.usage = "Usage: ...\n\n", .groups = {{rows, 1, &s}}};
 *     cli_exit exit = cli_parse(&syntax, argc, argv, &n_operands);
 *
 * Options may stand anywhere before `--`, as `--name VALUE`, `--name=VALUE`, `-x VALUE` or `-xVALUE`; flags may stand
 * together, as `-xyz`.  An option whose value may be left out (`bare`) has one only after '='. */
#ifndef QN_CORE_CLI_OPTION_TABLE_H
#define QN_CORE_CLI_OPTION_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/portability.h"
#include "cli/exit_codes.h"

/* What an option sets. */
typedef enum cli_option_kind {
  CLI_FLAG,   /* bool: true */
  CLI_NUMBER, /* uint64_t: a whole number */
  CLI_BYTES,  /* uint64_t: a size like 512M or 2G */
  CLI_REAL,   /* double, from 0 to `max` */
  CLI_TEXT,   /* const char *: what was given last */
  CLI_LIST,   /* cli_list: one more */
  CLI_CHOICE, /* unsigned: which of its choices was given */
} cli_option_kind;

typedef struct cli_option {
  const char *name;
  char letter; /* 0: none */
  cli_option_kind kind;
  size_t field;                    /* where its value is in the group's target */
  uint64_t min, max;               /* of numbers; max 0: no limit */
  const char *choices;             /* separated by '|' */
  const char *(*choice)(size_t i); /* or the i-th of them, NULL past the last */
  const char *bare;                /* the value if none is given with '='; NULL: a value is needed */
  const char *argument;            /* as the help names it; NULL for flags */
  const char *help;                /* NULL for a choice: its choices are listed, the first as the default */
} cli_option;

typedef struct cli_list {
  const char **items; /* borrowed from argv */
  size_t n;
} cli_list;

/* EXIT_DONE, or EXIT_SYSTEM if there was no memory, which has been reported. */
cli_exit cli_list_add(cli_list *list, const char *item);
void cli_list_clear(cli_list *list);

/* Options that set one struct. */
typedef struct cli_option_group {
  const cli_option *options;
  size_t n;
  void *target;
} cli_option_group;

enum { CLI_MAX_GROUPS = 6 };

/* A command, an example, a variable of the environment or an exit status, and what it is about. */
typedef struct cli_note {
  const char *name, *text;
} cli_note;

typedef struct cli_syntax {
  const char *command; /* of the program; NULL: it has no commands */
  const char *usage;   /* the help begins with it */
  cli_option_group groups[CLI_MAX_GROUPS];
  const cli_note *commands, *examples, *variables, *statuses; /* each ends with a name NULL; NULL: none */
  /* For queries, NULL elsewhere.  After the first operand, a word like -x is an option only if it consists of flags, or
   * of an option and a value that fits it (-n 3, -n3); any other is an operand, and where its value is missing a
   * message says "-n after_operand". */
  const char *after_operand;
  const char *dash_hint; /* when to write "-- -x", an operand that begins with '-', and "-- --x" */
  const char *word_hint;
} cli_syntax;

/* Prints "PROGRAM: COMMAND: message" and where the help is; returns EXIT_USAGE. */
cli_exit cli_usage_error(const cli_syntax *syntax, const char *format, ...) QN_PRINTF(2, 3);

#endif
