/* SPDX-License-Identifier: MIT */
/* test_found_accents.c: a word that is written with marks is found by what people type who have no such keys, and the
 * other way round.  The words are those with marks of Snowball's vocabularies for Spanish, French, Portuguese, Italian,
 * Turkish and German (the package snowball-data, or the folder SNOWBALL_DATA), each in one article among others; some
 * of each, or all with QUERN_ROUNDS.
 *
 * A variant in fewer than a 64th of the articles of the typed word's own term is left out on purpose (docs/words.md).
 * A stemmer may make a fragment of such a frequent term: isce, typed for işçe, has the term of all words that begin
 * with the syllable iş and suffixes.  So a word that finds more than 64 other articles is not counted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buffer.h"
#include "support/search_fixture.h"
#include "support/vocabulary.h"

enum { WORDS_TRIED = 800, WORDS_OF_ARTICLE = 20, MOST_SHOWN = 40 };

static const struct {
  const char *code, *stemmer;
} languages[] = {{"es", "spanish"}, {"fr", "french"},  {"pt", "portuguese"},
                 {"it", "italian"}, {"tr", "turkish"}, {"de", "german"}};
enum { N_LANGUAGES = sizeof languages / sizeof languages[0] };

/* How a word is typed without marks. */
typedef enum typing { WITHOUT_MARKS, WRITTEN_OUT, N_TYPINGS } typing;

typedef struct accent_words {
  char (*words)[VOCABULARY_WORD_ROOM];
  size_t n;
} accent_words;

/* --- words -------------------------------------------------------------------------------------------------------- */

static utf8proc_int32_t plain_letter(utf8proc_int32_t c, void *context) {
  enum { DOTLESS_I = 0x131 };
  (void)context;
  return c == DOTLESS_I ? 'i' : c;
}

static void without_marks(const char *word, char out[VOCABULARY_WORD_ROOM]) {
  uint8_t *plain = NULL;
  assert_true(utf8proc_map_custom((const uint8_t *)word, 0, &plain,
                                  UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK,
                                  plain_letter, NULL) >= 0);
  snprintf(out, VOCABULARY_WORD_ROOM, "%s", (const char *)plain);
  free(plain);
}

/* ä as ae, ß as ss. */
static void written_out(const char *word, char out[VOCABULARY_WORD_ROOM]) {
  static const char *const letters[][2] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ß", "ss"}};
  size_t n = 0;
  while (*word != '\0' && n + 3 < VOCABULARY_WORD_ROOM) {
    size_t i = 0;
    while (i < sizeof letters / sizeof letters[0] && strncmp(word, letters[i][0], 2) != 0)
      i++;
    if (i == sizeof letters / sizeof letters[0]) {
      out[n++] = *word++;
      continue;
    }
    memcpy(out + n, letters[i][1], 2);
    n += 2;
    word += 2;
  }
  out[n] = '\0';
}

static void type_word(typing how, const char *word, char out[VOCABULARY_WORD_ROOM]) {
  (how == WRITTEN_OUT ? written_out : without_marks)(word, out);
}

/* The words of a vocabulary that have marks, evenly taken. */
static accent_words read_accented(const char *stemmer) {
  accent_words list = {NULL, 0};
  char word[VOCABULARY_WORD_ROOM], plain[VOCABULARY_WORD_ROOM];
  size_t room = 0;
  gzFile file = vocabulary_open(stemmer, "voc");
  while (file != NULL && vocabulary_next(file, word)) {
    without_marks(word, plain);
    if (strcmp(word, plain) == 0)
      continue;
    if (list.n == room) {
      room = room * 2 + 1024;
      list.words = realloc(list.words, room * sizeof *list.words);
      assert_non_null(list.words);
    }
    memcpy(list.words[list.n++], word, sizeof word);
  }
  if (file != NULL)
    gzclose(file);
  size_t step = getenv("QUERN_ROUNDS") != NULL ? 1 : list.n / WORDS_TRIED + 1, n = 0;
  for (size_t i = 0; i < list.n; i += step)
    memmove(list.words[n++], list.words[i], sizeof *list.words);
  list.n = n;
  return list;
}

/* --- articles and queries ----------------------------------------------------------------------------------------- */

