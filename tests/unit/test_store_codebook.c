/* SPDX-License-Identifier: MIT */
/* test_store_codebook.c: the codebook has the units that a segment's first texts have most often, the most frequent
 * first, and there is none where it would not pay. */
#include "base/memory.h"
#include "support/section_file.h"
#include "support/support.h"
#include "support/trained_codebook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static qn__store_trainer *new_trainer(void) {
  qn__store_trainer *trainer;
  qn_error error;
  assert_ok(qn__store_trainer_new(&trainer, &error), error);
  return trainer;
}

/* Ends the training. */
static qn__store_codebook *finish(qn__store_trainer *trainer) {
  qn__store_codebook *codebook;
  qn_error error;
  assert_ok(qn__store_codebook_new(&codebook, trainer, &error), error);
  qn__store_trainer_free(trainer);
  return codebook;
}

static uint32_t code_of(const qn__store_codebook *codebook, const char *word) {
  return qn__store_word_code(codebook, word, (uint32_t)strlen(word));
}

/* --- which codes -------------------------------------------------------------------------------------------------- */

static void the_most_frequent_words_have_the_shortest_codes(void **state) {
  (void)state;
  qn__store_codebook *codebook = make_trained_codebook();
  char word[8];
  assert_int_equal(codebook->n_entries, TRAINED_WORDS);
  for (unsigned i = 0; i < TRAINED_WORDS; i++) {
    put_trained_word(word, i);
    uint32_t second = i - QN__WORD_CODES_1;
    uint32_t expected = i < QN__WORD_CODES_1 ? 1u << 24 | i : 2u << 24 | second << 8 | QN__WORD_CODES_2_FROM;
    assert_int_equal(code_of(codebook, word), expected);
  }
  assert_int_equal(code_of(codebook, "w200"), QN__WORD_CODE_NONE);
  assert_int_equal(code_of(codebook, "w00"), QN__WORD_CODE_NONE);
  assert_int_equal(code_of(codebook, ""), QN__WORD_CODE_NONE);
  qn__store_codebook_free(codebook);
}

/* As often as the first 100 words of a training text come many more, in other words' order. */
static void of_words_as_frequent_the_first_seen_comes_first(void **state) {
  (void)state;
  enum { WORDS = 300, ROUNDS = 800 };
  qn__store_trainer *trainer = new_trainer();
  char *text = malloc(WORDS * ROUNDS * 5 + 1);
  size_t size = 0;
  for (unsigned round = 0; round < ROUNDS; round++)
    for (unsigned i = 0; i < WORDS; i++)
      size += (size_t)snprintf(text + size, 6, "%c%03u ", 'a' + (int)(i * 7 % 26), i * 7 % WORDS);
  train_text(trainer, text);
  qn__store_codebook *codebook = finish(trainer);
  assert_int_equal(codebook->n_entries, WORDS);
  for (unsigned i = 0; i < WORDS; i++) {
    uint32_t entry = qn__load_u32(codebook->entries.data + (size_t)i * 4);
    assert_memory_equal(codebook->texts.data + qn__entry_offset(entry), text + i * 5, 4);
    assert_int_equal(qn__entry_size(entry), 4);
    assert_int_equal(entry & 1, 1);
  }
  qn__store_codebook_free(codebook);
  free(text);
}

static void what_stands_between_words_has_codes_of_its_own(void **state) {
  (void)state;
  qn__store_trainer *trainer = new_trainer();
  char *text = make_training_text(QN__TRAINING_MIN + 1000);
  for (size_t i = 4; text[i] == ' '; i += 10)
    text[i] = ','; /* "w000,w000 w001,w000..." */
  train_text(trainer, text);
  qn__store_codebook *codebook = finish(trainer);
  assert_int_not_equal(codebook->gaps[qn__gap_index(',', 0)], 0);
  assert_int_equal(codebook->gaps[qn__gap_index(';', 0)], 0);
  assert_int_equal(codebook->gaps[qn__gap_index(' ', 0)], 0);   /* goes without saying */
  assert_int_equal(code_of(codebook, ","), QN__WORD_CODE_NONE); /* is no word */
  qn__store_codebook_free(codebook);
  free(text);
}

static void rare_and_long_units_have_no_codes(void **state) {
  (void)state;
  static const char longest[] = "averylongwordthathasallitsletters", long_enough[] = "averylongwordthathasallitsletter";
  qn__store_trainer *trainer = new_trainer();
  char *text = make_training_text(QN__TRAINING_MIN + 1000);
  train_text(trainer, text);
  for (unsigned i = 0; i < 100; i++) {
    train_text(trainer, longest);
    train_text(trainer, long_enough);
  }
  train_text(trainer, "once");
  train_text(trainer, "xy"); /* twice, but two bytes save too little */
  train_text(trainer, "xy");
  for (unsigned i = 0; i < 4; i++)
    train_text(trainer, "fourtimes");
  qn__store_codebook *codebook = finish(trainer);
  assert_int_equal(codebook->n_entries, TRAINED_WORDS + 2);
  assert_int_not_equal(code_of(codebook, "fourtimes"), QN__WORD_CODE_NONE);
  assert_int_equal(sizeof longest - 1, QN__DICTIONARY_TEXT_MAX + 1);
  assert_int_equal(code_of(codebook, longest), QN__WORD_CODE_NONE);
  assert_int_not_equal(code_of(codebook, long_enough), QN__WORD_CODE_NONE);
  assert_int_equal(code_of(codebook, "once"), QN__WORD_CODE_NONE);
  assert_int_equal(code_of(codebook, "xy"), QN__WORD_CODE_NONE);
  qn__store_codebook_free(codebook);
  free(text);
}

