/* SPDX-License-Identifier: MIT */
/* test_document.c: what a reader hands on arrives at the sink. */
#include "support/support.h"

#include "articles/document.h"

#include <stdio.h>
#include <string.h>

typedef struct received {
  qn__source_location location;
  qn__severity severity;
  char message[700];
  size_t n_articles;
  bool goes_on, cancelled;
} received;

static bool on_article(void *context, const qn__source_location *location, const qn_article *article) {
  received *r = context;
  r->location = *location;
  snprintf(r->message, sizeof r->message, "%.*s", (int)article->id.size, article->id.data);
  r->n_articles++;
  return r->goes_on;
}

static void on_problem(void *context, const qn__source_location *location, qn__severity severity, const char *message) {
  received *r = context;
  r->location = *location;
  r->severity = severity;
  snprintf(r->message, sizeof r->message, "%s", message);
}

static bool is_cancelled(void *context) {
  return ((received *)context)->cancelled;
}

static void problems_carry_their_location(void **state) {
  (void)state;
  received r = {.n_articles = 0};
  const qn__article_sink sink = {on_article, on_problem, is_cancelled, &r};
  const qn__document document = {.sink = &sink, .path = "a/b.txt", .id = "b.txt"};
  qn__document_problem(&document, 3, 7, QN__REFUSED, "%d %s", 5, "things");
  assert_string_equal(r.location.path, "a/b.txt");
  assert_int_equal(r.location.line, 3);
  assert_int_equal(r.location.column, 7);
  assert_int_equal(r.severity, QN__REFUSED);
  assert_string_equal(r.message, "5 things");
}

static void long_messages_are_cut(void **state) {
  (void)state;
  received r = {.n_articles = 0};
  const qn__article_sink sink = {on_article, on_problem, NULL, &r};
  const qn__document document = {.sink = &sink, .path = "x", .id = "x"};
  qn__document_problem(&document, 0, 0, QN__REMARK, "%1000d", 1);
  assert_int_equal(strlen(r.message), 599);
}

static void articles_reach_the_sink_until_it_wants_no_more(void **state) {
  (void)state;
  received r = {.goes_on = true};
  const qn__article_sink sink = {on_article, on_problem, is_cancelled, &r};
  const qn__document document = {.sink = &sink, .path = "x", .id = "x"};
  const qn_article article = {.id = string_of("7")};
  qn_error error;
  assert_ok(qn__document_article(&document, 4, &article, &error), error);
  assert_string_equal(r.message, "7");
  assert_int_equal(r.location.line, 4);
  r.goes_on = false;
  assert_int_equal(qn__document_article(&document, 5, &article, &error), QN_CANCELLED);
  assert_int_equal(r.n_articles, 2);
}

static void a_cancelled_sink_receives_nothing(void **state) {
  (void)state;
  received r = {.goes_on = true, .cancelled = true};
  const qn__article_sink sink = {on_article, on_problem, is_cancelled, &r};
  const qn__document document = {.sink = &sink, .path = "x", .id = "x"};
  const qn_article article = {.id = string_of("7")};
  qn_error error;
  assert_int_equal(qn__document_article(&document, 1, &article, &error), QN_CANCELLED);
  assert_int_equal(r.n_articles, 0);
}

static void white_space_is_blank(void **state) {
  (void)state;
  assert_true(qn__is_blank("", 0));
  assert_true(qn__is_blank(" \t\r\n\f", 5));
  assert_false(qn__is_blank(" x ", 3));
}

static void leading_white_space_is_skipped(void **state) {
  (void)state;
  qn_string rest = qn__skip_space(string_of(" \n\tx y "));
  assert_int_equal(rest.size, 4);
  assert_memory_equal(rest.data, "x y ", 4);
  assert_int_equal(qn__skip_space(string_of("  ")).size, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(problems_carry_their_location),
      cmocka_unit_test(long_messages_are_cut),
      cmocka_unit_test(articles_reach_the_sink_until_it_wants_no_more),
      cmocka_unit_test(a_cancelled_sink_receives_nothing),
      cmocka_unit_test(white_space_is_blank),
      cmocka_unit_test(leading_white_space_is_skipped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
