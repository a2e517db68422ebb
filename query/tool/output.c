/* SPDX-License-Identifier: MIT */
/* output.c: writes whole answers, so that lines of a program that reads along are never torn. */
#include "tool/output.h"

#include <errno.h>
#include <stdio.h>

enum { IO_ERROR = 6 };

int output_write(qn__buffer *out, qn__buffer *messages) {
  if (out->failed || messages->failed) {
    fputs("quern-query: out of memory\n", stderr);
    return IO_ERROR;
  }
  if (messages->size > 0)
    fwrite(messages->data, 1, messages->size, stderr);
  bool failed = out->size > 0 && fwrite(out->data, 1, out->size, stdout) < out->size;
  failed |= fflush(stdout) != 0;
  qn__buffer_reset(messages);
  qn__buffer_reset(out);
  if (failed && errno != EPIPE)
    perror("quern-query: cannot write the answer");
  return failed ? IO_ERROR : 0;
}
