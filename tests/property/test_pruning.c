/* SPDX-License-Identifier: MIT */
/* test_pruning.c: every engine gives what the exhaustive one gives: the same articles in the same order with the same
 * scores, and the same counts; whatever the query, the segments, the deletes, k, k1 and b.  Stage 2, which computes
 * features for a short page of few articles, gives what it gives where it computes all for all.  Collections are large
 * enough for blocks, bit sets, best postings and windows to matter. */
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VOCABULARY = 400, MAX_HITS = 1000 };

/* Word `rank` of the vocabulary: frequent ones have low ranks. */
static void put_word(char *out, unsigned rank) {
  sprintf(out, "w%c%c%u", 'a' + (int)(rank % 26), 'b' + (int)(rank % 7), rank);
}

/* About as words are in a language: rank r with a probability like 1 / r. */
static unsigned draw_rank(random_source *random) {
  unsigned rank = (unsigned)random_skewed(random, 9);
  return rank < VOCABULARY ? rank : VOCABULARY - 1;
}

/* A word, or its plural: another form of the same term where there is a vowel. */
static size_t put_form(random_source *random, char *out) {
  put_word(out, draw_rank(random));
  if (random_below(random, 4) == 0)
    strcat(out, "s");
  return strlen(out);
}

static size_t put_words(random_source *random, char *out, unsigned n) {
  size_t size = 0;
  for (unsigned i = 0; i < n; i++) {
    size += put_form(random, out + size);
    out[size++] = ' ';
  }
  out[size] = '\0';
  return size;
}

static void add_article(random_source *random, qn_writer *writer, unsigned number) {
  static const char *const languages[] = {"en", "de", "none"};
  char id[20], title[200], text[4000];
  sprintf(id, "%u", number);
  size_t title_size = put_words(random, title, random_below(random, 4));
  size_t text_size = put_words(random, text, (unsigned)random_skewed(random, 7));
  qn_article article = {.id = string_of(id),
                        .title = {title, title_size},
                        .text = {text, text_size},
                        .language = string_of(languages[random_below(random, 20) < 17 ? 0 : random_below(random, 3)])};
  qn_error error;
  assert_ok(qn_writer_add(writer, &article, &error), error);
}

typedef struct collection {
  unsigned n_articles, n_commits, n_deletes, title_weight;
  void (*add)(random_source *random, qn_writer *writer, unsigned number);
} collection;

static qn_index *build(random_source *random, const char *dir, const collection *made) {
  qn_error error;
  qn_writer *writer;
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  options.title_weight = made->title_weight;
  options.threads = 1;
  assert_ok(qn_writer_open(&writer, dir, &options, &error), error);
  for (unsigned c = 0, number = 0; c < made->n_commits; c++) {
    for (unsigned i = 0; i < made->n_articles / made->n_commits; i++)
      made->add(random, writer, number++);
    assert_ok(qn_writer_commit(writer, NULL, &error), error);
  }
  for (unsigned i = 0; i < made->n_deletes; i++) {
    char id[20];
    sprintf(id, "%u", random_below(random, made->n_articles));
    qn_writer_delete(writer, string_of(id), NULL);
  }
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  qn_writer_close(writer);
  qn_index *index;
  const char *dirs[] = {dir};
  assert_ok(qn_index_open(&index, dirs, 1, &error), error);
  return index;
}

/* --- queries of every shape -------------------------------------------------------------------------------------- */

static size_t put_item(random_source *random, char *out, unsigned depth);

static size_t put_items(random_source *random, char *out, unsigned n, const char *between, unsigned depth) {
  size_t size = 0;
  for (unsigned i = 0; i < n; i++) {
    if (i > 0)
      size += (size_t)sprintf(out + size, "%s", between);
    size += put_item(random, out + size, depth);
  }
  return size;
}

/* A word that stands for others: few of them, or as many as a query may have. */
static size_t put_pattern(random_source *random, char *out) {
  static const char *const patterns[] = {"w*", "wa*", "w?b1*", "*7", "*a*", "re:/w[a-c].[12]*/", "wb*~"};
  const unsigned kind = random_below(random, 10);
  if (kind >= 3)
    return (size_t)sprintf(out, "%s", patterns[kind - 3]);
  put_word(out, draw_rank(random));
  strcat(out, kind == 0 ? "~1" : kind == 1 ? "~2" : "*");
  return strlen(out);
}

