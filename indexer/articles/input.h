/* SPDX-License-Identifier: MIT */
/* input.h: a file as a window of bytes that slides along: packed data is unpacked, UTF-16 and UTF-32 become UTF-8, a
 * byte order mark is dropped.  The window grows to what a reader needs at once, as far as memory is allowed. */
#ifndef QN_INDEXER_ARTICLES_INPUT_H
#define QN_INDEXER_ARTICLES_INPUT_H

#include <stdbool.h>

#include "articles/allowance.h"
#include "articles/stream.h"
#include "articles/unpack.h"
#include "articles/wide_text.h"
#include "base/buffer.h"

enum { QN__INPUT_BLOCK = 256 << 10 }; /* bytes that are read at once */
enum { QN__INPUT_SLACK = 16 };        /* zero bytes after the window, for parsers that read past its end */

typedef struct qn__input {
  char *data; /* the window; may be changed in place */
  size_t size;
  bool ended; /* no bytes follow the window */

  size_t mark;  /* bytes of the byte order mark before the first window */
  bool is_wide; /* it was UTF-16 or UTF-32 */

  char damage[100]; /* why there is no more than the window, although the file goes on; "": it does not */

  size_t capacity; /* of the window, in memory */

  uint64_t bytes_read;   /* of all files, as stored */
  uint64_t bytes_before; /* of the files before this one */
  uint64_t hash;         /* of this one's as far as they were read, by qn__input_hash */
  const qn__allowance *allowance;
  const qn__stream *stream; /* asked whether the file goes on; NULL: it ends where no more bytes are read */

  /* private to input.c */
  int fd;
  const char *path;
  char *memory;   /* the window lies in it */
  uint8_t *block; /* as read from the file */
  const uint8_t *block_next;
  size_t block_left;
  bool block_last;            /* the file's last byte was read */
  const qn__packing *packing; /* NULL: not packed, or nothing more to unpack */
  void *unpacker;
  bool unpacked; /* something was */
  qn__wide_text wide;
  uint8_t *units; /* bytes of wide text */
} qn__input;

/* The allowance must outlive the input.  The window takes most of it if it must. */
void qn__input_init(qn__input *input, const qn__allowance *allowance);
void qn__input_clear(qn__input *input);

/* Starts on a descriptor and reads the first bytes.  `path` is for messages and must outlive the input. */
qn_status qn__input_begin(qn__input *input, int fd, const char *path, qn_error *error);
void qn__input_end(qn__input *input);

/* Reads on: the window is larger afterwards, or `ended`.  `data` may move.  QN_TOO_LARGE if the window is as large as
 * it may be; QN_IO; QN_CANCELLED; QN_NO_MEMORY.  Where packed data is damaged the input ends, and `damage` says why. */
qn_status qn__input_more(qn__input *input, qn_error *error);

/* The hash of a file's bytes, a block of QN__INPUT_BLOCK after the other; `hash` is that of the bytes before, at first
 * QN__INPUT_NO_BYTES. */
#define QN__INPUT_NO_BYTES UINT64_C(1)
uint64_t qn__input_hash(uint64_t hash, const void *bytes, size_t size);

/* Reads on to the end of the file. */
qn_status qn__input_all(qn__input *input, qn_error *error);

/* Takes over the bytes of a buffer in the place of the window, which holds all of the file. */
qn_status qn__input_replace(qn__input *input, qn__buffer *bytes, qn_error *error);

/* Gives back memory that the window does not need.  `data` moves. */
void qn__input_shrink(qn__input *input);

/* Bytes of the file before the window, as far as it is neither packed nor wide text. */
static inline uint64_t qn__input_passed(const qn__input *input) {
  return input->bytes_read - input->bytes_before - input->block_left - input->size;
}

enum { QN__INPUT_LARGE = 4 << 20 }; /* a window of more is given back as soon as little of it is used */

/* Drops the first `size` bytes of the window.  `data` may move. */
static inline void qn__input_skip(qn__input *input, size_t size) {
  input->data += size;
  input->size -= size;
  if (input->capacity > QN__INPUT_LARGE && input->size < input->capacity / 8)
    qn__input_shrink(input);
}

#endif
