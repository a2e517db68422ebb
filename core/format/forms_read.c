/* SPDX-License-Identifier: MIT */
/* forms_read.c: walks words as written.  Partner: forms_write.c.  Bytes: index-data/FORMAT.md, "Forms". */
#include "format/forms.h"

static void read_value(qn__forms_cursor *cursor) {
  cursor->term = qn__read_varint(&cursor->keys.values);
  uint64_t doc_freq = qn__read_varint(&cursor->keys.values);
  uint64_t rank = doc_freq % 4;
  if (rank == QN__FORM_RANKS)
    rank += qn__read_varint32(&cursor->keys.values);
  if (doc_freq / 4 > UINT32_MAX || rank > UINT32_MAX)
    cursor->keys.values.failed = true;
  cursor->doc_freq = (uint32_t)(doc_freq / 4);
  cursor->rank = (uint32_t)rank;
}

static qn_status read_current(qn__forms_cursor *cursor, qn_error *error) {
  if (cursor->keys.ordinal >= cursor->keys.keys->n_keys)
    return QN_OK;
  read_value(cursor);
  if (cursor->keys.values.failed)
    return qn__section_damaged(&cursor->keys.keys->section, cursor->keys.values.next, "a form's entry is cut short",
                               error);
  return QN_OK;
}

qn_status qn__forms_seek(qn__forms_cursor *cursor, const qn__keys *forms, const char *form, size_t size,
                         qn_error *error) {
  qn_status status = qn__keys_seek(&cursor->keys, forms, form, size, error);
  if (status != QN_OK)
    return status;
  if (cursor->keys.ordinal < forms->n_keys)
    for (unsigned i = 0; i < cursor->keys.index; i++)
      read_value(cursor);
  return read_current(cursor, error);
}

qn_status qn__forms_next(qn__forms_cursor *cursor, qn_error *error) {
  qn_status status = qn__keys_next(&cursor->keys, error);
  return status == QN_OK ? read_current(cursor, error) : status;
}
