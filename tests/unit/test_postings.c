/* SPDX-License-Identifier: MIT */
/* test_postings.c: what goes into a list comes out of it, whatever its length, gaps and frequencies. */
#include "postings/postings.h"

#include "support/section_file.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

typedef struct posting_list {
  uint32_t n, *docs, *freqs, *gaps;
} posting_list;

typedef struct written_list {
  char *dir;
  qn__view *view;
  qn__postings_source source;
  qn__term_info info;
  uint8_t *length_bytes;
  qn__saturation saturation;
} written_list;

static void *must(void *memory) {
  assert_non_null(memory);
  return memory;
}

/* Lists are drawn from n_docs articles: `n` of them, frequencies and gaps of up to the given numbers of bits. */
static posting_list draw_list(random_source *random, uint32_t n_docs, uint32_t n, unsigned freq_bits,
                              unsigned gap_bits) {
  posting_list list = {0, must(malloc(n * 4 + 4)), must(malloc(n * 4 + 4)), NULL};
  size_t n_gaps = 0, capacity = 0;
  uint32_t left = n;
  for (uint32_t doc = 0; doc < n_docs && left > 0; doc++) {
    if (random_below(random, n_docs - doc) >= left)
      continue;
    left--;
    uint32_t freq = 1 + (uint32_t)random_skewed(random, freq_bits);
    if (n_gaps + freq > capacity) {
      capacity = (n_gaps + freq) * 2;
      list.gaps = must(realloc(list.gaps, capacity * 4));
    }
    list.gaps[n_gaps++] = (uint32_t)random_skewed(random, gap_bits);
    for (uint32_t k = 1; k < freq; k++)
      list.gaps[n_gaps++] = 1 + (uint32_t)random_skewed(random, gap_bits > 10 ? 10 : gap_bits);
    list.docs[list.n] = doc;
    list.freqs[list.n++] = freq;
  }
  assert_int_equal(list.n, n);
  return list;
}

static void free_list(posting_list *list) {
  free(list->docs);
  free(list->freqs);
  free(list->gaps);
}

static written_list write_list(random_source *random, const posting_list *list, uint32_t n_docs) {
  written_list out = {.dir = make_temp_dir(), .length_bytes = must(malloc(n_docs))};
  for (uint32_t i = 0; i < n_docs; i++)
    out.length_bytes[i] = (uint8_t)(1 + random_below(random, 120));
  qn__saturation_init(&out.saturation, QN__DEFAULT_K1, QN__DEFAULT_B, 300.0);
  qn__postings_writer *writer;
  assert_int_equal(qn__postings_writer_new(&writer, n_docs, out.length_bytes, &out.saturation, NULL), QN_OK);
  const uint32_t *gaps = list->gaps;
  qn__buffer postings, positions;
  qn__buffer_init(&postings);
  qn__buffer_init(&positions);
  for (uint32_t i = 0; i < list->n; gaps += list->freqs[i], i++) {
    qn__postings_add(writer, list->docs[i], list->freqs[i], gaps);
    if (random_below(random, 64) == 0)
      qn__postings_move_positions(writer, &positions);
  }
  qn__postings_end(writer, &postings, &positions, &out.info);
  qn__postings_writer_free(writer);
  assert_false(postings.failed || positions.failed);

  qn__output output;
  char *path = path_in(out.dir, "list");
  assert_int_equal(qn__output_create(&output, path, QN__FILE_SEGMENT, NULL), QN_OK);
  qn__output_section_begin(&output, 3, true);
  qn__output_bytes(&output, postings.data, postings.size);
  qn__output_section_begin(&output, 4, true);
  qn__output_bytes(&output, positions.data, positions.size);
  assert_int_equal(qn__output_finish(&output, NULL), QN_OK);
  qn__output_close(&output);
  qn__buffer_clear(&postings);
  qn__buffer_clear(&positions);
  assert_int_equal(qn__view_open(&out.view, path, QN__FILE_SEGMENT, NULL), QN_OK);
  free(path);
  out.source.n_docs = n_docs;
  assert_int_equal(qn__view_section(out.view, 3, &out.source.postings, NULL), QN_OK);
  assert_int_equal(qn__view_section(out.view, 4, &out.source.positions, NULL), QN_OK);
  return out;
}

