/* SPDX-License-Identifier: MIT */
/* option_manual.c: takes the place of option_help.c in programs of the build (build/manual/): what a help says, as
 * lines of fields, a tab between, that packaging/ makes manual pages and completions of:
 *
 *     usage     lines, joined by \n
 *     command   name, what it does
 *     option    --name, letter, kind (flag, value or bare: the value may be left out), argument, choices, help
 *     example, variable, status    name, what it is about
 *     language  code */
#include "cli/option_help.h"
#include "cli/option_values.h"
#include "text/language.h"

static void put_table_field(const char *text, FILE *to) {
  for (; *text != '\0'; text++)
    if (*text == '\n')
      fputs("\\n", to);
    else
      fputc(*text == '\t' ? ' ' : *text, to);
}

static void put_table_line(const char *kind, const char *name, const char *text, FILE *to) {
  fprintf(to, "%s\t", kind);
  put_table_field(name, to);
  fputc('\t', to);
  put_table_field(text, to);
  fputc('\n', to);
}

static void put_notes(const char *kind, const cli_note *note, FILE *to) {
  for (; note != NULL && note->name != NULL; note++)
    put_table_line(kind, note->name, note->text, to);
}

static void put_choices(const cli_option *option, FILE *to) {
  for (size_t i = 0; option->kind == CLI_CHOICE && cli_choice(option, i).size > 0; i++)
    fprintf(to, "%s%.*s", i > 0 ? "|" : "", (int)cli_choice(option, i).size, cli_choice(option, i).data);
}

static void put_option(const cli_option *option, FILE *to) {
  char listed[CLI_CHOICES_MAX] = "";
  if (option->help == NULL)
    cli_list_choices(listed, option, " (default)");
  fprintf(to, "option\t--%s\t", option->name);
  if (option->letter != 0)
    fprintf(to, "-%c", option->letter);
  fprintf(to, "\t%s\t%s\t",
          option->kind == CLI_FLAG ? "flag"
          : option->bare != NULL   ? "bare"
                                   : "value",
          option->argument != NULL ? option->argument : "");
  put_choices(option, to);
  fputc('\t', to);
  put_table_field(option->help != NULL ? option->help : listed, to);
  fputc('\n', to);
}

static void put_languages(FILE *to) {
  for (uint8_t language = 1; language < QN__LANGUAGE_LIMIT; language++)
    if (qn__language_code(language) != NULL)
      fprintf(to, "language\t%s\n", qn__language_code(language));
}

void cli_print_help(const cli_syntax *syntax, FILE *to) {
  put_table_line("usage", syntax->usage, "", to);
  put_notes("command", syntax->commands, to);
  for (const cli_option_group *group = syntax->groups; group->options != NULL; group++)
    for (size_t i = 0; i < group->n; i++)
      put_option(&group->options[i], to);
  put_notes("example", syntax->examples, to);
  put_notes("variable", syntax->variables, to);
  put_notes("status", syntax->statuses, to);
  put_languages(to);
}
