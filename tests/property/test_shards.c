/* SPDX-License-Identifier: MIT */
/* test_shards.c: articles cut into 1, 2, 3 and 7 indexes, each searched with the sum of their statistics, give the hits
 * of one index of them all: the same articles in the same order with the same scores, to the last bit.
 *
 * The articles are random ones in several languages and scripts.  DATA=FILE.jsonl or FILE.jsonl.gz takes those of a
 * file. */
#include "support/query_tree.h"
#include "support/support.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { MOST_SHARDS = 7, LIMIT = 300, RESCORED = 100, TEXT_SIZE = 4096, QUERY_SIZE = 200 };

typedef struct stored_article {
  char *id, *title, *text, *language;
} stored_article;

typedef struct corpus {
  stored_article *articles;
  size_t n, capacity;
} corpus;

static void *checked(void *memory) {
  if (memory == NULL)
    scaffold_failed("test_shards", "no memory");
  return memory;
}

static char *copy(const char *text) {
  return checked(strdup(text == NULL ? "" : text));
}

static void add_to_corpus(corpus *c, const char *id, const char *title, const char *text, const char *language) {
  if (c->n == c->capacity) {
    c->capacity = c->capacity * 2 + 64;
    c->articles = checked(realloc(c->articles, c->capacity * sizeof *c->articles));
  }
  c->articles[c->n++] = (stored_article){copy(id), copy(title), copy(text), copy(language)};
}

static void free_corpus(corpus *c) {
  for (size_t i = 0; i < c->n; i++) {
    free(c->articles[i].id);
    free(c->articles[i].title);
    free(c->articles[i].text);
    free(c->articles[i].language);
  }
  free(c->articles);
}

/* --- Random articles ---------------------------------------------------------------------------------------------- */

/* From frequent to rare: forms of one word, numbers with decimals and without, scripts without spaces. */
static const char *const vocabulary[] = {
    "the",         "of",          "trade", "talks", "and",     "rare",         "earth",   "traded",   "talk",
    "export",      "exports",     "moon",  "tide",  "5,864.6", "3.14",         "running", "run",      "Häuser",
    "Haus",        "大学北京",    "北京",  "京都",  "東京",    "informations", "слова",   "слово",    "1914",
    "1914.5",      "5864",        "zebra", "café",  "naïve",   "Straße",       "trading", "2,500.75", "千年",
    "ภาษาไทย",     "한국어",      "б2б",   "quern", "O'Brien", "obrien",       "v2.0.1",  "2.0.1",    "Haeuser",
    "informacion", "información", "Wi-Fi", "wifi"};
enum { N_VOCABULARY = sizeof vocabulary / sizeof vocabulary[0] };

/* The languages that articles begin to have as the corpus goes on: the first shards do not know the last ones. */
static const char *const languages[] = {"", "en", "none", "de", "ru", "fr", "tr"};
enum { N_LANGUAGES = sizeof languages / sizeof languages[0] };

static void draw_text(random_source *random, uint32_t most, char *text) {
  size_t size = 0;
  text[0] = '\0';
  for (uint32_t n = random_below(random, most + 1); n > 0 && size < TEXT_SIZE - 64; n--) {
    const char *word = vocabulary[random_below(random, 1 + random_below(random, N_VOCABULARY))];
    size += (size_t)snprintf(text + size, 64, "%s%s", word, random_below(random, 6) == 0 ? ". " : " ");
  }
}

static corpus random_corpus(random_source *random, size_t n) {
  corpus c = {NULL, 0, 0};
  char id[24], title[TEXT_SIZE], text[TEXT_SIZE];
  for (size_t i = 0; i < n; i++) {
    uint32_t known = 1 + (uint32_t)(i * N_LANGUAGES / n);
    snprintf(id, sizeof id, "%zu", i);
    draw_text(random, 4, title);
    draw_text(random, 40, text);
    add_to_corpus(&c, id, title, text, random_below(random, 3) == 0 ? languages[random_below(random, known)] : "");
  }
  return c;
}

/* --- The articles of a file --------------------------------------------------------------------------------------- */

static const char *member(const cJSON *record, const char *name) {
  return cJSON_GetStringValue(cJSON_GetObjectItem(record, name));
}

