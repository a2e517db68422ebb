/* SPDX-License-Identifier: MIT */
/* build.h: makes the parts of a query.  The parser makes them of a text, qn_query_builder of calls. */
#ifndef QN_QUERY_LANGUAGE_BUILD_H
#define QN_QUERY_LANGUAGE_BUILD_H

#include "language/patterns.h"
#include "language/query.h"

/* Nodes in order. */
typedef struct qn__node_list {
  qn__query_node *first, **end;
} qn__node_list;

static inline void qn__node_list_init(qn__node_list *list) {
  list->first = NULL;
  list->end = &list->first;
}

/* Appends a node; NULL is none. */
static inline void qn__node_list_add(qn__node_list *list, qn__query_node *node) {
  if (node == NULL)
    return;
  *list->end = node;
  list->end = &node->next;
}

/* What was written: words, and how they are looked for. */
typedef struct qn__operand {
  const char *text; /* in the query's arena */
  size_t size;
  const qn__word *words; /* of the text */
  size_t n_words;
  const qn__pattern *patterns; /* of each word; NULL: all are plain */
  qn__occur occur;             /* what it is to its group */
  bool adjacent;               /* in quotes */
  bool title;
  bool exact;
  bool partial; /* its last word may go on */
} qn__operand;

/* All these return NULL where memory is out. */

/* A word, a phrase, or a group of them. */
qn__query_node *qn__query_operands(qn__arena *arena, const qn__operand *operand);

qn__query_node *qn__build_group(qn__arena *arena, qn__query_node *items, qn__occur occur);
/* A slash in the expression may be escaped, as it is in a query. */
qn__query_node *qn__build_regex(qn__arena *arena, const char *text, size_t size, bool title);
/* Quotes and control characters in a value become spaces, so that it can be quoted. */
qn__query_node *qn__build_filter(qn__arena *arena, qn__operator op, const char *value, size_t size);
qn__query_node *qn__build_everything(qn__arena *arena);

/* The words and phrases of a list, of which there are two or more, near each other: at most `distance` words in all
 * between them. */
qn__query_node *qn__build_near(qn__arena *arena, const qn__query_node *units, uint32_t distance);

/* The words and phrases of a list as one word. */
qn__query_node *qn__build_synonyms(qn__arena *arena, qn__query_node *items);

/* Multiplies what a part counts by a number of thousandths. */
void qn__build_boost(qn__query_node *node, uint32_t thousandths);

#endif
