/* SPDX-License-Identifier: MIT */
/* fold.h: removes marks from letters, so that a query without them finds the word. */
#ifndef QN_CORE_TEXT_FOLD_H
#define QN_CORE_TEXT_FOLD_H

#include <stddef.h>

/* Writes the folded text, at most `capacity` bytes of whole characters, and returns its size.  The text is valid UTF-8,
 * casefolded and in NFKC.  `out` and `text` do not overlap. */
size_t qn__fold(char *out, size_t capacity, const char *text, size_t size);

/* The same, but removes only the marks that no orthography of Latin, Cyrillic or Arabic uses and that stemmers do not
 * know: stress marks, vowel signs, the superscript alef.  Letters with a mark of their own stay. */
size_t qn__drop_marks(char *out, size_t capacity, const char *text, size_t size);

#endif
