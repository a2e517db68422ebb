/* SPDX-License-Identifier: MIT */
/* facet_order.h: from what was counted to what is shown: segments put together, days to months, the most frequent. */
#ifndef QN_QUERY_COLLECT_FACET_ORDER_H
#define QN_QUERY_COLLECT_FACET_ORDER_H

#include "collect/facets.h"

/* Merges keywords, in order, into others in order: counts of the same keyword add up. */
qn_status qn__merge_counted(qn__counted **values, size_t *n, const qn__counted *more, size_t n_more, qn__arena *arena,
                            qn_error *error);

/* Puts the values of a facet that are wanted in order. */
qn_status qn__order_facet(qn__facet *facet, qn__arena *arena, qn_error *error);

#endif
