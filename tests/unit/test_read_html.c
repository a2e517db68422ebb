/* SPDX-License-Identifier: MIT */
/* test_read_html.c: pages to articles. */
#include "unit/collected_articles.h"

static void html_is_what_a_person_reads(void **state) {
  (void)state;
  assert_string_equal(
      read_text("a.html", "<!doctype html><html lang=en-GB><head><title>The title | The Site</title>"
                          "<meta property='article:published_time' content='2025-06-09T20:04:00Z'>"
                          "<link rel=canonical href='https://e.org/a'><style>p{}</style></head>"
                          "<body><nav>Home</nav><article><h1>The  title</h1><p>One &amp;\n two<br>three</p>"
                          "<script>x()</script><ul><li>a<li>b</ul><pre>k  l\n m</pre></article>footer</body></html>"),
      "a.html|The title|2025-06-09T20:04:00Z|en-GB|https://e.org/a||"
      "One & two/three//a/b//k  l/ m//Home//footer\n");
  assert_string_equal(read_text("a.html", "<title>The page - The Site</title><h1>The Site</h1><h2>The page</h2>text"),
                      "a.html|The page|||||The Site//text\n");
  assert_string_equal(read_text("a.html", "<title>T</title><p>text <b>bo</b>ld"), "a.html|T|||||text bold\n");
  assert_string_equal(read_text("a.txt", "<html><body><h1>H</h1>text"), "a.txt|H|||||text\n");
  assert_string_equal(read_text("a.html", "Warning: a<html lang=de><title>T</title></html><html lang=fr>b"),
                      "a.html|T||de|||Warning: a//b\n");
  assert_string_equal(read_text("a.html", "<html><body></body></html>"),
                      "!skipped:0:0: a page without text, nothing to index\n");
}

static void html_is_converted_from_its_charset(void **state) {
  (void)state;
  assert_string_equal(read_text("a.html", "<meta charset=iso-8859-1><title>caf\xe9</title>\x80 5"),
                      "a.html|café|||||€ 5\n");
  assert_string_equal(read_text("a.html", "<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>"
                                          "<title>\x93\xfa\x96\x7b</title>x"),
                      "a.html|日本|||||x\n");
  assert_string_equal(read_text("a.html", "<meta charset=iso-8859-1><title>café</title>x"), "a.html|café|||||x\n");
  assert_string_equal(read_text("a.html", "<meta charset=klingon><title>caf\xe9</title>x"),
                      "!remark:0:0: the charset \"klingon\" is unknown; read as windows-1252\na.html|café|||||x\n");
}

static void ignore_problem(void *context, const qn__source_location *location, qn__severity severity,
                           const char *message) {
  (void)context, (void)location, (void)severity, (void)message;
}

static bool keep_size(void *context, const qn__source_location *location, const qn_article *article) {
  size_t *size = context;
  (void)location;
  *size = article->text.size;
  return true;
}

static size_t html_text_size(const char *page, size_t size) {
  char *dir = make_temp_dir(), *path = path_in(dir, "a.html");
  size_t text_size = 0;
  qn__article_sink sink = {keep_size, ignore_problem, NULL, &text_size};
  qn__article_reader *reader;
  qn_error error;
  write_file(path, page, size);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  assert_ok(qn__read_articles(reader, path, NULL, &error), error);
  qn__article_reader_free(reader);
  free(path);
  remove_tree(dir);
  return text_size;
}

static void large_and_deep_pages_are_whole(void **state) {
  (void)state;
  enum { SIZE = 12 << 20, DEPTH = 2000 };
  char *page = malloc(SIZE);
  memset(page, 'a', SIZE);
  memcpy(page, "<p>", 3);
  assert_int_equal(html_text_size(page, SIZE), SIZE - 3);
  for (size_t i = 0; i < DEPTH; i++)
    memcpy(page + i * 5, "<div>", 5);
  memcpy(page + DEPTH * 5, "bottom", 6);
  assert_int_equal(html_text_size(page, DEPTH * 5 + 6), 6);
  free(page);
}

static void the_article_comes_first_and_nothing_is_lost(void **state) {
  (void)state;
  assert_string_equal(read_text("a.html", "<title>T</title><p>before<main>main<article>the only one</article></main>"),
                      "a.html|T|||||the only one//before//main\n");
  assert_string_equal(read_text("a.html", "<title>T</title><p>the page<article>a card</article>"),
                      "a.html|T|||||the page//a card\n");
  assert_string_equal(
      read_text("a.html", "<title>T</title><meta name=description content='On one.'><nav>Home</nav>one"),
      "a.html|T|||||one//Home//On one.\n");
}

static void a_picture_ends_nothing(void **state) {
  (void)state;
  assert_string_equal(read_text("a.html", "<title>T</title><p>t<article>a<img alt=b>c d e f</article>"),
                      "a.html|T|||||a b c d e f//t\n");
  assert_string_equal(read_text("a.html", "<title>T</title>x<nav><img alt=a>b</nav>z"), "a.html|T|||||x//z//a b\n");
  assert_string_equal(read_text("a.html", "<title>T</title><template><img alt=x>y</template>z"), "a.html|T|||||z\n");
  assert_string_equal(read_text("a.html", "<template><img alt=x>y</template>z"), "a.html|a|||||z\n");
}

static void dates_come_from_linked_data_too(void **state) {
  (void)state;
  assert_string_equal(read_text("a.html", "<title>T</title><script type=application/ld+json>"
                                          "{\"datePublished\": \"2024-05-06\"}</script>x"),
                      "a.html|T|2024-05-06||||x\n");
}

static void what_has_no_end_is_reported(void **state) {
  (void)state;
  assert_string_equal(read_text("a.html", "<title>T</title>\n<p>a\n<!-- b\n<p>c"),
                      "!remark:3:0: a comment without an end; what is in it was read\na.html|T|||||a b//c\n");
  assert_string_equal(read_text("a.html", "<title>T</title>a <p"),
                      "!remark:1:0: a tag without an end, which was left out\na.html|T|||||a\n");
}

static void pages_are_known_by_how_they_begin(void **state) {
  (void)state;
  static const char *const pages[] = {
      "<html><title>T</title>x",
      "<!-- saved from url=(0030)http://example.org/ -->\n<HTML><title>T</title>x",
      "<?php include 'a->b.inc'; ?>\n<!-- b --><!DOCTYPE html><title>T</title>x",
      "<?xml version='1.0'?><!DOCTYPE html PUBLIC><html><title>T</title>x",
      "<!--#include virtual='/top.shtml' --> <body><h1>T</h1>x",
      "<title>T</title>x",
      "<h1>T</h1>x",
  };
  for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
    assert_string_equal(read_text("page.php?id=3", pages[i]), "page.php?id=3|T|||||x\n");
  assert_string_equal(read_text("a.php", "<?php\n$a = '<p>';\n"), "a.php|a.php|||||<?php/$a = '<p>';/\n");
  assert_string_equal(read_text("a.txt", "<b and c\n"), "a.txt|a|||||<b and c/\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(html_is_what_a_person_reads),    cmocka_unit_test(html_is_converted_from_its_charset),
      cmocka_unit_test(large_and_deep_pages_are_whole), cmocka_unit_test(the_article_comes_first_and_nothing_is_lost),
      cmocka_unit_test(a_picture_ends_nothing),         cmocka_unit_test(dates_come_from_linked_data_too),
      cmocka_unit_test(what_has_no_end_is_reported),    cmocka_unit_test(pages_are_known_by_how_they_begin),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
