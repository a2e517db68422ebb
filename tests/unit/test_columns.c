/* SPDX-License-Identifier: MIT */
/* test_columns.c: dates, numbers and keywords come back by article; keywords are numbered in order of bytes. */
#include "format/columns.h"
#include "support/section_file.h"
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N_DOCS = 700, MOST_VALUES = 4, N_KEYWORDS = 50 };

/* What an article has: a function of its number, so that nothing need be remembered. */
static unsigned n_values_of(uint32_t doc, const char *column) {
  return ((doc * 2654435761u + (unsigned char)column[0]) >> 13) % MOST_VALUES;
}

static double number_of(uint32_t doc, unsigned i, const char *column) {
  double whole = (double)(doc * 10 + i) * 250 - 100000;
  return column[0] == 'f' ? whole / 3 : whole;
}

static size_t keyword_of(uint32_t doc, unsigned i, char keyword[16]) {
  return (size_t)snprintf(keyword, 16, "topic %u", (doc + i) % N_KEYWORDS);
}

static void write_columns(section_file *file) {
  qn__columns_writer *writer;
  assert_int_equal(qn__columns_writer_new(&writer, NULL), QN_OK);
  for (uint32_t doc = 0; doc < N_DOCS; doc++) {
    char keyword[16];
    qn__columns_date(writer, doc, -5000000000 + (int64_t)doc * 3600);
    for (unsigned i = 0; i < n_values_of(doc, "whole"); i++)
      qn__columns_number(writer, doc, "whole", 5, number_of(doc, i, "whole"));
    for (unsigned i = 0; i < n_values_of(doc, "fraction"); i++)
      qn__columns_number(writer, doc, "fraction", 8, number_of(doc, i, "fraction"));
    for (unsigned i = 0; i < n_values_of(doc, "topics"); i++)
      for (int again = 0; again < 2; again++)
        qn__columns_keyword(writer, doc, "topics", 6, keyword, keyword_of(doc, i, keyword));
    if (doc == 17)
      qn__columns_keyword(writer, doc, "whole", 5, "", 0);
  }
  section_file_begin(file);
  assert_int_equal(qn__columns_end(writer, &file->output, N_DOCS, NULL), QN_OK);
  section_file_end(file);
  qn__columns_writer_free(writer);
}

static qn__column get_column(const section_file *file, uint32_t i, const char *name, qn__column_type type) {
  qn__columns columns;
  qn__column column;
  assert_int_equal(qn__columns_open(&columns, &file->section, N_DOCS, NULL), QN_OK);
  assert_int_equal(columns.n_columns, 5);
  assert_int_equal(qn__columns_get(&columns, i, &column, NULL), QN_OK);
  assert_int_equal(column.type, type);
  assert_int_equal(column.name_size, strlen(name));
  assert_memory_equal(column.name, name, column.name_size);
  return column;
}

static void check_numbers(const section_file *file, uint32_t i, const char *name) {
  qn__column column = get_column(file, i, name, QN__COLUMN_NUMBER);
  for (uint32_t doc = 0; doc < N_DOCS; doc++) {
    uint32_t first, end;
    double number;
    assert_int_equal(qn__column_values(&column, doc, &first, &end, NULL), QN_OK);
    assert_int_equal(end - first, n_values_of(doc, name));
    for (unsigned k = 0; k < end - first; k++) {
      assert_int_equal(qn__column_number(&column, first + k, &number, NULL), QN_OK);
      assert_true(number >= number_of(doc, k, name) && number <= number_of(doc, k, name));
    }
  }
}

static void check_topics(const section_file *file) {
  qn__column column = get_column(file, 2, "topics", QN__COLUMN_KEYWORD);
  const char *text, *last = "";
  size_t size, last_size = 0;
  assert_int_equal(column.n_keywords, N_KEYWORDS);
  for (uint32_t i = 0; i < column.n_keywords; i++, last = text, last_size = size) {
    assert_int_equal(qn__column_keyword_text(&column, i, &text, &size, NULL), QN_OK);
    int order = memcmp(last, text, last_size < size ? last_size : size);
    assert_true(order < 0 || (order == 0 && last_size < size));
  }
  for (uint32_t doc = 0; doc < N_DOCS; doc++) {
    uint32_t first, end, ordinal;
    assert_int_equal(qn__column_values(&column, doc, &first, &end, NULL), QN_OK);
    assert_int_equal(end - first, n_values_of(doc, "topics"));
    for (unsigned k = 0; k < end - first; k++) {
      char expected[16];
      size_t expected_size = keyword_of(doc, k, expected);
      assert_int_equal(qn__column_keyword(&column, first + k, &ordinal, NULL), QN_OK);
      assert_int_equal(qn__column_keyword_text(&column, ordinal, &text, &size, NULL), QN_OK);
      assert_int_equal(size, expected_size);
      assert_memory_equal(text, expected, size);
    }
  }
}

