/* SPDX-License-Identifier: MIT */
/* rulers.h: which lines of a text only divide it? */
#ifndef QN_CORE_TEXT_RULERS_H
#define QN_CORE_TEXT_RULERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a ruler may begin or end with a character that has this byte: nearly all text has others. */
static inline bool qn__may_rule(char byte) {
  const uint8_t c = (uint8_t)byte;
  return c >= 0x80 || c == '-' || c == '=' || c == '_' || c == '*' || c == '~' || c == '#' || c == '+' || c == '|' ||
         c == ':';
}

/* The end of the ruler in the line that begins at `start`, without the line break; `start` if it is not a ruler.  A
 * ruler has at least three of a sign, maybe corners, and nothing else.  One among indented lines is code. */
size_t qn__ruler_end(const char *text, size_t size, size_t start);

#endif
