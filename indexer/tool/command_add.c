/* SPDX-License-Identifier: MIT */
/* command_add.c: the options of `add`, what is added to which index, and what is said of it at the end. */
#include "articles/allowance.h"
#include "articles/language_detection.h"
#include "cli/console.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "text/language.h"
#include "tool/add_summary.h"
#include "tool/adding.h"
#include "tool/change_report.h"
#include "tool/following.h"
#include "tool/known_roots.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] = "Usage: quern-index add [OPTION...] [PATH...]\n"
                            "       quern-index add [OPTION...] -\n"
                            "       quern-index add --tail [OPTION...] FILE|-\n\n"
                            "Adds the articles in files and folders, or in standard input (-), and makes\n"
                            "them visible at once at the end. An article whose id is in the index replaces\n"
                            "that one; a file that has not changed since it was read is not read again.\n"
                            "Without PATH, goes through all that was added before. Files of the formats\n"
                            "below are read, also packed (gzip, bzip2, xz, zstd), and folders with all that\n"
                            "is below them, but for hidden files, links, and what .gitignore, .ignore and\n"
                            ".quernignore leave out. The options that say which files are read, and how, are\n"
                            "remembered for each PATH and used again, until it is added with others.\n\n";

static const cli_note examples[] = {
    {"quern-index add notes/ mail.jsonl", "makes the index, or adds to it"},
    {"quern-index add --sync", "brings it up to date with all that was added before"},
    {"find . -name '*.md' -print0 | quern-index add --files-from - -0", "adds what another program lists"},
    {"quern-index add --tail app.jsonl", "adds what is written to a log, until Ctrl-C"},
    {"curl -s URL | quern-index add --id URL -", "adds standard input under an id of its own"},
    {NULL, NULL},
};

enum { PROGRESS_AUTO, PROGRESS_NEVER, PROGRESS_JSON_LINES }; /* the choices of --progress */

static const cli_option own_options[] = {
    {"title-weight", 0, CLI_NUMBER, offsetof(adding, title_weight), .min = 1, .max = 16, .argument = "N",
     .help = "how often the title counts, 1 to 16; set when the index is made (default 2)"},
    {"files-from", 0, CLI_TEXT, offsetof(adding, files_from), .argument = "F",
     .help = "read paths from a file, or from standard input (-), one a line"},
    {"null", '0', CLI_FLAG, offsetof(adding, null_ends),
     .help = "those paths end in zero bytes, as `find -print0` writes them"},
    {"sync", 0, CLI_FLAG, offsetof(adding, sync), .help = "remove the articles of files below PATH that are gone"},
    {"force", 0, CLI_FLAG, offsetof(adding, force), .help = "read all files again, also those that have not changed"},
    {"tail", 0, CLI_FLAG, offsetof(adding, tail),
     .help = "follow a file of JSON Lines that grows, as `tail -F` does, until it is interrupted"},
    {"commit-every", 0, CLI_TEXT, offsetof(adding, pace.given), .argument = "N|Ns",
     .help = "make articles visible after each N, or every N seconds: 1000, 5s (--tail: 1s)"},
    {"quiet", 'q', CLI_FLAG, offsetof(adding, quiet), .help = "print nothing but what failed"},
    {"verbose", 'v', CLI_FLAG, offsetof(adding, verbose),
     .help = "name what is skipped and why, show every problem and the sizes by part"},
    {"all-problems", 0, CLI_FLAG, offsetof(adding, problems.all),
     .help = "show every problem, not only the first ones"},
    {"progress", 0, CLI_CHOICE, offsetof(adding, progress_choice), .choices = "auto|never|json", .argument = "WHEN",
     .help = "auto (default: on a terminal), never, or json: lines for programs"},
};
enum { N_OWN_OPTIONS = sizeof own_options / sizeof own_options[0] };

static progress_form form_of(unsigned choice) {
  if (choice == PROGRESS_AUTO)
    return isatty(STDERR_FILENO) ? PROGRESS_LINE : PROGRESS_NONE;
  return choice == PROGRESS_JSON_LINES ? PROGRESS_JSON : PROGRESS_NONE;
}

/* --lang is the language of a new index, which gets the default with `auto`. */
static qn_status ask_for_language(adding *a, const char **asked, qn_error *error) {
  const char *lang = a->given.reading.lang;
  qn_status status = lang != NULL ? adding_find_language(a, error) : QN_OK;
  if (status != QN_OK || lang == NULL || strcmp(lang, "auto") == 0 || a->index_language != 0)
    return status;
  *asked = lang;
  a->index_language = qn__language_find(lang, strlen(lang));
  return QN_OK;
}

