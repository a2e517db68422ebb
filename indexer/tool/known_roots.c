/* SPDX-License-Identifier: MIT */
/* known_roots.c: folders before files, each in the order of their paths. */
#include "tool/known_roots.h"

#include "base/status.h"

#include <string.h>

typedef struct gathering {
  qn__buffer text; /* of paths with their zeros */
  size_t n;
} gathering;

static bool keep_path(gathering *g, qn_string path) {
  qn__buffer_bytes(&g->text, path.data, path.size + 1);
  g->n++;
  return !g->text.failed;
}

static bool gather_root(void *context, const qn_root *root) {
  return !root->whole || keep_path(context, root->path);
}

static bool gather_named(void *context, const qn_source *source) {
  return !source->named || keep_path(context, source->path);
}

static qn_status list_paths(known_roots *roots, const gathering *g, qn_error *error) {
  char **paths = QN__RESERVE(char *, &roots->paths, g->n);
  if (paths == NULL || g->text.failed)
    return qn__fail_memory(error);
  char *at = (char *)g->text.data;
  for (; roots->n < g->n; at += strlen(at) + 1)
    paths[roots->n++] = at;
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
  gathering g = {.n = 0};
  qn_index *index = NULL;
  *roots = (known_roots){.n = 0};
  qn__buffer_init(&roots->text);
  qn__buffer_init(&roots->paths);
  qn__buffer_init(&g.text);
  qn_status status = qn_index_open(&index, &dir, 1, error);
  if (status == QN_OK)
    status = gather_all(index, &g, error);
  qn_index_close(index);
  if (status == QN_OK)
    status = list_paths(roots, &g, error);
  roots->text = g.text;
  return status;
}

void known_roots_clear(known_roots *roots) {
  qn__buffer_clear(&roots->text);
  qn__buffer_clear(&roots->paths);
  roots->n = 0;
}
