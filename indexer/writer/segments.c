/* SPDX-License-Identifier: MIT */
/* segments.c: the segments of an index under change, and which of their articles are deleted. */
#include "writer/writer.h"

#include "base/memory.h"

static void clear_member(qn__member *member) {
  qn__segment_close(&member->segment);
  qn__free(member->deletes);
}

static qn_status reserve(qn_writer *writer, qn_error *error) {
  if (writer->n_members < writer->capacity)
    return QN_OK;
  size_t capacity = writer->capacity == 0 ? 8 : writer->capacity * 2;
  qn__member *members = qn__realloc(writer->members, capacity * sizeof *members);
  if (members == NULL)
    return qn__fail_memory(error);
  writer->members = members;
  writer->capacity = capacity;
  return QN_OK;
}

qn_status qn__writer_append(qn_writer *writer, const qn__manifest_entry *entry, uint8_t *deletes, qn_error *error) {
  qn__view *view;
  qn__segment segment;
  char *path = qn__segment_path(writer->dir, entry->name);
  qn_status status = path == NULL ? qn__fail_memory(error) : reserve(writer, error);
  if (status == QN_OK)
    status = qn__view_open(&view, path, QN__FILE_SEGMENT, error);
  if (status == QN_OK)
    status = qn__segment_open(&segment, view, error);
  qn__free(path);
  if (status != QN_OK) {
    qn__free(deletes);
    return status;
  }
  writer->members[writer->n_members++] =
      (qn__member){.entry = *entry, .segment = segment, .deletes = deletes, .changed = deletes != NULL};
  writer->changed = true;
  return QN_OK;
}

void qn__writer_drop(qn_writer *writer, size_t first, size_t end) {
  for (size_t i = first; i < end; i++)
    clear_member(&writer->members[i]);
  if (end < writer->n_members)
    memmove(&writer->members[first], &writer->members[end], (writer->n_members - end) * sizeof *writer->members);
  writer->n_members -= end - first;
  writer->changed |= end > first;
}

qn_status qn__member_delete(qn__member *member, uint32_t doc, bool *was_live, qn_error *error) {
  if (doc >= member->entry.n_docs)
    return qn__fail_damaged(error, member->segment.view->path, 0, "an id stands for an article that does not exist");
  if (member->deletes == NULL)
    member->deletes = qn__calloc(((size_t)member->entry.n_docs + 7) / 8, 1);
  if (member->deletes == NULL)
    return qn__fail_memory(error);
  *was_live = !qn__is_deleted(member->deletes, doc);
  if (*was_live) {
    member->deletes[doc >> 3] |= (uint8_t)(1u << (doc & 7));
    member->entry.n_deleted++;
    member->changed = true;
  }
  return QN_OK;
}

/* Deletes the article with this id, if the member has it. */
static qn_status delete_from(qn__member *member, const char *id, size_t size, bool *was_live, qn_error *error) {
  uint32_t doc;
  bool found = false;
  *was_live = false;
  qn_status status = qn__ids_find(&member->segment.ids, id, size, &doc, &found, error);
  return status == QN_OK && found ? qn__member_delete(member, doc, was_live, error) : status;
}

qn_status qn__writer_delete_id(qn_writer *writer, size_t end, const char *id, size_t size, bool *found,
                               qn_error *error) {
  qn_status status = QN_OK;
  *found = false;
  for (size_t i = 0; status == QN_OK && i < end; i++) {
    bool was_live;
    status = delete_from(&writer->members[i], id, size, &was_live, error);
    if (status == QN_OK && was_live)
      *found = writer->changed = true;
  }
  return status;
}

/* Calls `visit` with each live id of the member until it fails. */
typedef qn_status (*id_visit)(void *context, const char *id, size_t size, uint32_t doc, qn_error *error);

static qn_status each_live_id(const qn__member *member, id_visit visit, void *context, qn_error *error) {
  qn__ids_cursor *cursor = qn__malloc(sizeof *cursor);
  if (cursor == NULL)
    return qn__fail_memory(error);
  const qn__keys *ids = &member->segment.ids;
  qn_status status = qn__ids_first(cursor, ids, error);
  while (status == QN_OK && cursor->keys.ordinal < ids->n_keys) {
    if (!qn__is_deleted(member->deletes, cursor->doc))
      status = visit(context, (const char *)cursor->keys.key, cursor->keys.size, cursor->doc, error);
    if (status == QN_OK)
      status = qn__ids_next(cursor, error);
  }
  qn__free(cursor);
  return status;
}

/* A member and a newer one. */
typedef struct pair {
  qn__member *older;
  const qn__member *newer;
  uint64_t n_replaced;
} pair;

static qn_status visit_newer(void *context, const char *id, size_t size, uint32_t doc, qn_error *error) {
  pair *both = context;
  bool was_live;
  (void)doc;
  qn_status status = delete_from(both->older, id, size, &was_live, error);
  both->n_replaced += status == QN_OK && was_live;
  return status;
}

static qn_status visit_older(void *context, const char *id, size_t size, uint32_t doc, qn_error *error) {
  pair *both = context;
  uint32_t newer_doc;
  bool found = false, was_live = false;
  qn_status status = qn__ids_find(&both->newer->segment.ids, id, size, &newer_doc, &found, error);
  if (status == QN_OK && found && !qn__is_deleted(both->newer->deletes, newer_doc))
    status = qn__member_delete(both->older, doc, &was_live, error);
  both->n_replaced += status == QN_OK && was_live;
  return status;
}

qn_status qn__writer_replace(qn_writer *writer, size_t newer, uint64_t *n_replaced, qn_error *error) {
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < newer; i++) {
    pair both = {&writer->members[i], &writer->members[newer], 0};
    if (both.newer->entry.n_docs <= both.older->entry.n_docs) /* walk the smaller, look up in the larger */
      status = each_live_id(both.newer, visit_newer, &both, error);
    else
      status = each_live_id(both.older, visit_older, &both, error);
    *n_replaced += both.n_replaced;
  }
  return status;
}

static qn_status load_member(qn_writer *writer, const qn__snapshot_segment *from, qn_error *error) {
  qn_status status = reserve(writer, error);
  if (status != QN_OK)
    return status;
  qn__member member = {.entry = *from->entry, .segment = from->segment};
  size_t size = ((size_t)from->entry->n_docs + 7) / 8;
  if (from->deletes != NULL) {
    member.deletes = qn__malloc(size);
    if (member.deletes == NULL)
      return qn__fail_memory(error);
    memcpy(member.deletes, from->deletes, size);
  }
  qn__view_retain(member.segment.view);
  writer->members[writer->n_members++] = member;
  return QN_OK;
}

qn_status qn__writer_load(qn_writer *writer, qn_error *error) {
  qn__snapshot *snapshot = NULL;
  qn__writer_drop(writer, 0, writer->n_members);
  qn_status status = qn__snapshot_open(&snapshot, writer->dir, NULL, error);
  writer->exists = status == QN_OK && snapshot->manifest.generation > 0;
  writer->changed = false;
  if (status == QN_NO_INDEX)
    return QN_OK;
  if (status != QN_OK)
    return status;
  writer->generation = snapshot->manifest.generation;
  writer->options.settings = snapshot->manifest.settings;
  for (uint32_t i = 0; status == QN_OK && i < snapshot->manifest.n_entries; i++)
    status = load_member(writer, &snapshot->segments[i], error);
  qn__snapshot_close(snapshot);
  return status;
}