static corpus read_corpus(const char *path) {
  enum { LINE_SIZE = 1 << 24 };
  corpus c = {NULL, 0, 0};
  char *line = checked(malloc(LINE_SIZE));
  gzFile file = gzopen(path, "rb"); /* reads files that are not compressed, too */
  if (file == NULL)
    scaffold_failed(path, "cannot be read");
  while (gzgets(file, line, LINE_SIZE) != NULL) {
    cJSON *record = cJSON_Parse(line);
    char id[24];
    snprintf(id, sizeof id, "%zu", c.n);
    if (record != NULL)
      add_to_corpus(&c, id, member(record, "title"), member(record, "text"), "");
    cJSON_Delete(record);
  }
  gzclose(file);
  free(line);
  return c;
}

/* --- Indexes ------------------------------------------------------------------------------------------------------ */

typedef struct shard {
  char *dir;
  qn_index *index;
  qn_searcher *searcher;
} shard;

/* An index of the articles [first, end), in several commits. */
static void build_shard(shard *s, const corpus *c, size_t first, size_t end, unsigned n_commits) {
  qn_error error;
  s->dir = make_temp_dir();
  for (unsigned commit = 0; commit < n_commits; commit++) {
    qn_writer *writer = open_writer_in(s->dir, NULL);
    size_t to = first + (end - first) / (n_commits - commit);
    for (; first < to; first++) {
      const stored_article *a = &c->articles[first];
      const qn_article given = {.id = string_of(a->id),
                                .title = string_of(a->title),
                                .text = string_of(a->text),
                                .language = string_of(a->language)};
      assert_ok(qn_writer_add(writer, &given, &error), error);
    }
    commit_and_close(writer);
  }
  assert_ok(qn_index_open(&s->index, (const char *const *)&s->dir, 1, &error), error);
  assert_ok(qn_searcher_new(&s->searcher, s->index, &error), error);
}

static void remove_shard(shard *s) {
  qn_searcher_free(s->searcher);
  qn_index_close(s->index);
  remove_tree(s->dir);
}

/* --- Queries ------------------------------------------------------------------------------------------------------ */

/* Up to `most` neighbouring words of a random article, without what a query would take for an operator. */
static unsigned draw_words(random_source *random, const corpus *c, bool title, char words[][64], unsigned most) {
  const stored_article *a = &c->articles[random_below(random, (uint32_t)c->n)];
  const char *text = title ? a->title : a->text;
  size_t size = strlen(text);
  const char *p = text + (size == 0 ? 0 : random_below(random, (uint32_t)size));
  unsigned n = 0;
  p += strcspn(p, " \n");
  while (n < most && *p != '\0') {
    p += strspn(p, " \n");
    size_t length = strcspn(p, " \n"), kept = strcspn(p, " \n\"()+-=:*~^[]{}&|!?\\");
    if (kept == 0 || kept != length || kept >= sizeof words[0])
      break;
    memcpy(words[n], p, kept);
    words[n++][kept] = '\0';
    p += length;
  }
  return n;
}

/* What a single character, a number or a phrase of other scripts looks for depends on all shards. */
static const char *const fixed[] = {"京",
                                    "5864",
                                    "+5864 trade",
                                    "title:京",
                                    "2500",
                                    "1914",
                                    "=1914",
                                    "3",
                                    "東京大学",
                                    "\"北京 trade\"",
                                    "=Häuser",
                                    "Häuser",
                                    "title:3",
                                    "\"5864 the\"",
                                    "trade -1914",
                                    "=\"rare earth\"",
                                    "informations",
                                    "слово",
                                    "zebra quern",
                                    "(moon OR tide) AND the",
                                    "trade lang:de",
                                    "rare -lang:none",
                                    "5864 NEAR/3 the",
                                    "title:(京 NEAR/9 trade)",
                                    "(trade SYN \"rare earth\" SYN zebra) moon",
                                    "京 SYN 1914 SYN =Häuser",
                                    "Häuser SYN Haus",
                                    "(trade talks moon =tide 3)~3",
                                    "+the (trade^0.001 5864 \"rare earth\"^1000)~2",
                                    "* -trade",
                                    "lang:de OR *",
                                    "tra* -zebr*",
                                    "\"rare ear*\" +t*",
                                    "trade~1 =moon",
                                    "title:Haus~2",
                                    "(tal* NEAR/3 \"the tra*\") re:/t.de/",
                                    "(rar*~ SYN \"the * earth\")^2"};
enum { N_FIXED = sizeof fixed / sizeof fixed[0] };

