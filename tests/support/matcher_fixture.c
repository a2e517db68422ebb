/* SPDX-License-Identifier: MIT */
/* matcher_fixture.c: known articles, and what a matcher says of them. */
#include "support/matcher_fixture.h"

#include "support/support.h"

#include <stdlib.h>
#include <string.h>

enum { TITLE_WEIGHT = 2, GAP = 8, MAX_OCCURRENCES = 65536 };

static void *checked(void *memory) {
  if (memory == NULL)
    scaffold_failed("known articles", "no memory");
  return memory;
}

/* --- articles ----------------------------------------------------------------------------------------------------- */

static void add_word(known_article *article, const char *word, size_t size) {
  article->words = checked(realloc(article->words, (article->n_positions + 1) * sizeof *article->words));
  article->words[article->n_positions++] = word == NULL ? NULL : checked(strndup(word, size));
}

static uint32_t add_words(known_article *article, const char *text) {
  uint32_t n = 0;
  for (size_t size; text != NULL && *text != '\0'; text += size + (text[size] == ' '), n++) {
    size = strcspn(text, " ");
    add_word(article, text, size);
  }
  return n;
}

static known_article known_of(const qn_article *article) {
  known_article known = {.german = article->language.size > 0 && strcmp(article->language.data, "de") == 0};
  for (int copy = 0; copy < TITLE_WEIGHT && article->title.size > 0; copy++) {
    known.length += add_words(&known, article->title.data);
    for (int i = 0; i < GAP; i++)
      add_word(&known, NULL, 0);
  }
  known.title_end = known.n_positions;
  known.length += add_words(&known, article->text.data);
  return known;
}

static void free_known(known_article *article) {
  for (uint32_t i = 0; i < article->n_positions; i++)
    free((void *)(uintptr_t)article->words[i]);
  free(article->words);
}

void matcher_fixture_begin(matcher_fixture *fixture, const char *name) {
  *fixture = (matcher_fixture){.random = random_start(name, 1)};
}

void matcher_fixture_add(matcher_fixture *fixture, const qn_article *articles, uint32_t n) {
  const uint32_t segment = fixture->n_segments++;
  if (segment == FIXTURE_SEGMENTS)
    scaffold_failed("known articles", "too many segments");
  fixture->dirs[segment] = make_temp_dir();
  add_articles(fixture->dirs[segment], articles, n, NULL);
  fixture->articles[segment] = checked(calloc(n, sizeof **fixture->articles));
  fixture->n_articles[segment] = n;
  for (uint32_t i = 0; i < n; i++)
    fixture->articles[segment][i] = known_of(&articles[i]);
}

/* One of the words, half as often as the one before it. */
static const char *draw_word(random_source *random, const char *const *words) {
  uint32_t drawn = random_below(random, UINT32_MAX), at = 0;
  for (; words[at + 1] != NULL && drawn % 2 == 0; drawn /= 2)
    at++;
  return words[at];
}

static qn_string draw_text(random_source *random, const char *const *words, uint32_t n) {
  qn__buffer text;
  qn__buffer_init(&text);
  for (uint32_t i = 0; i < n; i++)
    qn__buffer_print(&text, i == 0 ? "%s" : " %s", draw_word(random, words));
  char *copy = checked(strndup(n == 0 ? "" : (const char *)text.data, text.size));
  qn__buffer_clear(&text);
  return string_of(copy);
}

static void free_string(qn_string string) {
  free((void *)(uintptr_t)string.data);
}

void matcher_fixture_draw(matcher_fixture *fixture, const char *const *words, uint32_t n, uint32_t max_words,
                          bool german) {
  random_source *random = &fixture->random;
  qn_article *articles = checked(calloc(n, sizeof *articles));
  for (uint32_t i = 0; i < n; i++) {
    qn__buffer id;
    qn__buffer_init(&id);
    qn__buffer_print(&id, "%u", i);
    articles[i].id = string_of(checked(strndup((const char *)id.data, id.size)));
    qn__buffer_clear(&id);
    articles[i].language = string_of(german && random_below(random, 3) == 0 ? "de" : NULL);
    articles[i].title = draw_text(random, words, random_below(random, 4) == 0 ? 1 + random_below(random, 3) : 0);
    articles[i].text = draw_text(random, words, random_below(random, max_words + 1));
  }
  matcher_fixture_add(fixture, articles, n);
  for (uint32_t i = 0; i < n; i++) {
    free_string(articles[i].id);
    free_string(articles[i].title);
    free_string(articles[i].text);
  }
  free(articles);
}

void matcher_fixture_open(matcher_fixture *fixture) {
  const char *dirs[FIXTURE_SEGMENTS];
  qn_error error;
  for (uint32_t i = 0; i < fixture->n_segments; i++)
    dirs[i] = fixture->dirs[i];
  assert_ok(qn_index_open(&fixture->index, dirs, fixture->n_segments, &error), error);
  assert_ok(qn__analyzer_new(&fixture->analyzer, &error), error);
  assert_ok(qn__store_reader_new(&fixture->store_reader, &error), error);
  qn__arena_init(&fixture->arena);
}

