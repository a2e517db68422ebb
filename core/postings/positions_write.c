/* SPDX-License-Identifier: MIT */
/* positions_write.c: positions into frames.  Partner: positions_read.c.  Bytes: index-data/FORMAT.md, "Positions". */
#include "postings/positions.h"

/* The narrowest low parts whose high parts sum up to no more than their count: then they take at most two bits each,
 * together a word.  Wider ones would save fewer bits of high parts than they cost. */
static unsigned choose_width(const uint32_t *gaps, size_t n) {
  uint64_t sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += gaps[i];
  unsigned width = qn__bit_width(sum / n / 2);
  for (;; width++) {
    sum = 0;
    for (size_t i = 0; i < n; i++)
      sum += gaps[i] >> width;
    if (sum <= n)
      return width;
  }
}

/* Appends a frame; returns its shape. */
static uint8_t put_frame(qn__buffer *out, uint32_t *gaps, size_t n) {
  unsigned width = choose_width(gaps, n), end = 0;
  uint64_t highs = 0;
  for (size_t i = 0; i < n; i++) {
    end += gaps[i] >> width;
    highs |= UINT64_C(1) << end++;
    gaps[i] &= (UINT32_C(1) << width) - 1;
  }
  uint8_t shape = qn__frame_shape(width, (end + 7) / 8);
  uint8_t *to = qn__buffer_reserve(out, qn__frame_size(shape, n) + 8);
  if (to != NULL) {
    qn__store_u64(to, highs);
    qn__pack_stream(gaps, n, width, to + qn__frame_highs_size(shape));
    out->size += qn__frame_size(shape, n);
  }
  return shape;
}

void qn__put_positions(qn__buffer *out, uint32_t *gaps, const uint32_t *freqs, unsigned count) {
  /* A distance is at least 1, so one less is kept. */
  size_t total = 0;
  for (unsigned i = 0; i < count; i++) {
    for (uint32_t k = 1; k < freqs[i]; k++)
      gaps[total + k]--;
    total += freqs[i];
  }
  size_t n_frames = (total + QN__POSITIONS_FRAME - 1) / QN__POSITIONS_FRAME, shapes_at = out->size;
  qn__buffer_zeros(out, n_frames);
  for (size_t frame = 0; frame < n_frames && !out->failed; frame++) {
    size_t start = frame * QN__POSITIONS_FRAME, left = total - start;
    uint8_t shape = put_frame(out, gaps + start, left < QN__POSITIONS_FRAME ? left : QN__POSITIONS_FRAME);
    if (!out->failed)
      out->data[shapes_at + frame] = shape;
  }
}
