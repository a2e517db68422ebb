/* SPDX-License-Identifier: MIT */
/* forms_write.c: words as written, each with its term.  Partner: forms_read.c.  Bytes: index-data/FORMAT.md, "Forms".
 */
#include "dictionary/forms.h"

void qn__forms_begin(qn__keys_writer *writer, qn__output *output) {
  qn__keys_begin(writer, output);
}

void qn__forms_add(qn__keys_writer *writer, const char *form, size_t size, uint64_t term, uint32_t doc_freq,
                   uint32_t rank) {
  uint8_t value[3 * QN__VARINT_MAX];
  uint32_t stored_rank = rank < QN__FORM_RANKS ? rank : QN__FORM_RANKS;
  uint8_t *end = qn__put_varint(qn__put_varint(value, term), (uint64_t)doc_freq << 2 | stored_rank);
  if (stored_rank == QN__FORM_RANKS)
    end = qn__put_varint(end, rank - QN__FORM_RANKS);
  qn__keys_add(writer, form, size, value, (size_t)(end - value));
}

void qn__forms_end(qn__keys_writer *writer) {
  qn__keys_end(writer);
}
