/* SPDX-License-Identifier: MIT */
/* manifest_write.c: the commit.  Partner: manifest_read.c.  Bytes: index-data/FORMAT.md, "Manifest" and "Deletes". */
#include "segment/manifest.h"

#include "base/file.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Sections that are not in every file. */
typedef struct further_sections {
  const char *sources; /* the name of the file of source records; "": none */
  bool boot;           /* in which run of the system it was written */
} further_sections;

static void append_name(qn__buffer *bytes, const char name[33]) {
  char half[17] = {0};
  for (int i = 0; i < 2; i++) {
    memcpy(half, name + i * 16, 16);
    qn__buffer_u64(bytes, strtoull(half, NULL, 16));
  }
}

static void append_further(qn__output *output, const further_sections *further) {
  if (further->sources[0] != '\0') {
    qn__buffer name;
    qn__buffer_init(&name);
    append_name(&name, further->sources);
    qn__output_section_begin(output, QN__SECTION_SOURCES, false);
    if (name.failed)
      qn__output_fail_memory(output);
    else
      qn__output_bytes(output, name.data, name.size);
    qn__buffer_clear(&name);
  }
  if (further->boot) {
    uint8_t boot[QN__BOOT_ID_SIZE];
    qn__boot_id(boot);
    qn__output_section_begin(output, QN__SECTION_BOOT, true);
    qn__output_bytes(output, boot, sizeof boot);
  }
}

/* Writes a file of one section and further ones (NULL: none).  One of that name is what a crash left: nothing refers
 * to it. */
static qn_status write_file(const char *dir, const char *name, qn__file_kind kind, const qn__buffer *bytes,
                            const further_sections *further, uint64_t *written, qn_error *error) {
  char *path = qn__join_path(dir, name);
  if (path == NULL || bytes->failed) {
    qn__free(path);
    return qn__fail_memory(error);
  }
  qn__output output;
  unlink(path);
  qn_status status = qn__output_create(&output, path, kind, error);
  if (status == QN_OK) {
    qn__output_section_begin(&output, QN__SECTION_META, true);
    qn__output_bytes(&output, bytes->data, bytes->size);
    if (further != NULL)
      append_further(&output, further);
    status = qn__output_finish(&output, error);
  }
  if (status == QN_OK)
    *written = qn__output_file_size(&output);
  qn__output_close(&output);
  qn__free(path);
  return status;
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

static qn_status commit_unsynced(const qn__buffer *bytes, const qn__manifest *manifest, const qn__directory *directory,
                                 uint64_t *written, qn_error *error) {
  const further_sections further = {manifest->sources, true};
  qn_status status =
      write_file(directory->path, QN__UNSYNCED_NAME QN__NEW_SUFFIX, QN__FILE_MANIFEST, bytes, &further, written, error);
  return status == QN_OK ? qn__directory_rename(directory, QN__UNSYNCED_NAME QN__NEW_SUFFIX, QN__UNSYNCED_NAME, error)
                         : status;
}

/* With the first manifest, of generation 0, nothing is committed yet. */
static qn_status commit_synced(const qn__buffer *bytes, const qn__manifest *manifest, const qn__directory *directory,
                               uint64_t *written, qn_error *error) {
  const further_sections further = {manifest->sources, false};
  qn_status status =
      write_file(directory->path, QN__MANIFEST_NAME QN__NEW_SUFFIX, QN__FILE_MANIFEST, bytes, &further, written, error);
  if (status == QN_OK)
    status = qn__directory_sync_file(directory, QN__MANIFEST_NAME QN__NEW_SUFFIX, error);
  if (status == QN_OK)
    status = qn__directory_rename(directory, QN__MANIFEST_NAME QN__NEW_SUFFIX, QN__MANIFEST_NAME, error);
  if (status != QN_OK)
    return status;
  qn_error reason;
  status = qn__directory_sync(directory, &reason);
  if (status != QN_OK && manifest->generation == 0)
    return qn__fail_again(error, &reason);
  if (status != QN_OK)
    return qn__fail(error, QN_NOT_DURABLE, "the commit was made, but a power failure may lose it: %s", reason.message);
  qn__directory_remove(directory, QN__UNSYNCED_NAME);
  return QN_OK;
}

qn_status qn__manifest_commit(const qn__manifest *manifest, const qn__directory *directory, bool sync,
                              uint64_t *written, qn_error *error) {
  qn__buffer bytes;
  qn__buffer_init(&bytes);
  append_manifest(&bytes, manifest);
  qn_status status = sync ? commit_synced(&bytes, manifest, directory, written, error)
                          : commit_unsynced(&bytes, manifest, directory, written, error);
  qn__buffer_clear(&bytes);
  return status;
}

qn_status qn__deletes_write(const char *dir, const qn__manifest_entry *entry, const uint8_t *bits, uint64_t *written,
                            qn_error *error) {
  char name[QN__FILE_NAME_SIZE];
  qn__buffer bytes;
  qn__buffer_init(&bytes);
  append_name(&bytes, entry->name);
  qn__buffer_u64(&bytes, entry->deletes);
  qn__buffer_u32(&bytes, entry->n_docs);
  qn__buffer_u32(&bytes, 0);
  qn__buffer_bytes(&bytes, bits, ((size_t)entry->n_docs + 7) / 8);
  qn__deletes_file_name(name, entry->name, entry->deletes);
  qn_status status = write_file(dir, name, QN__FILE_DELETES, &bytes, NULL, written, error);
  qn__buffer_clear(&bytes);
  return status;
}
