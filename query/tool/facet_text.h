/* SPDX-License-Identifier: MIT */
/* facet_text.h: the facets of an answer, for people. */
#ifndef QN_QUERY_TOOL_FACET_TEXT_H
#define QN_QUERY_TOOL_FACET_TEXT_H

#include "tool/answer.h"
#include "tool/output_format.h"

/* Appends the facets that were asked for, each after an empty line; nothing where no article matches. */
void put_facets(const output *to, const search_answer *answer);

#endif
