/* SPDX-License-Identifier: MIT */
/* paragraphs.h: which lines of a text belong together?  A line break is a space where a paragraph goes on, and the end
 * of something else where a blank line, an indent, a list mark, a short line or a table says so. */
#ifndef QN_CORE_TEXT_PARAGRAPHS_H
#define QN_CORE_TEXT_PARAGRAPHS_H

#include <stdbool.h>
#include <stddef.h>

/* The end of the paragraph that begins at `start`, after its last line break; at most `size`.  A heading, a list entry,
 * and a line of verse, code or a table are paragraphs of their own; blank lines belong to the one before them.
 * `whole_line`: a line begins at `start`; else it may be the middle of one, of unknown width. */
size_t qn__paragraph_end(const char *text, size_t size, size_t start, bool whole_line);

#endif
