/* SPDX-License-Identifier: MIT */
/* writer_sources.c: the sources of a writer's articles.  The calls of quern.h are in source_calls.c. */
#include "builder/budget.h"
#include "text/utf8.h"
#include "writer/writer.h"

#include <stdio.h>
#include <string.h>

void qn__writer_sources_init(qn__writer_sources *sources) {
  *sources = (qn__writer_sources){.loaded = false};
  qn__source_table_init(&sources->table);
  qn__buffer_init(&sources->open);
  qn__buffer_init(&sources->ids);
  qn__buffer_init(&sources->last_id);
  qn__string_set_init(&sources->lost_ids);
  qn__unsourced_ids_init(&sources->unsourced);
}

void qn__writer_sources_clear(qn__writer_sources *sources) {
  qn__source_table_clear(&sources->table);
  qn__buffer_clear(&sources->open);
  qn__buffer_clear(&sources->ids);
  qn__buffer_clear(&sources->last_id);
  qn__string_set_clear(&sources->lost_ids);
  qn__unsourced_ids_clear(&sources->unsourced);
  qn__view_release(sources->merged);
  qn__writer_sources_init(sources);
}

/* --- Loading and writing ------------------------------------------------------------------------------------------ */

bool qn__sources_are_lost(qn_status status) {
  return status == QN_DAMAGED || status == QN_NOT_FOUND || status == QN_BAD_VERSION;
}

/* The first one is named, the others are counted. */
void qn__writer_note_lost_sources(qn__writer_sources *sources, const qn_error *problem) {
  if (sources->n_lost++ == 0) {
    sources->damage = *problem;
    sources->damage_size = strlen(problem->message);
    return;
  }
  snprintf(sources->damage.message + sources->damage_size, sizeof problem->message - sources->damage_size,
           " (and the records of %u more)", sources->n_lost - 1);
}

qn_status qn__writer_load_sources(qn_writer *writer, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  qn_error problem;
  if (sources->loaded)
    return QN_OK;
  sources->loaded = true;
  if (sources->name[0] == '\0')
    return QN_OK;
  qn_status status = qn__source_table_load(&sources->table, writer->dir, sources->name, false, &problem);
  if (status == QN_OK)
    return QN_OK;
  if (!qn__sources_are_lost(status))
    return qn__fail_again(error, &problem);
  qn__writer_note_lost_sources(sources, &problem);
  qn__source_table_clear(&sources->table);
  sources->table.changed = true; /* the next commit leaves the file out */
  return QN_OK;
}

qn_status qn__writer_write_sources(qn_writer *writer, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  uint64_t written = 0;
  if (!sources->table.changed)
    return QN_OK;
  qn_status status = qn__source_table_write(&sources->table, writer->dir, sources->name, &written, error);
  sources->table.changed &= status != QN_OK;
  writer->done.written_bytes += written;
  return status;
}

qn__builder_options qn__writer_building_options(const qn_writer *writer) {
  const qn__writer_sources *sources = &writer->sources;
  qn__builder_options options = writer->options;
  const size_t spare = options.memory - QN__MIN_MEMORY;
  const size_t taken =
      qn__source_table_memory(&sources->table) + sources->ids.capacity + sources->unsourced.ids.capacity;
  options.beside = taken < spare ? taken : spare;
  options.memory -= options.beside;
  return options;
}

/* --- Articles of a source ----------------------------------------------------------------------------------------- */

static void put_id(qn__writer_sources *sources, qn_string id) {
  qn__buffer *last = &sources->last_id;
  qn__source_ids_put(&sources->ids, (qn_string){(const char *)last->data, last->size}, id);
  qn__buffer_reset(last);
  qn__buffer_bytes(last, id.data, id.size);
  sources->n_ids++;
}

static qn_status take_off(qn_writer *writer, qn_error *error) {
  qn_status status = qn__writer_load_sources(writer, error);
  return status == QN_OK ? qn__unsourced_ids_take_off(&writer->sources.unsourced, &writer->sources.table, error)
                         : status;
}

/* An article of no source stays, whatever a source has lost. */
static void keep_unsourced(qn__writer_sources *sources) {
  qn__unsourced_ids_sort(&sources->unsourced);
  for (uint32_t i = 0; i < sources->lost_ids.n; i++) {
    qn__string_entry *lost = qn__string_set_get(&sources->lost_ids, i);
    if (qn__unsourced_ids_have(&sources->unsourced, (qn_string){lost->data, lost->size}, 0))
      lost->number = 1;
  }
}

