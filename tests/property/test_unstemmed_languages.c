/* SPDX-License-Identifier: MIT */
/* test_unstemmed_languages.c: in an English index, a word of an article in a language without a stemmer is found by its
 * letters, with and without marks, and by no other word: English rules do not touch it. */
#include "support/search_fixture.h"

#include <stdio.h>
#include <string.h>

enum { N_ROOTS = 40, WORD_SIZE = 40 };

/* What the English stemmer takes off. */
static const char *const endings[] = {"", "s", "ed", "ing", "ly", "ies", "ation", "er"};
enum { N_ENDINGS = sizeof endings / sizeof endings[0], N_WORDS = N_ROOTS * N_ENDINGS };

typedef struct alphabet {
  const char *language;
  const char *marked[4], *plain[4];
} alphabet;

static const alphabet alphabets[] = {
    {"sq", {"ç", "ë", "â", "ê"}, {"c", "e", "a", "e"}},    {"eo-XX", {"ĉ", "ĝ", "ŝ", "ŭ"}, {"c", "g", "s", "u"}},
    {"sk", {"ľ", "ô", "ŕ", "ň"}, {"l", "o", "r", "n"}},    {"Slovenian", {"č", "š", "ž", "e"}, {"c", "s", "z", "e"}},
    {"et", {"õ", "ä", "ö", "ü"}, {"o", "a", "o", "u"}},    {"lv", {"ā", "ģ", "ķ", "ņ"}, {"a", "g", "k", "n"}},
    {"vi", {"ạ", "ộ", "đ", "ữ"}, {"a", "o", "d", "u"}},    {"hr", {"đ", "ć", "ž", "š"}, {"d", "c", "z", "s"}},
    {"cy-GB", {"ŵ", "ŷ", "â", "ô"}, {"w", "y", "a", "o"}}, /* Welsh: it has no number */
    {"none", {"é", "ü", "ç", "ñ"}, {"e", "u", "c", "n"}},
};

/* The words of one root, with its marked letter and without: "bad" "ł" "kus".  No two roots are the same. */
static void make_forms(random_source *random, const alphabet *a, unsigned root, char words[][WORD_SIZE],
                       char plain[][WORD_SIZE]) {
  static const char consonants[] = "bdfgkmpt", vowels[] = "aou";
  const char first = consonants[root % 8], second = consonants[root / 8];
  const char vowel = vowels[random_below(random, 3)], third = consonants[random_below(random, 8)];
  for (size_t i = 0; i < N_ENDINGS; i++) {
    snprintf(words[i], WORD_SIZE, "%c%c%c%s%cu%s", first, vowel, second, a->marked[root % 4], third, endings[i]);
    snprintf(plain[i], WORD_SIZE, "%c%c%c%s%cu%s", first, vowel, second, a->plain[root % 4], third, endings[i]);
  }
}

static void find_only(search_fixture *f, const char *language, const char *word, uint32_t article) {
  qn_hits hits;
  qn_error error;
  qn_hit hit;
  assert_ok(search_for(f, word, NULL, &hits, &error), error);
  qn_searcher_hit(f->searcher, 0, &hit);
  if (hits.n_hits != 1 || hit.article != article)
    fail_msg("%s: %s finds %zu articles, not just its own", language, word, hits.n_hits);
}

static void words_are_found_by_their_letters_alone(void **state) {
  static char words[N_WORDS][WORD_SIZE], plain[N_WORDS][WORD_SIZE], ids[N_WORDS][8];
  static qn_article articles[N_WORDS];
  (void)state;
  random_source random = random_start("words_are_found_by_their_letters_alone", 30);
  for (size_t i = 0; i < sizeof alphabets / sizeof alphabets[0]; i++) {
    search_fixture f;
    for (unsigned root = 0; root < N_ROOTS; root++)
      make_forms(&random, &alphabets[i], root, words + root * N_ENDINGS, plain + root * N_ENDINGS);
    for (unsigned w = 0; w < N_WORDS; w++) {
      snprintf(ids[w], sizeof ids[w], "%u", w);
      articles[w] = (qn_article){
          .id = string_of(ids[w]), .text = string_of(words[w]), .language = string_of(alphabets[i].language)};
    }
    search_fixture_open(&f, articles, N_WORDS, 0);
    for (uint32_t w = 0; w < N_WORDS; w++) {
      find_only(&f, alphabets[i].language, words[w], w);
      find_only(&f, alphabets[i].language, plain[w], w);
    }
    search_fixture_close(&f);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(words_are_found_by_their_letters_alone)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
