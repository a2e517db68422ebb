/* SPDX-License-Identifier: MIT */
/* directory.c: which files of a directory are ours, and which of ours are needed. */
#include "writer/writer.h"

#include "base/file.h"
#include "base/memory.h"
#include "builder/spool.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t span_of(const char *text, const char *characters) {
  return strspn(text, characters);
}

/* A segment, or its deletes: 32 hexadecimal digits and ".NUMBER.deletes". */
static bool is_segment_file(const char *name) {
  if (qn__is_segment_name(name))
    return true;
  if (span_of(name, "0123456789abcdef") != 32 || name[32] != '.')
    return false;
  size_t digits = span_of(name + 33, "0123456789");
  return digits > 0 && strcmp(name + 33 + digits, QN__DELETES_SUFFIX) == 0;
}

/* What a crash may leave: "segment0.tmp", "import.tmp"... */
static bool is_temporary(const char *name) {
  static const char *const names[] = {"segment0.tmp", "segment1.tmp", "import.tmp", QN__SPOOL_NAME,
                                      QN__MANIFEST_NAME ".new"};
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
  if (is_segment_file(name) || is_temporary(name) || strcmp(name, QN__LOCK_NAME) == 0)
    return QN_OK;
  return qn__fail(self->error, QN_NOT_EMPTY,
                  "%s holds something that is not a quern index (%s): choose an empty or new directory", self->dir,
                  name);
}

qn_status qn__directory_check(const char *dir, qn_error *error) {
  struct stat found;
  check self = {dir, error};
  if (stat(dir, &found) != 0)
    return QN_OK; /* making it reports what else is wrong */
  if (!S_ISDIR(found.st_mode))
    return qn__fail(error, QN_NOT_EMPTY, "%s is a file, and an index is a directory", dir);
  return qn__each_entry(dir, check_entry, &self, error);
}

static bool is_needed(const qn_writer *writer, const char *name) {
  char deletes[96];
  for (size_t i = 0; i < writer->n_segments; i++) {
    const qn__manifest_entry *entry = &writer->segments[i].entry;
    if (strncmp(name, entry->name, 32) != 0)
      continue;
    snprintf(deletes, sizeof deletes, ".%llu" QN__DELETES_SUFFIX, (unsigned long long)entry->deletes);
    if (strcmp(name + 32, QN__SEGMENT_SUFFIX) == 0 || (entry->deletes != 0 && strcmp(name + 32, deletes) == 0))
      return true;
  }
  return false;
}

static qn_status remove_entry(void *context, const char *name) {
  const qn_writer *writer = context;
  if (!is_temporary(name) && (!is_segment_file(name) || is_needed(writer, name)))
    return QN_OK;
  char *path = qn__join_path(writer->dir, name);
  if (path != NULL)
    unlink(path);
  qn__free(path);
  return QN_OK;
}

void qn__directory_clean(const qn_writer *writer) {
  qn__each_entry(writer->dir, remove_entry, (void *)(uintptr_t)writer, NULL); /* what stays now goes next time */
}
