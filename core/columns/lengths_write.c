/* SPDX-License-Identifier: MIT */
/* lengths_write.c: how long articles are.  Partner: lengths_read.c.  Bytes: index-data/FORMAT.md, "Lengths". */
#include "columns/lengths.h"

static uint32_t largest(const uint32_t *values, uint32_t n) {
  uint32_t max = 0;
  for (uint32_t i = 0; i < n; i++)
    max = values[i] > max ? values[i] : max;
  return max;
}

static void write_packed(qn__output *output, const uint32_t *values, uint32_t n, uint32_t max) {
  qn__packed_writer writer;
  qn__packed_begin(&writer, output, max);
  for (uint32_t i = 0; i < n; i++)
    qn__packed_add(&writer, values[i]);
  qn__packed_end(&writer);
}

void qn__lengths_write(qn__output *output, const uint32_t *lengths, const uint32_t *title_words, uint32_t n) {
  uint32_t max_length = largest(lengths, n), max_title = largest(title_words, n);
  const uint8_t widths[2] = {(uint8_t)qn__bit_width(max_length), (uint8_t)qn__bit_width(max_title)};
  qn__output_bytes(output, widths, sizeof widths);
  for (uint32_t i = 0; i < n; i++) {
    uint8_t byte = qn__length_to_byte(lengths[i]);
    qn__output_bytes(output, &byte, 1);
  }
  write_packed(output, lengths, n, max_length);
  write_packed(output, title_words, n, max_title);
}
