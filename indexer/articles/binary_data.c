/* SPDX-License-Identifier: MIT */
/* binary_data.c: text has few control characters; the first bytes of other files say what they are. */
#include "articles/binary_data.h"

#include "articles/unpack.h"

#include <string.h>

enum { BYTES_SEEN = 64 << 10 };

static const struct {
  const char *start, *what;
} known[] = {
    {"%PDF-", "a PDF document, not text; `pdftotext` makes a text of it"},
    {"PK\x03\x04", "a zip archive or office document, not text; unpack it, or save it as HTML"},
    {"\x89PNG\r", "a PNG picture, not text"},
    {"\xff\xd8\xff", "a JPEG picture, not text"},
    {"GIF8", "a GIF picture, not text"},
    {"\x7f"
     "ELF",
     "a program, not text"},
    {"SQLite format 3", "an SQLite database, not text; export it as JSON"},
    {"QUERN\r\n\x1a", "a part of a quern index; `quern-index merge` adds an index"},
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
  if (qn__packing_of((const uint8_t *)data, size) != NULL)
    return "data that was packed twice; unpack it once";
  if (size > 262 && memcmp(data + 257, "ustar", 5) == 0)
    return "a tar archive, not text; unpack it";
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    size_t length = strlen(known[i].start);
    if (size >= length && memcmp(data, known[i].start, length) == 0)
      return known[i].what;
  }
  return "binary data, not text";
}
