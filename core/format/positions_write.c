/* SPDX-License-Identifier: MIT */
/* positions_write.c: positions into frames.  Partner: positions_read.c.  Bytes: index-data/FORMAT.md, "Positions". */
#include "format/positions.h"

#include "format/packing.h"

static void put_frame(qn__buffer *out, size_t width_at, const uint32_t *gaps, size_t n) {
  uint32_t any = 0;
  for (size_t i = 0; i < n; i++)
    any |= gaps[i];
  unsigned width = qn__bit_width(any);
  uint8_t *to = qn__buffer_reserve(out, qn__stream_size(n, width) + 8);
  if (to == NULL)
    return;
  qn__pack_stream(gaps, n, width, to);
  out->size += qn__stream_size(n, width);
  out->data[width_at] = (uint8_t)width;
}

void qn__put_positions(qn__buffer *out, uint32_t *gaps, const uint32_t *freqs, unsigned count) {
  /* A distance is at least 1, so one less is kept. */
  size_t total = 0;
  for (unsigned i = 0; i < count; i++) {
    for (uint32_t k = 1; k < freqs[i]; k++)
      gaps[total + k]--;
    total += freqs[i];
  }
  size_t n_frames = (total + QN__FRAME - 1) / QN__FRAME, widths_at = out->size;
  qn__buffer_zeros(out, n_frames);
  for (size_t frame = 0; frame < n_frames && !out->failed; frame++) {
    size_t start = frame * QN__FRAME;
    put_frame(out, widths_at + frame, gaps + start, total - start < QN__FRAME ? total - start : QN__FRAME);
  }
}