void matcher_fixture_end(matcher_fixture *fixture) {
  qn_query_free(fixture->query);
  qn__arena_clear(&fixture->arena);
  qn__store_reader_free(fixture->store_reader);
  qn__analyzer_free(fixture->analyzer);
  qn_index_close(fixture->index);
  for (uint32_t s = 0; s < fixture->n_segments; s++) {
    for (uint32_t i = 0; i < fixture->n_articles[s]; i++)
      free_known(&fixture->articles[s][i]);
    free(fixture->articles[s]);
    remove_tree(fixture->dirs[s]);
  }
}

int set_up_known_articles(void **state) {
  static const char *const words[] = {"the",    "talk",   "rare", "talks", "earth", "house", "7.25", "trade",
                                      "houses", "talked", "7.5",  "gain",  "zebra", "7.125", NULL};
  static const char *const few[] = {"the", "talk", NULL};
  static matcher_fixture fixture;
  matcher_fixture_begin(&fixture, "known articles");
  matcher_fixture_draw(&fixture, words, 20000, 16, true);
  matcher_fixture_draw(&fixture, words, 300, 10, false);
  matcher_fixture_draw(&fixture, words, 20, 4000, false);
  matcher_fixture_draw(&fixture, few, 5, 10, false);
  matcher_fixture_open(&fixture);
  *state = &fixture;
  return 0;
}

int tear_down_known_articles(void **state) {
  matcher_fixture_end(*state);
  return 0;
}

/* --- matchers ----------------------------------------------------------------------------------------------------- */

const qn__plan *plan_query(matcher_fixture *fixture, const char *text) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  return plan_tree(fixture, query);
}

const qn__plan *plan_tree(matcher_fixture *fixture, qn_query *query) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_error error;
  options.k1 = QN__DEFAULT_K1;
  options.b = QN__DEFAULT_B;
  qn_query_free(fixture->query);
  fixture->query = query;
  qn__arena_reset(&fixture->arena);
  assert_ok(qn__plan_build(&fixture->plan, fixture->query, fixture->index, &options, NULL, &fixture->saturation,
                           fixture->analyzer, &fixture->arena, &error),
            error);
  return &fixture->plan;
}

qn__matcher *open_matchers(matcher_fixture *fixture, size_t segment) {
  qn_error error;
  assert_true(fixture->plan.n_leaves > 0);
  assert_ok(qn__matched_segment_open(&fixture->matched, &fixture->plan, segment, fixture->store_reader, &fixture->arena,
                                     &error),
            error);
  return &fixture->matched.leaves[0];
}

/* --- what is in an article ---------------------------------------------------------------------------------------- */

static bool is_listed(const char *list, const char *word) {
  for (size_t size; *list != '\0'; list += size + (list[size] == ' ')) {
    size = strcspn(list, " ");
    if (strlen(word) == size && memcmp(list, word, size) == 0)
      return true;
  }
  return false;
}

static bool stands_at(const known_article *article, const looked_for *wanted, uint32_t position) {
  for (uint32_t i = 0; i < FIXTURE_WORDS && wanted->words[i] != NULL; i++) {
    const char *list = article->german && wanted->german[i] != NULL ? wanted->german[i] : wanted->words[i];
    if (position + i >= article->n_positions || article->words[position + i] == NULL ||
        !is_listed(list, article->words[position + i]))
      return false;
  }
  return true;
}

uint32_t count_occurrences(const known_article *article, const looked_for *wanted, uint32_t *positions) {
  uint32_t n = 0, first = UINT32_MAX;
  for (uint32_t at = 0; at < article->n_positions; at++) {
    if (!stands_at(article, wanted, at))
      continue;
    first = n == 0 ? at : first;
    if (positions != NULL)
      positions[n] = at;
    n++;
  }
  return wanted->title && first >= article->title_end ? 0 : n;
}

/* --- what a matcher says ------------------------------------------------------------------------------------------ */

/* What is compared: a matcher, and the frequencies that it should find in its segment. */
typedef struct comparison {
  const char *text;
  find_function find;
  const void *wanted;
  const known_article *articles;
  uint32_t n, segment;
  uint32_t *freqs;
  qn__matcher *matcher;
} comparison;

static void check_freq(const comparison *c, uint32_t doc, uint32_t least) {
  uint32_t freq = UINT32_MAX, expected = c->freqs[doc];
  qn_error error;
  assert_ok(c->matcher->ops->freq(c->matcher, doc, least, &freq, &error), error);
  if (freq != expected && !(expected < least && freq == 0))
    fail_msg("%s, segment %u: article %u (least %u) has it %u times, not %u", c->text, c->segment, doc, least, freq,
             expected);
}

static void check_positions(const comparison *c, uint32_t doc, uint32_t least) {
  static uint32_t expected[MAX_OCCURRENCES];
  qn__position_list found = {.n = UINT32_MAX};
  qn_error error;
  uint32_t n = 0, freq = c->find(&c->articles[doc], c->wanted, expected, &n);
  if (freq < least)
    freq = n = 0;
  assert_ok(c->matcher->ops->positions(c->matcher, doc, least, &found, &error), error);
  if (found.freq != freq || found.n != n || (n > 0 && memcmp(found.data, expected, n * sizeof *expected) != 0))
    fail_msg("%s, segment %u: article %u (least %u) has other positions: %u, not %u", c->text, c->segment, doc, least,
             found.n, n);
}

