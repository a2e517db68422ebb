/* SPDX-License-Identifier: MIT */
/* packed_bytes.h: packs bytes as the programs of these names do. */
#ifndef QN_TESTS_SUPPORT_PACKED_BYTES_H
#define QN_TESTS_SUPPORT_PACKED_BYTES_H

#include <stddef.h>
#include <stdint.h>

enum { N_PACKINGS = 4 };
extern const char *const packing_names[N_PACKINGS]; /* gzip, bzip2, xz, zstd */

/* Returns the size; 0: there was no room. */
size_t pack_bytes(unsigned which, const void *bytes, size_t size, uint8_t *out, size_t room);

#endif
