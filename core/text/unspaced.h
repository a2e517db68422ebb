/* SPDX-License-Identifier: MIT */
/* unspaced.h: the characters of scripts without spaces and of Korean, which are taken in overlapping pairs. */
#ifndef QN_CORE_TEXT_UNSPACED_H
#define QN_CORE_TEXT_UNSPACED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The end of the word that begins with the character of such a script at `start`: after the next character if it is one
 * too, also over a line break, else after the first.  *next is where the following word may begin. */
size_t qn__find_pair_end(const char *text, size_t size, size_t start, size_t *next);

bool qn__is_hangul(uint32_t c);

/* True for a character of a script without spaces, beside which a line of text may end within a word. */
bool qn__breaks_anywhere(uint32_t c);

/* Where text goes on that is wrapped at `at`: after a line break with the blanks around it, if `before` and the
 * character there are of scripts without spaces.  `at` if it is not wrapped there. */
size_t qn__find_wrap_end(const char *text, size_t size, size_t at, uint32_t before);

#endif
