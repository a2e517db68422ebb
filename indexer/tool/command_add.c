/* SPDX-License-Identifier: MIT */
/* command_add.c: articles into the index.  An error in one article or file is reported and skips only that one. */
#include "articles/allowance.h"
#include "articles/language_detection.h"
#include "articles/read_articles.h"
#include "cli/console.h"
#include "cli/numbers.h"
#include "cli/signals.h"
#include "text/language.h"
#include "text/utf8.h"
#include "tool/add_summary.h"
#include "tool/change_report.h"
#include "tool/lines.h"
#include "tool/problem_kinds.h"
#include "tool/progress.h"
#include "tool/read_options.h"
#include "tool/walk_options.h"
#include "tool/write_options.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static const char usage[] = "Usage: quern-index add [OPTION...] PATH...\n"
                            "       quern-index add [OPTION...] -\n\n"
                            "Adds the articles in files and folders, or in standard input (-), and makes\n"
                            "them visible at once at the end. An article whose id is in the index replaces\n"
                            "that one. Files of the formats below are read, also packed (gzip, bzip2, xz,\n"
                            "zstd), and folders with all that is below them, but for hidden files, links,\n"
                            "and what .gitignore, .ignore and .quernignore leave out.\n\n";

static const cli_note examples[] = {
    {"quern-index add notes/ mail.jsonl", "makes the index, or adds to it"},
    {"find . -name '*.md' -print0 | quern-index add --files-from - -0", "adds what another program lists"},
    {"curl -s URL | quern-index add --id URL -", "adds standard input under an id of its own"},
    {NULL, NULL},
};

typedef struct adding {
  /* what was asked for */
  write_options options;
  read_options reading;
  walk_options walking;
  bool quiet, verbose;
  unsigned format;  /* qn__article_format */
  const char *lang; /* NULL: not asked for */
  uint64_t title_weight;
  const char *files_from;
  bool null_ends;        /* of the paths in files_from */
  uint64_t commit_every; /* 0: once, at the end */
  unsigned progress_choice;
  /* how it goes */
  size_t reading_memory;
  qn_string article_lang; /* of articles that name none */
  bool detects_lang;      /* of articles that name none */
  qn_writer *writer;
  qn__article_reader *reader;
  progress progress;
  bool is_named; /* the file that is read: it was named, not met in a folder */
  skip_counts skips;
  uint64_t uncommitted, refused, undetected, bytes_read;
  uint64_t committed; /* commits made on the way */
  problem_kinds problems;
  char invalid_in[256]; /* the first file with invalid characters; "": none */
  const char *dir;      /* of the index */
  qn_commit_info done;
  qn_error error; /* that ended adding; status QN_OK: none */
} adding;

static const char *format_choice(size_t i) {
  const qn__format *format = i > 0 ? qn__format_at(i - 1) : NULL;
  return i == 0 ? "auto" : format != NULL ? format->name : NULL;
}

static const qn__format *format_of(const adding *a) {
  return a->format > 0 ? qn__format_at(a->format - 1) : NULL;
}

enum { PROGRESS_AUTO, PROGRESS_NEVER, PROGRESS_JSON_LINES }; /* the choices of --progress */

static const cli_option own_options[] = {
    {"format", 0, CLI_CHOICE, offsetof(adding, format), .choice = format_choice, .argument = "FORMAT"},
    {"lang", 0, CLI_TEXT, offsetof(adding, lang), .argument = "LANG",
     .help = "language of articles that name none: en, german...; auto: detect it; none: no stemming"},
    {"title-weight", 0, CLI_NUMBER, offsetof(adding, title_weight), .min = 1, .max = 16, .argument = "N",
     .help = "how often the title counts, 1 to 16; set when the index is made (default 2)"},
    {"files-from", 0, CLI_TEXT, offsetof(adding, files_from), .argument = "F",
     .help = "read paths from a file, or from standard input (-), one a line"},
    {"null", '0', CLI_FLAG, offsetof(adding, null_ends),
     .help = "those paths end in zero bytes, as `find -print0` writes them"},
    {"commit-every", 0, CLI_NUMBER, offsetof(adding, commit_every), .min = 1, .argument = "N",
     .help = "make articles visible after each N; for streams without end"},
    {"quiet", 'q', CLI_FLAG, offsetof(adding, quiet), .help = "print nothing but what failed"},
    {"verbose", 'v', CLI_FLAG, offsetof(adding, verbose),
     .help = "name what is skipped and why, show every problem and the sizes by part"},
    {"all-problems", 0, CLI_FLAG, offsetof(adding, problems.all), .help = "show every problem, not three of a kind"},
    {"progress", 0, CLI_CHOICE, offsetof(adding, progress_choice), .choices = "auto|never|json", .argument = "WHEN",
     .help = "auto (default: on a terminal), never, or json: lines for programs"},
};
enum { N_OWN_OPTIONS = sizeof own_options / sizeof own_options[0] };

