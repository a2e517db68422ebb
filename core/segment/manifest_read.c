/* SPDX-License-Identifier: MIT */
/* manifest_read.c: which segments and deletes make up an index.  Partner: manifest_write.c.
 * Bytes: index-data/FORMAT.md, "Manifest" and "Deletes". */
#include "segment/manifest.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/reader.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { HEAD_SIZE = 16, ENTRY_SIZE = 48, DELETES_HEAD_SIZE = 32 };

void qn__segment_file_name(char out[QN__FILE_NAME_SIZE], const char *name) {
  snprintf(out, QN__FILE_NAME_SIZE, "%s" QN__SEGMENT_SUFFIX, name);
}

void qn__deletes_file_name(char out[QN__FILE_NAME_SIZE], const char *name, uint64_t generation) {
  snprintf(out, QN__FILE_NAME_SIZE, "%s.%" PRIu64 QN__DELETES_SUFFIX, name, generation);
}

char *qn__segment_path(const char *dir, const char *name) {
  char file[QN__FILE_NAME_SIZE];
  qn__segment_file_name(file, name);
  return qn__join_path(dir, file);
}

char *qn__deletes_path(const char *dir, const char *name, uint64_t generation) {
  char file[QN__FILE_NAME_SIZE];
  qn__deletes_file_name(file, name, generation);
  return qn__join_path(dir, file);
}

bool qn__is_segment_name(const char *name) {
  return strspn(name, "0123456789abcdef") == 32 && strcmp(name + 32, QN__SEGMENT_SUFFIX) == 0;
}

static void read_name(qn__reader *reader, char name[33]) {
  uint64_t first = qn__read_u64(reader), second = qn__read_u64(reader);
  snprintf(name, 33, "%016" PRIx64 "%016" PRIx64, first, second);
}

static bool read_entry(qn__reader *reader, qn__manifest_entry *entry) {
  read_name(reader, entry->name);
  entry->n_docs = qn__read_u32(reader);
  entry->n_deleted = qn__read_u32(reader);
  entry->deletes = qn__read_u64(reader);
  entry->size = qn__read_u64(reader);
  entry->total_length = qn__read_u64(reader);
  return entry->n_deleted <= entry->n_docs && (entry->n_deleted == 0 || entry->deletes != 0);
}

/* A section, verified whole. */
static qn_status read_section(const qn__view *view, uint32_t id, qn__section *section, qn_error *error) {
  static const uint32_t known[] = {QN__SECTION_META, QN__SECTION_BOOT, QN__SECTION_SOURCES};
  qn_status status = qn__view_require_known(view, known, sizeof known / sizeof known[0], error);
  if (status == QN_OK)
    status = qn__view_section(view, id, section, error);
  if (status == QN_OK && qn__section_bytes(section, 0, section->size, error) == NULL)
    status = QN_DAMAGED;
  return status;
}

/* An unsynced manifest says in which run of the system it was written. */
static qn_status read_boot(qn__manifest *manifest, const qn__view *view, qn_error *error) {
  qn__section section;
  qn_status status = read_section(view, QN__SECTION_BOOT, &section, error);
  if (status != QN_OK)
    return status;
  if (section.size != 0 && section.size != QN__BOOT_ID_SIZE)
    return qn__section_damaged(&section, section.data, "the boot id has the wrong size", error);
  manifest->unsynced = section.size > 0;
  if (manifest->unsynced)
    memcpy(manifest->boot, section.data, QN__BOOT_ID_SIZE);
  return QN_OK;
}

static qn_status read_sources_name(qn__manifest *manifest, const qn__view *view, qn_error *error) {
  qn__section section;
  qn_status status = read_section(view, QN__SECTION_SOURCES, &section, error);
  if (status != QN_OK || section.size == 0)
    return status;
  qn__reader reader = qn__reader_of(section.data, (size_t)section.size);
  read_name(&reader, manifest->sources);
  if (reader.failed || qn__reader_left(&reader) > 0)
    return qn__section_damaged(&section, section.data, "the name of the source records has the wrong size", error);
  return QN_OK;
}

