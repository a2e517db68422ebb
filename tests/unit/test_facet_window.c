/* SPDX-License-Identifier: MIT */
/* test_facet_window.c: articles counted by windows, and one by one, give the same counts, in every layout of a column.
 */
#include "collect/facets.h"
#include "support/column_file.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

enum { N_DOCS = 2000, N_WORDS = N_DOCS / 64 + 1, N_COLUMNS = 6 };

/* Columns: numbers and keywords of one value an article, of any number, and of few articles. */
static void write_columns(section_file *file, random_source *random) {
  qn__columns_writer *writer;
  assert_int_equal(qn__columns_writer_new(&writer, NULL), QN_OK);
  for (uint32_t doc = 0; doc < N_DOCS; doc++)
    for (unsigned c = 0; c < N_COLUMNS; c++) {
      const unsigned layout = c / 2;
      const unsigned n = layout == 0 ? 1 : layout == 1 ? random_below(random, 4) : (doc % 40 == 3) * 3;
      char name[2] = {(char)('a' + c), '\0'}, keyword[8];
      for (unsigned i = 0; i < n; i++) {
        const unsigned value = random_below(random, 9);
        size_t size = (size_t)snprintf(keyword, sizeof keyword, "k%u", value);
        if (c % 2 == 0)
          qn__columns_number(writer, doc, name, 1, value * 3.0);
        else
          qn__columns_keyword(writer, doc, name, 1, keyword, size);
      }
    }
  column_file_write(file, writer, N_DOCS);
}

/* How many of the articles whose bits are set have a packed value. */
static uint32_t count_value(const qn__column *column, const uint64_t *bits, uint64_t wanted) {
  uint32_t n = 0;
  for (uint32_t doc = 0; doc < N_DOCS; doc++) {
    uint32_t first, end;
    bool has = false;
    assert_int_equal(qn__column_values(column, doc, &first, &end, NULL), QN_OK);
    for (uint32_t value = first; value < end; value++) {
      uint64_t packed;
      assert_int_equal(qn__packed_get(&column->values, &column->section, value, &packed, NULL), QN_OK);
      has |= packed == wanted;
    }
    n += has && (bits[doc / 64] >> doc % 64 & 1) != 0;
  }
  return n;
}

static void open_counts(qn__facet *facet, const qn_facet *asked, const qn__columns *columns, uint32_t i,
                        qn__arena *arena) {
  qn__column column;
  assert_int_equal(qn__columns_get(columns, i, &column, NULL), QN_OK);
  *facet = (qn__facet){.asked = asked};
  facet->field.has[column.type] = true;
  facet->field.columns[column.type] = column;
  assert_int_equal(qn__open_counts(facet, N_DOCS, arena, NULL), QN_OK);
  assert_non_null(facet->only);
}

static void windows_count_what_single_articles_do(void **state) {
  random_source random = random_start("facet windows", 4);
  const qn_facet asked = {.column = "x"};
  section_file file;
  qn__columns columns;
  qn__arena arena;
  unsigned layouts = 0;
  (void)state;
  qn__arena_init(&arena);
  write_columns(&file, &random);
  assert_int_equal(qn__columns_open(&columns, &file.section, N_DOCS, NULL), QN_OK);
  for (uint32_t i = 0; i < N_COLUMNS; i++) {
    qn__facet windows, singles;
    uint64_t bits[N_WORDS];
    for (unsigned w = 0; w < N_WORDS; w++)
      bits[w] = random_next(&random) & random_next(&random);
    bits[N_WORDS - 1] &= (UINT64_C(1) << N_DOCS % 64) - 1;
    open_counts(&windows, &asked, &columns, i, &arena);
    open_counts(&singles, &asked, &columns, i, &arena);
    layouts |= 1u << windows.only->layout;
    for (uint32_t from = 0; from < N_WORDS; from += 7)
      assert_int_equal(
          qn__count_window(&windows, from * 64, bits + from, N_WORDS - from < 7 ? N_WORDS - from : 7, NULL), QN_OK);
    for (uint32_t doc = 0; doc < N_DOCS; doc++) {
      const uint64_t bit = bits[doc / 64] >> doc % 64 & 1;
      assert_int_equal(qn__count_window(&singles, doc, &bit, 1, NULL), QN_OK);
    }
    assert_int_equal(windows.n_articles, singles.n_articles);
    for (uint32_t value = 0; value < windows.n_counts; value++) {
      assert_int_equal(windows.counts[value], count_value(windows.only, bits, value));
      assert_int_equal(singles.counts[value], windows.counts[value]);
    }
  }
  assert_int_equal(layouts, 7);
  section_file_close(&file);
  qn__arena_clear(&arena);
}

static void several_columns_have_no_common_counts(void **state) {
  random_source random = random_start("facet columns", 5);
  const qn_facet asked = {.column = "x"};
  section_file file;
  qn__columns columns;
  qn__arena arena;
  qn__facet facet;
  (void)state;
  qn__arena_init(&arena);
  write_columns(&file, &random);
  assert_int_equal(qn__columns_open(&columns, &file.section, N_DOCS, NULL), QN_OK);
  open_counts(&facet, &asked, &columns, 0, &arena);
  facet.field.has[QN__COLUMN_KEYWORD] = true;
  assert_int_equal(qn__columns_get(&columns, 1, &facet.field.columns[QN__COLUMN_KEYWORD], NULL), QN_OK);
  assert_int_equal(qn__open_counts(&facet, N_DOCS, &arena, NULL), QN_OK);
  assert_null(facet.only);
  section_file_close(&file);
  qn__arena_clear(&arena);
}

static void any_damage_ends_with_a_status(void **state) {
  random_source random = random_start("facet damage", 6);
  const qn_facet asked = {.column = "x"};
  section_file file;
  qn__arena arena;
  (void)state;
  qn__arena_init(&arena);
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
      qn__facet facet = {.asked = &asked};
      uint64_t bits[N_WORDS];
      memset(bits, 0xff, sizeof bits);
      bits[N_WORDS - 1] &= (UINT64_C(1) << N_DOCS % 64) - 1;
      facet.field.has[column.type] = true;
      facet.field.columns[column.type] = column;
      if (qn__open_counts(&facet, N_DOCS, &arena, &error) != QN_OK || facet.only == NULL)
        continue;
      if (qn__count_window(&facet, 0, bits, N_WORDS, &error) == QN_OK && column.type != QN__COLUMN_KEYWORD)
        assert_int_equal(qn__close_counts(&facet, &arena, &error), QN_OK);
    }
    qn__arena_reset(&arena);
  }
  section_file_close(&file);
  qn__arena_clear(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(windows_count_what_single_articles_do),
      cmocka_unit_test(several_columns_have_no_common_counts),
      cmocka_unit_test(any_damage_ends_with_a_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
