/* SPDX-License-Identifier: MIT */
/* adding.c: files -> articles -> the writer.  An error in one article or file is reported and skips only that
 * one. */
#include "tool/adding.h"

#include "articles/language_detection.h"
#include "base/status.h"
#include "cli/console.h"
#include "cli/signals.h"
#include "text/utf8.h"
#include "tool/change_report.h"
#include "tool/lines.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static const qn__format *format_of(const adding *a) {
  return read_options_format(&a->current->reading);
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

void adding_problem(adding *a, const qn__source_location *location, qn__severity severity, const char *message) {
  a->refused += severity == QN__REFUSED;
  if (severity == QN__SKIPPED)
    skip_counts_note(&a->skips, "empty", "empty");
  if (severity == QN__SKIPPED && !a->is_named && !a->verbose)
    return;
  if ((severity == QN__REFUSED || !a->quiet) && problem_kinds_note(&a->problems, message))
    report_problem(a, location, message);
}

static void on_problem(void *context, const qn__source_location *location, qn__severity severity, const char *message) {
  adding_problem(context, location, severity, message);
}

bool adding_commit(adding *a) {
  qn_commit_info info = {0};
  if ((a->before_commit != NULL && a->before_commit(a->commit_context, &a->error) != QN_OK) ||
      qn_writer_commit(a->writer, &info, &a->error) != QN_OK)
    return false;
  a->error.status = QN_OK;
  if (info.damaged_segments > a->done.damaged_segments) {
    progress_hide(&a->progress);
    report_damage(a->dir, &info);
  }
  a->done.damaged_segments = info.damaged_segments;
  a->done.added += info.added;
  a->done.replaced += info.replaced;
  a->done.deleted += info.deleted;
  a->done.text_bytes += info.text_bytes;
  a->done.written_bytes += info.written_bytes;
  a->done.replaced_chars += info.replaced_chars;
  a->uncommitted = 0;
  a->committed++;
  commit_pace_restart(&a->pace);
  return true;
}

