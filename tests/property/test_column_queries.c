/* SPDX-License-Identifier: MIT */
/* test_column_queries.c: filters, sorts and facets against brute force: what a query finds without them, in its order,
 * is looked through article by article.  Articles, values, segments and deletes are random. */
#include "support/support.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_ARTICLES = 600, MOST_VALUES = 3, MOST_FILTERS = 3, ROUNDS = 40, QUERIES = 30 };

typedef struct item {
  char id[40];
  bool deleted;
  char date[16]; /* "": none */
  double prices[MOST_VALUES];
  char topics[MOST_VALUES][16];
  unsigned n_prices, n_topics;
  int year; /* a number in some articles, */
  bool year_is_keyword;
} item;

typedef struct collection {
  item items[MOST_ARTICLES];
  unsigned n;
} collection;

/* --- making ------------------------------------------------------------------------------------------------------- */

static void draw_date(random_source *random, char out[16]) {
  const unsigned year = 2023 + random_below(random, 3), month = 1 + random_below(random, 12);
  snprintf(out, 16, "%04u-%02u-%02u", year, month, 1 + random_below(random, 28));
}

static void draw_item(random_source *random, item *it, unsigned number) {
  static const char *const folders[] = {"", "docs/", "docs/talks/", "src/", "Old Talks/"};
  *it = (item){.deleted = false};
  sprintf(it->id, "%sf%u.%s", folders[random_below(random, 5)], number, random_below(random, 2) ? "md" : "txt");
  if (random_below(random, 8) == 0)
    sprintf(it->id + strlen(it->id), "#%u", random_below(random, 20));
  if (random_below(random, 5) > 0)
    draw_date(random, it->date);
  it->n_prices = random_below(random, MOST_VALUES + 1);
  for (unsigned i = 0; i < it->n_prices; i++)
    it->prices[i] = (double)random_below(random, 40) / 4 - 2;
  it->n_topics = random_below(random, MOST_VALUES + 1);
  for (unsigned i = 0; i < it->n_topics; i++)
    sprintf(it->topics[i], "%s %u", random_below(random, 2) ? "New" : "new", random_below(random, 6));
  it->year = 2000 + (int)random_below(random, 4);
  it->year_is_keyword = random_below(random, 2) == 0;
}

static size_t put_fields(const item *it, char *out) {
  size_t size = (size_t)sprintf(out, "{\"prices\":[");
  for (unsigned i = 0; i < it->n_prices; i++)
    size += (size_t)sprintf(out + size, "%s%.17g", i > 0 ? "," : "", it->prices[i]);
  size += (size_t)sprintf(out + size, "],\"topics\":[");
  for (unsigned i = 0; i < it->n_topics; i++)
    size += (size_t)sprintf(out + size, "%s\"%s\"", i > 0 ? "," : "", it->topics[i]);
  const char *quote = it->year_is_keyword ? "\"" : "";
  return size + (size_t)sprintf(out + size, "],\"year\":%s%d%s}", quote, it->year, quote);
}

static void add_item(random_source *random, qn_writer *writer, const item *it) {
  static const char *const words[] = {"sea", "salt", "tide", "sea salt", "harbour", "rare"};
  char text[400] = "", fields[400];
  for (unsigned i = 0, n = random_below(random, 12); i < n; i++)
    strcat(strcat(text, words[random_below(random, random_below(random, 3) == 0 ? 6 : 4)]), " ");
  put_fields(it, fields);
  qn_article article = {
      .id = string_of(it->id), .text = string_of(text), .date = string_of(it->date), .fields = string_of(fields)};
  qn_error error;
  assert_ok(qn_writer_add(writer, &article, &error), error);
}

