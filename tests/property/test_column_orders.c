/* SPDX-License-Identifier: MIT */
/* test_column_orders.c: pages of hits in orders of several keys, against brute force: what a query finds is sorted by
 * what the articles are known to have. */
#include "support/random_columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a key is for an article: numbers before dates before texts, which order as their bytes. */
typedef struct key_value {
  int kind; /* 3: missing */
  double number;
  const char *text;
} key_value;

static key_value price_key(const item *it, bool greatest) {
  key_value key = {it->n_prices > 0 ? 0 : 3, it->n_prices > 0 ? it->prices[0] : 0, ""};
  for (unsigned i = 0; i < it->n_prices; i++)
    if (greatest ? it->prices[i] > key.number : it->prices[i] < key.number)
      key.number = it->prices[i];
  return key;
}

static key_value topic_key(const item *it, bool greatest) {
  key_value key = {it->n_topics > 0 ? 2 : 3, 0, it->n_topics > 0 ? it->topics[0] : ""};
  for (unsigned i = 0; i < it->n_topics; i++)
    if ((strcmp(it->topics[i], key.text) > 0) == greatest)
      key.text = it->topics[i];
  return key;
}

static key_value key_of(const found *f, const qn_sort_key *by, char *space) {
  if (by->by == QN_SORT_SCORE)
    return (key_value){0, f->score, ""};
  if (by->by == QN_SORT_ID)
    return (key_value){2, 0, f->it->id};
  if (strcmp(by->column, "prices") == 0)
    return price_key(f->it, by->descending);
  if (strcmp(by->column, "topics") == 0)
    return topic_key(f->it, by->descending);
  if (strcmp(by->column, "date") == 0)
    return (key_value){f->it->date[0] == '\0' ? 3 : 2, 0, f->it->date};
  if (strcmp(by->column, "year") != 0)
    return (key_value){3, 0, ""};
  sprintf(space, "%d", f->it->year);
  return f->it->year_is_keyword ? (key_value){2, 0, space} : (key_value){0, f->it->year, ""};
}

static const qn_sort_key *sort_keys;
static size_t n_sort_keys;

static int compare_found(const void *left, const void *right) {
  const found *a = left, *b = right;
  char spaces[2][16];
  for (size_t i = 0; i < n_sort_keys; i++) {
    const key_value x = key_of(a, &sort_keys[i], spaces[0]), y = key_of(b, &sort_keys[i], spaces[1]);
    int order = (x.kind > y.kind) - (x.kind < y.kind);
    if (order == 0)
      order = (x.number > y.number) - (x.number < y.number);
    if (order == 0)
      order = strcmp(x.text, y.text);
    if (x.kind < 3 && y.kind < 3 && (sort_keys[i].descending || sort_keys[i].by == QN_SORT_SCORE))
      order = -order;
    if (order != 0)
      return order;
  }
  return (a->article > b->article) - (a->article < b->article);
}

static void draw_keys(random_source *random, qn_sort_key keys[3]) {
  static const char *const names[] = {"prices", "topics", "date", "year", "colour"};
  n_sort_keys = 1 + random_below(random, 3);
  for (size_t i = 0; i < n_sort_keys; i++)
    keys[i] = (qn_sort_key){random_below(random, 5) > 0 ? QN_SORT_COLUMN
                            : random_below(random, 2)   ? QN_SORT_SCORE
                                                        : QN_SORT_ID,
                            names[random_below(random, 5)], random_below(random, 2) == 0};
  sort_keys = keys;
}

/* Reads page after page until there is none. */
static void check_pages(session *s, const found *expected, size_t n_expected, qn_search_options *options,
                        const char *what) {
  char token[2000] = "";
  size_t at = 0;
  qn_hits hits;
  qn_error error;
  do {
    const char *next;
    options->after = token;
    assert_ok(qn_search(s->searcher, s->query, options, &hits, &error), error);
    if (hits.n_hits != (n_expected - at < options->limit ? n_expected - at : options->limit) ||
        hits.total != n_expected || hits.first_rank != at + 1)
      fail_msg("%s: %zu hits of %zu, at %zu", what, hits.n_hits, n_expected, at);
    for (size_t i = 0; i < hits.n_hits; i++, at++) {
      qn_hit hit;
      qn_searcher_hit(s->searcher, i, &hit);
      if (hit.article != expected[at].article)
        fail_msg("%s, sorted by %zu keys, hit %zu: it is not %s", what, options->n_sort, at, expected[at].it->id);
    }
    assert_ok(qn_searcher_page_token(s->searcher, &next, &error), error);
    assert_true(strlen(next) < sizeof token);
    strcpy(token, next);
  } while (hits.n_hits > 0);
  assert_int_equal(at, n_expected);
}

static void check_sorts(random_source *random, session *s) {
  static found expected[MOST_ARTICLES];
  qn_sort_key keys[3];
  qn_search_options options = plain_options();
  draw_keys(random, keys);
  memcpy(expected, s->all, s->n_all * sizeof *expected);
  qsort(expected, s->n_all, sizeof *expected, compare_found);
  options.sort = keys;
  options.n_sort = n_sort_keys;
  options.count = QN_COUNT_EXACT;
  options.limit = random_below(random, 4) == 0 ? MOST_ARTICLES : 1 + random_below(random, 60);
  check_pages(s, expected, s->n_all, &options, qn_query_text(s->query));
  options.n_sort = 0;
  check_pages(s, s->all, s->n_all, &options, qn_query_text(s->query));
}

static void sorted_pages_have_every_match_in_order(void **state) {
  random_source random = random_start("sorts", 12);
  (void)state;
  each_session(&random, check_sorts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sorted_pages_have_every_match_in_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
