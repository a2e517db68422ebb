/* SPDX-License-Identifier: MIT */
/* segments.c: the segments of an index that is being changed, and which of their articles are deleted. */
#include "writer/writer.h"

#include "base/memory.h"

static void clear_segment(qn__writer_segment *segment) {
  qn__segment_close(&segment->file);
  qn__free(segment->deletes);
}

static qn_status reserve_segment(qn_writer *writer, qn_error *error) {
  if (writer->n_segments < writer->capacity)
    return QN_OK;
  size_t capacity = writer->capacity == 0 ? 8 : writer->capacity * 2;
  qn__writer_segment *segments = qn__realloc(writer->segments, capacity * sizeof *segments);
  if (segments == NULL)
    return qn__fail_memory(error);
  writer->segments = segments;
  writer->capacity = capacity;
  return QN_OK;
}

static const qn__segment *newest_segment(const qn_writer *writer) {
  return writer->n_segments > 0 ? &writer->segments[writer->n_segments - 1].file : NULL;
}

qn_status qn__writer_append_segment(qn_writer *writer, const qn__manifest_entry *entry, uint8_t *deletes,
                                    qn_error *error) {
  qn__view *view;
  qn__segment opened;
  char *path = qn__segment_path(writer->dir, entry->name);
  qn_status status = path == NULL ? qn__fail_memory(error) : reserve_segment(writer, error);
  if (status == QN_OK)
    status = qn__view_open(&view, path, QN__FILE_SEGMENT, error);
  if (status == QN_OK)
    status = qn__segment_open(&opened, view, newest_segment(writer), error);
  qn__free(path);
  if (status != QN_OK) {
    qn__free(deletes);
    return status;
  }
  writer->segments[writer->n_segments++] =
      (qn__writer_segment){.entry = *entry, .file = opened, .deletes = deletes, .changed = deletes != NULL};
  writer->changed = true;
  return QN_OK;
}

void qn__writer_drop_segments(qn_writer *writer, size_t first, size_t end) {
  for (size_t i = first; i < end; i++)
    clear_segment(&writer->segments[i]);
  if (end < writer->n_segments)
    memmove(&writer->segments[first], &writer->segments[end], (writer->n_segments - end) * sizeof *writer->segments);
  writer->n_segments -= end - first;
  writer->changed |= end > first;
}

void qn__writer_note_damage(qn_writer *writer, qn__writer_segment *segment, const qn_error *problem) {
  segment->damaged = true;
  if (writer->damage.status == QN_OK)
    writer->damage = *problem;
}

/* Marks an article as deleted; *was_live says whether it was not yet. */
static qn_status mark_deleted(qn__writer_segment *segment, uint32_t doc, bool *was_live, qn_error *error) {
  if (doc >= segment->entry.n_docs)
    return qn__fail_damaged(error, segment->file.view->path, 0, "an id stands for an article that does not exist");
  if (segment->deletes == NULL)
    segment->deletes = qn__calloc(((size_t)segment->entry.n_docs + 7) / 8, 1);
  if (segment->deletes == NULL)
    return qn__fail_memory(error);
  *was_live = !qn__is_deleted(segment->deletes, doc);
  if (*was_live) {
    segment->deletes[doc >> 3] |= (uint8_t)(1u << (doc & 7));
    segment->entry.n_deleted++;
    segment->changed = true;
  }
  return QN_OK;
}

qn_status qn__writer_fail_closed(const qn_writer *writer, const qn__writer_segment *segment, qn_error *error) {
  return qn__fail(error, QN_DAMAGED, "%s/%s" QN__SEGMENT_SUFFIX " is damaged or missing: its articles cannot be read",
                  writer->name, segment->entry.name);
}

