/* SPDX-License-Identifier: MIT */
/* positions.h: the positions of one block of postings as frames of 32 gaps, the frames' shapes in front: any gap is
 * found by adding up sizes.  Within a frame a gap's low bits have a width of their own and its high part, most often 0
 * or 1, is in unary: one far gap does not widen the others (Golomb-Rice codes, kept apart as Elias and Fano do).
 * Reading is declared in postings.h.  Bytes: index-data/FORMAT.md, "Positions".
 *
 *     block:   shape of each frame | frame frame ...
 *     frame:   high parts, 1 to 8 bytes | low parts
 */
#ifndef QN_CORE_POSTINGS_POSITIONS_H
#define QN_CORE_POSTINGS_POSITIONS_H

#include "base/buffer.h"
#include "codec/packing.h"

enum { QN__POSITIONS_FRAME = 32 };

/* A shape is a byte: five bits for the width of the low parts, three for the bytes of the high parts less 1. */
QN_ALWAYS_INLINE uint8_t qn__frame_shape(unsigned low_width, size_t highs_size) {
  return (uint8_t)(low_width | (highs_size - 1) << 5);
}
QN_ALWAYS_INLINE unsigned qn__frame_low_width(uint8_t shape) {
  return shape & 31;
}
QN_ALWAYS_INLINE size_t qn__frame_highs_size(uint8_t shape) {
  return (shape >> 5) + 1u;
}
/* Bytes of a frame of n gaps. */
QN_ALWAYS_INLINE size_t qn__frame_size(uint8_t shape, size_t n) {
  return qn__frame_highs_size(shape) + qn__stream_size(n, qn__frame_low_width(shape));
}

/* Appends the positions of `count` postings with frequencies `freqs`.  `gaps`: each posting's first position, then
 * distances of at least 1; used as scratch. */
void qn__put_positions(qn__buffer *out, uint32_t *gaps, const uint32_t *freqs, unsigned count);

#endif
