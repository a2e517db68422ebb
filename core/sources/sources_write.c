/* SPDX-License-Identifier: MIT */
/* sources_write.c: writes the records of sources.  Partner: sources_read.c.
 * Bytes: index-data/FORMAT.md, "Source records". */
#include "sources/sources.h"

#include <string.h>

static size_t shared_size(qn_string a, qn_string b) {
  size_t most = a.size < b.size ? a.size : b.size, n = 0;
  while (n < most && a.data[n] == b.data[n])
    n++;
  return n;
}

/* What `string` does not share with the one before. */
static void put_after(qn__buffer *bytes, qn_string before, qn_string string) {
  const size_t shared = shared_size(before, string);
  qn__buffer_varint(bytes, shared);
  qn__buffer_string(bytes, string.data + shared, string.size - shared);
}

void qn__source_ids_put(qn__buffer *ids, qn_string before, qn_string id) {
  put_after(ids, before, id);
}

/* Passes on what has gathered; memory that ran out is the output's failure. */
static void flush_bytes(qn__sources_output *sources, qn__buffer *bytes) {
  if (bytes->failed || sources->path.failed)
    qn__output_fail_memory(&sources->output);
  else
    qn__output_bytes(&sources->output, bytes->data, bytes->size);
  qn__buffer_reset(bytes);
}

qn_status qn__sources_create(qn__sources_output *sources, const char *path, uint32_t n_roots, qn_error *error) {
  qn__buffer_init(&sources->bytes);
  qn__buffer_init(&sources->path);
  qn__buffer_init(&sources->starts);
  qn__buffer_init(&sources->groups);
  sources->root = 0;
  sources->n_records = 0;
  qn_status status = qn__output_create(&sources->output, path, QN__FILE_SOURCES, error);
  if (status != QN_OK)
    return status;
  qn__output_section_begin(&sources->output, QN__SOURCES_SECTION, true);
  qn__buffer_varint(&sources->bytes, n_roots);
  return QN_OK;
}

void qn__sources_put_root(qn__sources_output *sources, const qn__source_root *root) {
  qn__buffer_string(&sources->bytes, root->path.data, root->path.size);
  qn__buffer_string(&sources->bytes, root->name.data, root->name.size);
  qn__buffer_u8(&sources->bytes, root->whole ? QN__ROOT_WHOLE : 0);
  qn__buffer_string(&sources->bytes, root->options.data, root->options.size);
}

/* A group is read without what is before it. */
static void begin_group(qn__sources_output *sources, const qn__source_record *record) {
  const uint64_t at = qn__output_section_size(&sources->output) + sources->bytes.size;
  qn__buffer_u64(&sources->groups, at);
  qn__buffer_u64(&sources->groups, sources->starts.size);
  qn__buffer_varint(&sources->starts, record->root);
  qn__buffer_string(&sources->starts, record->path.data, record->path.size);
  qn__buffer_reset(&sources->path);
  sources->root = 0;
}

void qn__sources_put(qn__sources_output *sources, const qn__source_record *record) {
  qn__buffer *bytes = &sources->bytes, *path = &sources->path;
  if (sources->n_records++ % QN__SOURCES_OF_GROUP == 0)
    begin_group(sources, record);
  else if (record->root != sources->root)
    qn__buffer_reset(path);
  qn__buffer_varint(bytes, record->root - sources->root);
  sources->root = record->root;
  put_after(bytes, (qn_string){(const char *)path->data, path->size}, record->path);
  qn__buffer_u8(bytes,
                (uint8_t)((record->named ? QN__RECORD_NAMED : 0) | (record->followed ? QN__RECORD_FOLLOWED : 0)));
  qn__buffer_varint(bytes, record->bytes);
  qn__buffer_u64(bytes, (uint64_t)record->modified);
  qn__buffer_u64(bytes, (uint64_t)record->read);
  qn__buffer_varint(bytes, record->device);
  qn__buffer_varint(bytes, record->inode);
  qn__buffer_u64(bytes, record->content);
  qn__buffer_varint(bytes, record->reading);
  qn__buffer_varint(bytes, record->n_refused);
  if (record->followed) {
    qn__buffer_varint(bytes, record->n_lines);
    qn__buffer_varint(bytes, record->n_given);
  }
  qn__buffer_varint(bytes, record->n_ids);
  qn__buffer_string(bytes, record->ids.data, record->ids.size);
  qn__buffer_reset(path);
  qn__buffer_bytes(path, record->path.data, record->path.size);
  if (bytes->size >= QN__CHUNK_SIZE || bytes->failed || path->failed)
    flush_bytes(sources, bytes);
}

qn_status qn__sources_finish(qn__sources_output *sources, char name[33], uint64_t *written, qn_error *error) {
  flush_bytes(sources, &sources->bytes);
  qn__output_section_begin(&sources->output, QN__SOURCE_STARTS_SECTION, false);
  flush_bytes(sources, &sources->starts);
  qn__output_section_begin(&sources->output, QN__SOURCE_GROUPS_SECTION, false);
  flush_bytes(sources, &sources->groups);
  qn_status status = qn__output_finish(&sources->output, error);
  if (status == QN_OK) {
    qn__output_name(&sources->output, name);
    *written = qn__output_file_size(&sources->output);
  }
  qn__output_close(&sources->output);
  qn__buffer_clear(&sources->bytes);
  qn__buffer_clear(&sources->path);
  qn__buffer_clear(&sources->starts);
  qn__buffer_clear(&sources->groups);
  return status;
}
