/* SPDX-License-Identifier: MIT */
/* test_column_range.c: the articles with a value within bounds, one by one and many at once, in every layout of a
 * column, agree with the values read one by one. */
#include "columns/column_range.h"
#include "support/column_file.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N_DOCS = 3000, N_COLUMNS = 8, FILL_WORDS = N_DOCS / 64 + 1 };

/* Columns: whole numbers, fractions, numbers too far apart to pack, keywords; each of one value an article ("single"),
 * of any number ("dense") or of few articles ("sparse"). */
static bool has_column(unsigned c, uint32_t doc) {
  return c % 2 == 0 || doc % 50 == c;
}

static unsigned count_values(random_source *random, unsigned c) {
  return c < 2 || c == 6 ? 1 : random_below(random, 4);
}

static double draw_number(random_source *random, unsigned c) {
  if (c == 0 || c == 3)
    return (double)random_below(random, 100) * 7 - 300;
  if (c == 2)
    return (double)random_below(random, 100) / 3;
  return random_below(random, 50) == 0 ? -9007199254740992.0 : (double)random_below(random, 1000) * 1e13;
}

static void write_columns(section_file *file, random_source *random) {
  qn__columns_writer *writer;
  assert_int_equal(qn__columns_writer_new(&writer, NULL), QN_OK);
  for (uint32_t doc = 0; doc < N_DOCS; doc++) {
    if (doc % 3 > 0)
      qn__columns_date(writer, doc, (int64_t)random_below(random, 1000) * 3600 - 500000);
    for (unsigned c = 0; c < 7; c++) {
      char name[2] = {(char)('a' + c), '\0'}, keyword[20];
      for (unsigned i = 0, n = has_column(c, doc) ? count_values(random, c) : 0; i < n; i++) {
        size_t size = (size_t)sprintf(keyword, "k%u", random_below(random, 300));
        if (c >= 4 && c != 5)
          qn__columns_keyword(writer, doc, name, 1, keyword, size);
        else
          qn__columns_number(writer, doc, name, 1, draw_number(random, c));
      }
    }
  }
  column_file_write(file, writer, N_DOCS);
}

/* A range, with what it means. */
typedef struct bounds {
  double least, end;
} bounds;

static bool value_is_within(const qn__column *column, uint32_t value, const bounds *b) {
  int64_t seconds = 0;
  double number = 0;
  uint32_t ordinal = 0;
  if (column->type == QN__COLUMN_NUMBER)
    assert_int_equal(qn__column_number(column, value, &number, NULL), QN_OK);
  else if (column->type == QN__COLUMN_DATE)
    assert_int_equal(qn__column_date(column, value, &seconds, NULL), QN_OK);
  else
    assert_int_equal(qn__column_keyword(column, value, &ordinal, NULL), QN_OK);
  number += (double)seconds + ordinal;
  return number >= b->least && number < b->end;
}

static bool has_value_within(const qn__column *column, uint32_t doc, const bounds *b) {
  uint32_t first, end;
  bool has = false;
  assert_int_equal(qn__column_values(column, doc, &first, &end, NULL), QN_OK);
  for (uint32_t value = first; value < end; value++)
    has |= value_is_within(column, value, b);
  return has;
}

static void check_range(const qn__column_range *range, const qn__column *column, const bounds *b, uint32_t from,
                        uint32_t end) {
  uint64_t bits[FILL_WORDS] = {0};
  assert_int_equal(qn__range_fill(range, from, end, bits, NULL), QN_OK);
  for (uint32_t doc = from; doc < end; doc++) {
    bool has, expected = has_value_within(column, doc, b);
    assert_int_equal(qn__range_has(range, doc, &has, NULL), QN_OK);
    assert_int_equal(has, expected);
    assert_int_equal(bits[(doc - from) / 64] >> ((doc - from) % 64) & 1, expected);
  }
  for (uint32_t at = end - from; at < FILL_WORDS * 64; at++)
    assert_false(bits[at / 64] >> (at % 64) & 1);
}

/* A bound near a value of the column, or anywhere. */
static double draw_bound(random_source *random, const qn__column *column) {
  int64_t seconds;
  double number;
  if (column->type == QN__COLUMN_KEYWORD)
    return random_below(random, column->n_keywords + 1);
  uint32_t value = random_below(random, column->n_values);
  if (column->type == QN__COLUMN_DATE) {
    assert_int_equal(qn__column_date(column, value, &seconds, NULL), QN_OK);
    return (double)(seconds + (int64_t)random_below(random, 3) - 1);
  }
  assert_int_equal(qn__column_number(column, value, &number, NULL), QN_OK);
  static const double open[] = {-INFINITY, INFINITY, 1e300, -1e300, 0.5};
  return random_below(random, 8) == 0 ? open[random_below(random, 5)]
                                      : nextafter(number, random_below(random, 2) * 2e18 - 1e18);
}

