/* SPDX-License-Identifier: MIT */
/* facet_json.h: the facets of an answer, for programs. */
#ifndef QN_QUERY_TOOL_FACET_JSON_H
#define QN_QUERY_TOOL_FACET_JSON_H

#include "tool/answer.h"
#include "tool/output_format.h"

/* Appends the member "facets"; nothing if none were asked for. */
void put_facets_json(const output *to, const search_answer *answer);

#endif
