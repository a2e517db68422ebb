/* SPDX-License-Identifier: MIT */
/* following.c: the reader asks here whether the file goes on, and waits meanwhile.  Then all lines that have ended are
 * with the writer, so that this is where commits are made. */
#include "tool/following.h"

#include "articles/text_lines.h"
#include "articles/unpack.h"
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

enum { PAUSE_MS = 100 };

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
  poll(NULL, 0, PAUSE_MS);
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
  while (!is_stopped(f) && poll(&wanted, 1, PAUSE_MS) == 0)
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

/* Opens it, and waits for that if it is not there; -1: interrupted. */
static int open_patiently(const char *path) {
  int fd;
  for (bool said = false; (fd = open(path, O_RDONLY | O_CLOEXEC)) < 0; poll(NULL, 0, PAUSE_MS)) {
    if (cli_is_interrupted(NULL))
      return -1;
    if (!said && errno != EINTR)
      cli_message("%s: %s; waiting for it", path, strerror(errno));
    said |= errno != EINTR;
  }
  return fd;
}

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
    f->file.fd = open_patiently(f->file.given);
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
  f->file.fd = is_input ? STDIN_FILENO : open_patiently(f->file.given);
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

/* --- What can be followed ----------------------------------------------------------------------------------------- */

static bool refuse_usage(invocation *call, const char *why) {
  call->exit = cli_usage_error(&call->syntax, "--tail %s", why);
  return false;
}

static bool refuse_file(invocation *call, const char *path, const char *why) {
  cli_message("%s: %s", path, why);
  call->exit = EXIT_NEGATIVE;
  return false;
}

static bool check_usage(const adding *a, invocation *call) {
  const qn__format *format = read_options_format(&a->given.reading);
  if (call->n_operands != 1 || a->files_from != NULL)
    return refuse_usage(call,
                        "follows one file, or standard input (-): give each file an index and a quern-index of its "
                        "own; quern-query -i A -i B searches several");
  if (a->sync)
    return refuse_usage(call, "does not go with --sync: what was followed stays in the index when its file is gone");
  if (a->force)
    return refuse_usage(call,
                        "does not go with --force: it reads on where it was left; `add --force FILE` reads all of "
                        "the file again");
  if (format != NULL && format != qn__format_find("jsonl"))
    return refuse_usage(call, "follows JSON Lines; files of other formats are added again when they have changed, by "
                              "`add FILE`");
  return true;
}

/* Whether a file that begins so can be JSON Lines that grow; NULL: yes, else why not. */
static const char *why_not_lines(const char *start, size_t size, bool named_jsonl) {
  if (qn__packing_of((const uint8_t *)start, size) != NULL)
    return "what is packed cannot be followed: `zcat FILE | quern-index add --tail -` reads it once (bzcat, xzcat, "
           "zstdcat)";
  if (size >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0) {
    start += 3;
    size -= 3;
  }
  if (memchr(start, '\0', size) != NULL)
    return "this is not text in UTF-8: --tail follows JSON Lines";
  const qn_string rest = qn__skip_space((qn_string){start, size});
  return named_jsonl || rest.size == 0 || *rest.data == '{'
             ? NULL
             : "it does not begin with an object of JSON: --tail follows JSON Lines, one object a line; `add FILE` "
               "reads other formats, and --format jsonl says that only the beginning is something else";
}

static bool check_start(const adding *a, const char *path, int fd, invocation *call) {
  char start[4096];
  const ssize_t size = read(fd, start, sizeof start);
  const char *why = size < 0 ? strerror(errno) : why_not_lines(start, (size_t)size, a->given.reading.format > 0);
  return why == NULL || refuse_file(call, path, why);
}

static bool check_file(const adding *a, const char *path, invocation *call) {
  struct stat status;
  if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
    return refuse_file(call, path,
                       "this is a folder, and --tail follows one file: `add FOLDER` reads what is new in it");
  if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
    return true;
  const int fd = open_patiently(path);
  if (fd < 0)
    return false;
  const bool good = check_start(a, path, fd, call);
  close(fd);
  return good;
}

bool following_check(adding *a, invocation *call) {
  call->exit = EXIT_DONE; /* of an interrupt before there is anything to add */
  if (!check_usage(a, call))
    return false;
  const char *path = call->operands[0];
  return strcmp(path, "-") == 0 || check_file(a, path, call);
}
