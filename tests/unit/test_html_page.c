/* SPDX-License-Identifier: MIT */
/* test_html_page.c: what a parser finds becomes events and facts. */
#include "support/support.h"

#include "articles/html_page.h"

#include <string.h>

static void begin(qn__html_page *page, const char *name, const char *const *attributes) {
  qn__html_page_begin(page, name, attributes);
}

static void assert_kept(const qn__buffer *buffer, const char *expected) {
  assert_int_equal(buffer->size, strlen(expected));
  assert_memory_equal(buffer->data, expected, buffer->size);
}

static void events_take_a_byte_or_two(void **state) {
  (void)state;
  qn__html_page page;
  qn__html_page_init(&page);
  begin(&page, "p", NULL);
  qn__html_page_text(&page, "a\1b\2", 4);
  begin(&page, "unknown", NULL);
  qn__html_page_end(&page, "unknown");
  begin(&page, "br", NULL);
  qn__html_page_end(&page, "br");
  qn__html_page_end(&page, "p");
  const uint8_t p = qn__html_element_find("p", 1), br = qn__html_element_find("br", 2);
  const uint8_t expected[] = {QN__HTML_BEGIN, p, 'a', ' ', 'b', ' ', QN__HTML_BEGIN, br, QN__HTML_END, p};
  assert_int_equal(page.events.size, sizeof expected);
  assert_memory_equal(page.events.data, expected, sizeof expected);
  assert_int_equal(page.depth, 0);
  qn__html_page_clear(&page);
}

static void parts_are_the_first_of_their_kind(void **state) {
  (void)state;
  static const char *const opened[] = {"html", "main", "main", "article", "h1"};
  qn__html_page page;
  qn__html_page_init(&page);
  for (size_t i = 0; i < 5; i++)
    begin(&page, opened[i], NULL);
  for (size_t i = 5; i-- > 0;)
    qn__html_page_end(&page, opened[i]);
  begin(&page, "article", NULL);
  qn__html_page_end(&page, "article");
  assert_true(page.root.begin == 0 && page.root.end == 20);
  assert_true(page.main.begin == 2 && page.main.end == 18); /* not the end of the inner one */
  assert_true(page.article.begin == 6 && page.article.end == 14 && page.n_articles == 2);
  assert_true(page.n_headings == 1 && page.headings[0].begin == 8 && page.headings[0].end == 12);
  assert_true(page.body.end == 0 && page.title.end == 0);
  qn__html_page_clear(&page);
}

static void facts_come_from_the_most_reliable_source(void **state) {
  (void)state;
  static const char *const html[] = {"lang", "", "xml:lang", "de", NULL}, *const later[] = {"lang", "fr", NULL},
                           *const modified[] = {"name", "last-modified", "content", "2024-01-02", NULL},
                           *const published[] = {"property", "article:published_time", "content", "2023-05-06", NULL},
                           *const wrong[] = {"itemprop", "datePublished", "content", "soon", NULL},
                           *const url[] = {"property", "og:url", "content", "http://a", NULL},
                           *const canonical[] = {"rel", "Canonical", "href", "http://b", NULL},
                           *const time[] = {"datetime", "2020", NULL};
  qn__html_page page;
  qn__html_page_init(&page);
  begin(&page, "html", html);
  begin(&page, "meta", later);
  begin(&page, "meta", modified);
  begin(&page, "meta", published);
  begin(&page, "meta", wrong);
  begin(&page, "meta", url);
  begin(&page, "link", canonical);
  begin(&page, "time", time);
  assert_kept(&page.language, "de");
  assert_kept(&page.date, "2023-05-06");
  assert_kept(&page.url, "http://b");
  assert_kept(&page.time, "2020");
  assert_kept(&page.og_title, "");
  assert_false(qn__html_page_failed(&page));
  qn__html_page_clear(&page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(events_take_a_byte_or_two),
      cmocka_unit_test(parts_are_the_first_of_their_kind),
      cmocka_unit_test(facts_come_from_the_most_reliable_source),
  };
  return cmocka_run_group_tests_name("html_page", tests, NULL, NULL);
}
