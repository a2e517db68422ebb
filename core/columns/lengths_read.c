/* SPDX-License-Identifier: MIT */
/* lengths_read.c: how long articles are.  Partner: lengths_write.c.  Bytes: index-data/FORMAT.md, "Lengths". */
#include "columns/lengths.h"

enum { WIDTHS_SIZE = 2 };

qn_status qn__lengths_open(qn__lengths *lengths, const qn__section *section, uint32_t n_docs, qn_error *error) {
  const uint8_t *widths = qn__section_bytes(section, 0, WIDTHS_SIZE, error);
  if (widths == NULL)
    return QN_DAMAGED;
  *lengths = (qn__lengths){.section = *section, .n_docs = n_docs};
  uint64_t offset = WIDTHS_SIZE + (uint64_t)n_docs;
  qn_status status = widths[0] > 32 || widths[1] > 32
                         ? qn__section_damaged(section, widths, "the lengths are too wide", error)
                         : qn__packed_open(&lengths->exact, section, &offset, n_docs, widths[0], error);
  if (status == QN_OK)
    status = qn__packed_open(&lengths->title_words, section, &offset, n_docs, widths[1], error);
  return status;
}

qn_status qn__lengths_bytes(const qn__lengths *lengths, const uint8_t **bytes, qn_error *error) {
  const uint8_t *found = qn__section_bytes(&lengths->section, WIDTHS_SIZE, lengths->n_docs, error);
  if (found == NULL)
    return QN_DAMAGED;
  *bytes = found;
  return QN_OK;
}

static qn_status get_length(const qn__lengths *lengths, const qn__packed *packed, uint32_t doc, uint32_t *value,
                            qn_error *error) {
  uint64_t found;
  qn_status status = qn__packed_get(packed, &lengths->section, doc, &found, error);
  if (status == QN_OK)
    *value = (uint32_t)found;
  return status;
}

qn_status qn__length(const qn__lengths *lengths, uint32_t doc, uint32_t *length, qn_error *error) {
  return get_length(lengths, &lengths->exact, doc, length, error);
}

qn_status qn__title_words(const qn__lengths *lengths, uint32_t doc, uint32_t *title_words, qn_error *error) {
  return get_length(lengths, &lengths->title_words, doc, title_words, error);
}

qn_status qn__in_title(const qn__lengths *lengths, uint32_t doc, uint32_t title_weight, uint32_t position,
                       bool *in_title, qn_error *error) {
  uint32_t words = 0;
  qn_status status = qn__title_words(lengths, doc, &words, error);
  *in_title = position < qn__text_position(words, title_weight);
  return status;
}
