/* SPDX-License-Identifier: MIT */
/* fresh_files.h: --fresh: files of hits that have changed are added again before the query is answered. */
#ifndef QN_QUERY_TOOL_FRESH_FILES_H
#define QN_QUERY_TOOL_FRESH_FILES_H

#include "tool/tool_options.h"

/* Answers the query once, and runs `quern-index add` on the files of the hits that have changed.  What goes wrong is
 * reported, and so is a file that was added with options about its reading, which this does not know; the answer is then
 * that of the index as it is.  Nothing is deleted because a file is gone: its drive may be away. */
void add_fresh_files(const qn_index *index, const tool_options *options);

#endif
