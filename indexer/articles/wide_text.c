/* SPDX-License-Identifier: MIT */
/* wide_text.c: a unit at a time. */
#include "articles/wide_text.h"

#include "text/utf8.h"

#include <string.h>

/* --- detection ---------------------------------------------------------------------------------------------------- */

static const struct {
  const char *bytes;
  size_t size;
  qn__wide_text wide;
} marks[] = {
    {"\xff\xfe\0\0", 4, {.width = 4}},
    {"\0\0\xfe\xff", 4, {.width = 4, .big_endian = true}},
    {"\xff\xfe", 2, {.width = 2}},
    {"\xfe\xff", 2, {.width = 2, .big_endian = true}},
};

static uint32_t unit_at(const uint8_t *bytes, unsigned width, bool big_endian) {
  uint32_t unit = 0;
  for (unsigned i = 0; i < width; i++)
    unit |= (uint32_t)bytes[i] << 8 * (big_endian ? width - 1 - i : i);
  return unit;
}

static bool is_control(uint32_t unit) {
  return unit < ' ' ? unit != '\n' && unit != '\r' && unit != '\t' && unit != '\f' : unit >= 0x7f && unit < 0xa0;
}

static bool is_surrogate(uint32_t unit) {
  return unit >= 0xd800 && unit < 0xe000;
}

/* The scripts of East Asia, which have most of the characters beyond U+2000. */
static bool is_east_asian(uint32_t unit) {
  return (unit >= 0x3000 && unit < 0x3100) || (unit >= 0x4e00 && unit < 0xa000) || (unit >= 0xac00 && unit < 0xd800) ||
         unit >= 0xff00;
}

/* How many units of two bytes are what most texts consist of: letters of alphabets, or characters of East Asia, with
 * spaces or line ends among them.  0: it is not such a text.  A text of bytes with a zero among them is none. */
static size_t fits_utf16(const uint8_t *bytes, size_t n, bool big_endian) {
  size_t n_ascii = 0, n_low = 0, n_east = 0, n_high_bytes = 0;
  for (size_t i = 0; i < n; i++) {
    const uint32_t unit = unit_at(bytes + 2 * i, 2, big_endian);
    if (is_control(unit) || unit >= 0xfffe)
      return 0;
    n_ascii += unit < 0x80;
    n_low += unit < 0x2000;
    n_east += is_east_asian(unit);
    n_high_bytes += (unit & 0x80) != 0;
    n_high_bytes += unit >= 0x8000;
  }
  const size_t most = n * 7 / 8;
  return n_ascii > 0 && (n_low > most || (n_low + n_east > most && n_high_bytes > n / 3)) ? n_low + n_east : 0;
}

/* Numbers of four bytes may be characters, too; a text has spaces or line ends among them. */
static bool fits_utf32(const uint8_t *bytes, size_t n, bool big_endian) {
  size_t n_ascii = 0;
  for (size_t i = 0; i < n; i++) {
    const uint32_t unit = unit_at(bytes + 4 * i, 4, big_endian);
    if (is_control(unit) || is_surrogate(unit) || unit > 0x10ffff)
      return false;
    n_ascii += unit < 0x80;
  }
  return n_ascii > 0;
}

qn__wide_text qn__wide_detect(const uint8_t *bytes, size_t size, size_t *mark) {
  enum { LOOK = 4096, LEAST = 8 };
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (size >= marks[i].size && memcmp(bytes, marks[i].bytes, marks[i].size) == 0) {
      *mark = marks[i].size;
      return marks[i].wide;
    }
  *mark = 0;
  size = size < LOOK ? size : LOOK;
  if (size < LEAST || memchr(bytes, 0, size) == NULL)
    return (qn__wide_text){.width = 0};
  for (int big_endian = 0; big_endian < 2; big_endian++)
    if (fits_utf32(bytes, size / 4, big_endian))
      return (qn__wide_text){.width = 4, .big_endian = big_endian};
  const size_t little = fits_utf16(bytes, size / 2, false), big = fits_utf16(bytes, size / 2, true);
  return (qn__wide_text){.width = little + big > 0 ? 2 : 0, .big_endian = big > little};
}

/* --- decoding ----------------------------------------------------------------------------------------------------- */

static char *put(char *out, uint32_t code_point) {
  return out + qn__utf8_encode(out, code_point);
}

static char *decode_utf16(qn__wide_text *wide, uint16_t unit, char *out) {
  const uint16_t high = wide->high;
  const bool is_low = unit >= 0xdc00 && unit <= 0xdfff;
  wide->high = 0;
  if (high != 0 && is_low)
    return put(out, 0x10000u + (((uint32_t)high - 0xd800u) << 10) + (unit - 0xdc00u));
  if (high != 0)
    out = put(out, QN__REPLACEMENT);
  if (unit >= 0xd800 && unit <= 0xdbff) {
    wide->high = unit;
    return out;
  }
  return put(out, is_low ? QN__REPLACEMENT : unit);
}

static char *decode_utf32(uint32_t unit, char *out) {
  return put(out, is_surrogate(unit) || unit > 0x10ffff ? QN__REPLACEMENT : unit);
}

size_t qn__wide_decode(qn__wide_text *wide, const uint8_t *bytes, size_t size, char *out) {
  char *next = out;
  for (size_t i = 0; i < size; i++) {
    wide->bytes[wide->n_bytes++] = bytes[i];
    if (wide->n_bytes < wide->width)
      continue;
    wide->n_bytes = 0;
    const uint32_t unit = unit_at(wide->bytes, wide->width, wide->big_endian);
    next = wide->width == 4 ? decode_utf32(unit, next) : decode_utf16(wide, (uint16_t)unit, next);
  }
  return (size_t)(next - out);
}

size_t qn__wide_finish(qn__wide_text *wide, char *out) {
  const bool incomplete = wide->high != 0 || wide->n_bytes > 0;
  wide->high = 0;
  wide->n_bytes = 0;
  return incomplete ? (size_t)(put(out, QN__REPLACEMENT) - out) : 0;
}
