/* SPDX-License-Identifier: MIT */
/* test_store_word_codes.c: texts are written in the codes of a codebook and read back with its dictionary; codes
 * without a meaning are damage. */
#include "support/section_file.h"
#include "support/support.h"
#include "support/trained_codebook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A codebook, and its dictionary as a reader has it. */
typedef struct fixture {
  qn__store_codebook *codebook;
  section_file file;
  qn__store_dictionary dictionary;
} fixture;

static int open_dictionary(void **state) {
  static fixture all;
  qn_error error;
  all.codebook = make_trained_codebook();
  section_file_begin(&all.file);
  qn__store_codebook_write(all.codebook, &all.file.output);
  section_file_end(&all.file);
  assert_ok(qn__store_dictionary_open(&all.dictionary, &all.file.section, &error), error);
  *state = &all;
  return 0;
}

static int close_dictionary(void **state) {
  fixture *all = *state;
  section_file_close(&all->file);
  qn__store_codebook_free(all->codebook);
  return 0;
}

/* Writes a text with what a caller knows of its words (`known`), or without. */
static void encode(qn__buffer *coded, const qn__store_codebook *codebook, const char *text, bool known) {
  enum { MOST = 400 };
  qn__word words[MOST];
  uint32_t codes[MOST];
  qn__coder coder;
  size_t size = strlen(text), cursor = 0, n = qn__scan_words(text, size, &cursor, words, MOST);
  for (size_t i = 0; known && i < n; i++)
    codes[i] = qn__store_word_code(codebook, text + words[i].offset, words[i].size);
  qn__coder_init(&coder, codebook);
  qn__coder_text(&coder, (qn_string){text, size});
  for (size_t i = 0; i < n;)
    i = qn__coder_words(&coder, words, known ? codes : NULL, i, n, 1 << 16);
  qn__coder_gap(&coder, (uint32_t)size);
  qn__buffer_init(coded);
  qn__buffer_bytes(coded, coder.coded.data, coder.coded.size);
  qn__buffer_zeros(coded, QN__DECODE_SLACK);
  coded->size -= QN__DECODE_SLACK;
  qn__coder_clear(&coder);
}

static void assert_coded(const fixture *all, const char *text, const char *expected, size_t size) {
  for (int known = 0; known < 2; known++) {
    qn__buffer coded;
    encode(&coded, all->codebook, text, known);
    assert_int_equal(coded.size, size);
    assert_memory_equal(coded.data, expected, size);
    qn__buffer_clear(&coded);
  }
}

