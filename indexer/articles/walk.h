/* SPDX-License-Identifier: MIT */
/* walk.h: paths -> files. */
#ifndef QN_INDEXER_ARTICLES_WALK_H
#define QN_INDEXER_ARTICLES_WALK_H

#include "articles/article_sink.h"

/* Takes one file and its size; any status but QN_OK ends the walk with it. */
typedef qn_status qn__visit_file(void *context, const char *path, uint64_t size, qn_error *error);

/* Visits the file at `path`, or all files below it in the order of their names.  Hidden entries, and quern indexes
 * with all that is in them, are left out, the folder `own` (NULL: none) without a word; symbolic links lead to files,
 * to folders only if the link is `path` itself.  What cannot be read or is left out is a problem for `sink`, which may
 * be NULL. */
qn_status qn__walk(const char *path, const char *own, const qn__article_sink *sink, qn__visit_file *visit,
                   void *context, qn_error *error);

#endif
