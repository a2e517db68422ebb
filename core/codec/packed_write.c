/* SPDX-License-Identifier: MIT */
/* packed_write.c: packs numbers at one width.  Partner: packed_read.c.  Bytes: index-data/FORMAT.md, "Packed arrays".
 */
#include "codec/packed.h"

void qn__packed_begin(qn__packed_writer *writer, qn__output *output, uint64_t max) {
  *writer = (qn__packed_writer){.output = output, .bits = qn__bit_width(max)};
}

void qn__packed_add(qn__packed_writer *writer, uint64_t value) {
  writer->pending |= value << writer->n_pending; /* at most 7 bits are pending, and 56 come */
  writer->n_pending += writer->bits;
  uint8_t bytes[8];
  qn__store_u64(bytes, writer->pending);
  unsigned n = writer->n_pending / 8;
  qn__output_bytes(writer->output, bytes, n);
  writer->pending = n == 8 ? 0 : writer->pending >> (n * 8);
  writer->n_pending %= 8;
}

void qn__packed_end(qn__packed_writer *writer) {
  uint8_t last = (uint8_t)writer->pending;
  if (writer->n_pending > 0)
    qn__output_bytes(writer->output, &last, 1);
}
