/* SPDX-License-Identifier: MIT */
/* shown_text.c: blanks, and characters counted without those that are not shown. */
#include "snippets/shown_text.h"

bool qn__shows_blank(uint32_t c) {
  return c <= 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

/* The end of the character at `at`; in a damaged text no further than `end`. */
static inline size_t character_end(const char *text, size_t at, size_t end, bool *blank) {
  unsigned n;
  if ((uint8_t)text[at] < 0x7f) {
    *blank = text[at] <= ' ';
    return at + 1;
  }
  *blank = qn__shows_blank(qn__utf8_decode(text + at, &n));
  return n < end - at ? at + n : end;
}

size_t qn__skip_blanks(const char *text, size_t at, size_t end) {
  bool blank = true;
  while (at < end) {
    size_t next = character_end(text, at, end, &blank);
    if (!blank)
      break;
    at = next;
  }
  return at;
}

size_t qn__trim_end(const char *text, size_t start, size_t end) {
  bool blank = true;
  while (end > start) {
    size_t at = qn__utf8_before(text, start, end);
    character_end(text, at, end, &blank);
    if (!blank)
      break;
    end = at;
  }
  return end;
}

size_t qn__shown_chars(const char *text, size_t start, size_t end) {
  size_t n = 0;
  bool blank = false, was_blank = false;
  for (size_t at = start; at < end; was_blank = blank) {
    at = character_end(text, at, end, &blank);
    n += !(blank && was_blank);
  }
  return n;
}

size_t qn__shown_forward(const char *text, size_t start, size_t end, size_t n_chars) {
  bool blank = false, was_blank = false;
  for (size_t at = start, next, n = 0; at < end; at = next, was_blank = blank) {
    next = character_end(text, at, end, &blank);
    n += !(blank && was_blank);
    if (n > n_chars)
      return at;
  }
  return end;
}

size_t qn__shown_backward(const char *text, size_t start, size_t end, size_t n_chars) {
  bool blank = false, was_blank = false;
  for (size_t at = end, n = 0; at > start; was_blank = blank) {
    size_t before = qn__utf8_before(text, start, at);
    character_end(text, before, at, &blank);
    n += !(blank && was_blank);
    if (n > n_chars)
      return at;
    at = before;
  }
  return start;
}
