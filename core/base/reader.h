/* SPDX-License-Identifier: MIT */
/* reader.h: takes bytes one value after another and never past the end.  The getters are the only way to consume bytes.
 * Failure is sticky: a getter that would pass the end returns 0 and sets `failed`; look once, after the last. */
#ifndef QN_CORE_BASE_READER_H
#define QN_CORE_BASE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/portability.h"

typedef struct qn__reader {
  const uint8_t *next;
  const uint8_t *end;
  bool failed;
} qn__reader;

static inline qn__reader qn__reader_of(const uint8_t *data, size_t size) {
  return (qn__reader){data, data == NULL ? NULL : data + size, false};
}

static inline size_t qn__reader_left(const qn__reader *reader) {
  return (size_t)(reader->end - reader->next);
}

/* The next `size` bytes, or NULL. */
static inline const uint8_t *qn__read_bytes(qn__reader *reader, size_t size) {
  if (qn__reader_left(reader) < size) {
    reader->failed = true;
    reader->next = reader->end;
    return NULL;
  }
  const uint8_t *bytes = reader->next;
  reader->next += size;
  return bytes;
}

static inline uint8_t qn__read_u8(qn__reader *reader) {
  const uint8_t *p = qn__read_bytes(reader, 1);
  return p == NULL ? 0 : *p;
}

static inline uint16_t qn__read_u16(qn__reader *reader) {
  const uint8_t *p = qn__read_bytes(reader, 2);
  return p == NULL ? 0 : qn__load_u16(p);
}

static inline uint32_t qn__read_u32(qn__reader *reader) {
  const uint8_t *p = qn__read_bytes(reader, 4);
  return p == NULL ? 0 : qn__load_u32(p);
}

static inline uint64_t qn__read_u64(qn__reader *reader) {
  const uint8_t *p = qn__read_bytes(reader, 8);
  return p == NULL ? 0 : qn__load_u64(p);
}

static inline uint64_t qn__read_varint(qn__reader *reader) {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (reader->next == reader->end)
      break;
    uint8_t byte = *reader->next++;
    value |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80)
      return value;
  }
  reader->failed = true;
  reader->next = reader->end;
  return 0;
}

/* A varint that must fit in 32 bits. */
static inline uint32_t qn__read_varint32(qn__reader *reader) {
  uint64_t value = qn__read_varint(reader);
  if (value > UINT32_MAX) {
    reader->failed = true;
    return 0;
  }
  return (uint32_t)value;
}

#endif
