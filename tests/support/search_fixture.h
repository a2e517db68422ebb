/* SPDX-License-Identifier: MIT */
/* search_fixture.h: an index of a few articles, open for searching. */
#ifndef QN_TESTS_SUPPORT_SEARCH_FIXTURE_H
#define QN_TESTS_SUPPORT_SEARCH_FIXTURE_H

#include "support/support.h"

typedef struct search_fixture {
  char *dir; /* NULL: the index is not the fixture's */
  qn_index *index;
  qn_searcher *searcher;
} search_fixture;

/* Makes an index of articles; a title weight of 0 is the default. */
void search_fixture_open(search_fixture *f, const qn_article *articles, size_t n, unsigned title_weight);

/* Makes an index of one article a text, with the ids "1", "2"... and no titles. */
void search_fixture_open_texts(search_fixture *f, const char *const *texts, size_t n);

/* Opens indexes that the caller made. */
void search_fixture_open_dirs(search_fixture *f, const char *const *dirs, size_t n);

void search_fixture_close(search_fixture *f);

/* Searches for a query, which is freed before this returns.  `options` may be NULL. */
qn_status search_for(search_fixture *f, const char *query, const qn_search_options *options, qn_hits *hits,
                     qn_error *error);

/* Searches for a query, and what may have been meant by it: `suggestion` lives until the searcher's next one.  Both
 * kinds of options may be NULL. */
void suggest_for(search_fixture *f, const char *query, const qn_query_options *parsing,
                 const qn_search_options *options, qn_suggestion *suggestion);

/* The number of hits of a query, with the default options. */
size_t count_hits(search_fixture *f, const char *query);

#endif