static qn_status note_unsourced(qn_writer *writer, qn_string id, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  if (!qn__unsourced_ids_note(&sources->unsourced, id))
    return qn__fail_memory(error);
  if (!qn__unsourced_ids_are_many(&sources->unsourced))
    return QN_OK;
  keep_unsourced(sources);
  return take_off(writer, error);
}

qn_status qn__writer_take_off_unsourced(qn_writer *writer, qn_error *error) {
  if (writer->sources.unsourced.ids.size > 0 && writer->done.replaced > 0)
    return take_off(writer, error);
  qn__buffer_reset(&writer->sources.unsourced.ids);
  return QN_OK;
}

qn_status qn__writer_note_added(qn_writer *writer, qn_string id, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  const bool has_source = sources->open.size > 0;
  if (!has_source && sources->name[0] == '\0' && sources->table.paths.n == 0)
    return QN_OK; /* there are no sources */
  qn__buffer repaired;
  qn__buffer_init(&repaired);
  if (!qn__utf8_valid(id.data, id.size)) { /* as it is in the index */
    qn__utf8_repair(&repaired, id.data, id.size);
    id = (qn_string){(const char *)repaired.data, repaired.size};
  }
  qn_status status = QN_OK;
  if (repaired.failed)
    status = qn__fail_memory(error);
  else if (has_source)
    put_id(sources, id);
  else
    status = note_unsourced(writer, id, error);
  qn__buffer_clear(&repaired);
  return status == QN_OK && (sources->ids.failed || sources->last_id.failed) ? qn__fail_memory(error) : status;
}

/* --- Articles that are lost --------------------------------------------------------------------------------------- */

static qn_status delete_all(qn_writer *writer, const qn__string_set *lost, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; status == QN_OK && i < lost->n; i++) {
    const qn__string_entry *id = qn__string_set_get(lost, i);
    bool found;
    if (id->number == 0)
      status = qn__writer_delete(writer, (qn_string){id->data, id->size}, &found, error);
    if (status == QN_DAMAGED) /* noted: it cannot be looked up, and may be there */
      status = QN_OK;
  }
  return status;
}

/* The article of this id stays, whatever a source has lost. */
static void keep_article(qn__writer_sources *sources, qn_string id) {
  qn__string_entry *lost = qn__string_set_find(&sources->lost_ids, 0, id.data, id.size);
  if (lost != NULL)
    lost->number = 1;
}

/* What the source that is open has given since it was begun is not lost. */
static qn_status claim_open(qn__writer_sources *sources, qn_error *error) {
  const qn__source_table *table = &sources->table;
  const qn__source_entry *entry = qn__source_table_find(table, qn__writer_open_path(sources));
  if (entry == NULL)
    return QN_OK;
  qn__source_ids ids;
  const qn__source_record given = qn__writer_open_record(sources, qn__source_table_record(table, entry));
  qn__source_ids_begin(&ids, qn__source_table_root(table, given.root), &given);
  while (qn__source_ids_next(&ids))
    keep_article(sources, (qn_string){(const char *)ids.id.data, ids.id.size});
  return qn__source_ids_end(&ids, error);
}

/* The source that is open may have lost articles that it has not given yet; its record is doubtful until it is put. */
static void doubt_open(qn__writer_sources *sources) {
  qn__source_entry *entry = qn__source_table_find(&sources->table, qn__writer_open_path(sources));
  if (entry == NULL || entry->record.read == 0)
    return;
  entry->record.read = 0;
  sources->table.changed = true;
}

qn_status qn__writer_delete_lost(qn_writer *writer, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  if (sources->lost_ids.n == 0)
    return QN_OK;
  keep_unsourced(sources);
  qn_status status = sources->open.size > 0 ? claim_open(sources, error) : QN_OK;
  if (status == QN_OK)
    status = qn__source_table_claim(&sources->table, &sources->lost_ids, error);
  if (status == QN_OK)
    status = delete_all(writer, &sources->lost_ids, error);
  qn__string_set_clear(&sources->lost_ids);
  return status;
}

qn_status qn__writer_settle_sources(qn_writer *writer, qn_error *error) {
  if (writer->sources.open.size > 0)
    doubt_open(&writer->sources);
  return qn__writer_delete_lost(writer, error);
}
