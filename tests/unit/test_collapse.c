/* SPDX-License-Identifier: MIT */
/* test_collapse.c: an article is like the first hit that has its value or is near to it, whatever its segment. */
#include "collect/collapse.h"
#include "support/filter_fixture.h"

static const filtered_row rows[] = {
    {"a", "2025-01-01", "{\"n\":[5,1],\"k\":\"beta\"}"},
    {"b", NULL, "{\"n\":1,\"k\":[\"delta\",\"beta\"]}"},
    {"c", "2025-01-01", "{\"k\":\"Beta\"}"},
    {"d", NULL, "{\"n\":\"1\",\"k\":\"beta\"}"},
    {"e", "2025-01-01", "{\"n\":1.0}"},
    {"f", NULL, "{\"n\":5}"},
};
enum { N = sizeof rows / sizeof rows[0] };

/* Of each article, all offered in order, the hit that it is like: "aab" says that the second is like the first. */
static const char *alike(const qn_index *index, const char *column, size_t n) {
  static char out[N + 1];
  qn__arena arena;
  qn__collapse collapse;
  qn_error error;
  qn__arena_init(&arena);
  assert_ok(qn__collapse_begin(&collapse, index, column, n, &arena, &error), error);
  for (uint64_t i = 0; i < n; i++) {
    qn__shown_hit *found;
    assert_ok(qn__collapse_find(&collapse, i, &found, &error), error);
    assert_ok(qn__collapse_offer(&collapse, i, &error), error);
    assert_true((found == NULL) == (collapse.shown[collapse.n - 1].article == i));
    assert_ok(qn__collapse_find(&collapse, i, &found, &error), error);
    assert_non_null(found);
    out[i] = (char)('a' + found->article);
  }
  out[n] = '\0';
  qn__arena_clear(&arena);
  return out;
}

static void the_least_values_of_like_articles_are_equal(void **state) {
  search_fixture f;
  (void)state;
  filter_fixture_open(&f, rows, N);
  assert_string_equal(alike(f.index, "k", N), "aacaef");
  assert_string_equal(alike(f.index, "n", N), "aacdaf");
  assert_string_equal(alike(f.index, "date", N), "abadaf");
  assert_string_equal(alike(f.index, "none", N), "abcdef");
  search_fixture_close(&f);
}

static void near_duplicates_are_alike_in_any_segment(void **state) {
  static const char *const texts[] = {
      "The storm hit the coast at noon, and two ferries stayed in the old port all day long.",
      "Two ferries stayed in the port: the storm had hit the coast at noon, all day long. Yes.",
      "THE STORM hit the coast at noon and two ferries stayed in the old port all day long",
      "",
      "",
      "noon"};
  qn_index *index;
  qn_error error;
  char *dir = make_temp_dir();
  const char *const dirs[] = {dir};
  (void)state;
  for (size_t i = 0; i < N; i++) {
    const char id[2] = {(char)('a' + i), '\0'};
    const qn_article article = {.id = string_of(id), .text = string_of(texts[i])};
    add_articles(dir, &article, 1, NULL);
  }
  assert_ok(qn_index_open(&index, dirs, 1, &error), error);
  assert_true(index->n_segments > 1);
  assert_string_equal(alike(index, NULL, N), "abadef");
  qn_index_close(index);
  remove_tree(dir);
}

static void an_index_of_no_articles_has_no_hits(void **state) {
  (void)state;
  qn_index *index;
  qn_error error;
  char *dir = make_temp_dir();
  const char *const dirs[] = {dir};
  commit_and_close(open_writer_in(dir, NULL));
  assert_ok(qn_index_open(&index, dirs, 1, &error), error);
  assert_string_equal(alike(index, NULL, 0), "");
  qn_index_close(index);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_least_values_of_like_articles_are_equal),
      cmocka_unit_test(near_duplicates_are_alike_in_any_segment),
      cmocka_unit_test(an_index_of_no_articles_has_no_hits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
