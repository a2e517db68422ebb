/* SPDX-License-Identifier: MIT */
/* directory.c: which files of a directory are ours, and which of ours are needed. */
#include "writer/writer.h"

#include "base/file.h"
#include "base/memory.h"
#include "builder/spool.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A segment, or its deletes: 32 hexadecimal digits and ".NUMBER.deletes"; or source records. */
static bool is_lasting(const char *name) {
  if (qn__is_segment_name(name) || qn__is_sources_name(name))
    return true;
  if (strspn(name, "0123456789abcdef") != 32 || name[32] != '.')
    return false;
  size_t digits = strspn(name + 33, "0123456789");
  return digits > 0 && strcmp(name + 33 + digits, QN__DELETES_SUFFIX) == 0;
}

/* "spool.tmp", with hexadecimal digits in the middle or without. */
static bool is_spool(const char *name) {
  const size_t size = sizeof QN__SPOOL_NAME - 1;
  return strncmp(name, QN__SPOOL_NAME, size) == 0 &&
         strcmp(name + size + strspn(name + size, "0123456789abcdef"), QN__SPOOL_SUFFIX) == 0;
}

/* What a crash may leave: "segment0.tmp", "import.tmp"... */
static bool is_temporary(const char *name) {
  if (is_spool(name))
    return true;
  static const char *const names[] = {"segment0.tmp",
                                      "segment1.tmp",
                                      "import.tmp",
                                      QN__SOURCES_TEMPORARY,
                                      QN__MANIFEST_NAME QN__NEW_SUFFIX,
                                      QN__UNSYNCED_NAME QN__NEW_SUFFIX};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(name, names[i]) == 0)
      return true;
  return false;
}

typedef struct check {
  const char *dir;
  qn_error *error;
} check;

static qn_status check_entry(void *context, const char *name) {
  const check *self = context;
  if (is_lasting(name) || is_temporary(name) || strcmp(name, QN__LOCK_NAME) == 0 ||
      strcmp(name, QN__UNSYNCED_NAME) == 0)
    return QN_OK;
  return qn__fail(self->error, QN_NOT_EMPTY,
                  "%s holds something that is not a quern index (%s): choose an empty or new directory", self->dir,
                  name);
}

qn_status qn__directory_check(const char *dir, qn_error *error) {
  struct stat found;
  check self = {dir, error};
  if (stat(dir, &found) != 0)
    return errno == ENOENT || errno == ENOTDIR ? QN_OK : qn__fail_errno(error, "examine", dir);
  if (!S_ISDIR(found.st_mode))
    return qn__fail(error, QN_NOT_EMPTY, "%s is a file, and an index is a directory", dir);
  return qn__each_entry(dir, check_entry, &self, error);
}

static bool names_file(const qn__manifest_entry *entry, const char *name) {
  char file[QN__FILE_NAME_SIZE];
  if (strncmp(name, entry->name, 32) != 0)
    return false;
  qn__segment_file_name(file, entry->name);
  if (strcmp(name, file) == 0)
    return true;
  qn__deletes_file_name(file, entry->name, entry->deletes);
  return entry->deletes != 0 && strcmp(name, file) == 0;
}

/* By the index, or by its last synced generation. */
static bool is_needed(const qn_writer *writer, const char *name) {
  if (qn__is_sources_name(name))
    return strncmp(name, writer->sources.name, 32) == 0 || strncmp(name, writer->synced.sources, 32) == 0;
  for (size_t i = 0; i < writer->n_segments; i++)
    if (names_file(&writer->segments[i].entry, name))
      return true;
  for (uint32_t i = 0; i < writer->synced.n_entries; i++)
    if (names_file(&writer->synced.entries[i], name))
      return true;
  return false;
}

static qn_status remove_entry(void *context, const char *name) {
  const qn_writer *writer = context;
  bool stale = strcmp(name, QN__UNSYNCED_NAME) == 0 && writer->generation == writer->synced.generation;
  if (is_temporary(name) || stale || (is_lasting(name) && !is_needed(writer, name)))
    qn__directory_remove(&writer->directory, name);
  return QN_OK;
}

qn_status qn__directory_check_owned(const qn_writer *writer, qn_error *error) {
  bool in_place = false, has_lock = false;
  qn_status status = qn__directory_is_in_place(&writer->directory, &in_place, error);
  if (status == QN_OK && in_place)
    status = qn__directory_has_file(&writer->directory, QN__LOCK_NAME, writer->lock, &has_lock, error);
  if (status != QN_OK)
    return status;
  if (!in_place)
    return qn__fail(error, QN_IO, "%s was moved, removed or replaced while it was written to; nothing was committed",
                    writer->name);
  if (!has_lock)
    return qn__fail(error, QN_LOCKED,
                    "%s/" QN__LOCK_NAME " was removed or replaced while it was held; nothing was committed",
                    writer->name);
  uint64_t generation = 0;
  status = qn__manifest_newest_generation(&generation, writer->dir, error);
  if (status != QN_OK)
    return status;
  if (generation != writer->generation)
    return qn__fail(error, QN_LOCKED, "another writer has changed %s meanwhile; nothing was committed", writer->name);
  return QN_OK;
}

void qn__directory_clean(qn_writer *writer) {
  qn__each_entry(writer->dir, remove_entry, writer, NULL); /* what cannot be removed now is removed next time */
}
