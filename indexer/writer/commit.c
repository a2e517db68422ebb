/* SPDX-License-Identifier: MIT */
/* commit.c: makes the next generation of what a writer has gathered.  Nothing that the generation on disk needs is
 * touched before the new manifest has taken its place; what only the old one needed is removed after. */
#include "writer/writer.h"

#include "base/memory.h"

#include <string.h>

static qn_status write_manifest(qn_writer *writer, uint64_t generation, bool sync, qn_error *error) {
  qn__manifest manifest = {
      .generation = generation, .settings = writer->options.settings, .n_entries = (uint32_t)writer->n_segments};
  qn_status status =
      qn__text_fingerprint(&manifest.fingerprint, UINT64_C(1) << writer->options.settings.language, error);
  if (status != QN_OK)
    return status;
  memcpy(manifest.sources, writer->sources.name, sizeof manifest.sources);
  manifest.entries = qn__calloc(writer->n_segments, sizeof *manifest.entries);
  if (manifest.entries == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; i < writer->n_segments; i++)
    manifest.entries[i] = writer->segments[i].entry;
  uint64_t written = 0;
  status = qn__directory_check_owned(writer, error);
  if (status == QN_OK)
    status = qn__manifest_commit(&manifest, &writer->directory, sync, &written, error);
  writer->done.written_bytes += written;
  if (status == QN_OK && sync) {
    qn__manifest_clear(&writer->synced);
    writer->synced = manifest;
  } else {
    qn__free(manifest.entries);
  }
  return status;
}

/* Whether the last synced generation names the files of this entry: then they are on disk. */
static bool is_on_disk(const qn_writer *writer, const qn__manifest_entry *entry, bool deletes) {
  for (uint32_t i = 0; i < writer->synced.n_entries; i++)
    if (strcmp(writer->synced.entries[i].name, entry->name) == 0)
      return !deletes || writer->synced.entries[i].deletes == entry->deletes;
  return false;
}

/* Waits for a file of the generation unless it is known to be on disk. */
static qn_status sync_file(const qn_writer *writer, const qn__manifest_entry *entry, bool deletes, bool *waited,
                           qn_error *error) {
  char name[QN__FILE_NAME_SIZE];
  if (is_on_disk(writer, entry, deletes))
    return QN_OK;
  if (deletes)
    qn__deletes_file_name(name, entry->name, entry->deletes);
  else
    qn__segment_file_name(name, entry->name);
  *waited = true;
  return qn__directory_sync_file(&writer->directory, name, error);
}

static qn_status sync_sources(const qn_writer *writer, bool *waited, qn_error *error) {
  char name[QN__SOURCES_NAME_SIZE];
  if (writer->sources.name[0] == '\0' || strcmp(writer->sources.name, writer->synced.sources) == 0)
    return QN_OK;
  qn__sources_file_name(name, writer->sources.name);
  *waited = true;
  return qn__directory_sync_file(&writer->directory, name, error);
}

/* Waits for all files of the generation that are not known to be on disk: those of this commit, and what earlier ones
 * did not wait for.  Then for their entries in the directory. */
static qn_status sync_files(const qn_writer *writer, qn_error *error) {
  bool waited = false;
  qn_status status = sync_sources(writer, &waited, error);
  for (size_t i = 0; status == QN_OK && i < writer->n_segments; i++) {
    const qn__manifest_entry *entry = &writer->segments[i].entry;
    if (!qn__writer_is_open(&writer->segments[i]))
      continue; /* it may be missing */
    status = sync_file(writer, entry, false, &waited, error);
    if (status == QN_OK && entry->deletes != 0)
      status = sync_file(writer, entry, true, &waited, error);
  }
  return status == QN_OK && waited ? qn__directory_sync(&writer->directory, error) : status;
}

/* Synced always: after a power failure, an index without later commits then differs from one that lost its manifest. */
qn_status qn__writer_begin_index(qn_writer *writer, qn_error *error) {
  if (writer->exists || writer->begun)
    return QN_OK;
  qn_status status = write_manifest(writer, 0, true, error);
  writer->begun = status == QN_OK;
  return status;
}

qn_status qn__writer_end_segment(qn_writer *writer, uint64_t *added, qn_error *error) {
  qn__manifest_entry entry;
  qn__builder_counts counts;
  *added = 0;
  if (writer->builder == NULL)
    return QN_OK;
  qn_status status = qn__writer_begin_index(writer, error);
  if (status == QN_OK)
    status = qn__builder_finish(writer->builder, &entry, error);
  if (status != QN_OK)
    return status;
  qn__builder_get_counts(writer->builder, &counts);
  qn__builder_free(writer->builder);
  writer->builder = NULL;
  writer->done.added += counts.added;
  writer->done.replaced += counts.replaced;
  writer->done.text_bytes += counts.text_bytes;
  writer->done.replaced_chars += counts.replaced_chars;
  writer->done.written_bytes += counts.written;
  *added = counts.text_bytes;
  if (entry.n_docs == 0)
    return QN_OK;
  status = qn__writer_append_segment(writer, &entry, NULL, error);
  if (status != QN_OK)
    return status;
  qn__writer_replace_same(writer, writer->n_segments - 1, &writer->done.replaced);
  return qn__writer_delete_replaced(writer, writer->n_segments - 1, &writer->done.replaced, error);
}

