/* SPDX-License-Identifier: MIT */
/* fresh_files.h: --fresh: files of hits that have changed are added again before the query is answered. */
#ifndef QN_QUERY_TOOL_FRESH_FILES_H
#define QN_QUERY_TOOL_FRESH_FILES_H

#include "tool/tool_options.h"

/* Answers the query once, and runs `quern-index add` on the files of the hits that have changed.  What goes wrong is
 * reported; the answer is then that of the index as it is.  A file that was added with options about its reading, which
 * are not known here, is reported and left out.  Nothing is deleted because a file is gone: its drive may be away. */
void add_fresh_files(const qn_index *index, const tool_options *options);

#endif