/* What stands before, between and after two words. */
static const char *const shapes[][3] = {
    {"", " ", ""},       {"+", " +", ""},         {"\"", " ", "\""},     {"=", " ", ""},         {"=\"", " ", "\""},
    {"title:", " ", ""}, {"title:\"", " ", "\""}, {"", " -", ""},        {"", " NEAR/4 ", ""},   {"", " SYN ", ""},
    {"", "^2.5 ", ""},   {"", "~1 ", "*"},        {"\"", "~2 ", "*~\""}, {"+", "* NEAR/5 ", "~"}};
enum { N_SHAPES = sizeof shapes / sizeof shapes[0] };

static bool draw_query(random_source *random, const corpus *c, uint32_t round, char *query) {
  char words[2][64];
  if (round < N_FIXED) {
    snprintf(query, QUERY_SIZE, "%s", fixed[round]);
    return true;
  }
  const char *const *shape = shapes[random_below(random, N_SHAPES)];
  bool title = strncmp(shape[0], "title", 5) == 0;
  if (draw_words(random, c, title, words, 2) < 2)
    return false;
  snprintf(query, QUERY_SIZE, "%s%s%s%s%s", shape[0], words[0], shape[1], words[1], shape[2]);
  return true;
}

/* --- Comparing ---------------------------------------------------------------------------------------------------- */

typedef struct found {
  double score, bm25;
  size_t shard;
  uint64_t article;
  char id[24];
} found;

/* Appends a shard's best hits; returns how many articles match there. */
static uint64_t search(const shard *s, size_t number, const qn_query *query, const qn_statistics *statistics,
                       qn_rank rank, size_t max_expansions, found *hits, size_t *n) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits totals;
  qn_error error;
  options.limit = rank == QN_RANK_DEFAULT ? RESCORED : LIMIT;
  options.rank = rank;
  options.count = QN_COUNT_EXACT;
  options.statistics = statistics;
  options.max_expansions = max_expansions;
  assert_ok(qn_search(s->searcher, query, &options, &totals, &error), error);
  for (size_t i = 0; i < totals.n_hits; i++) {
    qn_hit hit;
    qn_article article;
    qn_searcher_hit(s->searcher, i, &hit);
    assert_ok(qn_searcher_metadata(s->searcher, hit.article, &article, &error), error);
    hits[*n] = (found){hit.score, hit.bm25, number, hit.article, ""};
    snprintf(hits[(*n)++].id, sizeof hits->id, "%s", article.id.data);
  }
  return totals.total;
}

static int by_rank(const void *a, const void *b) {
  const found *x = a, *y = b;
  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;
  if (x->shard != y->shard)
    return x->shard > y->shard ? 1 : -1;
  return x->article > y->article ? 1 : -1;
}

static int by_bm25(const void *a, const void *b) {
  found x = *(const found *)a, y = *(const found *)b;
  x.score = x.bm25;
  y.score = y.bm25;
  return by_rank(&x, &y);
}

/* The statistics of the query in all shards; `sent` as bytes, as if the shards were elsewhere. */
static qn_statistics *add_up(const shard *shards, size_t n_shards, const qn_query *query, bool sent) {
  qn_statistics *sum = NULL;
  qn_error error;
  for (size_t i = 0; i < n_shards; i++) {
    qn_statistics *own = NULL;
    assert_ok(qn_statistics_collect(&own, shards[i].index, query, &error), error);
    if (sent) {
      qn_statistics *received = NULL;
      const void *data;
      size_t size;
      assert_ok(qn_statistics_write(own, &data, &size, &error), error);
      assert_ok(qn_statistics_read(&received, data, size, &error), error);
      qn_statistics_free(own);
      own = received;
    }
    if (sum == NULL) {
      sum = own;
    } else {
      assert_ok(qn_statistics_add(sum, own, &error), error);
      qn_statistics_free(own);
    }
  }
  return sum;
}

/* By the default rank: of the hits of all shards the first by BM25 are sorted by score. */
static void compare_rescored(const char *text, const qn_query *query, const qn_statistics *sum, size_t max_expansions,
                             const shard *whole, const shard *shards, size_t n_shards) {
  static found expected[RESCORED], hits[MOST_SHARDS * RESCORED];
  size_t n_expected = 0, n = 0;
  search(whole, 0, query, NULL, QN_RANK_DEFAULT, max_expansions, expected, &n_expected);
  for (size_t i = 0; i < n_shards; i++)
    search(&shards[i], i, query, sum, QN_RANK_DEFAULT, max_expansions, hits, &n);
  qsort(hits, n, sizeof *hits, by_bm25);
  n = n < RESCORED ? n : RESCORED;
  qsort(hits, n, sizeof *hits, by_rank);
  assert_int_equal(n, n_expected);
  for (size_t i = 0; i < n; i++)
    if (hits[i].score != expected[i].score || strcmp(hits[i].id, expected[i].id) != 0)
      fail_msg("%s, %zu shards, by the default rank: hit %zu is %s with %a, not %s with %a", text, n_shards, i,
               hits[i].id, hits[i].score, expected[i].id, expected[i].score);
}

