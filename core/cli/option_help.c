/* SPDX-License-Identifier: MIT */
/* option_help.c: the help, an option after the other in the order of the table, in lines that fit a terminal. */
#include "cli/option_help.h"

#include "cli/option_values.h"

enum { LINE_MAX = 79, LEFT = 20, INDENT = LEFT + 3, STATUSES_MAX = 600 };

/* Prints words from the column on, and goes on below, at `indent`, where a line is full. */
static void print_wrapped(const char *text, size_t column, size_t indent, FILE *to) {
  for (bool line_begins = true; *text != '\0'; line_begins = false) {
    size_t size = strcspn(text, " ");
    if (!line_begins && column + 1 + size > LINE_MAX) {
      fprintf(to, "\n%*s", (int)indent - 1, "");
      column = indent - 1;
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
  size_t column = (size_t)fprintf(to, "  %-*s", LEFT, left);
  if (column >= INDENT)
    column = (size_t)fprintf(to, "\n%*s", INDENT - 1, "") - 1;
  print_wrapped(o->help != NULL ? o->help : choices, column, INDENT, to);
}

/* What an example is about stands beside it, or below a long one. */
static void print_example(const cli_note *example, FILE *to) {
  enum { BESIDE = 43, BELOW = 6 };
  const bool fits = strlen(example->name) < BESIDE - 2 && BESIDE + strlen(example->text) <= LINE_MAX;
  size_t column = (size_t)fprintf(to, "  %s", example->name);
  column = fits ? column + (size_t)fprintf(to, "%*s", (int)(BESIDE - 1 - column), "")
                : (size_t)fprintf(to, "\n%*s", BELOW - 1, "") - 1;
  print_wrapped(example->text, column, BELOW, to);
}

static void print_examples(const cli_note *example, FILE *to) {
  fputs("\nFor example:\n\n", to);
  for (; example->name != NULL; example++)
    print_example(example, to);
}

/* Names, and beside each what it is. */
static void print_notes(const cli_note *note, int left, FILE *to) {
  for (; note->name != NULL; note++) {
    const int width = fprintf(to, "  %-*s", left, note->name);
    print_wrapped(note->text, (size_t)width, (size_t)left + 3, to);
  }
}

/* All of them as one sentence. */
static void print_statuses(const cli_note *status, FILE *to) {
  char sentence[STATUSES_MAX];
  size_t size = 0;
  for (; status->name != NULL && size < sizeof sentence; status++)
    size += (size_t)snprintf(sentence + size, sizeof sentence - size, "%s %s%s", status->name, status->text,
                             status[1].name != NULL ? ", " : ".");
  print_wrapped(sentence, (size_t)fprintf(to, "\nExit status:") - 1, 3, to);
}

void cli_print_help(const cli_syntax *syntax, FILE *to) {
  enum { COMMAND_MAX = 10, VARIABLE_MAX = 13 };
  fputs(syntax->usage, to);
  if (syntax->commands != NULL)
    print_notes(syntax->commands, COMMAND_MAX, to);
  for (const cli_option_group *group = syntax->groups; group->options != NULL; group++)
    for (size_t i = 0; i < group->n; i++)
      print_option(&group->options[i], to);
  if (syntax->examples != NULL)
    print_examples(syntax->examples, to);
  if (syntax->variables != NULL) {
    fputs("\nEnvironment:\n\n", to);
    print_notes(syntax->variables, VARIABLE_MAX, to);
  }
  if (syntax->statuses != NULL)
    print_statuses(syntax->statuses, to);
}
