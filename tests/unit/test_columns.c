/* SPDX-License-Identifier: MIT */
/* test_columns.c: dates, numbers and keywords come back by article; keywords are numbered in order of bytes; a column
 * takes no bytes for articles without values. */
#include "columns/columns.h"
#include "support/column_file.h"
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
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
  column_file_write(file, writer, N_DOCS);
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

/* Columns are in order of their names, those of the same name in order of their types. */
static void values_come_back_by_article(void **state) {
  (void)state;
  section_file file;
  write_columns(&file);
  check_dates(&file);
  check_numbers(&file, 1, "fraction");
  check_numbers(&file, 3, "whole");
  check_topics(&file);
  section_file_close(&file);
}

static void extreme_numbers_come_back(void **state) {
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
    column_file_write(&file, writer, 4);
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
  }
}

static void there_may_be_no_columns(void **state) {
  (void)state;
  qn__columns_writer *writer;
  section_file file;
  qn__columns columns;
  assert_int_equal(qn__columns_writer_new(&writer, NULL), QN_OK);
  column_file_write(&file, writer, 10);
  assert_int_equal(qn__columns_open(&columns, &file.section, 10, NULL), QN_OK);
  assert_int_equal(columns.n_columns, 0);
  section_file_close(&file);
}

/* --- Forms -------------------------------------------------------------------------------------------------------- */

/* Every article whose number is 0 modulo `stride` has `repeat` numbers: n times 10, and up. */
static void write_spread(section_file *file, uint32_t n_docs, uint32_t stride, uint32_t repeat) {
  qn__columns_writer *writer;
  assert_int_equal(qn__columns_writer_new(&writer, NULL), QN_OK);
  for (uint32_t doc = 0; doc < n_docs; doc += stride)
    for (uint32_t i = 0; i < repeat; i++)
      qn__columns_number(writer, doc, "n", 1, doc * 10.0 + i);
  column_file_write(file, writer, n_docs);
}

static void get_first(const section_file *file, uint32_t n_docs, qn__column *column) {
  qn__columns columns;
  assert_int_equal(qn__columns_open(&columns, &file->section, n_docs, NULL), QN_OK);
  assert_int_equal(qn__columns_get(&columns, 0, column, NULL), QN_OK);
  assert_int_equal(qn__column_check_owners(column, NULL), QN_OK);
}

static void check_spread(const qn__column *column, uint32_t stride, uint32_t repeat) {
  for (uint32_t doc = 0; doc < column->n_docs; doc++) {
    uint32_t first, end;
    double number;
    assert_int_equal(qn__column_values(column, doc, &first, &end, NULL), QN_OK);
    assert_int_equal(end - first, doc % stride == 0 ? repeat : 0);
    for (uint32_t i = 0; i < end - first; i++) {
      assert_int_equal(qn__column_number(column, first + i, &number, NULL), QN_OK);
      assert_true(number >= doc * 10.0 + i && number <= doc * 10.0 + i);
    }
  }
}

static unsigned width(uint32_t number) {
  unsigned bits = 0;
  for (; number > 0; number /= 2)
    bits++;
  return bits;
}

static qn__column_layout smaller_layout(uint32_t n_docs, uint32_t n_values) {
  uint32_t dense = ((n_docs + 1) * width(n_values) + 7) / 8, sparse = (n_values * width(n_docs) + 7) / 8;
  return dense <= sparse ? QN__COLUMN_DENSE : QN__COLUMN_SPARSE;
}

static void the_smaller_layout_is_chosen(void **state) {
  (void)state;
  static const uint32_t sizes[] = {1, 2, 3, 7, 8, 9, 255, 256, 257, 700};
  unsigned n_of_layout[3] = {0, 0, 0};
  for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++)
    for (uint32_t stride = 1; stride <= sizes[k]; stride = stride < 5 ? stride + 1 : stride * 3)
      for (uint32_t repeat = 1; repeat <= 4; repeat++) {
        section_file file;
        qn__column column;
        write_spread(&file, sizes[k], stride, repeat);
        get_first(&file, sizes[k], &column);
        check_spread(&column, stride, repeat);
        bool single = stride == 1 && repeat == 1;
        assert_int_equal(column.layout, single ? QN__COLUMN_SINGLE : smaller_layout(sizes[k], column.n_values));
        n_of_layout[column.layout]++;
        section_file_close(&file);
      }
  assert_true(n_of_layout[QN__COLUMN_SINGLE] > 0 && n_of_layout[QN__COLUMN_DENSE] > 10 &&
              n_of_layout[QN__COLUMN_SPARSE] > 10);
}

