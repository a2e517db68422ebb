/* SPDX-License-Identifier: MIT */
/* walk.c: a depth-first walk in the order of names, so that the same folder gives the same index. */
#include "walk/walk.h"

#include "base/memory.h"
#include "base/status.h"
#include "base/string_set.h"
#include "walk/folder_names.h"
#include "walk/ignore_rules.h"
#include "walk/repository.h"
#include "walk/special_folders.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* A folder on the way from the top to where the walk is. */
typedef struct folder {
  const struct folder *parent;
  dev_t device;
  ino_t inode;
  const qn__ignore_level *rules; /* for what is in it */
} folder;

/* What needs much room is here: paths may be so long that two thousand folders are walked at once. */
typedef struct walk {
  const qn__walk_options *options;
  const qn__walk_visitor *visitor;
  struct stat own;          /* the folder that is left out; st_nlink 0: none */
  qn__buffer path;          /* where the walk is, as a string; the terminating zero is not counted */
  qn__buffer below;         /* the same from the top folder that has rules; there are zeros in neither */
  size_t named_size;        /* of the part of `below` that leads to the folder that was named */
  qn__buffer globbed;       /* the path that globs are compared with, where options->above is not NULL */
  qn_error reason;          /* why something could not be read */
  char rule[PATH_MAX + 60]; /* "FILE:LINE" of the rule that leaves something out */
  qn__repository repository;
  qn__string_set visited; /* device and inode of folders, where links are followed */
} walk;

static const char *path_of(const walk *w) {
  return (const char *)w->path.data;
}

static void report(const walk *w, const char *message) {
  if (w->visitor->problem != NULL)
    w->visitor->problem(w->visitor->context, path_of(w), message);
}

/* What is wrong with rules above the folder that was named. */
static void report_rules(void *context, const char *message) {
  report(context, message);
}

static qn_status skip(const walk *w, qn__skip why) {
  if (w->visitor->skipped != NULL)
    w->visitor->skipped(w->visitor->context, path_of(w), why, NULL);
  return QN_OK;
}

/* The file of a rule is named with its folder, unless that is above the folder that was named. */
static qn_status skip_ignored(walk *w, const qn__ignore_source *source) {
  const size_t below_size = w->below.size - source->start;
  const size_t folder_size = source->start >= w->named_size ? w->path.size - below_size : 0;
  if (w->visitor->skipped == NULL)
    return QN_OK;
  snprintf(w->rule, sizeof w->rule, "%.*s%s:%" PRIu32, folder_size < PATH_MAX ? (int)folder_size : 0, path_of(w),
           source->file, source->rule->line);
  w->visitor->skipped(w->visitor->context, path_of(w), QN__SKIP_IGNORED, w->rule);
  return QN_OK;
}

/* --- where the walk is -------------------------------------------------------------------------------------------- */

static void append(qn__buffer *path, const char *name) {
  if (path->size > 0 && path->data[path->size - 1] != '/')
    qn__buffer_u8(path, '/');
  qn__buffer_bytes(path, name, strlen(name) + 1);
  if (!path->failed)
    path->size--;
}

static bool enter(walk *w, const char *name) {
  append(&w->path, name);
  append(&w->below, name);
  return !w->path.failed && !w->below.failed;
}

static void cut(qn__buffer *path, size_t size) {
  path->size = size;
  path->data[size] = '\0';
}

/* --- what is wanted ----------------------------------------------------------------------------------------------- */

static bool has_one_of(const qn__file_type *const *types, size_t n, const char *name) {
  for (size_t i = 0; i < n; i++)
    if (qn__file_type_has(types[i], name, strlen(name)))
      return true;
  return false;
}

static bool has_type(const qn__walk_options *options, const char *name) {
  return (options->n_types == 0 || has_one_of(options->types, options->n_types, name)) &&
         !has_one_of(options->not_types, options->n_not_types, name);
}

static qn__verdict verdict_of_globs(walk *w, const qn__walk_entry *entry) {
  const qn__path_globs *globs = w->options->globs;
  if (globs == NULL || w->options->above == NULL)
    return globs == NULL ? QN__UNDECIDED : qn__path_globs_verdict(globs, entry, w->named_size);
  qn__buffer_reset(&w->globbed);
  qn__buffer_print(&w->globbed, "%s/%s", w->options->above, entry->path + w->named_size);
  if (w->globbed.failed)
    return QN__UNDECIDED; /* walk_entry fails */
  const size_t size = w->globbed.size, name = size - (entry->size - entry->name);
  const qn__walk_entry whole = {(const char *)w->globbed.data, size, name, entry->is_folder};
  return qn__path_globs_verdict(globs, &whole, 0);
}

static bool is_hidden(const walk *w, const char *name, bool is_folder) {
  return name[0] == '.' && !w->options->hidden && !(is_folder && qn__is_maildir(path_of(w)));
}

