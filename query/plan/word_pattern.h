/* SPDX-License-Identifier: MIT */
/* word_pattern.h: which words does a word of a query stand for that expands?  The answer is an automaton over forms.
 *
 *     wor?d*, *ing   QN__WILDCARD: ? is any letter, * any number of them
 *     wor            QN__PARTIAL: what begins so
 *     word~2         QN__FUZZY: what is at most so many edits away: a letter more, less or another, or two in the other
 *                    order, which are not edited again (optimal string alignment)
 *     re:/wo.+/      QN__REGEX: what the expression describes (language/regex.h) */
#ifndef QN_QUERY_PLAN_WORD_PATTERN_H
#define QN_QUERY_PLAN_WORD_PATTERN_H

#include "language/automaton.h"
#include "language/query.h"
#include "text/analyze.h"

enum {
  QN__PATTERN_MAX = 4096, /* bytes of a longer one are not looked at: it stands for no word */
  QN__EDITS_MAX = 2,
  QN__PATTERN_KEY_MAX = QN__PATTERN_MAX + 3,
};

/* Makes the automaton of a word that expands; *possible is false if it stands for no word at all.  A fuzzy word that is
 * too long for its edits (of more than 56 letters, if they are 2) has fewer. */
qn_status qn__word_pattern(qn__automaton *automaton, const qn__query_word *word, qn__analyzer *analyzer, bool *possible,
                           qn_error *error);

/* The word itself, as a term, that a fuzzy or partial word stands for in the first place; false of other patterns. */
bool qn__own_word(qn__query_word *out, const qn__query_word *word);

/* Writes a key that no other pattern has, without a zero byte in it; returns its size, 0 if the pattern is too long. */
size_t qn__pattern_key(char key[QN__PATTERN_KEY_MAX], const qn__query_word *word);

/* The word as it is written in a query, zero-terminated; NULL: out of memory. */
char *qn__pattern_name(const qn__query_word *word, qn__arena *arena);

#endif
