/* SPDX-License-Identifier: MIT */
/* feature_run.c: a run of stage 2 with other weights than the default ones, to see what each feature is worth.
 *
 *   feature_run INDEX QUERIES.tsv bm25|default [depth=N] [expand] [WEIGHT=N ...]
 *
 * WEIGHT is coverage, exact-title, all, few, forms, window or other: qn__feature_weights in query/rank/rescore.h.  N
 * is in thousandths.  QUERIES has `id TAB words` lines, which are searched as words.  Prints lines of TREC runs, up to
 * `depth` hits of each query, 1,000 by default. */
#include "result/searcher.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 1000 };

typedef struct run_options {
  qn_rank rank;
  size_t depth;
  bool expand;
  qn__feature_weights weights;
} run_options;

static void check(qn_status status, const qn_error *error) {
  if (status == QN_OK)
    return;
  fprintf(stderr, "feature_run: %s\n", error->message);
  exit(1);
}

static bool set_option(run_options *run, const char *option) {
  qn__feature_weights *weights = &run->weights;
  if (strncmp(option, "depth=", 6) == 0) {
    run->depth = strtoul(option + 6, NULL, 10);
    return run->depth > 0;
  }
  if (strcmp(option, "expand") == 0) {
    run->expand = true;
    return true;
  }
  const struct {
    const char *name;
    uint32_t *weight;
  } names[] = {{"coverage=", &weights->of[QN__TITLE_COVERAGE]},
               {"exact-title=", &weights->of[QN__EXACT_TITLE]},
               {"all=", &weights->of[QN__ALL_WORDS]},
               {"few=", &weights->all_of_few},
               {"forms=", &weights->of[QN__TYPED_FORMS]},
               {"window=", &weights->of[QN__BEST_WINDOW]},
               {"other=", &weights->other_idf}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t size = strlen(names[i].name);
    if (strncmp(option, names[i].name, size) == 0) {
      *names[i].weight = (uint32_t)(strtoul(option + size, NULL, 10) * QN__ALL_OF_IT / 1000);
      return true;
    }
  }
  return false;
}

/* The query of the words of its first hits, too. */
static qn_query *expand(qn_searcher *searcher, qn_query *query, const qn_search_options *options) {
  qn_query *expanded;
  qn_hits hits;
  qn_error error;
  check(qn_search(searcher, query, options, &hits, &error), &error);
  check(qn_query_expand(&expanded, searcher, query, &error), &error);
  qn_query_free(query);
  return expanded;
}

static void run_query(qn_searcher *searcher, const char *id, const char *text, const run_options *run) {
  qn_query_options words = QN_QUERY_OPTIONS_INIT;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_query *query;
  qn_hits hits;
  qn_error error;
  words.mode = QN_QUERY_WORDS;
  options.limit = run->depth;
  options.count = QN_COUNT_NONE;
  options.rank = run->rank;
  check(qn_query_parse(&query, text, strlen(text), &words, &error), &error);
  if (run->expand)
    query = expand(searcher, query, &options);
  check(qn_search(searcher, query, &options, &hits, &error), &error);
  for (size_t i = 0; i < hits.n_hits; i++) {
    qn_hit hit;
    qn_article article;
    qn_searcher_hit(searcher, i, &hit);
    check(qn_searcher_metadata(searcher, hit.article, &article, &error), &error);
    printf("%s Q0 %s %zu %.6f quern\n", id, article.id.data, i + 1, hit.score);
  }
  qn_query_free(query);
}

static void run_queries(qn_searcher *searcher, FILE *in, const run_options *run) {
  char *line = NULL;
  size_t capacity = 0;
  while (getline(&line, &capacity, in) > 0) {
    line[strcspn(line, "\r\n")] = '\0';
    char *tab = strchr(line, '\t');
    if (tab == NULL)
      continue;
    *tab = '\0';
    run_query(searcher, line, tab + 1, run);
  }
  free(line);
}

int main(int argc, char **argv) {
  run_options run = {QN_RANK_DEFAULT, DEPTH, false, qn__default_weights};
  qn_index *index;
  qn_searcher *searcher;
  qn_error error;
  FILE *in = argc > 3 ? fopen(argv[2], "r") : NULL;
  bool fine = in != NULL;
  for (int i = 4; i < argc && fine; i++)
    fine = set_option(&run, argv[i]);
  if (!fine) {
    fprintf(stderr, "usage: feature_run INDEX QUERIES.tsv bm25|default [depth=N] [expand] [WEIGHT=THOUSANDTHS ...]\n");
    return 2;
  }
  check(qn_index_open(&index, (const char *const *)&argv[1], 1, &error), &error);
  check(qn_searcher_new(&searcher, index, &error), &error);
  searcher->weights = &run.weights;
  run.rank = strcmp(argv[3], "bm25") == 0 ? QN_RANK_BM25 : QN_RANK_DEFAULT;
  run_queries(searcher, in, &run);
  qn_searcher_free(searcher);
  qn_index_close(index);
  fclose(in);
  return 0;
}
