/* SPDX-License-Identifier: MIT */
/* console.c: messages and results. */
#include "cli/console.h"

#include "cli/safe_text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static const char *program = "quern";

void cli_set_program(const char *name) {
  program = name;
}

const char *cli_program(void) {
  return program;
}

void cli_put_message(qn__buffer *out, const char *message) {
  qn__buffer_print(out, "%s: ", program);
  cli_put_escaped(out, message, strlen(message));
  qn__buffer_u8(out, '\n');
}

/* Out of memory is also a message: the line is on the stack, and so large that it never has to grow. */
void cli_message(const char *format, ...) {
  enum { MESSAGE_MAX = 4096 + 1024, ESCAPED_MAX = 4, PROGRAM_MAX = 64 }; /* a path and what is wrong with it */
  char message[MESSAGE_MAX];
  uint8_t room[MESSAGE_MAX * ESCAPED_MAX + PROGRAM_MAX];
  qn__buffer line = {.data = room, .capacity = sizeof room};
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  cli_put_message(&line, message);
  fwrite(line.data, 1, line.size, stderr);
}

static cli_exit report_unwritten(int reason) {
  if (reason != EPIPE)
    cli_message("cannot write to standard output: %s", strerror(reason));
  return EXIT_SYSTEM;
}

cli_exit cli_write(qn__buffer *out) {
  cli_exit result = EXIT_DONE;
  if (out->failed) {
    cli_message("out of memory");
    result = EXIT_SYSTEM;
  }
  for (size_t at = 0; result == EXIT_DONE && at < out->size;) {
    ssize_t n = write(STDOUT_FILENO, out->data + at, out->size - at);
    if (n >= 0)
      at += (size_t)n;
    else if (errno != EINTR)
      result = report_unwritten(errno);
  }
  qn__buffer_reset(out);
  return result;
}

cli_exit cli_write_both(qn__buffer *out, qn__buffer *messages) {
  out->failed |= messages->failed;
  if (messages->size > 0)
    fwrite(messages->data, 1, messages->size, stderr);
  qn__buffer_reset(messages);
  return cli_write(out);
}

cli_exit cli_finish(cli_exit exit) {
  if (fflush(stdout) == 0 || exit != EXIT_DONE)
    return exit;
  return report_unwritten(errno);
}
