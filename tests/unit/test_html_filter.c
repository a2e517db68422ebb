/* SPDX-License-Identifier: MIT */
/* test_html_filter.c: markup in, less markup out. */
#include "support/support.h"

#include "articles/html_filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reads all in pieces of `room` bytes. */
static void filter_all(qn__buffer *out, const char *source, size_t size, size_t room, size_t depth) {
  qn__html_filter filter;
  char piece[512];
  qn__html_filter_init(&filter, source, size);
  filter.depth = depth;
  while (!qn__html_filter_ended(&filter))
    qn__buffer_bytes(out, piece, qn__html_filter_read(&filter, piece, room));
  assert_false(filter.ready.failed);
  qn__html_filter_clear(&filter);
}

static void assert_filtered_at(size_t depth, const char *source, const char *expected) {
  static const size_t rooms[] = {512, 7, 1};
  for (size_t i = 0; i < 3; i++) {
    char *copy = malloc(strlen(source) + 1); /* of its own size: a sanitizer sees a read past it */
    qn__buffer out;
    memcpy(copy, source, strlen(source));
    qn__buffer_init(&out);
    filter_all(&out, copy, strlen(source), rooms[i], depth);
    qn__buffer_u8(&out, '\0');
    assert_string_equal((const char *)out.data, expected);
    qn__buffer_clear(&out);
    free(copy);
  }
}

static void assert_filtered(const char *source, const char *expected) {
  assert_filtered_at(0, source, expected);
}

static void tags_that_mean_nothing_are_left_out(void **state) {
  (void)state;
  assert_filtered("<P>a <b class='x>y'>bo</b>ld <x-card>c</x-card></P >", "<p>a bold c</p>");
  assert_filtered("<div/>a<br/>b<hr />", "<div/>a<br/>b<hr/>");
  assert_filtered("</body>after</html>", "after");
  assert_filtered("</br>a</ p>b</>c", "abc");
}

static void a_root_within_the_page_keeps_its_language(void **state) {
  (void)state;
  assert_filtered("<!-- a --> \n<html lang=de>a<html LANG=fr>b", " \n<html lang=\"de\">a<hr><meta lang=\"fr\">b");
  assert_filtered(" a <html lang=de>b", " a <hr><meta lang=\"de\">b");
  assert_filtered("<p><html xml:lang='de'>", "<p><hr><meta xml:lang=\"de\">");
}

static void only_attributes_that_are_read_stay(void **state) {
  (void)state;
  assert_filtered("<html class=a LANG=de-DE dir=ltr>", "<html lang=\"de-DE\">");
  assert_filtered("<meta name = 'say \"x\"' content=a&amp;b/>",
                  "<meta name=\"say &quot;x&quot;\" content=\"a&amp;b/\">");
  assert_filtered("<time =x datetime=2024 datetime>", "<time datetime=\"2024\">");
  assert_filtered("<p lang=de onclick='a()'\"junk\" title=x>", "<p>");
}

static void comments_scripts_and_declarations_are_left_out(void **state) {
  (void)state;
  assert_filtered("<!doctype html><?php x ?>a<!-- <p> - -- > -->b<!-->c<!--->d<!-- x --!>e", "abcde");
  assert_filtered("a<![if !IE]>b<![endif]>c", "abc");
  assert_filtered("a<script>if (x < y) '<p>' </script >b<STYLE>p{}</sTyle>c", "abc");
  assert_filtered("a<script src=x />b<scripts>c</p>", "abc</p>");
}

static void references_become_characters(void **state) {
  (void)state;
  assert_filtered("&eacute;&#146;&amp;&lt;&quot;K&oumlln &nosuch; & &ccaron;",
                  "é’&amp;&lt;&quot;Köln &amp;nosuch; &amp; č");
  assert_filtered("<time datetime='&copy;&copy=1'>", "<time datetime=\"©&amp;copy=1\">");
}

static void signs_are_what_attributes_say(void **state) {
  (void)state;
  assert_filtered("<div class='a menu' id=b><div role=main><p hidden>",
                  "<div is=\"apart\"><div is=\"main\"><p is=\"apart\">");
}

static void the_body_begins_before_what_the_parser_does_not_know(void **state) {
  (void)state;
  assert_filtered("<html><title>a</title><nav>b</nav><main>c", "<html><title>a</title><body><nav>b</nav><main>c");
  assert_filtered("<head><meta><noscript>a</noscript><body><p>b",
                  "<head><meta><body><noscript>a</noscript><hr><body><p>b");
}

