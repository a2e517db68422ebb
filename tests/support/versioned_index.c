/* SPDX-License-Identifier: MIT */
/* versioned_index.c: random articles of forms of the same words, and queries for each of them. */
#include "support/versioned_index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "support/other_versions.h"
#include "text/spellings.h"

enum { ARTICLES = 24, ARTICLE_WORDS = 12 };

/* Forms of the same words, and words that are spelled almost so, of several languages. */
static const char *const some_words[] = {
    "house",    "houses",   "housing",  "housed",   "talk",        "talks",         "talked",      "talking",
    "nation",   "nations",  "national", "relation", "relations",   "relative",      "Häuser",      "Haus",
    "Hauses",   "häuslich", "Müller",   "mueller",  "información", "informaciones", "canción",     "canciones",
    "première", "premier",  "premiers", "étude",    "études",      "O'Brien",       "obrien",      "wi-fi",
    "wifi",     "2.0.1",    "v2.0.1",   "北京",     "московский",  "московская",    "getUserName", "user",
    "C++",      "don't",    "dont",     "naïve",    "running",
};
enum { SOME_WORDS = sizeof some_words / sizeof some_words[0] };
static const char *const languages[] = {"en", "de", "es", "fr", "ru"};
enum { LANGUAGES = sizeof languages / sizeof languages[0] };

static void add_word(vocabulary *v, const char *word, size_t size) {
  if (v->n == VOCABULARY_MAX || size >= sizeof v->words[0])
    scaffold_failed("the vocabulary", "has no room");
  memcpy(v->words[v->n], word, size);
  v->words[v->n++][size] = '\0';
}

/* The plain spellings that a word has in a language. */
static void add_spellings(vocabulary *v, qn__analyzer *analyzer, const char *word, const char *language) {
  const uint8_t number = qn__language_find(language, strlen(language));
  qn__spelling spellings[QN__SPELLINGS_MAX];
  qn__analyzed analyzed;
  qn_error error;
  assert_ok(
      qn__analyze(analyzer, word, strlen(word), QN__WORD_UNICODE, number, QN__LANGUAGE_ENGLISH, &analyzed, &error),
      error);
  size_t n = qn__plain_spellings(spellings, (uint8_t)analyzed.term[0], analyzed.form, analyzed.form_size);
  for (size_t i = 0; i < n; i++)
    add_word(v, spellings[i].bytes + 1, spellings[i].size - 1);
}

void make_vocabulary(vocabulary *v) {
  qn__analyzer *analyzer = NULL;
  qn_error error;
  *v = (vocabulary){.random = random_start("versioned_index", 1)};
  assert_ok(qn__analyzer_new(&analyzer, &error), error);
  for (size_t i = 0; i < SOME_WORDS; i++) {
    add_word(v, some_words[i], strlen(some_words[i]));
    for (size_t l = 0; l < LANGUAGES; l++)
      add_spellings(v, analyzer, some_words[i], languages[l]);
  }
  qn__analyzer_free(analyzer);
}

/* --- Indexes ------------------------------------------------------------------------------------------------------ */

/* Adds an article of these words in this language. */
static void add_article(qn_writer *writer, unsigned number, const char *language, const char *text) {
  char id[16];
  qn_error error;
  snprintf(id, sizeof id, "%u", number);
  const qn_article article = {
      .id = string_of(id), .title = string_of("Talks"), .text = string_of(text), .language = string_of(language)};
  assert_ok(qn_writer_add(writer, &article, &error), error);
}

/* All words, in each language, in the last articles: a word is not in every segment. */
static unsigned add_all_words(qn_writer *writer, const vocabulary *v, unsigned number) {
  qn__buffer text;
  qn__buffer_init(&text);
  for (size_t i = 0; i < v->n; i++)
    qn__buffer_print(&text, "%s. ", v->words[i]);
  qn__buffer_u8(&text, '\0');
  for (size_t l = 0; l < LANGUAGES; l++)
    add_article(writer, number++, languages[l], (const char *)text.data);
  qn__buffer_clear(&text);
  return number;
}

static void add_random_words(qn_writer *writer, vocabulary *v, unsigned number) {
  char text[ARTICLE_WORDS * 64] = "";
  for (unsigned i = 0; i < ARTICLE_WORDS; i++) {
    strcat(text, v->words[random_below(&v->random, (uint32_t)v->n)]);
    strcat(text, i % 5 == 4 ? ". " : " ");
  }
  add_article(writer, number, languages[v->evenly ? number % LANGUAGES : random_below(&v->random, LANGUAGES)], text);
}

unsigned add_part(const char *dir, vocabulary *v, unsigned version, unsigned first) {
  unsigned number = first;
  other_versions_set(version);
  for (unsigned commit = 0; commit < PART_COMMITS; commit++) {
    qn_writer *writer = open_writer_in(dir, NULL);
    for (unsigned i = 0; i < ARTICLES / PART_COMMITS; i++)
      add_random_words(writer, v, number++);
    if (commit == PART_COMMITS - 1)
      number = add_all_words(writer, v, number);
    if (commit == 1) {
      char id[16];
      qn_error error;
      snprintf(id, sizeof id, "%u", first);
      assert_ok(qn_writer_delete(writer, string_of(id), &error), error);
    }
    commit_and_close(writer);
  }
  other_versions_set(0);
  return number;
}

