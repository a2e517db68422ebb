/* SPDX-License-Identifier: MIT */
/* ids_read.c: from an id to its article.  Partner: ids_write.c.  Bytes: index-data/FORMAT.md, "Ids". */
#include "dictionary/ids.h"

static qn_status read_doc(const qn__keys *ids, qn__reader *values, uint32_t *doc, qn_error *error) {
  uint64_t value = qn__read_varint(values);
  if (values->failed || value >= ids->n_keys)
    return qn__section_damaged(&ids->section, values->next, "an id has no article", error);
  *doc = (uint32_t)value;
  return QN_OK;
}

qn_status qn__ids_find(const qn__keys *ids, const char *id, size_t size, uint32_t *doc, bool *found, qn_error *error) {
  qn__key_place place;
  qn_status status = qn__keys_find(ids, id, size, &place, found, error);
  if (status != QN_OK || !*found)
    return status;
  for (unsigned i = 0; i < place.index; i++)
    qn__read_varint(&place.values);
  return read_doc(ids, &place.values, doc, error);
}

static qn_status read_current_id(qn__ids_cursor *cursor, qn_error *error) {
  if (cursor->keys.ordinal >= cursor->keys.keys->n_keys)
    return QN_OK;
  return read_doc(cursor->keys.keys, &cursor->keys.values, &cursor->doc, error);
}

qn_status qn__ids_first(qn__ids_cursor *cursor, const qn__keys *ids, qn_error *error) {
  return qn__ids_seek(cursor, ids, "", 0, error);
}

qn_status qn__ids_seek(qn__ids_cursor *cursor, const qn__keys *ids, const void *id, size_t size, qn_error *error) {
  qn_status status = qn__keys_seek(&cursor->keys, ids, id, size, error);
  for (unsigned i = 0; status == QN_OK && i < cursor->keys.index && cursor->keys.ordinal < ids->n_keys; i++)
    qn__read_varint(&cursor->keys.values);
  return status == QN_OK ? read_current_id(cursor, error) : status;
}

qn_status qn__ids_next(qn__ids_cursor *cursor, qn_error *error) {
  qn_status status = qn__keys_next(&cursor->keys, error);
  return status == QN_OK ? read_current_id(cursor, error) : status;
}
