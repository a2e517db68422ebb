/* SPDX-License-Identifier: MIT */
/* match_expanded.c: a word that the plan has expanded into the lists of several terms: all that begin with it, or its
 * other spellings. */
#include "match/matcher.h"

const qn__matcher_ops qn__match_expanded = {
    .exact_bits = true,
    .open = qn__open_nothing,
    .fill = qn__fill_from_word,
    .max_saturation = qn__max_saturation_of_word,
    .max_docs = qn__max_docs_of_word,
    .freq = qn__freq_of_word,
    .positions = qn__positions_of_word,
};