static void readings_end_where_the_next_begins(void **state) {
  (void)state;
  assert_filtered("<ruby>a<rp>(<rt>b<rp>)</ruby><rt>c</rt><rt>d",
                  "<ruby>a<rp>(</rp><rt>b</rt><rp>)</ruby><rt>c</rt><rt>d");
}

static void tags_in_text_are_text(void **state) {
  (void)state;
  assert_filtered("<title>The <b> tag</TITLE>x", "<title>The &lt;b> tag</title>x");
  assert_filtered("<textarea><p>a</p><!-- b --></textarea>c", "<textarea>&lt;p>a&lt;/p>&lt;!-- b --></textarea>c");
  assert_filtered("<title>a<p>b<textarea>c<i>d", "<title>a<p>b<textarea>cd");
}

static void linked_data_has_a_date(void **state) {
  (void)state;
  assert_filtered("<script type='application/ld+json'>{\"datePublished\":\"2024-05-06\"}</script>a",
                  "<meta itemprop=\"datePublished\" content=\"2024-05-06\">a");
  assert_filtered("<script type='application/ld+json'>{}</script>\"datePublished\":\"2024\"",
                  "\"datePublished\":\"2024\"");
  assert_filtered("<script>{\"datePublished\":\"2024-05-06\"}</script>a", "a");
}

static void code_of_a_server_is_left_out(void **state) {
  (void)state;
  assert_filtered("<?php echo $a->b; ?>a<?= $c->d ?>b<?xml version='1.0'>c", "abc");
  assert_filtered("<?php $a->b", "b");
  assert_filtered(" <%@ a > b %>c<% d %>", " c&lt;% d %>");
}

static void what_the_source_ends_in_is_left_out(void **state) {
  (void)state;
  static const char *const ends[] = {"<p", "<p class", "<p class=\"x", "</p", "<!-", "<script>x</scrip", "<?x"};
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    char source[64];
    snprintf(source, sizeof source, "a%s", ends[i]);
    assert_filtered(source, "a");
  }
}

/* What a page says of the first thing in it that has no end. */
static void assert_unclosed(const char *source, const char *expected, const char *unclosed, const char *at) {
  qn__html_filter filter;
  char piece[64];
  assert_filtered(source, expected);
  qn__html_filter_init(&filter, source, strlen(source));
  while (!qn__html_filter_ended(&filter))
    qn__html_filter_read(&filter, piece, sizeof piece);
  assert_non_null(strstr(filter.unclosed, unclosed));
  assert_int_equal(filter.unclosed_at - source, strstr(source, at) - source);
  qn__html_filter_clear(&filter);
}

static void what_has_no_end_hides_nothing(void **state) {
  (void)state;
  assert_unclosed("<p>a<!-- b <p>c<!-- d", "<p>a b <p>c d", "a comment", "-- b");
  assert_unclosed("a<style>b{}<p>c<style>d", "a<p>c", "a script or style", "b{}");
  assert_unclosed("<script>if (a<b) c();</script>d<script>e<i>f</div >g", "d</div>g", "a script", "e<i>");
  assert_unclosed("a<template>b<p>c<template>d", "ab<p>cd", "a <template>", "template>b");
  assert_unclosed("a<time datetime=\"b>c</time>d", "a<time datetime=\"b\">c</time>d", "a quotation mark", "b>c");
  assert_unclosed("acd<p", "acd", "a tag", "p");
}

/* The line of the source that this text of the markup is on. */
static size_t line_of_text(const char *source, const char *text) {
  qn__html_filter filter;
  char markup[200] = "";
  size_t size = 0;
  qn__html_filter_init(&filter, source, strlen(source));
  while (!qn__html_filter_ended(&filter))
    size += qn__html_filter_read(&filter, markup + size, 7);
  assert_true(size < sizeof markup);
  const char *found = strstr(markup, text);
  assert_non_null(found);
  const size_t line = qn__line_marks_find(&filter.lines, (size_t)(found - markup)).line;
  qn__html_filter_clear(&filter);
  return line;
}

