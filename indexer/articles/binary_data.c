/* SPDX-License-Identifier: MIT */
/* binary_data.c: text has few control characters; the first bytes of other files say what they are. */
#include "articles/binary_data.h"

#include "articles/unpack.h"

#include <string.h>

enum { BYTES_SEEN = 64 << 10 };

enum { PDF }; /* the first row */

static const struct {
  const char *start;
  qn__binary kind;
} known[] = {
    [PDF] = {"%PDF-", {"a PDF document, not text; `pdftotext` makes a text of it", "PDF document", "PDF documents"}},
    {"PK\x03\x04",
     {"a zip archive or office document, not text; unpack it, or save it as HTML", "archive", "archives"}},
    {"\x89PNG\r", {"a PNG picture, not text", "picture", "pictures"}},
    {"\xff\xd8\xff", {"a JPEG picture, not text", "picture", "pictures"}},
    {"GIF8", {"a GIF picture, not text", "picture", "pictures"}},
    {"\x7f"
     "ELF",
     {"a program, not text", "program", "programs"}},
    {"!<arch>\n", {"a library or package, not text", "program", "programs"}},
    {"SQLite format 3", {"an SQLite database, not text; export it as JSON", "database", "databases"}},
    {"QUERN\r\n\x1a",
     {"a part of a quern index; `quern-index merge` adds an index", "file of an index", "files of indexes"}},
};
static const qn__binary twice = {"data that was packed twice; unpack it once", "archive", "archives"};
static const qn__binary tar = {"a tar archive, not text; unpack it", "archive", "archives"};
static const qn__binary other = {"binary data, not text", "binary file", "binary files"};

const qn__binary *qn__binary_kind(const char *data, size_t size) {
  size_t n_controls = 0, n_zeros = 0;
  size = size < BYTES_SEEN ? size : BYTES_SEEN;
  for (size_t i = 0; i < size; i++) {
    unsigned char byte = (unsigned char)data[i];
    n_zeros += byte == 0;
    n_controls += byte < 0x20 && strchr("\t\n\r\f\v\b\x1b", byte) == NULL;
  }
  /* A stray zero in a text is repaired; text in a legacy charset has few control characters, data has one in eight. */
  if (n_zeros <= 1 + size / 1000 && n_controls <= 1 + size / 30)
    return size >= 5 && memcmp(data, "%PDF-", 5) == 0 ? &known[PDF].kind : NULL;
  if (qn__packing_of((const uint8_t *)data, size) != NULL)
    return &twice;
  if (size > 262 && memcmp(data + 257, "ustar", 5) == 0)
    return &tar;
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    size_t length = strlen(known[i].start);
    if (size >= length && memcmp(data, known[i].start, length) == 0)
      return &known[i].kind;
  }
  return &other;
}