static void check_dates(const section_file *file) {
  qn__column column = get_column(file, 0, "date", QN__COLUMN_DATE);
  for (uint32_t doc = 0; doc < N_DOCS; doc++) {
    uint32_t first, end;
    int64_t seconds;
    assert_int_equal(qn__column_values(&column, doc, &first, &end, NULL), QN_OK);
    assert_int_equal(end - first, 1);
    assert_int_equal(qn__column_date(&column, first, &seconds, NULL), QN_OK);
    assert_true(seconds == -5000000000 + (int64_t)doc * 3600);
  }
}

/* Columns stand in order of name and then type. */
static void test_values_come_back(void **state) {
  (void)state;
  section_file file;
  write_columns(&file);
  check_dates(&file);
  check_numbers(&file, 1, "fraction");
  check_numbers(&file, 3, "whole");
  check_topics(&file);
  section_file_close(&file);
}

static void test_extreme_numbers_come_back(void **state) {
  (void)state;
  static const double sets[][4] = {
      {0.0, -0.0, 1.0, 2.0},
      {9007199254740992.0, -9007199254740992.0, 0.0, 1.0},
      {DBL_MAX, -DBL_MAX, DBL_MIN, 0.1},
      {1e300, 1e-300, 3.0, 4.0},
      {7.0, 7.0, 7.0, 7.0},
  };
  for (size_t k = 0; k < sizeof sets / sizeof sets[0]; k++) {
    qn__columns_writer *writer;
    section_file file;
    assert_int_equal(qn__columns_writer_new(&writer, NULL), QN_OK);
    for (uint32_t doc = 0; doc < 4; doc++)
      qn__columns_number(writer, doc, "n", 1, sets[k][doc]);
    section_file_begin(&file);
    assert_int_equal(qn__columns_end(writer, &file.output, 4, NULL), QN_OK);
    section_file_end(&file);
    qn__columns columns;
    qn__column column;
    assert_int_equal(qn__columns_open(&columns, &file.section, 4, NULL), QN_OK);
    assert_int_equal(qn__columns_get(&columns, 0, &column, NULL), QN_OK);
    for (uint32_t doc = 0; doc < 4; doc++) {
      double number;
      assert_int_equal(qn__column_number(&column, doc, &number, NULL), QN_OK);
      assert_memory_equal(&number, &sets[k][doc], sizeof number);
    }
    section_file_close(&file);
    qn__columns_writer_free(writer);
  }
}

static void test_no_columns(void **state) {
  (void)state;
  qn__columns_writer *writer;
  section_file file;
  qn__columns columns;
  assert_int_equal(qn__columns_writer_new(&writer, NULL), QN_OK);
  section_file_begin(&file);
  assert_int_equal(qn__columns_end(writer, &file.output, 10, NULL), QN_OK);
  section_file_end(&file);
  assert_int_equal(qn__columns_open(&columns, &file.section, 10, NULL), QN_OK);
  assert_int_equal(columns.n_columns, 0);
  section_file_close(&file);
  qn__columns_writer_free(writer);
}

static void read_column(const qn__column *column) {
  qn_error error;
  for (uint32_t doc = 0; doc < column->n_docs; doc++) {
    uint32_t first, end, ordinal;
    if (qn__column_values(column, doc, &first, &end, &error) != QN_OK)
      continue;
    for (uint32_t value = first; value < end && value < first + 10; value++) {
      int64_t seconds;
      double number;
      const char *text;
      size_t size;
      if (column->type == QN__COLUMN_DATE)
        (void)qn__column_date(column, value, &seconds, &error);
      else if (column->type == QN__COLUMN_NUMBER)
        (void)qn__column_number(column, value, &number, &error);
      else if (qn__column_keyword(column, value, &ordinal, &error) == QN_OK &&
               qn__column_keyword_text(column, ordinal, &text, &size, &error) == QN_OK)
        assert_in_range(size, 0, QN__KEYWORD_MAX);
    }
  }
}

static void test_damage_is_a_status(void **state) {
  (void)state;
  section_file file;
  write_columns(&file);
  random_source random = random_start("columns damage", 9);
  for (unsigned round = 0; round < 500; round++) {
    qn__section section;
    qn__columns columns;
    qn__column column;
    qn_error error;
    section_file_damage(&file, random_next(&random), &section);
    if (qn__columns_open(&columns, &section, N_DOCS, &error) != QN_OK)
      continue;
    for (uint32_t i = 0; i < columns.n_columns; i++)
      if (qn__columns_get(&columns, i, &column, &error) == QN_OK)
        read_column(&column);
  }
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_values_come_back),
      cmocka_unit_test(test_extreme_numbers_come_back),
      cmocka_unit_test(test_no_columns),
      cmocka_unit_test(test_damage_is_a_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
