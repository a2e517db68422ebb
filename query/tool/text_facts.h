/* SPDX-License-Identifier: MIT */
/* text_facts.h: what an article is, below its title: facts side by side, on as many lines as they need. */
#ifndef QN_QUERY_TOOL_TEXT_FACTS_H
#define QN_QUERY_TOOL_TEXT_FACTS_H

#include "tool/answer.h"
#include "tool/output_format.h"

/* Appends date, place, index, and what is asked for of scores, numbers of similar articles and fields, in lines that
 * begin at column `indent`; nothing if there is none of these. */
void put_facts(const output *to, const search_answer *answer, const found_article *found, size_t indent);

#endif
