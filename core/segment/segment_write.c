/* SPDX-License-Identifier: MIT */
/* segment_write.c: what a segment says about itself.  Partner: segment_read.c.
 * Bytes: index-data/FORMAT.md, "Segment". */
#include "segment/segment.h"

static void append_float(qn__buffer *bytes, float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  qn__buffer_u32(bytes, bits);
}

void qn__segment_meta_write(qn__output *output, const qn__segment_meta *meta) {
  qn__buffer bytes;
  qn__buffer_init(&bytes);
  qn__buffer_u32(&bytes, meta->fingerprint);
  qn__buffer_u8(&bytes, meta->settings.language);
  qn__buffer_u8(&bytes, meta->settings.title_weight);
  qn__buffer_u8(&bytes, meta->min_length_byte);
  qn__buffer_u8(&bytes, meta->max_length_byte);
  qn__buffer_u32(&bytes, meta->n_docs);
  append_float(&bytes, meta->k1);
  append_float(&bytes, meta->b);
  qn__buffer_u64(&bytes, meta->total_length);
  qn__buffer_u64(&bytes, meta->text_bytes);
  qn__buffer_u64(&bytes, meta->n_postings);
  qn__buffer_u64(&bytes, meta->n_positions);
  for (uint8_t language = 0; language < QN__LANGUAGE_LIMIT; language++) {
    if (meta->languages[language] == 0)
      continue;
    qn__buffer_u8(&bytes, language);
    qn__buffer_u32(&bytes, meta->languages[language]);
  }
  if (bytes.failed)
    qn__output_fail_memory(output);
  qn__output_bytes(output, bytes.data, bytes.size);
  qn__buffer_clear(&bytes);
}
