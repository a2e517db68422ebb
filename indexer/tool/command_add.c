/* SPDX-License-Identifier: MIT */
/* command_add.c: articles into the index.  What is wrong with one article or file is told and costs that one only. */
#include "articles/articles.h"
#include "articles/walk.h"
#include "text/language.h"
#include "text/utf8.h"
#include "tool/progress.h"
#include "tool/say.h"
#include "tool/writing.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

typedef struct adding {
  /* what was asked for */
  qn_writer_options options;
  qn__article_format format;
  const char *lang; /* NULL: not asked for */
  qn_string article_lang;
  const char *files_from;
  char path_end;
  uint64_t commit_every; /* 0: once, at the end */
  progress_form form;
  /* how it goes */
  qn_writer *writer;
  qn__article_reader *reader;
  progress progress;
  uint64_t uncommitted, refused, skipped, bytes_read;
  uint64_t committed;   /* commits made on the way */
  char invalid_in[256]; /* the first file with invalid characters; "": none */
  qn_commit_info done;
  qn_error error; /* the one that ends it all; status QN_OK: none */
} adding;

enum { OPTION_FORMAT = OPTION_OWN, OPTION_LANG, OPTION_TITLE_WEIGHT, OPTION_FILES_FROM, OPTION_EVERY, OPTION_PROGRESS };

static const struct option add_options[] = {
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"title-weight", required_argument, NULL, OPTION_TITLE_WEIGHT},
    {"files-from", required_argument, NULL, OPTION_FILES_FROM},
    {"null", no_argument, NULL, '0'},
    {"commit-every", required_argument, NULL, OPTION_EVERY},
    {"progress", required_argument, NULL, OPTION_PROGRESS},
    WRITER_OPTIONS,
    {NULL, 0, NULL, 0},
};

static bool take_progress(adding *a, const char *value) {
  if (strcmp(value, "auto") == 0)
    a->form = isatty(STDERR_FILENO) ? PROGRESS_LINE : PROGRESS_NONE;
  else if (strcmp(value, "json") == 0)
    a->form = PROGRESS_JSON;
  else if (strcmp(value, "never") == 0)
    a->form = PROGRESS_NONE;
  else
    say("--progress is auto, never or json, not \"%s\"", value);
  return strcmp(value, "auto") == 0 || strcmp(value, "json") == 0 || strcmp(value, "never") == 0;
}

static bool take(void *context, int letter, const char *value) {
  adding *a = context;
  bool known;
  bool taken = take_writer_option(&a->options, letter, value, &known);
  uint64_t weight = 0;
  if (known)
    return taken;
  switch (letter) {
  case OPTION_FORMAT:
    if (qn__article_format_find(value, &a->format))
      return true;
    say("--format is auto, text, markdown, html, json or jsonl, not \"%s\"", value);
    return false;
  case OPTION_LANG:
    a->lang = value;
    return true;
  case OPTION_TITLE_WEIGHT:
    if (!read_count("--title-weight", value, 16, &weight))
      return false;
    a->options.title_weight = (unsigned)weight;
    return true;
  case OPTION_FILES_FROM:
    a->files_from = value;
    return true;
  case '0':
    a->path_end = '\0';
    return true;
  case OPTION_EVERY:
    return read_count("--commit-every", value, UINT64_MAX, &a->commit_every);
  default:
    return take_progress(a, value);
  }
}

static const char *shown_path(const qn__place *place) {
  return strcmp(place->path, "-") == 0 ? "standard input" : place->path;
}

/* "FILE:LINE:COLUMN: message" with what is known of it. */
static void tell(adding *a, const qn__place *place, const char *message) {
  const char *path = shown_path(place);
  progress_hide(&a->progress);
  if (place->line > 0 && place->column > 0)
    say("%s:%" PRIu64 ":%" PRIu64 ": %s", path, place->line, place->column, message);
  else if (place->line > 0)
    say("%s:%" PRIu64 ": %s", path, place->line, message);
  else
    say("%s: %s", path, message);
}

static void on_problem(void *context, const qn__place *place, qn__severity severity, const char *message) {
  adding *a = context;
  a->refused += severity == QN__REFUSED;
  a->skipped += severity == QN__SKIPPED;
  tell(a, place, message);
}

