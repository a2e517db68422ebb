/* SPDX-License-Identifier: MIT */
/* test_rescoring.c: for random articles and queries, stage 2 gives each of the first hundred articles of stage 1 the
 * score that the formulas of docs/ranking.md give it, computed here from the words themselves, for all articles and all
 * features; and a shorter page is the beginning of a longer one. */
#include "columns/lengths.h"
#include "support/search_fixture.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N_STEMS = 9, N_FORMS = 3, MAX_TITLE = 4, MAX_TEXT = 400, MAX_QUERY = 9, MAX_ARTICLES = 400, FIRST = 100 };

/* Forms of a word are one term, and different words are different ones. */
static const char *const forms[N_STEMS][N_FORMS] = {
    {"the", "the", "the"},        {"lake", "lakes", "lake"},    {"talk", "talks", "talking"},
    {"metal", "metals", "metal"}, {"stone", "stones", "stone"}, {"river", "rivers", "river"},
    {"walk", "walked", "walks"},  {"paper", "papers", "paper"}, {"gold", "gold", "gold"}};

typedef struct word {
  uint32_t stem;
  const char *form;
} word;

typedef struct article {
  word title[MAX_TITLE], text[MAX_TEXT];
  uint32_t n_title, n_text;
} article;

typedef struct collection {
  article articles[MAX_ARTICLES];
  uint32_t n, title_weight;
  double average;
} collection;

/* A query: the words as they are typed, and the distinct ones that some article has. */
typedef struct typed_query {
  word words[MAX_QUERY];
  uint32_t n, counts[N_STEMS];
  double idf[N_STEMS], highest;
  uint32_t n_units;
} typed_query;

/* --- random articles and queries --------------------------------------------------------------------------------- */

static word draw(random_source *random) {
  const uint32_t stem = random_below(random, 1 + random_below(random, N_STEMS));
  return (word){stem, forms[stem][random_below(random, N_FORMS)]};
}

static void draw_words(random_source *random, word *words, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    words[i] = draw(random);
}

static void write_words(const word *words, uint32_t n, char *out) {
  out[0] = '\0';
  for (uint32_t i = 0; i < n; i++) {
    strcat(out, i > 0 ? " " : "");
    strcat(out, words[i].form);
  }
}

static void draw_collection(random_source *random, collection *c, const char *dir) {
  static char title[MAX_TITLE * 10], text[MAX_TEXT * 10];
  qn_writer_options options = quick_options();
  uint64_t length = 0;
  qn_writer *writer = NULL;
  c->n = 1 + random_below(random, MAX_ARTICLES);
  c->title_weight = 1 + random_below(random, 3);
  options.title_weight = c->title_weight;
  for (uint32_t i = 0; i < c->n; i++) {
    article *a = &c->articles[i];
    a->n_title = random_below(random, MAX_TITLE + 1);
    a->n_text = random_below(random, 4) == 0 ? random_below(random, 10) : random_below(random, MAX_TEXT);
    draw_words(random, a->title, a->n_title);
    draw_words(random, a->text, a->n_text);
    length += (uint64_t)a->n_title * c->title_weight + a->n_text;
    char id[16];
    qn_error error;
    snprintf(id, sizeof id, "%u", i);
    write_words(a->title, a->n_title, title);
    write_words(a->text, a->n_text, text);
    const qn_article added = {.id = string_of(id), .title = string_of(title), .text = string_of(text)};
    if (writer == NULL)
      writer = open_writer_in(dir, &options);
    assert_ok(qn_writer_add(writer, &added, &error), error);
    if (i + 1 == c->n || random_below(random, 100) == 0) {
      commit_and_close(writer);
      writer = NULL;
    }
  }
  c->average = (double)length / c->n;
}

static uint32_t count_stem(const word *words, uint32_t n, uint32_t stem) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < n; i++)
    count += words[i].stem == stem;
  return count;
}

static bool has_stem(const article *a, uint32_t stem) {
  return count_stem(a->title, a->n_title, stem) + count_stem(a->text, a->n_text, stem) > 0;
}

