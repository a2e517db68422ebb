/* SPDX-License-Identifier: MIT */
/* test_oracle.c: for random articles and random queries, every engine finds what the oracle finds, in its order, with
 * its scores to the last bit: over several commits, deletes and replacements, several directories, and shards with
 * statistics from outside.  So does a sink of one's own, which engines give what they find. */
#include "reference/random_queries.h"
#include "support/engine_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DIRS = 3, TEXT_SIZE = 4096 };

/* --- Articles --- */

static void draw_text(random_source *random, uint32_t max_words, char *text) {
  static const char *const separators[] = {" ", " ", " ", ", ", ". ", "\n"};
  size_t size = 0;
  text[0] = '\0';
  for (uint32_t n = random_below(random, max_words + 1); n > 0 && size < TEXT_SIZE - 64; n--)
    size += (size_t)snprintf(text + size, 64, "%s%s", draw_word(random), separators[random_below(random, 6)]);
}

typedef struct collection {
  random_source *random;
  oracle *oracle;
  char *dir;
  unsigned title_weight;
  uint32_t n_ids; /* ids drawn from: fewer make more replacements */
  uint32_t max_words;
} collection;

static qn_writer *open_writer(const collection *c) {
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  qn_writer *writer = NULL;
  qn_error error;
  options.language = "en";
  options.title_weight = c->title_weight;
  options.threads = 1;
  assert_ok(qn_writer_open(&writer, c->dir, &options, &error), error);
  return writer;
}

static void add_article(const collection *c, qn_writer *writer, uint32_t id_number, const char *lang) {
  char id[16], title[TEXT_SIZE], text[TEXT_SIZE];
  qn_error error;
  snprintf(id, sizeof id, "%u", id_number);
  draw_text(c->random, random_below(c->random, 3) == 0 ? 0 : 6, title);
  draw_text(c->random, c->max_words, text);
  qn_article article = {
      .id = string_of(id), .title = string_of(title), .text = string_of(text), .language = string_of(lang)};
  assert_ok(qn_writer_add(writer, &article, &error), error);
  oracle_add(c->oracle, &article);
}

static void delete_article(const collection *c, qn_writer *writer, uint32_t id_number) {
  char id[16];
  qn_error error;
  snprintf(id, sizeof id, "%u", id_number);
  qn_status status = qn_writer_delete(writer, string_of(id), &error);
  if (status != QN_NOT_FOUND)
    assert_ok(status, error);
  oracle_delete(c->oracle, id);
}

static void commit(qn_writer *writer) {
  qn_error error;
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  qn_writer_close(writer);
}

/* One commit; the first has an article of each language, with an id of its own. */
static void grow(const collection *c, uint32_t n_articles, bool is_first) {
  qn_writer *writer = open_writer(c);
  for (uint32_t i = 0; is_first && i < N_RANDOM_LANGUAGES; i++)
    add_article(c, writer, 1000000 + i, random_languages[i]);
  uint32_t first = is_first ? 0 : random_below(c->random, c->n_ids);
  for (uint32_t i = 0; i < n_articles; i++) { /* an id once a commit */
    const char *lang =
        random_below(c->random, 4) == 0 ? random_languages[random_below(c->random, N_RANDOM_LANGUAGES)] : NULL;
    add_article(c, writer, (first + i) % c->n_ids, lang);
  }
  for (uint32_t n = random_below(c->random, 6); n > 0; n--)
    delete_article(c, writer, (first + n_articles + random_below(c->random, c->n_ids)) % c->n_ids);
  commit(writer);
}

static collection make_collection(random_source *random, char *dir, unsigned title_weight, uint32_t size) {
  collection c = {random,
                  oracle_new(title_weight, "en"),
                  dir,
                  title_weight,
                  size + 1 + random_below(random, size + 1),
                  5 + random_below(random, 30)};
  uint32_t n_commits = 1 + random_below(random, 5);
  for (uint32_t i = 0; i < n_commits; i++)
    grow(&c, 1 + random_below(random, size), i == 0);
  return c;
}

/* --- Comparing --- */

/* The explanation comes to the hit's score. */
static void check_explanation(const char *query, qn_searcher *searcher, size_t i, double score) {
  const char *text = NULL;
  qn_error error;
  assert_ok(qn_searcher_explain(searcher, i, &text, &error), error);
  const char *line = strstr(text, "  score\n");
  assert_non_null(line);
  while (line > text && line[-1] != '\n')
    line--;
  double printed = strtod(line, NULL);
  if (printed > score + 1e-6 || printed < score - 1e-6)
    fail_msg("%s: hit %zu has %.9f and is explained as %s", query, i, score, text);
}

