/* SPDX-License-Identifier: MIT */
/* suggestion_text.h: what may have been meant where little was found, in words. */
#ifndef QN_QUERY_TOOL_SUGGESTION_TEXT_H
#define QN_QUERY_TOOL_SUGGESTION_TEXT_H

#include "tool/answer.h"

/* Appends a line without its end, valid UTF-8; nothing if there is nothing to suggest. */
void put_suggestion_text(qn__buffer *out, const search_answer *answer);

#endif
