/* SPDX-License-Identifier: MIT */
/* stream.h: JSON Lines that are read while they are written.  Each line is handed on as soon as it has ended; how far
 * the reader has come stands here, and here it asks whether the file goes on. */
#ifndef QN_INDEXER_ARTICLES_STREAM_H
#define QN_INDEXER_ARTICLES_STREAM_H

#include <stdbool.h>
#include <stdint.h>

typedef struct qn__stream {
  /* Where reading begins, and then what was handed on; neither packed nor wide text can be begun but at 0. */
  uint64_t taken;   /* bytes of the file, up to the end of a line */
  uint64_t n_lines; /* that these have */
  uint64_t n_given; /* records; the next one without an id is named after the number that follows */
  /* Asked before each read, and may wait.  `at_end`: the last read has found no bytes.  False: the file has ended, and
   * what it ends with is its last line. */
  bool (*goes_on)(void *context, bool at_end);
  void *context;
} qn__stream;

#endif
