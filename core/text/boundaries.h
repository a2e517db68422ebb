/* SPDX-License-Identifier: MIT */
/* boundaries.h: graphemes, and the columns that they take.  All text is valid UTF-8. */
#ifndef QN_CORE_TEXT_BOUNDARIES_H
#define QN_CORE_TEXT_BOUNDARIES_H

#include <stddef.h>

/* The last grapheme boundary at or before `offset`. */
size_t qn__grapheme_floor(const char *text, size_t size, size_t offset);

/* Columns that the text takes on a terminal; control characters take none, emoji that are joined those of one. */
size_t qn__display_width(const char *text, size_t size);

#endif