static double idf(const collection *c, double df) {
  return log(1.0 + (c->n - df + 0.5) / (df + 0.5));
}

static void draw_typed(random_source *random, const collection *c, typed_query *q) {
  memset(q, 0, sizeof *q);
  q->n = 1 + random_below(random, MAX_QUERY);
  draw_words(random, q->words, q->n);
  const article *a = &c->articles[random_below(random, c->n)];
  if (random_below(random, 2) == 0 && a->n_title > 0) { /* a title, maybe in other forms */
    q->n = a->n_title;
    memcpy(q->words, a->title, a->n_title * sizeof *a->title);
  }
  for (uint32_t i = 0; i < q->n; i++)
    q->counts[q->words[i].stem]++;
  for (uint32_t stem = 0; stem < N_STEMS; stem++) {
    double df = 0;
    for (uint32_t i = 0; i < c->n; i++)
      df += has_stem(&c->articles[i], stem);
    q->idf[stem] = idf(c, df);
    q->highest += q->idf[stem] * q->counts[stem];
    q->n_units += q->counts[stem] > 0 && df > 0;
    q->counts[stem] = df > 0 ? q->counts[stem] : 0;
  }
}

/* --- the formulas ------------------------------------------------------------------------------------------------ */

static bool is_title(const typed_query *q, const article *a) {
  bool same = a->n_title == q->n;
  for (uint32_t i = 0; i < q->n && same; i++)
    same = strcmp(a->title[i].form, q->words[i].form) == 0;
  return same;
}

static bool is_next_to_nothing(const collection *c, const article *a) {
  return a->n_text > 0 && a->n_text < 8 && a->n_text * 20 < c->average;
}

/* Three words or more that are all in the title and half of it. */
static bool is_most_of_title(const typed_query *q, const article *a) {
  uint32_t n = 0;
  for (uint32_t stem = 0; stem < N_STEMS; stem++)
    n += q->counts[stem] > 0 && count_stem(a->title, a->n_title, stem) > 0;
  return n >= 3 && n == q->n_units && 2 * n >= a->n_title;
}

static double all_words(const typed_query *q, const article *a, double base) {
  bool all = q->n_units > 1;
  for (uint32_t stem = 0; stem < N_STEMS && all; stem++)
    all = q->counts[stem] == 0 || has_stem(a, stem);
  return !all ? 0.0 : q->n_units <= 5 ? 1.8 * q->highest : 0.2 * base;
}

static double title_coverage(const collection *c, const typed_query *q, const article *a, double base) {
  double covered = 0.0;
  uint32_t n = 0;
  for (uint32_t stem = 0; stem < N_STEMS; stem++)
    if (q->counts[stem] > 0 && count_stem(a->title, a->n_title, stem) > 0) {
      covered += q->idf[stem];
      n++;
    }
  if (n == 0)
    return 0.0;
  return 0.5 * base * covered / (covered + 0.6 * idf(c, 1) * (a->n_title - n)) * (n < 3 ? n : 3) / 3;
}

static double window_at(const typed_query *q, const word *words, uint32_t n, uint32_t bucket) {
  const uint32_t from = bucket > 0 ? (bucket - 1) * 16 : 0, end = (bucket + 1) * 16 < n ? (bucket + 1) * 16 : n;
  double sum = 0.0;
  for (uint32_t stem = 0; stem < N_STEMS; stem++) {
    const double f = from < end ? count_stem(words + from, end - from, stem) : 0;
    sum += q->idf[stem] * q->counts[stem] * f / (f + 1.2);
  }
  return sum;
}

static double best_window(const typed_query *q, const article *a, double base) {
  double best = 0.0;
  for (uint32_t bucket = 0; bucket < 2 + MAX_TEXT / 16; bucket++) {
    best = fmax(best, window_at(q, a->title, a->n_title, bucket));
    best = fmax(best, window_at(q, a->text, a->n_text, bucket));
  }
  return 0.1 * fmin(best, base);
}

static bool has_form(const word *words, uint32_t n, const char *form) {
  bool has = false;
  for (uint32_t i = 0; i < n && !has; i++)
    has = strcmp(words[i].form, form) == 0;
  return has;
}

