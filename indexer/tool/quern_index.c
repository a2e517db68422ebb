/* SPDX-License-Identifier: MIT */
/* quern_index.c: the quern-index program: finds the command and lets it run. */
#include "tool/command.h"
#include "tool/say.h"

#include <signal.h>
#include <stdio.h>

#define INDEX_HELP                                                                                                     \
  "  -i, --index DIR      the index (default: $QUERN_INDEX, else ./index-data/index)\n"                                \
  "  -h, --help           this text\n"                                                                                 \
  "      --version        the version"

const command commands[] = {
    {"add", command_add, "add or replace articles from files, folders or standard input",
     "Usage: quern-index add [OPTION...] PATH...\n"
     "       quern-index add [OPTION...] -\n\n"
     "Adds the articles in files and folders, or in standard input (-), and makes them visible at once at the end.\n"
     "An article whose id is in the index replaces that one.  Text, Markdown, HTML, JSON and JSON Lines are read,\n"
     "each also gzipped; folders with all that is below them, without hidden files.\n\n"
     "      --format FORMAT  auto (default), text, markdown, html, json or jsonl\n"
     "      --lang LANG      language of articles that name none: en, german...; none: no stemming\n"
     "      --title-weight N how often the title counts, 1 to 16; set when the index is made (default 2)\n"
     "      --files-from F   read paths from a file, or from standard input (-), one a line\n"
     "  -0                   those paths end in zero bytes, as `find -print0` writes them\n"
     "      --commit-every N make articles visible after each N; for streams without end\n"
     "      --threads N      workers (default: one per processor)\n"
     "      --memory SIZE    memory to use, as 512M or 2G (default 256M)\n"
     "      --no-sync        do not wait for the disk: a power failure may lose the commit\n"
     "      --progress WHEN  auto (default: on a terminal), never, or json: lines for programs\n" INDEX_HELP},
    {"delete", command_delete, "delete articles by id",
     "Usage: quern-index delete [OPTION...] ID...\n\n"
     "Deletes the articles with these ids.\n\n"
     "      --ids-from FILE  read ids from a file, or from standard input (-), one a line\n"
     "      --threads N      workers (default: one per processor)\n"
     "      --memory SIZE    memory to use, as 512M or 2G (default 256M)\n"
     "      --no-sync        do not wait for the disk\n" INDEX_HELP},
    {"compact", command_compact, "merge everything into one segment",
     "Usage: quern-index compact [OPTION...]\n\n"
     "Rewrites the index as one segment without deleted articles.\n\n"
     "      --threads N      workers (default: one per processor)\n"
     "      --memory SIZE    memory to use, as 512M or 2G (default 256M)\n"
     "      --no-sync        do not wait for the disk\n" INDEX_HELP},
    {"check", command_check, "verify every byte, say what is damaged and where",
     "Usage: quern-index check [OPTION...]\n\n"
     "Reads the whole index, verifies all checksums and that all parts agree.\n\n" INDEX_HELP},
    {"info", command_info, "articles, words, sizes by part, languages, generation",
     "Usage: quern-index info [OPTION...]\n\n"
     "Tells what is in the index.\n\n"
     "      --json           as one JSON object\n" INDEX_HELP},
    {"merge", command_merge, "add whole indexes",
     "Usage: quern-index merge [OPTION...] SRC...\n\n"
     "Adds all articles of other indexes with the same settings, whose files are taken over as they are.  Of equal\n"
     "ids the one merged last wins.\n\n"
     "      --no-sync        do not wait for the disk\n" INDEX_HELP},
    {"export", command_export, "print the articles as JSON Lines",
     "Usage: quern-index export [OPTION...]\n\n"
     "Prints the articles in order of addition, an object a line, as `quern-index add` reads them.\n\n" INDEX_HELP},
    {"analyze", command_analyze, "print the words of a text as the index sees them",
     "Usage: quern-index analyze [OPTION...] TEXT...\n"
     "       quern-index analyze [OPTION...] -\n\n"
     "Prints each word of a text, or of standard input (-), with its position, its bytes, its form and its term.\n\n"
     "      --lang LANG      language of the text (default: en)\n"
     "      --json           an object a line: text, form, term, lang, position, start, end\n"
     "  -h, --help           this text\n"
     "      --version        the version"},
    {NULL, NULL, NULL, NULL},
};

volatile int command_interrupted;

static void interrupt(int signal_number) {
  (void)signal_number;
  command_interrupted = 1;
}

/* The first Ctrl-C asks to stop, the second ends the program.  Whoever started it with nohup does not want it to end
 * with the terminal.  A file that grows too large is an error to be told. */
static void set_signals(void) {
  struct sigaction action = {.sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND}, before;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  if (sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
    sigaction(SIGHUP, &action, NULL);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGXFSZ, SIG_IGN);
}

static void print_help(FILE *to) {
  fputs("Usage: quern-index COMMAND [OPTION...] ...\n\nMakes and keeps an index of articles; quern-query searches "
        "it.\n\n",
        to);
  for (const command *c = commands; c->name != NULL; c++)
    fprintf(to, "  %-10s %s\n", c->name, c->summary);
  fputs("\n`quern-index COMMAND --help` tells more.  The index is in $QUERN_INDEX or ./index-data/index, or where\n"
        "-i DIR says.\n",
        to);
}

/* What was printed has been written; nobody reading is no failure. */
static int finish(int status) {
  if (fflush(stdout) == 0 || status != EXIT_DONE)
    return status;
  say("cannot write to standard output");
  return EXIT_SYSTEM;
}

int main(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "";
  set_signals();
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
    print_help(stdout);
    return finish(EXIT_DONE);
  }
  if (strcmp(name, "--version") == 0) {
    printf("quern-index %s\n", qn_version());
    return finish(EXIT_DONE);
  }
  for (const command *c = commands; c->name != NULL; c++)
    if (strcmp(name, c->name) == 0)
      return finish(c->run(c, argc - 1, argv + 1));
  if (argc < 2)
    print_help(stderr);
  else
    say("%s is not a command; `quern-index --help` lists them", name);
  return EXIT_USAGE;
}
