/* SPDX-License-Identifier: MIT */
/* positions.h: the positions of one block of postings as frames of 32 gaps, each frame packed at its own width, the
 * widths in front: any gap is found by adding up widths.  Reading is declared in postings.h. Bytes:
 * index-data/FORMAT.md, "Positions". */
#ifndef QN_POSITIONS_H
#define QN_POSITIONS_H

#include "base/buffer.h"

enum { QN__FRAME = 32 };

/* Appends the positions of `count` postings with frequencies `freqs`.  `gaps`: each posting's first position, then
 * distances of at least 1; used as scratch. */
void qn__put_positions(qn__buffer *out, uint32_t *gaps, const uint32_t *freqs, unsigned count);

#endif
