/* SPDX-License-Identifier: MIT */
/* test_article_marks.c: all words of a query in an article, of any length, in order. */
#include "base/buffer.h"
#include "base/memory.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

typedef struct fixture {
  char *dir;
  qn_index *index;
  qn_searcher *searcher;
  qn_query *query;
} fixture;

static fixture opened;

static void open_for(const qn_article *article, const char *query) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_error error;
  qn_hits hits;
  opened.dir = make_temp_dir();
  add_articles(opened.dir, article, 1, NULL);
  assert_ok(qn_index_open(&opened.index, (const char *const *)&opened.dir, 1, &error), error);
  assert_ok(qn_searcher_new(&opened.searcher, opened.index, &error), error);
  assert_ok(qn_query_parse(&opened.query, query, strlen(query), NULL, &error), error);
  options.no_hits = true;
  assert_ok(qn_search(opened.searcher, opened.query, &options, &hits, &error), error);
}

static void close_all(void) {
  qn_query_free(opened.query);
  qn_searcher_free(opened.searcher);
  qn_index_close(opened.index);
  remove_tree(opened.dir);
}

/* What is marked, as "T0-5 3-8 "; T in the title.  It ends after `most` ranges. */
typedef struct marked {
  qn__buffer out;
  size_t most;
} marked;

static bool put_mark(void *context, bool in_title, qn_range range) {
  marked *m = context;
  qn__buffer_print(&m->out, "%s%zu-%zu ", in_title ? "T" : "", range.start, range.end);
  return --m->most > 0;
}

static void check_marks(const qn_article *article, const char *query, size_t most, const char *expected) {
  marked m = {.most = most};
  qn_error error;
  open_for(article, query);
  assert_ok(qn_searcher_each_highlight(opened.searcher, 0, put_mark, &m, &error), error);
  qn__buffer_u8(&m.out, '\0');
  assert_string_equal((const char *)m.out.data, expected);
  qn__buffer_clear(&m.out);
  close_all();
}

static void title_and_text_are_marked_in_order(void **state) {
  (void)state;
  const qn_article article = {
      .id = string_of("a"), .title = string_of("A tide"), .text = string_of("Tides. wi-fi, the moon, tide tide")};
  check_marks(&article, "tide wifi \"the moon\"", 100, "T2-6 0-5 7-12 14-22 24-28 29-33 ");
  check_marks(&article, "tide", 2, "T2-6 0-5 ");
  check_marks(&article, "nothing", 100, "");
  check_marks(&article, "moon -tide", 100, "18-22 "); /* the article need not match */
}

static bool note_mark(void *context, bool in_title, qn_range range) {
  qn__buffer *out = context;
  assert_false(in_title);
  qn__buffer_bytes(out, &range, sizeof range);
  return true;
}

/* Phrases at the ends of windows and pieces, too. */
static void a_long_text_is_marked_as_a_search_by_eye_finds(void **state) {
  (void)state;
  enum { WORDS = 20000 };
  random_source random = random_start("article marks", 1);
  qn__buffer text, found, expected;
  qn_error error;
  qn__buffer_init(&text);
  qn__buffer_init(&found);
  qn__buffer_init(&expected);
  for (size_t i = 0; i < WORDS; i++) {
    const bool is_match = random_below(&random, i % 4000 < 2000 ? 9 : 900) == 0;
    const qn_range range = {text.size, text.size + strlen("neap tides")};
    qn__buffer_print(&text, is_match ? "neap tides, " : "word%u ", random_below(&random, 5000));
    if (is_match)
      qn__buffer_bytes(&expected, &range, sizeof range);
  }
  const qn_article article = {.id = string_of("a"), .text = {(const char *)text.data, text.size}};
  open_for(&article, "\"neap tide\"");
  assert_ok(qn_searcher_each_highlight(opened.searcher, 0, note_mark, &found, &error), error);
  assert_int_equal(found.size, expected.size);
  assert_memory_equal(found.data, expected.data, expected.size);
  close_all();
  qn__buffer_clear(&text);
  qn__buffer_clear(&found);
  qn__buffer_clear(&expected);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  const qn_article article = {.id = string_of("a"), .title = string_of("A tide"), .text = string_of("Tides, wi-fi")};
  qn_status status = QN_NO_MEMORY;
  qn_error error;
  for (long i = 0; i < 200 && status != QN_OK; i++) {
    marked m = {.most = 100};
    open_for(&article, "tide wifi");
    qn__buffer_reserve(&m.out, 1000);
    qn__memory_fail_after(i);
    status = qn_searcher_each_highlight(opened.searcher, 0, put_mark, &m, &error);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
    qn__buffer_clear(&m.out);
    close_all();
  }
  assert_int_equal(status, QN_OK);
}

static void before_a_search_there_is_nothing_to_mark(void **state) {
  (void)state;
  const qn_article article = {.id = string_of("a"), .text = string_of("x")};
  qn_searcher *searcher;
  qn_error error;
  marked m = {.most = 1};
  open_for(&article, "x");
  assert_ok(qn_searcher_new(&searcher, opened.index, &error), error);
  assert_ok(qn_searcher_each_highlight(searcher, 0, put_mark, &m, &error), error);
  assert_int_equal(m.out.size, 0);
  qn_searcher_free(searcher);
  close_all();
}

static void an_article_that_is_not_there_is_an_error(void **state) {
  (void)state;
  const qn_article article = {.id = string_of("a"), .text = string_of("x")};
  marked m = {.most = 1};
  qn_error error;
  open_for(&article, "x");
  assert_int_equal(qn_searcher_each_highlight(opened.searcher, 3, put_mark, &m, &error), QN_INVALID);
  close_all();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(title_and_text_are_marked_in_order),
      cmocka_unit_test(a_long_text_is_marked_as_a_search_by_eye_finds),
      cmocka_unit_test(reports_out_of_memory),
      cmocka_unit_test(before_a_search_there_is_nothing_to_mark),
      cmocka_unit_test(an_article_that_is_not_there_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
