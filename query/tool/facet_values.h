/* SPDX-License-Identifier: MIT */
/* facet_values.h: what a facet counted, in words. */
#ifndef QN_QUERY_TOOL_FACET_VALUES_H
#define QN_QUERY_TOOL_FACET_VALUES_H

#include "base/buffer.h"
#include "quern.h"

/* Appends a date as 2025, 2025-06 or 2025-06-09, as the facet counts dates. */
void put_facet_date(qn__buffer *out, qn_facet_by by, int64_t seconds);

/* Appends a value as text: any valid UTF-8, of which a keyword may consist. */
void put_facet_value(qn__buffer *out, const qn_facet *facet, const qn_facet_value *value);

/* Appends ": 31 of 42 articles", after the facet's name. */
void put_facet_counts(qn__buffer *out, const qn_facet_result *result, const qn_hits *hits);

#endif
