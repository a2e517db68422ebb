/* SPDX-License-Identifier: MIT */
/* repository.c: up to the root, then the rules from there down. */
#include "walk/repository.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/status.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void qn__repository_init(qn__repository *repository, void (*problem)(void *context, const char *message),
                         void *context) {
  *repository = (qn__repository){.problem = problem, .context = context};
}

void qn__repository_clear(qn__repository *repository) {
  for (size_t i = 0; i < repository->n_levels; i++)
    qn__ignore_level_clear(&repository->levels[i]);
  qn__free(repository->levels);
}

static bool is_root(const char *folder, bool *failed) {
  char *path = qn__join_path(folder, ".git");
  const bool found = path != NULL && access(path, F_OK) == 0;
  *failed |= path == NULL;
  qn__free(path);
  return found;
}

/* The size of the path of the root above the folder at the absolute path, which is cut up on the way; 0: there is none,
 * or it is the folder itself. */
static size_t find_root(const char *path, bool *failed) {
  char *above = qn__copy_string(path, strlen(path));
  *failed = above == NULL;
  size_t size = 0;
  if (!*failed && !is_root(above, failed))
    for (char *slash; size == 0 && !*failed && (slash = strrchr(above, '/')) != NULL && slash > above;) {
      *slash = '\0';
      if (is_root(above, failed))
        size = (size_t)(slash - above);
    }
  qn__free(above);
  return size;
}

static qn_status add_level(qn__repository *repository, const char *folder, size_t start, qn_error *error) {
  qn__ignore_level *level = &repository->levels[repository->n_levels];
  qn__ignore_level_init(level, repository->rules, start);
  level->is_repository = repository->n_levels == 0;
  repository->rules = level;
  repository->n_levels++;
  for (unsigned file = 0; file < QN__N_IGNORE_FILES; file++) {
    qn_error problem;
    qn_status status = qn__ignore_level_read(level, file, folder, &problem);
    if (status == QN_NO_MEMORY)
      return qn__fail_memory(error);
    if (status != QN_OK)
      repository->problem(repository->context, problem.message);
  }
  return QN_OK;
}

/* Cuts the path up while it is read, from the root on. */
static qn_status read_levels(qn__repository *repository, char *path, size_t root_size, qn_error *error) {
  size_t n = 0;
  for (const char *p = path + root_size; *p != '\0'; p++)
    n += *p == '/';
  repository->levels = qn__malloc(n * sizeof *repository->levels);
  if (repository->levels == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  for (char *slash = path + root_size; slash != NULL && status == QN_OK; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    status = add_level(repository, path, (size_t)(slash - path) - root_size, error);
    *slash = '/';
  }
  return status;
}

qn_status qn__repository_find(qn__repository *repository, const char *path, qn__buffer *below, qn_error *error) {
  char *real = realpath(path, NULL);
  bool failed = real == NULL && errno == ENOMEM;
  const size_t root_size = real != NULL ? find_root(real, &failed) : 0;
  qn_status status = failed ? qn__fail_memory(error) : QN_OK;
  if (status == QN_OK && root_size > 0)
    status = read_levels(repository, real, root_size, error);
  if (status == QN_OK && root_size > 0) {
    qn__buffer_bytes(below, real + root_size + 1, strlen(real + root_size + 1) + 1);
    if (below->failed)
      status = qn__fail_memory(error);
    else
      below->size--;
  }
  free(real);
  return status;
}
