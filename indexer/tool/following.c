/* SPDX-License-Identifier: MIT */
/* following.c: the reader asks here whether the file goes on, and waits meanwhile.  Then all lines that have ended are
 * with the writer, so that this is where commits are made. */
#include "tool/following.h"

#include "base/status.h"
#include "cli/console.h"
#include "cli/signals.h"
#include "tool/followed_file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct following {
  adding *a;
  bool is_file;    /* it has a record, and goes on until an interrupt, */
  bool catches_up; /* or to its end only, */
  bool has_ended;  /* which was met */
  followed_file file;
  qn__stream stream;
  bool was_truncated, was_replaced; /* what was seen last; of a file that was replaced the end is looked for twice */
} following;

static bool is_stopped(void *context) {
  const following *f = context;
  return cli_is_interrupted(NULL) || f->has_ended || f->a->error.status != QN_OK;
}

static void say(following *f, const char *message) {
  adding_problem(f->a, &(qn__source_location){f->file.given, 0, 0}, QN__REMARK, message);
}

/* --- What the reader asks ----------------------------------------------------------------------------------------- */

/* Waits, and commits if it is time to. */
static void pause_reading(following *f) {
  poll(NULL, 0, FOLLOWED_PAUSE_MS);
  adding_commit_if_due(f->a);
}

/* Until the file has more bytes; false: it has ended, and another one begins. */
static bool await_growth(following *f) {
  for (; !is_stopped(f); pause_reading(f)) {
    const bool was_replaced = f->was_replaced;
    const followed_change change = followed_file_look(&f->file);
    f->was_truncated = change == FOLLOWED_TRUNCATED;
    f->was_replaced = change == FOLLOWED_REPLACED;
    if (change == FOLLOWED_GROWN || (change == FOLLOWED_REPLACED && !was_replaced))
      return true;
    if (change != FOLLOWED_SAME)
      return false;
  }
  return true; /* the reader asks is_stopped next */
}

/* Until a pipe has more bytes, or its end. */
static bool await_bytes(following *f) {
  struct pollfd wanted = {.fd = f->file.fd, .events = POLLIN};
  while (!is_stopped(f) && poll(&wanted, 1, FOLLOWED_PAUSE_MS) == 0)
    adding_commit_if_due(f->a);
  return true;
}

static bool stream_goes_on(void *context, bool at_end) {
  following *f = context;
  adding_commit_if_due(f->a);
  f->has_ended = f->catches_up && at_end;
  if (f->is_file)
    return !at_end || await_growth(f);
  return !at_end && await_bytes(f);
}

/* What came before the article is committed without it: the stream has not passed its line yet. */
static bool on_line(void *context, const qn__source_location *location, const qn_article *article) {
  following *f = context;
  return adding_commit_if_due(f->a) && adding_take(f->a, location, article);
}

static void on_line_problem(void *context, const qn__source_location *location, qn__severity severity,
                            const char *message) {
  following *f = context;
  adding_problem(f->a, location, severity, message);
}

static qn_status put_record(void *context, qn_error *error) {
  following *f = context;
  return f->is_file && f->file.fd >= 0 ? followed_file_put(&f->file, &f->a->sources, &f->stream, error) : QN_OK;
}

/* --- Files -------------------------------------------------------------------------------------------------------- */

static void say_what_is_read(following *f, bool known, bool same) {
  if (f->was_truncated)
    say(f, "it was truncated, and is read from its beginning");
  else if (f->was_replaced)
    say(f, "another file has taken its place, and is read from its beginning");
  else if (known && !same)
    say(f,
        "this is not the file that was followed before: what that one has got since is not read, and this one is read "
        "from its beginning");
  else if (f->file.is_doubtful)
    say(f, "the index was merged or salvaged since: articles of this file that it lost then are not read again");
  f->was_truncated = f->was_replaced = false;
}

/* Reads it until it ends. */
static qn_status read_open_file(following *f, qn_error *error) {
  bool known = false, same = false;
  qn_status status = followed_file_begin(&f->file, &f->a->sources, &f->stream, &known, &same, error);
  if (status == QN_OK)
    status = adding_remember_options(f->a, &f->file.operand, error);
  if (status == QN_OK)
    status = adding_choose_options(f->a, &f->file.operand, error);
  if (status != QN_OK)
    return status;
  say_what_is_read(f, known, same);
  const char *id = (const char *)f->a->sources.id.data;
  status = qn__read_articles_as(f->a->reader, f->file.fd, f->file.given, id, qn__format_find("jsonl"), error);
  const bool put = status == QN_OK || (status == QN_CANCELLED && f->a->error.status == QN_OK);
  if (put && put_record(f, error) != QN_OK)
    return error->status;
  return status;
}

