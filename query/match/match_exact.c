/* SPDX-License-Identifier: MIT */
/* match_exact.c: =word, in no other form; a compound closed up, in any form but its own.  Its lists are those of the
 * word in any form; the exact forms that follow a list's positions say which occurrences count, and are read with them.
 */
#include "match/matcher.h"

/* Positions are not needed for it. */
static qn_status freq_of_exact(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  qn__word_place place;
  qn_status status = qn__word_find(qn__matched_word(matcher), doc, &place, error);
  *freq = 0;
  if (status != QN_OK || place.place.count == 0 || place.place.count < least)
    return status;
  return qn__occurrences_count(place.reader, &place.place, freq, error);
}

const qn__matcher_ops qn__match_exact = {
    .exact_bits = false,
    .open = qn__open_nothing,
    .fill = qn__fill_from_word,
    .max_saturation = qn__max_saturation_of_word,
    .max_docs = qn__max_docs_of_word,
    .freq = freq_of_exact,
    .positions = qn__positions_of_word,
};
