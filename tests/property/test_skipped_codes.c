/* SPDX-License-Identifier: MIT */
/* test_skipped_codes.c: of random codes so many are passed over as a list of their units says. */
#include "store/store_word_codes.h"
#include "support/section_file.h"
#include "support/support.h"

#include <string.h>

enum {
  N_ENTRIES = QN__WORD_CODES_1 + QN__WORD_CODES_2 + 32, /* the last have codes of three bytes */
  N_SMALL = 1000,                                       /* of a dictionary without such */
  MOST_UNITS = 600,
  ROUNDS = 400,
};

/* What the texts of entries are; of the last kind there is only what is escaped. */
typedef enum unit_kind { WORD, GAP, TOUCHING, UNSPACED, OTHER_UNSPACED, KINDS } unit_kind;

static const char *const kind_texts[KINDS] = {"word", ", ", "s", "\xe6\x97\xa5", "\xe3\x80\x82"};

static unit_kind kind_of_entry(uint32_t entry) {
  return entry % 7 == 3 || entry % 7 == 5 ? (unit_kind)(1 + entry / 7 % (KINDS - 1)) : WORD;
}

/* Words are of several sizes. */
static uint32_t size_of_entry(uint32_t entry) {
  const unit_kind kind = kind_of_entry(entry);
  return kind == WORD ? 1 + entry % QN__DICTIONARY_TEXT_MAX : (uint32_t)strlen(kind_texts[kind]);
}

static void make_dictionary(section_file *file, uint32_t n_entries, qn__store_dictionary *dictionary) {
  qn__buffer texts, entries;
  uint8_t numbers[8];
  qn_error error;
  qn__buffer_init(&texts);
  qn__buffer_init(&entries);
  for (uint32_t i = 0; i < n_entries; i++) {
    const unit_kind kind = kind_of_entry(i);
    const uint32_t size = size_of_entry(i);
    qn__store_u32(numbers, (uint32_t)texts.size << 6 | (size - 1) << 1 | (kind == WORD));
    qn__buffer_bytes(&entries, numbers, 4);
    qn__buffer_bytes(&texts, kind == WORD ? "wordwordwordwordwordwordwordword" : kind_texts[kind], size);
  }
  qn__store_u32(numbers, n_entries);
  qn__store_u32(numbers + 4, (uint32_t)texts.size);
  section_file_begin(file);
  qn__output_bytes(&file->output, texts.data, texts.size);
  qn__output_bytes(&file->output, entries.data, entries.size);
  qn__output_bytes(&file->output, numbers, sizeof numbers);
  section_file_end(file);
  assert_ok(qn__store_dictionary_open(dictionary, &file->section, &error), error);
  qn__buffer_clear(&texts);
  qn__buffer_clear(&entries);
}

/* A unit, and where it ends. */
typedef struct drawn_unit {
  bool is_word, counts;
  size_t coded, size;
} drawn_unit;

typedef struct drawn_codes {
  qn__buffer coded;
  drawn_unit units[MOST_UNITS];
  size_t n;
} drawn_codes;

static void put_byte(qn__buffer *to, uint32_t byte) {
  const uint8_t bytes[1] = {(uint8_t)byte};
  qn__buffer_bytes(to, bytes, 1);
}

static void put_entry(qn__buffer *to, uint32_t entry) {
  if (entry < QN__WORD_CODES_1) {
    put_byte(to, entry);
    return;
  }
  entry -= QN__WORD_CODES_1;
  if (entry < QN__WORD_CODES_2) {
    put_byte(to, QN__WORD_CODES_2_FROM + entry / 256);
    put_byte(to, entry % 256);
    return;
  }
  entry -= QN__WORD_CODES_2;
  put_byte(to, QN__WORD_CODES_3_FROM + entry / 65536);
  put_byte(to, entry / 256 % 256);
  put_byte(to, entry % 256);
}

