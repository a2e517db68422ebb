/* SPDX-License-Identifier: MIT */
/* known_roots.c: folders before files, and these before what was followed, each in the order of their paths. */
#include "tool/known_roots.h"

#include "base/status.h"

#include <string.h>

/* Paths, with their zeros. */
typedef struct path_texts {
  qn__buffer text;
  size_t n;
} path_texts;

typedef struct gathering {
  path_texts read, followed;
} gathering;

static bool keep_path(path_texts *paths, qn_string path) {
  qn__buffer_bytes(&paths->text, path.data, path.size + 1);
  paths->n++;
  return !paths->text.failed;
}

static bool gather_root(void *context, const qn_root *root) {
  gathering *g = context;
  return !root->whole || keep_path(&g->read, root->path);
}

static bool gather_named(void *context, const qn_source *source) {
  gathering *g = context;
  return !source->named || keep_path(source->followed ? &g->followed : &g->read, source->path);
}

static qn_status list_paths(known_roots *roots, const gathering *g, qn_error *error) {
  const size_t n = g->read.n + g->followed.n;
  char **paths = QN__RESERVE(char *, &roots->paths, n);
  qn__buffer_bytes(&roots->text, g->read.text.data, g->read.text.size);
  qn__buffer_bytes(&roots->text, g->followed.text.data, g->followed.text.size);
  if (paths == NULL || roots->text.failed || g->read.text.failed || g->followed.text.failed)
    return qn__fail_memory(error);
  char *at = (char *)roots->text.data;
  for (; roots->n < n; at += strlen(at) + 1)
    paths[roots->n++] = at;
  roots->n_followed = g->followed.n;
  return QN_OK;
}

/* Says what helps where the records are not to be had. */
static qn_status fail_lost(const qn_error *problem, qn_status status, qn_error *error) {
  if (status != QN_DAMAGED && status != QN_NOT_FOUND && status != QN_BAD_VERSION)
    return qn__fail(error, status, "%s", problem->message);
  return qn__fail(error, status,
                  "%s; what was added before is not known: name the files and folders again, with their options, and "
                  "they are read again",
                  problem->message);
}

static qn_status gather_all(const qn_index *index, gathering *g, qn_error *error) {
  qn_error problem;
  qn_status status = qn_index_each_root(index, gather_root, g, &problem);
  if (status == QN_OK)
    status = qn_index_each_source(index, gather_named, g, &problem);
  return status == QN_OK ? QN_OK : fail_lost(&problem, status, error);
}

qn_status known_roots_read(known_roots *roots, const char *dir, qn_error *error) {
  gathering g;
  qn_index *index = NULL;
  *roots = (known_roots){.n = 0};
  qn__buffer_init(&roots->text);
  qn__buffer_init(&roots->paths);
  g.read.n = g.followed.n = 0;
  qn__buffer_init(&g.read.text);
  qn__buffer_init(&g.followed.text);
  qn_status status = qn_index_open(&index, &dir, 1, error);
  if (status == QN_OK)
    status = gather_all(index, &g, error);
  qn_index_close(index);
  if (status == QN_OK)
    status = list_paths(roots, &g, error);
  qn__buffer_clear(&g.read.text);
  qn__buffer_clear(&g.followed.text);
  return status;
}

void known_roots_clear(known_roots *roots) {
  qn__buffer_clear(&roots->text);
  qn__buffer_clear(&roots->paths);
  roots->n = roots->n_followed = 0;
}
