/* SPDX-License-Identifier: MIT */
/* test_collapsed_pages.c: collapsed hits against brute force: what a query finds, in its order, is gone through one by
 * one.  Texts, values, segments, directories, deletes, sorts and pages are random; near-duplicates are those of
 * index-data/FORMAT.md. */
#include "reference/reference_hash.h"
#include "reference/reference_sketch.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ARTICLES = 500, STORIES = 12, MOST_WORDS = 60, MOST_VALUES = 3, ROUNDS = 25, SEARCHES = 40 };

typedef struct item {
  char id[16];
  bool deleted;
  unsigned words[MOST_WORDS]; /* of the text, in a vocabulary */
  unsigned n_words, title;
  uint64_t sketch;
  char date[16]; /* "": none */
  char topics[MOST_VALUES][16];
  int numbers[MOST_VALUES];
  unsigned n_topics, n_numbers; /* values of one field, or of two: see put_fields */
} item;

typedef struct collection {
  item items[MOST_ARTICLES];
  unsigned n;
  char *dirs[2];
} collection;

/* --- making ------------------------------------------------------------------------------------------------------- */

static const char *const words[] = {"sea",  "salt", "tide",  "moon",  "harbour", "rare", "net",  "boat",
                                    "fish", "rope", "storm", "coast", "ferry",   "noon", "port", "wave"};
enum { N_WORDS = sizeof words / sizeof words[0] };

static unsigned draw_word(random_source *random) {
  return (unsigned)random_skewed(random, 4) % N_WORDS;
}

/* A story with a few changes, a short text or one of its own: there is a choice of `kinds`. */
static void draw_words(random_source *random, item *it, unsigned kinds) {
  const unsigned kind = random_below(random, kinds);
  random_source story = {kind == 2 ? random_next(random) : random_below(random, STORIES)};
  it->n_words = kind == 1 ? random_below(random, 4) : 10 + random_below(&story, MOST_WORDS - 9);
  for (unsigned i = 0; i < it->n_words; i++)
    it->words[i] = draw_word(&story);
  for (unsigned n = it->n_words == 0 ? 0 : random_below(random, 4); n > 0; n--)
    it->words[random_below(random, it->n_words)] = draw_word(random);
  it->title = random_below(random, 3);
}

static uint64_t sketch_of(const item *it) {
  uint32_t hashes[MOST_WORDS + 1];
  size_t n = 0;
  if (it->title > 0)
    hashes[n++] = (uint32_t)reference_hash(words[it->title], strlen(words[it->title]), 0);
  for (unsigned i = 0; i < it->n_words; i++)
    hashes[n + i] = (uint32_t)reference_hash(words[it->words[i]], strlen(words[it->words[i]]), 0);
  return reference_sketch(hashes, n, it->n_words);
}

static void draw_item(random_source *random, item *it, unsigned number, unsigned kinds) {
  *it = (item){.deleted = false};
  sprintf(it->id, "%u", number);
  draw_words(random, it, kinds);
  it->sketch = sketch_of(it);
  if (random_below(random, 4) > 0)
    sprintf(it->date, "2025-01-%02u", 1 + random_below(random, 9));
  it->n_topics = random_below(random, MOST_VALUES + 1);
  for (unsigned i = 0; i < it->n_topics; i++)
    sprintf(it->topics[i], "%s %u", random_below(random, 2) ? "New" : "new", random_below(random, 6));
  it->n_numbers = random_below(random, MOST_VALUES);
  for (unsigned i = 0; i < it->n_numbers; i++)
    it->numbers[i] = (int)random_below(random, 8) - 3;
}

/* Every topic is a value of `topic`; of `mixed`, these and the numbers are. */
static void put_fields(const item *it, char *out) {
  size_t size = 0;
  for (int field = 0; field < 2; field++) {
    const char *comma = "";
    size += (size_t)sprintf(out + size, field == 0 ? "{\"topic\":[" : "],\"mixed\":[");
    for (unsigned i = 0; i < it->n_topics; i++, comma = ",")
      size += (size_t)sprintf(out + size, "%s\"%s\"", comma, it->topics[i]);
    for (unsigned i = 0; field == 1 && i < it->n_numbers; i++, comma = ",")
      size += (size_t)sprintf(out + size, "%s%d", comma, it->numbers[i]);
  }
  sprintf(out + size, "]}");
}

