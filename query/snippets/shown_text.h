/* SPDX-License-Identifier: MIT */
/* shown_text.h: a text as a snippet shows it: a run of blanks is one space, and so is a ruler.  Sizes are counted in
 * characters. */
#ifndef QN_QUERY_SNIPPETS_SHOWN_TEXT_H
#define QN_QUERY_SNIPPETS_SHOWN_TEXT_H

#include "text/utf8.h"

#include <stdbool.h>
#include <stddef.h>

/* White space, control characters and line separators, all shown as a space. */
bool qn__shows_blank(uint32_t c);

/* The end of the blanks from `at` on, at most `end`. */
size_t qn__skip_blanks(const char *text, size_t at, size_t end);

/* The end of what is not blank in [start, end). */
size_t qn__trim_end(const char *text, size_t start, size_t end);

/* The end of the blanks and rulers from `at` on, at most `end`. */
size_t qn__skip_hidden(const char *text, size_t at, size_t end);

/* The end of [start, end) without the blanks and rulers at its end; what begins at `start` is no ruler. */
size_t qn__trim_hidden(const char *text, size_t start, size_t end);

/* The characters that [start, end) is shown as, if it has no rulers. */
size_t qn__shown_chars(const char *text, size_t start, size_t end);

/* The end of the first `n_chars` characters that are shown of [start, end). */
size_t qn__shown_forward(const char *text, size_t start, size_t end, size_t n_chars);

/* The start of the last `n_chars` characters that are shown of [start, end). */
size_t qn__shown_backward(const char *text, size_t start, size_t end, size_t n_chars);

#endif
