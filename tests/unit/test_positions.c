/* SPDX-License-Identifier: MIT */
/* test_positions.c: the positions of every posting come back alone, whatever lies before them; frames take no more bits
 * than their average gap asks for; damage is a status. */
#include "postings/positions.h"

#include "postings/postings.h"
#include "support/section_file.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

enum { SCRATCH = 20000 };

/* A block of postings, and a list that has it. */
typedef struct block {
  uint32_t count, total, freqs[QN__POSTINGS_BLOCK];
  uint32_t *positions; /* of all postings */
  section_file file;
  qn__postings_source source;
  qn__postings list;
} block;

/* Writes what `freqs` and `positions` hold. */
static void write_block(block *written) {
  uint32_t *gaps = malloc((written->total + 1) * sizeof *gaps);
  for (uint32_t i = 0, at = 0; i < written->count; at += written->freqs[i++])
    for (uint32_t k = 0; k < written->freqs[i]; k++)
      gaps[at + k] = written->positions[at + k] - (k > 0 ? written->positions[at + k - 1] : 0);
  qn__buffer buffer;
  qn__buffer_init(&buffer);
  qn__put_positions(&buffer, gaps, written->freqs, written->count);
  assert_false(buffer.failed);
  section_file_begin(&written->file);
  qn__output_bytes(&written->file.output, buffer.data, buffer.size);
  section_file_end(&written->file);
  qn__buffer_clear(&buffer);
  free(gaps);
  written->source = (qn__postings_source){.positions = written->file.section, .n_docs = written->count};
  written->list = (qn__postings){.source = &written->source, .n_blocks = 1};
  written->list.info.doc_freq = written->count;
  written->list.info.coll_freq = written->total;
  written->list.info.positions_size = written->file.section.size;
}

/* Postings of skewed frequencies, first positions and gaps of up to the given numbers of bits. */
static void draw_block(random_source *random, block *drawn, uint32_t count, unsigned freq_bits, unsigned first_bits,
                       unsigned gap_bits) {
  *drawn = (block){.count = count, .positions = calloc(SCRATCH, sizeof *drawn->positions)};
  for (uint32_t i = 0; i < count; i++) {
    uint32_t position = (uint32_t)random_skewed(random, first_bits), k = 0;
    uint32_t freq = 1 + (uint32_t)random_skewed(random, freq_bits);
    for (; k < freq && drawn->total < SCRATCH; k++) {
      drawn->positions[drawn->total++] = position;
      uint32_t gap = 1 + (uint32_t)random_skewed(random, gap_bits);
      if (gap > UINT32_MAX - position)
        break;
      position += gap;
    }
    drawn->freqs[i] = k < freq && drawn->total < SCRATCH ? k + 1 : k;
  }
  write_block(drawn);
}

static void free_block(block *written) {
  section_file_close(&written->file);
  free(written->positions);
}

static void check_posting(const block *written, uint32_t i, uint32_t start) {
  uint32_t *positions = malloc(written->freqs[i] * sizeof *positions);
  assert_int_equal(qn__positions(&written->list, 0, i, written->freqs, positions, NULL), QN_OK);
  assert_memory_equal(positions, written->positions + start, written->freqs[i] * sizeof *positions);
  free(positions);
}

/* The whole block at once. */
static void check_sums(const block *written) {
  uint32_t *sums = malloc(written->total * sizeof *sums), start = 0;
  assert_int_equal(qn__positions_sums(&written->list, 0, written->total, sums, NULL), QN_OK);
  for (uint32_t i = 0; i < written->count; start += written->freqs[i++]) {
    uint32_t base = start > 0 ? sums[start - 1] + 1 : 0;
    for (uint32_t k = start; k < start + written->freqs[i]; k++)
      assert_int_equal(sums[k] - base, written->positions[k]);
  }
  free(sums);
}

/* In turn, each up to one of its positions. */
static void check_until(const block *written, random_source *random) {
  uint32_t *positions = malloc(written->total * sizeof *positions), start = 0;
  qn__found_frame found = {.bytes = NULL};
  for (uint32_t i = 0; i < written->count; start += written->freqs[i++]) {
    const qn__posting_span span = {0, start, written->freqs[i], written->total};
    uint32_t wanted = random_below(random, span.count), n_read = 0;
    uint32_t until = written->positions[start + wanted];
    qn__positions_prefetch(&written->list, &span);
    assert_int_equal(qn__positions_read_until(&written->list, &found, &span, until, positions, &n_read, NULL), QN_OK);
    assert_in_range(n_read, wanted + 1, span.count);
    assert_memory_equal(positions, written->positions + start, n_read * sizeof *positions);
    assert_true(n_read == span.count || positions[n_read - 1] > until);
  }
  free(positions);
}

static void check_block(const block *written, random_source *random) {
  uint32_t start = written->total;
  check_sums(written);
  check_until(written, random);
  for (uint32_t i = written->count; i-- > 0;) { /* the last one first: nothing is remembered */
    start -= written->freqs[i];
    check_posting(written, i, start);
  }
}

static void every_posting_comes_back_alone(void **state) {
  (void)state;
  random_source random = random_start("positions", 11);
  static const struct {
    unsigned freq, first, gap;
  } bits[] = {{0, 0, 0}, {0, 14, 0}, {3, 8, 1}, {5, 14, 9}, {6, 31, 20}, {7, 32, 3}, {4, 32, 32}, {8, 3, 14}};
  for (unsigned shape = 0; shape < sizeof bits / sizeof *bits; shape++)
    for (uint32_t count = 2; count <= QN__POSTINGS_BLOCK; count += count < 34 ? 1 : 47) {
      block drawn;
      draw_block(&random, &drawn, count, bits[shape].freq, bits[shape].first, bits[shape].gap);
      check_block(&drawn, &random);
      free_block(&drawn);
    }
}

