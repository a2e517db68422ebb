/* SPDX-License-Identifier: MIT */
/* sentences.h: where do the sentences of a text begin and end (UAX #29)?  All text is valid UTF-8. */
#ifndef QN_CORE_TEXT_SENTENCES_H
#define QN_CORE_TEXT_SENTENCES_H

#include <stddef.h>

/* The first sentence boundary after `offset` (a character's start), at most `size`.  The text is one paragraph: its
 * line breaks are spaces.  Initials, titles and dates (U.S. Treasury, Mr. Smith, 3. Oktober) end no sentence, nor does
 * any sign before a small letter. */
size_t qn__next_sentence(const char *text, size_t size, size_t offset);

/* The same exactly as UAX #29 has it: line breaks end sentences, and so do initials and titles. */
size_t qn__sentence_boundary(const char *text, size_t size, size_t offset);

#endif
