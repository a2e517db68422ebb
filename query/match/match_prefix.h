/* SPDX-License-Identifier: MIT */
/* match_prefix.h: all terms that begin with a word, as one word: an article may be in any number of their lists, and
 * its occurrences add up. */
#ifndef QN_QUERY_MATCH_MATCH_PREFIX_H
#define QN_QUERY_MATCH_MATCH_PREFIX_H

#include "match/word_reader.h"

qn_status qn__prefix_reader_new(qn__prefix_reader **out, const qn__word_lists *lists, qn__arena *arena,
                                qn_error *error);

/* As qn__word_fill, into bits that are zero; the frequencies of the window's articles are known then. */
qn_status qn__prefix_fill(qn__prefix_reader *prefix, const qn__window *window, uint64_t *bits, qn_error *error);

/* As qn__word_freq. */
qn_status qn__prefix_freq(qn__prefix_reader *prefix, uint32_t doc, uint32_t *freq, qn_error *error);

/* As qn__word_find: the positions are read at once, and live until the next call. */
qn_status qn__prefix_find(qn__prefix_reader *prefix, uint32_t doc, qn__word_place *out, qn_error *error);

#endif
