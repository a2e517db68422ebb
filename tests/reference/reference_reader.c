/* SPDX-License-Identifier: MIT */
/* reference_reader.c: files, manifest, deletes, lengths and ids, from index-data/FORMAT.md. */
#include "reference/reference_reader.h"

#include <inttypes.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reference/reference_parts.h"
#include "support/scaffold.h"

enum { SEGMENT = 1, MANIFEST = 2, DELETES = 3, SOURCES = 4, MAGIC_SIZE = 8, FOOTER_SIZE = 56, CHUNK = 16384 };

void reference_require(bool good, const char *what) {
  if (!good)
    scaffold_failed("the reference reader", what);
}

/* The table of allocations doubles at powers of two. */
void *reference_alloc(reference_index *index, size_t size) {
  void *memory = calloc(size + 1, 1);
  size_t n = index->n_memory;
  if ((n & (n - 1)) == 0)
    index->memory = realloc(index->memory, (n == 0 ? 1 : 2 * n) * sizeof *index->memory);
  reference_require(memory != NULL && index->memory != NULL, "out of memory");
  return index->memory[index->n_memory++] = memory;
}

reference_bytes reference_copy(reference_index *index, const uint8_t *data, size_t size) {
  reference_bytes bytes = {reference_alloc(index, size), size};
  if (size > 0)
    memcpy(bytes.data, data, size);
  return bytes;
}

/* --- Numbers -------------------------------------------------------------------------------------------------------
 */

reference_cursor reference_from(reference_bytes bytes, uint64_t offset, uint64_t size) {
  reference_require(offset <= bytes.size && size <= bytes.size - offset, "a part lies outside");
  return (reference_cursor){bytes.data + offset, bytes.data + offset + size};
}

size_t reference_left(const reference_cursor *cursor) {
  return (size_t)(cursor->end - cursor->next);
}

const uint8_t *reference_take(reference_cursor *cursor, size_t size) {
  reference_require(size <= reference_left(cursor), "bytes are missing");
  const uint8_t *taken = cursor->next;
  cursor->next += size;
  return taken;
}

uint64_t reference_number(reference_cursor *cursor, unsigned size) {
  const uint8_t *bytes = reference_take(cursor, size);
  uint64_t number = 0;
  for (unsigned i = 0; i < size; i++)
    number += (uint64_t)bytes[i] << (8 * i);
  return number;
}

uint64_t reference_varint(reference_cursor *cursor) {
  uint64_t number = 0;
  for (unsigned shift = 0;; shift += 7) {
    uint8_t byte = *reference_take(cursor, 1);
    reference_require(shift < 64, "a varint is too long");
    number += (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80)
      return number;
  }
}

uint64_t reference_packed(const uint8_t *array, uint64_t i, unsigned width) {
  uint64_t number = 0;
  for (unsigned k = 0; k < width; k++) {
    uint64_t bit = i * width + k;
    number |= (uint64_t)(array[bit / 8] >> (bit % 8) & 1) << k;
  }
  return number;
}

const uint8_t *reference_take_packed(reference_cursor *cursor, uint64_t n, unsigned width) {
  return reference_take(cursor, (size_t)((n * width + 7) / 8));
}

/* --- Files ---------------------------------------------------------------------------------------------------------
 */

static const uint8_t magic[MAGIC_SIZE] = {0x51, 0x55, 0x45, 0x52, 0x4e, 0x0d, 0x0a, 0x1a};

static void check_chunks(reference_bytes file, uint64_t checked, reference_cursor *crcs) {
  for (uint64_t at = 0; at < checked; at += CHUNK) {
    size_t size = checked - at < CHUNK ? (size_t)(checked - at) : CHUNK;
    reference_require(libdeflate_crc32(0, file.data + at, size) == reference_number(crcs, 4), "a checksum is wrong");
  }
}