static qn_status follow_file(following *f, qn_error *error) {
  qn_status status = QN_OK;
  while (status == QN_OK && !is_stopped(f)) {
    f->file.fd = followed_file_open(f->file.given);
    if (f->file.fd < 0)
      return QN_CANCELLED;
    status = read_open_file(f, error);
    followed_file_end(&f->file);
    if (status == QN_NOT_FOUND) /* it was moved away since it was opened */
      status = QN_OK;
    else if (status == QN_OK && !qn__article_reader_is_whole(f->a->reader))
      break; /* why has been reported */
    else if (status == QN_OK)
      adding_commit(f->a); /* opening the next one may take long */
  }
  return status;
}

static qn_status follow_pipe(following *f, qn_error *error) {
  const bool is_input = strcmp(f->file.given, "-") == 0;
  f->file.fd = is_input ? STDIN_FILENO : followed_file_open(f->file.given);
  if (f->file.fd < 0)
    return QN_CANCELLED;
  qn_status status = qn__read_articles_from(f->a->reader, f->file.fd, f->file.given, qn__format_find("jsonl"), error);
  if (!is_input)
    close(f->file.fd);
  return status;
}

/* A file that stays, unlike a pipe or what is in /dev. */
static bool is_lasting_file(const char *path) {
  source_operand operand;
  const bool is_file = source_operand_init(&operand, path, NULL, NULL) == QN_OK && !operand.is_folder;
  source_operand_clear(&operand);
  return is_file;
}

/* Until an interrupt: it is not a failure. */
static qn_status follow(following *f, qn_error *error) {
  f->a->pace.last = 0; /* what is there first does not wait */
  qn_status status = f->is_file ? follow_file(f, error) : follow_pipe(f, error);
  return status == QN_CANCELLED ? QN_OK : status;
}

/* Until the file's end. */
static qn_status catch_up(following *f, qn_error *error) {
  f->file.fd = open(f->file.given, O_RDONLY | O_CLOEXEC);
  if (f->file.fd < 0) {
    adding_path_problem(f->a, f->file.given, true, strerror(errno));
    return QN_OK;
  }
  qn_status status = read_open_file(f, error);
  followed_file_end(&f->file);
  return status == QN_CANCELLED && f->has_ended ? QN_OK : status;
}

/* A failure is in f->a->error. */
static void run_reading(following *f, qn_status (*read)(following *f, qn_error *error)) {
  adding *a = f->a;
  const qn__article_sink sink = {on_line, on_line_problem, is_stopped, f};
  qn_error error = {.status = QN_OK};
  f->file.base = a->given.reading.reading.base;
  f->file.fd = -1;
  f->stream.goes_on = stream_goes_on;
  f->stream.context = f;
  a->given.reading.reading.stream = &f->stream;
  a->before_commit = put_record;
  a->commit_context = f;
  a->is_named = true;
  qn_status status = adding_begin(a, &sink, &error);
  if (status == QN_OK)
    status = read(f, &error);
  if (status != QN_OK && a->error.status == QN_OK)
    a->error = error;
  adding_end(a);
  a->before_commit = NULL;
  a->given.reading.reading.stream = NULL;
}

void following_read(adding *a, const char *path) {
  following f = {.a = a, .is_file = strcmp(path, "-") != 0 && is_lasting_file(path), .file.given = path};
  if (f.is_file && !a->quiet && isatty(STDERR_FILENO))
    cli_message("following %s until Ctrl-C", path);
  run_reading(&f, follow);
}

void following_catch_up(adding *a, const char *path) {
  following f = {.a = a, .is_file = true, .catches_up = true, .file.given = path};
  if (is_lasting_file(path))
    run_reading(&f, catch_up);
  else
    adding_report_missing(a, path);
}

/* Once it is open, an interrupt ends the reading and not the writer. */
static bool is_opening_cancelled(void *context) {
  const adding *a = context;
  return a->writer == NULL && cli_is_interrupted(NULL);
}

void following_prepare_writer(adding *a, qn_writer_options *more) {
  more->cancelled = is_opening_cancelled;
  more->cancel_context = a;
}
