/* SPDX-License-Identifier: MIT */
/* import.c: takes over the segments of another index as they are.  The files are linked, or copied where the file
 * system cannot link. */
#include "writer/writer.h"

#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void qn__writer_take_settings(qn_writer *writer, const qn__settings *other) {
  qn__settings *own = &writer->options.settings;
  if (writer->exists || writer->n_segments > 0 || writer->builder != NULL)
    return;
  if (writer->wanted.language == 0)
    own->language = other->language;
  if (writer->wanted.title_weight == 0)
    own->title_weight = other->title_weight;
}

bool qn__writer_has_directory(const qn_writer *writer, const char *dir) {
  struct stat here, there;
  return stat(writer->dir, &here) == 0 && stat(dir, &there) == 0 && here.st_dev == there.st_dev &&
         here.st_ino == there.st_ino;
}

static qn_status check_source(const qn_writer *writer, const char *dir, const qn__snapshot *source, qn_error *error) {
  const qn__settings *own = &writer->options.settings, *other = &source->manifest.settings;
  if (qn__writer_has_directory(writer, dir))
    return qn__fail(error, QN_INVALID, "%s cannot be merged into itself", dir);
  if (own->language != other->language)
    return qn__fail(error, QN_MISMATCH,
                    "%s has the default language %s and %s has %s: they cannot be merged; add the articles instead",
                    writer->name, qn__language_code(own->language), dir, qn__language_code(other->language));
  if (own->title_weight != other->title_weight)
    return qn__fail(error, QN_MISMATCH,
                    "%s has the title weight %u and %s has %u: they cannot be merged; add the articles instead",
                    writer->name, own->title_weight, dir, other->title_weight);
  return QN_OK;
}