static qn_status read_manifest(qn__manifest *manifest, const qn__view *view, qn_error *error) {
  qn__section section;
  qn_status status = read_section(view, QN__SECTION_META, &section, error);
  if (status != QN_OK)
    return status;
  if (section.size < HEAD_SIZE || (section.size - HEAD_SIZE) % ENTRY_SIZE != 0)
    return qn__section_damaged(&section, section.data, "the manifest is cut short", error);
  qn__reader reader = qn__reader_of(section.data, (size_t)section.size);
  *manifest = (qn__manifest){.generation = qn__read_u64(&reader)};
  manifest->fingerprint = qn__read_u32(&reader);
  manifest->settings.language = qn__read_u8(&reader);
  manifest->settings.title_weight = qn__read_u8(&reader);
  qn__read_u16(&reader);
  if (qn__language_code(manifest->settings.language) == NULL || manifest->settings.title_weight == 0 ||
      manifest->settings.title_weight > QN__MAX_TITLE_WEIGHT)
    return qn__section_damaged(&section, section.data, "the manifest's settings are impossible", error);
  status = read_boot(manifest, view, error);
  if (status == QN_OK)
    status = read_sources_name(manifest, view, error);
  if (status != QN_OK)
    return status;
  manifest->n_entries = (uint32_t)((section.size - HEAD_SIZE) / ENTRY_SIZE);
  manifest->entries = qn__calloc(manifest->n_entries, sizeof *manifest->entries);
  if (manifest->entries == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < manifest->n_entries; i++) {
    const uint8_t *at = reader.next;
    if (!read_entry(&reader, &manifest->entries[i]))
      return qn__section_damaged(&section, at, "the manifest counts more deleted articles than there are", error);
  }
  return QN_OK;
}

static qn_status find_segment(void *context, const char *name) {
  bool *found = context;
  *found |= qn__is_segment_name(name);
  return QN_OK;
}

/* A directory that does not exist has no segments; of one that cannot be listed nothing is known. */
static qn_status look_for_segments(const char *dir, bool *found, qn_error *error) {
  qn_error problem;
  *found = false;
  qn_status status = qn__each_entry(dir, find_segment, found, &problem);
  return status == QN_OK || status == QN_NOT_FOUND ? QN_OK : qn__fail_again(error, &problem);
}

/* Segments without a manifest may come of a first commit made while we looked: then it is there now. */
static qn_status open_manifest(qn__view **view, const char *path, const char *dir, qn_error *error) {
  qn_status status = qn__view_open(view, path, QN__FILE_MANIFEST, error);
  if (status != QN_NOT_FOUND && status != QN_NO_INDEX)
    return status;
  bool has_segments;
  qn_status listed = look_for_segments(dir, &has_segments, error);
  if (listed != QN_OK || !has_segments)
    return listed != QN_OK ? listed : status;
  status = qn__view_open(view, path, QN__FILE_MANIFEST, error);
  if (status != QN_NOT_FOUND && status != QN_NO_INDEX)
    return status;
  return qn__fail(error, QN_DAMAGED,
                  "%s has segments but its manifest is %s: restore the manifest, or move the segments away", dir,
                  status == QN_NOT_FOUND ? "missing" : "damaged");
}

static qn_status read_view(qn__manifest *manifest, qn__view *view, qn_error *error) {
  qn__manifest found = {.generation = 0};
  qn_status status = read_manifest(&found, view, error);
  if (status == QN_OK)
    *manifest = found;
  else
    qn__manifest_clear(&found);
  qn__view_release(view);
  return status;
}

qn_status qn__manifest_read_synced(qn__manifest *manifest, const char *dir, qn_error *error) {
  qn__view *view = NULL;
  char *path = qn__join_path(dir, QN__MANIFEST_NAME);
  qn_status status = path == NULL ? qn__fail_memory(error) : open_manifest(&view, path, dir, error);
  if (status == QN_NOT_FOUND)
    status = qn__fail(error, QN_NO_INDEX, "there is no quern index in %s; adding articles makes one", dir);
  qn__free(path);
  return status == QN_OK ? read_view(manifest, view, error) : status;
}

/* QN_NOT_FOUND if there is none, QN_DAMAGED if a power failure has spoilt it: it was never promised to last. */
static qn_status read_unsynced(qn__manifest *manifest, const char *dir, qn_error *error) {
  qn__view *view = NULL;
  char *path = qn__join_path(dir, QN__UNSYNCED_NAME);
  qn_status status = path == NULL ? qn__fail_memory(error) : qn__view_open(&view, path, QN__FILE_MANIFEST, error);
  qn__free(path);
  if (status == QN_OK)
    status = read_view(manifest, view, error);
  return status == QN_NO_INDEX ? QN_DAMAGED : status;
}

