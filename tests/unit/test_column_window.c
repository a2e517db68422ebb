/* SPDX-License-Identifier: MIT */
/* test_column_window.c: the values of some articles are those that are read one by one, in every layout of a column. */
#include "columns/column_window.h"
#include "support/column_file.h"
#include "support/support.h"

enum { N_DOCS = 300, N_COLUMNS = 4 };

/* One number an article, packed and not; some an article; some in few articles. */
static void write_columns(section_file *file, random_source *random) {
  qn__columns_writer *writer;
  assert_int_equal(qn__columns_writer_new(&writer, NULL), QN_OK);
  for (uint32_t doc = 0; doc < N_DOCS; doc++) {
    qn__columns_number(writer, doc, "a", 1, random_below(random, 50));
    qn__columns_number(writer, doc, "d", 1, random_below(random, 50) / 3.0);
    for (unsigned i = random_below(random, 4); i > 0; i--)
      qn__columns_number(writer, doc, "p", 1, random_below(random, 50));
    if (doc % 40 == 7)
      qn__columns_number(writer, doc, "s", 1, doc);
  }
  column_file_write(file, writer, N_DOCS);
}

static double number_of(const qn__column *column, uint64_t bits) {
  double number;
  if (!column->raw)
    return (double)(int64_t)(column->base + column->step * bits);
  memcpy(&number, &bits, sizeof number);
  return number;
}

static void check_window(const qn__column *column, uint32_t from, uint32_t end) {
  qn__column_window window;
  uint32_t value;
  assert_int_equal(qn__column_window_open(&window, column, from, end, NULL), QN_OK);
  value = window.first;
  for (uint32_t doc = from; doc < end; doc++) {
    uint32_t first, stop;
    assert_int_equal(qn__column_values(column, doc, &first, &stop, NULL), QN_OK);
    if (column->layout == QN__COLUMN_DENSE)
      assert_int_equal(qn__packed_at(&window.owners, doc), first);
    for (; first < stop; first++, value++) {
      double expected;
      assert_int_equal(value, first);
      assert_int_equal(qn__column_number(column, value, &expected, NULL), QN_OK);
      const double found = number_of(column, qn__window_bits(&window, value));
      assert_true(found >= expected && found <= expected);
      if (column->layout == QN__COLUMN_SPARSE)
        assert_int_equal(qn__packed_at(&window.owners, value), doc);
    }
  }
  assert_int_equal(value, window.stop);
}

static void windows_have_the_values_of_their_articles(void **state) {
  random_source random = random_start("column windows", 3);
  section_file file;
  qn__columns columns;
  unsigned layouts = 0, n_raw = 0;
  (void)state;
  write_columns(&file, &random);
  assert_int_equal(qn__columns_open(&columns, &file.section, N_DOCS, NULL), QN_OK);
  for (uint32_t i = 0; i < N_COLUMNS; i++) {
    qn__column column;
    assert_int_equal(qn__columns_get(&columns, i, &column, NULL), QN_OK);
    layouts |= 1u << column.layout;
    n_raw += column.raw;
    for (int round = 0; round < 100; round++) {
      const uint32_t from = random_below(&random, N_DOCS + 1);
      check_window(&column, from, from + random_below(&random, N_DOCS + 1 - from));
    }
  }
  assert_int_equal(layouts, 1u << QN__COLUMN_SINGLE | 1u << QN__COLUMN_DENSE | 1u << QN__COLUMN_SPARSE);
  assert_true(n_raw > 0);
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(windows_have_the_values_of_their_articles),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