static void the_highest_positions_come_back(void **state) {
  (void)state;
  random_source random = random_start("highest positions", 14);
  uint32_t highest[QN__POSTINGS_BLOCK];
  for (uint32_t n = 2; n <= QN__POSTINGS_BLOCK; n++) {
    block written = {.count = n, .total = n, .positions = malloc(sizeof highest)};
    for (uint32_t i = 0; i < n; i++) {
      written.freqs[i] = 1;
      written.positions[i] = UINT32_MAX - (i % 3 == 2);
    }
    write_block(&written);
    check_block(&written, &random);
    free_block(&written);
  }
}

/* Low parts as wide as the average gap, two bits for each high part, and what rounding to bytes adds. */
static void frames_take_what_their_average_asks_for(void **state) {
  (void)state;
  random_source random = random_start("frame sizes", 12);
  for (unsigned round = 0; round < 300; round++) {
    uint32_t gaps[QN__POSITIONS_FRAME], freq = 1 + random_below(&random, QN__POSITIONS_FRAME);
    uint64_t sum = 0;
    for (uint32_t i = 0; i < freq; i++) {
      gaps[i] = 1 + (uint32_t)random_skewed(&random, 1 + round % 32);
      sum += gaps[i] - (i > 0);
    }
    qn__buffer buffer;
    qn__buffer_init(&buffer);
    qn__put_positions(&buffer, gaps, &freq, 1);
    assert_in_range(buffer.size, 2, 1 + (freq * 2 + 7) / 8 + qn__stream_size(freq, qn__bit_width(sum / freq)));
    qn__buffer_clear(&buffer);
  }
}

static qn_status read_bytes(const uint8_t *bytes, size_t size, uint32_t start, uint32_t count, uint32_t total,
                            uint32_t *positions) {
  section_file file;
  section_file_begin(&file);
  qn__output_bytes(&file.output, bytes, size);
  section_file_end(&file);
  qn__postings_source source = {.positions = file.section, .n_docs = 9};
  qn__postings list = {.source = &source, .n_blocks = 1};
  list.info.doc_freq = 2;
  list.info.coll_freq = total;
  list.info.positions_size = size;
  const qn__posting_span span = {0, start, count, total};
  qn__positions_prefetch(&list, &span); /* says nothing of damage */
  qn_status status = qn__positions_read(&list, &span, positions, NULL);
  section_file_close(&file);
  return status;
}

static void bytes_that_make_no_sense_are_damage(void **state) {
  (void)state;
  uint32_t positions[40];
  /* Two gaps: high parts 1 and 0, low parts of 4 bits 2 and 5. */
  static const uint8_t good[] = {0x04, 0x06, 0x52};
  assert_int_equal(read_bytes(good, 3, 0, 2, 2, positions), QN_OK);
  assert_int_equal(positions[0], 18);
  assert_int_equal(positions[1], 24);
  assert_int_equal(read_bytes(good, 3, 1, 1, 2, positions), QN_OK);
  assert_int_equal(positions[0], 5);

  assert_int_equal(read_bytes(good, 3, 0, 0, 2, positions), QN_DAMAGED);
  assert_int_equal(read_bytes(good, 3, 1, 2, 2, positions), QN_DAMAGED);
  assert_int_equal(read_bytes(good, 3, 3, 1, 2, positions), QN_DAMAGED);
  assert_int_equal(read_bytes(good, 2, 0, 2, 2, positions), QN_DAMAGED);    /* the low parts are missing */
  assert_int_equal(read_bytes(good, 3, 0, 40, 200, positions), QN_DAMAGED); /* as are shapes */

  static const uint8_t few_ones[] = {0x04, 0x02, 0x00, 0, 0, 0, 0, 0, 0, 0};
  assert_int_equal(read_bytes(few_ones, 10, 0, 2, 2, positions), QN_DAMAGED);
  assert_int_equal(read_bytes(few_ones, 10, 1, 1, 2, positions), QN_DAMAGED);
  static const uint8_t no_ones[] = {0x04, 0x00, 0x00, 0, 0, 0, 0, 0, 0, 0};
  assert_int_equal(read_bytes(no_ones, 10, 1, 1, 2, positions), QN_DAMAGED);
  static const uint8_t too_high[] = {0x1f, 0x0c, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
  assert_int_equal(read_bytes(too_high, 10, 0, 2, 2, positions), QN_DAMAGED);
}

static void random_damage_gives_ascending_positions_or_a_status(void **state) {
  (void)state;
  random_source random = random_start("positions damage", 13);
  block drawn;
  draw_block(&random, &drawn, QN__POSTINGS_BLOCK, 5, 14, 9);
  uint32_t *positions = malloc(drawn.total * sizeof *positions);
  for (unsigned round = 0; round < 2000; round++) {
    section_file_damage(&drawn.file, random_next(&random), &drawn.source.positions);
    for (uint32_t i = 0; i < drawn.count; i++)
      if (qn__positions(&drawn.list, 0, i, drawn.freqs, positions, NULL) == QN_OK)
        for (uint32_t k = 1; k < drawn.freqs[i]; k++)
          assert_true(positions[k - 1] < positions[k]);
  }
  free(positions);
  free_block(&drawn);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_posting_comes_back_alone),
      cmocka_unit_test(the_highest_positions_come_back),
      cmocka_unit_test(frames_take_what_their_average_asks_for),
      cmocka_unit_test(bytes_that_make_no_sense_are_damage),
      cmocka_unit_test(random_damage_gives_ascending_positions_or_a_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
