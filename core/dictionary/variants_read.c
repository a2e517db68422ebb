/* SPDX-License-Identifier: MIT */
/* variants_read.c: finds the variants of a term.  Partner: variants_write.c.
 * Bytes: index-data/FORMAT.md, "Variants". */
#include "dictionary/variants.h"

qn_status qn__variants_open(qn__variants *variants, const qn__section *section, qn_error *error) {
  *variants = (qn__variants){.keys.section = *section};
  if (section->size == 0)
    return QN_OK;
  const uint8_t *last = qn__section_bytes(section, section->size - 1, 1, error);
  if (last == NULL)
    return QN_DAMAGED;
  const uint64_t size = *last > QN__FILTER_BITS_MAX ? UINT64_MAX : (UINT64_C(1) << *last) / 8;
  if (*last < QN__FILTER_BITS_MIN || size > section->size - 1)
    return qn__section_damaged(section, last, "the filter of the variants is cut short", error);
  qn__section keys = *section;
  keys.size -= size + 1;
  variants->filter = *section;
  variants->filter.data += keys.size;
  variants->filter.size = size;
  return qn__keys_open(&variants->keys, &keys, error);
}

qn_status qn__variants_may_have(const qn__variants *variants, const void *term, size_t size, bool *has,
                                qn_error *error) {
  *has = false;
  if (variants->filter.size == 0)
    return QN_OK;
  const uint64_t bit = qn__filter_hash(term, size) & (variants->filter.size * 8 - 1);
  const uint8_t *byte = qn__section_bytes(&variants->filter, bit / 8, 1, error);
  if (byte == NULL)
    return QN_DAMAGED;
  *has = *byte >> bit % 8 & 1;
  return QN_OK;
}

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

qn_status qn__variants_find(qn__variant_list *list, const qn__variants *variants, const void *term, size_t size,
                            qn_error *error) {
  const qn__section *section = &variants->keys.section;
  qn__key_place place;
  bool found = false;
  *list = (qn__variant_list){.section = section};
  qn_status status = qn__variants_may_have(variants, term, size, &found, error);
  if (status == QN_OK && found)
    status = qn__keys_find(&variants->keys, term, size, &place, &found, error);
  if (status != QN_OK || !found)
    return status;
  *list = begin(section, place.values);
  for (unsigned i = 0; i < place.index && status == QN_OK; i++) {
    qn__variant passed;
    while (list->n_left > 0 && status == QN_OK)
      status = qn__variants_next(list, &passed, error);
    *list = begin(section, list->values);
  }
  if (status == QN_OK && (list->values.failed || list->n_left == 0))
    status = damaged(list, error);
  return status;
}
