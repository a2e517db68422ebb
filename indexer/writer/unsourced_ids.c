/* SPDX-License-Identifier: MIT */
/* unsourced_ids.c: articles of no source that take the place of a source's.  They are no longer the source's: they stay
 * when it goes. */
#include "writer/unsourced_ids.h"

#include "base/hash.h"
#include "base/status.h"

#include <stdlib.h>

/* Of equal ids the later ones come after. */
typedef struct unsourced_id {
  uint64_t hash, number;
} unsourced_id;

void qn__unsourced_ids_init(qn__unsourced_ids *ids) {
  qn__buffer_init(&ids->ids);
  ids->n_noted = 0;
}

void qn__unsourced_ids_clear(qn__unsourced_ids *ids) {
  qn__buffer_clear(&ids->ids);
}

static uint64_t hash_id(qn_string id) {
  return qn__hash(id.data, id.size, 0);
}

bool qn__unsourced_ids_note(qn__unsourced_ids *ids, qn_string id) {
  qn__buffer_bytes(&ids->ids, &(unsourced_id){hash_id(id), ids->n_noted++}, sizeof(unsourced_id));
  return !ids->ids.failed;
}

static size_t count_ids(const qn__unsourced_ids *ids) {
  return ids->ids.size / sizeof(unsourced_id);
}

bool qn__unsourced_ids_are_many(const qn__unsourced_ids *ids) {
  enum { MOST = 1 << 18 }; /* 4 MiB */
  return count_ids(ids) >= MOST;
}

static int compare_ids(const void *a, const void *b) {
  const unsourced_id *left = a, *right = b;
  if (left->hash != right->hash)
    return left->hash < right->hash ? -1 : 1;
  return (left->number > right->number) - (left->number < right->number);
}

void qn__unsourced_ids_sort(qn__unsourced_ids *ids) {
  if (count_ids(ids) > 0)
    qsort(ids->ids.data, count_ids(ids), sizeof(unsourced_id), compare_ids);
}

/* The place of the first one that does not come before `wanted`. */
static size_t find_place(const qn__unsourced_ids *ids, const unsourced_id *wanted) {
  const unsourced_id *all = QN__ARRAY(unsourced_id, &ids->ids);
  size_t low = 0, high = count_ids(ids);
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (compare_ids(&all[middle], wanted) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool qn__unsourced_ids_have(const qn__unsourced_ids *ids, qn_string id, uint64_t since) {
  const unsourced_id wanted = {hash_id(id), since};
  const size_t at = find_place(ids, &wanted);
  return at < count_ids(ids) && QN__ARRAY(unsourced_id, &ids->ids)[at].hash == wanted.hash;
}

#define CLAIMED (UINT64_C(1) << 63) /* of a number: all of one id have it, so that they stay in order */

void qn__unsourced_ids_claim(qn__unsourced_ids *ids, qn_string id) {
  const unsourced_id first = {hash_id(id), 0};
  unsourced_id *all = QN__ARRAY(unsourced_id, &ids->ids);
  for (size_t i = find_place(ids, &first); i < count_ids(ids) && all[i].hash == first.hash; i++)
    all[i].number |= CLAIMED;
}

void qn__unsourced_ids_drop_claimed(qn__unsourced_ids *ids) {
  unsourced_id *all = QN__ARRAY(unsourced_id, &ids->ids);
  size_t n = 0;
  for (size_t i = 0; i < count_ids(ids); i++)
    if ((all[i].number & CLAIMED) == 0)
      all[n++] = all[i];
  ids->ids.size = n * sizeof *all;
}

/* --- Taking off --------------------------------------------------------------------------------------------------- */

/* Ids of a record that stay. */
typedef struct kept_ids {
  qn__buffer bytes, last;
  uint64_t n;
} kept_ids;

static void keep_id(kept_ids *kept, qn_string id) {
  qn__source_ids_put(&kept->bytes, (qn_string){(const char *)kept->last.data, kept->last.size}, id);
  qn__buffer_reset(&kept->last);
  qn__buffer_bytes(&kept->last, id.data, id.size);
  kept->n++;
}

static qn_status keep_others(kept_ids *kept, const qn__source_table *table, const qn__source_entry *entry,
                             const qn__unsourced_ids *taken, qn_error *error) {
  const qn__source_record record = qn__source_table_record(table, entry);
  qn__source_ids ids;
  qn__source_name(&kept->last, qn__source_table_root(table, record.root), &record);
  qn__source_ids_begin(&ids, qn__source_table_root(table, record.root), &record);
  while (qn__source_ids_next(&ids)) {
    const qn_string id = {(const char *)ids.id.data, ids.id.size};
    if (!qn__unsourced_ids_have(taken, id, entry->given_after))
      keep_id(kept, id);
  }
  qn_status status = qn__source_ids_end(&ids, error);
  return status == QN_OK && (kept->bytes.failed || kept->last.failed) ? qn__fail_memory(error) : status;
}

static qn_status take_off(qn__source_table *table, qn__source_entry *entry, const qn__unsourced_ids *taken,
                          qn_error *error) {
  kept_ids kept = {.n = 0};
  qn__buffer_init(&kept.bytes);
  qn__buffer_init(&kept.last);
  qn_status status = keep_others(&kept, table, entry, taken, error);
  if (status == QN_OK && kept.n < entry->record.n_ids)
    status = qn__source_table_set_ids(table, entry, kept.n, (qn_string){(const char *)kept.bytes.data, kept.bytes.size},
                                      error);
  qn__buffer_clear(&kept.bytes);
  qn__buffer_clear(&kept.last);
  return status;
}

qn_status qn__unsourced_ids_take_off(qn__unsourced_ids *ids, qn__source_table *table, qn_error *error) {
  qn_status status = QN_OK;
  qn__unsourced_ids_sort(ids);
  for (uint32_t i = 0; status == QN_OK && i < table->paths.n; i++) {
    qn__source_entry *entry = qn__source_table_entry(table, i);
    if (entry->live && entry->record.n_ids > 0)
      status = take_off(table, entry, ids, error);
  }
  qn__buffer_reset(&ids->ids);
  return status;
}
