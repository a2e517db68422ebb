/* SPDX-License-Identifier: MIT */
/* test_run_list.c: the ids of all runs read as one list, in which the last article of an id counts. */
#include "builder/run_list.h"

#include "base/memory.h"
#include "support/small_runs.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

/* Three runs: articles 0 to 3, 4 and 5, 6. */
static void begin_three_runs(small_runs *runs) {
  static const char *const ids[] = {"b", "a", "c", "a", "a", "d", "b"};
  qn_article articles[7];
  for (unsigned i = 0; i < 7; i++)
    articles[i] = (qn_article){.id = string_of(ids[i])};
  small_runs_begin(runs, QN__LANGUAGE_PLAIN);
  small_runs_add(runs, articles, 4);
  small_runs_add(runs, articles + 4, 2);
  small_runs_add(runs, articles + 6, 1);
  small_runs_read(runs);
}

static void gives_the_runs_in_order_of_their_articles(void **state) {
  (void)state;
  static const uint32_t first_docs[] = {20, 0, 10};
  qn__run_list list;
  qn__buffer bytes;
  const qn__run *runs;
  const uint8_t *spool;
  uint32_t n_runs;
  qn_error error;
  qn__run_list_init(&list, "/nonexistent", 1 << 16);
  qn__buffer_init(&bytes);
  for (unsigned i = 0; i < 3; i++) {
    const qn__run run = {.first_doc = first_docs[i], .n_docs = 10};
    qn__buffer_reset(&bytes);
    qn__buffer_u32(&bytes, first_docs[i]);
    assert_ok(qn__run_list_add(&list, &run, &bytes, &error), error);
  }
  assert_ok(qn__run_list_read(&list, &runs, &n_runs, &spool, &error), error);
  assert_int_equal(n_runs, 3);
  for (uint32_t i = 0; i < 3; i++) {
    assert_int_equal(runs[i].first_doc, i * 10);
    assert_int_equal(qn__load_u32(spool + runs[i].offset), i * 10); /* its own bytes */
  }
  qn__buffer_clear(&bytes);
  qn__run_list_clear(&list);
}

static void finds_the_last_article_of_an_id(void **state) {
  (void)state;
  static const struct {
    const char *id;
    uint32_t doc;
  } expected[] = {{"a", 4}, {"b", 6}, {"c", 2}, {"d", 5}};
  small_runs runs;
  uint32_t doc;
  begin_three_runs(&runs);
  for (unsigned i = 0; i < 4; i++) {
    assert_true(qn__run_list_find(runs.runs, runs.n_runs, runs.spool, string_of(expected[i].id), &doc));
    assert_int_equal(doc, expected[i].doc);
  }
  assert_true(qn__run_list_find(runs.runs, 1, runs.spool, string_of("a"), &doc)); /* of two in one run */
  assert_int_equal(doc, 3);
  assert_false(qn__run_list_find(runs.runs, runs.n_runs, runs.spool, string_of("ab"), &doc));
  assert_false(qn__run_list_find(runs.runs, runs.n_runs, runs.spool, string_of(""), &doc));
  assert_false(qn__run_list_find(runs.runs, 0, runs.spool, string_of("a"), &doc));
  small_runs_clear(&runs);
}

/* What the visitor was called with: "-3" for a dead article, "a4" for an id. */
typedef struct visits {
  char text[64];
  bool fails;
} visits;

static qn_status visit_dead(void *context, uint32_t doc, qn_error *error) {
  visits *made = context;
  if (made->fails)
    return qn__fail(error, QN_IO, "no");
  snprintf(made->text + strlen(made->text), 8, "-%u ", doc);
  return QN_OK;
}

static void visit_id(void *context, qn_string id, uint32_t doc) {
  visits *made = context;
  snprintf(made->text + strlen(made->text), 8, "%.*s%u ", (int)id.size, id.data, doc);
}

static qn_status visit(const small_runs *runs, visits *made, qn_error *error) {
  const qn__id_visitor visitor = {visit_dead, visit_id, made};
  return qn__run_list_each_id(runs->runs, runs->n_runs, runs->spool, &visitor, error);
}

static void visits_each_id_once_after_its_dead_articles(void **state) {
  (void)state;
  small_runs runs;
  visits made = {.fails = false};
  qn_error error;
  begin_three_runs(&runs);
  assert_ok(visit(&runs, &made, &error), error);
  assert_string_equal(made.text, "-1 -3 a4 -0 b6 c2 d5 ");
  runs.n_runs = 0;
  made.text[0] = '\0';
  assert_ok(visit(&runs, &made, &error), error);
  assert_string_equal(made.text, "");
  small_runs_clear(&runs);
}

static void ends_with_the_first_failure(void **state) {
  (void)state;
  small_runs runs;
  visits made = {.fails = true};
  qn_error error;
  begin_three_runs(&runs);
  assert_int_equal(visit(&runs, &made, &error), QN_IO);
  assert_string_equal(made.text, "");
  for (long n = 0; n < 2; n++) { /* for the places in the runs, for the heap */
    qn__memory_fail_after(n);
    qn_status status = visit(&runs, &made, &error);
    qn__memory_fail_after(-1);
    assert_int_equal(status, QN_NO_MEMORY);
  }
  small_runs_clear(&runs);
}

static void reports_that_a_run_cannot_be_kept(void **state) {
  (void)state;
  qn__run_list list;
  qn__buffer bytes;
  const qn__run run = {.n_docs = 1};
  qn_error error;
  qn__buffer_init(&bytes);
  qn__buffer_u32(&bytes, 7);
  qn__run_list_init(&list, "/nonexistent", 0); /* keeps nothing in memory */
  assert_int_equal(qn__run_list_add(&list, &run, &bytes, &error), QN_IO);
  qn__run_list_clear(&list);
  qn__run_list_init(&list, "/nonexistent", 1 << 16);
  qn__memory_fail_after(1);
  qn_status status = qn__run_list_add(&list, &run, &bytes, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(status, QN_NO_MEMORY);
  qn__run_list_clear(&list);
  qn__buffer_clear(&bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_the_runs_in_order_of_their_articles),   cmocka_unit_test(finds_the_last_article_of_an_id),
      cmocka_unit_test(visits_each_id_once_after_its_dead_articles), cmocka_unit_test(ends_with_the_first_failure),
      cmocka_unit_test(reports_that_a_run_cannot_be_kept),
  };
  return cmocka_run_group_tests_name("run list", tests, NULL, NULL);
}
