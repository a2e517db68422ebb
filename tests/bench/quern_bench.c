/* SPDX-License-Identifier: MIT */
/* quern_bench.c: quern's side of the bench: queries in process, through the public interface, on one thread.
 *
 *   quern_bench INDEX QUERIES.tsv MODE K [--snippets] [--exhaustive] [--default-rank] [--passes N] [--out FILE]
 *               [--filter COLUMN VALUE] [--facet COLUMN] [--sort COLUMN] [--collapse COLUMN|near]
 *
 * MODE: or, and, phrase, near, prefix, mixed (words as they are in quern's syntax), or-total, count-or, count-and.
 * QUERIES has `id TAB words` lines. Prints one JSON line; --out gets, for each query, between tabs: id, microseconds,
 * count, top hits as id:score. A query's time is that of parsing and ranking it (and of its snippets), as a user pays
 * it: one untimed pass, then the best of N for each query.  The peers' drivers in peers/ are its pattern. */
#include "quern.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct bench_query {
  char *id, *text; /* the text in quern's syntax */
  double best_us;
} bench_query;

typedef struct bench {
  const char *index_dir, *queries_path, *mode, *out_path;
  qn_search_options search;
  qn_filter filter;
  qn_facet facet;
  qn_sort_key sort;
  bool snippets;
  long passes;
  bench_query *queries;
  size_t n_queries;
  qn_index *index;
  qn_searcher *searcher;
} bench;

static void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(1);
}

static void check(qn_status status, const qn_error *error, const char *what) {
  if (status != QN_OK)
    fail("%s: %s", what, error->message);
}

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Writes the words as a query of the mode: `a b`, `+a +b`, `"a b"`, `a NEAR/5 b` or `a* b*`; those of mode mixed are
 * marked already. */
static char *spell_query(const char *mode, const char *words) {
  static const char between_near[] = " NEAR/5";
  char *text = malloc(sizeof between_near * strlen(words) + 3), *to = text;
  if (!text)
    fail("out of memory");
  bool all = strcmp(mode, "and") == 0 || strcmp(mode, "count-and") == 0;
  bool phrase = strcmp(mode, "phrase") == 0, near = strcmp(mode, "near") == 0, prefix = strcmp(mode, "prefix") == 0;
  if (phrase)
    *to++ = '"';
  for (const char *from = words; *from; from++) {
    if (all && (from == words || from[-1] == ' '))
      *to++ = '+';
    if (near && *from == ' ') {
      memcpy(to, between_near, sizeof between_near - 1);
      to += sizeof between_near - 1;
    }
    *to++ = *from;
    if (prefix && (from[1] == ' ' || from[1] == '\0'))
      *to++ = '*';
  }
  if (phrase)
    *to++ = '"';
  *to = '\0';
  return text;
}

static void read_queries(bench *b) {
  FILE *in = fopen(b->queries_path, "r");
  if (!in)
    fail("%s: cannot be read", b->queries_path);
  char *line = NULL;
  size_t capacity = 0;
  while (getline(&line, &capacity, in) > 0) {
    line[strcspn(line, "\r\n")] = '\0';
    char *tab = strchr(line, '\t');
    if (!tab)
      continue;
    *tab = '\0';
    b->queries = realloc(b->queries, (b->n_queries + 1) * sizeof *b->queries);
    if (!b->queries)
      fail("out of memory");
    b->queries[b->n_queries++] = (bench_query){strdup(line), spell_query(b->mode, tab + 1), 1e300};
  }
  free(line);
  fclose(in);
  if (!b->n_queries)
    fail("%s: no queries", b->queries_path);
}

static void show_snippets(const bench *b, const qn_hits *hits) {
  qn_error error;
  for (size_t i = 0; i < hits->n_hits; i++) {
    qn_hit hit;
    qn_article article;
    const qn_snippets *snippets;
    qn_searcher_hit(b->searcher, i, &hit);
    check(qn_searcher_metadata(b->searcher, hit.article, &article, &error), &error, "article");
    check(qn_searcher_snippets(b->searcher, i, NULL, &snippets, &error), &error, "snippets");
  }
}

static void run_query(const bench *b, const bench_query *q, qn_hits *hits) {
  const qn_query_options options = QN_QUERY_OPTIONS_INIT;
  qn_query *query;
  qn_error error;
  check(qn_query_parse(&query, q->text, strlen(q->text), &options, &error), &error, q->text);
  check(qn_search(b->searcher, query, &b->search, hits, &error), &error, q->text);
  if (b->snippets)
    show_snippets(b, hits);
  qn_query_free(query);
}

static void write_result(const bench *b, const bench_query *q, const qn_hits *hits, FILE *out) {
  fprintf(out, "%s\t%.2f\t%lld", q->id, q->best_us, hits->total_known ? (long long)hits->total : -1LL);
  for (size_t i = 0; i < hits->n_hits; i++) {
    qn_hit hit;
    qn_article article;
    qn_error error;
    qn_searcher_hit(b->searcher, i, &hit);
    check(qn_searcher_metadata(b->searcher, hit.article, &article, &error), &error, "article");
    fprintf(out, "\t%.*s:%.9g", (int)article.id.size, article.id.data, hit.score);
  }
  fputc('\n', out);
}