/* A phrase, of which words may be patterns. */
static size_t put_phrase(random_source *random, char *out) {
  size_t size = (size_t)sprintf(out, "\"");
  for (unsigned i = 0, n = 2 + random_below(random, 2); i < n; i++) {
    char word[40] = "re:";
    while (strncmp(word, "re:", 3) == 0)
      if (random_below(random, 6) == 0)
        put_pattern(random, word);
      else
        put_form(random, word);
    size += (size_t)sprintf(out + size, "%s%s", i > 0 ? " " : "", word);
  }
  return size + (size_t)sprintf(out + size, "\"");
}

/* Words and phrases near each other, or synonyms. */
static size_t put_joined(random_source *random, char *out) {
  const bool is_near = random_below(random, 2) == 0;
  const unsigned distance = (unsigned)random_skewed(random, 5);
  size_t size = (size_t)sprintf(out, "%s(", random_below(random, 8) == 0 ? "title:" : "");
  for (unsigned i = 0, n = 2 + random_below(random, 2); i < n; i++) {
    const bool is_phrase = random_below(random, 4) == 0;
    if (i > 0)
      size += is_near ? (size_t)sprintf(out + size, " NEAR/%u ", distance) : (size_t)sprintf(out + size, " SYN ");
    if (random_below(random, 8) == 0) {
      size += put_pattern(random, out + size);
      continue;
    }
    size += (size_t)sprintf(out + size, "%s\"", random_below(random, 5) == 0 ? "=" : "");
    size += put_words(random, out + size, is_phrase ? 2 : 1);
    size += (size_t)sprintf(out + size, "\"");
  }
  return size + (size_t)sprintf(out + size, ")");
}

static size_t put_boost(random_source *random, char *out) {
  static const char *const boosts[] = {"0.001", "0.5", "2.5", "10", "1000"};
  return random_below(random, 5) == 0 ? (size_t)sprintf(out, "^%s", boosts[random_below(random, 5)]) : 0;
}

static size_t put_boosted(random_source *random, char *out, size_t size) {
  return size + put_boost(random, out + size);
}

static size_t put_group(random_source *random, char *out, const char *between, bool is_counted, unsigned depth) {
  unsigned n = 2 + random_below(random, is_counted ? 4 : 2);
  size_t size = (size_t)sprintf(out, "(");
  size += put_items(random, out + size, n, between, depth - 1);
  size += (size_t)sprintf(out + size, ")");
  if (is_counted)
    size += (size_t)sprintf(out + size, "~%u", 1 + random_below(random, n));
  return size;
}

static size_t put_item(random_source *random, char *out, unsigned depth) {
  size_t size = 0;
  switch (random_below(random, depth > 0 ? 12 : 8)) {
  case 0:
    return put_boosted(random, out, put_phrase(random, out));
  case 1:
    size = (size_t)sprintf(out, "title:");
    put_word(out + size, draw_rank(random));
    return put_boosted(random, out, strlen(out));
  case 2:
    size = (size_t)sprintf(out, "%s=%s", random_below(random, 4) == 0 ? "title:" : "",
                           random_below(random, 3) == 0 ? "\"" : "");
    if (out[size - 1] == '=')
      return size + put_form(random, out + size);
    size += put_words(random, out + size, 2);
    return size + (size_t)sprintf(out + size, "\"");
  case 3:
    return put_boosted(random, out, put_joined(random, out));
  case 4:
    size = (size_t)sprintf(out, "%s", random_below(random, 8) == 0 ? "title:" : "");
    return put_boosted(random, out, size + put_pattern(random, out + size));
  case 8:
    return put_boosted(random, out, put_group(random, out, " ", false, depth));
  case 9:
    return put_boosted(random, out, put_group(random, out, " AND ", false, depth));
  case 10:
    return put_boosted(random, out, put_group(random, out, " ", true, depth));
  default:
    put_word(out, draw_rank(random));
    return put_boosted(random, out, strlen(out));
  }
}

