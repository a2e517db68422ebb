/* SPDX-License-Identifier: MIT */
/* parse_query.c: here is what a person typed: what is being asked of this index?  The parser knows no index, but asks
 * which columns there are. */
#include "base/sized.h"
#include "language/query.h"
#include "plan/find_field.h"

static qn_status find_column(const void *context, qn_string name, qn__query_column *out, qn_error *error) {
  unsigned types = 0;
  qn_string stored = {NULL, 0};
  qn_status status = qn__find_field(context, name, &stored, &types, error);
  *out = (qn__query_column){.name = stored,
                            .has_dates = (types >> QN__COLUMN_DATE & 1) != 0,
                            .has_numbers = (types >> QN__COLUMN_NUMBER & 1) != 0,
                            .has_keywords = (types >> QN__COLUMN_KEYWORD & 1) != 0};
  return status;
}

qn_status qn_query_parse(qn_query **out, const char *text, size_t size, const qn_query_options *options,
                         qn_error *error) {
  qn_query_options wanted;
  if (out == NULL || (text == NULL && size > 0))
    return qn__fail(error, QN_INVALID, "a query needs a text");
  if (size > QN__QUERY_MAX_SIZE)
    return qn__fail(error, QN_TOO_LARGE, "a query has at most %d bytes", QN__QUERY_MAX_SIZE);
  qn_status status = qn__options_read(&wanted, sizeof wanted, options, "qn_query_options", error);
  if (status != QN_OK)
    return status;
  if ((unsigned)wanted.mode > QN_QUERY_WORDS)
    return qn__fail(error, QN_INVALID, "there is no such mode of queries");
  if (wanted.min_match_percent > 100)
    return qn__fail(error, QN_INVALID, "min_match_percent is 100 at most, not %u", wanted.min_match_percent);
  const qn__query_columns columns = {find_column, wanted.index};
  return qn__query_make(out, text, size, &wanted, wanted.index != NULL ? &columns : NULL, error);
}
