/* SPDX-License-Identifier: MIT */
/* say.c: what is printed is safe to print. */
#include "tool/say.h"

#include "text/utf8.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

/* Characters that are obeyed and not shown: C0, DEL, C1, marks and embeddings that change the direction. */
static bool is_obeyed(uint32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200e && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

static void put_shown(qn__buffer *out, const char *text, size_t size) {
  bool valid = qn__utf8_valid(text, size);
  for (size_t i = 0; i < size;) {
    unsigned length = 1;
    uint32_t c = valid ? qn__utf8_decode(text + i, &length) : (unsigned char)text[i];
    if (!is_obeyed(c) && (valid || c < 0x80))
      qn__buffer_bytes(out, text + i, length);
    else
      for (unsigned j = 0; j < length; j++)
        qn__buffer_print(out, "\\x%02x", (unsigned)(unsigned char)text[i + j]);
    i += length;
  }
}

void say(const char *format, ...) {
  char message[4096 + 1024]; /* a path and what is wrong with it */
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  qn__buffer line;
  qn__buffer_init(&line);
  qn__buffer_print(&line, "quern-index: ");
  put_shown(&line, message, strlen(message));
  qn__buffer_u8(&line, '\n');
  if (!line.failed)
    fwrite(line.data, 1, line.size, stderr);
  qn__buffer_clear(&line);
}

const char *say_count(char out[SAY_NUMBER_MAX], uint64_t count) {
  char digits[SAY_NUMBER_MAX];
  int n = snprintf(digits, sizeof digits, "%" PRIu64, count);
  char *to = out;
  for (int i = 0; i < n; i++) {
    if (i > 0 && (n - i) % 3 == 0)
      *to++ = ',';
    *to++ = digits[i];
  }
  *to = '\0';
  return out;
}

const char *say_size(char out[SAY_NUMBER_MAX], uint64_t bytes) {
  static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
  double value = (double)bytes;
  size_t unit = 0;
  while (value >= 999.5 && unit < 4) {
    value /= 1000;
    unit++;
  }
  snprintf(out, SAY_NUMBER_MAX, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  return out;
}

void say_json(qn__buffer *out, const char *text, size_t size) {
  qn__buffer_u8(out, '"');
  size_t from = 0;
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)text[i];
    bool c1 = c == 0xc2 && i + 1 < size && (unsigned char)text[i + 1] < 0xa0;
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f && !c1)
      continue;
    qn__buffer_bytes(out, text + from, i - from);
    if (c == '"' || c == '\\')
      qn__buffer_print(out, "\\%c", c);
    else if (c == '\n')
      qn__buffer_print(out, "\\n");
    else if (c == '\t')
      qn__buffer_print(out, "\\t");
    else
      qn__buffer_print(out, "\\u%04x", c1 ? (unsigned)(unsigned char)text[++i] : (unsigned)c);
    from = i + 1;
  }
  qn__buffer_bytes(out, text + from, size - from);
  qn__buffer_u8(out, '"');
}

bool say_output(qn__buffer *out) {
  bool written = !out->failed;
  if (out->failed)
    say("out of memory");
  for (size_t at = 0; written && at < out->size;) {
    ssize_t n = write(STDOUT_FILENO, out->data + at, out->size - at);
    if (n >= 0) {
      at += (size_t)n;
    } else if (errno != EINTR) {
      written = false;
      if (errno != EPIPE)
        say("cannot write to standard output: %s", strerror(errno));
    }
  }
  qn__buffer_reset(out);
  return written;
}
