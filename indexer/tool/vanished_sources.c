/* SPDX-License-Identifier: MIT */
/* vanished_sources.c: each source below a folder is looked for where it was, and so is its file system. */
#include "tool/vanished_sources.h"

#include "base/buffer.h"
#include "base/status.h"
#include "base/string_set.h"
#include "tool/source_paths.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

typedef struct search {
  qn_string folder;
  bool follow;
  qn__string_set there; /* devices, as recorded, of sources that are there */
  qn__buffer gone;      /* of each that is gone its device, and its path with its zero */
} search;

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
  if (!is_in_folder(source->path, s->folder))
    return true;
  if (!is_gone(s, source->path.data))
    return qn__string_set_add(&s->there, 0, (const char *)&source->device, sizeof source->device) != NULL;
  qn__buffer_bytes(&s->gone, &source->device, sizeof source->device);
  qn__buffer_bytes(&s->gone, source->path.data, source->path.size + 1);
  return !s->gone.failed;
}

/* The device of the nearest folder above a path that is there; changes the path. */
static uint64_t device_above(char *path) {
  struct stat status;
  for (char *slash; (slash = strrchr(path, '/')) != NULL && slash > path;) {
    *slash = '\0';
    if (stat(path, &status) == 0)
      return (uint64_t)status.st_dev;
  }
  return stat("/", &status) == 0 ? (uint64_t)status.st_dev : 0;
}

/* Whether the file system that a file was on is there.  It may have another device now than when the file was read. */
static bool is_mounted(const search *s, uint64_t device, const char *path, qn__buffer *memory) {
  if (qn__string_set_find(&s->there, 0, (const char *)&device, sizeof device) != NULL)
    return true;
  qn__buffer_reset(memory);
  qn__buffer_bytes(memory, path, strlen(path) + 1);
  return !memory->failed && device_above((char *)memory->data) == device;
}

static qn_status delete_gone(qn_writer *writer, const search *s, bool force, vanished *out, qn_error *error) {
  qn_status status = QN_OK;
  qn__buffer memory;
  qn__buffer_init(&memory);
  for (size_t at = 0; status == QN_OK && at < s->gone.size;) {
    uint64_t device;
    memcpy(&device, s->gone.data + at, sizeof device);
    const qn_string path = qn_string_of((const char *)s->gone.data + at + sizeof device);
    at += sizeof device + path.size + 1;
    if (force || is_mounted(s, device, path.data, &memory)) {
      status = qn_writer_delete_source(writer, path, error);
      out->n_removed += status == QN_OK;
    } else {
      out->n_kept++;
    }
  }
  if (status == QN_OK && memory.failed)
    status = qn__fail_memory(error);
  qn__buffer_clear(&memory);
  return status;
}

qn_status remove_vanished(qn_writer *writer, const char *path, bool follow, bool force, vanished *out,
                          qn_error *error) {
  search s = {.folder = qn_string_of(path), .follow = follow};
  *out = (vanished){.n_removed = 0};
  qn__string_set_init(&s.there);
  qn__buffer_init(&s.gone);
  qn_status status = qn_writer_each_source(writer, look_for, &s, error);
  if (status == QN_OK && (s.gone.failed || s.there.failed))
    status = qn__fail_memory(error);
  if (status == QN_OK)
    status = delete_gone(writer, &s, force, out, error);
  qn__string_set_clear(&s.there);
  qn__buffer_clear(&s.gone);
  return status;
}