static void draw_range(random_source *random, const qn__column *column, qn__column_range *range, bounds *b) {
  *b = (bounds){draw_bound(random, column), draw_bound(random, column)};
  if (column->type == QN__COLUMN_KEYWORD)
    qn__range_of_keywords(range, column, (uint32_t)b->least, (uint32_t)b->end);
  else if (column->type == QN__COLUMN_NUMBER)
    qn__range_of_numbers(range, column, b->least, b->end);
  else
    qn__range_of_dates(range, column, (int64_t)b->least, (int64_t)b->end);
}

static void articles_have_values_within_bounds(void **state) {
  random_source random = random_start("ranges", 17);
  section_file file;
  qn__columns columns;
  unsigned layouts = 0, n_raw = 0;
  (void)state;
  write_columns(&file, &random);
  assert_int_equal(qn__columns_open(&columns, &file.section, N_DOCS, NULL), QN_OK);
  assert_int_equal(columns.n_columns, N_COLUMNS);
  for (uint32_t i = 0; i < N_COLUMNS; i++) {
    qn__column column;
    assert_int_equal(qn__columns_get(&columns, i, &column, NULL), QN_OK);
    layouts |= 1u << column.layout;
    n_raw += column.raw;
    for (int round = 0; round < 60; round++) {
      qn__column_range range;
      bounds b;
      draw_range(&random, &column, &range, &b);
      const uint32_t from = random_below(&random, N_DOCS / 64) * 64;
      check_range(&range, &column, &b, from, from + random_below(&random, N_DOCS - from + 1));
    }
  }
  assert_int_equal(layouts, 7);
  assert_true(n_raw >= 2);
  section_file_close(&file);
}

static void the_lowest_and_the_highest_bounds_leave_it_open(void **state) {
  random_source random = random_start("open ranges", 18);
  section_file file;
  qn__columns columns;
  qn__column column;
  qn__column_range range;
  bool found, has;
  (void)state;
  write_columns(&file, &random);
  assert_int_equal(qn__columns_open(&columns, &file.section, N_DOCS, NULL), QN_OK);
  assert_int_equal(qn__columns_find(&columns, "date", 4, QN__COLUMN_DATE, &column, &found, NULL), QN_OK);
  assert_true(found);
  qn__range_of_dates(&range, &column, INT64_MIN, INT64_MAX);
  assert_int_equal(qn__range_has(&range, 1, &has, NULL), QN_OK);
  assert_true(has);
  qn__range_of_dates(&range, &column, INT64_MAX, INT64_MIN);
  assert_true(range.empty);
  assert_int_equal(qn__columns_find(&columns, "date", 4, QN__COLUMN_NUMBER, &column, &found, NULL), QN_OK);
  assert_false(found);
  assert_int_equal(qn__columns_find(&columns, "dat", 3, QN__COLUMN_DATE, &column, &found, NULL), QN_OK);
  assert_false(found);
  section_file_close(&file);
}

static void any_damage_ends_with_a_status(void **state) {
  random_source random = random_start("range damage", 19);
  section_file file;
  (void)state;
  write_columns(&file, &random);
  for (int round = 0; round < 300; round++) {
    qn__section section;
    qn__columns columns;
    qn__column column;
    qn_error error;
    section_file_damage(&file, random_next(&random), &section);
    if (qn__columns_open(&columns, &section, N_DOCS, &error) != QN_OK)
      continue;
    for (uint32_t i = 0; i < columns.n_columns && qn__columns_get(&columns, i, &column, &error) == QN_OK; i++) {
      qn__column_range range;
      uint64_t bits[FILL_WORDS] = {0};
      bool has;
      qn__range_of_keywords(&range, &column, 0, 10);
      range.least = -10;
      range.end = 10;
      qn__range_fill(&range, 0, N_DOCS, bits, &error);
      qn__range_has(&range, N_DOCS - 1, &has, &error);
    }
  }
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(articles_have_values_within_bounds),
      cmocka_unit_test(the_lowest_and_the_highest_bounds_leave_it_open),
      cmocka_unit_test(any_damage_ends_with_a_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