static void free_written(written_list *written) {
  qn__view_release(written->view);
  free(written->length_bytes);
  remove_tree(written->dir);
}

static void check_walk(const posting_list *list, const qn__postings *opened) {
  qn__postings_cursor cursor;
  const uint32_t *gaps = list->gaps;
  assert_int_equal(qn__postings_first(&cursor, opened, NULL), QN_OK);
  for (uint32_t i = 0; i < list->n; gaps += list->freqs[i], i++) {
    assert_int_equal(cursor.doc, list->docs[i]);
    assert_int_equal(cursor.freq, list->freqs[i]);
    uint32_t *positions = must(malloc((size_t)cursor.freq * 4)), expected = 0;
    assert_int_equal(qn__postings_positions(&cursor, positions, NULL), QN_OK);
    for (uint32_t k = 0; k < cursor.freq; k++) {
      expected += gaps[k];
      assert_int_equal(positions[k], expected);
    }
    free(positions);
    assert_int_equal(qn__postings_next(&cursor, NULL), QN_OK);
  }
  assert_int_equal(cursor.doc, QN__NO_DOC);
}

static void check_blocks(const posting_list *list, const written_list *written, const qn__postings *opened) {
  uint32_t docs[QN__POSTINGS_BLOCK + 16], freqs[QN__POSTINGS_BLOCK + 16], sums[QN__POSTINGS_BLOCK + 17], at = 0;
  for (uint32_t block = 0; block < opened->n_blocks; block++) {
    unsigned count = qn__postings_block(opened, block, docs, NULL, NULL);
    assert_int_equal(count, qn__postings_block_size(opened, block));
    assert_int_equal(qn__postings_block(opened, block, NULL, freqs, NULL), count);
    assert_int_equal(qn__postings_sums(opened, block, sums, NULL), count);
    assert_int_equal(sums[0], 0);
    float bound = (float)qn__postings_block_max8(opened, block) / 255.0f;
    for (unsigned i = 0; i < count; i++, at++) {
      assert_int_equal(docs[i], list->docs[at]);
      assert_int_equal(freqs[i], list->freqs[at]);
      assert_int_equal(sums[i + 1] - sums[i], list->freqs[at]);
      float k = written->saturation.k[written->length_bytes[docs[i]]];
      assert_true(qn__saturate((float)freqs[i], k) <= bound);
    }
    assert_true(qn__postings_block_max8(opened, block) <= opened->max8);
    assert_true(qn__postings_block_last(opened, block) >= docs[count - 1]);
  }
  assert_int_equal(at, list->n);
}

static void check_bits(const posting_list *list, const qn__postings *opened) {
  if (opened->bits == NULL)
    return;
  for (uint32_t doc = 0, i = 0; doc < opened->source->n_docs; doc++) {
    bool has = i < list->n && list->docs[i] == doc;
    assert_int_equal(qn__postings_has(opened, doc), has);
    assert_int_equal(qn__postings_rank(opened, doc), i);
    i += has;
  }
}

static int descending(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x < y) - (x > y);
}

/* The kept ones are the best there are, in order. */
static void check_best(const posting_list *list, const written_list *written, const qn__postings *opened) {
  if (opened->best == NULL) {
    assert_true(list->n < QN__POSTINGS_BLOCK);
    return;
  }
  float *all = must(malloc(list->n * sizeof *all));
  for (uint32_t i = 0; i < list->n; i++)
    all[i] = qn__saturate((float)list->freqs[i], written->saturation.k[written->length_bytes[list->docs[i]]]);
  qsort(all, list->n, sizeof *all, descending);
  for (unsigned i = 0; i < QN__POSTINGS_BEST; i++) {
    const uint8_t *entry = opened->best + i * QN__POSTINGS_BEST_SIZE;
    uint32_t doc = qn__load_u32(entry), at = 0;
    while (list->docs[at] != doc)
      at++;
    assert_int_equal(entry[4], list->freqs[at] < 255 ? list->freqs[at] : 255);
    assert_int_equal(entry[5], written->length_bytes[doc]);
    float k = written->saturation.k[entry[5]];
    assert_true(qn__saturate((float)list->freqs[at], k) == all[i]);
  }
  free(all);
}