static progress_form form_of(unsigned choice) {
  if (choice == PROGRESS_AUTO)
    return isatty(STDERR_FILENO) ? PROGRESS_LINE : PROGRESS_NONE;
  return choice == PROGRESS_JSON_LINES ? PROGRESS_JSON : PROGRESS_NONE;
}

static const char *shown_path(const qn__source_location *location) {
  return strcmp(location->path, "-") == 0 ? "standard input" : location->path;
}

/* "FILE:LINE:COLUMN: message" with what is known of it. */
static void report_problem(adding *a, const qn__source_location *location, const char *message) {
  const char *path = shown_path(location);
  progress_hide(&a->progress);
  if (location->line > 0 && location->column > 0)
    cli_message("%s:%" PRIu64 ":%" PRIu64 ": %s", path, location->line, location->column, message);
  else if (location->line > 0)
    cli_message("%s:%" PRIu64 ": %s", path, location->line, message);
  else
    cli_message("%s: %s", path, message);
}

static void on_problem(void *context, const qn__source_location *location, qn__severity severity, const char *message) {
  adding *a = context;
  a->refused += severity == QN__REFUSED;
  if (severity == QN__SKIPPED)
    skip_counts_note(&a->skips, "empty", "empty");
  if (severity == QN__SKIPPED && !a->is_named && !a->verbose)
    return;
  if ((severity == QN__REFUSED || !a->quiet) && problem_kinds_note(&a->problems, message))
    report_problem(a, location, message);
}

static bool commit(adding *a) {
  qn_commit_info info = {0};
  if (qn_writer_commit(a->writer, &info, &a->error) != QN_OK)
    return false;
  a->error.status = QN_OK;
  if (info.damaged_segments > a->done.damaged_segments) {
    progress_hide(&a->progress);
    report_damage(a->dir, &info);
  }
  a->done.damaged_segments = info.damaged_segments;
  a->done.added += info.added;
  a->done.replaced += info.replaced;
  a->done.text_bytes += info.text_bytes;
  a->done.written_bytes += info.written_bytes;
  a->done.replaced_chars += info.replaced_chars;
  a->uncommitted = 0;
  return true;
}

/* The library counts invalid characters; the tool remembers where the first ones were. */
static void note_invalid(adding *a, const qn__source_location *location, const qn_article *article) {
  if (a->invalid_in[0] == '\0' && !(qn__utf8_valid(article->title.data, article->title.size) &&
                                    qn__utf8_valid(article->text.data, article->text.size)))
    snprintf(a->invalid_in, sizeof a->invalid_in, "%s", shown_path(location));
}

/* The library names no options: the one that helps is added to its message.  Its memory is what divide_memory left. */
static void refuse(adding *a, const qn__source_location *location) {
  char message[sizeof a->error.message + 40];
  snprintf(message, sizeof message, "%s%s", a->error.message,
           a->error.status == QN_TOO_LARGE ? ", seven eighths of --memory" : "");
  on_problem(a, location, QN__REFUSED, message);
  a->error.status = QN_OK;
}

/* Gives an article that names no language its own, or leaves it to the index's. */
static qn_status settle_lang(adding *a, qn_article *article) {
  const char *code = "";
  if (article->language.size > 0)
    return QN_OK;
  article->language = a->article_lang;
  if (!a->detects_lang)
    return QN_OK;
  qn_status status = qn__detect_language(article, &code, &a->error);
  article->language = (qn_string){code, strlen(code)};
  return status;
}