/* Whether the entry is wanted; if not, `*why`, and the rule that says so. */
static bool is_wanted(walk *w, const folder *parent, const char *name, bool is_folder, qn__skip *why,
                      qn__ignore_source *source) {
  const qn__walk_options *options = w->options;
  const qn__walk_entry entry = {(const char *)w->below.data, w->below.size, w->below.size - strlen(name), is_folder};
  if (qn__is_version_control(name, is_folder)) {
    *why = QN__SKIP_VERSIONS;
    return false;
  }
  qn__verdict verdict = verdict_of_globs(w, &entry);
  *why = QN__SKIP_GLOB;
  if (verdict == QN__UNDECIDED && !options->no_ignore) {
    verdict = qn__ignore_verdict(parent->rules, &entry, source);
    *why = QN__SKIP_IGNORED;
  }
  if (verdict == QN__UNDECIDED && is_hidden(w, name, is_folder)) {
    verdict = QN__UNWANTED;
    *why = QN__SKIP_HIDDEN;
  }
  if (verdict != QN__UNWANTED && !is_folder && !has_type(options, name)) {
    verdict = QN__UNWANTED;
    *why = QN__SKIP_TYPE;
  }
  return verdict != QN__UNWANTED;
}

/* --- folders ------------------------------------------------------------------------------------------------------ */

/* Reads the rules of the folder where the walk is, if it has any. */
static qn_status read_rules(walk *w, qn__ignore_level *level, const qn__folder_names *names, qn_error *error) {
  level->is_repository = qn__folder_names_have(names, ".git");
  for (unsigned file = 0; file < QN__N_IGNORE_FILES; file++) {
    if (!qn__ignore_file_is_in(file, names))
      continue;
    qn_status status = qn__ignore_level_read(level, file, path_of(w), &w->reason);
    if (status == QN_NO_MEMORY)
      return qn__fail_memory(error);
    if (status != QN_OK)
      report(w, w->reason.message);
  }
  return QN_OK;
}

static qn_status walk_entry(walk *w, const folder *parent, const qn__folder_name *name, qn_error *error);

static qn_status walk_names(walk *w, folder *self, const qn__folder_names *names, qn_error *error) {
  qn__ignore_level level;
  const size_t path_size = w->path.size, below_size = w->below.size;
  qn__ignore_level_init(&level, self->rules, below_size + (below_size > 0));
  qn_status status = w->options->no_ignore ? QN_OK : read_rules(w, &level, names, error);
  if (qn__ignore_level_decides(&level))
    self->rules = &level;
  for (size_t i = 0; i < names->n && status == QN_OK; i++) {
    const qn__folder_name *name = qn__folder_name_at(names, i);
    status = enter(w, name->name) ? walk_entry(w, self, name, error) : qn__fail_memory(error);
    if (status == QN_OK) {
      cut(&w->path, path_size);
      cut(&w->below, below_size);
    }
  }
  qn__ignore_level_clear(&level);
  return status;
}

static qn_status walk_folder(walk *w, folder *self, qn_error *error) {
  qn__folder_names names;
  qn__folder_names_init(&names);
  qn_status status = qn__folder_names_read(&names, path_of(w), &w->reason);
  if (status != QN_OK && status != QN_NO_MEMORY)
    report(w, w->reason.message);
  bool is_index = false;
  if (status != QN_NO_MEMORY)
    status = qn__find_index(path_of(w), &names, &is_index, error);
  else
    status = qn__fail_memory(error);
  if (status == QN_OK && is_index && self->parent != NULL)
    status = skip(w, QN__SKIP_INDEX);
  else if (status == QN_OK && is_index)
    report(w, "a quern index; `quern-index merge` adds its articles");
  else if (status == QN_OK)
    status = walk_names(w, self, &names, error);
  qn__folder_names_clear(&names);
  return status;
}

/* Whether the walk has been in the folder.  A loop needs a link, or a folder mounted below itself. */
static qn_status find_visited(walk *w, const folder *self, bool *visited, qn_error *error) {
  *visited = false;
  for (const folder *above = self->parent; above != NULL && !*visited; above = above->parent)
    *visited = above->device == self->device && above->inode == self->inode;
  if (*visited || !w->options->follow)
    return QN_OK;
  const uint64_t key[] = {self->device, self->inode};
  const uint32_t n = w->visited.n;
  if (qn__string_set_add(&w->visited, 0, (const char *)key, sizeof key) == NULL)
    return qn__fail_memory(error);
  *visited = w->visited.n == n;
  return QN_OK;
}

static bool is_own(const walk *w, const struct stat *status) {
  return w->own.st_nlink > 0 && w->own.st_dev == status->st_dev && w->own.st_ino == status->st_ino;
}

