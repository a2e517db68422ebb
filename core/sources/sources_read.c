/* SPDX-License-Identifier: MIT */
/* sources_read.c: reads the records of sources.  Partner: sources_write.c.
 * Bytes: index-data/FORMAT.md, "Source records". */
#include "sources/sources.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/string_order.h"

#include <stdio.h>
#include <string.h>

void qn__sources_file_name(char out[QN__SOURCES_NAME_SIZE], const char *name) {
  snprintf(out, QN__SOURCES_NAME_SIZE, "%.32s" QN__SOURCES_SUFFIX, name);
}

bool qn__is_sources_name(const char *name) {
  return strspn(name, "0123456789abcdef") == 32 && strcmp(name + 32, QN__SOURCES_SUFFIX) == 0;
}

qn_status qn__sources_open(qn__view **out, const char *dir, const char *name, qn_error *error) {
  char file[QN__SOURCES_NAME_SIZE], found[33];
  qn__sources_file_name(file, name);
  char *path = qn__join_path(dir, file);
  qn_status status = path == NULL ? qn__fail_memory(error) : qn__view_open(out, path, QN__FILE_SOURCES, error);
  qn__free(path);
  if (status != QN_OK)
    return status;
  qn__view_name(*out, found);
  if (strcmp(found, name) == 0)
    return QN_OK;
  status = qn__fail_damaged(error, (*out)->path, 0, "these are not the source records that the manifest means");
  qn__view_release(*out);
  *out = NULL;
  return status;
}

static qn_string read_string(qn__reader *reader) {
  const uint64_t size = qn__read_varint(reader);
  if (size > qn__reader_left(reader))
    reader->failed = true;
  const uint8_t *bytes = reader->failed ? NULL : qn__read_bytes(reader, (size_t)size);
  return bytes == NULL ? (qn_string){"", 0} : (qn_string){(const char *)bytes, (size_t)size};
}

/* The string that shares its beginning with the one in `string`, whose place it takes. */
static void read_after(qn__reader *reader, qn__buffer *string) {
  const uint64_t shared = qn__read_varint(reader);
  const qn_string rest = read_string(reader);
  if (shared > string->size)
    reader->failed = true;
  if (reader->failed)
    return;
  string->size = (size_t)shared;
  qn__buffer_bytes(string, rest.data, rest.size);
}

qn_source qn__source_of_record(const qn__source_record *record, qn_string path, qn_string root_path, qn_string name) {
  return (qn_source){.path = path,
                     .bytes = record->bytes,
                     .modified = record->modified,
                     .read = record->read,
                     .device = record->device,
                     .inode = record->inode,
                     .content = record->content,
                     .reading = record->reading,
                     .n_refused = record->n_refused,
                     .named = record->named,
                     .followed = record->followed,
                     .n_lines = record->n_lines,
                     .n_given = record->n_given,
                     .n_articles = record->n_ids,
                     .root = root_path,
                     .name = name};
}

void qn__source_name(qn__buffer *out, const qn__source_root *root, const qn__source_record *record) {
  qn__buffer_reset(out);
  qn__buffer_bytes(out, root->name.data, root->name.size);
  if (root->name.size > 0 && root->name.data[root->name.size - 1] != '/')
    qn__buffer_u8(out, '/');
  qn__buffer_bytes(out, record->path.data, record->path.size);
}

void qn__source_ids_begin(qn__source_ids *ids, const qn__source_root *root, const qn__source_record *record) {
  ids->reader = qn__reader_of((const uint8_t *)record->ids.data, record->ids.size);
  ids->left = record->n_ids;
  qn__buffer_init(&ids->id);
  qn__source_name(&ids->id, root, record);
}

bool qn__source_ids_next(qn__source_ids *ids) {
  if (ids->left == 0 || ids->id.failed || ids->reader.failed)
    return false;
  ids->left--;
  read_after(&ids->reader, &ids->id);
  if (ids->id.size == 0 || ids->id.size > QN_ID_MAX)
    ids->reader.failed = true;
  return !ids->reader.failed && !ids->id.failed;
}