static bool on_article(void *context, const qn__source_location *location, const qn_article *article) {
  adding *a = context;
  qn_article with_lang = *article;
  qn_status status = settle_lang(a, &with_lang);
  if (status == QN_OK)
    status = qn_writer_add(a->writer, &with_lang, &a->error);
  if (status == QN_BAD_INPUT || status == QN_TOO_LARGE) {
    refuse(a, location);
    return true;
  }
  if (status != QN_OK)
    return false;
  note_invalid(a, location, article);
  a->undetected += a->detects_lang && with_lang.language.size == 0;
  a->uncommitted++;
  if (a->commit_every > 0 && a->uncommitted >= a->commit_every) {
    a->committed++;
    return commit(a);
  }
  progress_show(&a->progress, a->done.added + a->uncommitted, qn__article_reader_bytes(a->reader));
  return true;
}

/* A file that is not text is skipped, unless it was named. */
static void report_binary(adding *a, const char *path, const qn__binary *binary) {
  char message[200];
  const qn__source_location location = {path, 0, 0};
  snprintf(message, sizeof message, "this is %s", binary->what);
  if (a->is_named) {
    on_problem(a, &location, QN__REFUSED, message);
    return;
  }
  skip_counts_note(&a->skips, binary->one, binary->many);
  if (a->verbose)
    report_problem(a, &location, message);
}

/* Reads the file, or standard input. */
static qn_status read_input(adding *a, const char *path, qn_error *error) {
  qn_status status = strcmp(path, "-") == 0 ? qn__read_articles_from(a->reader, STDIN_FILENO, path, format_of(a), error)
                                            : qn__read_articles(a->reader, path, format_of(a), error);
  const qn__binary *binary = qn__article_reader_binary(a->reader);
  if (status == QN_OK && binary != NULL)
    report_binary(a, path, binary);
  return status;
}

static qn_status read_file(void *context, const qn__walked_file *file, qn_error *error) {
  adding *a = context;
  progress_show(&a->progress, a->done.added + a->uncommitted, qn__article_reader_bytes(a->reader));
  a->is_named = file->named;
  return read_input(a, file->path, error);
}

static void on_skip(void *context, const char *path, qn__skip why) {
  adding *a = context;
  const qn__source_location location = {path, 0, 0};
  skip_counts_note_walk(&a->skips, why);
  if (a->verbose)
    report_problem(a, &location, skip_reason(why));
}

static void on_unread(void *context, const char *path, const char *message) {
  const qn__source_location location = {path, 0, 0};
  on_problem(context, &location, QN__REFUSED, message);
}

static qn_status add_size(void *context, const qn__walked_file *file, qn_error *error) {
  uint64_t *total = context;
  (void)error;
  *total += (uint64_t)file->status->st_size;
  return QN_OK;
}

static qn_status read_path(void *context, char *path, qn_error *error) {
  adding *a = context;
  const qn__walk_visitor visitor = {read_file, on_skip, on_unread, cli_is_interrupted, a};
  return qn__walk(path, &a->walking.walk, &visitor, error);
}

/* The bytes to read, where they can be known beforehand. */
static void measure(adding *a, const invocation *call) {
  uint64_t total = 0;
  const qn__walk_visitor visitor = {add_size, NULL, NULL, cli_is_interrupted, &total};
  if (a->progress.form == PROGRESS_NONE || a->files_from != NULL)
    return;
  for (int i = 0; i < call->n_operands; i++)
    if (strcmp(call->operands[i], "-") == 0 || qn__walk(call->operands[i], &a->walking.walk, &visitor, NULL) != QN_OK)
      return;
  a->progress.total = total;
}

/* Reads all that was named.  A failure is in a->error. */
static void read_all(adding *a, const invocation *call) {
  qn__article_sink sink = {on_article, on_problem, cli_is_interrupted, a};
  qn_error error = {.status = QN_OK};
  qn_status status = qn__article_reader_new(&a->reader, &sink, &error);
  if (status == QN_OK) {
    qn__article_reader_limit(a->reader, a->reading_memory);
    qn__article_reader_set(a->reader, &a->reading.reading);
    measure(a, call);
  }
  if (status == QN_OK && a->files_from != NULL)
    status = each_line(a->files_from, a->null_ends ? '\0' : '\n', read_path, a, &error);
  for (int i = 0; i < call->n_operands && status == QN_OK; i++) {
    const bool is_input = strcmp(call->operands[i], "-") == 0;
    a->is_named = true;
    if (is_input)
      warn_of_replaced_input(&a->reading, a->dir);
    status = is_input ? read_input(a, "-", &error) : read_path(a, call->operands[i], &error);
  }
  if (status != QN_OK && a->error.status == QN_OK)
    a->error = error;
  if (a->reader != NULL)
    a->bytes_read = qn__article_reader_bytes(a->reader);
  qn__article_reader_free(a->reader);
  a->reader = NULL;
}

