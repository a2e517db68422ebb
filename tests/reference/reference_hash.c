/* SPDX-License-Identifier: MIT */
/* reference_hash.c: the hash of FORMAT.md ("Files", H), from that description alone. */
#include "reference/reference_hash.h"

static const uint64_t constant_a = UINT64_C(0x9e3779b97f4a7c15), constant_b = UINT64_C(0xd1b54a32d192ed03);

static uint64_t number_at(const uint8_t *p, unsigned size) {
  uint64_t value = 0;
  for (unsigned i = 0; i < size; i++)
    value |= (uint64_t)p[i] << 8 * i;
  return value;
}

/* The product of 128 bits is added up from four of 64. */
uint64_t reference_fold(uint64_t x, uint64_t y) {
  uint64_t x0 = (uint32_t)x, x1 = x >> 32, y0 = (uint32_t)y, y1 = y >> 32;
  uint64_t middle = x1 * y0 + (x0 * y0 >> 32), middle_low = (uint32_t)middle + x0 * y1;
  uint64_t upper = x1 * y1 + (middle >> 32) + (middle_low >> 32), lower = middle_low << 32 | (uint32_t)(x0 * y0);
  return upper ^ lower;
}

uint64_t reference_hash(const void *bytes, size_t size, uint64_t seed) {
  const uint8_t *p = bytes;
  uint64_t h = seed ^ size * constant_a, a = 0, b = 0;
  for (; size >= 16; size -= 16, p += 16)
    h = reference_fold(number_at(p, 8) ^ h ^ constant_a, number_at(p + 8, 8) ^ constant_b);
  if (size >= 8) {
    a = number_at(p, 8);
    b = number_at(p + size - 8, 8);
  } else if (size >= 4) {
    a = number_at(p, 4);
    b = number_at(p + size - 4, 4);
  } else if (size > 0) {
    a = (uint64_t)p[0] * 65536 + (uint64_t)p[size / 2] * 256 + p[size - 1];
  }
  return reference_fold(a ^ h ^ constant_a, b ^ h ^ constant_b);
}
