/* SPDX-License-Identifier: MIT */
/* lost_ids.c: which articles go when a source gives them no longer: those that no other source gives. */
#include "writer/source_table.h"

#include "base/status.h"

/* Ends a walk through ids.  Damage that checksums do not show was there when they were made. */
static qn_status end_ids(qn__source_ids *ids, qn_error *error) {
  const bool damaged = ids->reader.failed, no_memory = ids->id.failed;
  qn__source_ids_end(ids);
  if (no_memory)
    return qn__fail_memory(error);
  return damaged ? qn__fail(error, QN_DAMAGED, "the ids of a source are damaged in the records of sources") : QN_OK;
}

qn_status qn__source_ids_gather(const qn__source_root *root, const qn__source_record *record, qn__string_set *set,
                                qn_error *error) {
  qn__source_ids ids;
  bool added = true;
  qn__source_ids_begin(&ids, root, record);
  while (added && qn__source_ids_next(&ids))
    added = qn__string_set_add(set, 0, (const char *)ids.id.data, ids.id.size) != NULL;
  qn_status status = end_ids(&ids, error);
  return status == QN_OK && !added ? qn__fail_memory(error) : status;
}

static qn_status claim_ids(const qn__source_table *table, qn__source_entry *entry, const qn__string_set *lost,
                           bool *doubtful, qn_error *error) {
  qn__source_ids ids;
  const qn__source_record record = qn__source_table_record(table, entry);
  qn__source_ids_begin(&ids, qn__source_table_root(table, record.root), &record);
  while (qn__source_ids_next(&ids)) {
    qn__string_entry *same = qn__string_set_find(lost, 0, (const char *)ids.id.data, ids.id.size);
    if (same == NULL)
      continue;
    same->number = 1;
    *doubtful = true;
  }
  return end_ids(&ids, error);
}

qn_status qn__source_table_claim(qn__source_table *table, qn__string_set *lost, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; status == QN_OK && i < table->paths.n; i++) {
    qn__source_entry *entry = qn__source_table_entry(table, i);
    bool doubtful = false;
    if (entry->live)
      status = claim_ids(table, entry, lost, &doubtful, error);
    if (doubtful) {
      entry->record.read = 0;
      table->changed = true;
    }
  }
  return status;
}
