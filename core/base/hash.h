/* SPDX-License-Identifier: MIT */
/* hash.h: hashes of bytes.  Not for secrets.  The multiply-and-fold step is that of wyhash (Wang Yi). */
#ifndef QN_CORE_BASE_HASH_H
#define QN_CORE_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/portability.h"

#define QN__HASH_A UINT64_C(0x9e3779b97f4a7c15)
#define QN__HASH_B UINT64_C(0xd1b54a32d192ed03)

/* 64 bits of hash, the same on every machine. */
static inline uint64_t qn__hash(const void *bytes, size_t size, uint64_t seed) {
  const uint8_t *p = (const uint8_t *)bytes;
  uint64_t hash = seed ^ ((uint64_t)size * QN__HASH_A);
  size_t left = size;
  for (; left >= 16; left -= 16, p += 16)
    hash = qn__multiply_mix(qn__load_u64(p) ^ hash ^ QN__HASH_A, qn__load_u64(p + 8) ^ QN__HASH_B);
  uint64_t a = 0, b = 0;
  if (left >= 8) {
    a = qn__load_u64(p);
    b = qn__load_u64(p + left - 8);
  } else if (left >= 4) {
    a = qn__load_u32(p);
    b = qn__load_u32(p + left - 4);
  } else if (left > 0) {
    a = (uint64_t)p[0] << 16 | (uint64_t)p[left / 2] << 8 | p[left - 1];
  }
  return qn__multiply_mix(a ^ hash ^ QN__HASH_A, b ^ hash ^ QN__HASH_B);
}

#endif