static size_t n_articles(const accent_words *list) {
  return (list->n + WORDS_OF_ARTICLE - 1) / WORDS_OF_ARTICLE;
}

/* Writes some words into each article, as they are or as they are typed: word i into article i % n, so that forms of
 * one word are apart. */
static void open_articles(search_fixture *f, const accent_words *list, const char *language, bool plain, typing how) {
  size_t n = n_articles(list);
  qn_article *articles = calloc(n + 1, sizeof *articles);
  qn__buffer *texts = calloc(n + 1, sizeof *texts);
  char(*ids)[24] = calloc(n + 1, sizeof *ids), typed[VOCABULARY_WORD_ROOM];
  assert_true(articles != NULL && texts != NULL && ids != NULL);
  for (size_t i = 0; i < list->n; i++) {
    type_word(how, list->words[i], typed);
    qn__buffer_print(&texts[i % n], "%s, ", plain ? typed : list->words[i]);
  }
  for (size_t i = 0; i < n; i++) {
    snprintf(ids[i], sizeof ids[i], "%zu", i);
    articles[i] = (qn_article){
        .id = string_of(ids[i]), .text = {(const char *)texts[i].data, texts[i].size}, .language = string_of(language)};
  }
  search_fixture_open(f, articles, n, 0);
  for (size_t i = 0; i < n; i++)
    qn__buffer_clear(&texts[i]);
  free(articles);
  free(texts);
  free(ids);
}

/* Whether a query finds an article, or that many others that the article's word is left out. */
static bool finds(search_fixture *f, const char *query, size_t number) {
  enum { RARER = 64 };
  char id[24];
  uint64_t article;
  qn_hit hit;
  qn_hits hits;
  qn_error error;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.limit = 10000;
  options.count = QN_COUNT_NONE;
  snprintf(id, sizeof id, "%zu", number);
  assert_ok(qn_index_find(f->index, string_of(id), &article, &error), error);
  assert_ok(search_for(f, query, &options, &hits, &error), error);
  bool found = false;
  for (size_t i = 0; i < hits.n_hits && !found; i++) {
    qn_searcher_hit(f->searcher, i, &hit);
    found = hit.article == article;
  }
  return found || hits.n_hits > RARER;
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

/* How many words are not found: typed plain where articles have them with marks; or the other way round. */
static size_t count_missed(const char *language, const accent_words *list, bool plain_articles, typing how) {
  search_fixture f;
  size_t n_missed = 0;
  char typed[VOCABULARY_WORD_ROOM];
  open_articles(&f, list, language, plain_articles, how);
  for (size_t i = 0; i < list->n; i++) {
    type_word(how, list->words[i], typed);
    if (!finds(&f, plain_articles ? list->words[i] : typed, i % n_articles(list)) && n_missed++ < MOST_SHOWN)
      fprintf(stderr, "%s: %s does not find %s\n", language, plain_articles ? list->words[i] : typed,
              plain_articles ? typed : list->words[i]);
  }
  search_fixture_close(&f);
  return n_missed;
}

static void check_all(bool plain_articles) {
  size_t n_missed = 0;
  if (vocabulary_size("english") == 0) {
    print_message("skipped: the package snowball-data is not installed, and SNOWBALL_DATA names no such folder\n");
    skip();
  }
  for (size_t i = 0; i < N_LANGUAGES; i++) {
    accent_words list = read_accented(languages[i].stemmer);
    size_t missed = count_missed(languages[i].code, &list, plain_articles, WITHOUT_MARKS);
    if (strcmp(languages[i].code, "de") == 0)
      missed += count_missed(languages[i].code, &list, plain_articles, WRITTEN_OUT);
    fprintf(stderr, "%s: %zu words, %zu missed\n", languages[i].code, list.n, missed);
    assert_true(list.n > 200);
    n_missed += missed;
    free(list.words);
  }
  assert_int_equal(n_missed, 0);
}

static void words_with_marks_are_found_without(void **state) {
  (void)state;
  check_all(false);
}

static void words_without_marks_are_found_with(void **state) {
  (void)state;
  check_all(true);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_with_marks_are_found_without),
      cmocka_unit_test(words_without_marks_are_found_with),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
