/* SPDX-License-Identifier: MIT */
/* test_search_text.c: a search in one call shows what the calls that it is made of return. */
#include "base/memory.h"
#include "support/support.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

typedef struct fixture {
  char *dir;
  qn_index *index;
} fixture;

static int set_up(void **state) {
  static fixture f;
  const qn_article articles[] = {
      {.id = string_of("a"), .title = string_of("Tides"), .text = string_of("High water.")},
      {.id = string_of("b"), .title = string_of("Notes"), .text = string_of("The tide table")},
      {.id = string_of("c"), .title = string_of("Low tide")},
      {.id = string_of("d"), .title = string_of("Other"), .text = string_of("nothing")}};
  qn_error error;
  f = (fixture){.dir = make_temp_dir()};
  add_articles(f.dir, articles, 4, NULL);
  assert_ok(qn_index_open(&f.index, (const char *const *)&f.dir, 1, &error), error);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn_index_close(f->index);
  remove_tree(f->dir);
  return 0;
}

typedef struct seen {
  char text[2000];
  size_t size;
  size_t left; /* results to see */
  double last_score;
} seen;

static bool see(void *context, const qn_result *result) {
  seen *s = context;
  s->size += (size_t)snprintf(s->text + s->size, sizeof s->text - s->size, "%zu/%llu %s", result->rank,
                              (unsigned long long)result->hits->total, result->article->id.data);
  for (size_t i = 0; i < result->n_title_highlights; i++)
    s->size += (size_t)snprintf(s->text + s->size, sizeof s->text - s->size, " %zu-%zu",
                                result->title_highlights[i].start, result->title_highlights[i].end);
  s->size += (size_t)snprintf(s->text + s->size, sizeof s->text - s->size, " [%s]\n", result->snippet->text.data);
  assert_int_equal(result->article->text.size, 0);
  assert_true(result->hit->score <= s->last_score);
  s->last_score = result->hit->score;
  return --s->left > 0;
}

static void check_results(fixture *f, const char *query, const qn_search_options *options, size_t most,
                          const char *expected) {
  seen s = {.left = most, .last_score = 1e9};
  qn_error error;
  assert_ok(qn_search_text(f->index, query, options, see, &s, &error), error);
  assert_string_equal(s.text, expected);
}

static void each_hit_is_shown_best_first(void **state) {
  check_results(*state, "tide", NULL, 99, "1/3 c 4-8 []\n2/3 a 0-5 [High water.]\n3/3 b [The tide table]\n");
  check_results(*state, "zebra", NULL, 99, "");
}

static void the_visitor_ends_the_search(void **state) {
  check_results(*state, "tide", NULL, 1, "1/3 c 4-8 []\n");
}

static bool note_first_word(void *context, const qn_result *result) {
  const char *text = result->snippet->text.data;
  char *words = context;
  const size_t size = strlen(words);
  snprintf(words + size, 99 - size, "%s %.*s\n", result->article->id.data, (int)strcspn(text, " "), text);
  return true;
}

/* The first hit has a passage of its own that is about as good, which shows when the others are cut. */
static void what_other_hits_show_is_not_shown_where_there_is_more(void **state) {
#define NOTICE "You may copy, sell and change this under the terms of the licence as it was published before. "
#define BETWEEN                                                                                                        \
  "Nothing of this was known in the capital, where people went to work as on any other day, and came back in the "     \
  "evening without an umbrella, as the sky was no concern of theirs, on that day or on any other one. "
#define ROADS "Roads change, and so do all of the terms of use that were, as they say, at last published."
  const qn_article articles[] = {{.id = string_of("a"), .text = string_of(NOTICE BETWEEN ROADS)},
                                 {.id = string_of("b"), .text = string_of(NOTICE BETWEEN "Ships: you may sell it.")},
                                 {.id = string_of("c"), .text = string_of(NOTICE BETWEEN "Salt: weighed.")}};
  fixture f = {.dir = make_temp_dir()};
  qn_error error;
  char words[99] = "";
  (void)state;
  add_articles(f.dir, articles, 3, NULL);
  assert_ok(qn_index_open(&f.index, (const char *const *)&f.dir, 1, &error), error);
  assert_ok(qn_search_text(f.index, "+terms +change published", NULL, note_first_word, words, &error), error);
  assert_string_equal(words, "a Roads\nc You\nb You\n");
  qn_index_close(f.index);
  remove_tree(f.dir);
}

static void options_are_those_of_a_search(void **state) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.offset = 1;
  options.limit = 1;
  check_results(*state, "tide", &options, 99, "2/3 a 0-5 [High water.]\n");
}

static void failures_are_returned(void **state) {
  fixture *f = *state;
  seen s = {.left = 99};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  options.size = 0;
  assert_int_equal(qn_search_text(f->index, "tide", &options, see, &s, NULL), QN_INVALID);
  assert_int_equal(qn_search_text(f->index, NULL, NULL, see, &s, NULL), QN_INVALID);
  assert_int_equal(qn_search_text(f->index, "tide", NULL, NULL, &s, NULL), QN_INVALID);
  assert_int_equal(qn_search_text(NULL, "tide", NULL, see, &s, NULL), QN_INVALID);
  assert_int_equal(s.size, 0);
}

static void reports_out_of_memory(void **state) {
  fixture *f = *state;
  qn_status status = QN_NO_MEMORY;
  for (long n = 0; status != QN_OK; n++) {
    seen s = {.left = 99, .last_score = 1e9};
    qn__memory_fail_after(n);
    status = qn_search_text(f->index, "tide", NULL, see, &s, NULL);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
  }
}

static bool count(void *context, const qn_result *result) {
  *(size_t *)context += (size_t)result->hits->total;
  return false;
}

static void *search_often(void *index) {
  static const size_t rounds = 50;
  size_t sum = 0;
  for (size_t i = 0; i < rounds; i++)
    if (qn_search_text(index, "tide table", NULL, count, &sum, NULL) != QN_OK)
      return index;
  return sum == 3 * rounds ? NULL : index;
}

static void threads_share_an_index(void **state) {
  fixture *f = *state;
  pthread_t threads[3];
  for (int i = 0; i < 3; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, search_often, f->index), 0);
  for (int i = 0; i < 3; i++) {
    void *failed = f;
    pthread_join(threads[i], &failed);
    assert_null(failed);
  }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(each_hit_is_shown_best_first),  TEST(the_visitor_ends_the_search),
      TEST(options_are_those_of_a_search), cmocka_unit_test(what_other_hits_show_is_not_shown_where_there_is_more),
      TEST(failures_are_returned),         TEST(reports_out_of_memory),
      TEST(threads_share_an_index),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
