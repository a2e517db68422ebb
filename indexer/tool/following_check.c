/* SPDX-License-Identifier: MIT */
/* following_check.c: what can be followed, and what to do with the rest. */
#include "articles/text_lines.h"
#include "articles/unpack.h"
#include "cli/console.h"
#include "tool/followed_file.h"
#include "tool/following.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
  const int fd = followed_file_open(path);
  if (fd < 0)
    return false;
  const bool good = check_start(a, path, fd, call);
  close(fd);
  return good;
}

bool following_check(const adding *a, invocation *call) {
  call->exit = EXIT_DONE; /* of an interrupt before there is anything to add */
  if (!check_usage(a, call))
    return false;
  const char *path = call->operands[0];
  return strcmp(path, "-") == 0 || check_file(a, path, call);
}
