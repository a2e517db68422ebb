/* SPDX-License-Identifier: MIT */
/* patterns.h: words with characters that stand for others.  The marks are those of a word wherever it stands, alone or
 * in quotes:
 *     *       any letters; alone between the words of a phrase, any one word
 *     ?       one letter, where letters follow; at the end of a word it is punctuation
 *     word~N  words with up to N letters other than written
 *     word*~  the word, or words that begin with it */
#ifndef QN_QUERY_LANGUAGE_PATTERNS_H
#define QN_QUERY_LANGUAGE_PATTERNS_H

#include "language/slips.h"

/* How a word is looked for. */
typedef struct qn__pattern {
  qn__operator op; /* QN__TERM, QN__WILDCARD, QN__FUZZY, QN__PARTIAL; QN__GROUP: it is a gap, any one word */
  uint8_t edits;   /* of QN__FUZZY */
} qn__pattern;

/* Finds up to `max` words of a text that has such marks, and how each is looked for; there is room for one more.
 * *beyond is where the next word begins, or `size` if there is none.  Marks that mean nothing where they stand are
 * reported, and become spaces in the text of the query.  `quoted`: gaps are kept between words.  Scratch memory is the
 * query's. */
size_t qn__find_patterns(qn__slips *slips, const char *text, size_t size, bool quoted, qn__word *words,
                         qn__pattern *patterns, size_t max, size_t *beyond);

/* How many letters of a word may be other than written, by its length: 0, 1 or 2. */
uint8_t qn__edits_by_length(const char *word, const char *end);

/* Whether a text ends in a letter or digit of any script, or a mark on one: after that the marks above may stand. */
bool qn__ends_in_letter(const char *text, const char *end);

/* Replaces marks of patterns and quotes by spaces, in place, so that they are none in the canonical text either. */
void qn__remove_marks(char *text, size_t size);

#endif