/* --lang is the language of a new index, and in one that has another the language of the articles that name none.
 * Sets what the writer is to be asked for: with `auto` nothing, a new index gets the default.  An index that cannot be
 * opened is reported by the writer. */
static qn_status apply_lang(adding *a, const char *dir, const char **asked, qn_error *error) {
  qn_index *index;
  a->detects_lang = a->lang != NULL && strcmp(a->lang, "auto") == 0;
  *asked = a->detects_lang ? NULL : a->lang;
  if (*asked == NULL)
    return a->detects_lang ? qn__detection_check(error) : QN_OK;
  qn_status status = qn_index_open(&index, &dir, 1, error);
  if (status != QN_OK)
    return status == QN_NO_MEMORY ? status : QN_OK;
  qn_index_info info;
  qn_index_get_info(index, &info);
  if (info.generation != 0) /* else its first commit broke off */
    *asked = NULL;
  uint8_t language = qn__language_find(a->lang, strlen(a->lang));
  if (*asked == NULL && (language == 0 || qn__language_find(info.language, strlen(info.language)) != language))
    a->article_lang = (qn_string){a->lang, strlen(a->lang)};
  qn_index_close(index);
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

/* What was done with the articles read, and what the index is now. */
static void report_added(const adding *a, const char *dir) {
  char line[ADD_SUMMARY_MAX];
  const double seconds = progress_seconds(&a->progress);
  const add_summary summary = {.added = a->done.added - a->done.replaced,
                               .changed = a->done.replaced,
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
  read_all(a, call);
  if (a->error.status == QN_OK) {
    progress_committing(&a->progress, a->done.added + a->uncommitted, a->bytes_read);
    commit(a);
  }
  progress_hide(&a->progress);
  problem_kinds_report(&a->problems);
  qn_writer_close(a->writer);
}

/* What is for reading is not for the writer. */
static void divide_memory(adding *a) {
  size_t memory = a->options.memory > 0 ? (size_t)a->options.memory : QN__MEMORY_DEFAULT;
  a->reading_memory = qn__memory_for_reading(memory);
  a->options.memory = qn__memory_for_writing(memory);
}

/* Whether there is anything of what was named; otherwise says so, and no index is made. */
static bool some_operand_exists(const invocation *call) {
  struct stat status;
  for (int i = 0; i < call->n_operands; i++)
    if (strcmp(call->operands[i], "-") == 0 || lstat(call->operands[i], &status) == 0)
      return true;
  for (int i = 0; i < call->n_operands; i++)
    cli_message("%s: there is no such file or folder", call->operands[i]);
  return false;
}

/* Adds what was asked for. */
static cli_exit add_asked(adding *a, invocation *call) {
  qn_writer_options more = QN_WRITER_OPTIONS_INIT;
  a->dir = call->dir;
  a->problems.all |= a->verbose;
  if (apply_lang(a, call->dir, &more.language, &a->error) != QN_OK)
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

cli_exit command_add(int argc, char **argv) {
  adding a = {.lang = NULL};
  invocation call = {.syntax = {"add", usage, .examples = examples,
                                .groups = {{own_options, N_OWN_OPTIONS, &a},
                                           {read_option_rows, N_READ_OPTIONS, &a.reading},
                                           {walk_option_rows, N_WALK_OPTIONS, &a.walking},
                                           {write_option_rows, N_WRITE_OPTIONS, &a.options}}}};
  if (!command_begin(&call, argc, argv))
    return call.exit;
  if (a.walking.type_list)
    return print_file_types();
  if (a.null_ends && a.files_from == NULL)
    return cli_usage_error(&call.syntax, "-0 (--null) is for --files-from, which names the file of paths");
  if (call.n_operands == 0 && a.files_from == NULL)
    return cli_usage_error(&call.syntax, "name files or folders to add, or - for standard input");
  if (!check_read_options(&a.reading, &call))
    return call.exit;
  cli_exit exit = EXIT_NEGATIVE;
  if (!check_walk_options(&a.walking, &call))
    exit = call.exit;
  else if (a.files_from != NULL || some_operand_exists(&call))
    exit = add_asked(&a, &call);
  clear_walk_options(&a.walking);
  return exit;
}