static void build_collection(random_source *random, collection *made, const char *dir) {
  const unsigned n_commits = 1 + random_below(random, 4);
  made->n = 20 + random_below(random, MOST_ARTICLES - 20);
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (unsigned i = 0; i < made->n; i++) {
    draw_item(random, &made->items[i], i);
    add_item(random, writer, &made->items[i]);
    if (i % (made->n / n_commits + 1) == 0)
      assert_ok(qn_writer_commit(writer, NULL, &error), error);
  }
  for (unsigned i = 0, n = random_below(random, made->n / 4); i < n; i++) {
    item *it = &made->items[random_below(random, made->n)];
    if (!it->deleted)
      assert_ok(qn_writer_delete(writer, string_of(it->id), &error), error);
    it->deleted = true;
  }
  commit_and_close(writer);
}

/* Scores of one article alone: which other articles are found does not change its place. */
static qn_search_options plain_options(void) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.rank = QN_RANK_BM25;
  return options;
}

/* --- filters ------------------------------------------------------------------------------------------------------ */

typedef enum filter_kind { PRICE, DATE, TOPIC, YEAR, PATH, ID, UNKNOWN, N_KINDS } filter_kind;

/* A filter with what it means. */
typedef struct meant {
  filter_kind kind;
  char value[64];
  bool exclude;
  double least, most; /* of prices, years */
  bool above, below;  /* without the bounds */
  char first[16], last[16];
  const char *prefix, *suffix; /* of paths; NULL: any */
} meant;

static void draw_price(random_source *random, meant *m) {
  double a = (double)random_below(random, 40) / 4 - 2, b = (double)random_below(random, 40) / 4 - 2;
  const unsigned form = random_below(random, 8);
  m->least = a;
  m->most = b;
  m->above = form == 3;
  m->below = form == 5;
  switch (form) {
  case 0:
    sprintf(m->value, "%g..%g", a, b);
    return;
  case 1:
    sprintf(m->value, "%g", a);
    m->most = a;
    return;
  case 2:
  case 3:
  case 6:
    sprintf(m->value, form == 2 ? ">=%g" : form == 3 ? ">%g" : "%g..", a);
    m->most = 1e300;
    return;
  default:
    sprintf(m->value, form == 4 ? "<=%g" : form == 5 ? "<%g" : "..%g", b);
    m->least = -1e300;
    return;
  }
}

/* Dates as text order as the dates do; a month or a year is cut off. */
static void draw_dates(random_source *random, meant *m) {
  const unsigned form = random_below(random, 6);
  char a[16], b[16];
  draw_date(random, a);
  draw_date(random, b);
  a[random_below(random, 3) == 0 ? 4 : random_below(random, 2) == 0 ? 7 : 10] = '\0';
  b[random_below(random, 3) == 0 ? 4 : random_below(random, 2) == 0 ? 7 : 10] = '\0';
  m->above = form == 2;
  m->below = form == 4;
  strcpy(m->first, form < 4 ? a : "");
  strcpy(m->last, form == 0 ? b : form == 1 ? a : form < 4 ? "9" : b);
  sprintf(m->value, "%s%s%s",
          form == 2   ? ">"
          : form == 3 ? ">="
          : form == 4 ? "<"
          : form == 5 ? ".."
                      : "",
          form < 4 ? a : b, form == 0 ? ".." : "");
  if (form == 0)
    strcat(m->value, b);
}

static void draw_path(random_source *random, meant *m) {
  static const struct {
    const char *value, *prefix, *suffix;
  } paths[] = {{"docs/**", "docs/", NULL},
               {"docs/", "docs/", NULL},
               {"**/*.md", NULL, ".md"},
               {"*.txt", NULL, ".txt"},
               {"talks", "docs/talks/", NULL},
               {"docs/talks", "docs/talks/", NULL},
               {"**", NULL, NULL},
               {"src/*.md", "src/", ".md"},
               {"Old*", "Old Talks/", NULL},
               {"docs/*/*", "docs/talks/", NULL}};
  const unsigned i = random_below(random, sizeof paths / sizeof paths[0]);
  strcpy(m->value, paths[i].value);
  m->prefix = paths[i].prefix;
  m->suffix = paths[i].suffix;
}

