/* SPDX-License-Identifier: MIT */
/* packing_write.c: packs numbers at a fixed width of bits.  Partner: packing_read.c. */
#include "codec/packing.h"

void qn__pack_rows(const uint16_t *numbers, unsigned width, uint8_t *out) {
  uint16_t lanes[QN__PACKING_ROWS + 1][QN__PACKING_LANES];
  memset(lanes, 0, sizeof lanes);
  for (unsigned row = 0; row < QN__PACKING_ROWS; row++) {
    unsigned bit = row * width, word = bit / 16, shift = bit % 16;
    for (unsigned lane = 0; lane < QN__PACKING_LANES; lane++) {
      uint32_t value = (uint32_t)numbers[row * QN__PACKING_LANES + lane] << shift;
      lanes[word][lane] = (uint16_t)(lanes[word][lane] | value);
      lanes[word + 1][lane] = (uint16_t)(lanes[word + 1][lane] | value >> 16);
    }
  }
  for (unsigned word = 0; word < width; word++)
    for (unsigned lane = 0; lane < QN__PACKING_LANES; lane++)
      qn__store_u16(out + (word * QN__PACKING_LANES + lane) * 2, lanes[word][lane]);
}

void qn__pack_stream(const uint32_t *numbers, size_t n, unsigned width, uint8_t *out) {
  uint64_t pending = 0;
  unsigned bits = 0;
  for (size_t i = 0; i < n; i++) {
    pending |= (uint64_t)numbers[i] << bits;
    bits += width;
    if (bits >= 32) {
      qn__store_u32(out, (uint32_t)pending);
      out += 4;
      pending >>= 32;
      bits -= 32;
    }
  }
  qn__store_u64(out, pending);
}
