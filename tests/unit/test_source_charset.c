/* SPDX-License-Identifier: MIT */
/* test_source_charset.c: files from their charset to UTF-8. */
#include "support/support.h"

#include "articles/source_charset.h"

#include <stdio.h>
#include <string.h>

static char problem[200];

static void keep_problem(void *context, const qn__source_location *location, qn__severity severity,
                         const char *message) {
  (void)context, (void)location, (void)severity;
  snprintf(problem, sizeof problem, "%s", message);
}

typedef struct opened {
  qn__article_sink sink;
  qn__allowance allowance;
  qn__input input;
  qn__document document;
  qn__buffer out;
  qn_error error;
} opened;

static void open_text(opened *o, const char *text) {
  *o = (opened){.sink = {NULL, keep_problem, NULL, NULL}, .allowance = {SIZE_MAX, {NULL, NULL}}};
  o->input = (qn__input){.data = (char *)text, .size = strlen(text), .ended = true};
  o->document = (qn__document){.sink = &o->sink, .path = "a", .input = &o->input, .allowance = &o->allowance};
  qn__buffer_init(&o->out);
  problem[0] = '\0';
}

static void assert_out(opened *o, const char *expected) {
  assert_int_equal(o->out.size, strlen(expected));
  assert_memory_equal(o->out.data, expected, o->out.size);
  qn__buffer_clear(&o->out);
}

static void good_and_bad_are_counted(void **state) {
  (void)state;
  opened o;
  size_t bad = 0, good = 0;
  open_text(&o, "a\xc3\xa9\xe9 \xe3\x81\x82\xff\xff");
  assert_ok(qn__source_count(&o.document, &bad, &good, &o.error), o.error);
  assert_int_equal(bad, 3);
  assert_int_equal(good, 2);
}

static void errors_are_replaced(void **state) {
  (void)state;
  opened o;
  size_t replaced = 0;
  open_text(&o, "a\xff");
  assert_ok(qn__source_repair(&o.document, &o.out, &replaced, &o.error), o.error);
  assert_int_equal(replaced, 1);
  assert_out(&o, "a\xef\xbf\xbd");
}

static void charsets_are_converted(void **state) {
  (void)state;
  opened o;
  open_text(&o, "\xf0\xff");
  assert_ok(qn__source_convert(&o.document, &o.out, "koi8-r", &o.error), o.error);
  assert_out(&o, "ПЪ");
  assert_string_equal(problem, "");
  open_text(&o, "a\xff");
  assert_ok(qn__source_convert(&o.document, &o.out, "euc-jp", &o.error), o.error);
  assert_out(&o, "a\xef\xbf\xbd");
  assert_string_equal(problem, "1 byte does not belong to the charset euc-jp and was replaced");
  assert_int_equal(qn__source_convert(&o.document, &o.out, "klingon", &o.error), QN_NOT_FOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(good_and_bad_are_counted),
      cmocka_unit_test(errors_are_replaced),
      cmocka_unit_test(charsets_are_converted),
  };
  return cmocka_run_group_tests_name("source_charset", tests, NULL, NULL);
}