static qn_status write_copy(int fd, const uint8_t *bytes, size_t size, const char *path, qn_error *error) {
  while (size > 0) {
    ssize_t n = write(fd, bytes, size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return qn__fail_errno(error, "write", path);
    bytes += n;
    size -= (size_t)n;
  }
  return QN_OK;
}

/* Copies a segment that cannot be linked, or in the place of a damaged one. */
static qn_status copy_file(qn_writer *writer, const qn__view *view, const char *path, bool replaces, qn_error *error) {
  char *aside = qn__join_path(writer->dir, "import.tmp");
  if (aside == NULL)
    return qn__fail_memory(error);
  int fd = qn__open_retrying(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  qn_status status = fd < 0 ? qn__fail_errno(error, "create", aside) : QN_OK;
  if (status == QN_OK)
    status = write_copy(fd, view->data, view->size, aside, error);
  if (fd >= 0 && close(fd) != 0 && status == QN_OK)
    status = qn__fail_errno(error, "close", aside);
  if (status == QN_OK)
    status = replaces ? qn__replace_synced(aside, path, error) : qn__rename(aside, path, error);
  if (status != QN_OK && fd >= 0)
    unlink(aside);
  if (status == QN_OK)
    writer->done.written_bytes += view->size;
  qn__free(aside);
  return status;
}

/* A whole file of this name is the same segment, and stays: the last synced generation may need it.  One that is
 * damaged is replaced by a copy. */
static qn_status bring_file(qn_writer *writer, const qn__snapshot_segment *from, qn_error *error) {
  char *path = qn__segment_path(writer->dir, from->entry->name);
  if (path == NULL)
    return qn__fail_memory(error);
  qn__presence there = QN__MISSING;
  qn_status status = qn__view_find_whole(path, QN__FILE_SEGMENT, &there, error);
  if (status == QN_OK && there != QN__WHOLE && (there == QN__UNREADABLE || link(from->segment.view->path, path) != 0))
    status = copy_file(writer, from->segment.view, path, there == QN__UNREADABLE, error);
  qn__free(path);
  return status;
}

/* Counts the articles that are deleted. */
static uint32_t count_deleted(const uint8_t *deletes, uint32_t n_docs) {
  uint32_t n = 0;
  for (uint32_t doc = 0; doc < n_docs; doc++)
    n += qn__is_deleted(deletes, doc);
  return n;
}

/* The index has this very segment already, at `at`.  An article that is live on either side stays live, and the segment
 * moves to the end. */
static qn_status unite(qn_writer *writer, size_t at, const uint8_t *deletes) {
  qn__writer_segment segment = writer->segments[at];
  size_t size = ((size_t)segment.entry.n_docs + 7) / 8;
  for (size_t i = 0; segment.deletes != NULL && i < size; i++)
    segment.deletes[i] &= deletes == NULL ? 0 : deletes[i];
  if (segment.deletes != NULL) {
    segment.entry.n_deleted = count_deleted(segment.deletes, segment.entry.n_docs);
    segment.changed = true;
  }
  memmove(&writer->segments[at], &writer->segments[at + 1], (writer->n_segments - at - 1) * sizeof segment);
  writer->segments[writer->n_segments - 1] = segment;
  writer->changed = true;
  return QN_OK;
}

static qn_status import_new(qn_writer *writer, const qn__snapshot_segment *from, qn_error *error) {
  size_t size = ((size_t)from->entry->n_docs + 7) / 8;
  uint8_t *deletes = NULL;
  if (from->deletes != NULL) {
    deletes = qn__malloc(size);
    if (deletes == NULL)
      return qn__fail_memory(error);
    memcpy(deletes, from->deletes, size);
  }
  qn_status status = bring_file(writer, from, error);
  if (status == QN_OK)
    return qn__writer_append_segment(writer, from->entry, deletes, error);
  qn__free(deletes);
  return status;
}

static qn_status import_segment(qn_writer *writer, const qn__snapshot_segment *from, qn_error *error) {
  size_t same = 0;
  while (same < writer->n_segments && strcmp(writer->segments[same].entry.name, from->entry->name) != 0)
    same++;
  if (same < writer->n_segments && !qn__writer_is_open(&writer->segments[same])) {
    qn__writer_drop_segments(writer, same, same + 1); /* its file is made whole again */
    same = writer->n_segments;
  }
  qn_status status = same < writer->n_segments ? unite(writer, same, from->deletes) : import_new(writer, from, error);
  if (status != QN_OK)
    return status;
  writer->done.added += from->entry->n_docs - from->entry->n_deleted;
  return qn__writer_delete_replaced(writer, writer->n_segments - 1, &writer->done.replaced, error);
}

/* Reads the segments whole: damage in a file that is taken over would be damage in this index. */
static qn_status verify_source(const qn_writer *writer, const qn__snapshot *source, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; status == QN_OK && i < source->manifest.n_entries; i++) {
    const qn__snapshot_segment *segment = &source->segments[i];
    if (qn__is_cancelled(&writer->options.cancel))
      return qn__fail(error, QN_CANCELLED, "cancelled");
    status = qn__view_check(segment->segment.view, NULL, NULL, error);
    if (status == QN_OK && segment->deletes_view != NULL)
      status = qn__view_check(segment->deletes_view, NULL, NULL, error);
  }
  return status;
}

static qn_status import_all(qn_writer *writer, const char *dir, const qn__snapshot *source, qn_error *error) {
  qn_commit_info done;
  qn_status status = verify_source(writer, source, error);
  if (status != QN_OK)
    return status;
  qn__writer_take_settings(writer, &source->manifest.settings);
  status = check_source(writer, dir, source, error);
  if (status != QN_OK)
    return status; /* nothing is changed: the writer goes on */
  if (writer->builder != NULL)
    status = qn__writer_commit(writer, &done, error);
  if (status == QN_OK)
    status = qn__writer_begin_index(writer, error);
  if (status == QN_OK)
    status = qn__writer_begin_merge(writer, dir, source->manifest.sources, error);
  for (uint32_t i = 0; status == QN_OK && i < source->manifest.n_entries; i++)
    status = import_segment(writer, &source->segments[i], error);
  if (status == QN_OK)
    status = qn__writer_end_merge(writer, error);
  return qn__writer_fail(writer, status, error);
}

qn_status qn__writer_import(qn_writer *writer, const char *dir, qn_error *error) {
  qn__snapshot *source = NULL;
  qn_status status = dir == NULL ? qn__fail(error, QN_INVALID, "no index is given to merge") : QN_OK;
  if (status == QN_OK)
    status = qn__snapshot_open(&source, dir, NULL, error);
  if (status == QN_OK)
    status = import_all(writer, dir, source, error);
  qn__snapshot_close(source);
  return status;
}
