/* SPDX-License-Identifier: MIT */
/* path_globs.h: which paths the user wants, of those below a folder that was named: --glob and --exclude.  A glob is
 * written as in .gitignore, and {a,b} stands for a or b. */
#ifndef QN_INDEXER_WALK_PATH_GLOBS_H
#define QN_INDEXER_WALK_PATH_GLOBS_H

#include "walk/rule_list.h"

enum { QN__MOST_BRACES = 256 }; /* globs that one glob with braces may stand for */

typedef struct qn__path_globs {
  qn__rule_list rules;
  qn__buffer texts; /* char *: what the rules point into */
  bool some_wanted; /* files that no glob wants are left out */
} qn__path_globs;

void qn__path_globs_init(qn__path_globs *globs);
void qn__path_globs_clear(qn__path_globs *globs);

/* Wants what matches the glob, or leaves it out if the glob begins with '!' or `excluded` is set.  Later ones decide
 * over earlier ones.  QN_INVALID: it is not a glob. */
qn_status qn__path_globs_add(qn__path_globs *globs, const char *glob, bool excluded, qn_error *error);

/* Folders are wanted, left out, or undecided; so are files, unless some are wanted: then no file is undecided. */
qn__verdict qn__path_globs_verdict(const qn__path_globs *globs, const qn__walk_entry *entry, size_t start);

#endif