static void check_round_trip(random_source *random, uint32_t n_docs, uint32_t n, unsigned freq_bits,
                             unsigned gap_bits) {
  posting_list list = draw_list(random, n_docs, n, freq_bits, gap_bits);
  written_list written = write_list(random, &list, n_docs);
  qn__postings opened;
  assert_int_equal(qn__postings_open(&opened, &written.source, &written.info, NULL), QN_OK);
  assert_int_equal(written.info.doc_freq, n);
  check_walk(&list, &opened);
  check_blocks(&list, &written, &opened);
  check_bits(&list, &opened);
  check_best(&list, &written, &opened);
  free_written(&written);
  free_list(&list);
}

static void lists_around_block_borders_come_back(void **state) {
  (void)state;
  static const uint32_t lengths[] = {1, 2, 3, 7, 127, 128, 129, 255, 256, 257, 1000};
  random_source random = random_start("postings lengths", 1);
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    check_round_trip(&random, lengths[i], lengths[i], 3, 8);
    check_round_trip(&random, lengths[i] * 8 - 1, lengths[i], 4, 12);
    check_round_trip(&random, lengths[i] * 8, lengths[i], 4, 12);
    check_round_trip(&random, 5000 + lengths[i] * 3, lengths[i], 2, 20);
  }
}

static void sparse_lists_use_wide_gaps(void **state) {
  (void)state;
  random_source random = random_start("postings sparse", 2);
  check_round_trip(&random, 3000000, 300, 2, 5);
  check_round_trip(&random, 200000, 400, 2, 5);
}

static void large_frequencies_and_positions_come_back(void **state) {
  (void)state;
  random_source random = random_start("postings frequencies", 3);
  check_round_trip(&random, 300, 256, 14, 31);
  check_round_trip(&random, 200, 130, 18, 3);
  check_round_trip(&random, 3, 2, 12, 30);
  check_round_trip(&random, 9, 1, 12, 30);
}

static void ranks_cross_chunks(void **state) {
  (void)state;
  random_source random = random_start("postings ranks", 4);
  check_round_trip(&random, 140000, 60000, 1, 4);
}

static void seek_finds_the_first_at_or_after(void **state) {
  (void)state;
  random_source random = random_start("postings seek", 5);
  posting_list list = draw_list(&random, 20000, 1500, 3, 6);
  written_list written = write_list(&random, &list, 20000);
  qn__postings opened;
  assert_int_equal(qn__postings_open(&opened, &written.source, &written.info, NULL), QN_OK);
  qn__postings_cursor cursor;
  assert_int_equal(qn__postings_first(&cursor, &opened, NULL), QN_OK);
  for (uint32_t doc = 0, at = 0; doc < 20000; doc += 1 + random_below(&random, 300)) {
    while (at < list.n && list.docs[at] < doc)
      at++;
    assert_int_equal(qn__postings_seek(&cursor, doc, NULL), QN_OK);
    assert_int_equal(cursor.doc, at < list.n ? list.docs[at] : QN__NO_DOC);
  }
  free_written(&written);
  free_list(&list);
}

