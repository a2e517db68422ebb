/* SPDX-License-Identifier: MIT */
/* parsed_query.h: what a query is understood as, which its canonical text shows. */
#ifndef QN_TESTS_SUPPORT_PARSED_QUERY_H
#define QN_TESTS_SUPPORT_PARSED_QUERY_H

#include "language/query.h"

/* Parses a query that must parse, and of which nothing may be dropped in silence; `options` may be NULL. */
qn_query *parse_query(const char *text, const qn_query_options *options);

/* A query has this canonical text and no warning. */
void check_query(const char *text, const char *canonical);

/* The same with options, and the first warning has `warning` in it; NULL: there is none. */
void check_query_with(const qn_query_options *options, const char *text, const char *canonical, const char *warning);

#endif
