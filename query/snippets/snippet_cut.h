/* SPDX-License-Identifier: MIT */
/* snippet_cut.h: from a decoded passage to the snippet a person reads: where it begins and ends, what is marked, how it
 * looks.  Knows no index. */
#ifndef QN_QUERY_SNIPPETS_SNIPPET_CUT_H
#define QN_QUERY_SNIPPETS_SNIPPET_CUT_H

#include "snippets/snippet_extent.h"

/* Scans the passage and keeps its words of [first, end), in the arena. */
qn_status qn__scan_run(qn__arena *arena, const qn__passage *passage, uint32_t first, uint32_t end, qn__word_run *run,
                       qn_error *error);

/* Byte ranges of the matches that begin among the words, ascending, those that touch as one.  Of the cut it reads the
 * matches with their places.  `ranges` has room for one for each match; returns how many there are. */
size_t qn__mark_matches(const qn__cut *cut, const qn__word_run *run, qn_range *ranges);

/* Cuts a snippet, and finds the places of the cut's matches for it; *text_end is where it ends in the text.  Its
 * strings are the arena's.  An empty one: there is nothing left to show. */
qn_status qn__cut_snippet(qn__arena *arena, qn__cut *cut, qn_snippet *snippet, size_t *text_end, qn_error *error);

#endif
