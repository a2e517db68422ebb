/* SPDX-License-Identifier: MIT */
/* stale_hits.h: have the files of the hits changed since they were read?  One look at the file system for each
 * file, and one at its record; where bytes of its name are not UTF-8, at all records. */
#ifndef QN_QUERY_TOOL_STALE_HITS_H
#define QN_QUERY_TOOL_STALE_HITS_H

#include "tool/answer.h"

/* Called with the file of a hit or of several, whose state has been set.  It is unknown if the file cannot be looked
 * at. */
typedef void stale_visit(void *context, const qn_source *source, source_state state);

/* Sets the state of each hit whose file the index has a record of, and calls `visit` (may be NULL).  A failure leaves
 * states unknown. */
qn_status find_stale_hits(search_answer *answer, const qn_index *index, stale_visit *visit, void *context,
                          qn_error *error);

/* "changed", "gone"; NULL: it is as it was, or that is not known. */
const char *stale_word(const found_article *found);

#endif
