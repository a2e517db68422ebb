/* SPDX-License-Identifier: MIT */
/* test_column_filters.c: filters, in options and in the text of a query, against brute force: what a query finds
 * without them is looked through article by article. */
#include "support/random_columns.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { MOST_FILTERS = 3 };

/* --- filters of the options --------------------------------------------------------------------------------------- */

static void describe(const meant *filters, unsigned n, char *out) {
  size_t size = 0;
  out[0] = '\0';
  for (unsigned i = 0; i < n; i++)
    size += (size_t)sprintf(out + size, " %s%s:%s", filters[i].exclude ? "-" : "", filter_columns[filters[i].kind],
                            filters[i].value);
}

/* The hits are those of the query without filters that fit, in their order. */
static void check_found(session *s, const char *what, const qn_hits *hits, size_t limit, const bool *fits) {
  size_t expected = 0;
  for (size_t i = 0; i < s->n_all; i++) {
    qn_hit hit;
    if (!fits[i])
      continue;
    qn_searcher_hit(s->searcher, expected, &hit);
    if (expected < limit && (expected >= hits->n_hits || hit.article != s->all[i].article ||
                             hit.score < s->all[i].score || hit.score > s->all[i].score))
      fail_msg("%s%s, hit %zu of %zu: it is %u with %.9g, not %u with %.9g", qn_query_text(s->query), what, expected,
               hits->n_hits, (unsigned)hit.article, hit.score, (unsigned)s->all[i].article, s->all[i].score);
    expected++;
  }
  if (hits->total != expected || hits->n_hits != (expected < limit ? expected : limit))
    fail_msg("%s%s: %zu hits and a total of %u instead of %zu", qn_query_text(s->query), what, hits->n_hits,
             (unsigned)hits->total, expected);
}

static void check_filtered(session *s, const meant *filters, unsigned n, size_t limit, bool exhaustive) {
  qn_filter given[MOST_FILTERS];
  bool fits[MOST_ARTICLES];
  char what[400];
  qn_error error;
  qn_hits hits;
  qn_search_options options = plain_options();
  for (unsigned i = 0; i < n; i++)
    given[i] = (qn_filter){filter_columns[filters[i].kind], filters[i].value, filters[i].exclude};
  options.filters = given;
  options.n_filters = n;
  options.limit = limit;
  options.exhaustive = exhaustive;
  options.count = QN_COUNT_EXACT;
  assert_ok(qn_search(s->searcher, s->query, &options, &hits, &error), error);
  describe(filters, n, what);
  for (size_t i = 0; i < s->n_all; i++)
    fits[i] = item_fits(s->all[i].it, filters, n);
  check_found(s, what, &hits, limit, fits);
}

/* --- filters in the text of a query ------------------------------------------------------------------------------- */

/* How they are joined. */
typedef enum joining { EACH, ANY, NONE, ALL_OR_FIRST, N_JOININGS } joining;

static bool joined_fit(const item *it, const meant *filters, unsigned n, joining how) {
  unsigned n_fit = 0;
  for (unsigned i = 0; i < n; i++)
    n_fit += value_fits(it, &filters[i]);
  switch (how) {
  case EACH:
    return item_fits(it, filters, n);
  case ANY:
    return n_fit > 0;
  case NONE:
    return n_fit == 0;
  default:
    return n_fit == n || value_fits(it, &filters[0]);
  }
}

/* A name in any case, and its value, in quotes where that is needed or by chance. */
static size_t spell_filter(random_source *random, const meant *filter, char *out) {
  const bool upper = random_below(random, 4) == 0;
  const bool quoted = strpbrk(filter->value, " #") != NULL || random_below(random, 3) == 0;
  size_t size = 0;
  for (const char *c = filter_columns[filter->kind]; *c != '\0'; c++)
    out[size++] = upper ? (char)toupper((unsigned char)*c) : *c;
  return size + (size_t)sprintf(out + size, quoted ? ":\"%s\"" : ":%s", filter->value);
}