/* The oracle's first hits of [offset, offset + limit), and the total. */
static void compare(const char *text, qn_searcher *searcher, const qn_hits *hits, const qn_search_options *options,
                    const oracle_result *expected) {
  const char *how = options->exhaustive ? "exhaustive" : "pruned";
  size_t left = expected->n_hits > options->offset ? expected->n_hits - options->offset : 0;
  size_t wanted = left < options->limit ? left : options->limit;
  if (options->count == QN_COUNT_ONLY)
    wanted = 0;
  if (hits->n_hits != wanted)
    fail_msg("%s, %s: %zu hits, not %zu", text, how, hits->n_hits, wanted);
  for (size_t i = 0; i < wanted; i++) {
    const oracle_hit *right = &expected->hits[options->offset + i];
    qn_hit hit;
    qn_article article;
    qn_error error;
    qn_searcher_hit(searcher, i, &hit);
    assert_ok(qn_searcher_article(searcher, hit.article, &article, &error), error);
    if (strcmp(article.id.data, right->id) != 0 || hit.score != right->score / expected->scale)
      fail_msg("%s, %s, k1 %g, b %g: hit %zu is %s with %.9f, not %s with %.9f", text, how, (double)options->k1,
               (double)options->b, i, article.id.data, hit.score, right->id, right->score / expected->scale);
    if (i % 8 == 0)
      check_explanation(text, searcher, i, hit.score);
  }
  bool exact = options->count >= QN_COUNT_EXACT || expected->n_hits <= 1000;
  assert_true(hits->total_known == (options->count != QN_COUNT_NONE));
  if (hits->total_known && (hits->total_exact != exact || hits->total != (exact ? expected->n_hits : 1000)))
    fail_msg("%s, %s: total %llu (%s), not %zu", text, how, (unsigned long long)hits->total,
             hits->total_exact ? "exact" : "at least", expected->n_hits);
}

typedef struct visited {
  size_t n;
  uint64_t last;
} visited;

static bool visit_match(void *context, uint64_t article) {
  visited *seen = context;
  assert_true(seen->n == 0 || article > seen->last);
  seen->n++;
  seen->last = article;
  return true;
}

/* Every match is visited, in the order of the index. */
static void check_visits(const char *text, qn_searcher *searcher, const qn_query *query,
                         const qn_search_options *options, size_t expected) {
  visited seen = {0, 0};
  qn_error error;
  assert_ok(qn_search_each(searcher, query, options, visit_match, &seen, &error), error);
  if (seen.n != expected)
    fail_msg("%s: %zu matches are visited, not %zu", text, seen.n, expected);
}

static qn_search_options draw_options(random_source *random) {
  static const float k1s[] = {-1.0f, -1.0f, 0.0f, 0.9f, 2.0f, 10.0f}, bs[] = {-1.0f, -1.0f, 0.0f, 0.4f, 1.0f};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.limit = (size_t)random_skewed(random, 7);
  options.no_hits = options.limit == 0;
  options.offset = random_below(random, 4) == 0 ? random_below(random, 20) : 0;
  options.count = (qn_count)random_below(random, 4);
  options.rank = QN_RANK_BM25;
  float k1 = k1s[random_below(random, 6)], b = bs[random_below(random, 5)];
  options.k1 = k1 > 0.0f ? k1 : 0.0f;
  options.b = b > 0.0f ? b : 0.0f;
  options.zero_k1 = k1 == 0.0f;
  options.zero_b = b == 0.0f;
  options.max_expansions = random_below(random, 3) == 0 ? 1 + random_below(random, 4) : 0;
  return options;
}

