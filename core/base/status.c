/* SPDX-License-Identifier: MIT */
/* status.c: the texts of failures. */
#include "base/status.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

const char *qn_version(void) {
  return QN_VERSION_STRING;
}

qn_string qn_string_of(const char *text) {
  return (qn_string){text, text == NULL ? 0 : strlen(text)};
}

const char *qn_status_text(qn_status status) {
  static const char *const texts[] = {
#define QN_STATUS_TEXT(code, text) text,
      QN_STATUS_TABLE(QN_STATUS_TEXT)
#undef QN_STATUS_TEXT
  };
  size_t i = (size_t)status;
  return i < sizeof texts / sizeof texts[0] ? texts[i] : "unknown status";
}

/* A message that was cut off ends with a whole character. */
static void drop_cut_character(char *message, size_t size) {
  size_t start = size;
  while (start > 0 && size - start < 3 && ((unsigned char)message[start - 1] & 0xc0) == 0x80)
    start--;
  if (start == 0)
    return;
  const unsigned char first = (unsigned char)message[--start];
  const size_t whole = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  if (size - start < whole)
    message[start] = '\0';
}

qn_status qn__fail(qn_error *error, qn_status status, const char *format, ...) {
  if (error != NULL) {
    va_list arguments;
    error->status = status;
    error->column = 0;
    va_start(arguments, format);
    const int size = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (size >= (int)sizeof error->message)
      drop_cut_character(error->message, sizeof error->message - 1);
  }
  return status;
}

qn_status qn__fail_errno(qn_error *error, const char *what, const char *path) {
  int number = errno;
  qn_status status = QN_IO;
  if (number == ENOMEM)
    return qn__fail(error, QN_NO_MEMORY, "cannot %s %s: out of memory", what, path);
  if (number == ENOSPC || number == EDQUOT)
    status = QN_NO_SPACE;
  return qn__fail(error, status, "cannot %s %s: %s", what, path, strerror(number));
}

qn_status qn__fail_memory(qn_error *error) {
  return qn__fail(error, QN_NO_MEMORY, "out of memory; give less work at once or more memory");
}

qn_status qn__fail_again(qn_error *error, const qn_error *problem) {
  if (error != NULL)
    *error = *problem;
  return problem->status;
}

qn_status qn__fail_damaged(qn_error *error, const char *path, uint64_t offset, const char *reason) {
  return qn__fail(error, QN_DAMAGED, "%s is damaged at byte %" PRIu64 ": %s", path, offset, reason);
}
