/* SPDX-License-Identifier: MIT */
/* endings.h: the stemmers of languages that libstemmer 2.2 has none for: the longest ending of a list is removed. */
#ifndef QN_CORE_TEXT_ENDINGS_H
#define QN_CORE_TEXT_ENDINGS_H

#include <stddef.h>
#include <stdint.h>

/* The endings of a language, in a string with a space before and after each; NULL if it has none here. */
const char *qn__language_endings(uint8_t language);

/* The bytes of a folded word before its longest ending that leaves three characters; all if there is none. */
size_t qn__stem_size(const char *endings, const char *word, size_t size);

#endif