/* One random query, asked of the library both ways and of the oracle. */
static void check_query(random_source *random, qn_searcher *searcher, const oracle *o, oracle_weighing weighing,
                        const qn_index *live) {
  oracle_query tree;
  char text[8192];
  qn_statistics *statistics = NULL;
  qn_error error;
  draw_query(random, &tree);
  spell_query(random, &tree, text, sizeof text);
  qn_search_options options = draw_options(random);
  qn_query_options strict = query_options(QN_QUERY_SYNTAX, false, true);
  qn_query *query = NULL;
  qn_error bad;
  if (qn_query_parse(&query, text, strlen(text), &strict, &bad) != QN_OK)
    fail_msg("%s: %s", text, bad.message);
  if (live != NULL)
    assert_ok(qn_statistics_collect(&statistics, live, query, &error), error);
  options.statistics = statistics;
  float k1 = options.k1 > 0.0f || options.zero_k1 ? options.k1 : 1.2f;
  float b = options.b > 0.0f || options.zero_b ? options.b : 0.75f;
  oracle_result expected = oracle_search(o, &tree, k1, b, weighing, options.max_expansions);
  for (int exhaustive = 1; exhaustive >= 0; exhaustive--) {
    qn_hits hits;
    options.exhaustive = exhaustive != 0;
    assert_ok(qn_search(searcher, query, &options, &hits, &error), error);
    compare(text, searcher, &hits, &options, &expected);
    check_visits(text, searcher, query, &options, expected.n_hits);
  }
  free(expected.hits);
  qn_statistics_free(statistics);
  qn_query_free(query);
  free_query(&tree);
}

/* --- Statistics from outside: those of an index of the live articles alone --- */

static bool add_again(void *writer, const qn_article *article) {
  qn_error error;
  assert_ok(qn_writer_add(writer, article, &error), error);
  return true;
}

static qn_index *index_live(const qn_index *index, char *dir) {
  qn_writer_options options = quick_options();
  qn_index_info info;
  qn_index *live = NULL;
  qn_error error;
  qn_index_get_info(index, &info);
  options.title_weight = info.title_weight;
  qn_writer *writer = open_writer_in(dir, &options);
  assert_ok(qn_index_each_article(index, add_again, writer, &error), error);
  commit_and_close(writer);
  assert_ok(qn_index_open(&live, (const char *const *)&dir, 1, &error), error);
  return live;
}

/* Whether deleted articles still count, until an automatic merge drops them.  If only some do, statistics from outside
 * are needed. */
static bool weighing_of(const qn_index *index, const oracle *o, oracle_weighing *weighing) {
  qn_index_info info;
  qn_index_get_info(index, &info);
  assert_int_equal(info.n_articles, oracle_live(o));
  *weighing = info.n_deleted == oracle_dead(o) ? ORACLE_ALL : ORACLE_LIVE;
  return info.n_deleted == 0 || info.n_deleted == oracle_dead(o);
}

static void check_queries(random_source *random, const char *const *dirs, size_t n_dirs, const oracle *o, int n,
                          bool outside) {
  char *live_dir = make_temp_dir();
  qn_index *live = NULL;
  qn_index *index = NULL;
  qn_searcher *searcher = NULL;
  qn_error error;
  assert_ok(qn_index_open(&index, dirs, n_dirs, &error), error);
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  oracle_weighing weighing;
  if (!weighing_of(index, o, &weighing) || outside) {
    live = index_live(index, live_dir);
    weighing = ORACLE_LIVE;
  }
  for (int i = 0; i < n; i++)
    check_query(random, searcher, o, weighing, live);
  qn_index_close(live);
  remove_tree(live_dir);
  qn_searcher_free(searcher);
  qn_index_close(index);
}

/* --- Sinks --- */

static int by_article(const void *a, const void *b) {
  const qn__ranked *first = a, *second = b;
  return first->article < second->article ? -1 : first->article > second->article;
}

/* Gives a sink what the oracle finds, by the articles' numbers in the index. */
static void take_oracle_hits(const qn_index *index, const oracle_result *expected, qn__sink *sink) {
  qn__ranked *hits = calloc(expected->n_hits + 1, sizeof *hits);
  qn_error error;
  for (size_t i = 0; i < expected->n_hits; i++) {
    hits[i].score = expected->hits[i].score;
    assert_ok(qn_index_find(index, string_of(expected->hits[i].id), &hits[i].article, &error), error);
  }
  qsort(hits, expected->n_hits, sizeof *hits, by_article);
  for (size_t i = 0; i < expected->n_hits; i++)
    sink->take(sink, hits[i].article, hits[i].score);
  free(hits);
}