static void spell_joined(random_source *random, const meant *filters, unsigned n, joining how, char *out) {
  size_t size = (size_t)sprintf(out, "%s", how == EACH ? "" : how == NONE ? " -(" : " (");
  for (unsigned i = 0; i < n; i++) {
    const char *between = how == ALL_OR_FIRST ? " AND " : " OR ";
    size += (size_t)sprintf(out + size, "%s", how == EACH ? (filters[i].exclude ? " -" : " ") : i > 0 ? between : "");
    size += spell_filter(random, &filters[i], out + size);
  }
  if (how == ALL_OR_FIRST) {
    size += (size_t)sprintf(out + size, " OR ");
    size += spell_filter(random, &filters[0], out + size);
  }
  sprintf(out + size, "%s", how == EACH ? "" : ")");
}

static void check_written(random_source *random, session *s, const meant *filters, unsigned n, joining how) {
  char text[800], joined[600];
  bool fits[MOST_ARTICLES];
  qn_query_options parsing = QN_QUERY_OPTIONS_INIT;
  qn_search_options options = plain_options();
  qn_query *query, *again;
  qn_hits hits;
  qn_error error;
  spell_joined(random, filters, n, how, joined);
  snprintf(text, sizeof text, "(%s)%s", qn_query_text(s->query), joined);
  parsing.index = s->index;
  parsing.strict = true;
  assert_ok(qn_query_parse(&query, text, strlen(text), &parsing, &error), error);
  assert_ok(qn_query_parse(&again, qn_query_text(query), strlen(qn_query_text(query)), &parsing, &error), error);
  assert_string_equal(qn_query_text(again), qn_query_text(query));
  options.limit = MOST_ARTICLES;
  options.exhaustive = random_below(random, 2) == 0;
  options.count = QN_COUNT_EXACT;
  assert_ok(qn_search(s->searcher, random_below(random, 2) == 0 ? query : again, &options, &hits, &error), error);
  for (size_t i = 0; i < s->n_all; i++)
    fits[i] = joined_fit(s->all[i].it, filters, n, how);
  check_found(s, joined, &hits, MOST_ARTICLES, fits);
  qn_query_free(again);
  qn_query_free(query);
}

/* Whether the index has the column, which is a word else. */
static bool has_column(const collection *made, filter_kind kind) {
  bool has = kind == PATH || kind == ID || kind == YEAR;
  for (unsigned i = 0; i < made->n && !has; i++) {
    const item *it = &made->items[i];
    has = !it->deleted && ((kind == DATE && it->date[0] != '\0') || (kind == PRICE && it->n_prices > 0) ||
                           (kind == TOPIC && it->n_topics > 0));
  }
  return has;
}

static void check_written_filters(random_source *random, session *s) {
  meant filters[MOST_FILTERS];
  const unsigned n = 1 + random_below(random, MOST_FILTERS);
  for (unsigned i = 0; i < n; i++)
    do
      draw_filter(random, &s->made, &filters[i]);
    while (!has_column(&s->made, filters[i].kind));
  for (joining how = EACH; how < N_JOININGS; how++)
    check_written(random, s, filters, n, how);
}

static void check_filters(random_source *random, session *s) {
  meant filters[MOST_FILTERS];
  const unsigned n = 1 + random_below(random, MOST_FILTERS);
  for (unsigned i = 0; i < n; i++)
    draw_filter(random, &s->made, &filters[i]);
  check_filtered(s, filters, n, MOST_ARTICLES, true);
  check_filtered(s, filters, n, MOST_ARTICLES, false);
  check_filtered(s, filters, n, 1 + random_below(random, 20), false);
}

static void filters_written_in_a_query_are_those_of_the_options(void **state) {
  random_source random = random_start("written filters", 17);
  (void)state;
  each_session(&random, check_written_filters);
}

static void a_filter_keeps_what_has_the_value_in_the_same_order(void **state) {
  random_source random = random_start("filters", 11);
  (void)state;
  each_session(&random, check_filters);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(filters_written_in_a_query_are_those_of_the_options),
      cmocka_unit_test(a_filter_keeps_what_has_the_value_in_the_same_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
