/* SPDX-License-Identifier: MIT */
/* quern_index.c: the quern-index program: finds the command and runs it. */
#include "cli/console.h"
#include "cli/option_help.h"
#include "cli/signals.h"
#include "cli/suggest.h"
#include "tool/command.h"

static const command commands[] = {
    {"init", command_init, "make an index for a folder and all below it"},
    {"add", command_add, "add or replace articles from files, folders or standard input"},
    {"delete", command_delete, "delete articles by id, or all that match a query"},
    {"forget", command_forget, "take folders off the list of what add goes through"},
    {"compact", command_compact, "merge everything into one segment"},
    {"check", command_check, "verify every byte, say what is damaged and where"},
    {"info", command_info, "articles, words, sizes by part, languages, generation"},
    {"merge", command_merge, "add whole indexes"},
    {"export", command_export, "print the articles as JSON Lines"},
    {"show", command_show, "print an article, with the words of a query marked"},
    {"salvage", command_salvage, "make a new index of what can be read of a damaged one"},
    {"analyze", command_analyze, "print the words of a text as the index sees them"},
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

static const cli_note examples[] = {
    {"quern-index add notes/ mail.jsonl", "makes the index, or adds to it"},
    {"quern-index help add", "shows the options of a command"},
    {"quern-query apples", "searches the index"},
    {NULL, NULL},
};

static void print_help(FILE *to) {
  cli_note rows[N_COMMANDS + 1] = {{NULL, NULL}};
  for (size_t i = 0; i < N_COMMANDS; i++)
    rows[i] = (cli_note){commands[i].name, commands[i].summary};
  const cli_syntax syntax = {.usage = "Usage: quern-index COMMAND [OPTION...] ...\n\n"
                                      "Makes and keeps an index of articles; quern-query searches it.\n\n",
                             .commands = rows,
                             .examples = examples,
                             .variables = command_variables,
                             .statuses = command_statuses};
  cli_print_help(&syntax, to);
}

static bool is_one_of(const char *name, const char *first, const char *second, const char *third) {
  return strcmp(name, first) == 0 || strcmp(name, second) == 0 || strcmp(name, third) == 0;
}

/* As other programs of commands have options of their own. */
static cli_exit option_first(const char *name) {
  cli_message("%s stands before the command; options follow it: quern-index COMMAND %s ...", name, name);
  cli_message("see quern-index --help");
  return EXIT_USAGE;
}

static cli_exit unknown_command(const char *name) {
  char suggested[CLI_SUGGESTED_MAX];
  cli_suggestions near = cli_suggest(name, strlen(name));
  for (size_t i = 0; i < N_COMMANDS; i++)
    cli_suggest_name(&near, commands[i].name);
  cli_message("%s is not a command%s", name, cli_suggested(&near, "", suggested));
  cli_message("see quern-index --help");
  return EXIT_USAGE;
}

static const command *find_command(const char *name) {
  for (size_t i = 0; i < N_COMMANDS; i++)
    if (strcmp(name, commands[i].name) == 0)
      return &commands[i];
  return NULL;
}

static cli_exit run_command(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "";
  const command *found = find_command(name);
  if (found != NULL)
    return found->run(argc - 1, argv + 1);
  if (strcmp(name, "help") == 0 && argc > 2) {
    char *asked[] = {argv[2], (char *)"--help", NULL};
    found = find_command(argv[2]);
    return found != NULL ? found->run(2, asked) : unknown_command(argv[2]);
  }
  if (is_one_of(name, "--version", "-V", "version")) {
    printf("quern-index %s\n", qn_version());
    return EXIT_DONE;
  }
  bool asked = is_one_of(name, "--help", "-h", "help");
  if (!asked && argc > 1)
    return name[0] == '-' ? option_first(name) : unknown_command(name);
  print_help(asked ? stdout : stderr);
  return asked ? EXIT_DONE : EXIT_USAGE;
}

int main(int argc, char **argv) {
  cli_set_program("quern-index");
  cli_stop_when_interrupted();
  return (int)cli_finish(run_command(argc, argv));
}
