/* SPDX-License-Identifier: MIT */
/* test_article_access.c: an article by its number, by its id and by a hit, with its text and without. */
#include "base/memory.h"
#include "support/support.h"

#include <string.h>

typedef struct fixture {
  char *dirs[2];
  qn_index *index;
  qn_searcher *searcher;
} fixture;

/* Two directories: articles 0 and 1 in the first, the latter deleted; 2 and 3 in the second. */
static int set_up(void **state) {
  static fixture f;
  const qn_article first[] = {{.id = string_of("a"),
                               .title = string_of("One"),
                               .text = string_of("the first text"),
                               .url = string_of("http://one"),
                               .date = string_of("2020-01-02"),
                               .language = string_of("en"),
                               .fields = string_of("{\"n\":1}"),
                               .source_map = string_of("[{\"at\":4,\"line\":2}]")},
                              {.id = string_of("b"), .text = string_of("gone")}};
  const qn_article second[] = {{.id = string_of("a"), .text = string_of("the same id elsewhere")},
                               {.id = string_of("c"), .title = string_of("Empty")}};
  f = (fixture){.dirs = {make_temp_dir(), make_temp_dir()}};
  add_articles(f.dirs[0], first, 2, NULL);
  add_articles(f.dirs[1], second, 2, NULL);
  qn_error error;
  qn_writer *writer = open_writer_in(f.dirs[0], NULL);
  assert_ok(qn_writer_delete(writer, string_of("b"), &error), error);
  commit_and_close(writer);
  assert_ok(qn_index_open(&f.index, (const char *const *)f.dirs, 2, &error), error);
  assert_ok(qn_searcher_new(&f.searcher, f.index, &error), error);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn_searcher_free(f->searcher);
  qn_index_close(f->index);
  remove_tree(f->dirs[0]);
  remove_tree(f->dirs[1]);
  return 0;
}

static void check_string(qn_string found, const char *expected) {
  assert_int_equal(found.size, strlen(expected));
  assert_string_equal(found.data, expected);
}

static void check_first(const qn_article *article, const char *text) {
  check_string(article->id, "a");
  check_string(article->title, "One");
  check_string(article->text, text);
  check_string(article->url, "http://one");
  check_string(article->date, "2020-01-02");
  check_string(article->language, "en");
  check_string(article->fields, "{\"n\":1}");
  check_string(article->source_map, "[{\"at\":4,\"line\":2}]");
}

static void an_article_has_all_that_was_stored(void **state) {
  fixture *f = *state;
  qn_article article;
  qn_error error;
  assert_ok(qn_searcher_article(f->searcher, 0, &article, &error), error);
  check_first(&article, "the first text");
  assert_ok(qn_searcher_metadata(f->searcher, 0, &article, &error), error);
  check_first(&article, "");
  assert_ok(qn_searcher_article(f->searcher, 3, &article, &error), error);
  check_string(article.title, "Empty");
  check_string(article.text, "");
}

static void a_hit_leads_to_its_article(void **state) {
  fixture *f = *state;
  qn_hits hits;
  qn_hit hit;
  qn_article article;
  qn_query *query;
  qn_error error;
  assert_ok(qn_query_parse(&query, "elsewhere", 9, NULL, &error), error);
  assert_ok(qn_search(f->searcher, query, NULL, &hits, &error), error);
  qn_query_free(query);
  assert_int_equal(hits.n_hits, 1);
  qn_searcher_hit(f->searcher, 0, &hit);
  assert_int_equal(hit.directory, 1);
  assert_ok(qn_searcher_article(f->searcher, hit.article, &article, &error), error);
  check_string(article.text, "the same id elsewhere");
}

static void an_id_leads_to_the_first_live_article_with_it(void **state) {
  fixture *f = *state;
  uint64_t article = 99;
  qn_error error;
  assert_ok(qn_index_find(f->index, string_of("a"), &article, &error), error);
  assert_int_equal(article, 0);
  assert_ok(qn_index_find(f->index, string_of("c"), &article, &error), error);
  assert_int_equal(article, 3);
}

static void what_is_not_there_is_not_found(void **state) {
  fixture *f = *state;
  char long_id[600];
  memset(long_id, 'x', sizeof long_id);
  const qn_string ids[] = {string_of("b"), string_of("d"), string_of(""), {long_id, sizeof long_id}};
  uint64_t number = 99;
  qn_article article;
  for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
    assert_int_equal(qn_index_find(f->index, ids[i], &number, NULL), QN_NOT_FOUND);
  assert_int_equal(number, 99);
  assert_int_equal(qn_searcher_article(f->searcher, 1, &article, NULL), QN_NOT_FOUND);
  assert_int_equal(qn_searcher_metadata(f->searcher, 1, &article, NULL), QN_NOT_FOUND);
  assert_int_equal(qn_searcher_article(f->searcher, 4, &article, NULL), QN_INVALID);
  assert_int_equal(qn_searcher_metadata(f->searcher, UINT64_MAX, &article, NULL), QN_INVALID);
}

/* Metadata of many articles may be kept side by side; one article with its text at a time. */
static void metadata_stays_when_an_article_is_read(void **state) {
  fixture *f = *state;
  qn_article first, second, whole;
  qn_error error;
  assert_ok(qn_searcher_metadata(f->searcher, 0, &first, &error), error);
  assert_ok(qn_searcher_metadata(f->searcher, 3, &second, &error), error);
  for (int i = 0; i < 100; i++)
    assert_ok(qn_searcher_article(f->searcher, 2, &whole, &error), error);
  check_first(&first, "");
  check_string(second.title, "Empty");
}

static void reading_again_allocates_nothing(void **state) {
  fixture *f = *state;
  qn_article article;
  qn_error error;
  for (int i = 0; i < 2; i++)
    assert_ok(qn_searcher_article(f->searcher, 0, &article, &error), error);
  qn__memory_fail_after(0);
  qn_status status = qn_searcher_article(f->searcher, 0, &article, &error);
  qn__memory_fail_after(-1);
  assert_ok(status, error);
}

static void reports_out_of_memory(void **state) {
  fixture *f = *state;
  qn_article article;
  qn_status status = QN_NO_MEMORY;
  for (long n = 0; status != QN_OK; n++) {
    qn__memory_fail_after(n);
    status = qn_searcher_article(f->searcher, 0, &article, NULL);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
  }
  check_first(&article, "the first text");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(an_article_has_all_that_was_stored),
      TEST(a_hit_leads_to_its_article),
      TEST(an_id_leads_to_the_first_live_article_with_it),
      TEST(what_is_not_there_is_not_found),
      TEST(metadata_stays_when_an_article_is_read),
      TEST(reading_again_allocates_nothing),
      TEST(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