/* --- Answers ------------------------------------------------------------------------------------------------------ */

static void put_hit(qn__buffer *out, qn_searcher *searcher, size_t i) {
  qn_hit hit;
  qn_article article;
  const qn_snippets *snippets;
  const qn_snippet_options options = snippet_options(2, 100);
  qn_snippet snippet;
  const char *explanation;
  qn_error error;
  qn_searcher_hit(searcher, i, &hit);
  assert_ok(qn_searcher_metadata(searcher, hit.article, &article, &error), error);
  qn__buffer_print(out, " %.*s", (int)article.id.size, article.id.data);
  assert_ok(qn_searcher_snippets(searcher, i, &options, &snippets, &error), error);
  for (size_t k = 0; qn_snippets_get(snippets, k, &snippet); k++)
    for (size_t h = 0; h < snippet.n_highlights; h++)
      qn__buffer_print(out, " [%.*s]", (int)(snippet.highlights[h].end - snippet.highlights[h].start),
                       snippet.text.data + snippet.highlights[h].start);
  assert_ok(qn_searcher_explain(searcher, i, &explanation, &error), error);
  qn__buffer_print(out, " %.9g\n%s", hit.score, explanation);
}

/* What a query finds: articles, scores, explanations and highlights. */
static void put_answer(qn__buffer *out, qn_searcher *searcher, const char *text, bool exhaustive) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_query *query = NULL;
  qn_hits hits;
  qn_error error;
  options.limit = 1000;
  options.count = QN_COUNT_EXACT;
  options.exhaustive = exhaustive;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  assert_ok(qn_search(searcher, query, &options, &hits, &error), error);
  qn_query_free(query);
  qn__buffer_print(out, "%s: %u", text, (unsigned)hits.total);
  for (size_t i = 0; i < hits.n_hits; i++)
    put_hit(out, searcher, i);
  qn__buffer_print(out, "\n");
}

/* What stands before each word of a query. */
static const char *const kinds[][3] = {{"", NULL, NULL}, {"=", NULL, NULL}, {"title:", NULL, NULL}, {"+", " +", NULL},
                                       {"", " ", " "},   {"\"", " ", NULL}, {"", " -", NULL}};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* A query of the word and of others.  Those are the first of the list, which have no variants: two words of a query
 * that are variants of one another have one weight, and whether they are depends on more than the articles. */
static void write_query(char query[512], const vocabulary *v, size_t word, size_t kind) {
  size_t at = 0;
  for (size_t i = 0; i < 3 && kinds[kind][i] != NULL; i++) {
    size_t other = (word * 5 + i * 3 + kind) % UNVARIED_WORDS;
    at += (size_t)snprintf(query + at, 512 - at, "%s%s", kinds[kind][i], v->words[i == 0 ? word : other]);
  }
  if (query[0] == '"')
    snprintf(query + at, 512 - at, "\"");
}

/* Queries in which a word is a pattern. */
static const char *const patterns[] = {"%s*",
                                       "*%s*",
                                       "%s~1",
                                       "%s*~",
                                       "\"house %s~2\"",
                                       "\"%s* talks\"",
                                       "%s~1 NEAR/4 nation",
                                       "title:%s~2",
                                       "(%s* SYN talked) -housing"};
enum { PATTERNS = sizeof patterns / sizeof patterns[0] };

static void write_pattern(char query[512], const char *pattern, const char *word) {
  const size_t before = strcspn(pattern, "%");
  snprintf(query, 512, "%.*s%s%s", (int)before, pattern, word, pattern + before + strlen("%s"));
}

char *all_answers(const vocabulary *v, const char *dir, unsigned version) {
  qn_index *index = NULL;
  qn_searcher *searcher = NULL;
  qn__buffer out;
  qn_error error;
  char query[512];
  qn__buffer_init(&out);
  other_versions_set(version);
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  for (size_t i = 0; i < v->n * KINDS; i++) {
    write_query(query, v, i / KINDS, i % KINDS);
    put_answer(&out, searcher, query, i % 2 == 0);
  }
  for (size_t i = 0; i < v->n * PATTERNS; i++) {
    write_pattern(query, patterns[i % PATTERNS], v->words[i / PATTERNS]);
    put_answer(&out, searcher, query, i % 2 == 0);
  }
  qn_searcher_free(searcher);
  qn_index_close(index);
  other_versions_set(0);
  qn__buffer_u8(&out, '\0');
  assert_false(out.failed);
  return (char *)out.data;
}

void check_same_answers(char *expected, char *found) {
  size_t at = 0, line = 0;
  while (expected[at] != '\0' && expected[at] == found[at]) {
    at++;
    line = expected[at - 1] == '\n' ? at : line;
  }
  if (expected[at] != found[at])
    fail_msg("expected: %.400s\n   found: %.400s", expected + line, found + line);
  qn__free(expected);
  qn__free(found);
}
