/* SPDX-License-Identifier: MIT */
/* regex.h: a regular expression that describes whole words, as an automaton.  It has
 *
 *     a        a letter, in either case            .        any letter
 *     [a-z]    one of these, [^a-z] any other      \d \w    a digit, a letter or digit; \D \W any other
 *     a|b      one or the other                    (ab)     a group
 *     a* a+ a? any number, one or more, or none    a{2,5}   so many; {2} {2,}
 *     \.       a sign as it is                     \s       a space, which no word has; \S any letter
 *
 * A ^ at its beginning and a $ at its end say what is so anyway. */
#ifndef QN_QUERY_LANGUAGE_REGEX_H
#define QN_QUERY_LANGUAGE_REGEX_H

#include "language/automaton.h"

/* What is wrong with an expression. */
typedef struct qn__regex_fault {
  unsigned column; /* of the character at fault, from 1 */
  const char *why; /* "has a ( that is not closed": what the expression has or is */
} qn__regex_fault;

/* Makes the automaton, or only checks the expression where that is NULL.  The text is valid UTF-8.  False if it cannot
 * be understood, or is too large: it takes more than QN__POSITIONS_MAX positions, or as much work. */
bool qn__regex_compile(qn__automaton *automaton, const char *text, size_t size, qn__regex_fault *fault);

#endif
