/* SPDX-License-Identifier: MIT */
/* match_exact.c: =word, in no other form; a compound closed up, in any form but its own.  Its lists are those of the
 * word in any form; the exact forms that follow a list's positions say which occurrences count, and are read with them.
 */
#include "match/matcher.h"

const qn__matcher_ops qn__match_exact = {
    .exact_bits = false,
    .open = qn__open_nothing,
    .fill = qn__fill_from_word,
    .max_saturation = qn__max_saturation_of_word,
    .max_docs = qn__max_docs_of_word,
    .freq = qn__freq_by_positions,
    .positions = qn__positions_of_word,
};
