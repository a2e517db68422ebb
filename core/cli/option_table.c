/* SPDX-License-Identifier: MIT */
/* option_table.c: what is said of a wrong command line, and lists of values. */
#include "cli/option_table.h"

#include "base/memory.h"
#include "cli/console.h"
#include "cli/report.h"

#include <stdarg.h>
#include <stdio.h>

cli_exit cli_usage_error(const cli_syntax *syntax, const char *format, ...) {
  const char *command = syntax->command != NULL ? syntax->command : "", *gap = *command != '\0' ? " " : "";
  char message[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  cli_message("%s%s%s", command, *gap != '\0' ? ": " : "", message);
  cli_message("see %s%s%s --help", cli_program(), gap, command);
  return EXIT_USAGE;
}

cli_exit cli_list_add(cli_list *list, const char *item) {
  const char **items = qn__realloc(list->items, (list->n + 1) * sizeof *items);
  if (items == NULL)
    return cli_report_memory();
  items[list->n++] = item;
  list->items = items;
  return EXIT_DONE;
}

void cli_list_clear(cli_list *list) {
  qn__free(list->items);
  *list = (cli_list){NULL, 0};
}
