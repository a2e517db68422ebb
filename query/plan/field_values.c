/* SPDX-License-Identifier: MIT */
/* field_values.c: the columns of a name, and their values as numbers that order alike. */
#include "plan/field_values.h"

#include <string.h>

#define SIGN_BIT (UINT64_C(1) << 63)

qn_status qn__field_values_open(qn__field_values *out, const qn__segment *segment, qn_string name, qn_error *error) {
  qn_status status = QN_OK;
  for (unsigned type = QN__COLUMN_DATE; type < QN__COLUMN_TYPES && status == QN_OK; type++)
    status = qn__columns_find(&segment->columns, name.data, name.size, (qn__column_type)type, &out->columns[type],
                              &out->has[type], error);
  return status;
}

qn_status qn__field_types(const qn_index *index, qn_string name, unsigned *types, qn_error *error) {
  qn_status status = QN_OK;
  *types = 0;
  for (size_t s = 0; s < index->n_segments && status == QN_OK; s++) {
    qn__field_values field = {.has = {false}};
    status = qn__field_values_open(&field, index->segments[s].segment, name, error);
    for (unsigned type = QN__COLUMN_DATE; type < QN__COLUMN_TYPES && status == QN_OK; type++)
      *types |= (unsigned)field.has[type] << type;
  }
  return status;
}

/* The bits of a double order as it does once the sign is inverted and, of a negative one, all others are too. */
static uint64_t order_double(double number) {
  uint64_t bits;
  number += 0.0; /* there is one zero */
  memcpy(&bits, &number, sizeof bits);
  return bits & SIGN_BIT ? ~bits : bits | SIGN_BIT;
}

qn_status qn__ordered_value(const qn__column *column, uint32_t value, uint64_t *ordered, qn_error *error) {
  double number = 0.0;
  int64_t seconds = 0;
  if (column->type == QN__COLUMN_DATE) {
    qn_status status = qn__column_date(column, value, &seconds, error);
    *ordered = (uint64_t)seconds ^ SIGN_BIT;
    return status;
  }
  qn_status status = qn__column_number(column, value, &number, error);
  *ordered = order_double(number);
  return status;
}

uint64_t qn__ordered_bits(const qn__column *column, uint64_t bits) {
  int64_t whole;
  double number;
  if (!column->raw)
    bits = column->base + column->step * bits;
  if (column->type == QN__COLUMN_DATE)
    return bits ^ SIGN_BIT;
  memcpy(&whole, &bits, sizeof whole);
  memcpy(&number, &bits, sizeof number);
  return order_double(column->raw ? number : (double)whole);
}

static qn_status read_extreme(const qn__column *column, uint32_t doc, bool greatest, qn__field_value *out,
                              qn_error *error) {
  uint32_t first = 0, end = 0;
  qn_status status = qn__column_values(column, doc, &first, &end, error);
  for (uint32_t value = first; value < end && status == QN_OK; value++) {
    uint64_t bits = 0;
    uint32_t ordinal = 0;
    if (column->type == QN__COLUMN_KEYWORD) {
      status = qn__column_keyword(column, value, &ordinal, error);
      bits = ordinal;
    } else {
      status = qn__ordered_value(column, value, &bits, error);
    }
    if (value == first || (greatest ? bits > out->bits : bits < out->bits))
      *out = (qn__field_value){column->type, bits};
  }
  return status;
}

qn_status qn__field_extreme(qn__field_value *out, const qn__field_values *field, uint32_t doc, bool greatest,
                            qn_error *error) {
  static const qn__column_type ascending[] = {QN__COLUMN_NUMBER, QN__COLUMN_DATE, QN__COLUMN_KEYWORD};
  const size_t n = sizeof ascending / sizeof ascending[0];
  qn_status status = QN_OK;
  *out = (qn__field_value){0, 0};
  for (size_t i = 0; i < n && status == QN_OK && out->type == 0; i++) {
    const qn__column_type type = ascending[greatest ? n - 1 - i : i];
    if (field->has[type])
      status = read_extreme(&field->columns[type], doc, greatest, out, error);
  }
  return status;
}

double qn__ordered_number(uint64_t ordered) {
  const uint64_t bits = ordered & SIGN_BIT ? ordered ^ SIGN_BIT : ~ordered;
  double number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

int64_t qn__ordered_date(uint64_t ordered) {
  const uint64_t bits = ordered ^ SIGN_BIT;
  int64_t seconds;
  memcpy(&seconds, &bits, sizeof seconds);
  return seconds;
}
