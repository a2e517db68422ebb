/* SPDX-License-Identifier: MIT */
/* buffer.h: a growable array of bytes with a sticky failure: appends after a failed one do nothing; look at `failed`
 * once, at the end. */
#ifndef QN_CORE_BASE_BUFFER_H
#define QN_CORE_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/portability.h"

typedef struct qn__buffer {
  uint8_t *data;
  size_t size;
  size_t capacity; /* above size, unless nothing was reserved yet or memory has failed: one comparison covers all */
  bool failed;     /* out of memory */
} qn__buffer;

enum { QN__VARINT_MAX = 10 }; /* bytes of the longest varint */

void qn__buffer_init(qn__buffer *buffer);
void qn__buffer_clear(qn__buffer *buffer);

/* What qn__buffer_reserve does when there is no room. */
uint8_t *qn__buffer_grow(qn__buffer *buffer, size_t size);

/* Room for `size` more bytes: their address, or NULL (and failed is set). */
QN_ALWAYS_INLINE uint8_t *qn__buffer_reserve(qn__buffer *buffer, size_t size) {
  if (QN_UNLIKELY(buffer->capacity - buffer->size <= size))
    return qn__buffer_grow(buffer, size);
  return buffer->data + buffer->size;
}

/* Bytes of `n` elements; a size that no memory has where they are more than a size_t can say, as in 32 bits. */
QN_ALWAYS_INLINE size_t qn__array_size(size_t n, size_t element) {
  return n > SIZE_MAX / element ? SIZE_MAX : n * element;
}

/* The bytes of a buffer as an array of a type, and room for `n` more elements, or NULL. */
#define QN__ARRAY(type, buffer) ((type *)(void *)(buffer)->data)
#define QN__RESERVE(type, buffer, n) ((type *)(void *)qn__buffer_reserve((buffer), qn__array_size((n), sizeof(type))))

static inline void qn__buffer_bytes(qn__buffer *buffer, const void *bytes, size_t size) {
  uint8_t *to = qn__buffer_reserve(buffer, size);
  if (to != NULL && size) {
    memcpy(to, bytes, size);
    buffer->size += size;
  }
}

void qn__buffer_zeros(qn__buffer *buffer, size_t size);

static inline void qn__buffer_u8(qn__buffer *buffer, uint8_t value) {
  qn__buffer_bytes(buffer, &value, 1);
}

static inline void qn__buffer_u16(qn__buffer *buffer, uint16_t value) {
  uint8_t bytes[2];
  qn__store_u16(bytes, value);
  qn__buffer_bytes(buffer, bytes, sizeof bytes);
}

static inline void qn__buffer_u32(qn__buffer *buffer, uint32_t value) {
  uint8_t bytes[4];
  qn__store_u32(bytes, value);
  qn__buffer_bytes(buffer, bytes, sizeof bytes);
}

static inline void qn__buffer_u64(qn__buffer *buffer, uint64_t value) {
  uint8_t bytes[8];
  qn__store_u64(bytes, value);
  qn__buffer_bytes(buffer, bytes, sizeof bytes);
}

/* A varint of the size, then the bytes. */
void qn__buffer_string(qn__buffer *buffer, const char *data, size_t size);

/* printf at the end; the terminating zero is not counted. */
void qn__buffer_print(qn__buffer *buffer, const char *format, ...) QN_PRINTF(2, 3);

/* Appends the digits of a number, faster than qn__buffer_print does. */
void qn__buffer_decimal(qn__buffer *buffer, uint64_t number);

/* Seven bits a byte, lowest first, the high bit of a byte says that more follow (LEB128).  Writes one at p, which has
 * room for QN__VARINT_MAX bytes; returns the byte after it. */
QN_ALWAYS_INLINE uint8_t *qn__put_varint(uint8_t *p, uint64_t value) {
  while (value >= 0x80) {
    *p++ = (uint8_t)(value | 0x80);
    value >>= 7;
  }
  *p++ = (uint8_t)value;
  return p;
}

static inline void qn__buffer_varint(qn__buffer *buffer, uint64_t value) {
  uint8_t *to = qn__buffer_reserve(buffer, QN__VARINT_MAX);
  if (to != NULL)
    buffer->size = (size_t)(qn__put_varint(to, value) - buffer->data);
}

QN_ALWAYS_INLINE void qn__buffer_reset(qn__buffer *buffer) {
  buffer->size = 0;
}

#endif