/* Damage that checksums would not show (they are computed again): a status, never a crash. */
static void any_damage_ends_with_a_status(void **state) {
  (void)state;
  random_source random = random_start("postings damage", 6);
  posting_list list = draw_list(&random, 2000, 700, 4, 8);
  written_list written = write_list(&random, &list, 2000);
  qn__section *sections[2] = {&written.source.postings, &written.source.positions};
  size_t total = written.view->size, at[2];
  uint8_t *file = must(malloc(total));
  for (unsigned round = 0; round < 3000; round++) {
    memcpy(file, written.view->data, total);
    for (unsigned s = 0; s < 2; s++)
      at[s] = (size_t)(sections[s]->data - written.view->data);
    for (unsigned hits = 1 + random_below(&random, 4); hits > 0; hits--) {
      unsigned s = random_below(&random, 2);
      size_t limit = random_below(&random, 2) ? 600 : (size_t)sections[s]->size;
      if (limit > sections[s]->size)
        limit = (size_t)sections[s]->size;
      file[at[s] + random_below(&random, (uint32_t)limit)] = (uint8_t)random_next(&random);
    }
    qn__view damaged = *written.view;
    damaged.data = file;
    qn__postings_source source = written.source;
    source.postings = (qn__section){&damaged, file + at[0], sections[0]->size};
    source.positions = (qn__section){&damaged, file + at[1], sections[1]->size};
    /* every chunk counts as verified */
    qn__view_verify(written.view, 0, (written.view->checked - 1) / QN__CHUNK_SIZE, NULL);
    qn__postings opened;
    if (qn__postings_open(&opened, &source, &written.info, NULL) != QN_OK)
      continue;
    for (uint32_t block = 0; block < opened.n_blocks; block++) {
      uint32_t docs[QN__POSTINGS_BLOCK + 16], freqs[QN__POSTINGS_BLOCK + 16], sums[QN__POSTINGS_BLOCK + 17];
      unsigned count = qn__postings_block(&opened, block, docs, freqs, NULL);
      unsigned summed = qn__postings_sums(&opened, block, sums, NULL);
      for (unsigned i = 0; i < summed; i++)
        assert_true(sums[i] <= sums[i + 1]);
      for (unsigned i = 0; i < count; i++) {
        assert_true(docs[i] < source.n_docs && (i == 0 || docs[i - 1] < docs[i]));
        assert_in_range(freqs[i], 1, INT32_MAX);
        if (freqs[i] > 100000)
          continue;
        uint32_t *positions = must(malloc((size_t)freqs[i] * 4));
        qn__positions(&opened, block, i, freqs, positions, NULL);
        free(positions);
      }
    }
  }
  free(file);
  free_written(&written);
  free_list(&list);
}

/* Decodes a block of 128 postings whose gaps and frequencies are packed at 16 bits, with patches of the frequencies
 * after them; the postings found, 0 if it is damaged. */
static unsigned decode_rows(const uint16_t *gaps, uint32_t last, const uint16_t *freqs, const uint8_t *patches,
                            size_t patches_size) {
  enum { HEAD = 16 | 16 << 5 | 1 << 11 };
  uint8_t bytes[512], header[QN__BLOCK_HEADER_SIZE] = {0}, last_bytes[4];
  for (unsigned i = 0; i < QN__POSTINGS_BLOCK; i++) {
    qn__store_u16(bytes + (size_t)i * 2, gaps[i]);
    qn__store_u16(bytes + 256 + (size_t)i * 2, freqs[i]);
  }
  qn__store_u32(header + 8, HEAD);
  qn__store_u32(last_bytes, last);
  section_file file;
  section_file_begin(&file);
  qn__output_bytes(&file.output, bytes, sizeof bytes);
  qn__output_bytes(&file.output, patches, patches_size);
  section_file_end(&file);
  qn__postings_source source = {.postings = file.section, .n_docs = 100000};
  qn__postings list = {.source = &source, .n_blocks = 1, .last = last_bytes, .headers = header};
  list.info = (qn__term_info){.doc_freq = QN__POSTINGS_BLOCK, .coll_freq = UINT32_MAX};
  list.data_size = file.section.size;
  uint32_t docs[QN__POSTINGS_BLOCK + 16], decoded[QN__POSTINGS_BLOCK + 16], sums[QN__POSTINGS_BLOCK + 17];
  unsigned n = qn__postings_block(&list, 0, docs, decoded, NULL);
  assert_true(qn__postings_sums(&list, 0, sums, NULL) >= n);
  section_file_close(&file);
  return n;
}

