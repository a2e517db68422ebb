/* SPDX-License-Identifier: MIT */
/* reference_hash.h: the hash that names files, fingerprints stems and fills the filter of variants. */
#ifndef QN_TESTS_REFERENCE_REFERENCE_HASH_H
#define QN_TESTS_REFERENCE_REFERENCE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The upper xor the lower half of the 128-bit product. */
uint64_t reference_fold(uint64_t x, uint64_t y);

uint64_t reference_hash(const void *bytes, size_t size, uint64_t seed);

#endif
