/* SPDX-License-Identifier: MIT */
/* command.c: options and failures, the same for every command. */
#include "tool/command.h"

#include "tool/say.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_OPTIONS = 24 };

static const struct option common_options[] = {
    {"index", required_argument, NULL, 'i'}, {"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'V'}};
enum { N_COMMON = sizeof common_options / sizeof common_options[0] };

/* What all commands and this one know, as getopt_long wants it. */
typedef struct option_table {
  struct option options[MAX_OPTIONS];
  char letters[2 * MAX_OPTIONS + 2];
} option_table;

static void add_option(option_table *table, const struct option *option, size_t *n, size_t *n_letters) {
  table->options[(*n)++] = *option;
  if (option->val > 0x7f || !isalnum(option->val))
    return;
  table->letters[(*n_letters)++] = (char)option->val;
  if (option->has_arg == required_argument)
    table->letters[(*n_letters)++] = ':';
}

static void build_table(option_table *table, const struct option *own) {
  size_t n = 0, n_letters = 0;
  *table = (option_table){.letters = ""};
  table->letters[n_letters++] = ':'; /* a missing value is told from an unknown option */
  for (size_t i = 0; i < N_COMMON; i++)
    add_option(table, &common_options[i], &n, &n_letters);
  for (; own != NULL && own->name != NULL; own++)
    add_option(table, own, &n, &n_letters);
}

int command_usage_error(const command *self, const char *format, ...) {
  char message[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  say("%s: %s", self->name, message);
  say("`quern-index %s --help` tells how to use it", self->name);
  return EXIT_USAGE;
}

/* The option that getopt_long did not like, as the user wrote it. */
static int option_error(const command *self, char **argv, const char *problem) {
  if (optopt != 0 && isgraph(optopt))
    return command_usage_error(self, "-%c %s", optopt, problem);
  return command_usage_error(self, "%s %s", argv[optind - 1], problem);
}

static const char *default_dir(void) {
  const char *dir = getenv("QUERN_INDEX");
  return dir != NULL && *dir != '\0' ? dir : "./index-data/index";
}

int command_read_options(const command *self, int argc, char **argv, const struct option *options, take_option *take,
                         void *context, invocation *call) {
  option_table table;
  int letter;
  build_table(&table, options);
  call->dir = default_dir();
  opterr = 0;
  optind = 1;
  while ((letter = getopt_long(argc, argv, table.letters, table.options, NULL)) != -1) {
    if (letter == 'i') {
      call->dir = optarg;
    } else if (letter == 'h') {
      printf("%s\n", self->help);
      return EXIT_DONE;
    } else if (letter == 'V') {
      printf("quern-index %s\n", qn_version());
      return EXIT_DONE;
    } else if (letter == ':') {
      return option_error(self, argv, "needs a value");
    } else if (letter == '?') {
      return option_error(self, argv, "is not an option it knows, or takes no value");
    } else if (!take(context, letter, optarg)) {
      return EXIT_USAGE;
    }
  }
  call->operands = argv + optind;
  call->n_operands = argc - optind;
  return -1;
}

int command_exit_of(qn_status status) {
  switch (status) {
  case QN_OK:
    return EXIT_DONE;
  case QN_BAD_INPUT:
  case QN_NOT_FOUND:
  case QN_TOO_LARGE:
    return EXIT_REFUSED;
  case QN_INVALID:
  case QN_BAD_QUERY:
  case QN_MISMATCH:
    return EXIT_USAGE;
  case QN_NO_INDEX:
  case QN_NOT_EMPTY:
  case QN_BAD_VERSION:
    return EXIT_NO_INDEX;
  case QN_DAMAGED:
    return EXIT_DAMAGED;
  case QN_LOCKED:
    return EXIT_LOCKED;
  case QN_CANCELLED:
    return EXIT_INTERRUPTED;
  case QN_IO:
  case QN_NO_SPACE:
  case QN_NO_MEMORY:
  case QN_TIMEOUT:
    break;
  }
  return EXIT_SYSTEM;
}

bool command_is_interrupted(void *context) {
  (void)context;
  return command_interrupted != 0;
}

int command_failed(const qn_error *error) {
  if (error->status == QN_CANCELLED)
    say("interrupted; nothing was changed");
  else
    say("%s", error->message);
  return command_exit_of(error->status);
}

int command_cannot_open(const qn_error *error) {
  int exit = command_failed(error);
  return error->status == QN_IO ? EXIT_NO_INDEX : exit;
}
