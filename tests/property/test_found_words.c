/* SPDX-License-Identifier: MIT */
/* test_found_words.c: what is typed as it is written in an article finds the article, and is marked there: any word,
 * any part of an identifier or of a number with dots, any 1 to 6 characters of a script without spaces or of Korean.
 * Asked as it is, required (+) and in quotes.  Nothing else is marked than that, words that share half of it, and words
 * that the stemmer of the article's language makes equal; but one in a thousand may mark another word, because variants
 * are of terms: of an Arabic verb and a noun that the stemmer makes equal both have the variants of each.
 *
 * The texts are made of the vocabularies of snowball-data and of characters; or read from the JSON Lines that DATA
 * names (id, lang, text).  QUERN_ROUNDS: samples of a text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "support/sample_texts.h"
#include "support/search_fixture.h"
#include "support/typed_samples.h"
#include "support/vocabulary.h"
#include "text/analyze.h"

enum { MOST_SAMPLES = 16, QUERY_ROOM = 1200, MOST_SHOWN = 40 };

typedef struct search_of_words {
  search_fixture fixture;
  sample_texts texts;
  random_source random;
  qn__analyzer *analyzer;
  size_t n_asked[SAMPLE_KINDS], n_wrong, n_strange;
} search_of_words;

/* A sample in its article, and how it is asked for. */
typedef struct question {
  const sample_text *text;
  size_t number; /* of the text */
  typed_sample sample;
  const char *form; /* with %.*s in place of it */
} question;

static void report(size_t *count, const question *q, const char *what, const char *marked, size_t size) {
  if ((*count)++ < MOST_SHOWN)
    fprintf(stderr, "%s, text %zu: %.*s (as %s) %s %.*s\n", q->text->language, q->number,
            (int)(q->sample.end - q->sample.start), q->text->text + q->sample.start, q->form, what, (int)size, marked);
}

/* --- asking ------------------------------------------------------------------------------------------------------- */

static void open_texts(search_of_words *s) {
  qn_article *articles = calloc(s->texts.n, sizeof *articles);
  char(*ids)[24] = calloc(s->texts.n, sizeof *ids);
  qn_error error;
  assert_true(articles != NULL && ids != NULL);
  for (size_t i = 0; i < s->texts.n; i++) {
    const sample_text *text = &s->texts.texts[i];
    snprintf(ids[i], sizeof ids[i], "%zu", i);
    articles[i] =
        (qn_article){.id = string_of(ids[i]), .text = {text->text, text->size}, .language = string_of(text->language)};
  }
  search_fixture_open(&s->fixture, articles, s->texts.n, 0);
  assert_ok(qn__analyzer_new(&s->analyzer, &error), error);
  free(articles);
  free(ids);
}

/* Whether the question finds its article, and the number of that. */
static bool ask(search_of_words *s, const question *q, uint64_t *article) {
  char query[QUERY_ROOM], id[24];
  qn_hit hit;
  qn_hits hits;
  qn_error error;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.limit = 10000;
  options.count = QN_COUNT_NONE;
  snprintf(query, sizeof query, q->form, (int)(q->sample.end - q->sample.start), q->text->text + q->sample.start);
  snprintf(id, sizeof id, "%zu", q->number);
  assert_ok(qn_index_find(s->fixture.index, string_of(id), article, &error), error);
  assert_ok(search_for(&s->fixture, query, &options, &hits, &error), error);
  for (size_t at = 0; at < hits.n_hits; at++) {
    qn_searcher_hit(s->fixture.searcher, at, &hit);
    if (hit.article == *article)
      return true;
  }
  return false;
}

/* What is marked in the article's text. */
typedef struct text_marks {
  qn_range *ranges;
  size_t n;
} text_marks;

static bool keep_mark(void *context, bool in_title, qn_range range) {
  text_marks *marks = context;
  if (in_title)
    return true;
  marks->ranges = realloc(marks->ranges, (marks->n + 1) * sizeof *marks->ranges);
  assert_non_null(marks->ranges);
  marks->ranges[marks->n++] = range;
  return true;
}

/* --- what is marked ----------------------------------------------------------------------------------------------- */

/* Whether a character of the sample is in none of the highlights, punctuation apart. */
static bool is_uncovered(const question *q, const text_marks *marks) {
  bool uncovered = false;
  size_t size;
  for (size_t at = q->sample.start; at < q->sample.end && !uncovered; at += size) {
    int32_t c;
    size = (size_t)utf8proc_iterate((const uint8_t *)q->text->text + at, -1, &c);
    uncovered = is_word_character(c);
    for (size_t i = 0; i < marks->n && uncovered; i++)
      uncovered = at < marks->ranges[i].start || at >= marks->ranges[i].end;
  }
  return uncovered;
}

static utf8proc_int32_t plain_character(utf8proc_int32_t c, void *context) {
  enum { DOTLESS_I = 0x131 };
  (void)context;
  if (utf8proc_category(c) == UTF8PROC_CATEGORY_ND) {
    while (utf8proc_category(c - 1) == UTF8PROC_CATEGORY_ND && c % 16 != 0 && c % 16 != 6 && c >= 0x80)
      c--;
    return c < 0x80 ? c : '0';
  }
  return c == DOTLESS_I ? 'i' : c;
}

