/* SPDX-License-Identifier: MIT */
/* unicode_breaks.h: runs Unicode's own tests of boundaries, of lines such as "÷ 0061 × 0308 ÷ 0020 ÷ # comment". */
#ifndef QN_TESTS_UNIT_UNICODE_BREAKS_H
#define QN_TESTS_UNIT_UNICODE_BREAKS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/support.h"
#include "text/utf8.h"

/* The first boundary after `offset`, a boundary. */
typedef size_t next_boundary(const char *text, size_t size, size_t offset);

static void check_line(const char *line, next_boundary *next) {
  char text[256];
  size_t size = 0, at = 0;
  bool expected[256] = {false};
  for (const char *p = line; *p != '#' && *p != '\0';) {
    char *end;
    unsigned long code_point = strtoul(p, &end, 16);
    if (end > p) {
      size += qn__utf8_encode(text + size, (uint32_t)code_point);
    } else {
      expected[size] |= strncmp(p, "\xc3\xb7", 2) == 0; /* the division sign */
      end++;
    }
    p = end;
  }
  while (at < size) {
    size_t boundary = next(text, size, at);
    assert_in_range(boundary, at + 1, size);
    while (++at <= boundary)
      if (expected[at] != (at == boundary))
        fail_msg("wrong at byte %zu: %s", at, line);
    at = boundary;
  }
}

/* Checks every line of a file of Unicode's; returns how many, 0 if the file is not installed. */
static int check_unicode_breaks(const char *name, next_boundary *next) {
  const char *folder = getenv("UNICODE");
  char path[1024], line[4096];
  snprintf(path, sizeof path, "%s/auxiliary/%s", folder != NULL ? folder : "/usr/share/unicode", name);
  FILE *file = fopen(path, "r");
  int n = 0;
  if (file == NULL)
    return 0;
  while (fgets(line, sizeof line, file) != NULL)
    if (line[0] != '#' && line[0] != '\n') {
      check_line(line, next);
      n++;
    }
  fclose(file);
  return n;
}

#endif
