/* SPDX-License-Identifier: MIT */
/* utf8.h: reading and repairing UTF-8. */
#ifndef QN_CORE_TEXT_UTF8_H
#define QN_CORE_TEXT_UTF8_H

#include <stdbool.h>

#include "base/buffer.h"

#define QN__REPLACEMENT 0xFFFDu

/* The code point at p (p < end) of valid UTF-8; *size is its bytes. */
QN_ALWAYS_INLINE uint32_t qn__utf8_decode(const char *p, unsigned *size) {
  const uint8_t *b = (const uint8_t *)p;
  if (b[0] < 0x80) {
    *size = 1;
    return b[0];
  }
  if (b[0] < 0xe0) {
    *size = 2;
    return (b[0] & 0x1fu) << 6 | (b[1] & 0x3fu);
  }
  if (b[0] < 0xf0) {
    *size = 3;
    return (b[0] & 0x0fu) << 12 | (b[1] & 0x3fu) << 6 | (b[2] & 0x3fu);
  }
  *size = 4;
  return (b[0] & 0x07u) << 18 | (b[1] & 0x3fu) << 12 | (b[2] & 0x3fu) << 6 | (b[3] & 0x3fu);
}

/* Writes a code point at p (room for 4 bytes); returns its bytes. */
unsigned qn__utf8_encode(char *p, uint32_t code_point);

/* Whether a byte is one of a character after its first. */
static inline bool qn__utf8_goes_on(char byte) {
  return ((uint8_t)byte & 0xc0) == 0x80;
}

/* How many characters begin in these bytes. */
static inline size_t qn__utf8_count(const char *text, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++)
    n += !qn__utf8_goes_on(text[i]);
  return n;
}

/* How many bytes of valid UTF-8 to take from its beginning: whole characters, and `most` bytes at most. */
static inline size_t qn__utf8_prefix(const char *text, size_t size, size_t most) {
  size_t end = size < most ? size : most;
  while (end > 0 && end < size && qn__utf8_goes_on(text[end]))
    end--;
  return end;
}

/* Where the character before `at` begins; `at` is a character's start after `start`. */
static inline size_t qn__utf8_before(const char *text, size_t start, size_t at) {
  do
    at--;
  while (at > start && qn__utf8_goes_on(text[at]));
  return at;
}

/* Bytes of the character at `data`; 0: none begins there, it is U+0000, or it is not valid. */
size_t qn__utf8_character(const char *data, size_t size);

/* True if the bytes are valid UTF-8 without U+0000. */
bool qn__utf8_valid(const char *data, size_t size);

/* Appends the bytes with each maximal invalid sequence and each U+0000 as U+FFFD; returns how many were replaced. */
size_t qn__utf8_repair(qn__buffer *out, const char *data, size_t size);

#endif
