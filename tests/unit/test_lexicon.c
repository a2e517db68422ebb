/* SPDX-License-Identifier: MIT */
/* test_lexicon.c: words become the terms that the analyser gives them, however often and in whatever case they come,
 * and forms count the articles that they are in. */
#include "support/support.h"

#include "base/memory.h"
#include "builder/lexicon.h"
#include "builder/worker.h"
#include "text/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The terms of a text, which is copied to have readable bytes after it. */
static size_t look_up(qn__lexicon *lexicon, const char *text, uint8_t language, uint32_t doc, uint32_t *terms) {
  size_t size = strlen(text), n;
  char *copy = calloc(size + 16, 1);
  qn__buffer words;
  qn_error error;
  memcpy(copy, text, size);
  qn__buffer_init(&words);
  assert_ok(qn__all_words(&words, (qn_string){copy, size}, &n, &(qn__cancel){NULL, NULL}, &error), error);
  uint32_t *codes = malloc((n + 1) * sizeof *codes);
  const qn__lexicon_query query = {copy, QN__ARRAY(qn__word, &words), n, language, doc};
  assert_ok(qn__lexicon_look_up(lexicon, &query, terms, codes, &error), error);
  for (size_t i = 0; i < n; i++)
    terms[i] = lexicon->forms[terms[i]].term;
  free(codes);
  qn__buffer_clear(&words);
  free(copy);
  return n;
}

static void assert_term(const qn__lexicon *lexicon, uint32_t term, uint8_t tag, const char *expected) {
  const qn__lexicon_term *found = &lexicon->terms[term];
  const uint8_t *key = qn__lexicon_string(lexicon, found->string);
  assert_int_equal(key[0], tag);
  assert_int_equal(found->size - 1, strlen(expected));
  assert_memory_equal(key + 1, expected, found->size - 1);
}

static uint32_t doc_freq(const qn__lexicon *lexicon, const char *form) {
  for (uint32_t f = 1; f < lexicon->n_forms; f++)
    if (lexicon->forms[f].size == strlen(form) &&
        memcmp(qn__lexicon_string(lexicon, lexicon->forms[f].string), form, strlen(form)) == 0)
      return lexicon->forms[f].doc_freq;
  return 0;
}

static void words_find_their_terms(void **state) {
  (void)state;
  qn__lexicon lexicon;
  qn_error error;
  uint32_t terms[16];
  assert_ok(qn__lexicon_init(&lexicon, QN__LANGUAGE_ENGLISH, NULL, &error), error);
  assert_int_equal(look_up(&lexicon, "Talks TALKS talked U.S. US r\xc3\xa9sum\xc3\xa9 R\xc3\x89SUM\xc3\x89",
                           QN__LANGUAGE_ENGLISH, 0, terms),
                   7);
  assert_term(&lexicon, terms[0], QN__LANGUAGE_ENGLISH, "talk");
  assert_int_equal(terms[0], terms[1]);
  assert_int_equal(terms[0], terms[2]);
  assert_int_equal(terms[3], terms[4]);
  assert_int_equal(terms[5], terms[6]);
  assert_int_equal(look_up(&lexicon, "1987", QN__LANGUAGE_ENGLISH, 0, terms), 1);
  assert_term(&lexicon, terms[0], QN__LANGUAGE_PLAIN, "1987");
  qn__lexicon_clear(&lexicon);
}

static void forms_count_articles(void **state) {
  (void)state;
  qn__lexicon lexicon;
  qn_error error;
  uint32_t terms[16];
  assert_ok(qn__lexicon_init(&lexicon, QN__LANGUAGE_ENGLISH, NULL, &error), error);
  look_up(&lexicon, "U.S. talks, us, talk talk", QN__LANGUAGE_ENGLISH, 0, terms);
  look_up(&lexicon, "US", QN__LANGUAGE_ENGLISH, 7, terms);
  look_up(&lexicon, "Talks Us", QN__LANGUAGE_ENGLISH, 9, terms);
  qn__lexicon_collect(&lexicon);
  assert_int_equal(doc_freq(&lexicon, "us"), 3); /* two spellings in one article count once */
  assert_int_equal(doc_freq(&lexicon, "talks"), 2);
  assert_int_equal(doc_freq(&lexicon, "talk"), 1);
  look_up(&lexicon, "us", QN__LANGUAGE_ENGLISH, 9, terms);
  qn__lexicon_collect(&lexicon);
  assert_int_equal(doc_freq(&lexicon, "us"), 1);
  assert_int_equal(doc_freq(&lexicon, "talk"), 0);
  qn__lexicon_empty(&lexicon);
  look_up(&lexicon, "us", QN__LANGUAGE_ENGLISH, 0, terms);
  assert_int_equal(lexicon.n_forms, 2);
  qn__lexicon_clear(&lexicon);
}

