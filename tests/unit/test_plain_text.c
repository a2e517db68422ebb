/* SPDX-License-Identifier: MIT */
/* test_plain_text.c: what the reader has found stays, the rest is found in the text. */
#include "support/support.h"

#include "articles/plain_text.h"

#include <stdio.h>
#include <string.h>

typedef struct taken {
  char article[500]; /* "id|title|date|url|language|text" */
} taken;

static bool take_article(void *context, const qn__source_location *location, const qn_article *article) {
  taken *t = context;
  (void)location;
  snprintf(t->article, sizeof t->article, "%.*s|%.*s|%.*s|%.*s|%.*s|%.*s", (int)article->id.size, article->id.data,
           (int)article->title.size, article->title.data, (int)article->date.size, article->date.data,
           (int)article->url.size, article->url.data, (int)article->language.size, article->language.data,
           (int)article->text.size, article->text.data);
  return true;
}

static void assert_article(qn_article found, const char *text, const char *expected) {
  taken t = {.article = ""};
  const qn__article_sink sink = {take_article, NULL, NULL, &t};
  qn__buffer scratch;
  char copy[200];
  qn_error error;
  qn__buffer_init(&scratch);
  strcpy(copy, text);
  const qn__reading_options options = {.map = NULL};
  const qn__document document = {.sink = &sink,
                                 .path = "dir/The File.txt",
                                 .name = "dir/The File.txt",
                                 .id = "dir/file",
                                 .scratch = &scratch,
                                 .options = &options};
  assert_ok(qn__read_plain_text(&document, &found, copy, strlen(copy), QN__TEXT_AS_WRITTEN, &error), error);
  assert_string_equal(t.article, expected);
  qn__buffer_clear(&scratch);
}

static void the_title_is_taken_out_of_the_text(void **state) {
  (void)state;
  assert_article((qn_article){.id = {NULL, 0}}, "The title\n\nSome text.\n", "dir/file|The title||||Some text.\n");
  assert_article((qn_article){.id = {NULL, 0}}, "Menu\n\nThe title\n\nSome text.\n",
                 "dir/file|The title||||Menu\n\n\nSome text.\n");
}

static void a_text_without_a_title_is_called_after_its_file(void **state) {
  (void)state;
  assert_article((qn_article){.id = {NULL, 0}}, "just a few words", "dir/file|The File||||just a few words");
}

static void what_the_reader_found_stays(void **state) {
  (void)state;
  const qn_article found = {.id = string_of("7"),
                            .title = string_of("Known"),
                            .date = string_of("2024"),
                            .url = string_of("u"),
                            .language = string_of("de")};
  assert_article(found, "Title: Other\nDate: 2025-06-09\nURL: https://e.org/\nLanguage: fr\n\ntext",
                 "7|Known|2024|u|de|Title: Other\nDate: 2025-06-09\nURL: https://e.org/\nLanguage: fr\n\ntext");
}

static void assert_taken_out(const char *text, size_t start, size_t end, const char *expected) {
  char copy[100];
  strcpy(copy, text);
  qn_string rest = qn__take_out(copy, strlen(copy), start, end, NULL);
  assert_int_equal(rest.size, strlen(expected));
  assert_memory_equal(rest.data, expected, rest.size);
}

static void bytes_are_taken_out_in_place(void **state) {
  (void)state;
  assert_taken_out("one two three", 4, 8, "one three");
  assert_taken_out("one\n\r\ntwo", 0, 3, "two");
  assert_taken_out("one", 0, 3, "");
  assert_taken_out("one", 1, 1, "one");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_title_is_taken_out_of_the_text),
      cmocka_unit_test(a_text_without_a_title_is_called_after_its_file),
      cmocka_unit_test(what_the_reader_found_stays),
      cmocka_unit_test(bytes_are_taken_out_in_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
