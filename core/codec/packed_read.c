/* SPDX-License-Identifier: MIT */
/* packed_read.c: reads numbers from packed arrays in place.  Partner: packed_write.c.
 * Bytes: index-data/FORMAT.md, "Packed arrays". */
#include "codec/packed.h"

qn_status qn__packed_open(qn__packed *packed, const qn__section *section, uint64_t *offset, uint32_t n, unsigned bits,
                          qn_error *error) {
  uint64_t size = qn__packed_size(n, bits);
  if (bits > QN__PACKED_BITS_MAX || *offset > section->size || size > section->size - *offset)
    return qn__section_damaged(section, section->data, "an array is wider or longer than its section", error);
  *packed = (qn__packed){.offset = *offset, .n = n, .bits = bits};
  *offset += size;
  return QN_OK;
}

qn_status qn__packed_get(const qn__packed *packed, const qn__section *section, uint32_t i, uint64_t *value,
                         qn_error *error) {
  uint64_t first_bit = (uint64_t)i * packed->bits;
  uint64_t first = first_bit / 8, end = (first_bit + packed->bits + 7) / 8;
  const uint8_t *bytes = qn__section_bytes(section, packed->offset + first, end - first, error);
  if (bytes == NULL)
    return QN_DAMAGED;
  /* A number has at most 56 bits and begins in its first byte: eight bytes hold it (QN__VIEW_SLACK). */
  *value = packed->bits == 0 ? 0 : qn__load_u64(bytes) >> (first_bit % 8) & (UINT64_MAX >> (64 - packed->bits));
  return QN_OK;
}

qn_status qn__packed_verify(const qn__packed *packed, const qn__section *section, uint32_t first, uint32_t end,
                            qn__packed_bytes *out, qn_error *error) {
  static const uint8_t no_bits[8];
  *out = (qn__packed_bytes){no_bits, packed->bits, packed->bits == 0 ? 0 : UINT64_MAX >> (64 - packed->bits)};
  uint64_t from = (uint64_t)first * packed->bits / 8, to = qn__packed_size(end, packed->bits);
  if (from >= to || first >= end)
    return QN_OK;
  if (qn__section_bytes(section, packed->offset + from, to - from, error) == NULL)
    return QN_DAMAGED;
  out->data = section->data + packed->offset;
  return QN_OK;
}