/* Letters without case, marks and apostrophes; digits of other scripts are all 0. */
static char *plain_text(const char *text, size_t size) {
  uint8_t *plain = NULL;
  assert_true(utf8proc_map_custom((const uint8_t *)text, (utf8proc_ssize_t)size, &plain,
                                  UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                      UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
                                  plain_character, NULL) >= 0);
  size_t n = 0;
  for (const uint8_t *from = plain; *from != '\0'; from++)
    if (*from != '\'')
      plain[n++] = *from;
  plain[n] = '\0';
  return (char *)plain;
}

/* The most bytes one after another that two words share. */
static size_t longest_in_common(const char *a, const char *b) {
  size_t longest = 0;
  for (; *a != '\0'; a++)
    for (const char *from = b; *from != '\0'; from++) {
      size_t n = 0;
      while (a[n] != '\0' && a[n] == from[n])
        n++;
      longest = n > longest ? n : longest;
    }
  return longest;
}

static size_t term_of(search_of_words *s, const question *q, const char *word, size_t size, char *term) {
  qn__analyzed found;
  qn_error error;
  uint8_t language = qn__language_find(q->text->language, strlen(q->text->language));
  assert_ok(qn__analyze(s->analyzer, word, size, QN__WORD_UNICODE, language, QN__LANGUAGE_ENGLISH, &found, &error),
            error);
  memcpy(term, found.term, found.term_size);
  return found.term_size;
}

static bool is_same_term(search_of_words *s, const question *q, const char *a, size_t a_size, const char *b,
                         size_t b_size) {
  char first[QN__FORM_MAX + 1], second[QN__FORM_MAX + 1];
  if (a_size == 0 || b_size == 0 || a_size > QN__WORD_MAX || b_size > QN__WORD_MAX)
    return false;
  size_t n = term_of(s, q, a, a_size, first);
  return term_of(s, q, b, b_size, second) == n && memcmp(first, second, n) == 0;
}

/* Whether what is marked and a word that was typed share half of the shorter one, or are one word to the stemmer. */
static bool are_alike(search_of_words *s, const question *q, const char *typed, size_t typed_size, const char *marked,
                      size_t size) {
  char *a = plain_text(typed, typed_size), *b = plain_text(marked, size);
  size_t least = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
  bool alike = longest_in_common(a, b) * 2 >= least || is_same_term(s, q, typed, typed_size, marked, size) ||
               is_same_term(s, q, a, strlen(a), b, strlen(b));
  free(a);
  free(b);
  return alike;
}

/* Whether what is marked is like the sample, or like a word in it. */
static bool is_like_typed(search_of_words *s, const question *q, const char *marked, size_t size) {
  const char *text = q->text->text;
  bool alike = are_alike(s, q, text + q->sample.start, q->sample.end - q->sample.start, marked, size);
  for (size_t at = q->sample.start, n, end; at < q->sample.end && !alike; at = end + n) {
    int32_t c = 'a';
    for (end = at, n = 0; end < q->sample.end; end += n) {
      n = (size_t)utf8proc_iterate((const uint8_t *)text + end, -1, &c);
      if (!is_word_character(c))
        break;
    }
    alike = end > at && are_alike(s, q, text + at, end - at, marked, size);
    n = end < q->sample.end ? n : 0;
  }
  return alike;
}

/* The bytes of the text that are marked together with the sample's first. */
static qn_range mark_around(const question *q, const text_marks *marks) {
  qn_range found = {q->sample.start, q->sample.end};
  for (size_t i = 0; i < marks->n; i++) {
    const qn_range range = marks->ranges[i];
    if (range.start <= q->sample.start && q->sample.start < range.end)
      found = range;
  }
  return found;
}

/* The bytes of a character that is not seen, as those that say in which direction to write. */
static size_t invisible_size(const question *q, size_t at) {
  int32_t c;
  utf8proc_ssize_t size = utf8proc_iterate((const uint8_t *)q->text->text + at, -1, &c);
  return size > 0 && utf8proc_category(c) == UTF8PROC_CATEGORY_CF ? (size_t)size : 0;
}

/* Whether a mark is of a compound that ends or begins with the sample, which is marked whole in some languages. */
static bool is_compound(const question *q, qn_range mark) {
  const char *language = q->text->language;
  return qn__language_writes_compounds(qn__language_find(language, strlen(language))) &&
         (mark.start == q->sample.start || mark.end == q->sample.end);
}

/* Whether a mark goes beyond the sample in its word, where that does not have it twice; the suffixes of a Turkish name
 * are marked with it.  In a run: whether a character follows that the sample does not have, though a long vowel mark
 * belongs to the one before. */