/* The speed, and the bytes written. */
static void report_cost(const adding *a) {
  char read[CLI_NUMBER_MAX], speed[CLI_NUMBER_MAX], written[CLI_NUMBER_MAX], ratio[40] = "";
  const double seconds = progress_seconds(&a->progress), text = (double)a->done.text_bytes;
  if (text >= 1e6) /* in small additions the fixed size of a commit dominates */
    snprintf(ratio, sizeof ratio, " (%.2f of the text)", (double)a->done.written_bytes / text);
  cli_message("%s of text, %s/s; %s written%s", cli_size(read, a->done.text_bytes),
              cli_size(speed, seconds > 0 ? (uint64_t)(text / seconds) : 0), cli_size(written, a->done.written_bytes),
              ratio);
}

static void report_invalid(const adding *a) {
  char number[CLI_NUMBER_MAX], where[sizeof a->invalid_in + 80] = "";
  if (a->invalid_in[0] != '\0')
    snprintf(where, sizeof where, ", the first in %s: convert it to UTF-8, or let HTML declare its charset",
             a->invalid_in);
  cli_message("%s invalid character%s replaced%s", cli_count(number, a->done.replaced_chars),
              a->done.replaced_chars == 1 ? "" : "s", where);
}

/* What is left of a count; an article that moved may also have replaced another one. */
static uint64_t less(uint64_t count, uint64_t part) {
  return count > part ? count - part : 0;
}

/* What was done with the articles read, and what the index is now. */
static void report_added(const adding *a, const char *dir) {
  char line[ADD_SUMMARY_MAX];
  const double seconds = progress_seconds(&a->progress);
  const add_summary summary = {.added = less(less(a->done.added, a->done.replaced), a->sources.moved),
                               .changed = a->done.replaced,
                               .unchanged = a->sources.unchanged,
                               .moved = a->sources.moved,
                               .removed = less(a->done.deleted, a->sources.moved),
                               .undetected = a->undetected,
                               .failed = a->refused,
                               .skipped = &a->skips};
  if (a->quiet)
    return;
  if (a->done.replaced_chars > 0)
    report_invalid(a);
  if (a->verbose)
    report_cost(a);
  if (a->verbose && a->done.added > 0)
    report_parts(dir);
  report_change(dir, "%s in %.*f s", add_summary_print(&summary, line), seconds < 10 ? 2 : 0, seconds);
}

/* Reports why adding ended and what was kept. */
static cli_exit report_failure(const adding *a) {
  char number[CLI_NUMBER_MAX], why[sizeof a->error.message + 20];
  snprintf(why, sizeof why, "%s%s", a->error.status == QN_CANCELLED ? "interrupted" : a->error.message,
           a->error.status == QN_TOO_LARGE ? " (--commit-every)" : "");
  if (a->error.status == QN_NOT_DURABLE)
    cli_message("%s", why);
  else if (a->committed > 0)
    cli_message("%s; what was committed before stays (articles: %s), the rest was not added", why,
                cli_count(number, a->done.added));
  else
    cli_message("%s; nothing was added, the index is as it was", why);
  return cli_exit_of(a->error.status);
}

/* Reads all, commits, closes the writer. */
static void add_all(adding *a, const invocation *call) {
  a->error.status = QN_OK;
  for (size_t i = 0; i < a->n_followed && a->error.status == QN_OK; i++)
    following_catch_up(a, a->followed[i]);
  if (a->tail)
    following_read(a, call->operands[0]);
  else if (a->error.status == QN_OK)
    adding_read(a, call);
  if (a->error.status == QN_OK) {
    progress_committing(&a->progress, a->done.added + a->uncommitted, a->bytes_read);
    adding_commit(a);
  }
  progress_hide(&a->progress);
  problem_kinds_report(&a->problems);
  report_lost_sources(a->writer);
  qn_writer_close(a->writer);
}

/* What is for reading is not for the writer. */
static void divide_memory(adding *a) {
  a->asks_memory = a->options.memory > 0;
  size_t memory = a->options.memory > 0 ? (size_t)a->options.memory : QN__MEMORY_DEFAULT;
  a->reading_memory = qn__memory_for_reading(memory);
  a->options.memory = qn__memory_for_writing(memory);
}

/* Whether there is anything of what was named; otherwise says so, and no index is made. */
static bool some_operand_exists(const adding *a, const invocation *call) {
  struct stat status;
  if (a->files_from != NULL)
    return true;
  for (int i = 0; i < call->n_operands; i++)
    if (strcmp(call->operands[i], "-") == 0 || stat(call->operands[i], &status) == 0 || errno != ENOENT)
      return true;
  return false;
}