static void turkish_keeps_its_two_i(void **state) {
  (void)state;
  qn__lexicon lexicon;
  qn_error error;
  uint32_t terms[4];
  assert_ok(qn__lexicon_init(&lexicon, QN__LANGUAGE_ENGLISH, NULL, &error), error);
  assert_int_equal(look_up(&lexicon, "IRAK irak", QN__LANGUAGE_TURKISH, 0, terms), 2);
  assert_int_equal(lexicon.n_forms - 1, 2);
  assert_int_equal(look_up(&lexicon, "IRAK irak", QN__LANGUAGE_ENGLISH, 0, terms), 2);
  assert_int_equal(lexicon.n_forms - 1, 3);
  qn__lexicon_clear(&lexicon);
}

/* Many words, short and long, some differing late: each has the term that the analyser alone gives it. */
static void many_words_stay_apart(void **state) {
  (void)state;
  enum { WORDS = 20000 };
  random_source random = random_start("many_words_stay_apart", 31);
  qn__lexicon lexicon;
  qn__analyzer *analyzer;
  qn_error error;
  assert_ok(qn__lexicon_init(&lexicon, QN__LANGUAGE_PLAIN, NULL, &error), error);
  assert_ok(qn__analyzer_new(&analyzer, &error), error);
  for (int i = 0; i < WORDS; i++) {
    char word[64];
    uint32_t term;
    qn__analyzed analyzed;
    snprintf(word, sizeof word, "%.*s%x", (int)random_below(&random, 24), "Averylongwordindeedthatis",
             (unsigned)random_skewed(&random, 14));
    assert_int_equal(look_up(&lexicon, word, QN__LANGUAGE_PLAIN, (uint32_t)i, &term), 1);
    assert_ok(qn__analyze(analyzer, word, strlen(word), QN__WORD_ASCII, QN__LANGUAGE_PLAIN, QN__LANGUAGE_PLAIN,
                          &analyzed, &error),
              error);
    const qn__lexicon_term *found = &lexicon.terms[term];
    assert_int_equal(found->size, analyzed.term_size);
    assert_memory_equal(qn__lexicon_string(&lexicon, found->string), analyzed.term, analyzed.term_size);
  }
  qn__analyzer_free(analyzer);
  qn__lexicon_clear(&lexicon);
}

/* Looks a long word and a short one up in a new lexicon. */
static qn_status look_up_two(qn__lexicon *lexicon, qn_error *error) {
  static const char text[64] = "lexicographicalness word";
  static const qn__word words[] = {{0, 19, QN__WORD_ASCII}, {20, 4, QN__WORD_ASCII}};
  uint32_t forms[2], codes[2];
  const qn__lexicon_query query = {text, words, 2, QN__LANGUAGE_PLAIN, 0};
  qn_status status = qn__lexicon_init(lexicon, QN__LANGUAGE_PLAIN, NULL, error);
  return status == QN_OK ? qn__lexicon_look_up(lexicon, &query, forms, codes, error) : status;
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  for (; status != QN_OK; n++) {
    qn__lexicon lexicon;
    qn_error error;
    qn__memory_fail_after(n);
    status = look_up_two(&lexicon, &error);
    qn__memory_fail_after(-1);
    if (status == QN_OK)
      assert_int_equal(lexicon.n_forms - 1, 2);
    else
      assert_int_equal(status, QN_NO_MEMORY);
    qn__lexicon_clear(&lexicon);
  }
  assert_true(n > 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_find_their_terms),
      cmocka_unit_test(forms_count_articles),
      cmocka_unit_test(turkish_keeps_its_two_i),
      cmocka_unit_test(many_words_stay_apart),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests_name("lexicon", tests, NULL, NULL);
}
