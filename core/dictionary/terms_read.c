/* SPDX-License-Identifier: MIT */
/* terms_read.c: the dictionary.  Partner: terms_write.c.  Bytes: index-data/FORMAT.md, "Terms". */
#include "dictionary/terms.h"

qn_status qn__terms_open(qn__terms *terms, const qn__section *section, qn_error *error) {
  return qn__keys_open(&terms->keys, section, error);
}

/* Reads one value; `info` holds that of the term before it in the block, or what start_block has set. */
QN_ALWAYS_INLINE void read_term_value(qn__reader *values, qn__term_info *info) {
  uint64_t postings_end = info->postings_offset + info->postings_size;
  uint64_t positions_end = info->positions_offset + info->positions_size + info->exact_size;
  uint64_t head = qn__read_varint(values);
  if (head >> 1 > UINT32_MAX)
    values->failed = true;
  *info = (qn__term_info){
      .doc_freq = (uint32_t)(head >> 1), .postings_offset = postings_end, .positions_offset = positions_end};
  info->coll_freq = info->doc_freq + (head & 1 ? qn__read_varint(values) : 0);
  if (info->doc_freq == 1)
    info->doc = qn__read_varint32(values);
  else
    info->postings_size = qn__read_varint(values);
  if (info->coll_freq == 1) {
    info->position = qn__read_varint32(values);
    return;
  }
  uint64_t size = qn__read_varint(values);
  info->positions_size = size >> 1;
  if (size & 1)
    info->exact_size = qn__read_varint(values);
}

static void start_block(qn__reader *values, qn__term_info *info) {
  *info = (qn__term_info){0};
  info->postings_offset = qn__read_varint(values);
  info->positions_offset = qn__read_varint(values);
}

/* Reads the values of a block from the first to that of the index-th term, which is returned. */
static qn__term_info read_block_values(qn__reader *values, unsigned index) {
  qn__reader reader = *values; /* a copy: it stays in registers */
  qn__term_info info;
  start_block(&reader, &info);
  for (unsigned i = 0; i <= index; i++)
    read_term_value(&reader, &info);
  *values = reader;
  return info;
}

static qn_status check_value(const qn__terms *terms, const qn__reader *values, const qn__term_info *info,
                             qn_error *error) {
  if (values->failed || info->doc_freq == 0)
    return qn__section_damaged(&terms->keys.section, values->next, "a term's entry is wrong", error);
  return QN_OK;
}

qn_status qn__terms_find(const qn__terms *terms, const void *term, size_t size, qn__term_info *info, bool *found,
                         qn_error *error) {
  qn__key_place place;
  qn_status status = qn__keys_find(&terms->keys, term, size, &place, found, error);
  if (status != QN_OK || !*found)
    return status;
  *info = read_block_values(&place.values, place.index);
  return check_value(terms, &place.values, info, error);
}

static qn_status read_current_term(qn__terms_cursor *cursor, qn_error *error) {
  if (cursor->keys.ordinal >= cursor->keys.keys->n_keys)
    return QN_OK;
  if (cursor->keys.block_start)
    start_block(&cursor->keys.values, &cursor->info);
  read_term_value(&cursor->keys.values, &cursor->info);
  if (cursor->keys.values.failed || cursor->info.doc_freq == 0)
    return qn__section_damaged(&cursor->keys.keys->section, cursor->keys.values.next, "a term's entry is wrong", error);
  return QN_OK;
}

qn_status qn__terms_first(qn__terms_cursor *cursor, const qn__terms *terms, qn_error *error) {
  return qn__terms_seek(cursor, terms, NULL, 0, error);
}

/* Reads the entry of the term that the cursor's keys have just gone to. */
static qn_status read_from_block_start(qn__terms_cursor *cursor, const qn__terms *terms, qn_error *error) {
  cursor->info = read_block_values(&cursor->keys.values, cursor->keys.index);
  return check_value(terms, &cursor->keys.values, &cursor->info, error);
}

qn_status qn__terms_seek(qn__terms_cursor *cursor, const qn__terms *terms, const void *term, size_t size,
                         qn_error *error) {
  qn_status status = qn__keys_seek(&cursor->keys, &terms->keys, term, size, error);
  if (status != QN_OK || cursor->keys.ordinal >= terms->keys.n_keys)
    return status;
  return read_from_block_start(cursor, terms, error);
}

qn_status qn__terms_at(qn__terms_cursor *cursor, const qn__terms *terms, uint64_t ordinal, qn_error *error) {
  qn_status status = qn__keys_at(&cursor->keys, &terms->keys, ordinal, error);
  return status == QN_OK ? read_from_block_start(cursor, terms, error) : status;
}

qn_status qn__terms_next(qn__terms_cursor *cursor, qn_error *error) {
  qn_status status = qn__keys_next(&cursor->keys, error);
  return status == QN_OK ? read_current_term(cursor, error) : status;
}