/* Deletes the article with this id, if the segment has it. */
static qn_status delete_from(const qn_writer *writer, qn__writer_segment *segment, const char *id, size_t size,
                             bool *was_live, qn_error *error) {
  uint32_t doc;
  bool found = false;
  *was_live = false;
  if (!qn__writer_is_open(segment))
    return qn__writer_fail_closed(writer, segment, error);
  qn_status status = qn__ids_find(&segment->file.ids, id, size, &doc, &found, error);
  return status == QN_OK && found ? mark_deleted(segment, doc, was_live, error) : status;
}

qn_status qn__writer_delete_id(qn_writer *writer, size_t end, const char *id, size_t size, bool *found,
                               qn_error *error) {
  qn_error problem, damage = {.status = QN_OK};
  *found = false;
  for (size_t i = 0; i < end; i++) {
    bool was_live = false;
    qn_status status = delete_from(writer, &writer->segments[i], id, size, &was_live, &problem);
    if (status == QN_DAMAGED) {
      qn__writer_note_damage(writer, &writer->segments[i], &problem);
      damage = problem;
    } else if (status != QN_OK) {
      return qn__fail_again(error, &problem);
    }
    if (was_live)
      *found = writer->changed = true;
  }
  if (*found || damage.status == QN_OK)
    return QN_OK;
  return qn__fail_again(error, &damage);
}

/* Calls `visit` with each live id of the segment until it fails. */
typedef qn_status (*id_visit)(void *context, const char *id, size_t size, uint32_t doc, qn_error *error);

static qn_status each_live_id(const qn__writer_segment *segment, id_visit visit, void *context, qn_error *error) {
  qn__ids_cursor *cursor = qn__malloc(sizeof *cursor);
  if (cursor == NULL)
    return qn__fail_memory(error);
  const qn__keys *ids = &segment->file.ids;
  qn_status status = qn__ids_first(cursor, ids, error);
  while (status == QN_OK && cursor->keys.ordinal < ids->n_keys) {
    if (!qn__is_deleted(segment->deletes, cursor->doc))
      status = visit(context, (const char *)cursor->keys.key, cursor->keys.size, cursor->doc, error);
    if (status == QN_OK)
      status = qn__ids_next(cursor, error);
  }
  qn__free(cursor);
  return status;
}

/* A segment and a newer one. */
typedef struct pair {
  qn_writer *writer;
  qn__writer_segment *older;
  const qn__writer_segment *newer;
  uint64_t n_replaced;
} pair;

static qn_status visit_newer(void *context, const char *id, size_t size, uint32_t doc, qn_error *error) {
  pair *both = context;
  bool was_live = false;
  qn_error problem;
  (void)doc;
  qn_status status = delete_from(both->writer, both->older, id, size, &was_live, &problem);
  both->n_replaced += was_live;
  if (was_live)
    return qn__writer_note_replaced(both->writer, (qn_string){id, size}, error);
  if (status == QN_DAMAGED) { /* it may be there, and it cannot be read either way */
    qn__writer_note_damage(both->writer, both->older, &problem);
    return QN_OK;
  }
  return status == QN_OK ? QN_OK : qn__fail_again(error, &problem);
}

static qn_status visit_older(void *context, const char *id, size_t size, uint32_t doc, qn_error *error) {
  pair *both = context;
  uint32_t newer_doc;
  bool found = false, was_live = false;
  qn_status status = qn__ids_find(&both->newer->file.ids, id, size, &newer_doc, &found, error);
  if (status == QN_OK && found && !qn__is_deleted(both->newer->deletes, newer_doc))
    status = mark_deleted(both->older, doc, &was_live, error);
  both->n_replaced += status == QN_OK && was_live;
  return status == QN_OK && was_live ? qn__writer_note_replaced(both->writer, (qn_string){id, size}, error) : status;
}

/* Walks the smaller and looks up in the larger.  An older segment whose ids cannot be walked is looked up in, too: only
 * what is near the damage cannot be found then. */
