/* SPDX-License-Identifier: MIT */
/* test_html_parser.c: a parser that can be stopped, and that reports out of memory as that. */
#include "support/support.h"

#include "articles/html_parser.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static qn_status parse(const char *source, size_t size, const qn__allowance *allowance, qn__buffer *events) {
  qn__html_page page;
  qn_error error;
  qn__html_page_init(&page);
  qn_status status = qn__html_parse(&page, source, size, allowance, 0, &error);
  if (events != NULL && status == QN_OK)
    qn__buffer_bytes(events, page.events.data, page.events.size);
  qn__html_page_clear(&page);
  return status;
}

static const qn__allowance unlimited = {SIZE_MAX, {NULL, NULL}};

static void assert_events(const char *source, const char *expected) {
  qn__buffer events;
  char shown[400] = "";
  size_t n = 0;
  qn__buffer_init(&events);
  assert_int_equal(parse(source, strlen(source), &unlimited, &events), QN_OK);
  for (size_t i = 0; i < events.size; i++)
    if (events.data[i] == QN__HTML_BEGIN || events.data[i] == QN__HTML_END) {
      n += (size_t)snprintf(shown + n, sizeof shown - n, events.data[i] == QN__HTML_BEGIN ? "<%s>" : "</%s>",
                            qn__html_element_at(events.data[i + 1])->name);
      i++;
    } else {
      n += (size_t)snprintf(shown + n, sizeof shown - n, "%c", events.data[i]);
    }
  assert_string_equal(shown, expected);
  qn__buffer_clear(&events);
}

static void elements_are_opened_and_closed_as_html_has_it(void **state) {
  (void)state;
  assert_events("<title>t</title><p>one<p>two &eacute;&#65;&lt;",
                "<html><head><title>t</title></head><body><p>one</p><p>two \xc3\xa9"
                "A<</p></body></html>");
  assert_events("<ul><li>a<li>b</ul>c", "<html><body><ul><li>a</li><li>b</li></ul>c</body></html>");
  assert_events("<!-- nothing -->", "");
  assert_events("", "");
}

static void what_is_declared_does_not_change_the_charset(void **state) {
  (void)state;
  assert_events("<html><meta charset=iso-8859-1><body>\xc3\xa9",
                "<html><head><meta></head><body>\xc3\xa9</body></html>");
}

static bool stop(void *context) {
  size_t *left = context;
  return *left == 0 || --*left == 0;
}

static void stops_when_cancelled_however_it_goes_on(void **state) {
  (void)state;
  enum { SIZE = 1 << 20 };
  static const char *const parts[] = {"<div>", "x", "<p>x </p>", "<!-- ", "<b>", "&lt;", "<nav>"};
  char *source = malloc(SIZE);
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    size_t left = 10;
    qn__allowance allowance = {SIZE_MAX, {stop, &left}};
    for (size_t j = 0; j < SIZE; j++)
      source[j] = parts[i][j % strlen(parts[i])];
    assert_int_equal(parse(source, SIZE, &allowance, NULL), QN_CANCELLED);
  }
  free(source);
}

static void a_page_that_needs_too_much_memory_is_refused(void **state) {
  (void)state;
  enum { SIZE = 1 << 20 };
  qn__allowance allowance = {SIZE / 2, {NULL, NULL}};
  char *source = malloc(SIZE);
  memset(source, 'x', SIZE);
  assert_int_equal(parse(source, SIZE, &allowance, NULL), QN_TOO_LARGE);
  allowance.memory = 3 * SIZE;
  assert_int_equal(parse(source, SIZE, &allowance, NULL), QN_OK);
  free(source);
}

/* The line of this text: that of the mark before it, and the line breaks between. */
static size_t line_of_text(qn__html_page *page, const char *text) {
  const uint8_t *found = memmem(page->events.data, page->events.size, text, strlen(text));
  assert_non_null(found);
  qn__line_marks_rewind(&page->lines);
  const qn__line_mark mark = qn__line_marks_find(&page->lines, (size_t)(found - page->events.data));
  size_t line = mark.line;
  for (const uint8_t *p = page->events.data + mark.at; p < found; p++)
    line += *p == '\n';
  return line;
}

static void texts_know_their_lines(void **state) {
  (void)state;
  enum { LINES = 3000 };
  qn__html_page page;
  qn__buffer source;
  char text[64];
  qn__buffer_init(&source);
  qn__buffer_print(&source, "<html>\n\n<head>\n<title>A title that is read</title>\n<body>\n<pre>"); /* line 6 */
  for (size_t i = 6; i < LINES; i++)
    qn__buffer_print(&source, i % 3 == 0 ? "<b>line%zu</b> &lt;\n" : "line%zu, plain text\n", i);
  qn__html_page_init(&page);
  assert_int_equal(qn__html_parse(&page, (const char *)source.data, source.size, &unlimited, 0, NULL), QN_OK);
  assert_int_equal(line_of_text(&page, "A title"), 4);
  for (size_t i = 6; i < LINES; i += 3) {
    snprintf(text, sizeof text, "line%zu", i);
    assert_int_equal(line_of_text(&page, text), i);
  }
  qn__html_page_clear(&page);
  qn__buffer_clear(&source);
}

/* Each request fails once, and with all that follow. */
static void reports_out_of_memory(void **state) {
  (void)state;
  static const char page[] =
      "<html lang=de><title>T</title><meta name=date content='2024'><body><div><p>a<p>b &amp; c</div>";
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  assert_int_equal(parse(page, sizeof page - 1, &unlimited, NULL), QN_OK);
  for (; status != QN_OK; n++) {
    qn__memory_fail_after(n);
    status = parse(page, sizeof page - 1, &unlimited, NULL);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
  }
  assert_true(n > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(elements_are_opened_and_closed_as_html_has_it),
      cmocka_unit_test(what_is_declared_does_not_change_the_charset),
      cmocka_unit_test(stops_when_cancelled_however_it_goes_on),
      cmocka_unit_test(a_page_that_needs_too_much_memory_is_refused),
      cmocka_unit_test(texts_know_their_lines),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests_name("html_parser", tests, NULL, NULL);
}
