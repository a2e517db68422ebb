/* SPDX-License-Identifier: MIT */
/* lost_ids.c: which articles go when a source gives them no longer: those that no other source gives. */
#include "writer/writer.h"

#include "base/status.h"
#include "base/string_order.h"

#include <stdlib.h>

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

/* --- Losing ------------------------------------------------------------------------------------------------------- */

/* What a source gave before, and what it gives now: a walk through each. */
typedef struct comparison {
  qn__source_ids old, new;
  bool has_old, has_new; /* one each is at hand */
  qn__buffer kept;       /* hashes of the new ones from there on, sorted: 8 bytes each */
} comparison;

static uint64_t hash_id(const qn__source_ids *ids) {
  return qn__hash(ids->id.data, ids->id.size, 0);
}

static int compare_hashes(const void *a, const void *b) {
  const uint64_t *left = a, *right = b;
  return (*left > *right) - (*left < *right);
}

static qn_string current(const qn__source_ids *ids) {
  return (qn_string){(const char *)ids->id.data, ids->id.size};
}

static void step_both(comparison *c) {
  c->has_old = qn__source_ids_next(&c->old);
  c->has_new = qn__source_ids_next(&c->new);
}

/* A file that has grown, or has lost its end, gives the same ids as long as it can. */
static void skip_same(comparison *c) {
  step_both(c);
  while (c->has_old && c->has_new && qn__equal_strings(current(&c->old), current(&c->new)))
    step_both(c);
}

static void hash_kept(comparison *c) {
  for (; c->has_new && c->has_old && !c->kept.failed; c->has_new = qn__source_ids_next(&c->new)) {
    const uint64_t hash = hash_id(&c->new);
    qn__buffer_bytes(&c->kept, &hash, sizeof hash);
  }
  if (c->kept.size > 0)
    qsort(c->kept.data, c->kept.size / sizeof(uint64_t), sizeof(uint64_t), compare_hashes);
}

static bool is_kept(const comparison *c) {
  const uint64_t hash = hash_id(&c->old);
  return c->kept.size > 0 &&
         bsearch(&hash, c->kept.data, c->kept.size / sizeof hash, sizeof hash, compare_hashes) != NULL;
}

/* So many are deleted at once: their memory is bounded.  Each time all records are read, so they must not be few. */
static qn_status settle_if_many(qn_writer *writer, qn__source_entry *entry, qn_error *error) {
  enum { MOST = 1 << 17 };
  if (writer->sources.lost_ids.n < MOST)
    return QN_OK;
  entry->live = false; /* it claims none of them */
  qn_status status = qn__writer_delete_lost(writer, error);
  entry->live = true;
  return status;
}

static qn_status lose_others(qn_writer *writer, qn__source_entry *entry, comparison *c, qn_error *error) {
  qn_status status = QN_OK;
  for (; status == QN_OK && c->has_old; c->has_old = qn__source_ids_next(&c->old)) {
    if (is_kept(c))
      continue;
    if (qn__string_set_add(&writer->sources.lost_ids, 0, (const char *)c->old.id.data, c->old.id.size) == NULL)
      status = qn__fail_memory(error);
    else
      status = settle_if_many(writer, entry, error);
  }
  return status;
}

qn_status qn__writer_lose_ids(qn_writer *writer, qn__source_entry *entry, bool keeps_given, qn_error *error) {
  const qn__source_table *table = &writer->sources.table;
  const qn__source_record before = qn__source_table_record(table, entry);
  qn__source_record given = before;
  const qn__source_root *root = qn__source_table_root(table, before.root);
  comparison c = {.has_old = false};
  given.n_ids = 0;
  if (keeps_given)
    given = qn__writer_open_record(&writer->sources, before);
  qn__buffer_init(&c.kept);
  qn__source_ids_begin(&c.old, root, &before);
  qn__source_ids_begin(&c.new, root, &given);
  skip_same(&c);
  hash_kept(&c);
  qn_status status = c.kept.failed ? qn__fail_memory(error) : lose_others(writer, entry, &c, error);
  const qn_status old = qn__source_ids_end(&c.old, status == QN_OK ? error : NULL);
  status = status == QN_OK ? old : status;
  const qn_status new = qn__source_ids_end(&c.new, status == QN_OK ? error : NULL);
  qn__buffer_clear(&c.kept);
  return status == QN_OK ? new : status;
}
