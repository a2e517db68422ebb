/* SPDX-License-Identifier: MIT */
/* packed.h: an array of numbers, each written in the bits that the largest needs, with random access.  Number i takes
 * the bits i * bits to i * bits + bits - 1 of the bytes, lowest bit of the lowest byte first.
 * Bytes: index-data/FORMAT.md, "Packed arrays". */
#ifndef QN_CORE_CODEC_PACKED_H
#define QN_CORE_CODEC_PACKED_H

#include "container/container.h"

enum { QN__PACKED_BITS_MAX = 56 };

/* --- packed_write.c --- */

typedef struct qn__packed_writer {
  qn__output *output;
  uint64_t pending; /* bits not yet written, lowest first */
  unsigned n_pending;
  unsigned bits;
} qn__packed_writer;

/* Writes into the output's open section.  `max` is the largest number to come: less than 2 to QN__PACKED_BITS_MAX. */
void qn__packed_begin(qn__packed_writer *writer, qn__output *output, uint64_t max);
void qn__packed_add(qn__packed_writer *writer, uint64_t value);
void qn__packed_end(qn__packed_writer *writer); /* fills up the last byte */

/* --- packed_read.c --- */

/* An array in a section. */
typedef struct qn__packed {
  uint64_t offset; /* in the section */
  uint32_t n;
  unsigned bits; /* 0: every number is 0 */
} qn__packed;

QN_ALWAYS_INLINE uint64_t qn__packed_size(uint64_t n, unsigned bits) {
  return (n * bits + 7) / 8;
}

/* Places an array of `n` numbers at `*offset` and moves the offset past it; fails if it does not fit in the section
 * or no array can have that many bits. */
qn_status qn__packed_open(qn__packed *packed, const qn__section *section, uint64_t *offset, uint32_t n, unsigned bits,
                          qn_error *error);

/* Number i, which must be less than n. */
qn_status qn__packed_get(const qn__packed *packed, const qn__section *section, uint32_t i, uint64_t *value,
                         qn_error *error);

/* The bytes of an array whose numbers [first, end) have been verified, which makes reading them fast. */
typedef struct qn__packed_bytes {
  const uint8_t *data; /* of number 0 */
  unsigned bits;
  uint64_t mask;
} qn__packed_bytes;

/* Verifies the numbers [first, end), which are not above n. */
qn_status qn__packed_verify(const qn__packed *packed, const qn__section *section, uint32_t first, uint32_t end,
                            qn__packed_bytes *out, qn_error *error);

/* One of the verified numbers.  Of no bits, it is 0. */
QN_ALWAYS_INLINE uint64_t qn__packed_at(const qn__packed_bytes *bytes, uint32_t i) {
  const uint64_t bit = (uint64_t)i * bytes->bits;
  return qn__load_u64(bytes->data + bit / 8) >> (bit % 8) & bytes->mask;
}

#endif