static bool commit(adding *a) {
  qn_commit_info info = {0};
  if (qn_writer_commit(a->writer, &info, &a->error) != QN_OK)
    return false;
  a->error.status = QN_OK;
  a->done.added += info.added;
  a->done.replaced += info.replaced;
  a->done.text_bytes += info.text_bytes;
  a->done.written_bytes += info.written_bytes;
  a->done.replaced_chars += info.replaced_chars;
  a->uncommitted = 0;
  return true;
}

/* The library counts invalid characters; here is remembered where the first were. */
static void note_invalid(adding *a, const qn__place *place, const qn_article *article) {
  if (a->invalid_in[0] == '\0' && !(qn__utf8_valid(article->title.data, article->title.size) &&
                                    qn__utf8_valid(article->text.data, article->text.size)))
    snprintf(a->invalid_in, sizeof a->invalid_in, "%s", shown_path(place));
}

static bool on_article(void *context, const qn__place *place, const qn_article *article) {
  adding *a = context;
  qn_article with_lang = *article;
  if (with_lang.language.size == 0)
    with_lang.language = a->article_lang;
  qn_status status = qn_writer_add(a->writer, &with_lang, &a->error);
  if (status == QN_BAD_INPUT || status == QN_TOO_LARGE) {
    on_problem(a, place, QN__REFUSED, a->error.message);
    a->error.status = QN_OK;
    return true;
  }
  if (status != QN_OK)
    return false;
  note_invalid(a, place, article);
  a->uncommitted++;
  if (a->commit_every > 0 && a->uncommitted >= a->commit_every) {
    a->committed++;
    return commit(a);
  }
  progress_show(&a->progress, a->done.added + a->uncommitted, qn__article_reader_bytes(a->reader));
  return true;
}

static qn_status read_file(void *context, const char *path, uint64_t size, qn_error *error) {
  adding *a = context;
  (void)size;
  progress_show(&a->progress, a->done.added + a->uncommitted, qn__article_reader_bytes(a->reader));
  return qn__read_articles(a->reader, path, a->format, error);
}

static qn_status add_size(void *context, const char *path, uint64_t size, qn_error *error) {
  uint64_t *total = context;
  (void)path;
  *total += size;
  return command_interrupted ? qn__fail(error, QN_CANCELLED, "cancelled") : QN_OK;
}

typedef struct path_reader {
  adding *adding;
  const qn__article_sink *sink;
} path_reader;

static qn_status read_path(void *context, char *path, qn_error *error) {
  path_reader *r = context;
  return qn__walk(path, r->sink, read_file, r->adding, error);
}

/* The bytes to read, where they can be known beforehand. */
static void measure(adding *a, const invocation *call) {
  uint64_t total = 0;
  if (a->form == PROGRESS_NONE || a->files_from != NULL)
    return;
  for (int i = 0; i < call->n_operands; i++)
    if (strcmp(call->operands[i], "-") == 0 || qn__walk(call->operands[i], NULL, add_size, &total, NULL) != QN_OK)
      return;
  a->progress.total = total;
}

/* Reads all that was named.  A failure is in a->error. */
static void read_all(adding *a, const invocation *call) {
  qn__article_sink sink = {on_article, on_problem, a, &command_interrupted};
  path_reader paths = {a, &sink};
  qn_error error = {.status = QN_OK};
  qn_status status = qn__article_reader_new(&a->reader, &sink, &error);
  if (status == QN_OK)
    measure(a, call);
  if (status == QN_OK && a->files_from != NULL)
    status = each_line(a->files_from, a->path_end, read_path, &paths, &error);
  for (int i = 0; i < call->n_operands && status == QN_OK; i++) {
    if (strcmp(call->operands[i], "-") == 0)
      status = qn__read_articles_from(a->reader, STDIN_FILENO, "-", a->format, &error);
    else
      status = read_path(&paths, call->operands[i], &error);
  }
  if (status != QN_OK && a->error.status == QN_OK)
    a->error = error;
  if (a->reader != NULL)
    a->bytes_read = qn__article_reader_bytes(a->reader);
  qn__article_reader_free(a->reader);
  a->reader = NULL;
}

