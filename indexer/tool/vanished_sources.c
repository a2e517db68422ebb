/* SPDX-License-Identifier: MIT */
/* vanished_sources.c: each source below a path is looked for where it was, and so is its file system. */
#include "tool/vanished_sources.h"

#include "base/buffer.h"
#include "base/status.h"
#include "cli/source_id.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

void vanished_list_init(vanished_list *list) {
  qn__string_set_init(&list->paths);
  qn__buffer_init(&list->places);
}

void vanished_list_clear(vanished_list *list) {
  qn__string_set_clear(&list->paths);
  qn__buffer_clear(&list->places);
}

bool vanished_list_note(vanished_list *list, const char *path, const char *given, bool was_there, bool follow) {
  const uint32_t before = list->paths.n;
  const char *copy = qn__arena_copy(&list->paths.arena, given, strlen(given) + 1);
  qn__string_set_add(&list->paths, 0, path, strlen(path));
  if (copy != NULL && list->paths.n > before)
    qn__buffer_bytes(&list->places, &(vanished){.was_there = was_there, .follow = follow, .given = copy},
                     sizeof(vanished));
  return copy != NULL && !list->paths.failed && !list->places.failed;
}

/* The place of the deepest of the paths that is this one or is above it; NULL: none. */
static vanished *place_above(const vanished_list *list, qn_string path) {
  for (size_t size = path.size;;) {
    const qn__string_entry *found = qn__string_set_find(&list->paths, 0, path.data, size);
    if (found != NULL)
      return QN__ARRAY(vanished, &list->places) + (found - qn__string_set_get(&list->paths, 0));
    if (size <= 1)
      return NULL;
    while (path.data[size - 1] != '/')
      size--;
    size -= size > 1; /* "/" is a folder, too */
  }
}

/* A source that is gone. */
typedef struct gone_source {
  uint64_t device;
  vanished *place;
  size_t path_size; /* its path and its zero follow */
} gone_source;

typedef struct search {
  const vanished_list *list;
  qn__string_set there; /* devices, as recorded, of sources that are there; the tag is the place's number */
  qn__string_set taken; /* devices on which some of these are, and are recorded with other ones; tagged alike */
  qn__buffer gone;      /* gone_source... */
} search;

static uint32_t place_number(const search *s, const vanished *place) {
  return (uint32_t)(place - vanished_list_at(s->list, 0));
}

/* Whether the file was read through a link, which was there before and leads to it still. */
static bool was_followed(const qn_source *source, const struct stat *link, const struct stat *file) {
  return (uint64_t)file->st_dev == source->device && (uint64_t)file->st_ino == source->inode &&
         (source->read == 0 || cli_source_time(link->st_ctim) < source->read);
}

typedef enum presence { GONE, THERE, UNKNOWN } presence;

static presence why_not_found(void) {
  return errno == ENOENT || errno == ENOTDIR ? GONE : UNKNOWN;
}

/* Whether the file is there, and what it is like. */
static presence look_at(const vanished *place, const qn_source *source, struct stat *file) {
  struct stat own;
  if (lstat(source->path.data, &own) != 0)
    return why_not_found();
  *file = own;
  if (S_ISLNK(own.st_mode) && stat(source->path.data, file) != 0)
    return why_not_found();
  const bool is_left_out = S_ISLNK(own.st_mode) && !place->follow && !was_followed(source, &own, file);
  return S_ISREG(file->st_mode) && !is_left_out ? THERE : GONE;
}

/* Only the same file is a sign of its file system, which may have another device now; at its path there may be another
 * file. */
static bool note_there(search *s, const qn_source *source, uint32_t place, const struct stat *file) {
  const uint64_t now = (uint64_t)file->st_dev;
  if ((uint64_t)file->st_ino != source->inode)
    return true;
  if (now != source->device)
    qn__string_set_add(&s->taken, place, (const char *)&now, sizeof now);
  return qn__string_set_add(&s->there, place, (const char *)&source->device, sizeof source->device) != NULL;
}

static bool look_for(void *context, const qn_source *source) {
  search *s = context;
  vanished *place = place_above(s->list, source->path);
  if (place == NULL)
    return true;
  struct stat file;
  const presence found = look_at(place, source, &file);
  if (found != GONE)
    return found == UNKNOWN || note_there(s, source, place_number(s, place), &file);
  if (source->followed) /* by its record the articles of the file that comes next are numbered on */
    return true;
  const gone_source gone = {source->device, place, source->path.size};
  qn__buffer_bytes(&s->gone, &gone, sizeof gone);
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

/* Whether the file system that a file was on is there: another file on it is, or its device is that of the nearest
 * folder, and is not known to have been another one's. */
static bool is_mounted(const search *s, const gone_source *gone, const char *path, qn__buffer *memory) {
  const uint32_t place = place_number(s, gone->place);
  if (qn__string_set_find(&s->there, place, (const char *)&gone->device, sizeof gone->device) != NULL)
    return true;
  if (qn__string_set_find(&s->taken, place, (const char *)&gone->device, sizeof gone->device) != NULL)
    return false;
  qn__buffer_reset(memory);
  qn__buffer_bytes(memory, path, gone->path_size + 1);
  return !memory->failed && device_above((char *)memory->data) == gone->device;
}

static qn_status delete_gone(qn_writer *writer, const search *s, bool force, qn_error *error) {
  qn_status status = QN_OK;
  qn__buffer memory;
  qn__buffer_init(&memory);
  for (size_t at = 0; status == QN_OK && at < s->gone.size;) {
    gone_source gone;
    memcpy(&gone, s->gone.data + at, sizeof gone);
    const char *path = (const char *)s->gone.data + at + sizeof gone;
    at += sizeof gone + gone.path_size + 1;
    if (force || is_mounted(s, &gone, path, &memory)) {
      status = qn_writer_delete_source(writer, (qn_string){path, gone.path_size}, error);
      gone.place->n_removed += status == QN_OK;
    } else {
      gone.place->n_kept++;
    }
  }
  if (status == QN_OK && memory.failed)
    status = qn__fail_memory(error);
  qn__buffer_clear(&memory);
  return status;
}

qn_status remove_vanished(qn_writer *writer, vanished_list *list, bool force, qn_error *error) {
  search s = {.list = list};
  if (list->paths.n == 0)
    return QN_OK;
  qn__string_set_init(&s.there);
  qn__string_set_init(&s.taken);
  qn__buffer_init(&s.gone);
  qn_status status = qn_writer_each_source(writer, look_for, &s, error);
  if (status == QN_OK && (s.gone.failed || s.there.failed || s.taken.failed))
    status = qn__fail_memory(error);
  if (status == QN_OK)
    status = delete_gone(writer, &s, force, error);
  qn__string_set_clear(&s.there);
  qn__string_set_clear(&s.taken);
  qn__buffer_clear(&s.gone);
  return status;
}
