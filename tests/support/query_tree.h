/* SPDX-License-Identifier: MIT */
/* query_tree.h: query trees of operators, made of queries that have been parsed, and whether two
 * are the same. */
#ifndef QN_TESTS_SUPPORT_QUERY_TREE_H
#define QN_TESTS_SUPPORT_QUERY_TREE_H

#include "language/query.h"

/* Makes of a group of words and phrases one leaf: QN__NEAR or QN__SYNONYMS. */
void become_leaf(qn_query *query, qn__query_node *group, qn__operator op, uint32_t distance);

/* The same of every group of optional words and phrases inside the root. */
void become_leaves(qn_query *query, qn__operator op, uint32_t distance);

/* Parses a query of words and phrases that become one leaf. */
qn_query *parse_as(qn__operator op, const char *text, uint32_t distance, bool title);

/* A query of one word that expands, as it is written without its operator. */
qn_query *parse_pattern(qn__operator op, const char *text, uint8_t edits);

/* Makes the i-th word of the query's first item, a word or a phrase, one that expands. */
void expand_word(qn_query *query, uint32_t i, qn__operator op, const char *text, uint8_t edits);

/* A query of a leaf without words: QN__EVERYTHING. */
qn_query *parse_everything(void);

/* Whether two queries have the same tree.  Line breaks in words and control characters in values make no difference. */
bool same_queries(const qn_query *a, const qn_query *b);

#endif
