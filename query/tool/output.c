/* SPDX-License-Identifier: MIT */
/* output.c: writes whole answers, so that lines of a program that reads along are never torn. */
#include "tool/output.h"

#include "tool/terminal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

enum { IO_ERROR = 6 };

void output_complain(const char *format, ...) {
  char message[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  qn__buffer line;
  qn__buffer_init(&line);
  terminal_put_any(&line, message);
  fprintf(stderr, "quern-query: %.*s\n", (int)line.size, line.failed ? "" : (const char *)line.data);
  qn__buffer_clear(&line);
}

int output_write(qn__buffer *out, qn__buffer *messages) {
  if (out->failed || messages->failed) {
    output_complain("out of memory");
    return IO_ERROR;
  }
  if (messages->size > 0)
    fwrite(messages->data, 1, messages->size, stderr);
  bool failed = out->size > 0 && fwrite(out->data, 1, out->size, stdout) < out->size;
  failed |= fflush(stdout) != 0;
  qn__buffer_reset(messages);
  qn__buffer_reset(out);
  if (failed && errno != EPIPE)
    output_complain("cannot write the answer: %s", strerror(errno));
  return failed ? IO_ERROR : 0;
}