static void draw_filter(random_source *random, const collection *made, meant *m) {
  *m = (meant){.kind = random_below(random, N_KINDS), .exclude = random_below(random, 4) == 0};
  switch (m->kind) {
  case PRICE:
    draw_price(random, m);
    break;
  case DATE:
    draw_dates(random, m);
    break;
  case TOPIC:
    sprintf(m->value, "%s %u", random_below(random, 2) ? "New" : "new", random_below(random, 7));
    break;
  case YEAR:
    m->least = m->most = 2000 + random_below(random, 5);
    sprintf(m->value, "%g", m->least);
    break;
  case PATH:
    draw_path(random, m);
    break;
  case ID:
    strcpy(m->value, made->items[random_below(random, made->n)].id);
    break;
  default:
    strcpy(m->value, "x");
    break;
  }
}

/* --- what they mean ---------------------------------------------------------------------------------------------- */

static bool price_fits(const item *it, const meant *m) {
  bool fits = false;
  for (unsigned i = 0; i < it->n_prices; i++) {
    double p = it->prices[i];
    fits |= (m->above ? p > m->least : p >= m->least) && (m->below ? p < m->most : p <= m->most);
  }
  return fits;
}

static bool date_fits(const item *it, const meant *m) {
  if (it->date[0] == '\0')
    return false;
  int to_first = strncmp(it->date, m->first, strlen(m->first)), to_last = strncmp(it->date, m->last, strlen(m->last));
  return (m->above ? to_first > 0 : to_first >= 0) && (m->below ? to_last < 0 : to_last <= 0);
}

static bool topic_fits(const item *it, const meant *m) {
  bool fits = false;
  for (unsigned i = 0; i < it->n_topics; i++)
    fits |= strcmp(it->topics[i], m->value) == 0;
  return fits;
}

static bool path_fits(const item *it, const meant *m) {
  char path[40];
  strcpy(path, it->id);
  path[strcspn(path, "#")] = '\0';
  if (strcmp(m->value, "talks") == 0)
    return strstr(path, "talks") != NULL || strstr(path, "Talks") != NULL;
  size_t size = strlen(path), suffix = m->suffix == NULL ? 0 : strlen(m->suffix);
  return (m->prefix == NULL || strncmp(path, m->prefix, strlen(m->prefix)) == 0) &&
         (m->suffix == NULL || (size >= suffix && strcmp(path + size - suffix, m->suffix) == 0));
}

static bool value_fits(const item *it, const meant *m) {
  switch (m->kind) {
  case PRICE:
    return price_fits(it, m);
  case DATE:
    return date_fits(it, m);
  case TOPIC:
    return topic_fits(it, m);
  case YEAR:
    return it->year >= m->least && it->year <= m->most;
  case PATH:
    return path_fits(it, m);
  case ID:
    return strcmp(it->id, m->value) == 0;
  default:
    return false;
  }
}

static const char *const columns[] = {"prices", "date", "topics", "year", "path", "id", "colour"};

static bool item_fits(const item *it, const meant *filters, unsigned n) {
  bool fits = true;
  for (unsigned i = 0; i < n; i++)
    fits &= value_fits(it, &filters[i]) != filters[i].exclude;
  return fits;
}

/* --- searching ---------------------------------------------------------------------------------------------------- */

typedef struct found {
  uint64_t article;
  double score;
  const item *it;
} found;

typedef struct session {
  collection made;
  qn_index *index;
  qn_searcher *searcher;
  qn_query *query;
  found all[MOST_ARTICLES]; /* what the query finds without filters, in order */
  size_t n_all;
} session;

static const item *item_of(session *s, uint64_t article) {
  qn_article read;
  qn_error error;
  assert_ok(qn_searcher_metadata(s->searcher, article, &read, &error), error);
  for (unsigned i = 0; i < s->made.n; i++)
    if (strcmp(s->made.items[i].id, read.id.data) == 0)
      return &s->made.items[i];
  fail_msg("there is no article %s", read.id.data);
  return NULL;
}

