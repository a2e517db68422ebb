/* SPDX-License-Identifier: MIT */
/* source_table_file.c: source records from a file into memory, and back. */
#include "writer/source_table.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/string_order.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- Loading ------------------------------------------------------------------------------------------------------ */

typedef struct loading {
  qn__source_table *table;
  bool doubtful;
  bool borrows; /* ids stay in the view */
  qn__buffer path;
} loading;

static qn_status load_root(void *context, const qn__source_root *root, qn_error *error) {
  const loading *l = context;
  return qn__source_table_put_root(l->table, root, error);
}

/* The ids of the set as those of an entry. */
static qn_status set_ids(qn__source_table *table, qn__source_entry *entry, const qn__string_set *ids, qn_error *error) {
  qn__buffer bytes, name;
  qn__buffer_init(&bytes);
  qn__buffer_init(&name);
  const qn__source_record record = qn__source_table_record(table, entry);
  qn__source_name(&name, qn__source_table_root(table, record.root), &record);
  qn_string before = {(const char *)name.data, name.size};
  for (uint32_t i = 0; i < ids->n && !name.failed; i++) {
    const qn__string_entry *id = qn__string_set_get(ids, i);
    qn__source_ids_put(&bytes, before, (qn_string){id->data, id->size});
    before = (qn_string){id->data, id->size};
  }
  qn_status status =
      bytes.failed || name.failed
          ? qn__fail_memory(error)
          : qn__source_table_set_ids(table, entry, ids->n, (qn_string){(const char *)bytes.data, bytes.size}, error);
  qn__buffer_clear(&bytes);
  qn__buffer_clear(&name);
  return status;
}

qn_status qn__source_table_unite(qn__source_table *table, qn__source_entry *entry, const qn__source_root *root,
                                 const qn__source_record *more, qn_error *error) {
  qn__string_set ids;
  qn__string_set_init(&ids);
  const qn__source_record own = qn__source_table_record(table, entry);
  qn_status status = qn__source_ids_gather(qn__source_table_root(table, own.root), &own, &ids, error);
  if (status == QN_OK)
    status = qn__source_ids_gather(root, more, &ids, error);
  if (status == QN_OK)
    status = set_ids(table, entry, &ids, error);
  qn__string_set_clear(&ids);
  return status;
}

static qn_status make_path(qn__buffer *path, const qn__source_root *root, const qn__source_record *record,
                           qn_error *error) {
  qn__buffer_reset(path);
  qn__buffer_bytes(path, root->path.data, root->path.size);
  if (root->path.size > 1)
    qn__buffer_u8(path, '/');
  qn__buffer_bytes(path, record->path.data, record->path.size);
  return path->failed ? qn__fail_memory(error) : QN_OK;
}

static qn_status load_new(const loading *l, qn_string path, const qn__source_root *root,
                          const qn__source_record *record, qn_error *error) {
  qn__source_entry *entry;
  const qn__string_entry *number =
      qn__string_set_find(&l->table->root_paths, 0, root->path.data, root->path.size); /* put by load_root */
  qn_status status = qn__source_table_add_to(l->table, &entry, (uint32_t)number->number, path, error);
  if (status != QN_OK)
    return status;
  const qn__source_record added = entry->record;
  entry->record = *record;
  entry->record.path = added.path;
  entry->record.root = added.root;
  if (l->doubtful)
    entry->record.read = 0;
  if (l->borrows)
    return QN_OK;
  entry->record.n_ids = 0;
  return qn__source_table_unite(l->table, entry, root, record, error);
}

/* Of two places where a followed file was left the later one counts: from the other on, lines would be read twice. */
static void go_on_from_later(qn__source_record *known, const qn__source_record *record) {
  if (!known->followed || !record->followed || record->n_given <= known->n_given)
    return;
  known->bytes = record->bytes;
  known->content = record->content;
  known->n_lines = record->n_lines;
  known->n_given = record->n_given;
}

static qn_status load_record(void *context, const qn__source_root *root, const qn__source_record *record,
                             qn_error *error) {
  loading *l = context;
  qn_status status = make_path(&l->path, root, record, error);
  if (status != QN_OK)
    return status;
  const qn_string path = {(const char *)l->path.data, l->path.size};
  qn__source_entry *known = qn__source_table_find(l->table, path);
  if (known == NULL)
    return load_new(l, path, root, record, error);
  known->record.read = 0;
  go_on_from_later(&known->record, record);
  return qn__source_table_unite(l->table, known, root, record, error);
}

