/* SPDX-License-Identifier: MIT */
/* crafted_file.c: takes quern files apart, changes them and puts them together. */
#include "support/crafted_file.h"

#include "base/bytes.h"
#include "support/scaffold.h"

#include <stdlib.h>
#include <string.h>

enum { FOOTER_HASH = 8, FOOTER_SECTIONS = 24, FOOTER_KIND = 28, FOOTER_VERSION = 44, FOOTER_MAGIC = 48 };

static void store(uint8_t *to, uint64_t value, size_t size) {
  for (size_t i = 0; i < size; i++)
    to[i] = (uint8_t)(value >> 8 * i);
}

static uint64_t load(const uint8_t *from, size_t size) {
  uint64_t value = 0;
  for (size_t i = 0; i < size; i++)
    value |= (uint64_t)from[i] << 8 * i;
  return value;
}

/* Of a size that is at least 1, so that there is a block. */
static uint8_t *new_bytes(size_t size) {
  uint8_t *bytes = calloc(size > 0 ? size : 1, 1);
  if (bytes == NULL)
    scaffold_failed("a crafted file", "no memory");
  return bytes;
}

bool crafted_file_open(crafted_file *file, const uint8_t *bytes, size_t size) {
  if (size < QN__FOOTER_SIZE)
    return false;
  const uint8_t *footer = bytes + size - QN__FOOTER_SIZE;
  *file = (crafted_file){.size = load(footer, 8), .n_sections = (uint32_t)load(footer + FOOTER_SECTIONS, 4)};
  if (file->size > size || file->n_sections > QN__MAX_SECTIONS)
    return false;
  file->kind = (uint32_t)load(footer + FOOTER_KIND, 4);
  file->hash[0] = load(footer + FOOTER_HASH, 8);
  file->hash[1] = load(footer + FOOTER_HASH + 8, 8);
  const uint8_t *entry = footer - file->n_sections * (size_t)QN__SECTION_ENTRY_SIZE;
  for (uint32_t i = 0; i < file->n_sections; i++, entry += QN__SECTION_ENTRY_SIZE)
    file->sections[i] = (qn__output_section){(uint32_t)load(entry, 4), (uint32_t)load(entry + 4, 4), load(entry + 8, 8),
                                             load(entry + 16, 8)};
  file->content = new_bytes((size_t)file->size);
  memcpy(file->content, bytes, (size_t)file->size);
  return true;
}

void crafted_file_close(crafted_file *file) {
  free(file->content);
  file->content = NULL;
}

/* How many bytes of the section lie in the content. */
static uint64_t bytes_inside(const crafted_file *file, const qn__output_section *section) {
  if (section->offset >= file->size)
    return 0;
  uint64_t room = file->size - section->offset;
  return section->size < room ? section->size : room;
}

uint8_t *crafted_file_section(const crafted_file *file, uint32_t id, uint64_t *size) {
  for (uint32_t i = 0; i < file->n_sections; i++) {
    if (file->sections[i].id != id)
      continue;
    *size = bytes_inside(file, &file->sections[i]);
    return *size > 0 ? file->content + file->sections[i].offset : NULL;
  }
  return NULL;
}

/* 2^k - 1, 2^k, 2^k + 1 or 2^k + 2; the last one of 2^63 is 2^64 - 1. */
static uint64_t special_number(uint8_t b) {
  unsigned power = b & 63, which = b >> 6;
  return power == 63 && which == 3 ? UINT64_MAX : (UINT64_C(1) << power) + which - 1;
}

/* The part of a section that a step changes: `size` bytes at `bytes`, all that follow in the section included. */
typedef struct place {
  uint8_t *bytes;
  uint64_t offset, size; /* in the section, and from there to its end */
} place;

static place find_place(const crafted_file *file, const qn__output_section *section, unsigned number) {
  uint64_t size = bytes_inside(file, section);
  if (size == 0)
    return (place){NULL, 0, 0};
  uint64_t offset = (number & 0x7fff) % size;
  if (number & 0x8000)
    offset = size - 1 - offset;
  return (place){file->content + section->offset + offset, offset, size - offset};
}

static void change_number(place at, uint8_t a, uint64_t value, bool added) {
  uint64_t width = UINT64_C(1) << (a & 3);
  if (width > at.size)
    width = at.size;
  store(at.bytes, added ? load(at.bytes, (size_t)width) + value : value, (size_t)width);
}