static qn_status delete_in_older(pair *both, qn_error *error) {
  if (!qn__writer_is_open(both->older)) /* known to be damaged since it was loaded */
    return QN_OK;
  if (both->newer->entry.n_docs > both->older->entry.n_docs && !both->older->damaged) {
    qn_error problem;
    qn_status status = each_live_id(both->older, visit_older, both, &problem);
    if (status != QN_DAMAGED)
      return status == QN_OK ? QN_OK : qn__fail_again(error, &problem);
    qn__writer_note_damage(both->writer, both->older, &problem);
  }
  return each_live_id(both->newer, visit_newer, both, error);
}

void qn__writer_replace_same(qn_writer *writer, size_t newer, uint64_t *n_replaced) {
  const char *name = writer->segments[newer].entry.name;
  for (size_t i = newer; i-- > 0;)
    if (strcmp(writer->segments[i].entry.name, name) == 0) {
      *n_replaced += writer->segments[i].entry.n_docs - writer->segments[i].entry.n_deleted;
      qn__writer_drop_segments(writer, i, i + 1);
    }
}

qn_status qn__writer_delete_replaced(qn_writer *writer, size_t newer, uint64_t *n_replaced, qn_error *error) {
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < newer; i++) {
    pair both = {writer, &writer->segments[i], &writer->segments[newer], 0};
    status = delete_in_older(&both, error);
    *n_replaced += both.n_replaced;
  }
  return status;
}

static qn_status load_segment(qn_writer *writer, const qn__snapshot_segment *from, qn_error *error) {
  qn_status status = reserve_segment(writer, error);
  if (status != QN_OK)
    return status;
  qn__writer_segment segment = {.entry = *from->entry, .file = from->segment, .damaged = from->segment.view == NULL};
  size_t size = ((size_t)from->entry->n_docs + 7) / 8;
  if (from->deletes != NULL) {
    segment.deletes = qn__malloc(size);
    if (segment.deletes == NULL)
      return qn__fail_memory(error);
    memcpy(segment.deletes, from->deletes, size);
  }
  if (qn__writer_is_open(&segment))
    qn__view_retain(segment.file.view);
  writer->segments[writer->n_segments++] = segment;
  return QN_OK;
}

/* Without a synced generation that can be read, there are no files of one to keep.  Whether there is must be known. */
static qn_status load_synced(qn_writer *writer, qn_error *error) {
  qn_error problem;
  qn_status status = qn__manifest_read_synced(&writer->synced, writer->dir, &problem);
  return status == QN_OK || qn__manifest_is_unreadable(status) ? QN_OK : qn__fail_again(error, &problem);
}

qn_status qn__writer_load(qn_writer *writer, qn_error *error) {
  qn__snapshot *snapshot = NULL;
  qn__writer_drop_segments(writer, 0, writer->n_segments);
  qn__writer_sources_clear(&writer->sources);
  qn_status status = qn__snapshot_open_beside_damage(&snapshot, writer->dir, &writer->damage, error);
  writer->exists = status == QN_OK && snapshot->manifest.generation > 0;
  writer->changed = false;
  writer->next_generation = 1;
  if (status == QN_NO_INDEX)
    return QN_OK;
  if (status != QN_OK)
    return status;
  writer->generation = snapshot->manifest.generation;
  writer->lost_generation = snapshot->lost_generation;
  writer->next_generation =
      (writer->lost_generation > writer->generation ? writer->lost_generation : writer->generation) + 1;
  qn__manifest_clear(&writer->synced);
  writer->synced = (qn__manifest){.generation = 0};
  status = load_synced(writer, error);
  writer->options.settings = snapshot->manifest.settings;
  memcpy(writer->sources.name, snapshot->manifest.sources, sizeof writer->sources.name);
  for (uint32_t i = 0; status == QN_OK && i < snapshot->manifest.n_entries; i++)
    status = load_segment(writer, &snapshot->segments[i], error);
  qn__snapshot_close(snapshot);
  return status;
}
