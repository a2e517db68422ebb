/* SPDX-License-Identifier: MIT */
/* sketches_write.c: writes what each text's near-duplicates have in common.  Partner: sketches_read.c.  Bytes:
 * index-data/FORMAT.md, "Sketches". */
#include "columns/sketches.h"

void qn__sketches_write(qn__output *output, const uint64_t *sketches, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    uint8_t bytes[8];
    qn__store_u64(bytes, sketches[i]);
    qn__output_bytes(output, bytes, sizeof bytes);
  }
}
