/* SPDX-License-Identifier: MIT */
/* source_table.c: entries are numbered like their paths, and stay where they are deleted. */
#include "writer/source_table.h"

#include "base/status.h"
#include "base/string_order.h"

void qn__source_table_init(qn__source_table *table) {
  *table = (qn__source_table){.view = NULL};
  qn__string_set_init(&table->paths);
  qn__string_set_init(&table->root_paths);
  qn__string_set_init(&table->files);
  qn__arena_init(&table->arena);
  qn__buffer_init(&table->entries);
  qn__buffer_init(&table->roots);
}

void qn__source_table_clear(qn__source_table *table) {
  qn__string_set_clear(&table->paths);
  qn__string_set_clear(&table->root_paths);
  qn__string_set_clear(&table->files);
  qn__arena_clear(&table->arena);
  qn__buffer_clear(&table->entries);
  qn__buffer_clear(&table->roots);
  qn__view_release(table->view);
  qn__source_table_init(table);
}

static size_t set_memory(const qn__string_set *set) {
  return set->arena.total + set->entries.capacity + set->n_slots * sizeof *set->slots;
}

size_t qn__source_table_memory(const qn__source_table *table) {
  return set_memory(&table->paths) + set_memory(&table->root_paths) + set_memory(&table->files) +
         table->entries.capacity + table->roots.capacity + table->arena.total;
}

/* --- Roots -------------------------------------------------------------------------------------------------------- */

qn__source_root *qn__source_table_find_root_at(const qn__source_table *table, qn_string path) {
  const qn__string_entry *found = qn__string_set_find(&table->root_paths, 0, path.data, path.size);
  return found == NULL ? NULL : qn__source_table_root(table, (uint32_t)found->number);
}

qn_status qn__source_table_set_options(qn__source_table *table, qn__source_root *root, qn_string options,
                                       qn_error *error) {
  if (qn__equal_strings(root->options, options))
    return QN_OK;
  const char *copy = qn__arena_copy(&table->arena, options.data, options.size);
  if (copy == NULL)
    return qn__fail_memory(error);
  root->options = (qn_string){copy, options.size};
  table->changed = true;
  return QN_OK;
}

static qn_status make_whole(qn__source_table *table, qn__source_root *known, const qn__source_root *root,
                            qn_error *error) {
  if (known->whole || !root->whole)
    return QN_OK;
  known->whole = table->changed = true;
  return root->options.size > 0 ? qn__source_table_set_options(table, known, root->options, error) : QN_OK;
}

qn_status qn__source_table_put_root(qn__source_table *table, const qn__source_root *root, qn_error *error) {
  qn__source_root *known = qn__source_table_find_root_at(table, root->path);
  if (known != NULL)
    return make_whole(table, known, root, error);
  qn__source_root *added = QN__RESERVE(qn__source_root, &table->roots, 1);
  char *name = qn__arena_copy(&table->arena, root->name.data, root->name.size);
  char *options = qn__arena_copy(&table->arena, root->options.data, root->options.size);
  qn__string_entry *path = added == NULL || name == NULL || options == NULL
                               ? NULL
                               : qn__string_set_add(&table->root_paths, 0, root->path.data, root->path.size);
  if (path == NULL)
    return qn__fail_memory(error);
  path->number = table->root_paths.n - 1;
  *added =
      (qn__source_root){{path->data, path->size}, {name, root->name.size}, root->whole, {options, root->options.size}};
  table->roots.size += sizeof *added;
  table->changed |= root->whole; /* another one is written for its files */
  return QN_OK;
}

const qn__source_root *qn__source_table_find_root(const qn__source_table *table, qn_string path) {
  for (size_t size = path.size; size-- > 0 && path.size > 1;) {
    if (path.data[size] != '/')
      continue;
    const qn__string_entry *found = qn__string_set_find(&table->root_paths, 0, path.data, size > 0 ? size : 1);
    if (found != NULL)
      return qn__source_table_root(table, (uint32_t)found->number);
  }
  return NULL;
}

/* Bytes of a path before what its root has no part in. */
static size_t root_size(const qn__source_root *root) {
  return root->path.size == 1 ? 1 : root->path.size + 1;
}

