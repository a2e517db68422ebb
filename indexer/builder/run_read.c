/* SPDX-License-Identifier: MIT */
/* run_read.c: walks a run where it lies in the spool.  Partner: run_write.c, in the same process: the bytes are
 * trusted. */
#include "builder/run.h"

static const uint8_t *read_record(const uint8_t *p, qn__run_record *record) {
  uint32_t key_size;
  record->end = p + qn__load_u32(p);
  record->key = qn__get_varint(p + 4, &key_size);
  record->key_size = key_size;
  record->forms = qn__get_varint(record->key + key_size, &record->n_forms);
  return record->end;
}

void qn__run_key(const qn__run *run, const uint8_t *spool, uint32_t i, const uint8_t **key, size_t *size,
                 uint32_t *record_offset) {
  const uint8_t *start = spool + run->offset;
  qn__run_record record;
  *record_offset = qn__load_u32(start + run->keys_offset + (size_t)i * 4);
  read_record(start + *record_offset, &record);
  *key = record.key;
  *size = record.key_size;
}

bool qn__run_seek(qn__run_cursor *cursor, const qn__run *run, const uint8_t *spool, const uint8_t *key, size_t size) {
  uint32_t low = 0, high = run->n_keys, offset = 0; /* the last table key below `key` is before `high` */
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const uint8_t *found;
    size_t found_size;
    qn__run_key(run, spool, middle, &found, &found_size, &offset);
    if (qn__compare_bytes(found, found_size, key, size) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  const uint8_t *start = spool + run->offset;
  offset = low == 0 ? 0 : qn__load_u32(start + run->keys_offset + (size_t)(low - 1) * 4);
  *cursor = (qn__run_cursor){.run = run, .next = start + offset, .end = start + run->keys_offset};
  while (qn__run_next(cursor))
    if (qn__compare_bytes(cursor->record.key, cursor->record.key_size, key, size) >= 0)
      return true;
  return false;
}

bool qn__run_next(qn__run_cursor *cursor) {
  if (cursor->next == cursor->end)
    return false;
  cursor->next = read_record(cursor->next, &cursor->record);
  return true;
}

void qn__run_get_id(const qn__run *run, const uint8_t *spool, uint32_t i, qn_string *id, uint32_t *doc) {
  const uint8_t *start = spool + run->offset;
  const uint8_t *p = start + qn__load_u32(start + run->id_table_offset + (size_t)i * 4);
  uint32_t size;
  *doc = qn__load_u32(p);
  p = qn__get_varint(p + 4, &size);
  *id = (qn_string){(const char *)p, size};
}
