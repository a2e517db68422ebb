/* SPDX-License-Identifier: MIT */
/* test_exact_forms.c: the forms of a term's occurrences come back as they were written, whatever their number and
 * however rare they are; of a posting's positions those of one form are kept. */
#include "postings/exact_forms.h"
#include "support/section_file.h"
#include "support/support.h"

#include <stdlib.h>

enum { BEFORE = 5, MOST_FREQ = 40 }; /* bytes of positions before the list */

/* A term's occurrences. */
typedef struct occurrences {
  uint32_t n_docs, n_forms;
  uint32_t *freqs;
  uint32_t *ranks; /* of each occurrence */
  uint32_t *weights;
  uint64_t size; /* of the list */
} occurrences;

/* `rarity`: about how many occurrences are in the main form for each that is not. */
static void make(occurrences *made, random_source *random, uint32_t n_docs, uint32_t n_forms, uint32_t rarity) {
  *made = (occurrences){.n_docs = n_docs, .n_forms = n_forms};
  made->freqs = malloc(n_docs * sizeof(uint32_t));
  made->ranks = malloc((size_t)n_docs * MOST_FREQ * sizeof(uint32_t));
  made->weights = malloc(n_forms * sizeof(uint32_t));
  for (uint32_t rank = 0; rank < n_forms; rank++)
    made->weights[rank] = 1;
  uint32_t n = 0;
  for (uint32_t i = 0; i < n_docs; i++) {
    made->freqs[i] = 1 + random_below(random, random_below(random, 10) ? 3 : MOST_FREQ);
    for (uint32_t k = 0; k < made->freqs[i]; k++) {
      uint32_t rank = random_below(random, rarity + 1) ? 0 : (uint32_t)random_skewed(random, 12) % n_forms;
      made->ranks[n++] = rank;
      made->weights[rank]++;
    }
  }
}

static void clear(occurrences *made) {
  free(made->freqs);
  free(made->ranks);
  free(made->weights);
}

static uint64_t put_list(const occurrences *made, qn__buffer *out) {
  qn__exact_writer writer;
  qn__exact_writer_init(&writer);
  qn__exact_begin(&writer, made->n_forms, made->weights);
  assert_true(qn__exact_reserve(&writer, QN__POSTINGS_BLOCK * MOST_FREQ));
  uint32_t n = 0, gap = 0;
  for (uint32_t i = 0; i < made->n_docs; i++) {
    if (i > 0 && i % QN__POSTINGS_BLOCK == 0) {
      qn__exact_end_block(&writer);
      gap = 0;
    }
    for (uint32_t k = 0; k < made->freqs[i]; k++, gap++)
      if (made->ranks[n++] > 0) {
        qn__exact_add(&writer, gap, made->ranks[n - 1]);
        gap = UINT32_MAX; /* 0 at the next */
      }
  }
  qn__exact_end_block(&writer);
  uint64_t size = qn__exact_end(&writer, out);
  qn__exact_writer_clear(&writer);
  return size;
}

static void write_list(section_file *file, occurrences *made) {
  qn__buffer bytes;
  qn__buffer_init(&bytes);
  qn__buffer_zeros(&bytes, BEFORE);
  made->size = put_list(made, &bytes);
  assert_false(bytes.failed);
  assert_int_equal(bytes.size, BEFORE + made->size);
  section_file_begin(file);
  qn__output_bytes(&file->output, bytes.data, bytes.size);
  section_file_end(file);
  qn__buffer_clear(&bytes);
}

static qn__term_info info_of(const occurrences *made) {
  return (qn__term_info){.doc_freq = made->n_docs, .positions_size = BEFORE, .exact_size = made->size};
}

static void assert_walk(const occurrences *made, const qn__exact_forms *list) {
  qn__exact_cursor cursor;
  qn_error error;
  uint32_t n = 0;
  qn__exact_start(&cursor, list);
  for (uint32_t i = 0; i < made->n_docs; i += QN__POSTINGS_BLOCK) {
    uint64_t occurrence = 0;
    assert_ok(qn__exact_block(&cursor, i / QN__POSTINGS_BLOCK, &error), error);
    for (uint32_t doc = i; doc < made->n_docs && doc < i + QN__POSTINGS_BLOCK; doc++)
      for (uint32_t k = 0; k < made->freqs[doc]; k++, occurrence++) {
        if (made->ranks[n++] == 0)
          continue;
        assert_int_equal(cursor.occurrence, occurrence);
        assert_int_equal(cursor.rank, made->ranks[n - 1]);
        assert_ok(qn__exact_next(&cursor, &error), error);
      }
    assert_true(cursor.occurrence == UINT64_MAX);
  }
}