static qn_status decode(const fixture *all, const void *coded, size_t size, qn__decoded_text *target, qn_error *error) {
  uint8_t *bytes = calloc(size + QN__DECODE_SLACK, 1);
  memcpy(bytes, coded, size);
  qn_status status = qn__store_decode(&all->dictionary, (qn__coded_text){bytes, size}, target, error);
  free(bytes);
  return status;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void known_words_are_codes_and_a_space_goes_without_saying(void **state) {
  assert_coded(*state, "w000 w001", "\0\1", 2);
  assert_coded(*state, "w127 w128 w199", "\x7f\x80\x00\x80\x47", 5);
  assert_coded(*state, "", "", 0);
}

static void other_units_are_escaped(void **state) {
  assert_coded(*state, "w000 new w001", "\0\xfe\3new\1", 7);
  assert_coded(*state, "w000, w001", "\0\xff\2, \1", 6);
  assert_coded(*state, " w000", "\xff\1 \0", 4);
  assert_coded(*state, "w000.", "\0\xff\1.", 4);
}

static void a_long_unit_takes_several_escapes(void **state) {
  char text[301], expected[305];
  memset(text, '.', 300);
  text[300] = '\0';
  memset(expected, '.', sizeof expected);
  memcpy(expected, "\xff\xff", 2);
  memcpy(expected + 2 + 255, "\xff\x2d", 2); /* 45 more */
  assert_coded(*state, text, expected, 304);
}

static void without_a_codebook_texts_are_written_as_they_are(void **state) {
  (void)state;
  static const char text[] = "w000, w001 and more.";
  qn__buffer coded;
  encode(&coded, NULL, text, false);
  assert_int_equal(coded.size, sizeof text - 1);
  assert_memory_equal(coded.data, text, sizeof text - 1);
  qn__buffer_clear(&coded);
}

static void writing_stops_when_a_piece_is_full(void **state) {
  const fixture *all = *state;
  static const char text[] = "w000 w001 w002 w003 w004 w005";
  for (int known = 0; known < 2; known++) {
    qn__word words[8];
    uint32_t codes[8];
    qn__coder coder;
    size_t cursor = 0, n = qn__scan_words(text, sizeof text - 1, &cursor, words, 8);
    for (size_t i = 0; i < n; i++)
      codes[i] = qn__store_word_code(all->codebook, text + words[i].offset, words[i].size);
    qn__coder_init(&coder, all->codebook);
    qn__coder_text(&coder, string_of(text));
    assert_int_equal(qn__coder_words(&coder, words, known ? codes : NULL, 0, n, 4), 4);
    assert_memory_equal(coder.coded.data, "\0\1\2\3", 4);
    qn__buffer_reset(&coder.coded); /* the next part begins at a word */
    qn__coder_part(&coder, words[4].offset);
    assert_int_equal(qn__coder_words(&coder, words, known ? codes : NULL, 4, n, 4), 6);
    assert_int_equal(coder.coded.size, 2);
    assert_memory_equal(coder.coded.data, "\4\5", 2);
    qn__coder_clear(&coder);
  }
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static void texts_come_back(void **state) {
  const fixture *all = *state;
  static const char *const texts[] = {"w000 w001 w002",
                                      "w000  w001",
                                      "new words, w199. And (w000)",
                                      " w000 ",
                                      "w000w001",
                                      "don't 5,864.6 U.S.",
                                      "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad",
                                      "w000\n\nw001",
                                      "\xe4\xb8\xad\xe6\x96\x87 w000",
                                      ".",
                                      ""};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    for (int known = 0; known < 2; known++) {
      char text[100 + QN__DECODE_SLACK];
      qn__decoded_text target = {.text = text, .room = 100, .stop = SIZE_MAX, .n_words = UINT32_MAX};
      qn__buffer coded;
      qn_error error;
      encode(&coded, all->codebook, texts[i], known);
      assert_ok(decode(all, coded.data == NULL ? (const uint8_t *)"" : coded.data, coded.size, &target, &error), error);
      assert_int_equal(target.written, strlen(texts[i]));
      assert_memory_equal(text, texts[i], target.written);
      qn__buffer_clear(&coded);
    }
}

static void decoding_stops_after_the_bytes_or_words_wanted(void **state) {
  char text[100 + QN__DECODE_SLACK];
  qn_error error;
  qn__decoded_text bytes = {.text = text, .room = 100, .stop = 5, .n_words = UINT32_MAX};
  assert_ok(decode(*state, "\0\1\2\3", 4, &bytes, &error), error);
  assert_in_range(bytes.written, 5, 9); /* whole units */
  assert_memory_equal(text, "w000 w001", bytes.written);
  qn__decoded_text words = {.text = text, .room = 100, .stop = SIZE_MAX, .n_words = 3};
  assert_ok(decode(*state, "\0\1\2\3", 4, &words, &error), error);
  assert_int_equal(words.written, 14);
  assert_int_equal(words.n_words, 0);
}

static void without_a_dictionary_bytes_are_the_text(void **state) {
  const fixture *all = *state;
  fixture plain = {.dictionary = {.section = all->file.section}};
  char text[20 + QN__DECODE_SLACK];
  qn_error error;
  qn__decoded_text target = {.text = text, .room = 20, .stop = 7, .n_words = UINT32_MAX};
  assert_ok(decode(&plain, "some text", 9, &target, &error), error);
  assert_int_equal(target.written, 7);
  assert_memory_equal(text, "some te", 7);
  target = (qn__decoded_text){.text = text, .room = 8, .stop = SIZE_MAX};
  assert_int_equal(decode(&plain, "some text", 9, &target, &error), QN_DAMAGED);
}

static void codes_without_a_meaning_are_damage(void **state) {
  static const struct {
    const char *coded;
    size_t size;
  } cases[] = {{"\x80\x48", 2},  /* entry 200 of 200 */
               {"\xee\0\0", 3},  /* of those that take three bytes there are none */
               {"\0\x80", 2},    /* the second byte is missing; the one after would be entry 128's */
               {"\xfe\5tea", 5}, /* an escape longer than what is left */
               {"\xff", 1}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[100 + QN__DECODE_SLACK];
    qn__decoded_text target = {.text = text, .room = 100, .stop = SIZE_MAX, .n_words = UINT32_MAX};
    qn_error error;
    assert_int_equal(decode(*state, cases[i].coded, cases[i].size, &target, &error), QN_DAMAGED);
    assert_non_null(strstr(error.message, "codes that have no meaning"));
  }
}

static void a_text_longer_than_its_room_is_damage(void **state) {
  char text[13 + QN__DECODE_SLACK];
  qn__decoded_text target = {.text = text, .room = 14, .stop = SIZE_MAX, .n_words = UINT32_MAX};
  qn_error error;
  assert_ok(decode(*state, "\0\1\2", 3, &target, &error), error);
  target = (qn__decoded_text){.text = text, .room = 13, .stop = SIZE_MAX, .n_words = UINT32_MAX};
  assert_int_equal(decode(*state, "\0\1\2", 3, &target, &error), QN_DAMAGED);
  target = (qn__decoded_text){.text = text, .room = 3, .stop = SIZE_MAX, .n_words = UINT32_MAX};
  assert_int_equal(decode(*state, "\xfe\4tea!", 6, &target, &error), QN_DAMAGED);
}

static void nothing_is_written_after_the_room_and_its_slack(void **state) {
  enum { ROOM = 10, MOST = 300 };
  char text[MOST], coded[2 + 200];
  qn__decoded_text target = {.text = text, .room = ROOM, .stop = SIZE_MAX, .n_words = UINT32_MAX};
  qn_error error;
  memset(text, '#', sizeof text);
  memset(coded, 'x', sizeof coded);
  memcpy(coded, "\xfe\xc8", 2);
  assert_int_equal(decode(*state, coded, sizeof coded, &target, &error), QN_DAMAGED);
  for (size_t i = ROOM + QN__DECODE_SLACK; i < MOST; i++)
    assert_int_equal(text[i], '#');
}

/* --- skipping ----------------------------------------------------------------------------------------------------- */

static qn__store_skipped skip_text(const fixture *all, const char *text, uint32_t n_words, size_t n_bytes) {
  qn__store_skipped skipped = {0, 0, 0};
  qn__buffer coded;
  qn_error error;
  encode(&coded, all->codebook, text, false);
  assert_ok(
      qn__store_skip(&all->dictionary, (qn__coded_text){coded.data, coded.size}, n_words, n_bytes, &skipped, &error),
      error);
  qn__buffer_clear(&coded);
  return skipped;
}

static void skipping_passes_words_up_to_one_after_a_space(void **state) {
  qn__store_skipped skipped = skip_text(*state, "w000 w001 w002 w003", 2, SIZE_MAX);
  assert_int_equal(skipped.words, 2);
  assert_int_equal(skipped.bytes, 10);
  assert_int_equal(skipped.coded, 2);
  skipped = skip_text(*state, "w000 w001, w002 w003", 2, SIZE_MAX); /* "w002" stands after something else */
  assert_int_equal(skipped.words, 1);
  assert_int_equal(skipped.bytes, 5);
  skipped = skip_text(*state, "w000 w001 w002", 0, SIZE_MAX);
  assert_int_equal(skipped.bytes, 0);
  skipped = skip_text(*state, "w000 w001 w002 w003", UINT32_MAX, 11); /* fewer than 11 bytes */
  assert_int_equal(skipped.bytes, 10);
  skipped = skip_text(*state, "w000 w001 w002 w003", UINT32_MAX, 10);
  assert_int_equal(skipped.bytes, 5);
}

static void skipping_reports_damage(void **state) {
  const fixture *all = *state;
  static const uint8_t coded[2 + QN__DECODE_SLACK] = {0x80, 0x48}, escape[4 + QN__DECODE_SLACK] = {0xfe, 3, 't', 'e'};
  qn__store_skipped skipped;
  qn_error error;
  assert_int_equal(
      qn__store_skip(&all->dictionary, (qn__coded_text){escape, 4}, UINT32_MAX, SIZE_MAX, &skipped, &error),
      QN_DAMAGED);
  assert_int_equal(qn__store_skip(&all->dictionary, (qn__coded_text){coded, 2}, UINT32_MAX, SIZE_MAX, &skipped, &error),
                   QN_DAMAGED);
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

/* A section of so many bytes whose trailer is these numbers. */
static qn_status open_section(size_t size, uint32_t n_entries, uint32_t texts_size, qn_error *error) {
  section_file file;
  qn__store_dictionary dictionary;
  uint8_t bytes[2000] = {0};
  if (size >= 8) {
    qn__store_u32(bytes + size - 8, n_entries);
    qn__store_u32(bytes + size - 4, texts_size);
  }
  section_file_begin(&file);
  qn__output_bytes(&file.output, bytes, size);
  section_file_end(&file);
  qn_status status = qn__store_dictionary_open(&dictionary, &file.section, error);
  if (status == QN_OK)
    assert_int_equal(dictionary.n_entries, size == 0 ? 0 : n_entries);
  section_file_close(&file);
  return status;
}

static void the_parts_of_a_dictionary_add_up_to_its_size(void **state) {
  (void)state;
  const uint32_t n = QN__WORD_CODES_1, texts = 100;
  const size_t size = n * 4 + texts + 8;
  qn_error error;
  assert_ok(open_section(0, 0, 0, &error), error); /* no dictionary */
  assert_ok(open_section(size, n, texts, &error), error);
  assert_int_equal(open_section(7, 0, 0, &error), QN_DAMAGED);
  assert_non_null(strstr(error.message, "cut short"));
  assert_int_equal(open_section(size, n, texts + 1, &error), QN_DAMAGED);
  assert_int_equal(open_section(size, n + 1, texts, &error), QN_DAMAGED);
  assert_int_equal(open_section(size - 4, n - 1, texts, &error), QN_DAMAGED); /* fewer than there are short codes */
  assert_int_equal(open_section(size, UINT32_MAX, texts, &error), QN_DAMAGED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_words_are_codes_and_a_space_goes_without_saying),
      cmocka_unit_test(other_units_are_escaped),
      cmocka_unit_test(a_long_unit_takes_several_escapes),
      cmocka_unit_test(without_a_codebook_texts_are_written_as_they_are),
      cmocka_unit_test(writing_stops_when_a_piece_is_full),
      cmocka_unit_test(texts_come_back),
      cmocka_unit_test(decoding_stops_after_the_bytes_or_words_wanted),
      cmocka_unit_test(without_a_dictionary_bytes_are_the_text),
      cmocka_unit_test(codes_without_a_meaning_are_damage),
      cmocka_unit_test(a_text_longer_than_its_room_is_damage),
      cmocka_unit_test(nothing_is_written_after_the_room_and_its_slack),
      cmocka_unit_test(skipping_passes_words_up_to_one_after_a_space),
      cmocka_unit_test(skipping_reports_damage),
      cmocka_unit_test(the_parts_of_a_dictionary_add_up_to_its_size),
  };
  return cmocka_run_group_tests_name("word codes", tests, open_dictionary, close_dictionary);
}
