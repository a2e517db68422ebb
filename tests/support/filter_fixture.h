/* SPDX-License-Identifier: MIT */
/* filter_fixture.h: a few articles with dates and fields, in two segments, and which of them a filter finds. */
#ifndef QN_TESTS_SUPPORT_FILTER_FIXTURE_H
#define QN_TESTS_SUPPORT_FILTER_FIXTURE_H

#include "support/search_fixture.h"

/* An article; all of them have the same text. */
typedef struct filtered_row {
  const char *id, *date, *fields; /* NULL: none */
} filtered_row;

/* Makes an index of n articles, the first half in one segment, the others in another. */
void filter_fixture_open(search_fixture *f, const filtered_row *rows, size_t n);

/* Three articles: "a" has a date, the numbers 1 and 2.5 as "n", the keywords "x" and "y" as "k", 3 as "both"; "b"
 * has 2, "x" and the keyword "three"; "c" has nothing. */
void filter_fixture_open_values(search_fixture *f);

/* The ids of the articles with the word that all have, and inside one filter, in order of addition: "a b c ".  They
 * are the same whatever the engine, and the total is their number.  It lives until the next call. */
const char *found_with(search_fixture *f, const char *column, const char *value);

#endif
