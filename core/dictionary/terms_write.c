/* SPDX-License-Identifier: MIT */
/* terms_write.c: the dictionary.  Partner: terms_read.c.  Bytes: index-data/FORMAT.md, "Terms". */
#include "dictionary/terms.h"

void qn__terms_begin(qn__terms_writer *writer, qn__output *output) {
  *writer = (qn__terms_writer){.postings_offset = 0, .positions_offset = 0};
  qn__keys_begin(&writer->keys, output);
  qn__buffer_init(&writer->value);
}

void qn__terms_add(qn__terms_writer *writer, const void *term, size_t size, const qn__term_info *info) {
  qn__buffer *value = &writer->value;
  qn__buffer_reset(value);
  if (writer->keys.n_keys % QN__KEYS_PER_BLOCK == 0) {
    qn__buffer_varint(value, writer->postings_offset);
    qn__buffer_varint(value, writer->positions_offset);
  }
  bool repeats = info->coll_freq > info->doc_freq, has_forms = info->exact_size > 0;
  qn__buffer_varint(value, (uint64_t)info->doc_freq << 1 | repeats);
  if (repeats)
    qn__buffer_varint(value, info->coll_freq - info->doc_freq);
  qn__buffer_varint(value, info->doc_freq == 1 ? info->doc : info->postings_size);
  qn__buffer_varint(value, info->coll_freq == 1 ? info->position : info->positions_size << 1 | has_forms);
  if (has_forms)
    qn__buffer_varint(value, info->exact_size);
  if (value->failed)
    writer->keys.values.failed = true;
  qn__keys_add(&writer->keys, term, size, value->data, value->size);
  writer->postings_offset += info->doc_freq == 1 ? 0 : info->postings_size;
  writer->positions_offset += info->coll_freq == 1 ? 0 : info->positions_size + info->exact_size;
}

void qn__terms_end(qn__terms_writer *writer) {
  qn__keys_end(&writer->keys);
  qn__buffer_clear(&writer->value);
}