static void put_query(random_source *random, char *out) {
  size_t size = 0;
  unsigned n = 1 + random_below(random, 5), shape = random_below(random, 6);
  if (shape == 0) { /* words only */
    put_words(random, out, n);
    return;
  }
  for (unsigned i = 0; i < n; i++) {
    static const char *const signs[] = {"", "", "+", "-"};
    const char *sign = shape == 1 ? "+" : shape == 2 ? signs[random_below(random, 4)] : "";
    size += (size_t)sprintf(out + size, "%s", sign);
    if (shape <= 3) {
      put_word(out + size, draw_rank(random));
      size += strlen(out + size);
    } else {
      size += put_item(random, out + size, shape == 4 ? 0 : 2);
    }
    out[size++] = ' ';
    out[size] = '\0';
  }
}

/* --- the comparison ---------------------------------------------------------------------------------------------- */

typedef struct answer {
  qn_hits hits;
  qn_hit first[MAX_HITS];
} answer;

static void ask(qn_searcher *searcher, const char *text, const qn_search_options *options, answer *out) {
  qn_error error;
  qn_query *query;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  assert_ok(qn_search(searcher, query, options, &out->hits, &error), error);
  for (size_t i = 0; i < out->hits.n_hits; i++)
    qn_searcher_hit(searcher, i, &out->first[i]);
  qn_query_free(query);
}

static void compare(const char *text, const answer *expected, const answer *found) {
  if (expected->hits.n_hits != found->hits.n_hits)
    fail_msg("%s: %zu hits, not %zu", text, found->hits.n_hits, expected->hits.n_hits);
  for (size_t i = 0; i < expected->hits.n_hits; i++) {
    const qn_hit *a = &expected->first[i], *b = &found->first[i];
    if (a->article != b->article || a->score < b->score || a->score > b->score)
      fail_msg("%s: hit %zu is %lu (%.9g), not %lu (%.9g)", text, i, (unsigned long)b->article, b->score,
               (unsigned long)a->article, a->score);
  }
}

static void check_query(random_source *random, qn_searcher *searcher, const char *text) {
  static const size_t limits[] = {1, 3, 10, 10, 10, 33, 100, MAX_HITS};
  static answer expected, found;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.limit = limits[random_below(random, 8)];
  options.count = QN_COUNT_EXACT;
  options.rank = QN_RANK_BM25;
  if (random_below(random, 3) == 0) {
    options.k1 = (float)random_below(random, 30) / 10.0f;
    options.b = (float)random_below(random, 11) / 10.0f;
    options.zero_k1 = options.k1 == 0.0f;
    options.zero_b = options.b == 0.0f;
  }
  options.exhaustive = true;
  ask(searcher, text, &options, &expected);
  options.exhaustive = false;
  ask(searcher, text, &options, &found);
  compare(text, &expected, &found);
  assert_int_equal(expected.hits.total, found.hits.total);
  options.count = QN_COUNT_NONE;
  ask(searcher, text, &options, &found);
  compare(text, &expected, &found);
  options.count = QN_COUNT_FAST;
  ask(searcher, text, &options, &found);
  compare(text, &expected, &found);
  if (found.hits.total_exact)
    assert_int_equal(expected.hits.total, found.hits.total);
  else
    assert_true(found.hits.total <= expected.hits.total);
}

static double draw_weight(random_source *random) {
  return random_below(random, 3) == 0 ? 0.0 : (double)random_below(random, 200) / 100.0;
}

/* A page of all that is rescored has every feature of every article computed. */
static void check_rescored(random_source *random, qn_searcher *searcher, const char *text) {
  static answer all, page;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_rank_profile profile = QN_RANK_PROFILE_INIT;
  if (random_below(random, 2) == 0) {
    profile.all_of_few_words = draw_weight(random);
    profile.title_coverage = draw_weight(random);
    profile.exact_title = draw_weight(random);
    profile.best_window = draw_weight(random);
    profile.typed_forms = draw_weight(random);
    options.profile = &profile;
  }
  options.limit = 100;
  ask(searcher, text, &options, &all);
  options.limit = 1 + random_below(random, random_below(random, 2) == 0 ? 12 : 99);
  ask(searcher, text, &options, &page);
  all.hits.n_hits = all.hits.n_hits < options.limit ? all.hits.n_hits : options.limit;
  compare(text, &all, &page);
}

