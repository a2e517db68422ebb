/* SPDX-License-Identifier: MIT */
/* random_queries.h: random words, and random queries as a tree for the oracle and the same as text. */
#ifndef QN_TESTS_REFERENCE_RANDOM_QUERIES_H
#define QN_TESTS_REFERENCE_RANDOM_QUERIES_H

#include "reference/oracle.h"
#include "support/scaffold.h"

/* A word of articles and queries: some are frequent, some are forms of the same word, some are other scripts. */
const char *draw_word(random_source *random);

/* The languages of articles; those without a stemmer come last. */
enum { N_RANDOM_LANGUAGES = 8 };
extern const char *const random_languages[N_RANDOM_LANGUAGES];

/* Draws a query: a group of words, phrases, filters and groups.  It is freed by free_query. */
void draw_query(random_source *random, oracle_query *query);
void free_query(oracle_query *query);

/* Writes the query as text, in one of the ways that mean the same. */
void spell_query(random_source *random, const oracle_query *query, char *out, size_t size);

#endif
