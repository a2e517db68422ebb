/* SPDX-License-Identifier: MIT */
/* vanished_sources.h: files that articles came from and that are not there any more: what --sync removes. */
#ifndef QN_INDEXER_TOOL_VANISHED_SOURCES_H
#define QN_INDEXER_TOOL_VANISHED_SOURCES_H

#include "quern.h"

typedef struct vanished {
  size_t n_removed; /* sources that were deleted */
  size_t n_kept;    /* files that are gone, and their file system with them: it is probably not mounted */
} vanished;

/* Deletes the sources at `path` or below it whose files are gone; a link that is there now counts as gone unless links
 * are followed.  One is kept, unless `force` is true, if its device is neither that of the nearest folder that is there
 * nor that of another source which is there. */
qn_status remove_vanished(qn_writer *writer, const char *path, bool follow, bool force, vanished *out, qn_error *error);

#endif
