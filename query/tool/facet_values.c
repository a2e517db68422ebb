/* SPDX-License-Identifier: MIT */
/* facet_values.c: dates by their unit, numbers as they were read, ranges by their bounds. */
#include "tool/facet_values.h"

#include "base/date.h"
#include "cli/numbers.h"

#include <inttypes.h>
#include <math.h>

void put_facet_date(qn__buffer *out, qn_facet_by by, int64_t seconds) {
  const qn__day day = qn__day_of(seconds);
  qn__buffer_print(out, "%04" PRId64, day.year);
  if (by != QN_FACET_YEAR)
    qn__buffer_print(out, "-%02d", day.month);
  if (by != QN_FACET_YEAR && by != QN_FACET_MONTH)
    qn__buffer_print(out, "-%02d", day.day);
}

/* A range has its lower bound and not its upper one. */
static void put_range(qn__buffer *out, double from, double to) {
  char lower[CLI_NUMBER_MAX], upper[CLI_NUMBER_MAX];
  if (isinf(from))
    qn__buffer_print(out, "below %s", cli_real(upper, to));
  else if (isinf(to))
    qn__buffer_print(out, "from %s", cli_real(lower, from));
  else
    qn__buffer_print(out, "%s to below %s", cli_real(lower, from), cli_real(upper, to));
}

void put_facet_value(qn__buffer *out, const qn_facet *facet, const qn_facet_value *value) {
  char number[CLI_NUMBER_MAX];
  if (facet->by == QN_FACET_RANGE)
    put_range(out, value->value.number, value->end);
  else if (value->value.type == QN_VALUE_DATE)
    put_facet_date(out, facet->by, value->value.seconds);
  else if (value->value.type == QN_VALUE_NUMBER)
    qn__buffer_print(out, "%s", cli_real(number, value->value.number));
  else
    qn__buffer_bytes(out, value->value.keyword.data, value->value.keyword.size);
}

void put_facet_counts(qn__buffer *out, const qn_facet_result *result, const qn_hits *hits) {
  char number[CLI_NUMBER_MAX];
  const uint64_t named = hits->total_known ? hits->total : result->n_articles;
  qn__buffer_print(out, ": %s", cli_count(number, result->n_articles));
  if (hits->total_known)
    qn__buffer_print(out, " of %s", cli_count(number, hits->total));
  qn__buffer_print(out, named == 1 ? " article" : " articles");
}
