/* SPDX-License-Identifier: MIT */
/* test_term_freq.c: in how many articles a word is. */
#include "base/memory.h"
#include "plan/term_freq.h"
#include "support/support.h"

#include <string.h>

typedef struct fixture {
  char *dir;
  qn_index *index;
} fixture;

/* Two segments, so that sums are sums. */
static int set_up(void **state) {
  static fixture f;
  static const char *const texts[] = {"rare earth", "rarest trade, 5,864.6", "京都 北京", "trading"};
  const qn_article more[] = {{.id = string_of("5"), .text = string_of("the rare trade of 3.14 and 12")},
                             {.id = string_of("6"), .text = string_of("Trade"), .language = string_of("none")}};
  qn_error error;
  f = (fixture){.dir = make_temp_dir()};
  add_texts(f.dir, texts, 4);
  add_articles(f.dir, more, 2, NULL);
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

static uint64_t articles_with(fixture *f, const char *word) {
  uint64_t doc_freq = 99;
  qn_error error;
  assert_ok(qn_index_doc_freq(f->index, word, strlen(word), &doc_freq, &error), error);
  return doc_freq;
}

static void a_word_is_counted_as_a_query_takes_it(void **state) {
  fixture *f = *state;
  assert_int_equal(articles_with(f, "rare"), 2);
  assert_int_equal(articles_with(f, "RARE"), 2);
  assert_int_equal(articles_with(f, "trades"), 3); /* in English; not the one without a stemmer */
  assert_int_equal(articles_with(f, "trade"), 4);
  assert_int_equal(articles_with(f, "zebra"), 0);
  assert_int_equal(articles_with(f, "5864"), 1); /* a whole number stands for its decimals */
  assert_int_equal(articles_with(f, "12"), 1);
  assert_int_equal(articles_with(f, "京"), 2);    /* the first character of 京都 and the last of 北京 */
  assert_int_equal(articles_with(f, "-rare"), 2); /* nothing is an operator */
}

static void what_is_not_one_word_is_refused(void **state) {
  fixture *f = *state;
  static const char *const texts[] = {"", "...", "rare earth", "AT&T", "東京大学"};
  uint64_t doc_freq = 99;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_int_equal(qn_index_doc_freq(f->index, texts[i], strlen(texts[i]), &doc_freq, NULL), QN_INVALID);
  assert_int_equal(doc_freq, 99);
}

static void a_prefix_counts_each_of_its_terms(void **state) {
  fixture *f = *state;
  uint64_t doc_freq;
  qn_error error;
  const char prefix[] = {QN__LANGUAGE_ENGLISH, 't'};
  assert_ok(qn__term_doc_freq(f->index, true, prefix, 2, &doc_freq, &error), error);
  assert_int_equal(doc_freq, 4); /* trade three times, the */
  assert_ok(qn__term_doc_freq(f->index, false, prefix, 2, &doc_freq, &error), error);
  assert_int_equal(doc_freq, 0);
}

static void reports_out_of_memory(void **state) {
  fixture *f = *state;
  uint64_t doc_freq = 0;
  qn_status status = QN_NO_MEMORY;
  for (long n = 0; status != QN_OK; n++) {
    qn__memory_fail_after(n);
    status = qn_index_doc_freq(f->index, "rare", 4, &doc_freq, NULL);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
  }
  assert_int_equal(doc_freq, 2);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(a_word_is_counted_as_a_query_takes_it),
      TEST(what_is_not_one_word_is_refused),
      TEST(a_prefix_counts_each_of_its_terms),
      TEST(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
