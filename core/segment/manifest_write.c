/* SPDX-License-Identifier: MIT */
/* manifest_write.c: the commit.  Partner: manifest_read.c.  Bytes: index-data/FORMAT.md, "Manifest" and "Deletes". */
#include "segment/manifest.h"

#include "base/file.h"
#include "base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Writes a file of one section.  One of that name is what a crash left: nothing refers to it. */
static qn_status write_file(const char *path, qn__file_kind kind, const qn__buffer *bytes, bool sync, uint64_t *written,
                            qn_error *error) {
  if (bytes->failed)
    return qn__fail_memory(error);
  qn__output output;
  unlink(path);
  qn_status status = qn__output_create(&output, path, kind, error);
  if (status == QN_OK) {
    qn__output_section_begin(&output, QN__SECTION_META, true);
    qn__output_bytes(&output, bytes->data, bytes->size);
    status = qn__output_finish(&output, sync, error);
  }
  if (status == QN_OK)
    *written = qn__output_file_size(&output);
  qn__output_close(&output);
  return status;
}

static void append_name(qn__buffer *bytes, const char name[33]) {
  char half[17] = {0};
  for (int i = 0; i < 2; i++) {
    memcpy(half, name + i * 16, 16);
    qn__buffer_u64(bytes, strtoull(half, NULL, 16));
  }
}

static void append_manifest(qn__buffer *bytes, const qn__manifest *manifest) {
  qn__buffer_u64(bytes, manifest->generation);
  qn__buffer_u32(bytes, manifest->fingerprint);
  qn__buffer_u8(bytes, manifest->settings.language);
  qn__buffer_u8(bytes, manifest->settings.title_weight);
  qn__buffer_u16(bytes, 0);
  for (uint32_t i = 0; i < manifest->n_entries; i++) {
    const qn__manifest_entry *entry = &manifest->entries[i];
    append_name(bytes, entry->name);
    qn__buffer_u32(bytes, entry->n_docs);
    qn__buffer_u32(bytes, entry->n_deleted);
    qn__buffer_u64(bytes, entry->deletes);
    qn__buffer_u64(bytes, entry->size);
    qn__buffer_u64(bytes, entry->total_length);
  }
}

qn_status qn__manifest_commit(const qn__manifest *manifest, const char *dir, bool sync, uint64_t *written,
                              qn_error *error) {
  qn__buffer bytes;
  qn__buffer_init(&bytes);
  append_manifest(&bytes, manifest);
  char *path = qn__join_path(dir, QN__MANIFEST_NAME), *aside = qn__join_path(dir, QN__MANIFEST_NAME ".new");
  uint64_t size;
  qn_status status = path == NULL || aside == NULL ? qn__fail_memory(error) : QN_OK;
  if (status == QN_OK && sync)
    status = qn__sync_directory(dir, error);
  if (status == QN_OK)
    status = write_file(aside, QN__FILE_MANIFEST, &bytes, sync, &size, error);
  if (status == QN_OK)
    status = qn__rename(aside, path, error);
  if (status == QN_OK && sync)
    status = qn__sync_directory(dir, error);
  if (status == QN_OK)
    *written = size;
  qn__free(path);
  qn__free(aside);
  qn__buffer_clear(&bytes);
  return status;
}

qn_status qn__deletes_write(const char *dir, const qn__manifest_entry *entry, const uint8_t *bits, bool sync,
                            uint64_t *written, qn_error *error) {
  qn__buffer bytes;
  qn__buffer_init(&bytes);
  append_name(&bytes, entry->name);
  qn__buffer_u64(&bytes, entry->deletes);
  qn__buffer_u32(&bytes, entry->n_docs);
  qn__buffer_u32(&bytes, 0);
  qn__buffer_bytes(&bytes, bits, ((size_t)entry->n_docs + 7) / 8);
  char *path = qn__deletes_path(dir, entry->name, entry->deletes);
  qn_status status =
      path == NULL ? qn__fail_memory(error) : write_file(path, QN__FILE_DELETES, &bytes, sync, written, error);
  qn__free(path);
  qn__buffer_clear(&bytes);
  return status;
}
