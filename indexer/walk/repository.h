/* SPDX-License-Identifier: MIT */
/* repository.h: the rules above a folder that was named: those of the folders up to the root of the git repository that
 * it is in.  Outside of a repository there are none. */
#ifndef QN_INDEXER_WALK_REPOSITORY_H
#define QN_INDEXER_WALK_REPOSITORY_H

#include "walk/ignore_rules.h"

typedef struct qn__repository {
  const qn__ignore_level *rules; /* of the folder above; NULL: none */
  qn__ignore_level *levels;
  size_t n_levels;
  void (*problem)(void *context, const char *message);
  void *context;
} qn__repository;

/* `problem` is handed what is wrong with a file of rules, which is then as if it were not there. */
void qn__repository_init(qn__repository *repository, void (*problem)(void *context, const char *message),
                         void *context);
void qn__repository_clear(qn__repository *repository);

/* Reads the rules above the folder at `path`; sets `below`, a string, to the folder's path from the repository's root,
 * or leaves it as it is. */
qn_status qn__repository_find(qn__repository *repository, const char *path, qn__buffer *below, qn_error *error);

#endif
