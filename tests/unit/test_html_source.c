/* SPDX-License-Identifier: MIT */
/* test_html_source.c: pages in any charset, as UTF-8. */
#include "articles/html_source.h"
#include "articles/uchardet.h"

#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char problem[200];
static const char *asked; /* charset */

static void keep_problem(void *context, const qn__source_location *location, qn__severity severity,
                         const char *message) {
  (void)context, (void)location, (void)severity;
  snprintf(problem, sizeof problem, "%s", message);
}

/* What becomes of a page; its size, or the status if it is refused. */
static qn_status source_of(char *page, size_t size, size_t memory, qn__buffer *converted, qn_string *source) {
  static const qn__article_sink sink = {NULL, keep_problem, NULL, NULL};
  qn__allowance allowance = {memory, {NULL, NULL}};
  qn__input input = {.data = page, .size = size, .capacity = size, .ended = true};
  const qn__reading_options options = {.charset = asked};
  qn__document document = {
      .sink = &sink, .path = "a.html", .input = &input, .allowance = &allowance, .options = &options};
  qn_error error;
  problem[0] = '\0';
  qn__buffer_init(converted);
  return qn__html_source(&document, converted, source, &error);
}

static void assert_source(const char *page, const char *expected, const char *reported) {
  char copy[200];
  qn__buffer converted;
  qn_string source;
  strcpy(copy, page);
  assert_int_equal(source_of(copy, strlen(page), SIZE_MAX, &converted, &source), QN_OK);
  assert_int_equal(source.size, strlen(expected));
  assert_memory_equal(source.data, expected, source.size);
  assert_string_equal(problem, reported);
  assert_true((source.data == copy) == (strcmp(page, expected) == 0));
  qn__buffer_clear(&converted);
}

static void valid_utf8_stays_where_it_is(void **state) {
  (void)state;
  assert_source("<p>caf\xc3\xa9", "<p>caf\xc3\xa9", "");
  assert_source("<meta charset=latin1>caf\xc3\xa9", "<meta charset=latin1>caf\xc3\xa9", "");
}

static void other_charsets_are_converted(void **state) {
  (void)state;
  assert_source("<meta charset=latin1>caf\xe9", "<meta charset=latin1>caf\xc3\xa9", "");
  assert_source("<meta charset=iso-2022-jp>\x1b$B8@8l\x1b(B", "<meta charset=iso-2022-jp>\xe8\xa8\x80\xe8\xaa\x9e", "");
}

static void a_page_that_declares_utf16_in_bytes_is_utf8(void **state) {
  (void)state;
  assert_source("<meta charset=utf-16>caf\xc3\xa9", "<meta charset=utf-16>caf\xc3\xa9", "");
  assert_source("<meta charset=utf-16>caf\xe9", "<meta charset=utf-16>caf\xc3\xa9",
                "it declares UTF-16 and is neither that nor UTF-8; read as windows-1252");
}

static void other_pages_are_windows_1252(void **state) {
  (void)state;
  assert_source("caf\xe9", "caf\xc3\xa9", "it declares no charset and is not UTF-8; read as windows-1252");
  assert_source("<meta charset=utf-8>caf\xe9", "<meta charset=utf-8>caf\xc3\xa9",
                "it declares UTF-8 and is not; read as windows-1252");
  assert_source("<meta charset=klingon>\xe9", "<meta charset=klingon>\xc3\xa9",
                "the charset \"klingon\" is unknown; read as windows-1252");
}

static void other_alphabets_are_guessed(void **state) {
  (void)state;
  /* "Море было спокойно, и рыбаки вышли рано." in windows-1251 */
  static const char sea[] = "\xcc\xee\xf0\xe5 \xe1\xfb\xeb\xee \xf1\xef\xee\xea\xee\xe9\xed\xee, \xe8 "
                            "\xf0\xfb\xe1\xe0\xea\xe8 \xe2\xfb\xf8\xeb\xe8 \xf0\xe0\xed\xee.\n";
  char page[400], name[40];
  qn__buffer converted;
  qn_string source;
  snprintf(page, sizeof page, "<p>%s<p>%s<p>%s", sea, sea, sea);
  assert_true(qn__uchardet_guess(page, strlen(page), name, sizeof name));
  if (name[0] == '\0') {
    print_message("skipped: built without libuchardet\n");
    skip();
  }
  assert_int_equal(source_of(page, strlen(page), SIZE_MAX, &converted, &source), QN_OK);
  assert_non_null(strstr(problem, "it declares no charset and is not UTF-8; read as WINDOWS-1251, a guess"));
  assert_memory_equal(source.data, "<p>Море было", 20);
  qn__buffer_clear(&converted);
}

static void a_charset_may_be_asked_for(void **state) {
  (void)state;
  asked = "koi8-r";
  assert_source("\xf0", "\xd0\x9f", "");
  assert_source("<meta charset=latin1>\xe9", "<meta charset=latin1>\xc3\xa9", "");
  asked = NULL;
}

static void utf8_with_errors_is_repaired(void **state) {
  (void)state;
  assert_source("caf\xc3\xa9, \xc3\xa9t\xe9", "caf\xc3\xa9, \xc3\xa9t\xef\xbf\xbd",
                "1 byte is not UTF-8 and was replaced; the page may declare another charset");
}

static void bytes_outside_of_a_charset_are_counted(void **state) {
  (void)state;
  assert_source("<meta charset=koi8-r>\xf0", "<meta charset=koi8-r>\xd0\x9f", "");
  assert_source("<meta charset=euc-jp>\xff\xff", "<meta charset=euc-jp>\xef\xbf\xbd\xef\xbf\xbd",
                "2 bytes do not belong to the charset euc-jp and were replaced");
}

/* A character is never cut where a piece ends. */
static void long_pages_are_repaired_in_pieces(void **state) {
  (void)state;
  enum { SIZE = 400001 };
  char *page = malloc(SIZE);
  qn__buffer converted;
  qn_string source;
  for (size_t i = 0; i + 2 < SIZE; i += 2)
    memcpy(page + i, "\xc3\xa9", 2);
  page[SIZE - 1] = '\xff';
  assert_int_equal(source_of(page, SIZE, SIZE_MAX, &converted, &source), QN_OK);
  assert_string_equal(problem, "1 byte is not UTF-8 and was replaced; the page may declare another charset");
  assert_int_equal(source.size, SIZE + 2);
  qn__buffer_clear(&converted);
  assert_int_equal(source_of(page, SIZE, SIZE, &converted, &source), QN_TOO_LARGE);
  qn__buffer_clear(&converted);
  free(page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(valid_utf8_stays_where_it_is),
      cmocka_unit_test(other_charsets_are_converted),
      cmocka_unit_test(other_pages_are_windows_1252),
      cmocka_unit_test(a_page_that_declares_utf16_in_bytes_is_utf8),
      cmocka_unit_test(other_alphabets_are_guessed),
      cmocka_unit_test(a_charset_may_be_asked_for),
      cmocka_unit_test(utf8_with_errors_is_repaired),
      cmocka_unit_test(bytes_outside_of_a_charset_are_counted),
      cmocka_unit_test(long_pages_are_repaired_in_pieces),
  };
  return cmocka_run_group_tests_name("html_source", tests, NULL, NULL);
}
