/* SPDX-License-Identifier: MIT */
/* field_values.h: here is a name: which columns of a segment have its values?  Up to one of each type. */
#ifndef QN_QUERY_PLAN_FIELD_VALUES_H
#define QN_QUERY_PLAN_FIELD_VALUES_H

#include "plan/index.h"

enum { QN__COLUMN_TYPES = QN__COLUMN_KEYWORD + 1 };

typedef struct qn__field_values {
  bool has[QN__COLUMN_TYPES]; /* by type; what is not there has no column */
  qn__column columns[QN__COLUMN_TYPES];
} qn__field_values;

/* Finds the columns of a name in a segment. */
qn_status qn__field_values_open(qn__field_values *out, const qn__segment *segment, qn_string name, qn_error *error);

/* The types of the columns of a name in any segment: a bit, 1 << type, each. */
qn_status qn__field_types(const qn_index *index, qn_string name, unsigned *types, qn_error *error);

/* Numbers that order as the values do: of a date or a number that is not a NaN. */
qn_status qn__ordered_value(const qn__column *column, uint32_t value, uint64_t *ordered, qn_error *error);

/* The same of a value that the column's bytes have as these bits (qn__window_bits). */
uint64_t qn__ordered_bits(const qn__column *column, uint64_t bits);

/* One value of an article in a field. */
typedef struct qn__field_value {
  unsigned type; /* a qn__column_type; 0: the article has none */
  uint64_t bits; /* of a date or a number: ordered; of a keyword: its rank in its segment */
} qn__field_value;

/* The least value of an article, or the greatest: numbers come before dates, and dates before keywords. */
qn_status qn__field_extreme(qn__field_value *out, const qn__field_values *field, uint32_t doc, bool greatest,
                            qn_error *error);

/* What such a number was. */
double qn__ordered_number(uint64_t ordered);
int64_t qn__ordered_date(uint64_t ordered);

#endif