/* Frees the query, which is shown as `text`. */
static size_t compare_query(const char *text, qn_query *query, size_t max_expansions, const shard *whole,
                            const shard *shards, size_t n_shards, bool sent) {
  static found expected[LIMIT], hits[MOST_SHARDS * LIMIT];
  size_t n_expected = 0, n = 0;
  uint64_t total = 0;
  uint64_t expected_total = search(whole, 0, query, NULL, QN_RANK_BM25, max_expansions, expected, &n_expected);
  qn_statistics *sum = add_up(shards, n_shards, query, sent);
  for (size_t i = 0; i < n_shards; i++)
    total += search(&shards[i], i, query, sum, QN_RANK_BM25, max_expansions, hits, &n);
  qsort(hits, n, sizeof *hits, by_rank);
  if (total != expected_total || n < n_expected)
    fail_msg("%s, %zu shards: %llu articles, not %llu", text, n_shards, (unsigned long long)total,
             (unsigned long long)expected_total);
  for (size_t i = 0; i < n_expected; i++)
    if (hits[i].score != expected[i].score || strcmp(hits[i].id, expected[i].id) != 0)
      fail_msg("%s, %zu shards: hit %zu is %s with %a, not %s with %a", text, n_shards, i, hits[i].id, hits[i].score,
               expected[i].id, expected[i].score);
  compare_rescored(text, query, sum, max_expansions, whole, shards, n_shards);
  qn_statistics_free(sum);
  qn_query_free(query);
  return n_expected;
}

static size_t compare(const char *text, const shard *whole, const shard *shards, size_t n_shards, bool sent) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  return compare_query(text, query, 0, whole, shards, n_shards, sent);
}

static void check_corpus(random_source *random, const corpus *c, uint32_t n_queries) {
  static const size_t n_parts[] = {1, 2, 3, MOST_SHARDS};
  shard whole, shards[MOST_SHARDS];
  size_t n_hits = 0;
  build_shard(&whole, c, 0, c->n, 1 + random_below(random, 3));
  for (size_t p = 0; p < sizeof n_parts / sizeof n_parts[0]; p++) {
    for (size_t i = 0; i < n_parts[p]; i++)
      build_shard(&shards[i], c, c->n * i / n_parts[p], c->n * (i + 1) / n_parts[p], 1 + random_below(random, 2));
    for (uint32_t round = 0; round < n_queries; round++) {
      char text[QUERY_SIZE];
      if (draw_query(random, c, round, text))
        n_hits += compare(text, &whole, shards, n_parts[p], random_below(random, 2) == 0);
    }
    for (size_t i = 0; i < n_parts[p]; i++)
      remove_shard(&shards[i]);
  }
  remove_shard(&whole);
  assert_true(n_hits > n_queries); /* the queries find something */
}

static void shards_answer_as_one_index(void **state) {
  (void)state;
  random_source random = random_start("test_shards", 5);
  const char *path = getenv("DATA");
  if (path != NULL && *path != '\0') {
    corpus c = read_corpus(path);
    check_corpus(&random, &c, 1000);
    free_corpus(&c);
    return;
  }
  for (int round = 0; round < 4; round++) {
    corpus c = random_corpus(&random, 50 + random_below(&random, 1500));
    check_corpus(&random, &c, 100);
    free_corpus(&c);
  }
}

/* --- Closed compounds, which each directory knows by its own words --------------------------------------------------
 */

static const char *const german[] = {"Haus",
                                     "Kauf",
                                     "Kaufhaus",
                                     "Häuserkauf",
                                     "Handelshaus",
                                     "Handel",
                                     "Boot",
                                     "Hausboot",
                                     "Tag",
                                     "Tageszeitung",
                                     "Zeitung",
                                     "Krankenhaus",
                                     "kranken",
                                     "Bootskauf",
                                     "Bauhaus",
                                     "Netzgerät",
                                     "Hochspannungsnetzgerät",
                                     "Spannung",
                                     "Hochspannung"};