/* One random query; returns how many articles match it. */
static size_t check_sinks(random_source *random, engine_fixture *f, const oracle *o) {
  oracle_query tree;
  char text[8192];
  size_t n_hits = 0;
  draw_query(random, &tree);
  spell_query(random, &tree, text, sizeof text);
  oracle_result found_by_oracle = oracle_search(o, &tree, f->k1, f->b, ORACLE_LIVE, 0);
  for (unsigned kind = 0; kind < 4; kind++) {
    bool wants_scores = kind % 2 == 0, exhaustive = kind >= 2;
    recorder expected = recorder_of(wants_scores), found = recorder_of(wants_scores);
    qn_error error;
    engine_fixture_plan(f, text);
    take_oracle_hits(f->index, &found_by_oracle, &expected.sink);
    assert_ok(run_plan(f, &found.sink, exhaustive, &error), error);
    assert_same_taken(text, &expected, &found);
    n_hits = found.n;
    recorder_clear(&expected);
    recorder_clear(&found);
  }
  free(found_by_oracle.hits);
  free_query(&tree);
  return n_hits;
}

/* --- The properties --- */

static void one_index_answers_as_the_oracle(void **state) {
  (void)state;
  static const unsigned weights[] = {1, 2, 5};
  random_source random = random_start("test_oracle: one index", 1);
  for (int round = 0; round < 24; round++) {
    char *dir = make_temp_dir();
    const char *dirs[] = {dir};
    collection c = make_collection(&random, dir, weights[round % 3], 1 + (uint32_t)random_skewed(&random, 7));
    check_queries(&random, dirs, 1, c.oracle, 40, false);
    oracle_free(c.oracle);
    remove_tree(dir);
  }
}

/* Long lists: several blocks, bit sets, kept best postings, totals above what is counted exactly. */
static void an_index_of_long_lists_answers_as_the_oracle(void **state) {
  (void)state;
  random_source random = random_start("test_oracle: large index", 2);
  for (int round = 0; round < 2; round++) {
    char *dir = make_temp_dir();
    const char *dirs[] = {dir};
    collection c = make_collection(&random, dir, 2, 1200);
    grow(&c, 1500, false);
    check_queries(&random, dirs, 1, c.oracle, 60, false);
    oracle_free(c.oracle);
    remove_tree(dir);
  }
}

/* Several directories are one collection, in their order. */
static void several_directories_answer_as_the_oracle(void **state) {
  (void)state;
  random_source random = random_start("test_oracle: directories", 3);
  for (int round = 0; round < 6; round++) {
    char *dirs[MAX_DIRS];
    const char *names[MAX_DIRS];
    collection c = {&random, oracle_new(2, "en"), NULL, 2, 1000, 20};
    for (uint32_t d = 0; d < MAX_DIRS; d++) {
      names[d] = dirs[d] = c.dir = make_temp_dir();
      qn_writer *writer = open_writer(&c);
      for (uint32_t i = 0; i < N_RANDOM_LANGUAGES; i++)
        add_article(&c, writer, 2000000 + d * 100 + i, random_languages[i]);
      for (uint32_t i = random_below(&random, 40); i > 0; i--)
        add_article(&c, writer, d * 100 + i, NULL);
      commit(writer);
      oracle_next_directory(c.oracle);
    }
    check_queries(&random, names, MAX_DIRS, c.oracle, 40, false);
    check_queries(&random, names, MAX_DIRS, c.oracle, 20, true);
    oracle_free(c.oracle);
    for (uint32_t d = 0; d < MAX_DIRS; d++)
      remove_tree(dirs[d]);
  }
}

/* With scores and without, pruned and exhaustive: the set of matches, not only the best of them. */
static void a_sink_receives_what_the_oracle_finds(void **state) {
  (void)state;
  random_source random = random_start("test_oracle: sinks", 4);
  size_t n_hits = 0;
  for (int round = 0; round < 12; round++) {
    char *dir = make_temp_dir();
    collection c = make_collection(&random, dir, 2, round % 6 == 0 ? 900 : 1 + (uint32_t)random_skewed(&random, 7));
    char *live_dir = make_temp_dir();
    engine_fixture f;
    engine_fixture_open_dirs(&f, (const char *const *)&dir, 1);
    qn_index *live = index_live(f.index, live_dir);
    f.statistics_of = live;
    for (int i = 0; i < 40; i++)
      n_hits += check_sinks(&random, &f, c.oracle);
    engine_fixture_close(&f);
    qn_index_close(live);
    oracle_free(c.oracle);
    remove_tree(live_dir);
    remove_tree(dir);
  }
  assert_true(n_hits > 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_index_answers_as_the_oracle),
      cmocka_unit_test(an_index_of_long_lists_answers_as_the_oracle),
      cmocka_unit_test(several_directories_answer_as_the_oracle),
      cmocka_unit_test(a_sink_receives_what_the_oracle_finds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
