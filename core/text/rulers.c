/* SPDX-License-Identifier: MIT */
/* rulers.c: rulers of any sign that people draw lines with, from "* * *" to boxes. */
#include "text/rulers.h"

#include <string.h>

#include "text/utf8.h"

enum {
  FEWEST_SIGNS = 3,
  CODE_INDENT = 4, /* columns */
};

/* What a ruler is drawn with: all signs of a box are one. */
static uint32_t sign_of(uint32_t c) {
  static const uint32_t signs[] = {'-',    '=',    '_',    '*',    '~',    '#',    0xb7,  0x2022,
                                   0x2212, 0x2605, 0x2606, 0x30fb, 0xff0a, 0xff0d, 0xff1d};
  if (c >= 0x2010 && c <= 0x2015) /* dashes */
    return '-';
  if (c >= 0x2500 && c <= 0x25ff) /* boxes, blocks and shapes */
    return 0x2500;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (c == signs[i])
      return c;
  return 0;
}

static bool is_corner(uint32_t c) {
  return c == '+' || c == '|' || c == ':';
}

static bool is_blank_sign(uint32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == 0xa0 || c == 0x3000;
}

static bool draws_line(const char *text, size_t start, size_t end) {
  uint32_t sign = 0;
  size_t n_signs = 0;
  unsigned n;
  for (size_t at = start; at < end; at += n) {
    const uint32_t c = qn__utf8_decode(text + at, &n), kind = sign_of(c);
    if (is_blank_sign(c) || is_corner(c))
      continue;
    if (kind == 0 || (sign != 0 && kind != sign))
      return false;
    sign = kind;
    n_signs++;
  }
  return n_signs >= FEWEST_SIGNS;
}

static size_t line_end(const char *text, size_t size, size_t start) {
  const char *end = memchr(text + start, '\n', size - start);
  return end == NULL ? size : (size_t)(end - text);
}

/* Whether a line is indented like code, and has something in it. */
static bool is_indented(const char *text, size_t start, size_t end) {
  size_t columns = 0, at = start;
  for (; at < end && (text[at] == ' ' || text[at] == '\t'); at++)
    columns += text[at] == '\t' ? CODE_INDENT : 1;
  return columns >= CODE_INDENT && at < end && text[at] != '\r';
}

static bool is_beside_code(const char *text, size_t size, size_t start, size_t end) {
  if (end < size && is_indented(text, end + 1, line_end(text, size, end + 1)))
    return true;
  size_t before = start;
  while (before > 1 && text[before - 2] != '\n')
    before--;
  return start > 0 && is_indented(text, before > 0 ? before - 1 : 0, start - 1);
}

size_t qn__ruler_end(const char *text, size_t size, size_t start) {
  size_t at = start;
  while (at < size && (text[at] == ' ' || text[at] == '\t'))
    at++;
  if (at == size || !qn__may_rule(text[at]))
    return start;
  const size_t end = line_end(text, size, start);
  if (!draws_line(text, at, end))
    return start;
  return is_indented(text, start, end) && is_beside_code(text, size, start, end) ? start : end;
}
