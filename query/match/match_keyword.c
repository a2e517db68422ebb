/* SPDX-License-Identifier: MIT */
/* match_keyword.c: topics:cocoa, the articles with a keyword, as it is stored: the same bytes, case included. */
#include "match/column_matcher.h"

#include <string.h>

static qn_status open_keyword(qn__matcher *matcher, qn_error *error) {
  const char *wanted = matcher->leaf->value;
  qn__column_matcher *state;
  const qn__column *found;
  qn_status status = qn__open_column(matcher, &state, &found, error);
  if (status != QN_OK || found == NULL)
    return status;
  const qn__column column = *found;
  uint32_t ordinal = 0;
  bool known = false;
  status = qn__column_find_keyword(&column, wanted, strlen(wanted), &ordinal, &known, error);
  if (status == QN_OK)
    qn__range_of_keywords(&state->range, &column, ordinal, ordinal + known);
  return status;
}

const qn__matcher_ops qn__match_keyword = {
    .exact_bits = true,
    .open = open_keyword,
    .fill = qn__fill_from_column,
    .max_saturation = qn__max_saturation_of_filter,
    .max_docs = qn__max_docs_of_column,
    .freq = qn__freq_of_column,
    .positions = NULL,
};