/* The unsynced manifest is looked at first: where it has gone since, the synced one that is read then is newer. */
qn_status qn__manifest_read(qn__manifest *manifest, const char *dir, qn_error *error) {
  qn__manifest synced = {.generation = 0}, unsynced = {.generation = 0};
  qn_status found = read_unsynced(&unsynced, dir, error);
  if (found != QN_OK && found != QN_NOT_FOUND && found != QN_DAMAGED)
    return found;
  qn_status status = qn__manifest_read_synced(&synced, dir, error);
  bool newer = found == QN_OK &&
               (status == QN_OK ? unsynced.generation > synced.generation : qn__manifest_is_unreadable(status));
  if (newer) {
    qn__manifest_clear(&synced);
    *manifest = unsynced;
    return QN_OK;
  }
  qn__manifest_clear(&unsynced);
  synced.newer_unreadable = found == QN_DAMAGED;
  if (status == QN_OK)
    *manifest = synced;
  return status;
}

bool qn__manifest_is_of_this_boot(const qn__manifest *manifest) {
  uint8_t boot[QN__BOOT_ID_SIZE];
  return qn__boot_id(boot) && memcmp(boot, manifest->boot, sizeof boot) == 0;
}

void qn__manifest_clear(qn__manifest *manifest) {
  qn__free(manifest->entries);
  manifest->entries = NULL;
  manifest->n_entries = 0;
}

qn_status qn__deletes_read_uncounted(const qn__view *view, const qn__manifest_entry *entry, const uint8_t **bits,
                                     uint64_t *n_deleted, qn_error *error) {
  qn__section section;
  qn_status status = read_section(view, QN__SECTION_META, &section, error);
  if (status != QN_OK)
    return status;
  size_t size = ((size_t)entry->n_docs + 7) / 8;
  if (section.size != DELETES_HEAD_SIZE + size)
    return qn__section_damaged(&section, section.data, "the deletes have the wrong size", error);
  qn__reader reader = qn__reader_of(section.data, (size_t)section.size);
  char name[33];
  read_name(&reader, name);
  uint64_t generation = qn__read_u64(&reader);
  uint32_t n_docs = qn__read_u32(&reader);
  if (strcmp(name, entry->name) != 0 || generation != entry->deletes || n_docs != entry->n_docs)
    return qn__section_damaged(&section, section.data, "the deletes are those of another segment", error);
  const uint8_t *found = section.data + DELETES_HEAD_SIZE;
  if (n_docs % 8 != 0 && found[size - 1] >> (n_docs % 8) != 0)
    return qn__section_damaged(&section, found, "there are deletes of articles that do not exist", error);
  *n_deleted = 0;
  for (size_t i = 0; i < size; i++)
    *n_deleted += qn__popcount64(found[i]);
  *bits = found;
  return QN_OK;
}

qn_status qn__deletes_read(const qn__view *view, const qn__manifest_entry *entry, const uint8_t **bits,
                           qn_error *error) {
  const uint8_t *found = NULL;
  uint64_t n_deleted = 0;
  qn_status status = qn__deletes_read_uncounted(view, entry, &found, &n_deleted, error);
  if (status == QN_OK && n_deleted != entry->n_deleted)
    status = qn__fail_damaged(error, view->path, (uint64_t)(found - view->data),
                              "the deletes are not as many as the manifest says");
  if (status == QN_OK)
    *bits = found;
  return status;
}

/* Sets 0 where there is no manifest. */
static qn_status generation_in(uint64_t *out, const char *dir, const char *name, qn_error *error) {
  qn__view *view = NULL;
  qn__section section;
  char *path = qn__join_path(dir, name);
  qn_status status = path == NULL ? qn__fail_memory(error) : qn__view_open(&view, path, QN__FILE_MANIFEST, error);
  *out = 0;
  if (status == QN_OK)
    status = read_section(view, QN__SECTION_META, &section, error);
  if (status == QN_OK && section.size < HEAD_SIZE)
    status = qn__section_damaged(&section, section.data, "the manifest is cut short", error);
  if (status == QN_OK)
    *out = qn__load_u64(section.data);
  qn__view_release(view);
  qn__free(path);
  return status == QN_NOT_FOUND || status == QN_NO_INDEX ? QN_OK : status;
}

qn_status qn__manifest_newest_generation(uint64_t *out, const char *dir, qn_error *error) {
  uint64_t synced = 0, unsynced = 0;
  qn_status status = generation_in(&unsynced, dir, QN__UNSYNCED_NAME, error);
  if (status == QN_OK || status == QN_DAMAGED) /* an unsynced manifest may be spoilt */
    status = generation_in(&synced, dir, QN__MANIFEST_NAME, error);
  if (status == QN_OK)
    *out = unsynced > synced ? unsynced : synced;
  return status;
}