/* Checks a file and cuts out section `wanted`, empty if the file has none. */
static reference_bytes section_of(reference_bytes file, unsigned kind, uint64_t wanted) {
  reference_require(file.size >= MAGIC_SIZE + FOOTER_SIZE, "a file is too short");
  reference_cursor footer = reference_from(file, file.size - FOOTER_SIZE, FOOTER_SIZE);
  uint64_t checked = reference_number(&footer, 8);
  reference_take(&footer, 16);
  uint64_t n_sections = reference_number(&footer, 4);
  reference_require(reference_number(&footer, 4) == kind, "a file is of another kind");
  reference_take(&footer, 8);
  uint64_t crc = reference_number(&footer, 4);
  reference_require(reference_number(&footer, 4) == 3, "a file is of another version");
  reference_require(memcmp(reference_take(&footer, MAGIC_SIZE), magic, MAGIC_SIZE) == 0 &&
                        memcmp(file.data, magic, MAGIC_SIZE) == 0,
                    "a file does not begin and end with the magic");
  reference_require(checked % 8 == 0, "the sections do not end at a multiple of eight");
  reference_cursor tail = reference_from(file, checked, file.size - FOOTER_SIZE - checked);
  check_chunks(file, checked, &tail);
  reference_require(reference_left(&tail) == n_sections * 24, "a file's parts do not add up");
  reference_require(libdeflate_crc32(0, tail.next, (size_t)n_sections * 24 + 40) == crc,
                    "the footer's checksum is wrong");
  reference_bytes found = {file.data, 0};
  for (uint64_t i = 0; i < n_sections; i++) {
    uint64_t id = reference_number(&tail, 4), flags = reference_number(&tail, 4);
    uint64_t offset = reference_number(&tail, 8), size = reference_number(&tail, 8);
    reference_require(offset % 8 == 0 && offset + size <= checked, "a section lies outside");
    reference_require(id <= 10 || id == 12 || id == 13 || id == 16 || (flags & 1) == 0,
                      "an unknown section is required");
    if (id == wanted)
      found = (reference_bytes){file.data + offset, (size_t)size};
  }
  return found;
}

static reference_bytes read_whole(reference_index *index, const char *dir, const char *name) {
  char *path = path_in(dir, name);
  reference_bytes file;
  char *bytes = read_file(path, &file.size);
  file = reference_copy(index, (const uint8_t *)bytes, file.size);
  free(bytes);
  free(path);
  return file;
}

/* --- Keys ----------------------------------------------------------------------------------------------------------
 */

static uint64_t big_endian_prefix(reference_bytes key) {
  uint64_t prefix = 0;
  for (size_t i = 0; i < 8; i++)
    prefix = prefix << 8 | (i < key.size ? key.data[i] : 0);
  return prefix;
}

static bool ascends(reference_bytes a, reference_bytes b) {
  int order = memcmp(a.data, b.data, a.size < b.size ? a.size : b.size);
  return order < 0 || (order == 0 && a.size < b.size);
}

/* The key after `before` in a block, or the block's first (before NULL). */
static reference_bytes next_key(reference_index *index, reference_cursor *front, const reference_bytes *before) {
  size_t shared = 0, size;
  if (before == NULL) {
    size = (size_t)reference_varint(front);
  } else {
    uint8_t lengths = (uint8_t)reference_number(front, 1);
    shared = lengths / 16;
    size = lengths % 16;
    if (shared == 15)
      shared += (size_t)reference_varint(front);
    if (size == 15)
      size += (size_t)reference_varint(front);
    reference_require(shared <= before->size, "a key shares more than there is");
  }
  const uint8_t *suffix = reference_take(front, size);
  reference_require(shared + size <= 2047, "a key is too long");
  reference_bytes key = {reference_alloc(index, shared + size), shared + size};
  if (shared > 0)
    memcpy(key.data, before->data, shared);
  if (size > 0)
    memcpy(key.data + shared, suffix, size);
  return key;
}

reference_key *reference_keys(reference_index *index, reference_bytes section, uint64_t *n) {
  *n = 0;
  if (section.size == 0)
    return NULL;
  reference_cursor trailer = reference_from(section, section.size - 16, 16);
  *n = reference_number(&trailer, 8);
  uint64_t n_blocks = reference_number(&trailer, 4), blocks_end = section.size - 16 - n_blocks * 12;
  reference_require(n_blocks == (*n + 15) / 16, "keys and blocks do not fit");
  reference_cursor prefixes = reference_from(section, blocks_end, n_blocks * 8);
  reference_cursor offsets = reference_from(section, blocks_end + n_blocks * 8, n_blocks * 4);
  reference_key *keys = reference_alloc(index, (size_t)*n * sizeof *keys);
  reference_cursor front = {NULL, NULL}, values = {NULL, NULL};
  for (uint64_t i = 0; i < *n; i++) {
    if (i % 16 == 0) {
      reference_require(reference_left(&front) == 0, "a block of keys has bytes left");
      uint64_t start = reference_number(&offsets, 4), end = blocks_end;
      if (reference_left(&offsets) > 0) {
        reference_cursor peek = offsets;
        end = reference_number(&peek, 4);
      }
      reference_require(start <= end, "blocks of keys do not ascend");
      values = reference_from(section, start, end - start);
      size_t size = (size_t)reference_varint(&values);
      front.next = reference_take(&values, size);
      front.end = front.next + size;
    }
    keys[i] =
        (reference_key){next_key(index, &front, i % 16 == 0 ? NULL : &keys[i - 1].key), (unsigned)(i % 16), values};
    reference_require(i == 0 || ascends(keys[i - 1].key, keys[i].key), "keys do not ascend");
    if (i % 16 == 0)
      reference_require(reference_number(&prefixes, 8) == big_endian_prefix(keys[i].key), "a prefix is wrong");
  }
  return keys;
}