static void check_collection(random_source *random, const collection *made, unsigned n_queries) {
  char *dir = make_temp_dir(), text[4000];
  qn_index *index = build(random, dir, made);
  qn_searcher *searcher;
  qn_error error;
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  for (unsigned i = 0; i < n_queries; i++) {
    put_query(random, text);
    check_query(random, searcher, text);
    if (i % 8 == 0)
      check_rescored(random, searcher, text);
  }
  qn_searcher_free(searcher);
  qn_index_close(index);
  remove_tree(dir);
}

static void all_engines_agree(void **state) {
  (void)state;
  static const collection collections[] = {
      {1, 1, 0, 1, add_article},    {127, 1, 0, 2, add_article},    {300, 3, 20, 2, add_article},
      {3000, 1, 0, 1, add_article}, {5000, 4, 700, 5, add_article}, {20000, 1, 30, 2, add_article},
  };
  random_source random = random_start("pruning", 20);
  for (size_t i = 0; i < sizeof collections / sizeof collections[0]; i++)
    check_collection(&random, &collections[i], 400);
}

/* Three words, over and over: more than 65,535 occurrences in a block of postings, thousands in an article. */
static void add_long_article(random_source *random, qn_writer *writer, unsigned number) {
  static const char *const words[] = {"salt ", "salts ", "sea ", "seas ", "tide "};
  static char text[16000];
  char id[20];
  size_t size = 0;
  for (uint32_t n = 200 + random_below(random, 2000); n > 0; n--)
    size += (size_t)sprintf(text + size, "%s", words[random_below(random, 5) * random_below(random, 5) / 4]);
  sprintf(id, "%u", number);
  qn_article article = {.id = string_of(id), .title = string_of("Sea salts"), .text = {text, size}};
  qn_error error;
  assert_ok(qn_writer_add(writer, &article, &error), error);
}

static void all_engines_agree_on_long_articles(void **state) {
  (void)state;
  enum { N_ARTICLES = 300, ROUNDS = 6 };
  static const char *const queries[] = {"\"salt sea\"",
                                        "\"salt salt salt\"",
                                        "\"tide tide\"",
                                        "=\"salts sea\"",
                                        "=seas",
                                        "title:=salts tide",
                                        "+=salt +\"sea tide\"",
                                        "(=tide OR =seas) -=\"seas salts seas\"",
                                        "\"sea salt\" =\"sea salts\"",
                                        "title:=\"sea salt\"",
                                        "sea NEAR/3 tide",
                                        "\"salt sea\" NEAR/20 =tides NEAR/20 \"salt sea\"",
                                        "title:(sea NEAR/9 salt)",
                                        "(=tide SYN \"sea salt\")^2.5 salts",
                                        "(sea =seas \"sea tide\" \"salts salts\")~2",
                                        "+\"sea salts\" +=\"sea salts\" +title:=salts",
                                        "s* tide~1",
                                        "+sal* +title:sea~2",
                                        "\"s* tid*~\" -\"tide * s?a\"",
                                        "(sa* NEAR/2 \"sea* tide\") re:/s.*s/",
                                        "(sea~1 SYN \"salt tide*\")^0.5 +*l*"};
  random_source random = random_start("pruning: long articles", 21);
  char *dir = make_temp_dir();
  const collection made = {N_ARTICLES, 1, 9, 2, add_long_article};
  qn_index *index = build(&random, dir, &made);
  qn_searcher *searcher;
  qn_error error;
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  for (unsigned i = 0; i < ROUNDS * sizeof queries / sizeof queries[0]; i++) {
    const char *text = queries[i % (sizeof queries / sizeof queries[0])];
    check_query(&random, searcher, text);
    check_rescored(&random, searcher, text);
  }
  qn_searcher_free(searcher);
  qn_index_close(index);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(all_engines_agree),
                                     cmocka_unit_test(all_engines_agree_on_long_articles)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