/* Sums of gaps that pass 16 bits must not come round to articles that do not ascend. */
static void articles_that_do_not_ascend_are_damage(void **state) {
  (void)state;
  const uint16_t freqs[QN__POSTINGS_BLOCK] = {0};
  const uint8_t no_patches[] = {0};
  uint16_t gaps[QN__POSTINGS_BLOCK] = {0};
  assert_int_equal(decode_rows(gaps, 127, freqs, no_patches, 1), QN__POSTINGS_BLOCK);
  gaps[0] = 10;
  assert_int_equal(decode_rows(gaps, 137, freqs, no_patches, 1), QN__POSTINGS_BLOCK);
  assert_int_equal(decode_rows(gaps, 136, freqs, no_patches, 1), 0);
  gaps[5] = 65534; /* would step back by one */
  assert_int_equal(decode_rows(gaps, 137, freqs, no_patches, 1), 0);
  assert_int_equal(decode_rows(gaps, 65534, freqs, no_patches, 1), 0);
  gaps[5] = 65535; /* would stay */
  assert_int_equal(decode_rows(gaps, 137, freqs, no_patches, 1), 0);
  gaps[0] = gaps[5] = 0;
  gaps[127] = 65535 - 128;
  assert_int_equal(decode_rows(gaps, 65534, freqs, no_patches, 1), QN__POSTINGS_BLOCK); /* the widest block */
}

static void frequencies_that_cannot_be_are_damage(void **state) {
  (void)state;
  const uint16_t gaps[QN__POSTINGS_BLOCK] = {0};
  const uint8_t high[] = {1, 3, 0xfe, 0x7f}, highest[] = {1, 3, 0xff, 0xff}, above[] = {1, 3, 0x00, 0x80},
                twice[] = {2, 3, 3, 0xff, 0x7f, 0x00, 0x80};
  uint16_t freqs[QN__POSTINGS_BLOCK] = {0};
  freqs[3] = UINT16_MAX;
  assert_int_equal(decode_rows(gaps, 127, freqs, high, sizeof high), QN__POSTINGS_BLOCK);
  assert_int_equal(decode_rows(gaps, 127, freqs, highest, sizeof highest), 0); /* comes round to 0 */
  assert_int_equal(decode_rows(gaps, 127, freqs, above, sizeof above), 0);
  assert_int_equal(decode_rows(gaps, 127, freqs, twice, sizeof twice), 0);
}

static void bits_after_the_last_article_are_damage(void **state) {
  (void)state;
  random_source random = random_start("postings bits", 7);
  for (uint32_t n_docs = 300; n_docs <= 320; n_docs += 20) { /* 320: the last word is full */
    posting_list list = draw_list(&random, n_docs, 256, 1, 3);
    written_list written = write_list(&random, &list, n_docs);
    qn__postings opened;
    assert_int_equal(qn__postings_open(&opened, &written.source, &written.info, NULL), QN_OK);
    if (n_docs % 64 != 0) {
      qn__view_verify(written.view, 0, (written.view->checked - 1) / QN__CHUNK_SIZE,
                      NULL); /* not the checksum's word */
      qn__view damaged = *written.view;
      uint8_t *file = must(malloc(damaged.size));
      memcpy(file, damaged.data, damaged.size);
      file[(size_t)(opened.bits - damaged.data) + n_docs / 8] |= 0x80;
      const uint8_t *postings = file + (written.source.postings.data - damaged.data);
      damaged.data = file;
      qn__postings_source source = written.source;
      source.postings = (qn__section){&damaged, postings, written.source.postings.size};
      assert_int_equal(qn__postings_open(&opened, &source, &written.info, NULL), QN_DAMAGED);
      free(file);
    }
    free_written(&written);
    free_list(&list);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lists_around_block_borders_come_back),
      cmocka_unit_test(sparse_lists_use_wide_gaps),
      cmocka_unit_test(large_frequencies_and_positions_come_back),
      cmocka_unit_test(ranks_cross_chunks),
      cmocka_unit_test(seek_finds_the_first_at_or_after),
      cmocka_unit_test(articles_that_do_not_ascend_are_damage),
      cmocka_unit_test(frequencies_that_cannot_be_are_damage),
      cmocka_unit_test(bits_after_the_last_article_are_damage),
      cmocka_unit_test(any_damage_ends_with_a_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
