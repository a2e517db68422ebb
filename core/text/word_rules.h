/* SPDX-License-Identifier: MIT */
/* word_rules.h: where a word ends: quern's rules on top of UAX #29, for scripts with spaces. */
#ifndef QN_CORE_TEXT_WORD_RULES_H
#define QN_CORE_TEXT_WORD_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* The end of the word that begins at `start`, which is not of a script without spaces; at most QN__WORD_MAX bytes. */
size_t qn__find_word_end(const char *text, size_t size, size_t start);

/* True if the character at `at` stands between two Hebrew letters, where a double quote is part of an acronym. */
bool qn__is_between_hebrew(const char *text, size_t size, size_t at);

#endif
