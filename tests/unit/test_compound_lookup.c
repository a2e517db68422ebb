/* SPDX-License-Identifier: MIT */
/* test_compound_lookup.c: the compounds of a word become a word of the plan that weighs a quarter. */
#include "plan/compounds.h"
#include "plan/plan.h"
#include "plan/statistics.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

enum { N_FIRST = 8, N_TEXTS = N_FIRST + QN__COMPOUNDS_MOST };

typedef struct fixture {
  char *dir;
  qn_index *index;
  qn__analyzer *analyzer;
  qn__arena arena;
  qn__plan plan;
} fixture;

static int set_up(void **state) {
  static fixture f;
  static char texts[N_TEXTS][64], ids[N_TEXTS][8];
  qn_article articles[N_TEXTS];
  qn_error error;
  const char *const first[] = {"Kaufhaus und Krankenhaus", "Kaufhaus", "Kauf, krank", "Haus",
                               "Netz, Netzhemd, Hemd",     "wi-fi",    "Hemd",        "Hemd"};
  for (unsigned i = 0; i < N_TEXTS; i++) {
    const bool is_swedish = i == 4 || i == 6 || i == 7;
    snprintf(ids[i], sizeof ids[i], "%u", i);
    if (i < N_FIRST)
      snprintf(texts[i], sizeof texts[i], "%s", first[i]);
    else /* more compounds of "boot" than a word stands for */
      snprintf(texts[i], sizeof texts[i], "%c%c%cow %c%c%cowboot", 'b' + i % 7, 'a' + i % 11, 'f' + i % 13, 'b' + i % 7,
               'a' + i % 11, 'f' + i % 13);
    articles[i] = (qn_article){
        .id = string_of(ids[i]), .text = string_of(texts[i]), .language = string_of(is_swedish ? "sv" : "de")};
  }
  f = (fixture){.dir = make_temp_dir()};
  add_articles(f.dir, articles, 3, NULL);
  add_articles(f.dir, articles + 3, N_TEXTS - 3, NULL);
  assert_ok(qn_index_open(&f.index, (const char *const *)&f.dir, 1, &error), error);
  assert_ok(qn__analyzer_new(&f.analyzer, &error), error);
  qn__arena_init(&f.arena);
  f.plan = (qn__plan){.index = f.index, .n_articles = f.index->n_articles};
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn__arena_clear(&f->arena);
  qn__analyzer_free(f->analyzer);
  qn_index_close(f->index);
  remove_tree(f->dir);
  return 0;
}

/* Looks up a word and then its compounds. */
static qn__plan_word compounds_of(fixture *f, const char *text, const qn_statistics *statistics) {
  const qn__query_word written = {.text = text, .size = (uint32_t)strlen(text), .kind = QN__WORD_ASCII, .op = QN__TERM};
  qn__plan_word word, compounds;
  qn_error error;
  assert_ok(qn__look_up_word(&word, &written, &f->plan, statistics, f->analyzer, &f->arena, &error), error);
  assert_ok(qn__look_up_compounds(&compounds, &word, &f->plan, statistics, f->analyzer, &f->arena, &error), error);
  return compounds;
}

static void the_compounds_and_their_lists_are_found(void **state) {
  const fixture *f = *state;
  qn__plan_word found = compounds_of(*state, "haus", NULL);
  assert_int_equal(found.op, QN__COMPOUNDS);
  assert_int_equal(found.n_terms, 2);
  assert_memory_equal(found.terms[0].bytes, "\x0bkaufhaus", 9);
  assert_memory_equal(found.terms[1].bytes, "\x0bkrankenhaus", 12);
  assert_int_equal(f->index->n_segments, 2);
  assert_int_equal(found.segments[0].n_lists, 2);
  assert_int_equal(found.segments[1].n_lists, 0);
}

static void they_weigh_a_quarter_of_the_most_frequent(void **state) {
  const fixture *f = *state;
  qn__plan_word found = compounds_of(*state, "haus", NULL);
  assert_int_equal(found.doc_freq, 2);
  assert_true(found.idf == qn__idf(f->index->n_articles, 2) / 4);
  found = compounds_of(*state, "netz", NULL);
  assert_true(found.idf == qn__idf(f->index->n_articles, 1) / 4);
  found = compounds_of(*state, "hemd", NULL); /* the word is more frequent than its compound */
  assert_true(found.idf == qn__idf(f->index->n_articles, 3) / 4);
}

static void a_word_without_compounds_has_no_terms(void **state) {
  assert_int_equal(compounds_of(*state, "fahrrad", NULL).n_terms, 0);
  assert_int_equal(compounds_of(*state, "wifi", NULL).n_terms, 0);
}

static void of_many_compounds_the_most_frequent_are_taken(void **state) {
  assert_int_equal(compounds_of(*state, "boot", NULL).n_terms, QN__COMPOUNDS_MOST);
}

static void statistics_say_which_compounds_there_are(void **state) {
  fixture *f = *state;
  qn_statistics *statistics = NULL;
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, "haus", 4, NULL, &error), error);
  assert_ok(qn_statistics_collect(&statistics, f->index, query, &error), error);
  qn_query_free(query);
  qn__plan_word found = compounds_of(f, "haus", statistics);
  assert_int_equal(found.n_terms, 2);
  assert_int_equal(found.doc_freq, 2);
  qn_statistics_free(statistics);
}

static double score_of(const fixture *f, const char *text) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_searcher *searcher;
  qn_query *query;
  qn_hits hits;
  qn_error error;
  double score = 0;
  assert_ok(qn_searcher_new(&searcher, f->index, &error), error);
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  assert_ok(qn_search(searcher, query, &options, &hits, &error), error);
  for (size_t i = 0; i < hits.n_hits; i++) {
    qn_hit hit;
    qn_searcher_hit(searcher, i, &hit);
    score += hit.score;
  }
  qn_query_free(query);
  qn_searcher_free(searcher);
  return score;
}

/* "Netzhemd" is a compound of both, and "Hemd" is the more frequent. */
static void the_order_of_two_parts_does_not_matter(void **state) {
  assert_true(score_of(*state, "netz hemd") == score_of(*state, "hemd netz"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_compounds_and_their_lists_are_found),
      cmocka_unit_test(they_weigh_a_quarter_of_the_most_frequent),
      cmocka_unit_test(a_word_without_compounds_has_no_terms),
      cmocka_unit_test(of_many_compounds_the_most_frequent_are_taken),
      cmocka_unit_test(statistics_say_which_compounds_there_are),
      cmocka_unit_test(the_order_of_two_parts_does_not_matter),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