static void copy_piece(place at, uint8_t a, uint8_t b) {
  uint64_t size = 1 + a % 64, from = at.offset * b / 256; /* counted from the start of the section */
  if (size > at.size)
    size = at.size;
  memmove(at.bytes, at.bytes - at.offset + from, (size_t)size);
}

static void fill_piece(place at, uint8_t a, uint8_t b) {
  uint64_t size = 1 + a % 16u;
  memset(at.bytes, b, (size_t)(size < at.size ? size : at.size));
}

static void cut_piece(qn__output_section *section, place at, uint8_t a) {
  uint64_t size = 1 + (uint64_t)a;
  if (size > at.size)
    size = at.size;
  memmove(at.bytes, at.bytes + size, (size_t)(at.size - size));
  section->size -= size;
}

static void change_bounds(qn__output_section *section, unsigned number, uint8_t a, uint8_t b) {
  bool added = number & 1;
  uint64_t value = added ? (uint64_t)(int64_t)(int8_t)b : special_number(b);
  switch (a & 3) {
  case 0:
    section->id = (uint32_t)(b % 13);
    break;
  case 1:
    section->flags = b;
    break;
  case 2:
    section->offset = added ? section->offset + value : value;
    break;
  default:
    section->size = added ? section->size + value : value;
  }
}

static void swap_places(qn__output_section *one, qn__output_section *other) {
  qn__output_section saved = *one;
  one->offset = other->offset;
  one->size = other->size;
  other->offset = saved.offset;
  other->size = saved.size;
}

void crafted_file_change(crafted_file *file, const uint8_t step[CRAFTED_STEP_SIZE]) {
  if (file->n_sections == 0)
    return;
  qn__output_section *section = &file->sections[step[1] % file->n_sections];
  unsigned number = (unsigned)step[2] << 8 | step[3];
  const uint8_t a = step[4], b = step[5];
  crafted_kind kind = (crafted_kind)(step[0] % CRAFTED_KINDS);
  if (kind == CRAFTED_BOUNDS)
    change_bounds(section, number, a, b);
  else if (kind == CRAFTED_SWAP)
    swap_places(section, &file->sections[b % file->n_sections]);
  place at = find_place(file, section, number);
  if (at.size == 0)
    return;
  if (kind == CRAFTED_NUMBER)
    change_number(at, a, special_number(b), false);
  else if (kind == CRAFTED_SUM)
    change_number(at, a, (uint64_t)(int64_t)(int8_t)b, true);
  else if (kind == CRAFTED_FLIP)
    *at.bytes ^= a;
  else if (kind == CRAFTED_FILL)
    fill_piece(at, a, b);
  else if (kind == CRAFTED_COPY)
    copy_piece(at, a, b);
  else if (kind == CRAFTED_CUT)
    cut_piece(section, at, a);
  else if (kind == CRAFTED_END)
    file->size = (uint64_t)(at.bytes - file->content);
}

static size_t directory_size(const crafted_file *file) {
  return file->n_sections * (size_t)QN__SECTION_ENTRY_SIZE;
}

size_t crafted_file_size(const crafted_file *file) {
  size_t content = (size_t)file->size, crcs = (content + QN__CHUNK_SIZE - 1) / QN__CHUNK_SIZE * 4;
  return content + crcs + directory_size(file) + QN__FOOTER_SIZE;
}

uint8_t *crafted_file_bytes(const crafted_file *file, size_t *size) {
  const size_t content = (size_t)file->size;
  *size = crafted_file_size(file);
  uint8_t *bytes = new_bytes(*size), *footer = bytes + *size - QN__FOOTER_SIZE, *entry = footer - directory_size(file);
  memcpy(bytes, file->content, content);
  for (uint32_t i = 0; i < file->n_sections; i++, entry += QN__SECTION_ENTRY_SIZE) {
    store(entry, file->sections[i].id, 4);
    store(entry + 4, file->sections[i].flags, 4);
    store(entry + 8, file->sections[i].offset, 8);
    store(entry + 16, file->sections[i].size, 8);
  }
  store(footer, content, 8);
  store(footer + FOOTER_HASH, file->hash[0], 8);
  store(footer + FOOTER_HASH + 8, file->hash[1], 8);
  store(footer + FOOTER_SECTIONS, file->n_sections, 4);
  store(footer + FOOTER_KIND, file->kind, 4);
  store(footer + FOOTER_VERSION, QN__FORMAT_VERSION, 4);
  memcpy(footer + FOOTER_MAGIC, QN__MAGIC, QN__MAGIC_SIZE);
  reseal(bytes, *size);
  return bytes;
}
