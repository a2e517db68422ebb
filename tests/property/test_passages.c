/* SPDX-License-Identifier: MIT */
/* test_passages.c: whatever the texts, queries and sizes: a snippet is a piece of its article as it is shown, of the
 * size that was asked for; what is marked are words of the query; several snippets of an article do not overlap nor
 * repeat; articles with the same text show more of it together than one alone; and nothing begins or ends inside a
 * grapheme.  The texts are random words in layouts and scripts.  QUERN_ROUNDS: how many texts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "snippets/shown_text.h"
#include "support/search_fixture.h"
#include "text/boundaries.h"

enum { TEXT_ROOM = 6000, MOST_SNIPPETS = 5, QUERIES = 8 };

/* Words of no stemmer and no extra term, so that what is marked can be compared byte for byte. */
static const char *const words[] = {"whale", "ship",   "sea",       "noun",     "Zeta", "9",    "the",
                                    "море",  "камень", "पत्थर",      "नदी",      "新聞", "日本", "ความรู้",
                                    "سفينة", "πέτρα",  "caf\u00e9", "a\u0301b", "x1",   "plum"};
enum { WORDS = sizeof words / sizeof *words };

/* What stands between words: blanks, ends of sentences and lines, indents, marks, emoji. */
static const char *const gaps[] = {" ",
                                   " ",
                                   " ",
                                   " ",
                                   ", ",
                                   ". ",
                                   "! ",
                                   "\n",
                                   "\n",
                                   "\n\n",
                                   "\t",
                                   "\n    - ",
                                   "。",
                                   " (",
                                   ") ",
                                   "\n> ",
                                   "    ",
                                   "; ",
                                   "...",
                                   "\n12. ",
                                   "\n-----\n",
                                   "\n* * *\n\n",
                                   " \U0001f468\u200d\U0001f469\u200d\U0001f467 ",
                                   "।\n"};
enum { GAPS = sizeof gaps / sizeof *gaps };

static void write_text(random_source *random, char *text) {
  size_t size = 0;
  const uint32_t n = random_below(random, 400), plain = random_below(random, 100);
  text[0] = '\0';
  for (uint32_t i = 0; i < n && size + 300 < TEXT_ROOM; i++) {
    const char *gap = random_below(random, 100) < plain ? " " : gaps[random_below(random, GAPS)];
    uint32_t repeats = random_below(random, 200) == 0 ? 20 : 1; /* a long stretch of the same now and then */
    size += (size_t)sprintf(text + size, "%s", words[random_below(random, WORDS)]);
    for (; repeats > 0; repeats--)
      size += (size_t)sprintf(text + size, "%s", gap);
  }
}

/* One to three of the words: each is an operand of its own. */
typedef struct question {
  const char *words[3];
  size_t n;
  char query[200];
} question;

static void write_query(random_source *random, question *out) {
  out->n = 1 + random_below(random, 3);
  out->query[0] = '\0';
  for (size_t i = 0; i < out->n; i++) {
    out->words[i] = words[random_below(random, WORDS)];
    strcat(strcat(out->query, i > 0 ? " " : ""), out->words[i]);
  }
}

/* Whether a mark begins with a word of the query; one that ends the snippet may have room for its beginning only. */
static bool is_asked_for(const question *asked, qn_string marked, bool ends_snippet) {
  for (size_t i = 0; i < asked->n; i++) {
    const size_t size = strlen(asked->words[i]), common = size < marked.size ? size : marked.size;
    if (memcmp(asked->words[i], marked.data, common) == 0 && (common == size || ends_snippet))
      return true;
  }
  return false;
}

/* The end of what a snippet shows, in the article: bytes are equal, but runs of blanks and rulers are one space, or
 * nothing where Chinese is wrapped. */
static size_t compare(const qn_snippet *snippet, const char *text, size_t size) {
  size_t at = snippet->offset;
  for (size_t i = 0; i < snippet->text.size; i++) {
    if (snippet->text.data[i] == ' ') {
      size_t end = qn__skip_hidden(text, at, size);
      assert_true(end > at);
      at = end;
      continue;
    }
    if (text[at] != snippet->text.data[i])
      at = qn__skip_blanks(text, at, size);
    assert_true(at < size && text[at] == snippet->text.data[i]);
    at++;
  }
  return at;
}

static void check_marks(const question *asked, const qn_snippet *snippet) {
  size_t end = 0;
  for (size_t i = 0; i < snippet->n_highlights; i++) {
    const qn_range mark = snippet->highlights[i];
    assert_true(mark.start >= end && mark.end > mark.start && mark.end <= snippet->text.size);
    const qn_string marked = {snippet->text.data + mark.start, mark.end - mark.start};
    assert_true(is_asked_for(asked, marked, mark.end == snippet->text.size));
    end = mark.end;
  }
}

