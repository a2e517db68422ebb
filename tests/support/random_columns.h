/* SPDX-License-Identifier: MIT */
/* random_columns.h: an index of random articles with dates, numbers and keywords, and random filters with what they
 * mean: for tests that look through all that a query finds, article by article. */
#ifndef QN_TESTS_SUPPORT_RANDOM_COLUMNS_H
#define QN_TESTS_SUPPORT_RANDOM_COLUMNS_H

#include "support/support.h"

enum { MOST_ARTICLES = 600, MOST_VALUES = 3 };

/* An article. */
typedef struct item {
  char id[40]; /* a path, "docs/f7.md" or "f7.txt#2" of the seventh */
  bool deleted;
  char date[16]; /* "": none */
  double prices[MOST_VALUES];
  char topics[MOST_VALUES][16];
  unsigned n_prices, n_topics;
  int year; /* a number in some articles, */
  bool year_is_keyword;
} item;

typedef struct collection {
  item items[MOST_ARTICLES];
  unsigned n;
} collection;

typedef enum filter_kind { PRICE, DATE, TOPIC, YEAR, PATH, ID, UNKNOWN, N_KINDS } filter_kind;

/* The column of each kind. */
extern const char *const filter_columns[N_KINDS];

/* A filter with what it means. */
typedef struct meant {
  filter_kind kind;
  char value[64];
  bool exclude;
  double least, most; /* of prices, years */
  bool above, below;  /* without the bounds */
  char first[16], last[16];
  const char *prefix, *suffix; /* of paths; NULL: any */
} meant;

void draw_filter(random_source *random, const collection *made, meant *filter);

/* Whether an article has such a value, be the filter one that excludes or not. */
bool value_fits(const item *it, const meant *filter);

/* Whether all filters let an article through. */
bool item_fits(const item *it, const meant *filters, unsigned n);

typedef struct found {
  uint64_t article;
  double score;
  const item *it;
} found;

/* An index, a query, and what the query finds without filters, in its order. */
typedef struct session {
  collection made;
  qn_index *index;
  qn_searcher *searcher;
  qn_query *query;
  found all[MOST_ARTICLES];
  size_t n_all;
} session;

/* Calls `check` with many indexes, or $QUERN_ROUNDS of them, and queries of each. */
void each_session(random_source *random, void (*check)(random_source *random, session *s));

/* Options of a search that ranks by BM25 alone. */
qn_search_options plain_options(void);

#endif