enum { N_GERMAN = sizeof german / sizeof german[0] };

/* Few words in many articles: a part of a compound is missing here and there. */
static corpus german_corpus(random_source *random, size_t n) {
  corpus c = {NULL, 0, 0};
  for (size_t i = 0; i < n; i++) {
    char id[24], text[TEXT_SIZE] = "";
    size_t size = 0;
    snprintf(id, sizeof id, "%zu", i);
    for (uint32_t k = 1 + random_below(random, 4); k > 0; k--)
      size += (size_t)snprintf(text + size, 64, "%s ", german[random_below(random, N_GERMAN)]);
    add_to_corpus(&c, id, "", text, "de");
  }
  return c;
}

static void shards_know_the_compounds_of_several_directories(void **state) {
  (void)state;
  random_source random = random_start("test_shards, compounds", 6);
  size_t n_hits = 0;
  for (int round = 0; round < 20; round++) {
    corpus c = german_corpus(&random, 10 + random_below(&random, 30));
    shard shards[3], all;
    const char *dirs[3];
    qn_error error;
    for (size_t i = 0; i < 3; i++) {
      build_shard(&shards[i], &c, c.n * i / 3, c.n * (i + 1) / 3, 1 + random_below(&random, 2));
      dirs[i] = shards[i].dir;
    }
    assert_ok(qn_index_open(&all.index, dirs, 3, &error), error);
    assert_ok(qn_searcher_new(&all.searcher, all.index, &error), error);
    for (size_t word = 0; word < N_GERMAN; word++)
      n_hits += compare(german[word], &all, shards, 3, random_below(&random, 2) == 0);
    qn_searcher_free(all.searcher);
    qn_index_close(all.index);
    for (size_t i = 0; i < 3; i++)
      remove_shard(&shards[i]);
    free_corpus(&c);
  }
  assert_true(n_hits > 100);
}

/* --- Words that expand -------------------------------------------------------------------------------------------- */

/* A pattern made of a word's beginning, alone, after another word or as a phrase with it. */
static qn_query *draw_pattern(random_source *random, char *text) {
  static const qn__operator ops[] = {QN__WILDCARD, QN__PARTIAL, QN__FUZZY, QN__REGEX};
  static const char *const around[] = {"x", "the x", "\"the x\"", "+x trade", "-x the"};
  const qn__operator op = ops[random_below(random, 4)];
  const char *word = vocabulary[random_below(random, N_VOCABULARY)], *shape = around[random_below(random, 5)];
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, shape, strlen(shape), NULL, &error), error);
  if (op == QN__FUZZY)
    snprintf(text, QUERY_SIZE, "%s", word);
  else
    snprintf(text, QUERY_SIZE, "%.*s%s", (uint8_t)word[0] < 0x80 ? 1 : 0, word,
             op == QN__WILDCARD ? "*"
             : op == QN__REGEX  ? ".*"
                                : "");
  const bool is_phrase = query->root->items->n_words == 2;
  if (query->root->items->next != NULL && shape[0] == 't')
    query->root->items = query->root->items->next;
  expand_word(query, is_phrase, op, *text == '\0' ? "t" : text,
              (uint8_t)(op == QN__FUZZY ? 1 + random_below(random, 2) : 0));
  return query;
}

static void shards_choose_the_same_words(void **state) {
  (void)state;
  random_source random = random_start("test_shards, patterns", 8);
  size_t n_hits = 0;
  for (int round = 0; round < 4; round++) {
    corpus c = random_corpus(&random, 30 + random_below(&random, 400));
    shard whole, shards[3];
    build_shard(&whole, &c, 0, c.n, 1 + random_below(&random, 3));
    for (size_t i = 0; i < 3; i++)
      build_shard(&shards[i], &c, c.n * i / 3, c.n * (i + 1) / 3, 1 + random_below(&random, 2));
    for (int i = 0; i < 150; i++) {
      char text[QUERY_SIZE];
      qn_query *query = draw_pattern(&random, text);
      n_hits += compare_query(text, query, random_below(&random, 6), &whole, shards, 3, i % 2 == 0);
    }
    for (size_t i = 0; i < 3; i++)
      remove_shard(&shards[i]);
    remove_shard(&whole);
    free_corpus(&c);
  }
  assert_true(n_hits > 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shards_answer_as_one_index),
      cmocka_unit_test(shards_know_the_compounds_of_several_directories),
      cmocka_unit_test(shards_choose_the_same_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