/* Damage that checksums do not show was there when they were made. */
qn_status qn__source_ids_end(qn__source_ids *ids, qn_error *error) {
  const bool damaged = ids->reader.failed, no_memory = ids->id.failed;
  qn__buffer_clear(&ids->id);
  if (no_memory)
    return qn__fail_memory(error);
  return damaged ? qn__fail(error, QN_DAMAGED, "the ids of a source are damaged in the records of sources") : QN_OK;
}

static qn_status fail_reading(const qn__sources_cursor *cursor, const char *reason, qn_error *error) {
  return qn__section_damaged(&cursor->section, cursor->reader.next, reason, error);
}

static qn_status read_roots(qn__sources_cursor *cursor, qn_error *error) {
  qn__reader *reader = &cursor->reader;
  const uint32_t n = qn__read_varint32(reader);
  if (n > qn__reader_left(reader) / 4)
    return fail_reading(cursor, "there are fewer roots than the source records say", error);
  cursor->roots = qn__calloc(n, sizeof *cursor->roots);
  if (cursor->roots == NULL)
    return qn__fail_memory(error);
  for (; cursor->n_roots < n; cursor->n_roots++) {
    qn__source_root *root = &cursor->roots[cursor->n_roots];
    root->path = read_string(reader);
    root->name = read_string(reader);
    root->whole = (qn__read_u8(reader) & QN__ROOT_WHOLE) != 0;
    root->options = read_string(reader);
    if (reader->failed || root->path.size == 0 || root->path.data[0] != '/' ||
        (cursor->n_roots > 0 && qn__compare_strings(root[-1].path, root->path) >= 0))
      return fail_reading(cursor, "a root of the source records is impossible", error);
  }
  return QN_OK;
}

qn_status qn__sources_begin(qn__sources_cursor *cursor, const qn__view *view, uint64_t end, qn_error *error) {
  static const uint32_t known[] = {QN__SOURCES_SECTION, QN__SOURCE_STARTS_SECTION, QN__SOURCE_GROUPS_SECTION};
  *cursor = (qn__sources_cursor){.n_roots = 0};
  qn__buffer_init(&cursor->path);
  qn_status status = qn__view_require_known(view, known, sizeof known / sizeof *known, error);
  if (status == QN_OK)
    status = qn__view_section(view, QN__SOURCES_SECTION, &cursor->section, error);
  if (status != QN_OK)
    return status;
  const uint64_t size = end > 0 ? end : cursor->section.size;
  if (qn__section_bytes(&cursor->section, 0, size, error) == NULL)
    return QN_DAMAGED;
  cursor->reader = qn__reader_of(cursor->section.data, (size_t)size);
  return read_roots(cursor, error);
}

void qn__sources_cursor_clear(qn__sources_cursor *cursor) {
  qn__free(cursor->roots);
  qn__buffer_clear(&cursor->path);
}

/* The same as read_after of a string that must be above the one before. */
static bool read_ascending(qn__reader *reader, qn__buffer *string, bool begins) {
  const uint64_t shared = qn__read_varint(reader);
  const qn_string rest = read_string(reader);
  if (reader->failed || shared > (begins ? 0 : string->size))
    return false;
  qn_string before = {"", 0};
  if (shared < string->size)
    before = (qn_string){(const char *)string->data + shared, string->size - (size_t)shared};
  if (qn__compare_strings(before, rest) >= 0)
    return false;
  string->size = (size_t)shared;
  qn__buffer_bytes(string, rest.data, rest.size);
  return true;
}

