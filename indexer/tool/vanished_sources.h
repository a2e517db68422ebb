/* SPDX-License-Identifier: MIT */
/* vanished_sources.h: files that articles came from and that are not there any more: what --sync removes. */
#ifndef QN_INDEXER_TOOL_VANISHED_SOURCES_H
#define QN_INDEXER_TOOL_VANISHED_SOURCES_H

#include "quern.h"

/* Deletes the sources at `path` or below it whose files are gone; a link that is there now counts as gone unless links
 * are followed.  If all are gone and the folder is on another file system now, it is probably one that is not mounted:
 * then *mounted is false and nothing is deleted, unless `force` is true.  *n_removed: how many
 * were deleted. */
qn_status remove_vanished(qn_writer *writer, const char *path, bool follow, bool force, bool *mounted,
                          size_t *n_removed, qn_error *error);

#endif