qn_status qn__source_table_load(qn__source_table *table, const char *dir, const char *name, bool doubtful,
                                qn_error *error) {
  qn__view *view = NULL;
  loading l = {.table = table, .doubtful = doubtful, .borrows = table->root_paths.n == 0};
  const qn__sources_visitor visitor = {load_root, load_record, &l};
  qn__buffer_init(&l.path);
  qn_status status = qn__sources_open(&view, dir, name, error);
  if (status == QN_OK)
    status = qn__sources_read(view, &visitor, error);
  qn__buffer_clear(&l.path);
  if (status != QN_OK || !l.borrows) {
    qn__view_release(view);
    table->changed |= status == QN_OK;
    return status;
  }
  table->view = view;
  table->n_loaded = table->paths.n;
  table->changed = doubtful;
  return QN_OK;
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

static int compare_roots(const void *a, const void *b) {
  return qn__compare_strings(((const qn__source_root *)a)->path, ((const qn__source_root *)b)->path);
}

static int compare_records(const void *a, const void *b) {
  const qn__source_record *left = a, *right = b;
  return left->root != right->root ? (left->root > right->root) - (left->root < right->root)
                                   : qn__compare_strings(left->path, right->path);
}

/* What is to be written, in its order. */
typedef struct listing {
  qn__source_root *roots;
  qn__source_record *records;
  uint32_t *numbers; /* of the table's roots among them */
  uint32_t n_roots;
  size_t n_records;
} listing;

static void clear_listing(listing *list) {
  qn__free(list->roots);
  qn__free(list->records);
  qn__free(list->numbers);
}

/* A root counts if it is whole or has a file. */
static void list_roots(listing *list, const qn__source_table *table) {
  const uint32_t n = table->root_paths.n;
  for (uint32_t i = 0; i < n; i++)
    if (list->numbers[i] != 0 || qn__source_table_root(table, i)->whole)
      list->roots[list->n_roots++] = *qn__source_table_root(table, i);
  qsort(list->roots, list->n_roots, sizeof *list->roots, compare_roots);
  for (uint32_t at = 0; at < list->n_roots; at++) {
    const qn_string path = list->roots[at].path;
    list->numbers[qn__string_set_find(&table->root_paths, 0, path.data, path.size)->number] = at;
  }
}

/* Puts the record at `n` in its place among the n before it, which ascend. */
static void insert_record(qn__source_record *records, size_t n) {
  const qn__source_record moved = records[n];
  size_t low = 0, high = n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (compare_records(&records[middle], &moved) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  memmove(records + low + 1, records + low, (n - low) * sizeof *records);
  records[low] = moved;
}

/* Those that were loaded ascend already, and few may come after them: then one is added with each commit. */
static void sort_records(qn__source_record *records, size_t n) {
  enum { FEW = 4 };
  size_t n_sorted = n > 0;
  while (n_sorted < n && compare_records(&records[n_sorted - 1], &records[n_sorted]) < 0)
    n_sorted++;
  if (n - n_sorted > FEW)
    qsort(records, n, sizeof *records, compare_records);
  else
    for (; n_sorted < n; n_sorted++)
      insert_record(records, n_sorted);
}

static qn_status list_all(listing *list, const qn__source_table *table, qn_error *error) {
  list->roots = qn__calloc(table->root_paths.n, sizeof *list->roots);
  list->numbers = qn__calloc(table->root_paths.n, sizeof *list->numbers);
  list->records = qn__malloc(table->paths.n * sizeof *list->records);
  if (list->roots == NULL || list->numbers == NULL || list->records == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < table->paths.n; i++) {
    const qn__source_entry *entry = qn__source_table_entry(table, i);
    if (!entry->live)
      continue;
    list->records[list->n_records++] = qn__source_table_record(table, entry);
    list->numbers[entry->record.root] = 1;
  }
  list_roots(list, table);
  for (size_t i = 0; i < list->n_records; i++)
    list->records[i].root = list->numbers[list->records[i].root];
  sort_records(list->records, list->n_records);
  return QN_OK;
}

/* Gives the file that was written aside its name, which says what is in it.  A whole file of this name has the same
 * bytes and stays: the last synced generation may need it. */
static qn_status name_file(const char *dir, const char *aside, const char *name, qn_error *error) {
  char file[QN__SOURCES_NAME_SIZE];
  qn__presence there = QN__MISSING;
  qn__sources_file_name(file, name);
  char *path = qn__join_path(dir, file);
  qn_status status = path == NULL ? qn__fail_memory(error) : qn__view_find_whole(path, QN__FILE_SOURCES, &there, error);
  if (status == QN_OK && there == QN__WHOLE)
    unlink(aside);
  else if (status == QN_OK)
    status = there == QN__MISSING ? qn__rename(aside, path, error) : qn__replace_synced(aside, path, error);
  qn__free(path);
  return status;
}

static qn_status write_listing(const listing *list, const char *dir, char name[33], uint64_t *written,
                               qn_error *error) {
  qn__sources_output output;
  char *aside = qn__join_path(dir, QN__SOURCES_TEMPORARY);
  if (aside == NULL)
    return qn__fail_memory(error);
  unlink(aside); /* left by a crash */
  qn_status status = qn__sources_create(&output, aside, list->n_roots, error);
  for (uint32_t i = 0; status == QN_OK && i < list->n_roots; i++)
    qn__sources_put_root(&output, &list->roots[i]);
  for (size_t i = 0; status == QN_OK && i < list->n_records; i++)
    qn__sources_put(&output, &list->records[i]);
  qn_status finished = qn__sources_finish(&output, name, written, status == QN_OK ? error : NULL);
  if (status == QN_OK)
    status = finished;
  if (status == QN_OK)
    status = name_file(dir, aside, name, error);
  qn__free(aside);
  return status;
}

qn_status qn__source_table_write(const qn__source_table *table, const char *dir, char name[33], uint64_t *written,
                                 qn_error *error) {
  listing list = {.n_roots = 0};
  *written = 0;
  qn_status status = list_all(&list, table, error);
  if (status == QN_OK && list.n_roots == 0)
    name[0] = '\0';
  else if (status == QN_OK)
    status = write_listing(&list, dir, name, written, error);
  clear_listing(&list);
  return status;
}