/* --- whether there is one ----------------------------------------------------------------------------------------- */

static void little_text_gives_no_codebook(void **state) {
  (void)state;
  qn__store_trainer *trainer = new_trainer();
  char *text = make_training_text(QN__TRAINING_MIN + 1000);
  assert_null(finish(new_trainer()));
  text[QN__TRAINING_MIN - 1] = '\0';
  assert_true(train_text(trainer, text));
  assert_null(finish(trainer));
  trainer = new_trainer();
  train_text(trainer, text);
  train_text(trainer, "x"); /* the last byte */
  qn__store_codebook *codebook = finish(trainer);
  assert_non_null(codebook);
  qn__store_codebook_free(codebook);
  free(text);
}

static void few_words_give_no_codebook(void **state) {
  (void)state;
  qn__store_trainer *trainer = new_trainer();
  char *text = malloc(QN__TRAINING_MIN + 16);
  size_t size = 0;
  for (unsigned i = 0; size < QN__TRAINING_MIN; i++)
    size += (size_t)snprintf(text + size, 16, "w%03u ", i % (QN__WORD_CODES_1 - 1));
  train_text(trainer, text);
  assert_null(finish(trainer));
  free(text);
}

static void training_ends_after_16_mib(void **state) {
  (void)state;
  qn__store_trainer *trainer = new_trainer();
  char *text = make_training_text(QN__TRAINING_MIN);
  text[QN__TRAINING_MIN] = '\0';
  for (unsigned i = 1; i < QN__TRAINING_SIZE / QN__TRAINING_MIN; i++)
    assert_true(train_text(trainer, text));
  assert_false(train_text(trainer, text));
  for (unsigned i = 0; i < 100; i++)
    assert_false(train_text(trainer, "tooLate"));
  qn__store_codebook *codebook = finish(trainer);
  assert_int_equal(code_of(codebook, "tooLate"), QN__WORD_CODE_NONE);
  qn__store_codebook_free(codebook);
  free(text);
}

/* --- bytes and memory --------------------------------------------------------------------------------------------- */

static void what_is_written_can_be_opened(void **state) {
  (void)state;
  qn__store_codebook *codebook = make_trained_codebook();
  section_file file;
  qn__store_dictionary dictionary;
  qn_error error;
  section_file_begin(&file);
  qn__store_codebook_write(codebook, &file.output);
  section_file_end(&file);
  assert_ok(qn__store_dictionary_open(&dictionary, &file.section, &error), error);
  assert_int_equal(dictionary.n_entries, TRAINED_WORDS);
  assert_int_equal(dictionary.texts_size, TRAINED_WORDS * 4);
  assert_memory_equal(file.section.data, "w000w001", 8);
  assert_int_equal(file.section.size, TRAINED_WORDS * (4 + 4) + 8);
  section_file_close(&file);
  qn__store_codebook_free(codebook);
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  qn__store_trainer *trainer = NULL;
  qn__store_codebook *codebook = NULL;
  qn_error error;
  char *text = make_training_text(QN__TRAINING_MIN + 1000);
  qn__memory_fail_after(0);
  qn_status status = qn__store_trainer_new(&trainer, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(status, QN_NO_MEMORY);
  trainer = new_trainer(); /* the failure of training is reported at its end */
  qn__memory_fail_after(0);
  train_text(trainer, text);
  qn__memory_fail_after(-1);
  assert_int_equal(qn__store_codebook_new(&codebook, trainer, &error), QN_NO_MEMORY);
  qn__store_trainer_free(trainer);
  trainer = new_trainer();
  train_text(trainer, text);
  status = QN_NO_MEMORY;
  long n = 0;
  for (; status != QN_OK; n++) {
    qn__memory_fail_after(n);
    status = qn__store_codebook_new(&codebook, trainer, &error);
    qn__memory_fail_after(-1);
    if (status != QN_OK)
      assert_int_equal(status, QN_NO_MEMORY);
  }
  assert_true(n > 3);
  assert_int_equal(codebook->n_entries, TRAINED_WORDS);
  qn__store_codebook_free(codebook);
  qn__store_trainer_free(trainer);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_most_frequent_words_have_the_shortest_codes),
      cmocka_unit_test(of_words_as_frequent_the_first_seen_comes_first),
      cmocka_unit_test(what_stands_between_words_has_codes_of_its_own),
      cmocka_unit_test(rare_and_long_units_have_no_codes),
      cmocka_unit_test(little_text_gives_no_codebook),
      cmocka_unit_test(few_words_give_no_codebook),
      cmocka_unit_test(training_ends_after_16_mib),
      cmocka_unit_test(what_is_written_can_be_opened),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests_name("codebook", tests, NULL, NULL);
}
