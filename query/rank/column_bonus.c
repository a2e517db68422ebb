/* SPDX-License-Identifier: MIT */
/* column_bonus.c: what articles earn for values that the options name: a recent date, and a number of a column. */
#include "rank/rescore.h"

#include <math.h>

#define SECONDS_A_DAY 86400.0
#define MOST_COUNTED 1e6 /* a count that is worth all of the bonus */

/* The greatest value of a candidate in a column, of a type, as a number that orders (qn__field_value); *has says
 * whether there is one. */
static qn_status find_value(const qn__rescoring *r, const qn__candidate *candidate, qn__bonus_field *field,
                            const char *name, qn__column_type type, uint64_t *bits, bool *has, qn_error *error) {
  const qn__index_segment *where = &r->plan->index->segments[candidate->segment];
  qn__field_value value = {0, 0};
  qn_status status = QN_OK;
  if (!field->is_open) {
    status = qn__field_values_open(&field->values, where->segment, qn_string_of(name), error);
    for (unsigned other = QN__COLUMN_DATE; other < QN__COLUMN_TYPES; other++)
      field->values.has[other] &= other == type;
  }
  field->is_open = status == QN_OK;
  if (status == QN_OK)
    status = qn__field_extreme(&value, &field->values, candidate->doc, true, error);
  *has = status == QN_OK && value.type == type;
  *bits = value.bits;
  return status;
}

uint64_t qn__recency_bound(const qn__rescoring *r, uint32_t candidate) {
  return r->bonuses.half_life > 0.0 ? qn__base_share(r, candidate, QN__RECENCY) : 0;
}

/* Half as much after each half-life; the future is as good as now. */
qn_status qn__earn_recency(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error) {
  const qn__candidate *c = &r->candidates[candidate];
  qn__bonus_field *field = &r->segments[c->segment].dates;
  uint64_t bits = 0;
  bool has = false;
  qn_status status = find_value(r, c, field, "date", QN__COLUMN_DATE, &bits, &has, error);
  const double days = ((double)r->bonuses.now - (double)qn__ordered_date(bits)) / SECONDS_A_DAY;
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
  uint64_t bits = 0;
  bool has = false;
  qn_status status = find_value(r, c, field, r->bonuses.column, QN__COLUMN_NUMBER, &bits, &has, error);
  const double share = has ? boost_share(&r->bonuses, qn__ordered_number(bits)) : 0.0;
  *out = qn__share(qn__base_share(r, candidate, QN__COLUMN_BOOST), (uint64_t)(share * QN__ALL_OF_IT));
  return status;
}
