/* SPDX-License-Identifier: MIT */
/* crafted_index.c: changes an index and uses it. */
#include "support/crafted_index.h"

#include "base/bytes.h"
#include "segment/manifest.h"
#include "segment/segment.h"
#include "support/index_readings.h"
#include "support/index_writes.h"
#include "support/scaffold.h"

#include <stdlib.h>
#include <string.h>

/* Offsets in the manifest and in a segment's meta data. */
enum { MANIFEST_HEAD = 16, MANIFEST_FINGERPRINT = 8, MANIFEST_LANGUAGE = 12, ENTRY = 48 };
enum { META_LANGUAGE = 4, META_N_DOCS = 8, META_TOTAL_LENGTH = 20, META_LANGUAGES = 52, META_LANGUAGE_SIZE = 5 };

void crafted_index_begin(crafted_index *index, void (*make)(const char *dir)) {
  *index = (crafted_index){.dir = make_fast_temp_dir(), .other = make_fast_temp_dir()};
  make(index->dir);
  index_files_read(&index->pristine, index->dir);
}

void crafted_index_end(crafted_index *index) {
  index_files_clear(&index->pristine);
  remove_tree(index->dir);
  remove_tree(index->other);
}

void crafted_index_open(crafted_index *index) {
  for (size_t i = 0; i < index->pristine.n; i++)
    if (!crafted_file_open(&index->files[i], index->pristine.files[i].bytes, index->pristine.files[i].size))
      scaffold_failed(index->pristine.files[i].name, "is not a quern file");
}

static void set_fingerprint(uint8_t *at, uint64_t languages) {
  uint32_t fingerprint;
  if (qn__text_fingerprint(&fingerprint, languages, NULL) != QN_OK)
    scaffold_failed("the fingerprint", "cannot be computed");
  for (unsigned i = 0; i < 4; i++)
    at[i] = (uint8_t)(fingerprint >> 8 * i);
}

static uint64_t language_bit(uint8_t language) {
  return language < QN__LANGUAGE_LIMIT ? UINT64_C(1) << language : 0;
}

static void fix_segment(crafted_file *file) {
  uint64_t size, languages;
  uint8_t *meta = crafted_file_section(file, QN__SECTION_META, &size);
  if (meta == NULL || size < META_LANGUAGES)
    return;
  languages = UINT64_C(1) << meta[META_LANGUAGE] % QN__LANGUAGE_LIMIT;
  for (uint64_t at = META_LANGUAGES; at + META_LANGUAGE_SIZE <= size; at += META_LANGUAGE_SIZE)
    languages |= language_bit(meta[at]);
  set_fingerprint(meta, languages);
}

/* An entry of the manifest says of its segment what the segment says. */
static void fix_entry(uint8_t *entry, const crafted_file *segment) {
  uint64_t meta_size;
  size_t size = crafted_file_size(segment);
  for (unsigned i = 0; i < 8; i++)
    entry[32 + i] = (uint8_t)((uint64_t)size >> 8 * i);
  const uint8_t *meta = crafted_file_section(segment, QN__SECTION_META, &meta_size);
  if (meta == NULL || meta_size < META_LANGUAGES)
    return;
  memcpy(entry + 16, meta + META_N_DOCS, 4);
  memcpy(entry + 40, meta + META_TOTAL_LENGTH, 8);
}

static crafted_file *find_segment(crafted_index *index, const uint8_t *entry) {
  for (size_t i = 0; i < index->pristine.n; i++)
    if (index->files[i].kind == QN__FILE_SEGMENT && qn__load_u64(entry) == index->files[i].hash[0])
      return &index->files[i];
  return NULL;
}

static void fix_manifest(crafted_index *index, crafted_file *manifest) {
  uint64_t size;
  uint8_t *meta = crafted_file_section(manifest, QN__SECTION_META, &size);
  if (meta == NULL || size < MANIFEST_HEAD)
    return;
  for (uint64_t at = MANIFEST_HEAD; at + ENTRY <= size; at += ENTRY) {
    const crafted_file *segment = find_segment(index, meta + at);
    if (segment != NULL)
      fix_entry(meta + at, segment);
  }
  set_fingerprint(meta + MANIFEST_FINGERPRINT, UINT64_C(1) << meta[MANIFEST_LANGUAGE] % QN__LANGUAGE_LIMIT);
}

void crafted_index_agree(crafted_index *index) {
  for (size_t i = 0; i < index->pristine.n; i++)
    if (index->files[i].kind == QN__FILE_SEGMENT)
      fix_segment(&index->files[i]);
  for (size_t i = 0; i < index->pristine.n; i++)
    if (index->files[i].kind == QN__FILE_MANIFEST)
      fix_manifest(index, &index->files[i]);
}

void crafted_index_make_foreign(crafted_index *index) {
  for (size_t i = 0; i < index->pristine.n; i++) {
    uint64_t size = 0;
    uint8_t *meta = crafted_file_section(&index->files[i], QN__SECTION_META, &size);
    if (index->files[i].kind == QN__FILE_SEGMENT && meta != NULL && size >= META_LANGUAGES)
      meta[0] ^= 1;
  }
}

void crafted_index_write(crafted_index *index) {
  empty_directory(index->dir);
  for (size_t i = 0; i < index->pristine.n; i++) {
    size_t size;
    uint8_t *bytes = crafted_file_bytes(&index->files[i], &size);
    char *path = path_in(index->dir, index->pristine.files[i].name);
    write_file(path, bytes, size);
    free(path);
    free(bytes);
    crafted_file_close(&index->files[i]);
  }
}

/* What a check passes is read without a failure. */
static void require_agreement(const index_readings *readings) {
  const index_reading *check = index_readings_find(readings, "check");
  if (check == NULL || check->status != QN_OK)
    return;
  for (size_t i = 0; i < readings->n; i++)
    if (readings->all[i].status != QN_OK && readings->all[i].status != QN_NOT_FOUND)
      scaffold_failed(readings->all[i].name, readings->all[i].error.message);
}

static void read_index(const char *dir, unsigned wanted) {
  index_readings readings;
  index_readings_take(&readings, dir, wanted);
  require_agreement(&readings);
  index_readings_clear(&readings);
}

void crafted_index_use(const crafted_index *index, const uint8_t use[CRAFTED_USE_SIZE]) {
  qn_error error;
  unsigned write = use[0] & 7;
  read_index(index->dir, use[1]);
  if (write >= INDEX_WRITES)
    return;
  empty_directory(index->other);
  if (index_writes[write].run(index->dir, index->other, &error) == QN_OK)
    read_index(index_writes[write].makes_new ? index->other : index->dir, use[1]);
}
