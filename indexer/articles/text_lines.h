/* SPDX-License-Identifier: MIT */
/* text_lines.h: lines of a text and the space around what they say. */
#ifndef QN_INDEXER_ARTICLES_TEXT_LINES_H
#define QN_INDEXER_ARTICLES_TEXT_LINES_H

#include <stdbool.h>

#include "quern.h"

/* Takes the next line, without its newline; false at the end. */
bool qn__take_line(qn_string *rest, qn_string *line);

/* Nothing but white space. */
bool qn__is_blank(const char *text, size_t size);

/* The text without the white space that it begins with. */
qn_string qn__skip_space(qn_string text);

/* The text without the white space around it. */
qn_string qn__trim(qn_string text);

#endif
