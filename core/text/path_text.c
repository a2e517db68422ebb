/* SPDX-License-Identifier: MIT */
/* path_text.c: what is valid UTF-8 stays as it is. */
#include "text/path_text.h"

#include "base/memory.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

/* Bytes of the character at p that is valid and not U+FFFD; 0: it is to be escaped. */
static size_t plain_size(const char *p, size_t left) {
  static const size_t sizes[] = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 3, 4}; /* by the first four bits */
  const size_t size = sizes[(unsigned char)*p >> 4];
  if (size == 0 || size > left || !qn__utf8_valid(p, size) || (size == 3 && memcmp(p, "\xef\xbf\xbd", 3) == 0))
    return 0;
  return size;
}

char *qn__path_text(const char *path) {
  const size_t size = strlen(path);
  char *text = qn__malloc(5 * size + 1), *to = text;
  for (size_t at = 0, n; text != NULL && at < size; at += n) {
    n = plain_size(path + at, size - at);
    if (n > 0) {
      memcpy(to, path + at, n);
      to += n;
    } else {
      n = 1;
      to += sprintf(to, "\xef\xbf\xbd%02X", (unsigned)(unsigned char)path[at]);
    }
  }
  if (text != NULL)
    *to = '\0';
  return text;
}
