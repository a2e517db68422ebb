/* SPDX-License-Identifier: MIT */
/* option_help.c: the help, an option after the other in the order of the table, in lines that fit a terminal. */
#include "cli/option_help.h"

#include "cli/option_values.h"

enum { LINE_MAX = 79, LEFT = 20, INDENT = LEFT + 3 };

/* Prints words from the column on, and goes on below where a line is full. */
static void print_wrapped(const char *text, size_t column, FILE *to) {
  for (bool line_begins = true; *text != '\0'; line_begins = false) {
    size_t size = strcspn(text, " ");
    if (!line_begins && column + 1 + size > LINE_MAX) {
      fprintf(to, "\n%*s", INDENT - 1, "");
      column = INDENT - 1;
    }
    fprintf(to, " %.*s", (int)size, text);
    column += 1 + size;
    text += size + (text[size] == ' ');
  }
  fputc('\n', to);
}

static void print_option(const cli_option *o, FILE *to) {
  char letter[5] = "    ", left[60], choices[CLI_CHOICES_MAX];
  if (o->letter != 0)
    snprintf(letter, sizeof letter, "-%c, ", o->letter);
  const char *argument = o->argument != NULL ? o->argument : "";
  const char *open = o->argument == NULL ? "" : o->bare != NULL ? "[=" : " ";
  snprintf(left, sizeof left, "%s--%s%s%s%s", letter, o->name, open, argument, o->bare != NULL ? "]" : "");
  if (o->help == NULL)
    cli_list_choices(choices, o, " (default)");
  int width = fprintf(to, "  %-*s", LEFT, left);
  print_wrapped(o->help != NULL ? o->help : choices, (size_t)width, to);
}

void cli_print_help(const cli_syntax *syntax, FILE *to) {
  fputs(syntax->usage, to);
  for (const cli_option_group *group = syntax->groups; group->options != NULL; group++)
    for (size_t i = 0; i < group->n; i++)
      print_option(&group->options[i], to);
  if (syntax->footer != NULL)
    fputs(syntax->footer, to);
}