static void drop_empty(qn_writer *writer) {
  for (size_t i = writer->n_segments; i-- > 0;)
    if (writer->segments[i].entry.n_deleted == writer->segments[i].entry.n_docs)
      qn__writer_drop_segments(writer, i, i + 1);
}

static qn_status write_deletes(qn_writer *writer, qn_error *error) {
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < writer->n_segments; i++) {
    qn__writer_segment *segment = &writer->segments[i];
    uint64_t written = 0;
    if (!segment->changed)
      continue;
    segment->entry.deletes = segment->entry.n_deleted == 0 ? 0 : writer->next_generation;
    if (segment->entry.deletes != 0)
      status = qn__deletes_write(writer->dir, &segment->entry, segment->deletes, &written, error);
    segment->changed = false;
    writer->done.written_bytes += written;
  }
  return status;
}

static void count_damaged(qn_writer *writer) {
  writer->done.damaged_segments = 0;
  for (size_t i = 0; i < writer->n_segments; i++)
    writer->done.damaged_segments += writer->segments[i].damaged;
  writer->done.damage = writer->done.damaged_segments > 0 ? writer->damage.message : NULL;
}

qn_status qn__writer_publish(qn_writer *writer, qn_commit_info *done, qn_error *error) {
  drop_empty(writer);
  const bool to_sync = writer->sync && writer->generation != writer->synced.generation;
  if (writer->changed || writer->sources.table.changed || !writer->exists || to_sync) {
    qn_status status = writer->sync ? QN_OK : qn__writer_begin_index(writer, error);
    if (status == QN_OK)
      status = write_deletes(writer, error);
    if (status == QN_OK)
      status = qn__writer_write_sources(writer, error);
    if (status == QN_OK && writer->sync)
      status = sync_files(writer, error);
    if (status == QN_OK)
      status = write_manifest(writer, writer->next_generation, writer->sync, error);
    if (status != QN_OK)
      return status;
    writer->generation = writer->next_generation++;
    writer->exists = true;
    writer->changed = false;
    qn__directory_clean(writer);
  }
  writer->done.generation = writer->generation;
  count_damaged(writer);
  *done = writer->done;
  writer->done = (qn_commit_info){.generation = writer->generation};
  return QN_OK;
}

qn_status qn__writer_fail(qn_writer *writer, qn_status status, qn_error *error) {
  if (status == QN_OK)
    return QN_OK;
  writer->status = status;
  writer->error = (qn_error){.status = status};
  if (error != NULL)
    writer->error = *error;
  return status;
}

/* Ends a commit whose segments are in order, or that has failed. */
static qn_status finish(qn_writer *writer, qn_status status, qn_commit_info *done, qn_error *error) {
  if (status == QN_OK)
    status = qn__writer_publish(writer, done, error);
  return qn__writer_fail(writer, status, error);
}

/* Segments that were only imported stay as they are, so that merging indexes takes no time. */
qn_status qn__writer_commit(qn_writer *writer, qn_commit_info *done, qn_error *error) {
  uint64_t added = 0;
  qn_status status = qn__writer_settle_sources(writer, error);
  const bool only_imported = writer->builder == NULL && writer->done.deleted == 0;
  if (status == QN_OK)
    status = qn__writer_end_segment(writer, &added, error);
  if (status == QN_OK)
    status = qn__writer_take_off_unsourced(writer, error);
  if (status == QN_OK && writer->changed && !only_imported)
    status = qn__writer_follow_merge_policy(writer, added, error);
  return finish(writer, status, done, error);
}

static bool is_compact(const qn_writer *writer) {
  const qn__writer_segment *only = writer->segments;
  return writer->n_segments == 0 || (writer->n_segments == 1 && only->entry.n_deleted == 0 && !only->file.is_foreign);
}

qn_status qn__writer_compact(qn_writer *writer, qn_commit_info *done, qn_error *error) {
  uint64_t added;
  qn_status status = qn__writer_settle_sources(writer, error);
  if (status == QN_OK)
    status = qn__writer_end_segment(writer, &added, error);
  if (status == QN_OK)
    status = qn__writer_take_off_unsourced(writer, error);
  if (status == QN_OK)
    status = qn__writer_load_sources(writer, error); /* damaged ones are left out */
  if (status == QN_OK && !is_compact(writer))
    status = qn__writer_merge_segments(writer, 0, writer->n_segments, NULL, error);
  return finish(writer, status, done, error);
}
