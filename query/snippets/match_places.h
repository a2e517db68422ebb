/* SPDX-License-Identifier: MIT */
/* match_places.h: which bytes of a text is a match?  Those of its words, as a rule.  Where an extra term was found
 * (text/extras.h), those that the term is made of: the whole of a compound, a part of an identifier.  A character of a
 * script without spaces that was looked for alone is itself, and not the pair that begins with it; a long vowel mark
 * belongs to the katakana word before it. */
#ifndef QN_QUERY_SNIPPETS_MATCH_PLACES_H
#define QN_QUERY_SNIPPETS_MATCH_PLACES_H

#include "match/hit_positions.h"
#include "snippets/word_run.h"
#include "text/extras.h"

/* What it takes to say so.  All of it is the searcher's. */
typedef struct qn__place_finder {
  const qn__plan *plan;
  qn__analyzer *analyzer;
  qn__extras *extras;
  const qn__segment *segment;
  qn__store_reader *store_reader;
  uint32_t doc;
  qn_string tag;    /* of the article's language, as long as its head is at hand; NULL: to be read */
  uint8_t language; /* its number; 0: to be found */
} qn__place_finder;

/* Places of matches that follow each other; more places of these after them, of parts that a word has twice. */
typedef struct qn__place_list {
  const qn_range *ranges; /* n of them; NULL: every match is its words */
  size_t first;           /* the match that has the first */
  size_t n_matches, n;
} qn__place_list;

/* The places of the matches that begin among the words of a text.  Nearly always they are their words, and this is
 * found out fast; without a finder (NULL) they always are.  The matches are those of the article, `base` is the
 * position of word 0. */
qn_status qn__find_places(qn__place_finder *finder, qn_string text, const qn__word_run *run, const qn__match *matches,
                          size_t n_matches, uint32_t base, qn__arena *arena, qn__place_list *places, qn_error *error);

#endif
