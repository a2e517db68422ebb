/* SPDX-License-Identifier: MIT */
/* random_columns.c: making, meaning, searching. */
#include "support/random_columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 40, QUERIES = 30 };

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
/* --- filters ------------------------------------------------------------------------------------------------------ */

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

void draw_filter(random_source *random, const collection *made, meant *m) {
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

bool value_fits(const item *it, const meant *m) {
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

const char *const filter_columns[N_KINDS] = {"prices", "date", "topics", "year", "path", "id", "colour"};

bool item_fits(const item *it, const meant *filters, unsigned n) {
  bool fits = true;
  for (unsigned i = 0; i < n; i++)
    fits &= value_fits(it, &filters[i]) != filters[i].exclude;
  return fits;
}

/* --- searching ---------------------------------------------------------------------------------------------------- */

qn_search_options plain_options(void) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.rank = QN_RANK_BM25;
  return options;
}

/* Its number is in its id. */
static const item *item_of(session *s, uint64_t article) {
  qn_article read;
  qn_error error;
  assert_ok(qn_searcher_metadata(s->searcher, article, &read, &error), error);
  const char *name = strrchr(read.id.data, '/');
  const unsigned long number = strtoul((name == NULL ? read.id.data : name + 1) + 1, NULL, 10);
  assert_true(number < s->made.n);
  assert_string_equal(s->made.items[number].id, read.id.data);
  return &s->made.items[number];
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

void each_session(random_source *random, void (*check)(random_source *random, session *s)) {
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