/* Adds what was asked for. */
static cli_exit add_asked(adding *a, invocation *call) {
  qn_writer_options more = QN_WRITER_OPTIONS_INIT;
  a->dir = call->dir;
  a->problems.all |= a->verbose;
  more.must_exist = !some_operand_exists(a, call);
  if (a->tail)
    following_prepare_writer(a, &more);
  if (ask_for_language(a, &more.language, &a->error) != QN_OK)
    return command_failed(&a->error);
  more.title_weight = (unsigned)a->title_weight;
  progress_start(&a->progress, form_of(a->progress_choice));
  divide_memory(a);
  if (!open_writer(&a->writer, call, &a->options, &more))
    return call->exit;
  add_all(a, call);
  if (a->error.status != QN_OK)
    return report_failure(a);
  report_added(a, call->dir);
  return a->refused > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}

static void take_roots(adding *a, invocation *call, const known_roots *roots) {
  a->n_followed = roots->n_followed;
  call->operands = QN__ARRAY(char *, &roots->paths);
  call->n_operands = (int)(roots->n - a->n_followed);
  a->followed = call->operands + call->n_operands;
}

/* Adds again what was added before. */
static cli_exit add_roots(adding *a, invocation *call) {
  known_roots roots;
  qn_error error;
  cli_exit exit;
  qn_status status = known_roots_read(&roots, call->dir, &error);
  a->adds_roots = true;
  if (status == QN_OK && roots.n > 0 && a->given_option != NULL) {
    exit = cli_usage_error(
        &call->syntax, "--%s needs a PATH; without one, each is added with the options that it was added with before",
        a->given_option);
  } else if (status == QN_OK && roots.n > 0) {
    take_roots(a, call, &roots);
    exit = add_asked(a, call);
  } else if (status == QN_OK || status == QN_NO_INDEX) {
    exit = cli_usage_error(&call->syntax, "name files or folders to add, or - for standard input");
  } else {
    exit = command_failed(&error);
  }
  known_roots_clear(&roots);
  return exit;
}

/* Ids that are relative to no folder would be absolute paths, and stay so. */
static bool has_base(const adding *a) {
  const char *base = a->given.reading.reading.base;
  struct stat status;
  return base == NULL || (stat(base, &status) == 0 && S_ISDIR(status.st_mode));
}

/* Adds what was named, if there is anything of it. */
static cli_exit add_named(adding *a, invocation *call) {
  if (call->n_operands == 0 && a->files_from == NULL)
    return add_roots(a, call);
  const bool exists = some_operand_exists(a, call);
  if (exists && !has_base(a))
    return cli_usage_error(&call->syntax, "--base: there is no folder %s", a->given.reading.reading.base);
  if (exists || a->sync)
    return add_asked(a, call);
  for (int i = 0; i < call->n_operands; i++)
    cli_message("%s: there is no such file or folder", call->operands[i]);
  return EXIT_NEGATIVE;
}

static bool reads_input(const invocation *call) {
  for (int i = 0; i < call->n_operands; i++)
    if (strcmp(call->operands[i], "-") == 0)
      return true;
  return false;
}

/* Completes what was given. */
static cli_exit complete_options(adding *a, const invocation *call) {
  qn_error error;
  qn_status status = root_options_complete(&a->given, call->dir, &error);
  const char *for_input = input_option_given(&a->given.reading);
  if (status != QN_OK)
    return status == QN_NO_MEMORY ? cli_report_memory() : cli_usage_error(&call->syntax, "%s", error.message);
  if (for_input != NULL && !reads_input(call))
    return cli_usage_error(&call->syntax, "%s: this is for standard input (-), which is not among what is to be added",
                           for_input);
  a->given_option = root_option_given(&a->given, true);
  a->gives_reading = root_option_given(&a->given, false) != NULL;
  return EXIT_DONE;
}

/* Does what was parsed. */
static cli_exit run_parsed(adding *a, invocation *call) {
  if (a->given.walking.type_list)
    return print_file_types();
  if (a->null_ends && a->files_from == NULL)
    return cli_usage_error(&call->syntax, "-0 (--null) is for --files-from, which names the file of paths");
  const cli_exit exit = complete_options(a, call);
  if (exit != EXIT_DONE)
    return exit;
  if (!commit_pace_check(&a->pace, a->tail ? 1 : 0, call) || (a->tail && !following_check(a, call)))
    return call->exit;
  return add_named(a, call);
}

cli_exit command_add(int argc, char **argv) {
  adding a = {.dir = NULL};
  invocation call = {.syntax = {"add", usage, .examples = examples,
                                .groups = {{own_options, N_OWN_OPTIONS, &a},
                                           {read_option_rows, N_READ_OPTIONS, &a.given.reading},
                                           {walk_option_rows, N_WALK_OPTIONS, &a.given.walking},
                                           {write_option_rows, N_WRITE_OPTIONS, &a.options}}}};
  cli_exit exit = command_begin(&call, argc, argv) ? run_parsed(&a, &call) : call.exit;
  root_options_clear(&a.given);
  return exit;
}