static double exact_forms(const collection *c, const typed_query *q, const article *a) {
  const uint32_t length = a->n_title * c->title_weight + a->n_text;
  const double k = 1.2 * (0.25 + 0.75 * qn__byte_to_length(qn__length_to_byte(length)) / c->average);
  bool seen[N_STEMS] = {false};
  double sum = 0.0;
  for (uint32_t i = 0; i < q->n; i++) { /* the form that is typed first counts */
    const uint32_t stem = q->words[i].stem;
    const double f = count_stem(a->title, a->n_title, stem) * c->title_weight + count_stem(a->text, a->n_text, stem);
    const char *form = q->words[i].form;
    if (!seen[stem] && (has_form(a->title, a->n_title, form) || has_form(a->text, a->n_text, form)))
      sum += q->idf[stem] * q->counts[stem] * f / (f + k);
    seen[stem] = true;
  }
  return 0.2 * sum;
}

static double expected_score(const collection *c, const typed_query *q, const article *a, double base) {
  const bool exact = is_title(q, a);
  if (is_next_to_nothing(c, a) && !exact && !is_most_of_title(q, a))
    return base;
  return base + all_words(q, a, base) + title_coverage(c, q, a, base) + (exact ? q->highest : 0.0) +
         best_window(q, a, base) + exact_forms(c, q, a);
}

/* --- comparing --------------------------------------------------------------------------------------------------- */

static size_t search_hits(search_fixture *f, const char *query, qn_rank rank, size_t limit, qn_hit *out) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  options.rank = rank;
  options.limit = limit;
  assert_ok(search_for(f, query, &options, &hits, &error), error);
  for (size_t i = 0; i < hits.n_hits; i++)
    qn_searcher_hit(f->searcher, i, &out[i]);
  return hits.n_hits;
}

/* The score of an article by stage 1, if it is among these. */
static double base_of(const qn_hit *stage_1, size_t n, uint64_t number) {
  size_t i = 0;
  while (i < n && stage_1[i].article != number)
    i++;
  assert_true(i < n);
  return stage_1[i].score;
}

static void check_query(random_source *random, search_fixture *f, const collection *c) {
  static qn_hit stage_1[FIRST], stage_2[FIRST], page[FIRST];
  char text[MAX_QUERY * 10];
  typed_query q;
  draw_typed(random, c, &q);
  write_words(q.words, q.n, text);
  const size_t n = search_hits(f, text, QN_RANK_BM25, FIRST, stage_1);
  assert_int_equal(search_hits(f, text, QN_RANK_DEFAULT, FIRST, stage_2), n);
  for (size_t i = 0; i < n; i++) {
    const qn_hit *hit = &stage_2[i];
    const double base = base_of(stage_1, n, hit->article);
    const double expected = expected_score(c, &q, &c->articles[hit->article], base);
    if (hit->bm25 < base || hit->bm25 > base || fabs(hit->score - expected) > 1e-4 * (1.0 + expected))
      fail_msg("%s: article %u has %.6f, not %.6f", text, (unsigned)hit->article, hit->score, expected);
    assert_true(i == 0 || hit->score < hit[-1].score ||
                (hit->score <= hit[-1].score && hit->article > hit[-1].article));
  }
  const size_t limit = 1 + random_below(random, 30), n_page = search_hits(f, text, QN_RANK_DEFAULT, limit, page);
  assert_int_equal(n_page, n < limit ? n : limit);
  assert_memory_equal(page, stage_2, n_page * sizeof *page);
}

static void scores_are_those_of_the_formulas(void **state) {
  (void)state;
  static collection c;
  random_source random = random_start("test_rescoring", 1);
  for (int round = 0; round < 12; round++) {
    char *dir = make_temp_dir();
    const char *dirs[] = {dir};
    search_fixture f;
    draw_collection(&random, &c, dir);
    search_fixture_open_dirs(&f, dirs, 1);
    for (int i = 0; i < 60; i++)
      check_query(&random, &f, &c);
    search_fixture_close(&f);
    remove_tree(dir);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(scores_are_those_of_the_formulas),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
