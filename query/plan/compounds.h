/* SPDX-License-Identifier: MIT */
/* compounds.h: of which compounds is a word a part?  Of those whose other part is a word of the index, too.
 * The rule: index-data/FORMAT.md, "Closed compounds".
 *
 * Terms that end or begin with the word are looked at.  The rest is stemmed as a word, which also removes what stands
 * between parts (s, en, er...), and must be in an eighth as many articles as the compound: else it is a word by
 * accident, as in "ver" + "Zeichnis".
 *
 * Each directory decides by its own words, so that the shards of a collection decide alike wherever they are
 * searched. */
#ifndef QN_QUERY_PLAN_COMPOUNDS_H
#define QN_QUERY_PLAN_COMPOUNDS_H

#include "base/arena.h"
#include "plan/spelling_variants.h"

enum {
  QN__COMPOUND_PART_LEAST = 3,    /* letters of a part's term */
  QN__COMPOUND_LAST_LEAST = 4,    /* letters of a last part that needs no more evidence */
  QN__COMPOUND_WORD_LEAST = 4,    /* letters of a word that is looked for as a part */
  QN__COMPOUND_LINK_MOST = 3,     /* letters between the parts */
  QN__COMPOUND_RARER = 8,         /* how many times rarer than the compound its other part may be */
  QN__COMPOUND_CANDIDATES = 1024, /* terms that begin, or end, with a word and are looked at in a segment */
  QN__COMPOUNDS_MOST = 64,        /* that a word stands for: those in most articles */
};

/* Visits the compounds that have an analysed word as a part, of each directory the most frequent QN__COMPOUNDS_MOST,
 * with the number of its articles that have them.  A compound of several directories comes several times.  The word
 * must not be the analyzer's last one, which is overwritten. */
qn_status qn__each_compound(const qn_index *index, qn__analyzer *analyzer, qn__arena *arena, const qn__analyzed *word,
                            const qn__variant_visitor *visitor, qn_error *error);

#endif
