/* SPDX-License-Identifier: MIT */
/* boundaries.h: where a passage may begin and end: sentences (UAX #29) and graphemes.  All text is valid UTF-8. */
#ifndef QN_CORE_TEXT_BOUNDARIES_H
#define QN_CORE_TEXT_BOUNDARIES_H

#include <stdbool.h>
#include <stddef.h>

/* The first sentence boundary after `offset` (a character's start), at most `size`.  Line breaks end sentences;
 * initials and titles (U.S. Treasury, Mr. Smith) do not. */
size_t qn__next_sentence(const char *text, size_t size, size_t offset);

/* The same exactly as UAX #29 has it: initials and titles end sentences. */
size_t qn__sentence_boundary(const char *text, size_t size, size_t offset);

/* The last grapheme boundary at or before `offset`. */
size_t qn__grapheme_floor(const char *text, size_t size, size_t offset);

/* Columns that the text takes on a terminal; control characters take none. */
size_t qn__display_width(const char *text, size_t size);

#endif
