/* SPDX-License-Identifier: MIT */
/* vanished_sources.c: each source below a folder is looked for where it was. */
#include "tool/vanished_sources.h"

#include "base/buffer.h"
#include "base/status.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

typedef struct search {
  const char *path;
  size_t size;
  bool follow;
  uint64_t device; /* of the folder now */
  size_t n_there;
  bool is_same;    /* some source was on this device */
  qn__buffer gone; /* paths, each with its zero */
} search;

static bool is_below(const search *s, qn_string path) {
  if (path.size < s->size || memcmp(path.data, s->path, s->size) != 0)
    return false;
  return path.size == s->size || s->size == 1 || path.data[s->size] == '/';
}

/* A path that cannot be examined may be there. */
static bool is_gone(const search *s, const char *path) {
  struct stat status;
  if (lstat(path, &status) != 0)
    return errno == ENOENT || errno == ENOTDIR;
  if (S_ISLNK(status.st_mode) && s->follow && stat(path, &status) != 0)
    return errno == ENOENT || errno == ENOTDIR;
  return !S_ISREG(status.st_mode);
}

static bool look_for(void *context, const qn_source *source) {
  search *s = context;
  if (!is_below(s, source->path))
    return true;
  s->is_same |= source->device == s->device;
  if (is_gone(s, source->path.data))
    qn__buffer_bytes(&s->gone, source->path.data, source->path.size + 1);
  else
    s->n_there++;
  return !s->gone.failed;
}

static qn_status delete_gone(qn_writer *writer, const search *s, size_t *n, qn_error *error) {
  qn_status status = QN_OK;
  for (size_t at = 0; status == QN_OK && at < s->gone.size;) {
    const qn_string path = qn_string_of((const char *)s->gone.data + at);
    status = qn_writer_delete_source(writer, path, error);
    at += path.size + 1;
    *n += status == QN_OK;
  }
  return status;
}

qn_status remove_vanished(qn_writer *writer, const char *path, bool follow, bool force, bool *mounted,
                          size_t *n_removed, qn_error *error) {
  struct stat status;
  search s = {.path = path, .size = strlen(path), .follow = follow};
  const bool is_there = stat(path, &status) == 0;
  s.device = is_there ? (uint64_t)status.st_dev : 0;
  *n_removed = 0;
  qn__buffer_init(&s.gone);
  qn_status result = qn_writer_each_source(writer, look_for, &s, error);
  if (result == QN_OK && s.gone.failed)
    result = qn__fail_memory(error);
  *mounted = force || !is_there || s.n_there > 0 || s.gone.size == 0 || s.is_same;
  if (result == QN_OK && *mounted)
    result = delete_gone(writer, &s, n_removed, error);
  qn__buffer_clear(&s.gone);
  return result;
}