/* 256 starts of 9 bits are as many bytes as 288 articles of 8: from there on a column is dense. */
static void the_layout_changes_where_the_other_is_smaller(void **state) {
  (void)state;
  enum { BORDER_DOCS = 255, BORDER = 288, LAST_DOC = 200 };
  for (uint32_t n_values = BORDER - 2; n_values <= BORDER + 2; n_values++) {
    qn__columns_writer *writer;
    section_file file;
    qn__column column;
    uint32_t n_first = n_values - LAST_DOC, next = 0; /* the first article has many, the last ones none */
    assert_int_equal(qn__columns_writer_new(&writer, NULL), QN_OK);
    for (uint32_t i = 0; i < n_values; i++)
      qn__columns_number(writer, i < n_first ? 0 : i - n_first + 1, "n", 1, i);
    column_file_write(&file, writer, BORDER_DOCS);
    get_first(&file, BORDER_DOCS, &column);
    assert_int_equal(column.layout, n_values < BORDER ? QN__COLUMN_SPARSE : QN__COLUMN_DENSE);
    for (uint32_t doc = 0, first, end; doc < BORDER_DOCS; doc++, next = end) {
      assert_int_equal(qn__column_values(&column, doc, &first, &end, NULL), QN_OK);
      assert_int_equal(first, next);
      assert_int_equal(end - first, doc == 0 ? n_first : doc <= LAST_DOC);
    }
    assert_int_equal(next, n_values);
    section_file_close(&file);
  }
}

/* As many columns as articles: what a column costs does not depend on the number of articles. */
static void unique_keys_take_linear_space(void **state) {
  (void)state;
  enum { N_KEYS = 5000, ENTRY = 40, KEY = 9, WORD = 5, MORE = 4 };
  qn__columns_writer *writer;
  section_file file;
  qn__columns columns;
  char text[16];
  assert_int_equal(qn__columns_writer_new(&writer, NULL), QN_OK);
  for (uint32_t doc = 0; doc < N_KEYS; doc++) {
    snprintf(text, sizeof text, "key %05u", doc);
    if (doc % 2)
      qn__columns_number(writer, doc, text, KEY, doc / 3.0);
    else
      qn__columns_keyword(writer, doc, text, KEY, text + KEY - WORD, WORD);
  }
  column_file_write(&file, writer, N_KEYS);
  assert_in_range(file.section.size, 1, (uintmax_t)N_KEYS * (ENTRY + KEY + WORD + 3 + MORE));
  assert_int_equal(qn__columns_open(&columns, &file.section, N_KEYS, NULL), QN_OK);
  assert_int_equal(columns.n_columns, N_KEYS);
  for (uint32_t doc = 0; doc < N_KEYS; doc++) {
    qn__column column;
    assert_int_equal(qn__columns_get(&columns, doc, &column, NULL), QN_OK);
    assert_int_equal(qn__column_check_owners(&column, NULL), QN_OK);
    for (uint32_t other = doc == 0 ? 0 : doc - 1; other < N_KEYS && other < doc + 2; other++) {
      uint32_t first, end;
      assert_int_equal(qn__column_values(&column, other, &first, &end, NULL), QN_OK);
      assert_int_equal(end - first, other == doc);
    }
  }
  section_file_close(&file);
}

/* --- Damage ------------------------------------------------------------------------------------------------------- */

/* A column that passes the check gives each value to one article, in order; another gives no article values that are
 * not there. */
static void check_owners(const qn__column *column) {
  qn_error error;
  bool good = qn__column_check_owners(column, &error) == QN_OK;
  uint32_t next = 0;
  for (uint32_t doc = 0; doc < column->n_docs; doc++) {
    uint32_t first, end;
    qn_status status = qn__column_values(column, doc, &first, &end, &error);
    assert_true(status == QN_OK || (status == QN_DAMAGED && !good));
    if (status != QN_OK)
      continue;
    assert_true(first <= end && end <= column->n_values);
    assert_true(!good || first == next);
    next = end;
  }
  assert_true(!good || next == column->n_values);
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

static void any_damage_ends_with_a_status(void **state) {
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
      if (qn__columns_get(&columns, i, &column, &error) == QN_OK) {
        check_owners(&column);
        read_column(&column);
      }
  }
  section_file_close(&file);
}

/* Each bit of the articles of a sparse column and of the starts of a dense one, changed alone, is either found or
 * leaves an order: values of other articles, which cannot be distinguished from the right ones. */
