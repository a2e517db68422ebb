/* SPDX-License-Identifier: MIT */
/* test_normal_forms.c: a text has the same words and terms composed (NFC) and decomposed (NFD), in any script. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "support/support.h"
#include "text/analyze.h"
#include "text/utf8.h"

enum { CHARACTERS = 40, MOST_WORDS = 4 * CHARACTERS };

/* Characters that decompose, and some between them. */
static uint32_t draw_character(random_source *random) {
  static const uint32_t ranges[][2] = {
      {0x00c0, 0x017f}, {0x0386, 0x03ce}, {0x0400, 0x045f}, {0x05d0, 0x05ea}, {0x0622, 0x064a}, {0x0905, 0x0939},
      {0x0958, 0x095f}, {0x09c7, 0x09dd}, {0x0b48, 0x0b5d}, {0x0cc0, 0x0ccb}, {0x1e00, 0x1eff}, {0x1f00, 0x1fbc},
      {0x3041, 0x3096}, {0x30a1, 0x30fe}, {0xac00, 0xd7a3}, {0xac00, 0xd7a3}, {0x4e00, 0x4eff},
  };
  static const char others[] = "ab1 .,'\"- \n";
  if (random_below(random, 3) == 0)
    return (uint8_t)others[random_below(random, sizeof others - 1)];
  size_t range = random_below(random, sizeof ranges / sizeof ranges[0]);
  return ranges[range][0] + random_below(random, ranges[range][1] - ranges[range][0] + 1);
}

typedef struct text_terms {
  size_t n;
  char *terms[MOST_WORDS];
} text_terms;

static void find_terms(qn__analyzer *analyzer, const char *text, uint8_t language, text_terms *found) {
  qn__word words[MOST_WORDS];
  size_t cursor = 0;
  found->n = qn__scan_words(text, strlen(text), &cursor, words, MOST_WORDS);
  for (size_t i = 0; i < found->n; i++) {
    qn_error error;
    qn__analyzed word;
    assert_ok(qn__analyze(analyzer, text + words[i].offset, words[i].size, (qn__word_kind)words[i].kind, language,
                          QN__LANGUAGE_ENGLISH, &word, &error),
              error);
    found->terms[i] = malloc(word.term_size + 1);
    assert_non_null(found->terms[i]);
    memcpy(found->terms[i], word.term, word.term_size);
    found->terms[i][word.term_size] = '\0';
  }
}

static void assert_same_terms(const text_terms *a, const text_terms *b, const char *text) {
  if (a->n != b->n)
    fail_msg("%s has %zu words composed, %zu decomposed", text, a->n, b->n);
  for (size_t i = 0; i < a->n; i++)
    if (strcmp(a->terms[i], b->terms[i]) != 0)
      fail_msg("word %zu of %s has the term %s composed, %s decomposed", i, text, a->terms[i] + 1, b->terms[i] + 1);
}

static void free_terms(text_terms *terms) {
  for (size_t i = 0; i < terms->n; i++)
    free(terms->terms[i]);
}

static void a_text_has_the_same_terms_composed_and_decomposed(void **state) {
  (void)state;
  qn_error error;
  qn__analyzer *analyzer;
  random_source random = random_start("composed and decomposed", 43);
  assert_ok(qn__analyzer_new(&analyzer, &error), error);
  for (int round = 0; round < 20000; round++) {
    char text[CHARACTERS * 4 + 1];
    size_t size = 0;
    for (size_t n = 1 + random_below(&random, CHARACTERS); n > 0; n--)
      size += qn__utf8_encode(text + size, draw_character(&random));
    text[size] = '\0';
    char *composed = (char *)utf8proc_NFC((const utf8proc_uint8_t *)text);
    char *decomposed = (char *)utf8proc_NFD((const utf8proc_uint8_t *)text);
    uint8_t language = (uint8_t)(1 + random_below(&random, 29));
    text_terms a, b;
    find_terms(analyzer, composed, language, &a);
    find_terms(analyzer, decomposed, language, &b);
    assert_same_terms(&a, &b, composed);
    free_terms(&a);
    free_terms(&b);
    free(composed);
    free(decomposed);
  }
  qn__analyzer_free(analyzer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_text_has_the_same_terms_composed_and_decomposed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