static void add_item(qn_writer *writer, const item *it) {
  char text[MOST_WORDS * 10] = "", fields[400];
  qn_error error;
  for (unsigned i = 0; i < it->n_words; i++)
    strcat(strcat(text, words[it->words[i]]), i % 7 == 6 ? ". " : " ");
  put_fields(it, fields);
  const qn_article article = {.id = string_of(it->id),
                              .title = string_of(it->title == 0 ? "" : words[it->title]),
                              .text = string_of(text),
                              .date = string_of(it->date),
                              .fields = string_of(fields)};
  assert_ok(qn_writer_add(writer, &article, &error), error);
}

/* Adds the items from `first` to before `end` in some commits, and deletes some. */
static void build_directory(random_source *random, collection *made, const char *dir, unsigned first, unsigned end) {
  const unsigned kinds = random_below(random, 2) ? 1 : 4, step = 1 + (end - first) / (1 + random_below(random, 3));
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (unsigned i = first; i < end; i++) {
    draw_item(random, &made->items[i], i, kinds);
    add_item(writer, &made->items[i]);
    if ((i - first) % step == step - 1)
      assert_ok(qn_writer_commit(writer, NULL, &error), error);
  }
  for (unsigned i = first; i < end; i++) {
    made->items[i].deleted = random_below(random, 6) == 0;
    if (made->items[i].deleted)
      assert_ok(qn_writer_delete(writer, string_of(made->items[i].id), &error), error);
  }
  commit_and_close(writer);
}

/* --- what is alike ------------------------------------------------------------------------------------------------ */

static bool are_near(const item *a, const item *b) {
  const uint64_t x = a->sketch, y = b->sketch;
  unsigned differ = 0;
  for (int bit = 0; bit < 64; bit++)
    differ += (x ^ y) >> bit & 1;
  return x != 0 && y != 0 && differ <= 10;
}

/* The least value in a column as text; "" for none. */
static void least_value(const item *it, const char *column, char out[32]) {
  strcpy(out, strcmp(column, "date") == 0 ? it->date : "");
  if (strcmp(column, "mixed") == 0 && it->n_numbers > 0) {
    int least = it->numbers[0];
    for (unsigned i = 1; i < it->n_numbers; i++)
      least = it->numbers[i] < least ? it->numbers[i] : least;
    sprintf(out, "number %d", least);
    return;
  }
  for (unsigned i = 0; strcmp(column, "date") != 0 && strcmp(column, "none") != 0 && i < it->n_topics; i++)
    if (i == 0 || strcmp(it->topics[i], out) < 0)
      strcpy(out, it->topics[i]);
}

static bool are_alike(const item *a, const item *b, const char *column) {
  char x[32], y[32];
  if (column == NULL)
    return are_near(a, b);
  least_value(a, column, x);
  least_value(b, column, y);
  return x[0] != '\0' && strcmp(x, y) == 0;
}

/* --- searching ---------------------------------------------------------------------------------------------------- */

typedef struct session {
  collection made;
  qn_index *index;
  qn_searcher *searcher, *other;
  qn_query *query;
} session;

/* A hit that should be shown. */
typedef struct shown {
  const item *it;
  uint64_t article, n_similar;
  double score;
  uint64_t similar[MOST_ARTICLES]; /* in the order of the result */
} shown;

static const item *item_of(session *s, uint64_t article) {
  qn_article read;
  qn_error error;
  assert_ok(qn_searcher_metadata(s->other, article, &read, &error), error);
  return &s->made.items[strtoul(read.id.data, NULL, 10)];
}

/* Goes through all matches in order. */
static size_t collapse_all(session *s, qn_search_options options, shown *out, uint64_t *total) {
  const char *column = options.collapse_column;
  size_t n = 0;
  qn_hits hits;
  qn_error error;
  options.collapse = QN_COLLAPSE_NONE;
  options.collapse_column = NULL;
  options.limit = MOST_ARTICLES;
  options.offset = 0;
  assert_ok(qn_search(s->searcher, s->query, &options, &hits, &error), error);
  *total = hits.n_hits;
  for (size_t i = 0; i < hits.n_hits; i++) {
    qn_hit hit;
    size_t at = 0;
    qn_searcher_hit(s->searcher, i, &hit);
    const item *it = item_of(s, hit.article);
    while (at < n && !are_alike(out[at].it, it, column))
      at++;
    if (at < n) {
      out[at].similar[out[at].n_similar++] = hit.article;
    } else {
      out[n].it = it;
      out[n].article = hit.article;
      out[n].score = hit.score;
      out[n++].n_similar = 0;
    }
  }
  return n;
}

