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

static void signs_are_in_the_events(void **state) {
  (void)state;
  static const char *const main_part[] = {"is", "main", NULL}, *const apart[] = {"is", "apart", NULL};
  qn__html_page page;
  qn__html_page_init(&page);
  begin(&page, "div", main_part);
  begin(&page, "p", apart);
  assert_int_equal(page.events.data[0], QN__HTML_BEGIN_MAIN);
  assert_int_equal(page.events.data[2], QN__HTML_BEGIN_APART);
  qn__html_page_clear(&page);
}

static void a_picture_is_its_text(void **state) {
  (void)state;
  static const char *const with_text[] = {"alt", "A heron", NULL}, *const without[] = {"alt", "", NULL};
  const uint8_t img = qn__html_element_find("img", 3);
  qn__html_page page;
  qn__html_page_init(&page);
  begin(&page, "img", without);
  qn__html_page_end(&page, "img");
  begin(&page, "img", with_text);
  qn__html_page_end(&page, "img");
  assert_int_equal(page.events.size, 11);
  assert_memory_equal(page.events.data + 2, "A heron", 7);
  assert_true(page.events.data[1] == img && page.events.data[10] == img);
  assert_int_equal(page.events.data[9], QN__HTML_BEGIN); /* an END would be that of the element around it */
  qn__html_page_clear(&page);
}

static void controls_mean_characters_of_windows_1252(void **state) {
  (void)state;
  qn__html_page page;
  qn__html_page_init(&page);
  qn__html_page_text(&page, "a\xc2\x92\xc2\xa0\xc2\x81\3\4\5\xc2", 11);
  assert_int_equal(page.events.size, 12);
  assert_memory_equal(page.events.data, "a\xe2\x80\x99\xc2\xa0\xc2\x81  \5", 11);
  qn__html_page_clear(&page);
}

static void parts_are_the_first_of_their_kind(void **state) {
  (void)state;
  static const char *const opened[] = {"html", "body", "body", "h1"};
  qn__html_page page;
  qn__html_page_init(&page);
  for (size_t i = 0; i < 4; i++)
    begin(&page, opened[i], NULL);
  for (size_t i = 4; i-- > 0;)
    qn__html_page_end(&page, opened[i]);
  assert_true(page.root.begin == 0 && page.root.end == 16);
  assert_true(page.body.begin == 2 && page.body.end == 14); /* not the end of the inner one */
  assert_true(page.n_headings == 1 && page.headings[0].begin == 6 && page.headings[0].end == 10);
  assert_true(page.title.end == 0);
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
                           *const time[] = {"datetime", "2020", NULL},
                           *const marked[] = {"datetime", "2022-03-04", "itemprop", "datePublished", NULL},
                           *const description[] = {"name", "Description", "content", "On herons", NULL};
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
  begin(&page, "time", marked);
  begin(&page, "meta", description);
  assert_kept(&page.language, "de");
  assert_kept(&page.date, "2023-05-06");
  assert_kept(&page.url, "http://b");
  assert_kept(&page.time, "2020");
  assert_kept(&page.description, "On herons");
  assert_kept(&page.og_title, "");
  assert_false(qn__html_page_failed(&page));
  qn__html_page_clear(&page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(events_take_a_byte_or_two),
      cmocka_unit_test(signs_are_in_the_events),
      cmocka_unit_test(a_picture_is_its_text),
      cmocka_unit_test(controls_mean_characters_of_windows_1252),
      cmocka_unit_test(parts_are_the_first_of_their_kind),
      cmocka_unit_test(facts_come_from_the_most_reliable_source),
  };
  return cmocka_run_group_tests_name("html_page", tests, NULL, NULL);
}
