/* SPDX-License-Identifier: MIT */
/* match_prefix.c: all terms that begin with a word.  The plan has expanded it into their lists. */
#include "match/matcher.h"

static qn_status freq_of_prefix(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  (void)least;
  return qn__word_freq(qn__matched_word(matcher), doc, freq, error);
}

const qn__matcher_ops qn__match_prefix = {
    .exact_bits = true,
    .open = qn__open_nothing,
    .fill = qn__fill_from_word,
    .max_saturation = qn__max_saturation_of_word,
    .max_docs = qn__max_docs_of_word,
    .freq = freq_of_prefix,
    .positions = qn__positions_of_word,
};
