/* SPDX-License-Identifier: MIT */
/* rescored_hit.h: what an article earns in stage 2 of ranking. */
#ifndef QN_TESTS_SUPPORT_RESCORED_HIT_H
#define QN_TESTS_SUPPORT_RESCORED_HIT_H

#include "result/searcher.h"
#include "support/search_fixture.h"

/* Articles with titles, most of them with the same few words, and one without a title. */
void titled_articles_open(search_fixture *f);

/* Articles in pairs that differ in the form, the spelling or the order of their words; the last has a title alone that
 * a word is in. */
void worded_articles_open(search_fixture *f);

/* Searches by the default rank; the parts of an article, counted from 1 in the order of addition, must be known.  Lives
 * until the next search. */
qn__found rescored_hit(search_fixture *f, const char *query, uint64_t article);

/* What it earns for one feature, in units of score. */
double rescored_part(search_fixture *f, const char *query, uint64_t article, qn__feature feature);

#endif