/* Asks for one posting of a block, whose first occurrence of all is `first`. */
static void assert_kept(const occurrences *made, qn__exact_cursor *cursor, uint32_t doc, uint32_t rank, bool others) {
  uint32_t positions[MOST_FREQ], expected[MOST_FREQ], n_expected = 0, kept, start = 0, first = 0;
  qn_error error;
  for (uint32_t i = 0; i < doc; i++) {
    first += made->freqs[i];
    start += i >= doc / QN__POSTINGS_BLOCK * QN__POSTINGS_BLOCK ? made->freqs[i] : 0;
  }
  for (uint32_t k = 0; k < made->freqs[doc]; k++) {
    positions[k] = 7 * k;
    if ((made->ranks[first + k] == rank) != others)
      expected[n_expected++] = 7 * k;
  }
  assert_ok(
      qn__exact_keep(cursor, rank, others, doc / QN__POSTINGS_BLOCK, start, NULL, made->freqs[doc], &kept, &error),
      error);
  assert_int_equal(kept, n_expected);
  assert_ok(
      qn__exact_keep(cursor, rank, others, doc / QN__POSTINGS_BLOCK, start, positions, made->freqs[doc], &kept, &error),
      error);
  assert_int_equal(kept, n_expected);
  assert_memory_equal(positions, expected, n_expected * sizeof *positions);
  bool has = false;
  if (others)
    return;
  assert_ok(qn__exact_has(cursor, rank, doc / QN__POSTINGS_BLOCK, start, made->freqs[doc], &has, &error), error);
  assert_int_equal(has, n_expected > 0);
}

/* Asks for any of some forms, of a block at once and of one posting. */
static void assert_any_kept(random_source *random, const occurrences *made, qn__exact_cursor *cursor,
                            uint32_t n_forms) {
  uint64_t words[10];
  const qn__rank_set ranks = {words, 1 + random_below(random, 10)};
  qn_error error;
  for (size_t i = 0; i < 10; i++)
    words[i] = random_next(random) & (n_forms % 2 == 0 ? random_next(random) : UINT64_MAX);
  for (uint32_t from = 0, n = 0; from < made->n_docs; from += QN__POSTINGS_BLOCK) {
    uint32_t sums[QN__POSTINGS_BLOCK + 1] = {0}, counts[QN__POSTINGS_BLOCK], expected[QN__POSTINGS_BLOCK] = {0}, kept;
    unsigned size = 0;
    for (; size < QN__POSTINGS_BLOCK && from + size < made->n_docs; size++) {
      sums[size + 1] = sums[size] + made->freqs[from + size];
      for (uint32_t k = 0; k < made->freqs[from + size]; k++)
        expected[size] += qn__has_rank(&ranks, made->ranks[n++]);
    }
    assert_ok(qn__exact_count_block(cursor, &ranks, from / QN__POSTINGS_BLOCK, sums, size, counts, &error), error);
    assert_memory_equal(counts, expected, size * sizeof *counts);
    const unsigned one = random_below(random, size);
    assert_ok(qn__exact_keep_any(cursor, &ranks, from / QN__POSTINGS_BLOCK, sums[one], NULL, sums[one + 1] - sums[one],
                                 &kept, &error),
              error);
    assert_int_equal(kept, expected[one]);
  }
}

static void check_list(random_source *random, uint32_t n_docs, uint32_t n_forms, uint32_t rarity) {
  occurrences made;
  section_file file;
  qn__exact_forms list;
  qn__exact_cursor cursor;
  qn_error error;
  make(&made, random, n_docs, n_forms, rarity);
  write_list(&file, &made);
  qn__term_info info = info_of(&made);
  assert_ok(qn__exact_open(&list, &file.section, &info, &error), error);
  assert_int_equal(list.n_forms, n_forms);
  assert_walk(&made, &list);
  qn__exact_start(&cursor, &list);
  uint32_t rank = random_below(random, 3) % n_forms;
  for (uint32_t doc = 0; doc < n_docs; doc += 1 + random_below(random, 5))
    assert_kept(&made, &cursor, doc, rank, n_forms % 2 == 0);
  for (unsigned i = 0; i < 50; i++)
    assert_kept(&made, &cursor, random_below(random, n_docs), random_below(random, n_forms), i % 2 != 0);
  for (unsigned i = 0; i < 5; i++)
    assert_any_kept(random, &made, &cursor, n_forms);
  section_file_close(&file);
  clear(&made);
}