/* The bits have all articles that match; no other ones, if they are exact; and never one that is not there. */
static void check_window(const comparison *c, const qn__window *window, const uint64_t *bits) {
  for (uint32_t at = 0; at < QN__WINDOW_DOCS; at++) {
    bool set = bits[at / 64] >> (at % 64) & 1;
    bool matches = window->from + at < window->end && c->freqs[window->from + at] > 0;
    bool may_be_set = c->matcher->ops->exact_bits ? matches : window->from + at < window->end;
    if (matches ? !set : set && !may_be_set)
      fail_msg("%s, segment %u: the bit of article %u is %d", c->text, c->segment, window->from + at, set);
  }
}

/* Window by window, asking for the frequencies of what is in it. */
static void check_windows(const comparison *c) {
  qn_error error;
  for (uint32_t from = 0; from < c->n; from += QN__WINDOW_DOCS) {
    const uint64_t *bits = NULL, *again = NULL;
    qn__window window = {from, c->n - from > QN__WINDOW_DOCS ? from + QN__WINDOW_DOCS : c->n};
    c->matcher->segment->window = window;
    assert_ok(c->matcher->ops->fill(c->matcher, &bits, &error), error);
    check_window(c, &window, bits);
    for (uint32_t doc = from; doc < window.end; doc++)
      check_freq(c, doc, 1);
    assert_ok(c->matcher->ops->fill(c->matcher, &again, &error), error);
    check_window(c, &window, again);
  }
}

/* Neither is ever below what it bounds. */
static void check_bounds(const comparison *c) {
  const qn__segment_meta *meta = &c->matcher->segment->where->segment->meta;
  qn__saturation saturation;
  uint64_t n = 0;
  uint8_t highest = c->matcher->ops->max_saturation(c->matcher);
  qn__saturation_init(&saturation, meta->k1, meta->b, qn__segment_average(meta));
  for (uint32_t doc = 0; doc < c->n; doc++) {
    float k = saturation.k[qn__length_to_byte(c->articles[doc].length)];
    n += c->freqs[doc] > 0;
    if (c->freqs[doc] > 0 && qn__saturation_to_byte(qn__saturate((float)c->freqs[doc], k)) > highest)
      fail_msg("%s, segment %u: article %u passes the highest saturation, %u", c->text, c->segment, doc, highest);
  }
  if (c->matcher->ops->max_docs(c->matcher) < n)
    fail_msg("%s, segment %u: more articles match than %llu", c->text, c->segment,
             (unsigned long long)c->matcher->ops->max_docs(c->matcher));
}

/* Upwards, downwards, and in any order with any least frequency. */
static void check_single_articles(const comparison *c, random_source *random) {
  for (uint32_t doc = 0; doc < c->n; doc++) {
    check_freq(c, doc, 1);
    check_positions(c, doc, 1);
  }
  for (uint32_t doc = c->n; doc-- > 0;)
    check_freq(c, doc, 1);
  for (uint32_t i = 0; i < c->n; i++) {
    uint32_t doc = random_below(random, c->n), least = 1 + random_below(random, 4);
    check_positions(c, doc, least);
    check_freq(c, doc, least);
  }
}

static void check_segment(matcher_fixture *fixture, const char *text, find_function find, const void *wanted,
                          uint32_t segment) {
  static uint32_t positions[MAX_OCCURRENCES];
  uint32_t n;
  comparison c = {text, find, wanted, fixture->articles[segment], fixture->n_articles[segment], segment, NULL, NULL};
  c.freqs = checked(calloc(c.n, sizeof *c.freqs));
  for (uint32_t doc = 0; doc < c.n; doc++)
    c.freqs[doc] = find(&c.articles[doc], wanted, positions, &n);
  c.matcher = open_matchers(fixture, segment);
  check_bounds(&c);
  check_windows(&c);
  c.matcher = open_matchers(fixture, segment);
  check_single_articles(&c, &fixture->random);
  free(c.freqs);
}

void check_planned(matcher_fixture *fixture, const char *text, find_function find, const void *wanted) {
  assert_int_equal(fixture->plan.n_leaves, 1);
  for (uint32_t segment = 0; segment < fixture->n_segments; segment++)
    check_segment(fixture, text, find, wanted, segment);
}

static uint32_t find_side_by_side(const known_article *article, const void *wanted, uint32_t *positions, uint32_t *n) {
  return *n = count_occurrences(article, wanted, positions);
}

void check_matcher(matcher_fixture *fixture, const char *text, const looked_for *wanted) {
  plan_query(fixture, text);
  check_planned(fixture, text, find_side_by_side, wanted);
}

void check_tree(matcher_fixture *fixture, const char *name, qn_query *query, const looked_for *wanted) {
  plan_tree(fixture, query);
  check_planned(fixture, name, find_side_by_side, wanted);
}
