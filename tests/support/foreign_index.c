/* SPDX-License-Identifier: MIT */
/* foreign_index.c: changes the fingerprints of segments. */
#include "support/foreign_index.h"

#include "segment/segment.h"
#include "support/crafted_file.h"
#include "support/index_files.h"
#include "support/scaffold.h"

#include <stdlib.h>

static void make_foreign(index_file *file) {
  crafted_file crafted;
  uint64_t size = 0;
  if (!crafted_file_open(&crafted, file->bytes, file->size))
    scaffold_failed(file->name, "is not a quern file");
  uint8_t *meta = crafted_file_section(&crafted, QN__SECTION_META, &size);
  if (meta == NULL || size == 0)
    scaffold_failed(file->name, "says nothing about itself");
  meta[0] ^= 1; /* the fingerprint comes first */
  free(file->bytes);
  file->bytes = crafted_file_bytes(&crafted, &file->size);
  crafted_file_close(&crafted);
}

void make_index_foreign(const char *dir) {
  index_files files;
  index_files_read(&files, dir);
  for (size_t i = 0; i < files.n; i++)
    if (index_file_is_segment(&files.files[i]))
      make_foreign(&files.files[i]);
  index_files_write(&files, dir);
  index_files_clear(&files);
}