static void lines_of_the_source_are_known_by_bytes_of_the_markup(void **state) {
  (void)state;
  static const char page[] = "one<p\nclass=x>two\n&amp; three<!--\n\n--><script>\n</script>four\n\nsix<b>seven";
  static const struct {
    const char *text;
    size_t line;
  } expected[] = {{"one", 1}, {"two", 2}, {"&amp;", 3}, {"three", 3}, {"four", 6}, {"six", 8}, {"seven", 8}};
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
    assert_int_equal(line_of_text(page, expected[i].text), expected[i].line);
  assert_int_equal(line_of_text("<p>a<!-- b\n\nc", "b"), 1);
  assert_int_equal(line_of_text("<p>a<!-- b\n\nc", "c"), 3);
}

static void signs_that_begin_no_tag_are_text(void **state) {
  (void)state;
  assert_filtered("1 < 2 <3 <", "1 &lt; 2 &lt;3 &lt;");
}

static void elements_that_are_nested_too_deep_become_breaks(void **state) {
  (void)state;
  static const char source[] = "a<div>b<p>c<td>d<template>e</template></p></div>f<br>";
  assert_filtered_at(QN__HTML_DEPTH_MAX - 1, source, "a<div>b<p>c<td>d<template>e</template></p></div>f<br>");
  assert_filtered_at(QN__HTML_DEPTH_MAX, source, "a<br>b<hr>c d<template>e</template></p></div>f<br>");
  assert_filtered_at(2 * QN__HTML_DEPTH_MAX, source, "a<br>b<hr>c de</template></p></div>f<br>");
}

/* As many reads as there are steps, however little comes of them. */
static void pauses_in_what_is_left_out(void **state) {
  (void)state;
  enum { SIZE = 1 << 20 };
  char *source = malloc(SIZE), piece[100];
  static const char *const starts[] = {"<!--", "<script>"}, *const ends[] = {"-->", "</script>"};
  for (size_t i = 0; i < 2; i++) {
    qn__html_filter filter;
    size_t n_reads = 0;
    memset(source, '-', SIZE);
    memcpy(source, starts[i], strlen(starts[i]));
    memcpy(source + SIZE - strlen(ends[i]), ends[i], strlen(ends[i]));
    qn__html_filter_init(&filter, source, SIZE);
    for (; !qn__html_filter_ended(&filter); n_reads++)
      assert_int_equal(qn__html_filter_read(&filter, piece, sizeof piece), 0);
    assert_true(n_reads >= 16);
    qn__html_filter_clear(&filter);
  }
  free(source);
}

static void long_values_are_left_out(void **state) {
  (void)state;
  enum { SIZE = QN__HTML_VALUE_MAX + 100 };
  char *source = malloc(SIZE);
  qn__buffer out;
  memset(source, 'a', SIZE);
  memcpy(source, "<time datetime=", 15);
  source[SIZE - 1] = '>';
  qn__buffer_init(&out);
  filter_all(&out, source, SIZE, 512, 0);
  assert_int_equal(out.size, 6);
  assert_memory_equal(out.data, "<time>", 6);
  qn__buffer_clear(&out);
  free(source);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_of_the_source_are_known_by_bytes_of_the_markup),
      cmocka_unit_test(tags_that_mean_nothing_are_left_out),
      cmocka_unit_test(a_root_within_the_page_keeps_its_language),
      cmocka_unit_test(only_attributes_that_are_read_stay),
      cmocka_unit_test(comments_scripts_and_declarations_are_left_out),
      cmocka_unit_test(references_become_characters),
      cmocka_unit_test(signs_are_what_attributes_say),
      cmocka_unit_test(the_body_begins_before_what_the_parser_does_not_know),
      cmocka_unit_test(readings_end_where_the_next_begins),
      cmocka_unit_test(tags_in_text_are_text),
      cmocka_unit_test(linked_data_has_a_date),
      cmocka_unit_test(code_of_a_server_is_left_out),
      cmocka_unit_test(what_the_source_ends_in_is_left_out),
      cmocka_unit_test(what_has_no_end_hides_nothing),
      cmocka_unit_test(signs_that_begin_no_tag_are_text),
      cmocka_unit_test(elements_that_are_nested_too_deep_become_breaks),
      cmocka_unit_test(pauses_in_what_is_left_out),
      cmocka_unit_test(long_values_are_left_out),
  };
  return cmocka_run_group_tests_name("html_filter", tests, NULL, NULL);
}
