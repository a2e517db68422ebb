/* SPDX-License-Identifier: MIT */
/* packing.h: numbers at a fixed width of bits.  Two layouts:
 *   rows     128 numbers of at most 16 bits as 16 rows of 8 lanes: one vector operation works on 8 neighbours.
 *            For postings.  The layout is that of SIMD-BP128 (Lemire and Boytsov 2015) with 16-bit lanes.
 *   stream   any number of numbers of at most 32 bits, one after the other, lowest bits first.
 *            For positions, where single numbers are wanted.
 * Bytes: index-data/FORMAT.md, "Postings" and "Conventions". */
#ifndef QN_CORE_CODEC_PACKING_H
#define QN_CORE_CODEC_PACKING_H

#include "base/portability.h"

enum { QN__PACKING_ROWS = 16, QN__PACKING_LANES = 8 };

/* Bytes of `n` packed numbers. */
static inline size_t qn__stream_size(size_t n, unsigned width) {
  return (n * width + 7) / 8;
}

/* --- packing_write.c --- */

/* Packs 128 numbers of `width` bits (0 to 16) into width * 16 bytes. */
void qn__pack_rows(const uint16_t *numbers, unsigned width, uint8_t *out);

/* Packs n numbers of `width` bits (0 to 32) into qn__stream_size bytes; writes up to 8 bytes past them. */
void qn__pack_stream(const uint32_t *numbers, size_t n, unsigned width, uint8_t *out);

/* --- packing_read.c --- */

void qn__unpack_rows(const uint8_t *in, unsigned width, uint16_t *numbers);

#endif