static int by_number(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static void compare_hit(session *s, size_t i, shown *expected) {
  qn_hit hit;
  const uint64_t *similar;
  size_t n;
  qn_error error;
  qn_searcher_hit(s->searcher, i, &hit);
  assert_true(hit.article == expected->article);
  assert_true(hit.score == expected->score);
  assert_int_equal(hit.n_similar, expected->n_similar);
  assert_ok(qn_searcher_similar(s->searcher, i, &similar, &n, &error), error);
  qsort(expected->similar, (size_t)expected->n_similar, sizeof expected->similar[0], by_number);
  assert_int_equal(n, expected->n_similar < 100 ? expected->n_similar : 100);
  for (size_t k = 0; k < n; k++)
    assert_true(similar[k] == expected->similar[k]);
}

static void check_search(random_source *random, session *s) {
  static const char *const columns[] = {"topic", "mixed", "date", "none"};
  const qn_sort_key keys[] = {
      {QN_SORT_COLUMN, "date", random_below(random, 2)}, {QN_SORT_COLUMN, "topic", false}, {QN_SORT_ID, NULL, false}};
  shown *expected = calloc(MOST_ARTICLES, sizeof *expected);
  const qn_filter filter = {"date", "2025-01-05", true};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  uint64_t total;
  options.collapse = random_below(random, 2) ? QN_COLLAPSE_NEAR : QN_COLLAPSE_COLUMN;
  options.collapse_column = options.collapse == QN_COLLAPSE_NEAR ? NULL : columns[random_below(random, 4)];
  options.limit = 1 + random_below(random, random_below(random, 4) == 0 ? MOST_ARTICLES : 12);
  options.offset = random_below(random, 3) == 0 ? random_below(random, 20) : 0;
  options.exhaustive = random_below(random, 4) == 0;
  options.rank = random_below(random, 2) ? QN_RANK_DEFAULT : QN_RANK_BM25;
  options.count = QN_COUNT_EXACT;
  options.filters = &filter;
  options.n_filters = random_below(random, 2);
  options.sort = keys + random_below(random, 3);
  options.n_sort = random_below(random, 2);
  size_t n = collapse_all(s, options, expected, &total), n_hits = n < options.offset ? 0 : n - options.offset;
  assert_ok(qn_search(s->searcher, s->query, &options, &hits, &error), error);
  assert_int_equal(hits.n_hits, n_hits < options.limit ? n_hits : options.limit);
  assert_true(hits.total == total && hits.total_exact);
  for (size_t i = 0; i < hits.n_hits; i++)
    compare_hit(s, i, &expected[options.offset + i]);
  free(expected);
}

static void draw_query(random_source *random, session *s) {
  static const char *const texts[] = {"sea",       "sea salt",           "+sea +tide", "\"sea salt\"",
                                      "sea -tide", "rare harbour storm", "*"};
  const char *text = texts[random_below(random, sizeof texts / sizeof texts[0])];
  qn_error error;
  assert_ok(qn_query_parse(&s->query, text, strlen(text), NULL, &error), error);
}

static void check_round(random_source *random) {
  session *s = calloc(1, sizeof *s);
  qn_error error;
  const unsigned n_dirs = 1 + random_below(random, 2);
  s->made.n = 10 + random_below(random, MOST_ARTICLES - 10);
  for (unsigned d = 0; d < n_dirs; d++) {
    s->made.dirs[d] = make_fast_temp_dir();
    build_directory(random, &s->made, s->made.dirs[d], d * s->made.n / 2,
                    n_dirs == 1 || d == 1 ? s->made.n : s->made.n / 2);
  }
  assert_ok(qn_index_open(&s->index, (const char *const *)s->made.dirs, n_dirs, &error), error);
  assert_ok(qn_searcher_new(&s->searcher, s->index, &error), error);
  assert_ok(qn_searcher_new(&s->other, s->index, &error), error);
  for (int i = 0; i < SEARCHES; i++) {
    draw_query(random, s);
    check_search(random, s);
    qn_query_free(s->query);
  }
  qn_searcher_free(s->searcher);
  qn_searcher_free(s->other);
  qn_index_close(s->index);
  for (unsigned d = 0; d < n_dirs; d++)
    remove_tree(s->made.dirs[d]);
  free(s);
}

static void a_hit_stands_for_all_that_are_like_it(void **state) {
  random_source random = random_start("collapse", 21);
  const char *rounds = getenv("QUERN_ROUNDS");
  (void)state;
  for (int round = 0, n = rounds != NULL ? atoi(rounds) : ROUNDS; round < n; round++)
    check_round(&random);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_hit_stands_for_all_that_are_like_it)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
