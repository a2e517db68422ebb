/* SPDX-License-Identifier: MIT */
/* forms_read.c: finds and walks words as written.  Partner: forms_write.c.  Bytes: index-data/FORMAT.md, "Forms". */
#include "dictionary/forms.h"

static void read_form_value(qn__reader *values, qn__form_info *info) {
  info->term = qn__read_varint(values);
  uint64_t value = qn__read_varint(values), found_rank = value % 4;
  if (found_rank == QN__FORM_RANKS)
    found_rank += qn__read_varint32(values);
  if (value / 4 > UINT32_MAX || found_rank > UINT32_MAX)
    values->failed = true;
  info->doc_freq = (uint32_t)(value / 4);
  info->rank = (uint32_t)found_rank;
}

static qn_status check_form_values(const qn__keys *forms, const qn__reader *values, qn_error *error) {
  return values->failed ? qn__section_damaged(&forms->section, values->next, "a form's entry is cut short", error)
                        : QN_OK;
}

qn_status qn__forms_find(const qn__keys *forms, const void *form, size_t size, qn__form_info *info, bool *found,
                         qn_error *error) {
  qn__key_place place;
  qn_status status = qn__keys_find(forms, form, size, &place, found, error);
  if (status != QN_OK || !*found)
    return status;
  for (unsigned i = 0; i <= place.index; i++)
    read_form_value(&place.values, info);
  return check_form_values(forms, &place.values, error);
}

qn_status qn__forms_value(qn__keys_cursor *cursor, qn__form_info *info, qn_error *error) {
  for (; cursor->n_values <= cursor->index; cursor->n_values++)
    read_form_value(&cursor->values, info);
  return check_form_values(cursor->keys, &cursor->values, error);
}

static void read_next(qn__forms_cursor *cursor) {
  read_form_value(&cursor->keys.values, &cursor->info);
}

static qn_status read_current_form(qn__forms_cursor *cursor, qn_error *error) {
  if (cursor->keys.ordinal >= cursor->keys.keys->n_keys)
    return QN_OK;
  read_next(cursor);
  return check_form_values(cursor->keys.keys, &cursor->keys.values, error);
}

qn_status qn__forms_seek(qn__forms_cursor *cursor, const qn__keys *forms, const char *form, size_t size,
                         qn_error *error) {
  qn_status status = qn__keys_seek(&cursor->keys, forms, form, size, error);
  if (status != QN_OK)
    return status;
  if (cursor->keys.ordinal < forms->n_keys)
    for (unsigned i = 0; i < cursor->keys.index; i++)
      read_next(cursor);
  return read_current_form(cursor, error);
}

qn_status qn__forms_next(qn__forms_cursor *cursor, qn_error *error) {
  qn_status status = qn__keys_next(&cursor->keys, error);
  return status == QN_OK ? read_current_form(cursor, error) : status;
}