/* Records ascend by root and path. */
static bool read_path(qn__sources_cursor *cursor, qn__source_record *record) {
  const bool begins = cursor->n_read++ % QN__SOURCES_OF_GROUP == 0;
  const uint32_t base = begins ? 0 : cursor->root;
  const uint64_t step = qn__read_varint(&cursor->reader);
  if (step >= cursor->n_roots - base || base + step < cursor->root)
    return false;
  record->root = base + (uint32_t)step;
  if (record->root > cursor->root)
    qn__buffer_reset(&cursor->path);
  cursor->root = record->root;
  const bool ascends = read_ascending(&cursor->reader, &cursor->path, begins);
  record->path = (qn_string){(const char *)cursor->path.data, cursor->path.size};
  return ascends;
}

qn_status qn__sources_next(qn__sources_cursor *cursor, qn__source_record *record, qn_error *error) {
  qn__reader *reader = &cursor->reader;
  const bool in_order = read_path(cursor, record);
  if (cursor->path.failed)
    return qn__fail_memory(error);
  if (!in_order)
    return fail_reading(cursor, "the source records are not in order", error);
  const uint8_t flags = qn__read_u8(reader);
  record->named = (flags & QN__RECORD_NAMED) != 0;
  record->followed = (flags & QN__RECORD_FOLLOWED) != 0;
  record->bytes = qn__read_varint(reader);
  record->modified = (int64_t)qn__read_u64(reader);
  record->read = (int64_t)qn__read_u64(reader);
  record->device = qn__read_varint(reader);
  record->inode = qn__read_varint(reader);
  record->content = qn__read_u64(reader);
  record->reading = qn__read_varint(reader);
  record->n_refused = qn__read_varint(reader);
  record->n_lines = record->followed ? qn__read_varint(reader) : 0;
  record->n_given = record->followed ? qn__read_varint(reader) : 0;
  record->n_ids = qn__read_varint(reader);
  record->ids = read_string(reader);
  if (reader->failed || record->n_ids > record->ids.size / 2)
    return fail_reading(cursor, "a source record is cut short", error);
  if (record->followed && record->n_ids > 0)
    return fail_reading(cursor, "a source that is followed has ids", error);
  if (record->read < 0)
    return fail_reading(cursor, "a source was read before 1970", error);
  return QN_OK;
}

static qn_status visit_roots(const qn__sources_cursor *cursor, const qn__sources_visitor *visitor, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; status == QN_OK && visitor->root != NULL && i < cursor->n_roots; i++)
    status = visitor->root(visitor->context, &cursor->roots[i], error);
  return status;
}

qn_status qn__sources_read(const qn__view *view, const qn__sources_visitor *visitor, qn_error *error) {
  qn__sources_cursor cursor;
  qn__source_record record;
  qn_status status = qn__sources_begin(&cursor, view, 0, error);
  if (status == QN_OK)
    status = visit_roots(&cursor, visitor, error);
  while (status == QN_OK && visitor->record != NULL && qn__reader_left(&cursor.reader) > 0) {
    status = qn__sources_next(&cursor, &record, error);
    if (status == QN_OK)
      status = visitor->record(visitor->context, &cursor.roots[record.root], &record, error);
  }
  qn__sources_cursor_clear(&cursor);
  return status;
}

static qn_status check_record(void *context, const qn__source_root *root, const qn__source_record *record,
                              qn_error *error) {
  const qn__view *view = context;
  qn__source_ids ids;
  qn__source_ids_begin(&ids, root, record);
  while (qn__source_ids_next(&ids))
    ;
  const bool whole = !ids.reader.failed && qn__reader_left(&ids.reader) == 0;
  const uint64_t at = (uint64_t)((const uint8_t *)record->ids.data - view->data);
  qn_status status = qn__source_ids_end(&ids, error);
  if (status == QN_NO_MEMORY || whole)
    return status;
  return qn__fail_damaged(error, view->path, at, "the ids of a source are damaged");
}

qn_status qn__sources_check(const qn__view *view, qn_error *error) {
  const qn__sources_visitor visitor = {NULL, check_record, (void *)(uintptr_t)view};
  qn_status status = qn__view_check(view, NULL, NULL, error);
  if (status == QN_OK)
    status = qn__sources_read(view, &visitor, error);
  return status == QN_OK ? qn__sources_check_groups(view, error) : status;
}
