/* SPDX-License-Identifier: MIT */
/* asked_snippets.c: the snippets of given articles for given queries, to be measured.
 *
 *   asked_snippets INDEX ASKS.tsv [CHARACTERS]
 *
 * ASKS has `id TAB words TAB article article ...` lines, the words to be searched as words.  Prints a line of JSON for
 * each article: the id of the query as "qid", its own as "id", the snippet of at most so many characters (240) as
 * "text", and its highlights as "marks": pairs of a start and an end, in characters.  An article that is not found has
 * an empty snippet. */
#include "quern.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 10000, CHARACTERS = 240 };

static void check(qn_status status, const qn_error *error) {
  if (status == QN_OK)
    return;
  fprintf(stderr, "asked_snippets: %s\n", error->message);
  exit(1);
}

static void print_string(qn_string text) {
  putchar('"');
  for (size_t i = 0; i < text.size; i++) {
    const unsigned char c = (unsigned char)text.data[i];
    if (c == '"' || c == '\\')
      putchar('\\');
    if (c < ' ')
      printf("\\u%04x", c);
    else
      putchar(c);
  }
  putchar('"');
}

static size_t count_characters(const char *text, size_t size) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++)
    n += ((unsigned char)text[i] & 0xc0) != 0x80;
  return n;
}

static void print_snippet(const char *query, const char *article, const qn_snippet *snippet) {
  printf("{\"qid\": ");
  print_string((qn_string){query, strlen(query)});
  printf(", \"id\": ");
  print_string((qn_string){article, strlen(article)});
  printf(", \"text\": ");
  print_string(snippet->text);
  printf(", \"marks\": [");
  for (size_t i = 0; i < snippet->n_highlights; i++)
    printf("%s[%zu, %zu]", i > 0 ? ", " : "", count_characters(snippet->text.data, snippet->highlights[i].start),
           count_characters(snippet->text.data, snippet->highlights[i].end));
  printf("]}\n");
}

/* The place of an article among the hits; their number if it is none. */
static size_t find_hit(qn_searcher *searcher, const qn_hits *hits, uint64_t article) {
  qn_hit hit;
  size_t i = 0;
  while (i < hits->n_hits && (qn_searcher_hit(searcher, i, &hit), hit.article != article))
    i++;
  return i;
}

static void show_article(const qn_index *index, qn_searcher *searcher, const qn_hits *hits, const char *query,
                         const char *id, size_t characters) {
  qn_snippet_options options = QN_SNIPPET_OPTIONS_INIT;
  qn_snippet snippet = {.text = {"", 0}};
  const qn_snippets *snippets;
  uint64_t article;
  qn_error error;
  options.max_chars = characters;
  check(qn_index_find(index, (qn_string){id, strlen(id)}, &article, &error), &error);
  const size_t hit = find_hit(searcher, hits, article);
  if (hit < hits->n_hits) {
    check(qn_searcher_snippets(searcher, hit, &options, &snippets, &error), &error);
    if (qn_snippets_count(snippets) > 0)
      qn_snippets_get(snippets, 0, &snippet);
  }
  print_snippet(query, id, &snippet);
}

static void answer(const qn_index *index, qn_searcher *searcher, const char *query, const char *words, char *articles,
                   size_t characters) {
  qn_query_options parsing = QN_QUERY_OPTIONS_INIT;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_query *parsed;
  qn_hits hits;
  qn_error error;
  parsing.mode = QN_QUERY_WORDS;
  options.limit = DEPTH;
  options.count = QN_COUNT_NONE;
  check(qn_query_parse(&parsed, words, strlen(words), &parsing, &error), &error);
  check(qn_search(searcher, parsed, &options, &hits, &error), &error);
  for (char *rest, *id = strtok_r(articles, " ", &rest); id != NULL; id = strtok_r(NULL, " ", &rest))
    show_article(index, searcher, &hits, query, id, characters);
  qn_query_free(parsed);
}

static void answer_all(const qn_index *index, FILE *asks, size_t characters) {
  qn_searcher *searcher;
  qn_error error;
  char *line = NULL;
  size_t capacity = 0;
  check(qn_searcher_new(&searcher, index, &error), &error);
  while (getline(&line, &capacity, asks) > 0) {
    line[strcspn(line, "\r\n")] = '\0';
    char *words = strchr(line, '\t'), *articles = words != NULL ? strchr(words + 1, '\t') : NULL;
    if (articles == NULL)
      continue;
    *words = *articles = '\0';
    answer(index, searcher, line, words + 1, articles + 1, characters);
  }
  free(line);
  qn_searcher_free(searcher);
}

int main(int argc, char **argv) {
  FILE *asks = argc == 3 || argc == 4 ? fopen(argv[2], "r") : NULL;
  const size_t characters = argc == 4 ? strtoul(argv[3], NULL, 10) : CHARACTERS;
  qn_index *index;
  qn_error error;
  if (asks == NULL || characters == 0) {
    fprintf(stderr, "usage: asked_snippets INDEX ASKS.tsv [CHARACTERS]\n");
    return 2;
  }
  check(qn_index_open(&index, (const char *const[]){argv[1]}, 1, &error), &error);
  answer_all(index, asks, characters);
  fclose(asks);
  qn_index_close(index);
  return 0;
}
