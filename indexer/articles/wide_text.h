/* SPDX-License-Identifier: MIT */
/* wide_text.h: UTF-16 and UTF-32, which come in blocks, as UTF-8. */
#ifndef QN_INDEXER_ARTICLES_WIDE_TEXT_H
#define QN_INDEXER_ARTICLES_WIDE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct qn__wide_text {
  unsigned width; /* bytes of a unit, 2 or 4; 0: the text is not wide */
  bool big_endian;
  uint8_t bytes[4]; /* the first ones of a unit, kept for the next block */
  unsigned n_bytes;
  uint16_t high; /* a high surrogate, kept for its partner; 0: none */
} qn__wide_text;

/* What a text is that begins so: by its byte order mark, whose bytes are *mark, or by the zeros of its spaces and
 * letters, if all of it can be text. */
qn__wide_text qn__wide_detect(const uint8_t *bytes, size_t size, size_t *mark);

/* The most bytes of UTF-8 that `size` bytes, and what was kept before, can become. */
#define QN__UTF8_OF_WIDE(size) ((size_t)(size) / 2 * 3 + 8)

/* Decodes a block to `out`, which has room for QN__UTF8_OF_WIDE(size) bytes; returns how many it wrote.  What is not a
 * character becomes U+FFFD. */
size_t qn__wide_decode(qn__wide_text *wide, const uint8_t *bytes, size_t size, char *out);

/* Ends the input: what was kept and is incomplete becomes U+FFFD. */
size_t qn__wide_finish(qn__wide_text *wide, char *out);

#endif
