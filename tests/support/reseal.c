/* SPDX-License-Identifier: MIT */
/* reseal.c: makes the checksums of a changed quern file right again, so that the code after them meets the damage.
 * Bytes: index-data/FORMAT.md, "Files". */
#include "support/scaffold.h"

#include <libdeflate.h>
#include <string.h>

enum { CHUNK = 16384, FOOTER = 56, FOOTER_SECTIONS = 24, FOOTER_CRC = 40, ENTRY = 24 };

static uint64_t load(const uint8_t *p, unsigned size) {
  uint64_t value = 0;
  for (unsigned i = 0; i < size; i++)
    value |= (uint64_t)p[i] << 8 * i;
  return value;
}

static void store_crc(uint8_t *p, const uint8_t *from, size_t size) {
  uint32_t crc = libdeflate_crc32(0, from, size);
  for (unsigned i = 0; i < 4; i++)
    p[i] = (uint8_t)(crc >> 8 * i);
}

void reseal(uint8_t *bytes, size_t size) {
  if (size < FOOTER)
    return;
  uint8_t *footer = bytes + size - FOOTER;
  uint64_t room = size - FOOTER, checked = load(footer, 8), directory = load(footer + FOOTER_SECTIONS, 4) * ENTRY;
  if (checked > room || directory > room || checked + (checked + CHUNK - 1) / CHUNK * 4 + directory != room)
    return; /* no place for the checksums is known */
  uint8_t *crcs = bytes + checked;
  for (uint64_t at = 0; at < checked; at += CHUNK)
    store_crc(crcs + at / CHUNK * 4, bytes + at, checked - at < CHUNK ? (size_t)(checked - at) : CHUNK);
  store_crc(footer + FOOTER_CRC, footer - directory, (size_t)directory + FOOTER_CRC);
}