static bool is_too_wide(const question *q, const text_marks *marks) {
  enum { LONG_VOWEL = 0x30fc };
  const qn_range mark = mark_around(q, marks);
  const size_t size = q->sample.end - q->sample.start;
  if (q->sample.kind != SAMPLE_RUN)
    return mark.end - mark.start < 2 * size && strcmp(q->text->language, "tr") != 0 && !is_compound(q, mark) &&
           (mark.start < q->sample.start || mark.end > q->sample.end + invisible_size(q, q->sample.end));
  bool strange = false;
  for (size_t at = q->sample.end, n; at < mark.end && !strange; at += n) {
    int32_t c;
    n = (size_t)utf8proc_iterate((const uint8_t *)q->text->text + at, -1, &c);
    const bool mark_of_it =
        utf8proc_category(c) == UTF8PROC_CATEGORY_MN || utf8proc_category(c) == UTF8PROC_CATEGORY_MC;
    strange =
        c != LONG_VOWEL && !mark_of_it && memmem(q->text->text + q->sample.start, size, q->text->text + at, n) == NULL;
  }
  return strange && strcmp(q->text->language, "zh") != 0;
}

static void check_marks(search_of_words *s, const question *q, uint64_t article) {
  text_marks marks = {NULL, 0};
  qn_error error;
  assert_ok(qn_searcher_each_highlight(s->fixture.searcher, article, keep_mark, &marks, &error), error);
  if (is_uncovered(q, &marks))
    report(&s->n_wrong, q, "is not marked", "", 0);
  else if (is_too_wide(q, &marks)) {
    const qn_range mark = mark_around(q, &marks);
    report(&s->n_wrong, q, "is marked with what is around:", q->text->text + mark.start, mark.end - mark.start);
  }
  for (size_t i = 0; i < marks.n; i++) {
    const char *marked = q->text->text + marks.ranges[i].start;
    const size_t size = marks.ranges[i].end - marks.ranges[i].start;
    if (!is_like_typed(s, q, marked, size))
      report(&s->n_strange, q, "marks", marked, size);
  }
  free(marks.ranges);
}

static void check_question(search_of_words *s, const question *q) {
  uint64_t article;
  s->n_asked[q->sample.kind]++;
  if (ask(s, q, &article))
    check_marks(s, q, article);
  else
    report(&s->n_wrong, q, "does not find its article", "", 0);
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static bool is_operator(const char *word, size_t size) {
  return (size == 3 && (memcmp(word, "AND", 3) == 0 || memcmp(word, "NOT", 3) == 0)) ||
         (size == 2 && memcmp(word, "OR", 2) == 0);
}

static void check_samples(search_of_words *s, size_t number) {
  static const char *const forms[] = {"%.*s", "+%.*s", "\"%.*s\""};
  const sample_text *text = &s->texts.texts[number];
  typed_sample samples[MOST_SAMPLES];
  size_t n =
      typed_samples(text->text, text->size, strcmp(text->language, "tr") == 0, &s->random, samples, MOST_SAMPLES);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
      const question q = {text, number, samples[i], forms[k]};
      if (!is_operator(text->text + samples[i].start, samples[i].end - samples[i].start))
        check_question(s, &q);
    }
}

static void check_texts(search_of_words *s, unsigned samples_of_text) {
  const char *rounds = getenv("QUERN_ROUNDS");
  open_texts(s);
  for (size_t i = 0; i < s->texts.n; i++)
    for (unsigned j = rounds != NULL ? (unsigned)strtoul(rounds, NULL, 10) : samples_of_text; j > 0; j--)
      check_samples(s, i);
  size_t n_asked = s->n_asked[SAMPLE_WORD] + s->n_asked[SAMPLE_PART] + s->n_asked[SAMPLE_RUN];
  fprintf(stderr, "%zu texts: %zu words, %zu parts, %zu runs asked for: %zu wrong, %zu other words marked\n",
          s->texts.n, s->n_asked[SAMPLE_WORD], s->n_asked[SAMPLE_PART], s->n_asked[SAMPLE_RUN], s->n_wrong,
          s->n_strange);
  qn__analyzer_free(s->analyzer);
  search_fixture_close(&s->fixture);
  sample_texts_free(&s->texts);
  assert_int_equal(s->n_wrong, 0);
  assert_true(s->n_strange * 1000 <= n_asked);
}

static void what_is_typed_finds_made_texts_and_is_marked(void **state) {
  (void)state;
  search_of_words s = {.random = random_start("words typed of made texts", 31)};
  sample_texts_make(&s.texts, 3, &s.random);
  check_texts(&s, 12);
  assert_true(s.n_asked[SAMPLE_RUN] > 500);
  if (vocabulary_size("english") == 0)
    print_message("texts of words are left out: the package snowball-data is not installed\n");
  else
    assert_true(s.n_asked[SAMPLE_WORD] > 2000 && s.n_asked[SAMPLE_PART] > 1000);
}

static void what_is_typed_finds_given_texts_and_is_marked(void **state) {
  (void)state;
  const char *path = getenv("DATA");
  search_of_words s = {.random = random_start("words typed of given texts", 32)};
  if (path == NULL) {
    print_message("skipped: DATA names no file of articles in many languages\n");
    skip();
  }
  assert_true(sample_texts_read(&s.texts, path, 60));
  check_texts(&s, 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_typed_finds_made_texts_and_is_marked),
      cmocka_unit_test(what_is_typed_finds_given_texts_and_is_marked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
