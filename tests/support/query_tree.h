/* SPDX-License-Identifier: MIT */
/* query_tree.h: query trees of operators, made of queries that have been parsed. */
#ifndef QN_TESTS_SUPPORT_QUERY_TREE_H
#define QN_TESTS_SUPPORT_QUERY_TREE_H

#include "language/query.h"

/* Parses a query of optional words and phrases; `op` is QN__NEAR or QN__SYNONYMS: they become one leaf, in which the
 * words of the first item stand first. */
qn_query *parse_as(qn__operator op, const char *text, uint32_t distance, bool title);

/* A query of a leaf without words: QN__EVERYTHING. */
qn_query *parse_everything(void);

#endif
