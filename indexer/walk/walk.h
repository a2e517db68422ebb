/* SPDX-License-Identifier: MIT */
/* walk.h: here are paths: which files are in them?  A path that is named is taken as it is; what is below it is left
 * out where the rules of ignore files, its name, its type or the options say so.
 *
 *     glob.h          a pattern        -> the paths that match it
 *     rule_list.h     patterns         -> the last one decides
 *     ignore_rules.h  .gitignore files -> what they leave out
 *     path_globs.h    --glob           -> what is wanted
 *     file_types.h    --type           -> names of files */
#ifndef QN_INDEXER_WALK_WALK_H
#define QN_INDEXER_WALK_WALK_H

#include <sys/stat.h>

#include "quern.h"
#include "walk/file_types.h"
#include "walk/path_globs.h"

/* Why something below a named folder was left out. */
typedef enum qn__skip {
  QN__SKIP_IGNORED,
  QN__SKIP_HIDDEN,
  QN__SKIP_GLOB,
  QN__SKIP_TYPE,
  QN__SKIP_LINK,
  QN__SKIP_SPECIAL,
  QN__SKIP_INDEX,
  QN__SKIP_VERSIONS, /* a folder of a version-control system */
  QN__SKIP_SEEN,     /* a folder that the walk has been in, or is in */
} qn__skip;

typedef struct qn__walk_options {
  const char *own; /* a folder that is left out without a word; NULL: none */
  const qn__path_globs *globs;
  const char *above; /* the way to the named folder from the one that the globs are relative to; NULL: it is that one */
  const qn__file_type *const *types; /* those wanted; n_types 0: all */
  const qn__file_type *const *not_types;
  size_t n_types, n_not_types;
  bool hidden; /* take hidden files and folders too */
  bool follow; /* follow links below named folders */
  bool no_ignore;
} qn__walk_options;

typedef struct qn__walked_file {
  const char *path;
  const struct stat *status;
  bool named; /* the path is the one that was handed in */
} qn__walked_file;

typedef struct qn__walk_visitor {
  /* Takes one file; any status but QN_OK ends the walk with it. */
  qn_status (*file)(void *context, const qn__walked_file *file, qn_error *error);
  /* Something was left out; `rule` is where the rule of an ignore file is that says so, as "FILE:LINE", or NULL.  May
   * be NULL. */
  void (*skipped)(void *context, const char *path, qn__skip why, const char *rule);
  /* Whether a folder below the named one is walked; false: it is left out without a word.  NULL: all are. */
  bool (*enters)(void *context, const char *path);
  /* Something that should have been walked could not be.  May be NULL. */
  void (*problem)(void *context, const char *path, const char *message);
  bool (*cancelled)(void *context); /* asked often; NULL: never */
  void *context;
} qn__walk_visitor;

/* Visits the file at `path`, or the files below it in the order of their names.  Links below it are not followed unless
 * the options say so. */
qn_status qn__walk(const char *path, const qn__walk_options *options, const qn__walk_visitor *visitor, qn_error *error);

#endif