/* --lang is the language of a new index, and in one that has another the language of the articles that name none. */
static void apply_lang(adding *a, const char *dir) {
  qn_index *index;
  if (a->lang == NULL)
    return;
  uint8_t wanted = qn__language_find(a->lang, strlen(a->lang));
  if (qn_index_open(&index, &dir, 1, NULL) != QN_OK) {
    a->options.language = a->lang;
    return;
  }
  qn_index_info info;
  qn_index_get_info(index, &info);
  if (info.generation == 0) /* its first commit broke off */
    a->options.language = a->lang;
  else if (wanted == 0 || qn__language_find(info.language, strlen(info.language)) != wanted)
    a->article_lang = (qn_string){a->lang, strlen(a->lang)};
  qn_index_close(index);
}

/* How long it took, how fast that was, and how much was written for it. */
static void put_cost(const adding *a, char *out, size_t size) {
  char speed[SAY_NUMBER_MAX], written[SAY_NUMBER_MAX];
  double seconds = progress_seconds(&a->progress), text = (double)a->done.text_bytes;
  size_t n = (size_t)snprintf(out, size, " in %.*f s", seconds < 10 ? 2 : 0, seconds);
  if (text > 0 && seconds > 0.1)
    n += (size_t)snprintf(out + n, size - n, " (%s/s)", say_size(speed, (uint64_t)(text / seconds)));
  n += (size_t)snprintf(out + n, size - n, ", %s written", say_size(written, a->done.written_bytes));
  if (text >= 1e6) /* less says little: a commit has a size of its own */
    snprintf(out + n, size - n, " (%.2f of the text)", (double)a->done.written_bytes / text);
}

/* What became of what was read, and what the index is now. */
static void say_added(const adding *a, const char *dir) {
  char line[900], number[SAY_NUMBER_MAX];
  size_t n = 0;
  n += (size_t)snprintf(line, sizeof line, "%s article%s added", say_count(number, a->done.added),
                        a->done.added == 1 ? "" : "s");
  const struct {
    uint64_t count;
    const char *what;
  } more[] = {{a->done.replaced, "of them replaced another"},
              {a->refused, "refused"},
              {a->skipped, "skipped"},
              {a->done.replaced_chars, "invalid characters replaced"}};
  for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
    if (more[i].count > 0)
      n += (size_t)snprintf(line + n, sizeof line - n, ", %s %s", say_count(number, more[i].count), more[i].what);
  if (a->done.replaced_chars > 0 && a->invalid_in[0] != '\0')
    n += (size_t)snprintf(line + n, sizeof line - n,
                          " (first in %s: convert it to UTF-8, or let HTML declare its charset)", a->invalid_in);
  put_cost(a, line + n, sizeof line - n);
  say_done(dir, "%s", line);
  if (a->done.added > 0)
    say_parts(dir);
}

/* Tells what ended it and what became of the articles. */
static int say_failed(const adding *a) {
  char number[SAY_NUMBER_MAX];
  const char *why = a->error.status == QN_CANCELLED ? "interrupted" : a->error.message;
  if (a->committed > 0)
    say("%s; what was committed before stays (articles: %s), the rest was not added", why,
        say_count(number, a->done.added));
  else
    say("%s; nothing was added, the index is as it was", why);
  return command_exit_of(a->error.status);
}

int command_add(const command *self, int argc, char **argv) {
  adding a = {.options = QN_WRITER_OPTIONS_INIT, .path_end = '\n'};
  invocation call;
  take_progress(&a, "auto");
  int exit = command_read_options(self, argc, argv, add_options, take, &a, &call);
  if (exit >= 0)
    return exit;
  if (call.n_operands == 0 && a.files_from == NULL)
    return command_usage_error(self, "name files or folders to add, or - for standard input");
  apply_lang(&a, call.dir);
  a.options.cancelled = command_is_interrupted;
  progress_start(&a.progress, a.form);
  if (qn_writer_open(&a.writer, call.dir, &a.options, &a.error) != QN_OK)
    return command_cannot_open(&a.error);
  a.error.status = QN_OK;
  read_all(&a, &call);
  if (a.error.status == QN_OK) {
    progress_committing(&a.progress, a.done.added + a.uncommitted, a.bytes_read);
    commit(&a);
  }
  progress_hide(&a.progress);
  qn_writer_close(a.writer);
  if (a.error.status != QN_OK)
    return say_failed(&a);
  say_added(&a, call.dir);
  return a.refused > 0 ? EXIT_REFUSED : EXIT_DONE;
}
