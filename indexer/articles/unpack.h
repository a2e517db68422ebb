/* SPDX-License-Identifier: MIT */
/* unpack.h: packed data -> bytes, a piece at a time.  gzip (zlib), bzip2 (libbz2), xz (liblzma) and zstd (libzstd) look
 * the same from here; nothing else includes these libraries. */
#ifndef QN_INDEXER_ARTICLES_UNPACK_H
#define QN_INDEXER_ARTICLES_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum qn__unpacked {
  QN__UNPACK_GOES_ON, /* more room or more bytes are needed */
  QN__UNPACK_ENDED,   /* the stream's end was read; another may follow it */
  QN__UNPACK_DAMAGED,
  QN__UNPACK_TOO_LARGE, /* it takes more memory than is allowed */
  QN__UNPACK_NO_MEMORY,
} qn__unpacked;

/* Moves on as bytes are taken and written. */
typedef struct qn__unpack_step {
  const uint8_t *in;
  uint8_t *out;
  size_t in_left, out_left;
} qn__unpack_step;

/* One kind of packing. */
typedef struct qn__packing {
  const char *name;
  const char *extensions[2]; /* of files; NULL: no more */
  bool (*starts)(const uint8_t *data, size_t size);
  void *(*begin)(size_t memory); /* `memory`: the most it may take; NULL: there is none */
  qn__unpacked (*step)(void *state, qn__unpack_step *step);
  size_t (*memory)(const void *state); /* what it takes; of xz that is too large, what it needs */
  void (*end)(void *state);
} qn__packing;

enum { QN__PACKING_LOOK = 10 }; /* bytes that say how a file is packed */

/* How data is packed that begins so; NULL: not. */
const qn__packing *qn__packing_of(const uint8_t *data, size_t size);

/* The kinds, from 0; NULL after the last. */
const qn__packing *qn__packing_at(size_t i);

#endif
