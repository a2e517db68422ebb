/* SPDX-License-Identifier: MIT */
/* binary_data.c: text has few control characters; the first bytes of other files say what they are. */
#include "articles/binary_data.h"

#include <string.h>

enum { BYTES_SEEN = 64 << 10 };

static const struct {
  const char *start, *what;
} known[] = {
    {"%PDF-", "a PDF document"},
    {"PK\x03\x04", "a zip archive or office document"},
    {"\x1f\x8b", "gzip data"},
    {"BZh", "bzip2 data"},
    {"\xfd\x37zXZ", "xz data"},
    {"\x28\xb5\x2f\xfd", "zstd data"},
    {"\x89PNG\r", "a PNG picture"},
    {"\xff\xd8\xff", "a JPEG picture"},
    {"GIF8", "a GIF picture"},
    {"\x7f"
     "ELF",
     "a program"},
    {"SQLite format 3", "an SQLite database"},
    {"QUERN\r\n\x1a", "a part of a quern index"},
};

const char *qn__binary_kind(const char *data, size_t size) {
  size_t n_controls = 0, n_zeros = 0;
  size = size < BYTES_SEEN ? size : BYTES_SEEN;
  for (size_t i = 0; i < size; i++) {
    unsigned char byte = (unsigned char)data[i];
    n_zeros += byte == 0;
    n_controls += byte < 0x20 && strchr("\t\n\r\f\v\b\x1b", byte) == NULL;
  }
  /* A stray zero in a text is repaired; text in a legacy charset has few control characters, data has one in eight. */
  if (n_zeros <= 1 + size / 1000 && n_controls <= 1 + size / 30)
    return size >= 5 && memcmp(data, "%PDF-", 5) == 0 ? known[0].what : NULL;
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    size_t length = strlen(known[i].start);
    if (size >= length && memcmp(data, known[i].start, length) == 0)
      return known[i].what;
  }
  return "binary data";
}