static void damage_owners(uint32_t n_docs, uint32_t stride, uint32_t repeat, qn__column_layout layout) {
  section_file file;
  qn__column good;
  unsigned found = 0, changed = 0;
  write_spread(&file, n_docs, stride, repeat);
  get_first(&file, n_docs, &good);
  assert_int_equal(good.layout, layout);
  uint8_t *bytes = malloc(file.view->size);
  uint64_t at = (uint64_t)(file.section.data - file.view->data) + good.owners.offset;
  for (uint64_t bit = 0; bit < (uint64_t)good.owners.n * good.owners.bits; bit++, changed++) {
    qn__view *view;
    qn__section section;
    qn__columns columns;
    qn__column column;
    qn_error error;
    memcpy(bytes, file.view->data, file.view->size);
    bytes[at + bit / 8] ^= (uint8_t)(1u << bit % 8);
    reseal(bytes, file.view->size);
    assert_ok(qn__view_of_memory(&view, bytes, file.view->size, "damaged", QN__FILE_SEGMENT, &error), error);
    assert_ok(qn__view_section(view, 1, &section, &error), error);
    assert_ok(qn__columns_open(&columns, &section, n_docs, &error), error);
    assert_ok(qn__columns_get(&columns, 0, &column, &error), error);
    check_owners(&column);
    found += qn__column_check_owners(&column, &error) == QN_DAMAGED;
    qn__view_release(view);
  }
  assert_in_range(found, changed / 2, changed);
  free(bytes);
  section_file_close(&file);
}

static void damaged_owners_are_found(void **state) {
  (void)state;
  damage_owners(700, 20, 2, QN__COLUMN_SPARSE);
  damage_owners(200, 1, 3, QN__COLUMN_DENSE);
}

static void an_unknown_layout_is_damage(void **state) {
  (void)state;
  section_file file;
  write_spread(&file, 100, 10, 1);
  uint8_t *bytes = malloc(file.view->size);
  size_t at = (size_t)(file.section.data - file.view->data) + (size_t)file.section.size - 4 - 40 + 1;
  for (unsigned layout = 0; layout < 256; layout++) {
    qn__view *view;
    qn__section section;
    qn__columns columns;
    qn__column column;
    qn_error error;
    memcpy(bytes, file.view->data, file.view->size);
    bytes[at] = (uint8_t)layout;
    reseal(bytes, file.view->size);
    assert_ok(qn__view_of_memory(&view, bytes, file.view->size, "damaged", QN__FILE_SEGMENT, &error), error);
    assert_ok(qn__view_section(view, 1, &section, &error), error);
    assert_ok(qn__columns_open(&columns, &section, 100, &error), error);
    qn_status status = qn__columns_get(&columns, 0, &column, &error);
    if (status == QN_OK && layout != QN__COLUMN_SPARSE)
      status = qn__column_check_owners(&column, &error);
    assert_int_equal(status, layout == QN__COLUMN_SPARSE ? QN_OK : QN_DAMAGED);
    qn__view_release(view);
  }
  free(bytes);
  section_file_close(&file);
}

static void no_more_keywords_are_taken_than_values_can_name(void **state) {
  static const uint32_t counts[] = {3, 11, 0x40000001, UINT32_MAX};
  section_file file;
  qn__columns_writer *writer;
  (void)state;
  assert_int_equal(qn__columns_writer_new(&writer, NULL), QN_OK);
  for (uint32_t doc = 0; doc < 10; doc++)
    qn__columns_keyword(writer, doc, "k", 1, doc % 2 == 0 ? "a" : "b", 1);
  section_file_begin(&file);
  assert_int_equal(qn__columns_end(writer, &file.output, 10, NULL), QN_OK);
  section_file_end(&file);
  qn__columns_writer_free(writer);
  uint8_t *bytes = malloc(file.view->size);
  uint8_t *entry = bytes + (file.section.data - file.view->data) + file.section.size - 4 - 40;
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    qn__view *view;
    qn__section section;
    qn__columns columns;
    qn__column column;
    qn_error error;
    memcpy(bytes, file.view->data, file.view->size);
    entry[3] = 0; /* ends of texts take no bits */
    qn__store_u32(entry + 8, counts[i]);
    reseal(bytes, file.view->size);
    assert_ok(qn__view_of_memory(&view, bytes, file.view->size, "damaged", QN__FILE_SEGMENT, &error), error);
    assert_ok(qn__view_section(view, 1, &section, &error), error);
    assert_ok(qn__columns_open(&columns, &section, 10, &error), error);
    assert_int_equal(qn__columns_get(&columns, 0, &column, &error), QN_DAMAGED);
    qn__view_release(view);
  }
  free(bytes);
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_come_back_by_article),
      cmocka_unit_test(extreme_numbers_come_back),
      cmocka_unit_test(there_may_be_no_columns),
      cmocka_unit_test(the_smaller_layout_is_chosen),
      cmocka_unit_test(the_layout_changes_where_the_other_is_smaller),
      cmocka_unit_test(unique_keys_take_linear_space),
      cmocka_unit_test(any_damage_ends_with_a_status),
      cmocka_unit_test(damaged_owners_are_found),
      cmocka_unit_test(an_unknown_layout_is_damage),
      cmocka_unit_test(no_more_keywords_are_taken_than_values_can_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
