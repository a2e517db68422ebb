/* SPDX-License-Identifier: MIT */
/* sketches_read.c: reads what each text's near-duplicates have in common.  Partner: sketches_write.c.  Bytes:
 * index-data/FORMAT.md, "Sketches". */
#include "columns/sketches.h"

qn_status qn__sketches_open(qn__sketches *sketches, const qn__section *section, uint32_t n_docs, qn_error *error) {
  if (section->size != (uint64_t)n_docs * 8)
    return qn__section_damaged(section, section->data, "there are not as many sketches as articles", error);
  *sketches = (qn__sketches){*section};
  return QN_OK;
}

qn_status qn__sketch(const qn__sketches *sketches, uint32_t doc, uint64_t *sketch, qn_error *error) {
  const uint8_t *bytes = qn__section_bytes(&sketches->section, (uint64_t)doc * 8, 8, error);
  if (bytes == NULL)
    return QN_DAMAGED;
  *sketch = qn__load_u64(bytes);
  return QN_OK;
}
