/* SPDX-License-Identifier: MIT */
/* test_index_terms.c: the terms and forms of an index, those of several segments as one. */
#include "base/memory.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct fixture {
  char *dirs[2];
  qn_index *index;
} fixture;

/* Three segments in two directories. */
static int set_up(void **state) {
  static fixture f;
  static const char *const first[] = {"Tides tide", "The tide", "rare"}, *const second[] = {"tidal tides", "12 京都"};
  const qn_article third = {.id = string_of("1"), .text = string_of("Tide rar"), .language = string_of("de")};
  qn_error error;
  f = (fixture){.dirs = {make_temp_dir(), make_temp_dir()}};
  add_texts(f.dirs[0], first, 3);
  add_texts(f.dirs[1], second, 2);
  add_articles(f.dirs[1], &third, 1, NULL); /* deletes "tidal tides", which counts until it is merged away */
  assert_ok(qn_index_open(&f.index, (const char *const *)f.dirs, 2, &error), error);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn_index_close(f->index);
  remove_tree(f->dirs[0]);
  remove_tree(f->dirs[1]);
  return 0;
}

typedef struct listing {
  char text[4000];
  size_t size;
  unsigned left; /* entries to see */
} listing;

static bool list(void *context, const qn_term *term) {
  listing *l = context;
  assert_int_equal(strlen(term->text.data), term->text.size);
  l->size += (size_t)snprintf(l->text + l->size, sizeof l->text - l->size, "%s:%s=%llu ", term->language,
                              term->text.data, (unsigned long long)term->doc_freq);
  return --l->left > 0;
}

typedef qn_status walk(const qn_index *index, qn_string prefix, bool (*visit)(void *context, const qn_term *term),
                       void *context, qn_error *error);

static void check_walk(fixture *f, walk *each, const char *prefix, unsigned most, const char *expected) {
  listing l = {.left = most};
  qn_error error;
  assert_ok(each(f->index, string_of(prefix), list, &l, &error), error);
  assert_string_equal(l.text, expected);
}

static void terms_are_merged_and_sorted(void **state) {
  check_walk(*state, qn_index_each_term, "", 100,
             "none:12=1 none:京都=1 none:都=1 en:rare=1 en:the=1 en:tidal=1 en:tide=3 de:rar=1 de:tid=1 ");
}

static void forms_are_words_as_written(void **state) {
  check_walk(*state, qn_index_each_form, "", 100,
             "none:12=1 none:京都=1 none:都=1 en:rare=1 en:the=1 en:tidal=1 en:tide=2 en:tides=2 de:rar=1 de:tide=1 ");
}

static void a_prefix_begins_in_every_language(void **state) {
  check_walk(*state, qn_index_each_term, "tid", 100, "en:tidal=1 en:tide=3 de:tid=1 ");
  check_walk(*state, qn_index_each_form, "tide", 100, "en:tide=2 en:tides=2 de:tide=1 ");
  check_walk(*state, qn_index_each_term, "京", 100, "none:京都=1 ");
  check_walk(*state, qn_index_each_form, "zebra", 100, "");
}

static void the_visitor_ends_the_walk(void **state) {
  check_walk(*state, qn_index_each_term, "", 2, "none:12=1 none:京都=1 ");
  check_walk(*state, qn_index_each_form, "t", 1, "en:the=1 ");
}

static void a_prefix_longer_than_any_term_finds_none(void **state) {
  fixture *f = *state;
  char *prefix = calloc(70000, 1);
  listing l = {.left = 100};
  qn_error error;
  memset(prefix, 't', 69999);
  for (size_t size = 1000; size < 70000; size += 349)
    assert_ok(qn_index_each_term(f->index, (qn_string){prefix, size}, list, &l, &error), error);
  assert_int_equal(l.size, 0);
  free(prefix);
}

static void wrong_calls_are_refused(void **state) {
  fixture *f = *state;
  listing l = {.left = 100};
  assert_int_equal(qn_index_each_term(NULL, string_of(""), list, &l, NULL), QN_INVALID);
  assert_int_equal(qn_index_each_term(f->index, string_of(""), NULL, &l, NULL), QN_INVALID);
  assert_int_equal(qn_index_each_form(f->index, (qn_string){NULL, 3}, list, &l, NULL), QN_INVALID);
}

/* Visits numbers from 1000 on and takes them off the counts. */
static bool take_off(void *context, const qn_term *term) {
  unsigned *counts = context;
  unsigned number = (unsigned)strtoul(term->text.data, NULL, 10);
  assert_in_range(number, 1000, 1299);
  assert_int_equal(counts[number - 1000], term->doc_freq);
  counts[number - 1000] = 0;
  return true;
}

/* Many segments of random words: every term is in as many articles as were written with it. */
static void random_segments_add_up(void **state) {
  (void)state;
  enum { WORDS = 300 };
  random_source random = random_start("test_index_terms", 3);
  char *dir = make_temp_dir();
  unsigned counts[WORDS] = {0};
  qn_index *index;
  qn_error error;
  for (unsigned i = 0; i < 200; i++) {
    char id[24], text[64];
    unsigned a = random_below(&random, WORDS), b = (a + 1 + random_below(&random, WORDS - 1)) % WORDS;
    snprintf(id, sizeof id, "%u", i);
    snprintf(text, sizeof text, "%u %u", 1000 + a, 1000 + b);
    counts[a]++;
    counts[b]++;
    qn_writer *writer = open_writer_in(dir, NULL);
    add_plain(writer, id, text);
    commit_and_close(writer);
  }
  assert_true(index_info(dir).n_segments > 2);
  assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
  assert_ok(qn_index_each_term(index, string_of("1"), take_off, counts, &error), error);
  for (unsigned i = 0; i < WORDS; i++)
    assert_int_equal(counts[i], 0); /* all were visited */
  qn_index_close(index);
  remove_tree(dir);
}

static void reports_out_of_memory(void **state) {
  fixture *f = *state;
  qn_status status = QN_NO_MEMORY;
  for (long n = 0; status != QN_OK; n++) {
    listing l = {.left = 100};
    qn__memory_fail_after(n);
    status = qn_index_each_term(f->index, string_of("t"), list, &l, NULL);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || (status == QN_NO_MEMORY && l.size == 0));
  }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(terms_are_merged_and_sorted),
      TEST(forms_are_words_as_written),
      TEST(a_prefix_begins_in_every_language),
      TEST(the_visitor_ends_the_walk),
      TEST(a_prefix_longer_than_any_term_finds_none),
      TEST(wrong_calls_are_refused),
      cmocka_unit_test(random_segments_add_up),
      TEST(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
