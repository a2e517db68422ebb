/* SPDX-License-Identifier: MIT */
/* index_sources.c: the records of sources of an index, opened when they are asked for; no search does that. */
#include "base/buffer.h"
#include "base/string_set.h"
#include "plan/index.h"

typedef struct listing {
  bool (*root)(void *context, const qn_root *root);
  bool (*source)(void *context, const qn_source *source);
  bool (*giver)(void *context, const qn_source *source, size_t i, uint64_t number);
  qn__string_set ids; /* of the articles whose givers are looked for */
  void *context;
  const qn_string *names; /* of the sources that are looked for; NULL: all are */
  size_t n_names;
  qn__buffer path, root_path, root_name, root_options;
  const qn__source_root *copied; /* the root that these are of */
  size_t directory;
  bool stopped;
} listing;

/* A copy that ends in zero. */
static qn_string copy_to(qn__buffer *buffer, qn_string string) {
  qn__buffer_reset(buffer);
  qn__buffer_bytes(buffer, string.data, string.size);
  qn__buffer_u8(buffer, '\0');
  return (qn_string){(const char *)buffer->data, string.size};
}

static qn_status list_root(void *context, const qn__source_root *root, qn_error *error) {
  listing *list = context;
  list->copied = NULL;
  const qn_root found = {copy_to(&list->root_path, root->path), copy_to(&list->root_name, root->name), root->whole,
                         copy_to(&list->root_options, root->options)};
  if (list->root_path.failed || list->root_name.failed || list->root_options.failed)
    return qn__fail_memory(error);
  list->stopped = list->stopped || !list->root(list->context, &found);
  return QN_OK;
}

/* Goes through the ids of a source. */
static qn_status list_given(listing *list, const qn__source_root *root, const qn__source_record *record,
                            const qn_source *source, qn_error *error) {
  qn__source_ids ids;
  qn__source_ids_begin(&ids, root, record);
  for (uint64_t number = 1; !list->stopped && qn__source_ids_next(&ids); number++) {
    const qn__string_entry *id = qn__string_set_find(&list->ids, 0, (const char *)ids.id.data, ids.id.size);
    list->stopped = id != NULL && !list->giver(list->context, source, (size_t)id->number, number);
  }
  return qn__source_ids_end(&ids, error);
}

static qn_status list_source(void *context, const qn__source_root *root, const qn__source_record *record,
                             qn_error *error) {
  listing *list = context;
  qn__buffer *path = &list->path;
  if (list->stopped)
    return QN_OK;
  qn__buffer_reset(path);
  qn__buffer_bytes(path, root->path.data, root->path.size);
  if (root->path.size > 1)
    qn__buffer_u8(path, '/');
  qn__buffer_bytes(path, record->path.data, record->path.size);
  qn__buffer_u8(path, '\0');
  if (root != list->copied) {
    copy_to(&list->root_path, root->path);
    copy_to(&list->root_name, root->name);
    list->copied = root;
  }
  const qn_string root_path = {(const char *)list->root_path.data, root->path.size};
  const qn_string name = {(const char *)list->root_name.data, root->name.size};
  if (path->failed || list->root_path.failed || list->root_name.failed)
    return qn__fail_memory(error);
  qn_source found =
      qn__source_of_record(record, (qn_string){(const char *)path->data, path->size - 1}, root_path, name);
  found.directory = list->directory;
  if (list->giver != NULL)
    return list_given(list, root, record, &found, error);
  list->stopped = !list->source(list->context, &found);
  return QN_OK;
}

static qn_status read_directory(const qn__snapshot *snapshot, listing *list, qn_error *error) {
  const qn__sources_visitor visitor = {list->root != NULL ? list_root : NULL,
                                       list->source != NULL || list->giver != NULL ? list_source : NULL, list};
  qn__view *view = NULL;
  list->copied = NULL;
  if (snapshot->manifest.sources[0] == '\0')
    return QN_OK;
  qn_status status = qn__sources_open(&view, snapshot->dir, snapshot->manifest.sources, error);
  if (status == QN_OK)
    status = list->names == NULL ? qn__sources_read(view, &visitor, error)
                                 : qn__sources_find(view, list->names, list->n_names, &visitor, error);
  qn__view_release(view);
  return status;
}

static qn_status read_all(const qn_index *index, listing *list, qn_error *error) {
  qn_status status = QN_OK;
  qn__buffer_init(&list->path);
  qn__buffer_init(&list->root_path);
  qn__buffer_init(&list->root_name);
  qn__buffer_init(&list->root_options);
  for (size_t d = 0; status == QN_OK && !list->stopped && d < index->n_directories; d++) {
    list->directory = d;
    status = read_directory(index->snapshots[d], list, error);
  }
  qn__buffer_clear(&list->path);
  qn__buffer_clear(&list->root_path);
  qn__buffer_clear(&list->root_name);
  qn__buffer_clear(&list->root_options);
  return status;
}

qn_status qn_index_each_root(const qn_index *index, bool (*visit)(void *context, const qn_root *root), void *context,
                             qn_error *error) {
  listing list = {.root = visit, .context = context};
  return read_all(index, &list, error);
}

qn_status qn_index_each_source(const qn_index *index, bool (*visit)(void *context, const qn_source *source),
                               void *context, qn_error *error) {
  listing list = {.source = visit, .context = context};
  return read_all(index, &list, error);
}

qn_status qn_index_find_sources(const qn_index *index, const qn_string *names, size_t n,
                                bool (*visit)(void *context, const qn_source *source), void *context, qn_error *error) {
  listing list = {.source = visit, .context = context, .names = names, .n_names = n};
  return n == 0 ? QN_OK : read_all(index, &list, error);
}

qn_status qn_index_find_givers(const qn_index *index, const qn_string *ids, size_t n,
                               bool (*visit)(void *context, const qn_source *source, size_t i, uint64_t number),
                               void *context, qn_error *error) {
  listing list = {.giver = visit, .context = context};
  qn__string_set_init(&list.ids);
  for (size_t i = n; i-- > 0;) { /* of equal ones the first counts */
    qn__string_entry *id = qn__string_set_add(&list.ids, 0, ids[i].data, ids[i].size);
    if (id != NULL)
      id->number = i;
  }
  qn_status status = list.ids.failed ? qn__fail_memory(error) : QN_OK;
  if (status == QN_OK && n > 0)
    status = read_all(index, &list, error);
  qn__string_set_clear(&list.ids);
  return status;
}