/* --- Segments ------------------------------------------------------------------------------------------------------
 */

static void read_lengths(reference_segment *segment, reference_bytes section) {
  reference_cursor cursor = reference_from(section, 0, section.size);
  uint32_t n = segment->n_docs;
  unsigned length_bits = (unsigned)reference_number(&cursor, 1), title_bits = (unsigned)reference_number(&cursor, 1);
  reference_take(&cursor, n);
  const uint8_t *lengths = reference_take_packed(&cursor, n, length_bits);
  const uint8_t *titles = reference_take_packed(&cursor, n, title_bits);
  for (uint32_t i = 0; i < n; i++) {
    segment->articles[i].length = (uint32_t)reference_packed(lengths, i, length_bits);
    segment->articles[i].title_words = (uint32_t)reference_packed(titles, i, title_bits);
  }
}

static void read_sketches(reference_segment *segment, reference_bytes section) {
  reference_cursor cursor = reference_from(section, 0, section.size);
  for (uint32_t i = 0; i < segment->n_docs; i++)
    segment->articles[i].sketch = reference_number(&cursor, 8);
  reference_require(reference_left(&cursor) == 0, "there are more sketches than articles");
}

/* Ids and articles are one to one. */
static void check_ids(reference_index *index, const reference_segment *segment, reference_bytes section) {
  uint64_t n;
  reference_key *ids = reference_keys(index, section, &n);
  reference_require(n == segment->n_docs, "there are not as many ids as articles");
  for (uint64_t i = 0; i < n; i++) {
    reference_cursor values = ids[i].values;
    for (unsigned k = 0; k < ids[i].index; k++)
      reference_varint(&values);
    uint64_t doc = reference_varint(&values);
    reference_require(doc < n, "an id has no article");
    reference_bytes id = segment->articles[doc].id;
    reference_require(id.size == ids[i].key.size && memcmp(id.data, ids[i].key.data, id.size) == 0,
                      "an id is another article's");
  }
}

static void read_segment(reference_index *index, reference_segment *segment, const char *dir, const char *name) {
  reference_bytes file = read_whole(index, dir, name);
  reference_bytes meta_section = section_of(file, SEGMENT, 1);
  reference_cursor meta = reference_from(meta_section, 0, meta_section.size);
  segment->fingerprint = (uint32_t)reference_number(&meta, 4);
  reference_require(reference_number(&meta, 1) == index->language && reference_number(&meta, 1) == index->title_weight,
                    "a segment has other settings than its manifest");
  reference_take(&meta, 2);
  segment->n_docs = (uint32_t)reference_number(&meta, 4);
  reference_take(&meta, 8 + 4 * 8);
  segment->languages = UINT64_C(1) << index->language;
  for (uint64_t n_listed = 0; reference_left(&meta) > 0 || n_listed != segment->n_docs;) {
    segment->languages |= UINT64_C(1) << reference_number(&meta, 1);
    n_listed += reference_number(&meta, 4);
  }
  segment->articles = reference_alloc(index, segment->n_docs * sizeof *segment->articles);
  read_lengths(segment, section_of(file, SEGMENT, 8));
  read_sketches(segment, section_of(file, SEGMENT, 16));
  reference_read_store(index, segment, section_of(file, SEGMENT, 2), section_of(file, SEGMENT, 10));
  check_ids(index, segment, section_of(file, SEGMENT, 7));
  reference_read_terms(index, segment, section_of(file, SEGMENT, 3), section_of(file, SEGMENT, 4),
                       section_of(file, SEGMENT, 5), section_of(file, SEGMENT, 6));
  reference_read_variants(index, segment, section_of(file, SEGMENT, 12));
  reference_read_term_ends(index, segment, section_of(file, SEGMENT, 13));
  reference_read_columns(index, segment, section_of(file, SEGMENT, 9));
}

