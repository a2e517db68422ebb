/* SPDX-License-Identifier: MIT */
/* match_range.c: date:2025-06.., price:10..20, the articles with a date or a number within a range. */
#include "match/column_matcher.h"

static qn_status open_range(qn__matcher *matcher, qn_error *error) {
  const qn__filter_value *wanted = matcher->leaf->wanted;
  qn__column_matcher *state;
  const qn__column *found;
  qn_status status = qn__open_column(matcher, &state, &found, error);
  if (status != QN_OK || found == NULL)
    return status;
  const qn__column column = *found;
  if (column.type == QN__COLUMN_DATE)
    qn__range_of_dates(&state->range, &column, wanted->first, wanted->date_end);
  else
    qn__range_of_numbers(&state->range, &column, wanted->least, wanted->number_end);
  return QN_OK;
}

const qn__matcher_ops qn__match_range = {
    .exact_bits = true,
    .open = open_range,
    .fill = qn__fill_from_column,
    .max_saturation = qn__max_saturation_of_filter,
    .max_docs = qn__max_docs_of_column,
    .freq = qn__freq_of_column,
    .positions = NULL,
};