bool adding_commit_if_due(adding *a) {
  return !commit_pace_is_due(&a->pace, a->uncommitted) || adding_commit(a);
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

/* An article of a file that is too large now stays in the index as it was, if it was there. */
static bool keep_refused(adding *a, qn_string id) {
  qn_error error;
  qn_status status = a->error.status == QN_TOO_LARGE ? qn_writer_keep(a->writer, id, &error) : QN_OK;
  if (status == QN_OK || status == QN_INVALID) /* standard input has no record to keep it in */
    return true;
  a->error = error;
  return false;
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

static uint64_t bytes_done(const adding *a) {
  return qn__article_reader_bytes(a->reader) + a->sources.skipped_bytes;
}

bool adding_take(adding *a, const qn__source_location *location, const qn_article *article) {
  qn_article with_lang = *article;
  qn_status status = settle_lang(a, &with_lang);
  if (status == QN_OK)
    status = qn_writer_add(a->writer, &with_lang, &a->error);
  if (status == QN_BAD_INPUT || status == QN_TOO_LARGE) {
    const bool kept = keep_refused(a, article->id);
    if (kept)
      refuse(a, location);
    return kept;
  }
  if (status != QN_OK)
    return false;
  note_invalid(a, location, article);
  a->undetected += a->detects_lang && with_lang.language.size == 0;
  a->uncommitted++;
  progress_show(&a->progress, a->done.added + a->uncommitted, bytes_done(a));
  return true;
}

static bool on_article(void *context, const qn__source_location *location, const qn_article *article) {
  return adding_take(context, location, article) && adding_commit_if_due(context);
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

static void report_read(adding *a, const char *path) {
  const qn__binary *binary = qn__article_reader_binary(a->reader);
  if (binary != NULL)
    report_binary(a, path, binary);
}

/* Reads the file, or standard input, of which no record is kept. */
static qn_status read_input(adding *a, const char *path, qn_error *error) {
  qn_status status = strcmp(path, "-") == 0 ? qn__read_articles_from(a->reader, STDIN_FILENO, path, format_of(a), error)
                                            : qn__read_articles(a->reader, path, format_of(a), error);
  if (status == QN_OK)
    report_read(a, path);
  return status;
}

static qn_status read_source(void *context, int fd, const char *path, const char *id, source_outcome *outcome,
                             qn_error *error) {
  adding *a = context;
  const uint64_t refused = a->refused;
  qn_status status = qn__read_articles_as(a->reader, fd, path, id, format_of(a), error);
  if (status == QN_OK)
    report_read(a, path);
  *outcome = (source_outcome){qn__article_reader_is_whole(a->reader), qn__article_reader_hash(a->reader),
                              a->refused - refused};
  return status;
}

void adding_path_problem(void *context, const char *path, bool refused, const char *message) {
  const qn__source_location location = {path, 0, 0};
  on_problem(context, &location, refused ? QN__REFUSED : QN__REMARK, message);
}

void adding_remark(adding *a, const char *path, const char *message) {
  const qn__source_location location = {path, 0, 0};
  report_problem(a, &location, message);
}

qn_status adding_take_file(void *context, const qn__walked_file *file, qn_error *error) {
  adding *a = context;
  progress_show(&a->progress, a->done.added + a->uncommitted, bytes_done(a));
  a->is_named = file->named;
  if (a->operand == NULL)
    return read_input(a, file->path, error);
  qn_status status = file->named ? QN_OK : adding_choose_for_met(a, file->path, error);
  return status == QN_OK ? file_sources_take(&a->sources, a->operand, file, error) : status;
}

static qn_status read_named(adding *a, char *path, qn_error *error) {
  a->is_named = true;
  if (strcmp(path, "-") != 0)
    return adding_read_path(a, path, error);
  warn_of_replaced_input(&a->given.reading, a->dir);
  qn_status status = adding_use_given(a, error);
  return status == QN_OK ? read_input(a, path, error) : status;
}

qn_status adding_begin(adding *a, const qn__article_sink *sink, qn_error *error) {
  file_sources_init(&a->sources, a->writer, a->dir, &(source_reader){read_source, adding_path_problem, a});
  a->sources.force = a->force;
  a->sources.any_reading = a->adds_roots;
  a->sources.retry = a->asks_memory;
  qn__buffer_init(&a->met);
  vanished_list_init(&a->vanished);
  commit_pace_restart(&a->pace);
  qn_status status = root_list_read(&a->roots, a->writer, error);
  if (status == QN_OK)
    status = qn__article_reader_new(&a->reader, sink, error);
  if (status != QN_OK)
    return status;
  qn__article_reader_limit(a->reader, a->reading_memory);
  return adding_use_given(a, error);
}

void adding_end(adding *a) {
  if (a->reader != NULL)
    a->bytes_read = bytes_done(a);
  for (size_t i = 0; i < 2; i++)
    root_options_clear(&a->remembered[i].options);
  root_list_clear(&a->roots);
  qn__buffer_clear(&a->met);
  file_sources_clear(&a->sources);
  vanished_list_clear(&a->vanished);
  qn__article_reader_free(a->reader);
  a->reader = NULL;
}

void adding_read(adding *a, const invocation *call) {
  const qn__article_sink sink = {on_article, on_problem, cli_is_interrupted, a};
  qn_error error = {.status = QN_OK};
  qn_status status = adding_begin(a, &sink, &error);
  if (status == QN_OK)
    adding_measure(a, call);
  if (status == QN_OK && a->files_from != NULL)
    status = each_line(a->files_from, a->null_ends ? '\0' : '\n', adding_read_path, a, &error);
  for (int i = 0; i < call->n_operands && status == QN_OK; i++)
    status = read_named(a, call->operands[i], &error);
  if (status == QN_OK)
    status = adding_read_waiting(a, &error);
  if (status == QN_OK)
    status = adding_synchronise(a, &error);
  if (status != QN_OK && a->error.status == QN_OK)
    a->error = error;
  adding_end(a);
}
