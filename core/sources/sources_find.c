/* SPDX-License-Identifier: MIT */
/* sources_find.c: finds single records.  Of each group of records the first path is known; one group has the record.
 * Bytes: index-data/FORMAT.md, "Source records". */
#include "sources/sources.h"

#include "base/string_order.h"

typedef struct group_list {
  qn__section records, starts, groups;
  uint64_t n;
} group_list;

static qn_status open_groups(group_list *list, const qn__view *view, qn_error *error) {
  qn_status status = qn__view_section(view, QN__SOURCES_SECTION, &list->records, error);
  if (status == QN_OK)
    status = qn__view_section(view, QN__SOURCE_STARTS_SECTION, &list->starts, error);
  if (status == QN_OK)
    status = qn__view_section(view, QN__SOURCE_GROUPS_SECTION, &list->groups, error);
  if (status != QN_OK)
    return status;
  list->n = list->groups.size / QN__SOURCE_GROUP_SIZE;
  if (list->groups.size % QN__SOURCE_GROUP_SIZE != 0)
    return qn__section_damaged(&list->groups, list->groups.data, "a group of source records is cut short", error);
  return QN_OK;
}

/* Where a group's records begin, and its entry in the section of starts; after the last group, where they end. */
static qn_status read_group(const group_list *list, uint64_t i, uint64_t *records, uint64_t *start, qn_error *error) {
  if (i == list->n) {
    *records = list->records.size;
    *start = list->starts.size;
    return QN_OK;
  }
  const uint8_t *entry = qn__section_bytes(&list->groups, i * QN__SOURCE_GROUP_SIZE, QN__SOURCE_GROUP_SIZE, error);
  if (entry == NULL)
    return QN_DAMAGED;
  *records = qn__load_u64(entry);
  *start = qn__load_u64(entry + 8);
  return QN_OK;
}

/* What is between two offsets of a section. */
static qn_status read_between(const qn__section *section, uint64_t begin, uint64_t end, qn__reader *out,
                              qn_error *error) {
  const uint8_t *bytes = qn__section_bytes(section, begin, end < begin ? UINT64_MAX : end - begin, error);
  if (bytes == NULL)
    return QN_DAMAGED;
  *out = qn__reader_of(bytes, (size_t)(end - begin));
  return QN_OK;
}

/* The root and path of a group's first record. */
static qn_status read_start(const group_list *list, uint64_t i, uint64_t *root, qn_string *path, qn_error *error) {
  uint64_t records, start, end;
  qn__reader reader;
  qn_status status = read_group(list, i, &records, &start, error);
  if (status == QN_OK)
    status = read_group(list, i + 1, &records, &end, error);
  if (status == QN_OK)
    status = read_between(&list->starts, start, end, &reader, error);
  if (status != QN_OK)
    return status;
  *root = qn__read_varint(&reader);
  const uint64_t size = qn__read_varint(&reader);
  if (reader.failed || size != qn__reader_left(&reader))
    return qn__section_damaged(&list->starts, reader.next, "the start of a group of source records is damaged", error);
  *path = (qn_string){(const char *)reader.next, (size_t)size};
  return QN_OK;
}

/* --- Finding ------------------------------------------------------------------------------------------------------ */

static int compare_places(uint64_t root, qn_string path, uint64_t other_root, qn_string other_path) {
  return root != other_root ? (root > other_root) - (root < other_root) : qn__compare_strings(path, other_path);
}

