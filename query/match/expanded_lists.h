/* SPDX-License-Identifier: MIT */
/* expanded_lists.h: the lists of a word that stands for several terms, as one: an article may be in any number of them,
 * and its occurrences add up. */
#ifndef QN_QUERY_MATCH_EXPANDED_LISTS_H
#define QN_QUERY_MATCH_EXPANDED_LISTS_H

#include "match/posting_positions.h"
#include "match/window.h"

typedef struct qn__expanded_lists qn__expanded_lists;

qn_status qn__expanded_new(qn__expanded_lists **out, const qn__word_lists *lists, qn__arena *arena, qn_error *error);

/* As qn__word_fill, into bits that are zero and stay as they are until the next window: the frequencies of its articles
 * are known then. */
qn_status qn__expanded_fill(qn__expanded_lists *expanded, const qn__window *window, uint64_t *bits, qn_error *error);

/* As qn__word_freq. */
qn_status qn__expanded_freq(qn__expanded_lists *expanded, uint32_t doc, uint32_t *freq, qn_error *error);

/* As qn__word_find: the positions are read at once, each is there once, and they live until the next call. */
qn_status qn__expanded_find(qn__expanded_lists *expanded, uint32_t doc, qn__word_place *out, qn_error *error);

#endif