/* One snippet; returns where it ends in the text. */
static size_t check_snippet(const question *asked, const qn_snippet *snippet, const char *text, size_t max_chars) {
  const size_t size = strlen(text), chars = qn__shown_chars(snippet->text.data, 0, snippet->text.size);
  const size_t end = compare(snippet, text, size);
  assert_true(chars <= max_chars || snippet->text.size <= 30); /* one grapheme is shown in any case */
  assert_int_equal(qn__grapheme_floor(text, size, snippet->offset), snippet->offset);
  assert_int_equal(qn__grapheme_floor(text, size, end), end);
  assert_true(!snippet->starts_text || qn__skip_hidden(text, 0, size) == snippet->offset);
  assert_true(!snippet->ends_text || qn__skip_hidden(text, end, size) == size);
  check_marks(asked, snippet);
  return end;
}

static bool is_text_of(const qn_snippets *snippets, size_t n, qn_string text) {
  qn_snippet snippet;
  for (size_t i = 0; i < n; i++)
    if (qn_snippets_get(snippets, i, &snippet) && snippet.text.size == text.size &&
        memcmp(snippet.text.data, text.data, text.size) == 0)
      return true;
  return false;
}

/* The snippets of a hit, whose article begins with the text. */
static const qn_snippets *check_snippets(search_fixture *f, size_t hit, const question *asked, const char *text,
                                         const qn_snippet_options *options) {
  const qn_snippets *found;
  qn_snippet snippet;
  qn_error error;
  size_t shown_end = 0, n_marks = 0;
  assert_ok(qn_searcher_snippets(f->searcher, hit, options, &found, &error), error);
  assert_in_range(qn_snippets_count(found), 1, options->max_snippets);
  for (size_t i = 0; qn_snippets_get(found, i, &snippet); i++) {
    assert_true(snippet.offset >= shown_end);
    assert_false(is_text_of(found, i, snippet.text));
    shown_end = check_snippet(asked, &snippet, text, options->max_chars);
    n_marks += snippet.n_highlights;
  }
  assert_true(n_marks > 0 || options->max_chars < 30);
  return found;
}

static long rounds(void) {
  const char *rounds = getenv("QUERN_ROUNDS");
  return rounds != NULL ? atol(rounds) : 150;
}

static void snippets_are_pieces_of_their_articles(void **state) {
  (void)state;
  random_source random = random_start("passages", 16);
  char *text = malloc(TEXT_ROOM);
  assert_non_null(text);
  for (long round = rounds(); round > 0; round--) {
    search_fixture f;
    question asked;
    write_text(&random, text);
    search_fixture_open_texts(&f, &(const char *){text}, 1);
    for (int i = 0; i < QUERIES; i++) {
      write_query(&random, &asked);
      const size_t n = 1 + random_below(&random, MOST_SNIPPETS), chars = 1 + random_below(&random, 400);
      const qn_snippet_options options = snippet_options(n, chars);
      if (count_hits(&f, asked.query) == 1)
        check_snippets(&f, 0, &asked, text, &options);
    }
    search_fixture_close(&f);
  }
  free(text);
}

/* How many snippets of the second of two hits are none of the first. */
static size_t count_new(search_fixture *f, const question *asked, const char *text, qn_snippet_options options,
                        bool differ) {
  qn_snippet snippet;
  size_t n_new = 0;
  options.differ = differ;
  assert_int_equal(count_hits(f, asked->query), 2);
  const qn_snippets *first = check_snippets(f, 0, asked, text, &options);
  const qn_snippets *second = check_snippets(f, 1, asked, text, &options);
  assert_int_equal(qn_snippets_count(first), qn_snippets_count(second));
  for (size_t i = 0; qn_snippets_get(second, i, &snippet); i++)
    n_new += !is_text_of(first, qn_snippets_count(first), snippet.text);
  return n_new;
}

static void articles_with_the_same_text_show_more_of_it(void **state) {
  (void)state;
  random_source random = random_start("passages of near-duplicates", 17);
  size_t n_new = 0, n_other = 0; /* these are few: what a passage is cut from may begin elsewhere */
  char *text = malloc(TEXT_ROOM);
  assert_non_null(text);
  for (long round = rounds(); round > 0; round--) {
    search_fixture f;
    question asked;
    write_text(&random, text);
    search_fixture_open_texts(&f, (const char *const[]){text, text}, 2);
    for (int i = 0; i < QUERIES; i++) {
      write_query(&random, &asked);
      const qn_snippet_options options = snippet_options(2 + random_below(&random, 3), 40 + random_below(&random, 100));
      if (count_hits(&f, asked.query) < 2)
        continue;
      n_other += count_new(&f, &asked, text, options, false);
      n_new += count_new(&f, &asked, text, options, true);
    }
    search_fixture_close(&f);
  }
  assert_true(n_new > (size_t)rounds() + 100 * n_other);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(snippets_are_pieces_of_their_articles),
      cmocka_unit_test(articles_with_the_same_text_show_more_of_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
