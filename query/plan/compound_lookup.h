/* SPDX-License-Identifier: MIT */
/* compound_lookup.h: from a word to the compounds that it is a part of, as a word of the plan. */
#ifndef QN_QUERY_PLAN_COMPOUND_LOOKUP_H
#define QN_QUERY_PLAN_COMPOUND_LOOKUP_H

#include "plan/plan.h"

/* Finds the compounds of a word that has been looked up, and their lists; it has no terms if there are none.  Its idf
 * is that of the most frequent of these and the word itself, times QN__COMPOUND_SHARE. */
qn_status qn__look_up_compounds(qn__plan_word *out, const qn__plan_word *word, const qn__plan *plan,
                                const qn_statistics *statistics, qn__analyzer *analyzer, qn__arena *arena,
                                qn_error *error);

#define QN__COMPOUND_SHARE 0.25

#endif