/* The number of groups that begin at this place or before it. */
static qn_status count_groups(const group_list *list, uint32_t root, qn_string path, uint64_t *out, qn_error *error) {
  uint64_t low = 0, high = list->n;
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    uint64_t start_root;
    qn_string start_path;
    qn_status status = read_start(list, middle, &start_root, &start_path, error);
    if (status != QN_OK)
      return status;
    if (compare_places(start_root, start_path, root, path) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  *out = low;
  return QN_OK;
}

/* Sets the cursor to the first record of a group, which is all that it has. */
static qn_status go_to_group(const group_list *list, uint64_t i, qn__sources_cursor *cursor, qn_error *error) {
  uint64_t begin, end, start;
  cursor->n_read = 0;
  cursor->root = 0;
  qn__buffer_reset(&cursor->path);
  qn_status status = read_group(list, i, &begin, &start, error);
  if (status == QN_OK)
    status = read_group(list, i + 1, &end, &start, error);
  return status == QN_OK ? read_between(&list->records, begin, end, &cursor->reader, error) : status;
}

/* Visits the record of a root's file. */
static qn_status find_record(const group_list *list, qn__sources_cursor *cursor, uint32_t root, qn_string path,
                             const qn__sources_visitor *visitor, qn_error *error) {
  uint64_t n;
  int order = -1;
  qn__source_record record;
  qn_status status = count_groups(list, root, path, &n, error);
  if (status != QN_OK || n == 0)
    return status;
  status = go_to_group(list, n - 1, cursor, error);
  while (status == QN_OK && order < 0 && qn__reader_left(&cursor->reader) > 0) {
    status = qn__sources_next(cursor, &record, error);
    if (status == QN_OK)
      order = compare_places(record.root, record.path, root, path);
  }
  return status == QN_OK && order == 0 ? visitor->record(visitor->context, &cursor->roots[root], &record, error)
                                       : status;
}

/* What follows the root's name in a name; empty: the name is of no file in it. */
static qn_string path_in_root(const qn__source_root *root, qn_string name) {
  const qn_string begin = root->name;
  const size_t slash = begin.size > 0 && begin.data[begin.size - 1] != '/', size = begin.size + slash;
  if (name.size <= size || (begin.size > 0 && memcmp(name.data, begin.data, begin.size) != 0) ||
      (slash > 0 && name.data[begin.size] != '/'))
    return (qn_string){"", 0};
  return (qn_string){name.data + size, name.size - size};
}

static qn_status find_name(const group_list *list, qn__sources_cursor *cursor, qn_string name,
                           const qn__sources_visitor *visitor, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; status == QN_OK && i < cursor->n_roots; i++) {
    const qn_string path = path_in_root(&cursor->roots[i], name);
    if (path.size > 0)
      status = find_record(list, cursor, i, path, visitor, error);
  }
  return status;
}

qn_status qn__sources_find(const qn__view *view, const qn_string *names, size_t n, const qn__sources_visitor *visitor,
                           qn_error *error) {
  group_list list = {.n = 0};
  qn__sources_cursor cursor;
  uint64_t end_of_roots = 0, start;
  qn_status status = open_groups(&list, view, error);
  if (status == QN_OK)
    status = read_group(&list, 0, &end_of_roots, &start, error);
  if (status != QN_OK)
    return status;
  status = qn__sources_begin(&cursor, view, end_of_roots, error);
  for (size_t i = 0; status == QN_OK && i < n; i++)
    status = find_name(&list, &cursor, names[i], visitor, error);
  qn__sources_cursor_clear(&cursor);
  return status;
}

/* --- Checking ----------------------------------------------------------------------------------------------------- */

/* Whether group i begins with this record, which is `at` in its section. */
static qn_status check_group(const group_list *list, uint64_t i, uint64_t at, const qn__source_record *record,
                             qn_error *error) {
  uint64_t records, start, root;
  qn_string path;
  qn_status status = QN_DAMAGED;
  if (i >= list->n)
    return qn__section_damaged(&list->groups, list->groups.data, "there are more source records than in groups", error);
  status = read_group(list, i, &records, &start, error);
  if (status == QN_OK)
    status = read_start(list, i, &root, &path, error);
  if (status == QN_OK && (records != at || compare_places(root, path, record->root, record->path) != 0))
    status = qn__section_damaged(&list->groups, list->groups.data + i * QN__SOURCE_GROUP_SIZE,
                                 "a group does not begin where its source records do", error);
  return status;
}

static qn_status check_groups(const group_list *list, qn__sources_cursor *cursor, qn_error *error) {
  qn_status status = QN_OK;
  uint64_t n = 0;
  qn__source_record record;
  while (status == QN_OK && qn__reader_left(&cursor->reader) > 0) {
    const uint64_t at = (uint64_t)(cursor->reader.next - list->records.data);
    const bool begins = cursor->n_read % QN__SOURCES_OF_GROUP == 0;
    status = qn__sources_next(cursor, &record, error);
    if (status == QN_OK && begins)
      status = check_group(list, n++, at, &record, error);
  }
  if (status == QN_OK && n != list->n)
    status =
        qn__section_damaged(&list->groups, list->groups.data, "there are fewer source records than in groups", error);
  return status;
}

qn_status qn__sources_check_groups(const qn__view *view, qn_error *error) {
  group_list list = {.n = 0};
  qn__sources_cursor cursor;
  qn_status status = open_groups(&list, view, error);
  if (status != QN_OK)
    return status;
  status = qn__sources_begin(&cursor, view, 0, error);
  if (status == QN_OK)
    status = check_groups(&list, &cursor, error);
  qn__sources_cursor_clear(&cursor);
  return status;
}
