/* SPDX-License-Identifier: MIT */
/* naive_patterns.h: whether a word matches a pattern, by trying all ways.  Slow and obvious: what the automata must
 * agree with.  It shares with the library what a letter is without its marks, and nothing else.  Words and patterns are
 * forms: without case. */
#ifndef QN_TESTS_REFERENCE_NAIVE_PATTERNS_H
#define QN_TESTS_REFERENCE_NAIVE_PATTERNS_H

#include <stdbool.h>

/* * is any number of letters, ? is one. */
bool naive_wildcard(const char *pattern, const char *word);

/* The word begins so. */
bool naive_prefix(const char *prefix, const char *word);

/* Letters, . [] [^] \d \w | () * + ? {m} {m,} {m,n}, well-formed. */
bool naive_regex(const char *expression, const char *word);

/* At most so many letters more, less, or others, or neighbours that have changed places, are between the two. */
bool naive_fuzzy(const char *looked_for, unsigned edits, const char *word);

#endif
