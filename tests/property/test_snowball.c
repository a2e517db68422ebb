/* SPDX-License-Identifier: MIT */
/* test_snowball.c: terms are the folded stems of Snowball's own vocabularies, the package snowball-data or the folder
 * SNOWBALL_DATA.  Of a vocabulary beyond 100,000 words (Arabic has nine million) words are left out evenly; all are
 * taken with QUERN_ROUNDS. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/support.h"
#include "support/vocabulary.h"
#include "text/analyze.h"
#include "text/fold.h"

enum { WORD_ROOM = VOCABULARY_WORD_ROOM };

static qn__analyzed analyze(qn__analyzer *analyzer, const char *word, uint8_t language) {
  qn_error error;
  qn__analyzed found;
  bool ascii = true;
  for (const char *c = word; *c != '\0'; c++)
    ascii &= (uint8_t)*c < 0x80;
  assert_ok(qn__analyze(analyzer, word, strlen(word), ascii ? QN__WORD_ASCII : QN__WORD_UNICODE, language,
                        QN__LANGUAGE_ENGLISH, &found, &error),
            error);
  return found;
}

typedef struct counts {
  size_t checked;
  size_t folded; /* words that are folded before they are stemmed, and get another stem so */
} counts;

static bool loses_marks(const char *word) {
  char folded[WORD_ROOM + 8];
  size_t size = qn__fold(folded, sizeof folded, word, strlen(word));
  return size != strlen(word) || memcmp(folded, word, size) != 0;
}

/* The term is the folded stem, which is what an analysis without stemmer makes of the stem.  Words that the stemmer
 * does not get as they stand are left out: those without letters, those that casefold and NFKC change (Armenian
 * ligatures), Turkish names with suffixes. */
static void check_stem(qn__analyzer *analyzer, uint8_t language, const char *word, const char *stem, counts *n) {
  char term[1100];
  qn__analyzed found = analyze(analyzer, word, language);
  if (found.term[0] != language || strlen(word) != found.form_size || memcmp(word, found.form, found.form_size) != 0 ||
      (language == QN__LANGUAGE_TURKISH && strchr(word, '\'') != NULL))
    return;
  snprintf(term, sizeof term, "%.*s", (int)found.term_size - 1, found.term + 1);
  found = analyze(analyzer, stem, QN__LANGUAGE_PLAIN);
  n->checked++;
  if (strlen(term) == found.term_size - 1 && memcmp(term, found.term + 1, found.term_size - 1) == 0)
    return;
  if (!qn__language_folds_first(language) || !loses_marks(word))
    fail_msg("%s: the term of %s is %s, the stem %s", qn__language_code(language), word, term, stem);
  n->folded++;
}

static counts check_vocabulary(qn__analyzer *analyzer, uint8_t language) {
  enum { WORDS_ENOUGH = 100000 };
  size_t step = getenv("QUERN_ROUNDS") != NULL ? 1 : vocabulary_size(qn__language_stemmer(language)) / WORDS_ENOUGH + 1;
  gzFile words = vocabulary_open(qn__language_stemmer(language), "voc");
  gzFile stems = vocabulary_open(qn__language_stemmer(language), "output");
  char word[WORD_ROOM], stem[WORD_ROOM];
  counts n = {0, 0};
  if (words != NULL && stems != NULL)
    for (size_t i = 0; vocabulary_next(words, word) && vocabulary_next(stems, stem); i++)
      if (i % step == 0 && stem[0] != '\0')
        check_stem(analyzer, language, word, stem, &n);
  if (words != NULL)
    gzclose(words);
  if (stems != NULL)
    gzclose(stems);
  return n;
}

static void terms_are_the_folded_stems_of_snowball(void **state) {
  (void)state;
  qn_error error;
  qn__analyzer *analyzer;
  if (vocabulary_size(qn__language_stemmer(QN__LANGUAGE_ENGLISH)) == 0) {
    print_message("skipped: the package snowball-data is not installed, and SNOWBALL_DATA names no such folder\n");
    skip();
  }
  assert_ok(qn__analyzer_new(&analyzer, &error), error);
  for (uint8_t i = QN__LANGUAGE_FIRST; i < QN__LANGUAGE_LIMIT; i++) {
    if (qn__language_stemmer(i) == NULL)
      continue;
    counts n = check_vocabulary(analyzer, i);
    assert_in_range(n.checked, 1000, 100000000);
    assert_true(n.folded * 100 <= n.checked);
  }
  qn__analyzer_free(analyzer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(terms_are_the_folded_stems_of_snowball),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
