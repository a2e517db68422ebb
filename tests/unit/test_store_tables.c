/* SPDX-License-Identifier: MIT */
/* test_store_tables.c: units become one store whose tables find each piece, head and article of each unit. */
#include "base/memory.h"
#include "store/store.h"
#include "support/section_file.h"
#include "support/support.h"

#include <string.h>

/* A row of numbers. */
static void put_row(qn__buffer *rows, const uint64_t *numbers, size_t n) {
  for (size_t i = 0; i < n; i++)
    qn__buffer_varint(rows, numbers[i]);
}

static void put_piece(qn__store_unit *unit, uint64_t deflated, uint64_t inflated, uint64_t byte, uint64_t word) {
  put_row(&unit->piece_rows, (const uint64_t[]){deflated, inflated, byte, word}, 4);
  qn__buffer_zeros(&unit->pieces, (size_t)deflated);
}

static void put_heads(qn__store_unit *unit, uint64_t deflated, uint64_t inflated, uint64_t article) {
  put_row(&unit->heads_rows, (const uint64_t[]){deflated, inflated, article}, 3);
  qn__buffer_zeros(&unit->heads, (size_t)deflated);
}

static void put_article(qn__store_unit *unit, uint64_t piece, uint64_t offset, uint64_t size) {
  put_row(&unit->article_rows, (const uint64_t[]){piece, offset, size}, 3);
  unit->n_articles++;
}

/* Two units: the first of two pieces, one head and three articles; the second of one of each. */
static void append_two(qn__store_writer *writer) {
  qn__store_unit unit;
  qn__store_unit_init(&unit);
  put_piece(&unit, 10, 100, 0, 0);
  put_piece(&unit, 20, 50, 40, 7);
  put_heads(&unit, 5, 30, 0);
  put_article(&unit, 0, 0, 60);
  put_article(&unit, 0, 60, 80);
  put_article(&unit, 1, 40, 10);
  qn__store_append(writer, &unit);
  qn__store_unit_reset(&unit);
  put_piece(&unit, 300, 1000, 0, 0);
  put_heads(&unit, 6, 31, 0);
  put_article(&unit, 0, 0, 1000);
  qn__store_append(writer, &unit);
  qn__store_unit_clear(&unit);
}

static void assert_table(const qn__store *store, qn__store_table table, const uint64_t *expected, uint32_t n) {
  assert_int_equal(store->tables[table].n, n);
  for (uint32_t i = 0; i < n; i++) {
    uint64_t value;
    qn_error error;
    assert_ok(qn__packed_get(&store->tables[table], &store->section, i, &value, &error), error);
    if (value != expected[i])
      fail_msg("table %d, row %u: %u", (int)table, i, (unsigned)value);
  }
}

static void open_store(qn__store *store, const section_file *file) {
  qn__section no_dictionary = {file->section.view, file->section.data, 0};
  qn_error error;
  assert_ok(qn__store_open(store, &file->section, &no_dictionary, &error), error);
}

static void units_follow_one_another(void **state) {
  (void)state;
  section_file file;
  qn__store_writer writer;
  qn__store store;
  section_file_begin(&file);
  qn__store_begin(&writer, &file.output);
  append_two(&writer);
  qn__store_end(&writer);
  section_file_end(&file);
  open_store(&store, &file);
  assert_int_equal(store.n_articles, 4);
  assert_int_equal(store.n_pieces, 3);
  assert_int_equal(store.n_heads, 2);
  assert_table(&store, QN__STORE_PIECE_OFFSET, (const uint64_t[]){0, 10, 35}, 3); /* after the first unit's heads */
  assert_table(&store, QN__STORE_PIECE_DEFLATED, (const uint64_t[]){10, 20, 300}, 3);
  assert_table(&store, QN__STORE_PIECE_SIZE, (const uint64_t[]){100, 50, 1000}, 3);
  assert_table(&store, QN__STORE_PIECE_BYTE, (const uint64_t[]){0, 40, 0}, 3);
  assert_table(&store, QN__STORE_PIECE_WORD, (const uint64_t[]){0, 7, 0}, 3);
  assert_table(&store, QN__STORE_HEADS_OFFSET, (const uint64_t[]){30, 335}, 2);
  assert_table(&store, QN__STORE_HEADS_DEFLATED, (const uint64_t[]){5, 6}, 2);
  assert_table(&store, QN__STORE_HEADS_SIZE, (const uint64_t[]){30, 31}, 2);
  assert_table(&store, QN__STORE_HEADS_ARTICLE, (const uint64_t[]){0, 3}, 2);
  assert_table(&store, QN__STORE_ARTICLE_PIECE, (const uint64_t[]){0, 0, 1, 2}, 4);
  assert_table(&store, QN__STORE_ARTICLE_OFFSET, (const uint64_t[]){0, 60, 40, 0}, 4);
  assert_table(&store, QN__STORE_ARTICLE_SIZE, (const uint64_t[]){60, 80, 10, 1000}, 4);
  section_file_close(&file);
}

static void a_store_may_have_no_articles(void **state) {
  (void)state;
  section_file file;
  qn__store_writer writer;
  qn__store store;
  section_file_begin(&file);
  qn__store_begin(&writer, &file.output);
  qn__store_end(&writer);
  section_file_end(&file);
  assert_int_equal(file.section.size, QN__STORE_TRAILER_SIZE);
  open_store(&store, &file);
  assert_int_equal(store.n_articles, 0);
  section_file_close(&file);
}

static void running_out_of_memory_is_the_outputs_failure(void **state) {
  (void)state;
  section_file file;
  qn__store_writer writer;
  qn__store_unit unit;
  qn_error error;
  qn__store_unit_init(&unit);
  put_article(&unit, 0, 0, 60);
  section_file_begin(&file);
  qn__store_begin(&writer, &file.output);
  qn__memory_fail_after(0);
  qn__store_append(&writer, &unit);
  qn__memory_fail_after(-1);
  assert_int_equal(file.output.status, QN_OK); /* not yet known */
  qn__store_end(&writer);
  assert_int_equal(file.output.status, QN_NO_MEMORY);
  assert_int_equal(qn__output_finish(&file.output, &error), QN_NO_MEMORY);
  qn__output_close(&file.output);
  section_file_close(&file);
  qn__store_unit_clear(&unit);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(units_follow_one_another),
      cmocka_unit_test(a_store_may_have_no_articles),
      cmocka_unit_test(running_out_of_memory_is_the_outputs_failure),
  };
  return cmocka_run_group_tests_name("store tables", tests, NULL, NULL);
}