/* --- Entries ------------------------------------------------------------------------------------------------------ */

qn__source_entry *qn__source_table_find(const qn__source_table *table, qn_string path) {
  const qn__string_entry *found = qn__string_set_find(&table->paths, 0, path.data, path.size);
  qn__source_entry *entry = found == NULL ? NULL : qn__source_table_entry(table, (uint32_t)found->number);
  return entry != NULL && entry->live ? entry : NULL;
}

qn_status qn__source_table_add_to(qn__source_table *table, qn__source_entry **out, uint32_t root, qn_string path,
                                  qn_error *error) {
  qn__source_entry *entry = QN__RESERVE(qn__source_entry, &table->entries, 1);
  qn__string_entry *string = entry == NULL ? NULL : qn__string_set_add(&table->paths, 0, path.data, path.size);
  if (string == NULL)
    return qn__fail_memory(error);
  if (table->entries.size / sizeof *entry == table->paths.n) { /* known and deleted */
    entry = qn__source_table_entry(table, (uint32_t)string->number);
  } else {
    string->number = table->paths.n - 1;
    table->entries.size += sizeof *entry;
  }
  *entry = (qn__source_entry){.record = {.root = root, .path = {string->data, string->size}}, .live = true};
  *out = entry;
  return QN_OK;
}

qn_status qn__source_table_add(qn__source_table *table, qn__source_entry **out, qn_string path, qn_error *error) {
  *out = qn__source_table_find(table, path);
  if (*out != NULL)
    return QN_OK;
  const qn__source_root *root = qn__source_table_find_root(table, path);
  if (root == NULL)
    return qn__fail(error, QN_INVALID, "the source %.*s is in no root", (int)(path.size < 200 ? path.size : 200),
                    path.data);
  table->changed = true;
  return qn__source_table_add_to(table, out, (uint32_t)(root - qn__source_table_root(table, 0)), path, error);
}

qn_status qn__source_table_set_ids(qn__source_table *table, qn__source_entry *entry, uint64_t n, qn_string ids,
                                   qn_error *error) {
  const char *copy = qn__arena_copy(&table->arena, ids.data, ids.size);
  if (copy == NULL)
    return qn__fail_memory(error);
  entry->record.n_ids = n;
  entry->record.ids = (qn_string){copy, ids.size};
  entry->record.followed &= n == 0;
  table->changed = true;
  return QN_OK;
}

qn__source_record qn__source_table_record(const qn__source_table *table, const qn__source_entry *entry) {
  qn__source_record record = entry->record;
  const size_t skipped = root_size(qn__source_table_root(table, record.root));
  record.path.data += skipped;
  record.path.size -= skipped;
  return record;
}

/* --- Files by number ---------------------------------------------------------------------------------------------- */

typedef struct file_number {
  uint64_t device, inode;
} file_number;

static bool index_files(qn__source_table *table) {
  for (uint32_t i = 0; i < table->n_loaded; i++) {
    const qn__source_record *record = &qn__source_table_entry(table, i)->record;
    const file_number number = {record->device, record->inode};
    qn__string_entry *added = qn__string_set_add(&table->files, 0, (const char *)&number, sizeof number);
    if (added == NULL)
      return false;
    added->number = i;
  }
  return true;
}

qn__source_entry *qn__source_table_find_file(qn__source_table *table, uint64_t device, uint64_t inode) {
  const file_number number = {device, inode};
  if (table->files.n == 0 && !index_files(table))
    return NULL; /* without it nothing is known to have moved, and files are read again */
  const qn__string_entry *found = qn__string_set_find(&table->files, 0, (const char *)&number, sizeof number);
  qn__source_entry *entry = found == NULL ? NULL : qn__source_table_entry(table, (uint32_t)found->number);
  return entry != NULL && entry->live ? entry : NULL;
}

void qn__source_table_renumber(qn__source_table *table, uint32_t root, uint64_t from, uint64_t to) {
  for (uint32_t i = 0; i < table->paths.n; i++) {
    qn__source_record *record = &qn__source_table_entry(table, i)->record;
    if (record->root == root && record->device == from)
      record->device = to;
  }
  table->changed = true;
  qn__string_set_clear(&table->files); /* by their old numbers */
}
