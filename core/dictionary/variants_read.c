/* SPDX-License-Identifier: MIT */
/* variants_read.c: finds the variants of a term.  Partner: variants_write.c.
 * Bytes: index-data/FORMAT.md, "Variants". */
#include "dictionary/variants.h"

static qn_status damaged(const qn__variant_list *list, qn_error *error) {
  return qn__section_damaged(list->section, list->values.next, "a term's variants are wrong", error);
}

static qn__variant_list begin(const qn__section *section, qn__reader values) {
  qn__variant_list list = {section, values, 0, 0};
  list.n_left = qn__read_varint(&list.values);
  return list;
}

qn__variant_list qn__variants_at(const qn__keys_cursor *cursor) {
  return begin(&cursor->keys->section, cursor->values);
}

qn_status qn__variants_next(qn__variant_list *list, qn__variant *out, qn_error *error) {
  uint64_t skipped = qn__read_varint(&list->values);
  out->doc_freq = qn__read_varint32(&list->values);
  out->term = list->next_term + skipped;
  if (list->values.failed || skipped > UINT64_MAX / 2 || out->term >= UINT64_MAX / 2 || out->doc_freq == 0)
    return damaged(list, error);
  list->next_term = out->term + 1;
  list->n_left--;
  return QN_OK;
}

qn_status qn__variants_find(qn__variant_list *list, const qn__keys *variants, const void *term, size_t size,
                            qn_error *error) {
  qn__key_place place;
  bool found = false;
  *list = (qn__variant_list){.section = &variants->section};
  qn_status status = qn__keys_find(variants, term, size, &place, &found, error);
  if (status != QN_OK || !found)
    return status;
  *list = begin(&variants->section, place.values);
  for (unsigned i = 0; i < place.index && status == QN_OK; i++) {
    qn__variant passed;
    while (list->n_left > 0 && status == QN_OK)
      status = qn__variants_next(list, &passed, error);
    *list = begin(&variants->section, list->values);
  }
  if (status == QN_OK && (list->values.failed || list->n_left == 0))
    status = damaged(list, error);
  return status;
}