static void draw_query(random_source *random, session *s) {
  static const char *const texts[] = {
      "sea",      "sea salt",      "+sea +tide", "\"sea salt\"", "sea -tide",
      "rare sea", "+salt harbour", "rare",       "=sea",         "sea tide rare harbour"};
  const char *text = texts[random_below(random, sizeof texts / sizeof texts[0])];
  qn_error error;
  qn_search_options options = plain_options();
  qn_hits hits;
  assert_ok(qn_query_parse(&s->query, text, strlen(text), NULL, &error), error);
  options.limit = MOST_ARTICLES;
  assert_ok(qn_search(s->searcher, s->query, &options, &hits, &error), error);
  s->n_all = hits.n_hits;
  for (size_t i = 0; i < hits.n_hits; i++) {
    qn_hit hit;
    qn_searcher_hit(s->searcher, i, &hit);
    s->all[i] = (found){hit.article, hit.score, item_of(s, hit.article)};
  }
}

static void describe(const meant *filters, unsigned n, char *out) {
  size_t size = 0;
  out[0] = '\0';
  for (unsigned i = 0; i < n; i++)
    size += (size_t)sprintf(out + size, " %s%s:%s", filters[i].exclude ? "-" : "", columns[filters[i].kind],
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
      fail_msg("%s%s, hit %zu of %zu: it is not %s", qn_query_text(s->query), what, expected, hits->n_hits,
               s->all[i].it->id);
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
    given[i] = (qn_filter){columns[filters[i].kind], filters[i].value, filters[i].exclude};
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
  for (const char *c = columns[filter->kind]; *c != '\0'; c++)
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
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
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

static void each_round(random_source *random, void (*check)(random_source *random, session *s)) {
  static session s;
  const char *rounds = getenv("QUERN_ROUNDS");
  for (int round = 0, n = rounds != NULL ? atoi(rounds) : ROUNDS; round < n; round++) {
    char *dir = make_fast_temp_dir();
    const char *const dirs[] = {dir};
    qn_error error;
    build_collection(random, &s.made, dir);
    assert_ok(qn_index_open(&s.index, dirs, 1, &error), error);
    assert_ok(qn_searcher_new(&s.searcher, s.index, &error), error);
    for (int i = 0; i < QUERIES; i++) {
      draw_query(random, &s);
      check(random, &s);
      qn_query_free(s.query);
    }
    qn_searcher_free(s.searcher);
    qn_index_close(s.index);
    remove_tree(dir);
  }
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
  each_round(&random, check_written_filters);
}

static void a_filter_keeps_what_has_the_value_in_the_same_order(void **state) {
  random_source random = random_start("filters", 11);
  (void)state;
  each_round(&random, check_filters);
}

/* --- sorts -------------------------------------------------------------------------------------------------------- */

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
  each_round(&random, check_sorts);
}

/* --- facets ------------------------------------------------------------------------------------------------------- */

/* Whether an article has a value of a facet. */
static bool item_has(const item *it, const qn_facet *facet, const qn_facet_value *value) {
  bool has = false;
  char year[16], date[16];
  if (strcmp(facet->column, "topics") == 0)
    for (unsigned i = 0; i < it->n_topics; i++)
      has |= value->value.type == QN_VALUE_KEYWORD && strcmp(it->topics[i], value->value.keyword.data) == 0;
  for (unsigned i = 0; strcmp(facet->column, "prices") == 0 && i < it->n_prices; i++)
    has |= facet->by == QN_FACET_RANGE ? it->prices[i] >= value->value.number && it->prices[i] < value->end
                                       : it->prices[i] >= value->value.number && it->prices[i] <= value->value.number;
  if (strcmp(facet->column, "year") == 0 && it->year_is_keyword == (value->value.type == QN_VALUE_KEYWORD)) {
    sprintf(year, "%d", it->year);
    has = it->year_is_keyword ? strcmp(year, value->value.keyword.data) == 0
                              : it->year >= value->value.number && it->year <= value->value.number;
  }
  if (strcmp(facet->column, "date") == 0 && it->date[0] != '\0') {
    const time_t seconds = (time_t)value->value.seconds;
    struct tm day;
    static const char *const formats[] = {"%Y-%m-%d", "%Y", "%Y-%m", "%Y-%m-%d"};
    strftime(date, sizeof date, formats[facet->by], gmtime_r(&seconds, &day));
    has = strncmp(it->date, date, strlen(date)) == 0;
  }
  return has;
}

static void check_facet(session *s, size_t number, const qn_facet *facet, const meant *filter) {
  qn_facet_result result;
  qn_facet_value value, last = {.n_articles = UINT64_MAX};
  uint64_t sum = 0, expected_sum = 0;
  assert_true(qn_searcher_facet(s->searcher, number, &result));
  for (size_t k = 0; k < result.n_values; k++) {
    uint64_t n = 0;
    assert_true(qn_searcher_facet_value(s->searcher, number, k, &value));
    for (size_t i = 0; i < s->n_all; i++)
      n += item_fits(s->all[i].it, filter, 1) && item_has(s->all[i].it, facet, &value);
    if (n != value.n_articles)
      fail_msg("%s %s: value %zu (%s %g %lld) has %u articles instead of %u", qn_query_text(s->query), facet->column, k,
               value.value.keyword.data, value.value.number, (long long)value.value.seconds, (unsigned)value.n_articles,
               (unsigned)n);
    assert_true(facet->by != QN_FACET_VALUE || facet->by_value || n <= last.n_articles);
    assert_true(facet->by == QN_FACET_RANGE || n > 0);
    last = value;
    sum += n;
  }
  assert_false(qn_searcher_facet_value(s->searcher, number, result.n_values, &value));
  for (size_t i = 0; i < s->n_all; i++)
    if (item_fits(s->all[i].it, filter, 1) && strcmp(facet->column, "topics") == 0)
      for (unsigned a = 0; a < s->all[i].it->n_topics; a++) {
        bool again = false;
        for (unsigned b = 0; b < a; b++)
          again |= strcmp(s->all[i].it->topics[a], s->all[i].it->topics[b]) == 0;
        expected_sum += !again;
      }
  if (strcmp(facet->column, "topics") == 0 && facet->limit == 100)
    assert_int_equal(sum, expected_sum);
}

static void check_facets(random_source *random, session *s) {
  static const double bounds[] = {0, 2.5, 5};
  const qn_facet facets[] = {{"topics", QN_FACET_VALUE, NULL, 0, 100, false},
                             {"topics", QN_FACET_VALUE, NULL, 0, 3, random_below(random, 2) == 0},
                             {"date", QN_FACET_MONTH, NULL, 0, 0, false},
                             {"date", QN_FACET_YEAR, NULL, 0, 0, false},
                             {"date", QN_FACET_DAY, NULL, 0, 5, false},
                             {"prices", QN_FACET_RANGE, bounds, 3, 0, false},
                             {"prices", QN_FACET_VALUE, NULL, 0, 0, true},
                             {"year", QN_FACET_VALUE, NULL, 0, 0, false},
                             {"colour", QN_FACET_VALUE, NULL, 0, 0, false}};
  const size_t n = sizeof facets / sizeof facets[0];
  qn_search_options options = plain_options();
  meant filter;
  qn_filter given;
  qn_hits hits;
  qn_error error;
  draw_filter(random, &s->made, &filter);
  given = (qn_filter){columns[filter.kind], filter.value, filter.exclude};
  options.facets = facets;
  options.n_facets = n;
  options.filters = &given;
  options.n_filters = 1;
  assert_ok(qn_search(s->searcher, s->query, &options, &hits, &error), error);
  for (size_t i = 0; i < n; i++)
    check_facet(s, i, &facets[i], &filter);
  assert_true(hits.total_exact);
}

static void facets_count_the_articles_that_match(void **state) {
  random_source random = random_start("facets", 13);
  (void)state;
  each_round(&random, check_facets);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_filter_keeps_what_has_the_value_in_the_same_order),
      cmocka_unit_test(filters_written_in_a_query_are_those_of_the_options),
      cmocka_unit_test(sorted_pages_have_every_match_in_order),
      cmocka_unit_test(facets_count_the_articles_that_match),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
