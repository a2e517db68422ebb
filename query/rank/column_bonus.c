/* SPDX-License-Identifier: MIT */
/* column_bonus.c: what articles earn for values that the options name: a recent date, and a number of a column. */
#include "rank/rescore.h"

#include <math.h>

#define SECONDS_A_DAY 86400.0
#define MOST_COUNTED 1e6 /* a count that is worth all of the bonus */

/* The first value of a type that a candidate has in a column; *has says whether there is one. */
static qn_status find_value(const qn__rescoring *r, const qn__candidate *candidate, qn__bonus_field *field,
                            const char *name, qn__column_type type, uint32_t *value, bool *has, qn_error *error) {
  const qn__index_segment *where = &r->plan->index->segments[candidate->segment];
  uint32_t end = 0;
  qn_status status = QN_OK;
  if (!field->is_open)
    status = qn__field_values_open(&field->values, where->segment, qn_string_of(name), error);
  field->is_open = status == QN_OK;
  *has = status == QN_OK && field->values.has[type];
  if (!*has)
    return status;
  status = qn__column_values(&field->values.columns[type], candidate->doc, value, &end, error);
  *has = status == QN_OK && *value < end;
  return status;
}

uint64_t qn__recency_bound(const qn__rescoring *r, uint32_t candidate) {
  return r->bonuses.half_life > 0.0 ? qn__base_share(r, candidate, QN__RECENCY) : 0;
}

/* Half as much after each half-life; the future is as good as now. */
qn_status qn__earn_recency(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error) {
  const qn__candidate *c = &r->candidates[candidate];
  qn__bonus_field *field = &r->segments[c->segment].dates;
  uint32_t value = 0;
  int64_t seconds = 0;
  bool has = false;
  qn_status status = find_value(r, c, field, "date", QN__COLUMN_DATE, &value, &has, error);
  if (status == QN_OK && has)
    status = qn__column_date(&field->values.columns[QN__COLUMN_DATE], value, &seconds, error);
  const double days = (double)(r->bonuses.now - seconds) / SECONDS_A_DAY;
  const double share = has ? exp2(-fmax(days, 0.0) / r->bonuses.half_life) : 0.0;
  *out = qn__share(qn__base_share(r, candidate, QN__RECENCY), (uint64_t)(share * QN__ALL_OF_IT));
  return status;
}

uint64_t qn__column_boost_bound(const qn__rescoring *r, uint32_t candidate) {
  return r->bonuses.column != NULL ? qn__base_share(r, candidate, QN__COLUMN_BOOST) : 0;
}

/* A count by its logarithm, anything else as it is, between 0 and 1. */
static double boost_share(const qn__bonuses *bonuses, double number) {
  const double share = bonuses->is_count ? log1p(fmax(number, 0.0)) / log1p(MOST_COUNTED) : number;
  return share > 0.0 ? fmin(share, 1.0) : 0.0; /* also if it is not a number */
}

qn_status qn__earn_column_boost(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error) {
  const qn__candidate *c = &r->candidates[candidate];
  qn__bonus_field *field = &r->segments[c->segment].numbers;
  uint32_t value = 0;
  double number = 0.0;
  bool has = false;
  qn_status status = find_value(r, c, field, r->bonuses.column, QN__COLUMN_NUMBER, &value, &has, error);
  if (status == QN_OK && has)
    status = qn__column_number(&field->values.columns[QN__COLUMN_NUMBER], value, &number, error);
  const double share = boost_share(&r->bonuses, number);
  *out = qn__share(qn__base_share(r, candidate, QN__COLUMN_BOOST), (uint64_t)(share * QN__ALL_OF_IT));
  return status;
}