static void the_form_of_each_occurrence_comes_back(void **state) {
  (void)state;
  static const uint32_t n_docs[] = {1, 2, 127, 128, 129, 1000}, n_forms[] = {2, 3, 7, 8, 9, 10, 600},
                        rarities[] = {0, 1, 8, 5000};
  random_source random = random_start("exact forms", 71);
  for (size_t i = 0; i < sizeof n_docs / sizeof n_docs[0]; i++)
    for (size_t k = 0; k < sizeof n_forms / sizeof n_forms[0]; k++)
      for (size_t r = 0; r < sizeof rarities / sizeof rarities[0]; r++)
        check_list(&random, n_docs[i], n_forms[k], rarities[r]);
}

/* An exception after very many others, and very many exceptions in a row. */
static void gaps_of_any_size_come_back(void **state) {
  (void)state;
  static const uint32_t gaps[] = {0, 1, 30, 65536, 4000000000u};
  const uint32_t weights[] = {1000000, 1};
  for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
    qn__exact_writer writer;
    section_file file;
    qn__exact_forms list;
    qn__exact_cursor cursor;
    qn__buffer bytes;
    qn_error error;
    qn__buffer_init(&bytes);
    qn__exact_writer_init(&writer);
    qn__exact_begin(&writer, 2, weights);
    assert_true(qn__exact_reserve(&writer, 1));
    qn__exact_add(&writer, gaps[i], 1);
    qn__exact_end_block(&writer);
    qn__term_info info = {.doc_freq = 1, .exact_size = qn__exact_end(&writer, &bytes)};
    section_file_begin(&file);
    qn__output_bytes(&file.output, bytes.data, bytes.size);
    section_file_end(&file);
    assert_ok(qn__exact_open(&list, &file.section, &info, &error), error);
    qn__exact_start(&cursor, &list);
    assert_ok(qn__exact_block(&cursor, 0, &error), error);
    assert_int_equal(cursor.occurrence, gaps[i]);
    assert_ok(qn__exact_next(&cursor, &error), error);
    assert_true(cursor.occurrence == UINT64_MAX);
    section_file_close(&file);
    qn__exact_writer_clear(&writer);
    qn__buffer_clear(&bytes);
  }
}

static void a_term_of_one_form_keeps_all_positions(void **state) {
  (void)state;
  qn__exact_forms list;
  qn__exact_cursor cursor;
  qn_error error;
  const qn__section none = {NULL, NULL, 0};
  const qn__term_info info = {.doc_freq = 300};
  uint32_t positions[] = {3, 5, 9}, kept;
  assert_ok(qn__exact_open(&list, &none, &info, &error), error);
  qn__exact_start(&cursor, &list);
  assert_ok(qn__exact_keep(&cursor, 0, false, 2, 17, positions, 3, &kept, &error), error);
  assert_int_equal(kept, 3);
  assert_int_equal(positions[2], 9);
}

static void any_damage_ends_with_a_status(void **state) {
  (void)state;
  random_source random = random_start("exact forms damage", 72);
  occurrences made;
  section_file file;
  make(&made, &random, 1000, 12, 3);
  write_list(&file, &made);
  qn__term_info info = info_of(&made);
  for (unsigned round = 0; round < 500; round++) {
    qn__section section;
    qn__exact_forms list;
    qn__exact_cursor cursor;
    qn_error error;
    section_file_damage(&file, random_next(&random), &section);
    qn_status status = qn__exact_open(&list, &section, &info, &error);
    if (status == QN_OK)
      qn__exact_start(&cursor, &list);
    for (uint32_t block = 0; status == QN_OK && block < list.n_blocks; block++) {
      uint32_t positions[MOST_FREQ] = {0}, kept;
      status = qn__exact_block(&cursor, block, &error);
      while (status == QN_OK && cursor.occurrence != UINT64_MAX)
        status = qn__exact_next(&cursor, &error);
      const uint64_t word = 0x5a5;
      const qn__rank_set ranks = {&word, 1};
      uint32_t sums[QN__POSTINGS_BLOCK + 1], counts[QN__POSTINGS_BLOCK];
      for (uint32_t i = 0; i <= QN__POSTINGS_BLOCK; i++)
        sums[i] = i * (1 + round % 3);
      if (status == QN_OK)
        status = qn__exact_count_block(&cursor, &ranks, block, sums, QN__POSTINGS_BLOCK, counts, &error);
      if (status == QN_OK)
        status = qn__exact_keep(&cursor, round % 12, round % 2 != 0, block, round % 100, positions, MOST_FREQ, &kept,
                                &error);
    }
    assert_true(status == QN_OK || status == QN_DAMAGED);
  }
  section_file_close(&file);
  clear(&made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_form_of_each_occurrence_comes_back),
      cmocka_unit_test(gaps_of_any_size_come_back),
      cmocka_unit_test(a_term_of_one_form_keeps_all_positions),
      cmocka_unit_test(any_damage_ends_with_a_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
