/* SPDX-License-Identifier: MIT */
/* lost_ids.c: which articles go when a source gives them no longer: those that no other source gives. */
#include "writer/source_table.h"

#include "base/status.h"

qn_status qn__source_ids_gather(const qn__source_root *root, const qn__source_record *record, qn__string_set *set,
                                qn_error *error) {
  qn__source_ids ids;
  bool added = true;
  qn__source_ids_begin(&ids, root, record);
  while (added && qn__source_ids_next(&ids))
    added = qn__string_set_add(set, 0, (const char *)ids.id.data, ids.id.size) != NULL;
  qn_status status = qn__source_ids_end(&ids, error);
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
  return qn__source_ids_end(&ids, error);
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