/* Something that is not wanted; of the folder that is left out nothing is said. */
static qn_status skip_unwanted(walk *w, qn__entry_kind kind, qn__skip why, const qn__ignore_source *source) {
  struct stat status;
  if (kind == QN__ENTRY_FOLDER && stat(path_of(w), &status) == 0 && is_own(w, &status))
    return QN_OK;
  return why == QN__SKIP_IGNORED ? skip_ignored(w, source) : skip(w, why);
}

static qn_status enter_folder(walk *w, const folder *parent, const struct stat *status, qn_error *error) {
  folder self = {parent, status->st_dev, status->st_ino, parent != NULL ? parent->rules : w->repository.rules};
  bool visited;
  if (is_own(w, status) ||
      (parent != NULL && w->visitor->enters != NULL && !w->visitor->enters(w->visitor->context, path_of(w))))
    return QN_OK;
  if (find_visited(w, &self, &visited, error) != QN_OK)
    return QN_NO_MEMORY;
  return visited ? skip(w, QN__SKIP_SEEN) : walk_folder(w, &self, error);
}

/* --- entries ------------------------------------------------------------------------------------------------------ */

/* What could not be examined is reported. */
static qn_status report_unseen(const walk *w, qn_error *error) {
  if (errno == ENOMEM)
    return qn__fail_errno(error, "examine", path_of(w));
  report(w, strerror(errno));
  return QN_OK;
}

static qn_status visit_file(walk *w, const struct stat *status, bool named, qn_error *error) {
  const qn__walked_file file = {path_of(w), status, named};
  return w->visitor->file(w->visitor->context, &file, error);
}

static qn_status walk_entry(walk *w, const folder *parent, const qn__folder_name *name, qn_error *error) {
  struct stat status;
  bool known = false;
  qn__entry_kind kind = name->kind;
  qn__skip why;
  qn__ignore_source source;
  if (w->visitor->cancelled != NULL && w->visitor->cancelled(w->visitor->context))
    return qn__fail(error, QN_CANCELLED, "cancelled");
  if (kind == QN__ENTRY_UNKNOWN || (kind == QN__ENTRY_LINK && w->options->follow)) {
    known = w->options->follow && stat(path_of(w), &status) == 0;
    if (!known && lstat(path_of(w), &status) != 0)
      return report_unseen(w, error);
    known = true;
    kind = qn__entry_kind_of(status.st_mode);
  }
  const bool wanted = is_wanted(w, parent, name->name, kind == QN__ENTRY_FOLDER, &why, &source);
  if (w->globbed.failed)
    return qn__fail_memory(error);
  if (!wanted)
    return skip_unwanted(w, kind, why, &source);
  if (!known && kind != QN__ENTRY_LINK && kind != QN__ENTRY_SPECIAL) {
    if (lstat(path_of(w), &status) != 0)
      return report_unseen(w, error);
    kind = qn__entry_kind_of(status.st_mode); /* something else may have taken its place */
  }
  if (kind == QN__ENTRY_LINK)
    return skip(w, QN__SKIP_LINK);
  if (kind == QN__ENTRY_SPECIAL)
    return skip(w, QN__SKIP_SPECIAL);
  return kind == QN__ENTRY_FOLDER ? enter_folder(w, parent, &status, error) : visit_file(w, &status, false, error);
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

static qn_status walk_named(walk *w, qn_error *error) {
  struct stat status;
  if (stat(path_of(w), &status) != 0)
    return report_unseen(w, error);
  if (!S_ISDIR(status.st_mode))
    return visit_file(w, &status, true, error);
  if (!w->options->no_ignore) {
    qn_status found = qn__repository_find(&w->repository, path_of(w), &w->below, error);
    if (found != QN_OK)
      return found;
    w->named_size = w->below.size + (w->below.size > 0);
  }
  return enter_folder(w, NULL, &status, error);
}

qn_status qn__walk(const char *path, const qn__walk_options *options, const qn__walk_visitor *visitor,
                   qn_error *error) {
  walk w = {.options = options, .visitor = visitor};
  if (options->own == NULL || stat(options->own, &w.own) != 0)
    w.own.st_nlink = 0;
  qn__buffer_init(&w.path);
  qn__buffer_init(&w.below);
  qn__buffer_init(&w.globbed);
  qn__repository_init(&w.repository, report_rules, &w);
  qn__string_set_init(&w.visited);
  qn__buffer_u8(&w.below, 0);
  append(&w.path, path);
  qn_status status = QN_NO_MEMORY;
  if (w.path.failed || w.below.failed)
    qn__fail_memory(error);
  else {
    w.below.size = 0;
    status = walk_named(&w, error);
  }
  qn__string_set_clear(&w.visited);
  qn__repository_clear(&w.repository);
  qn__buffer_clear(&w.path);
  qn__buffer_clear(&w.below);
  qn__buffer_clear(&w.globbed);
  return status;
}