static void draw_unit(random_source *random, uint32_t n_entries, bool escapes, drawn_codes *to) {
  unit_kind kind = (unit_kind)random_below(random, KINDS);
  uint32_t size = (uint32_t)strlen(kind_texts[kind]);
  if (escapes && random_below(random, 20) == 0) {
    put_byte(&to->coded, kind == WORD ? QN__WORD_CODE_ESCAPE : QN__WORD_CODE_ESCAPE_OTHER);
    put_byte(&to->coded, size);
    qn__buffer_bytes(&to->coded, kind_texts[kind], size);
  } else {
    const uint32_t entry = (uint32_t)random_skewed(random, 15) % n_entries;
    kind = kind_of_entry(entry);
    size = size_of_entry(entry);
    put_entry(&to->coded, entry);
  }
  const bool spaced = kind == WORD && to->n > 0 && to->units[to->n - 1].is_word;
  to->units[to->n++] =
      (drawn_unit){kind == WORD, kind == WORD || kind == TOUCHING || kind == UNSPACED, to->coded.size, size + spaced};
}

static void draw_codes(random_source *random, uint32_t n_entries, drawn_codes *to) {
  const size_t n = random_below(random, MOST_UNITS) + 1;
  const bool escapes = random_below(random, 2) == 0;
  qn__buffer_init(&to->coded);
  to->n = 0;
  while (to->n < n)
    draw_unit(random, n_entries, escapes, to);
  qn__buffer_zeros(&to->coded, QN__DECODE_SLACK);
  to->coded.size -= QN__DECODE_SLACK;
}

/* The last word after a word that has at most so many words and fewer than so many bytes before it. */
static qn__store_skipped expected(const drawn_codes *drawn, uint32_t n_words, size_t n_bytes) {
  qn__store_skipped found = {0, 0, 0};
  uint32_t words = drawn->units[0].counts;
  size_t bytes = drawn->units[0].size;
  for (size_t i = 1; i < drawn->n && words <= n_words; i++) {
    const drawn_unit *unit = &drawn->units[i];
    if (unit->is_word && unit[-1].is_word && bytes + 1 < n_bytes)
      found = (qn__store_skipped){unit[-1].coded, bytes + 1, words};
    bytes += unit->size;
    words += unit->counts;
  }
  return found;
}

static void check_rounds(uint32_t n_entries, uint64_t seed) {
  random_source random = random_start("skipped codes", seed);
  section_file file;
  qn__store_dictionary dictionary;
  make_dictionary(&file, n_entries, &dictionary);
  for (int round = 0; round < ROUNDS; round++) {
    drawn_codes drawn;
    draw_codes(&random, n_entries, &drawn);
    const uint32_t n_words = round % 4 == 0 ? UINT32_MAX : random_below(&random, MOST_UNITS) + 1;
    const size_t n_bytes = round % 3 == 0 ? SIZE_MAX : random_below(&random, 16 * MOST_UNITS);
    const qn__store_skipped wanted = expected(&drawn, n_words, n_bytes);
    qn__store_skipped skipped;
    qn_error error;
    assert_ok(qn__store_skip(&dictionary, (qn__coded_text){drawn.coded.data, drawn.coded.size}, n_words, n_bytes,
                             &skipped, &error),
              error);
    assert_int_equal(skipped.coded, wanted.coded);
    assert_int_equal(skipped.bytes, wanted.bytes);
    assert_int_equal(skipped.words, wanted.words);
    qn__buffer_clear(&drawn.coded);
  }
  section_file_close(&file);
}

static void as_many_codes_are_passed_over_as_their_units_say(void **state) {
  (void)state;
  check_rounds(N_ENTRIES, 1);
  check_rounds(N_SMALL, 2);
  check_rounds(QN__WORD_CODES_1, 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(as_many_codes_are_passed_over_as_their_units_say)};
  return cmocka_run_group_tests_name("skipped codes", tests, NULL, NULL);
}
