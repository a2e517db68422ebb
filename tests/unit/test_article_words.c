/* SPDX-License-Identifier: MIT */
/* test_article_words.c: the distinct words of an article, and how often it has each. */
#include "result/article_words.h"
#include "support/search_fixture.h"

#include <string.h>

static search_fixture fixture;
static qn__article_words words;

static int set_up(void **state) {
  const char *const texts[] = {"the moon and the sea", "a moon"};
  qn_error error;
  (void)state;
  search_fixture_open_texts(&fixture, texts, 2);
  return qn__article_words_new(&words, fixture.index, 50, &error) != QN_OK;
}

static int tear_down(void **state) {
  (void)state;
  qn__article_words_free(&words);
  search_fixture_close(&fixture);
  return 0;
}

static void read_article(const qn_article *article) {
  qn_error error;
  assert_ok(qn__article_words_read(&words, article, &error), error);
}

/* How often the article that was read has a word, as it stands there first; 0: not at all. */
static uint32_t times_of(const char *text) {
  uint32_t times = 0;
  for (size_t i = 0; i < words.n; i++)
    if (words.words[i].size == strlen(text) && memcmp(words.words[i].text, text, words.words[i].size) == 0)
      times = words.words[i].times;
  return times;
}

static void forms_of_a_word_are_one(void **state) {
  const qn_article article = {.text = string_of("Moons and the moon, MOON!")};
  (void)state;
  read_article(&article);
  assert_int_equal(words.n, 3);
  assert_int_equal(times_of("Moons"), 3);
  assert_int_equal(times_of("and"), 1);
}

static void words_of_the_title_count_as_often_as_the_index_says(void **state) {
  const qn_article article = {.title = string_of("Moon"), .text = string_of("moon sea")};
  (void)state;
  read_article(&article);
  assert_int_equal(times_of("Moon"), 1 + fixture.index->title_weight);
  assert_int_equal(times_of("sea"), 1);
}

static void numbers_and_single_letters_are_left_out(void **state) {
  const qn_article article = {.text = string_of("1987 a 3.5 B x2 sea \xe5\xad\x97")};
  (void)state;
  read_article(&article);
  assert_int_equal(words.n, 3);
  assert_int_equal(times_of("x2") + times_of("sea") + times_of("\xe5\xad\x97"), 3);
}

/* Three characters are two pairs; what the scan finds after them is the last one alone. */
static void the_last_character_of_a_run_is_no_word_of_its_own(void **state) {
  const qn_article article = {.text = string_of("千年前, 千年 sea")};
  (void)state;
  read_article(&article);
  assert_int_equal(words.n, 3);
  assert_int_equal(times_of("千年"), 2);
  assert_int_equal(times_of("年前") + times_of("sea"), 2);
}

static void no_more_words_are_read_than_wanted(void **state) {
  char text[401] = "";
  (void)state;
  for (size_t i = 0; i + 4 < sizeof text; i += 4)
    strcat(text, "sea ");
  const qn_article article = {.text = string_of(text)};
  read_article(&article);
  assert_int_equal(times_of("sea"), 50);
}

static void a_word_is_counted_in_articles(void **state) {
  uint64_t n;
  qn_error error;
  (void)state;
  assert_ok(qn__article_word_doc_freq(&words, "Moons", 5, &n, &error), error);
  assert_int_equal(n, 2);
  assert_ok(qn__article_word_doc_freq(&words, "wi-fi", 5, &n, &error), error);
  assert_int_equal(n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(forms_of_a_word_are_one),
      cmocka_unit_test(words_of_the_title_count_as_often_as_the_index_says),
      cmocka_unit_test(numbers_and_single_letters_are_left_out),
      cmocka_unit_test(the_last_character_of_a_run_is_no_word_of_its_own),
      cmocka_unit_test(no_more_words_are_read_than_wanted),
      cmocka_unit_test(a_word_is_counted_in_articles),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
