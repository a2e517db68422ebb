/* SPDX-License-Identifier: MIT */
/* packing_read.c: unpacks rows with vectors of 8 lanes (vector.h), one kernel for each width so that every shift is a
 * constant.  Partner: packing_write.c. */
#include "codec/packing.h"

#include "codec/vector.h"

QN_ALWAYS_INLINE void unpack_width(const uint8_t *in, const unsigned width, uint16_t *out) {
  const qn__lanes mask = qn__lanes_fill((uint16_t)((1u << width) - 1));
  QN_UNROLL
  for (unsigned row = 0; row < QN__PACKING_ROWS; row++) {
    unsigned bit = row * width, word = bit / 16, shift = bit % 16;
    qn__lanes value = qn__lanes_shift_right(qn__lanes_load(in + word * 16), shift);
    if (shift + width > 16)
      value = qn__lanes_or(value, qn__lanes_shift_left(qn__lanes_load(in + (word + 1) * 16), 16 - shift));
    qn__lanes_store_native(out + row * QN__PACKING_LANES, qn__lanes_and(value, mask));
  }
}

void qn__unpack_rows(const uint8_t *in, unsigned width, uint16_t *numbers) {
  switch (width) {
  case 0:
    memset(numbers, 0, QN__PACKING_ROWS * QN__PACKING_LANES * sizeof *numbers);
    break;
#define QN_UNPACK(w)                                                                                                   \
  case w:                                                                                                              \
    unpack_width(in, w, numbers);                                                                                      \
    break;
    QN_UNPACK(1)
    QN_UNPACK(2)
    QN_UNPACK(3)
    QN_UNPACK(4)
    QN_UNPACK(5)
    QN_UNPACK(6)
    QN_UNPACK(7)
    QN_UNPACK(8)
    QN_UNPACK(9)
    QN_UNPACK(10)
    QN_UNPACK(11)
    QN_UNPACK(12)
    QN_UNPACK(13)
    QN_UNPACK(14)
    QN_UNPACK(15)
#undef QN_UNPACK
  default:
    unpack_width(in, 16, numbers);
    break;
  }
}