static void read_deletes(reference_index *index, reference_segment *segment, const char *dir, const char *name,
                         uint64_t generation) {
  reference_bytes section = section_of(read_whole(index, dir, name), DELETES, 1);
  reference_cursor cursor = reference_from(section, 0, section.size);
  reference_take(&cursor, 16);
  reference_require(reference_number(&cursor, 8) == generation && reference_number(&cursor, 4) == segment->n_docs,
                    "the deletes are those of another segment");
  reference_take(&cursor, 4);
  const uint8_t *bits = reference_take(&cursor, (segment->n_docs + 7) / 8);
  for (uint32_t i = 0; i < segment->n_docs; i++)
    segment->articles[i].deleted = bits[i / 8] >> (i % 8) & 1;
}

static uint64_t generation_of(reference_index *index, const char *dir, const char *name) {
  reference_bytes section = section_of(read_whole(index, dir, name), MANIFEST, 1);
  reference_cursor cursor = reference_from(section, 0, section.size);
  return reference_number(&cursor, 8);
}

static bool is_there(const char *dir, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  return access(path, F_OK) == 0;
}

/* That of the higher generation.  The system has run since the index was written: its files are there. */
static const char *newest_manifest(reference_index *index, const char *dir) {
  if (!is_there(dir, "manifest.unsynced"))
    return "manifest";
  if (!is_there(dir, "manifest"))
    return "manifest.unsynced";
  bool newer = generation_of(index, dir, "manifest.unsynced") > generation_of(index, dir, "manifest");
  return newer ? "manifest.unsynced" : "manifest";
}

/* The records of sources, if the manifest names a file of them. */
static void read_sources(reference_index *index, const char *dir, const char *manifest) {
  char file[128];
  const reference_bytes section = section_of(read_whole(index, dir, manifest), MANIFEST, 17);
  if (section.size == 0)
    return;
  reference_cursor cursor = reference_from(section, 0, section.size);
  uint64_t hash[2] = {reference_number(&cursor, 8), 0};
  hash[1] = reference_number(&cursor, 8);
  snprintf(file, sizeof file, "%016" PRIx64 "%016" PRIx64 ".sources", hash[0], hash[1]);
  const reference_bytes whole = read_whole(index, dir, file);
  reference_read_sources(index, section_of(whole, SOURCES, 1), section_of(whole, SOURCES, 2),
                         section_of(whole, SOURCES, 3));
}

reference_index *reference_read(const char *dir) {
  reference_index *index = calloc(1, sizeof *index);
  reference_require(index != NULL, "out of memory");
  const char *name = newest_manifest(index, dir);
  reference_bytes section = section_of(read_whole(index, dir, name), MANIFEST, 1);
  reference_cursor cursor = reference_from(section, 0, section.size);
  index->generation = reference_number(&cursor, 8);
  index->fingerprint = (uint32_t)reference_number(&cursor, 4);
  index->language = (unsigned)reference_number(&cursor, 1);
  index->title_weight = (unsigned)reference_number(&cursor, 1);
  reference_take(&cursor, 2);
  index->n_segments = (uint32_t)(reference_left(&cursor) / 48);
  index->segments = reference_alloc(index, index->n_segments * sizeof *index->segments);
  for (uint32_t i = 0; i < index->n_segments; i++) {
    char file[128];
    uint64_t hash[2] = {reference_number(&cursor, 8), 0};
    hash[1] = reference_number(&cursor, 8);
    uint64_t n_docs = reference_number(&cursor, 4), n_deleted = reference_number(&cursor, 4);
    uint64_t deletes = reference_number(&cursor, 8), n_found = 0;
    reference_take(&cursor, 16);
    snprintf(file, sizeof file, "%016" PRIx64 "%016" PRIx64 ".segment", hash[0], hash[1]);
    reference_segment *segment = &index->segments[i];
    read_segment(index, segment, dir, file);
    reference_require(segment->n_docs == n_docs, "a segment has other articles than its manifest says");
    snprintf(file, sizeof file, "%016" PRIx64 "%016" PRIx64 ".%" PRIu64 ".deletes", hash[0], hash[1], deletes);
    if (deletes != 0)
      read_deletes(index, segment, dir, file, deletes);
    for (uint32_t doc = 0; doc < segment->n_docs; doc++)
      n_found += segment->articles[doc].deleted;
    reference_require(n_found == n_deleted, "other articles are deleted than the manifest says");
  }
  read_sources(index, dir, name);
  return index;
}

void reference_free(reference_index *index) {
  for (size_t i = 0; i < index->n_memory; i++)
    free(index->memory[i]);
  free(index->memory);
  free(index);
}
