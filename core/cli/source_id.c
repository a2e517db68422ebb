/* SPDX-License-Identifier: MIT */
/* source_id.c: an id is the name of the root and what follows the root in the path. */
#include "cli/source_id.h"

#include "base/memory.h"
#include "text/path_text.h"

#include <string.h>

bool cli_source_id(qn_string root, qn_string name, qn_string path, qn__buffer *out) {
  const char *rest = path.data + root.size;
  char *text = qn__path_text(rest + strspn(rest, "/"));
  qn__buffer_reset(out);
  qn__buffer_bytes(out, name.data, name.size);
  if (name.size > 0 && name.data[name.size - 1] != '/')
    qn__buffer_u8(out, '/');
  if (text != NULL)
    qn__buffer_bytes(out, text, strlen(text) + 1);
  out->failed |= text == NULL;
  out->size -= !out->failed;
  qn__free(text);
  return !out->failed;
}

int64_t cli_source_time(struct timespec time) {
  const int64_t most = INT64_MAX / 1000000000 - 1;
  const int64_t seconds = time.tv_sec < -most ? -most : time.tv_sec > most ? most : (int64_t)time.tv_sec;
  return seconds * 1000000000 + time.tv_nsec;
}