/* Repeats every query once more, untimed, and writes what it finds. */
static void write_results(const bench *b) {
  FILE *out = fopen(b->out_path, "w");
  if (!out)
    fail("%s: cannot be written", b->out_path);
  for (size_t i = 0; i < b->n_queries; i++) {
    qn_hits hits;
    run_query(b, &b->queries[i], &hits);
    write_result(b, &b->queries[i], &hits, out);
  }
  if (fclose(out))
    fail("%s: cannot be written", b->out_path);
}

/* Not inlined: callgrind counts the instructions of this function alone. */
static __attribute__((noinline)) void timed_pass(bench *b) {
  for (size_t i = 0; i < b->n_queries; i++) {
    qn_hits hits;
    double start = now_us();
    run_query(b, &b->queries[i], &hits);
    double us = now_us() - start;
    if (us < b->queries[i].best_us)
      b->queries[i].best_us = us;
  }
}

static int compare_times(const void *a, const void *b) {
  double x = ((const bench_query *)a)->best_us, y = ((const bench_query *)b)->best_us;
  return (x > y) - (x < y);
}

/* Sorts the queries by time. */
static void print_times(bench *b) {
  qsort(b->queries, b->n_queries, sizeof *b->queries, compare_times);
  double sum = 0;
  for (size_t i = 0; i < b->n_queries; i++)
    sum += b->queries[i].best_us;
  const size_t n = b->n_queries;
  printf("{\"n\":%zu,\"mean_us\":%.2f,\"p50_us\":%.2f,\"p95_us\":%.2f,\"p99_us\":%.2f,\"max_us\":%.2f}\n", n,
         sum / (double)n, b->queries[n / 2].best_us, b->queries[n * 95 / 100].best_us, b->queries[n * 99 / 100].best_us,
         b->queries[n - 1].best_us);
}

static bool parse_options(bench *b, int argc, char **argv) {
  if (argc < 5)
    return false;
  const qn_search_options defaults = QN_SEARCH_OPTIONS_INIT;
  *b = (bench){.index_dir = argv[1], .queries_path = argv[2], .mode = argv[3], .search = defaults, .passes = 3};
  b->search.limit = strtoul(argv[4], NULL, 10);
  b->search.no_hits = b->search.limit == 0;
  b->search.rank = QN_RANK_BM25;
  b->search.count = strncmp(b->mode, "count", 5) == 0  ? QN_COUNT_ONLY
                    : strcmp(b->mode, "or-total") == 0 ? QN_COUNT_EXACT
                                                       : QN_COUNT_NONE;
  for (int i = 5; i < argc; i++)
    if (strcmp(argv[i], "--snippets") == 0)
      b->snippets = true;
    else if (strcmp(argv[i], "--default-rank") == 0)
      b->search.rank = QN_RANK_DEFAULT;
    else if (strcmp(argv[i], "--exhaustive") == 0)
      b->search.exhaustive = true;
    else if (strcmp(argv[i], "--passes") == 0 && i + 1 < argc)
      b->passes = strtol(argv[++i], NULL, 10);
    else if (strcmp(argv[i], "--out") == 0 && i + 1 < argc)
      b->out_path = argv[++i];
    else if (strcmp(argv[i], "--filter") == 0 && i + 2 < argc) {
      b->filter = (qn_filter){argv[i + 1], argv[i + 2], false};
      b->search.filters = &b->filter;
      b->search.n_filters = 1;
      i += 2;
    } else if (strcmp(argv[i], "--facet") == 0 && i + 1 < argc) {
      b->facet.column = argv[++i];
      b->search.facets = &b->facet;
      b->search.n_facets = 1;
    } else if (strcmp(argv[i], "--sort") == 0 && i + 1 < argc) {
      b->sort = (qn_sort_key){QN_SORT_COLUMN, argv[++i], true};
      b->search.sort = &b->sort;
      b->search.n_sort = 1;
    } else if (strcmp(argv[i], "--collapse") == 0 && i + 1 < argc) {
      const bool near = strcmp(argv[++i], "near") == 0;
      b->search.collapse = near ? QN_COLLAPSE_NEAR : QN_COLLAPSE_COLUMN;
      b->search.collapse_column = near ? NULL : argv[i];
    } else
      return false;
  return true;
}

int main(int argc, char **argv) {
  bench b;
  if (!parse_options(&b, argc, argv)) {
    fprintf(stderr, "usage: quern_bench INDEX QUERIES.tsv MODE K [--snippets] [--exhaustive] [--default-rank] "
                    "[--passes N] [--out FILE] "
                    "[--filter COLUMN VALUE] [--facet COLUMN] [--sort COLUMN] [--collapse COLUMN|near]\n");
    return 2;
  }
  qn_error error;
  read_queries(&b);
  check(qn_index_open(&b.index, &b.index_dir, 1, &error), &error, b.index_dir);
  check(qn_searcher_new(&b.searcher, b.index, &error), &error, b.index_dir);
  for (size_t i = 0; i < b.n_queries; i++) {
    qn_hits hits;
    run_query(&b, &b.queries[i], &hits);
  }
  for (long pass = 0; pass < b.passes; pass++)
    timed_pass(&b);
  if (b.out_path)
    write_results(&b);
  if (b.passes > 0)
    print_times(&b);
  for (size_t i = 0; i < b.n_queries; i++) {
    free(b.queries[i].id);
    free(b.queries[i].text);
  }
  free(b.queries);
  qn_searcher_free(b.searcher);
  qn_index_close(b.index);
  return 0;
}
