/* SPDX-License-Identifier: MIT */
/* whole_file.c: reads a file part by part, to its end. */
#include "tool/whole_file.h"

#include <stdio.h>

qn_status whole_file_read(qn__buffer *out, const char *path, qn_error *error) {
  enum { PART = 1 << 14 };
  FILE *file = fopen(path, "r");
  if (file == NULL)
    return qn__fail_errno(error, "open", path);
  char part[PART];
  size_t n;
  while ((n = fread(part, 1, sizeof part, file)) > 0)
    qn__buffer_bytes(out, part, n);
  qn_status status = ferror(file) ? qn__fail_errno(error, "read", path) : QN_OK;
  fclose(file);
  return status == QN_OK && out->failed ? qn__fail_memory(error) : status;
}
