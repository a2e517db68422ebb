/* SPDX-License-Identifier: MIT */
/* walk.c: a depth-first walk in the order of names, so that the same folder gives the same index. */
#include "articles/walk.h"

#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder on the way from the top to where the walk is: meeting it again is a loop. */
typedef struct ancestor {
  const struct ancestor *parent;
  dev_t device;
  ino_t inode;
} ancestor;

typedef struct walk {
  struct stat own; /* the folder that is left out; st_nlink 0: none */
  const qn__article_sink *sink;
  qn__visit_file *visit;
  void *context;
} walk;

typedef struct name_list {
  char **names;
  size_t n_names, capacity;
} name_list;

static void report(const walk *w, const char *path, qn__severity severity, const char *message) {
  qn__source_location location = {path, 0, 0};
  if (w->sink != NULL)
    w->sink->problem(w->sink->context, &location, severity, message);
}

static void clear_names(name_list *list) {
  for (size_t i = 0; i < list->n_names; i++)
    qn__free(list->names[i]);
  qn__free(list->names);
}

static qn_status add_name(void *context, const char *name) {
  name_list *list = context;
  if (name[0] == '.')
    return QN_OK;
  if (list->n_names == list->capacity) {
    size_t capacity = list->capacity ? list->capacity * 2 : 64;
    char **names = qn__realloc(list->names, capacity * sizeof *names);
    if (names == NULL)
      return QN_NO_MEMORY;
    list->names = names;
    list->capacity = capacity;
  }
  list->names[list->n_names] = qn__copy_string(name, strlen(name));
  return list->names[list->n_names++] != NULL ? QN_OK : QN_NO_MEMORY;
}

static int compare_names(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Whether the folder is an index, also if it is damaged or of another version. */
static qn_status find_index(const char *folder, bool *is_index, qn_error *error) {
  qn_index *index = NULL;
  qn_status status = qn_index_open(&index, &folder, 1, error);
  qn_index_close(index);
  *is_index = status == QN_OK || status == QN_DAMAGED || status == QN_BAD_VERSION;
  return status == QN_NO_MEMORY ? status : QN_OK;
}

static qn_status walk_folder(const walk *w, const char *path, const ancestor *self, qn_error *error);

static qn_status walk_entry(const walk *w, const char *path, const ancestor *parent, qn_error *error) {
  struct stat status;
  struct stat link;
  if (stat(path, &status) != 0 || lstat(path, &link) != 0) {
    if (errno == ENOMEM)
      return qn__fail_errno(error, "examine", path);
    report(w, path, QN__REFUSED, strerror(errno));
    return QN_OK;
  }
  if (!S_ISDIR(status.st_mode)) {
    if (S_ISREG(status.st_mode) || parent == NULL)
      return w->visit(w->context, path, (uint64_t)status.st_size, error);
    report(w, path, QN__SKIPPED, "neither a file nor a folder");
    return QN_OK;
  }
  if (w->own.st_nlink > 0 && w->own.st_dev == status.st_dev && w->own.st_ino == status.st_ino)
    return QN_OK;
  ancestor self = {parent, status.st_dev, status.st_ino};
  for (const ancestor *a = parent; a != NULL; a = a->parent)
    if (a->device == self.device && a->inode == self.inode) {
      report(w, path, QN__SKIPPED, "leads back to a folder above it; not followed");
      return QN_OK;
    }
  if (parent != NULL && S_ISLNK(link.st_mode)) {
    report(w, path, QN__SKIPPED, "a symbolic link to a folder; name it on the command line to follow it");
    return QN_OK;
  }
  bool is_index;
  if (find_index(path, &is_index, error) != QN_OK)
    return QN_NO_MEMORY;
  if (is_index) {
    report(w, path, parent == NULL ? QN__REFUSED : QN__SKIPPED, "a quern index; `quern-index merge` adds its articles");
    return QN_OK;
  }
  return walk_folder(w, path, &self, error);
}

static qn_status walk_folder(const walk *w, const char *path, const ancestor *self, qn_error *error) {
  name_list list = {NULL, 0, 0};
  qn_error reason = {.message = ""};
  qn_status status = qn__each_entry(path, add_name, &list, &reason);
  if (status == QN_NO_MEMORY) {
    status = qn__fail_memory(error);
    goto out;
  }
  if (status != QN_OK) {
    report(w, path, QN__REFUSED, reason.message);
    status = QN_OK;
  }
  if (list.n_names > 0)
    qsort(list.names, list.n_names, sizeof *list.names, compare_names);
  for (size_t i = 0; i < list.n_names && status == QN_OK; i++) {
    char *entry = qn__join_path(path, list.names[i]);
    status = entry != NULL ? walk_entry(w, entry, self, error) : qn__fail_memory(error);
    qn__free(entry);
  }
out:
  clear_names(&list);
  return status;
}

qn_status qn__walk(const char *path, const char *own, const qn__article_sink *sink, qn__visit_file *visit,
                   void *context, qn_error *error) {
  walk w = {.sink = sink, .visit = visit, .context = context};
  if (own == NULL || stat(own, &w.own) != 0)
    w.own.st_nlink = 0;
  return walk_entry(&w, path, NULL, error);
}
