/* SPDX-License-Identifier: MIT */
/* option_help.c: the help, a line an option in the order of the table. */
#include "cli/option_help.h"

#include "cli/option_values.h"

static void print_option(const cli_option *o, FILE *to) {
  char letter[5] = "    ", left[60], choices[CLI_CHOICES_MAX];
  if (o->letter != 0)
    snprintf(letter, sizeof letter, "-%c, ", o->letter);
  const char *argument = o->argument != NULL ? o->argument : "";
  const char *open = o->argument == NULL ? "" : o->bare != NULL ? "[=" : " ";
  snprintf(left, sizeof left, "%s--%s%s%s%s", letter, o->name, open, argument, o->bare != NULL ? "]" : "");
  if (o->help == NULL)
    cli_list_choices(choices, o, " (default)");
  fprintf(to, "  %-20s %s\n", left, o->help != NULL ? o->help : choices);
}

void cli_print_help(const cli_syntax *syntax, FILE *to) {
  fputs(syntax->usage, to);
  for (const cli_option_group *group = syntax->groups; group->options != NULL; group++)
    for (size_t i = 0; i < group->n; i++)
      print_option(&group->options[i], to);
  if (syntax->footer != NULL)
    fputs(syntax->footer, to);
}
