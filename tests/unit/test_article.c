/* SPDX-License-Identifier: MIT */
/* test_article.c: what is repaired, refused and put into columns before an article is indexed. */
#include "builder/article.h"

#include "base/memory.h"
#include "fault/failing_memory.h"
#include "support/section_file.h"
#include "support/support.h"

#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

static qn_status check(qn__checked_article *checked, const qn_article *article, qn_error *error) {
  return qn__check_article(checked, article, QN__LANGUAGE_ENGLISH, 1 << 20, error);
}

static void assert_string(qn_string found, const char *expected) {
  assert_int_equal(found.size, strlen(expected));
  assert_memory_equal(found.data, expected, found.size);
}

static void keeps_valid_strings_where_they_are(void **state) {
  (void)state;
  qn__checked_article checked = {.has_date = false};
  const qn_article article = {.id = string_of("a"), .title = string_of("Caf\xc3\xa9"), .text = string_of("text")};
  qn_error error;
  assert_ok(check(&checked, &article, &error), error);
  assert_ptr_equal(checked.article.id.data, article.id.data);
  assert_ptr_equal(checked.article.title.data, article.title.data);
  assert_ptr_equal(checked.article.text.data, article.text.data);
  assert_int_equal(checked.replaced, 0);
  qn__checked_article_clear(&checked);
}

static void repairs_invalid_bytes_in_every_string(void **state) {
  (void)state;
  qn__checked_article checked = {.has_date = false};
  const qn_article article = {.id = string_of("i\xff"),
                              .title = string_of("\xc3title"),
                              .text = {"te\0xt", 5},
                              .url = string_of("u\xff\xffrl"),
                              .language = string_of("\xff"),
                              .fields = string_of("{\"k\":\"\xff\"}")};
  qn_error error;
  assert_ok(check(&checked, &article, &error), error);
  assert_string(checked.article.id, "i" REPLACEMENT);
  assert_string(checked.article.title, REPLACEMENT "title");
  assert_string(checked.article.text, "te" REPLACEMENT "xt");
  assert_string(checked.article.url, "u" REPLACEMENT REPLACEMENT "rl");
  assert_string(checked.article.language, REPLACEMENT);
  assert_string(checked.article.fields, "{\"k\":\"" REPLACEMENT "\"}");
  assert_int_equal(checked.replaced, 7);
  assert_ok(check(&checked, &(qn_article){.id = string_of("valid")}, &error), error);
  assert_int_equal(checked.replaced, 0); /* those of this article alone */
  qn__checked_article_clear(&checked);
}

static void refuses_an_id_that_is_missing_or_too_long(void **state) {
  (void)state;
  qn__checked_article checked = {.has_date = false};
  char id[QN_ID_MAX + 1];
  qn_error error;
  memset(id, 'x', sizeof id);
  assert_int_equal(check(&checked, &(qn_article){.text = string_of("text")}, &error), QN_BAD_INPUT);
  assert_int_equal(check(&checked, &(qn_article){.id = {id, sizeof id}}, &error), QN_BAD_INPUT);
  assert_non_null(strstr(error.message, "513"));
  assert_ok(check(&checked, &(qn_article){.id = {id, QN_ID_MAX}}, &error), error);
  qn__checked_article_clear(&checked);
}

static void refuses_a_date_that_it_cannot_read(void **state) {
  (void)state;
  qn__checked_article checked = {.has_date = false};
  qn_article article = {.id = string_of("a"), .date = string_of("1970-01-02")};
  qn_error error;
  assert_ok(check(&checked, &article, &error), error);
  assert_true(checked.has_date);
  assert_int_equal(checked.date, 86400);
  article.date = string_of("next week");
  assert_int_equal(check(&checked, &article, &error), QN_BAD_INPUT);
  assert_non_null(strstr(error.message, "next week"));
  article.date = string_of("");
  assert_ok(check(&checked, &article, &error), error);
  assert_false(checked.has_date);
  qn__checked_article_clear(&checked);
}

static void refuses_fields_that_are_not_an_object(void **state) {
  (void)state;
  static const char *const refused[] = {"[1]", "\"word\"", "null", "{\"open\":", " "};
  qn__checked_article checked = {.has_date = false};
  qn_article article = {.id = string_of("a"), .fields = string_of("{\"n\":1}")};
  qn_error error;
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    article.fields = string_of(refused[i]);
    assert_int_equal(check(&checked, &article, &error), QN_BAD_INPUT);
  }
  article.fields = string_of("{\"n\":1}");
  assert_ok(check(&checked, &article, &error), error);
  assert_non_null(checked.fields);
  article.fields = string_of("");
  assert_ok(check(&checked, &article, &error), error);
  assert_null(checked.fields); /* not those of the article before */
  qn__checked_article_clear(&checked);
}

static void an_unknown_language_has_no_stemmer(void **state) {
  (void)state;
  static const struct {
    const char *lang;
    uint8_t language;
    bool is_listed;
  } cases[] = {{"", QN__LANGUAGE_ENGLISH, true},
               {"tr", QN__LANGUAGE_TURKISH, true},
               {"none", QN__LANGUAGE_PLAIN, true},
               {"tlh", QN__LANGUAGE_PLAIN, false}};
  qn__checked_article checked = {.has_date = false};
  qn_error error;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const qn_article article = {.id = string_of("a"), .language = string_of(cases[i].lang)};
    assert_ok(check(&checked, &article, &error), error);
    assert_int_equal(checked.language, cases[i].language);
    assert_int_equal(checked.listed, cases[i].is_listed ? cases[i].language : 0);
  }
  qn__checked_article_clear(&checked);
}

static void reports_out_of_memory_for_a_repaired_copy(void **state) {
  (void)state;
  qn__checked_article checked = {.has_date = false};
  const qn_article article = {.id = string_of("a"), .text = string_of("\xff")};
  qn_error error;
  qn__memory_fail_after(0);
  qn_status status = check(&checked, &article, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(status, QN_NO_MEMORY);
  qn__checked_article_clear(&checked);
}

static void reports_out_of_memory_for_json(void **state) {
  (void)state;
  const qn_article article = {.id = string_of("a"),
                              .fields = string_of("{\"k\":[\"v\",1]}"),
                              .source_map = string_of("[{\"at\":0,\"part\":\"1.2\"}]")};
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  for (; status != QN_OK; n++) {
    qn__checked_article checked = {.has_date = false};
    qn_error error;
    failing_memory_begin(n, FAIL_ONCE);
    status = check(&checked, &article, &error);
    failing_memory_end();
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
    qn__checked_article_clear(&checked);
  }
  assert_true(n > 8);
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

static qn__columns columns_of_article(section_file *file, const qn_article *article) {
  qn__checked_article checked = {.has_date = false};
  qn__columns_writer *writer;
  qn__columns columns;
  qn_error error;
  assert_ok(check(&checked, article, &error), error);
  assert_ok(qn__columns_writer_new(&writer, &error), error);
  qn__put_columns(&checked, writer, 0);
  section_file_begin(file);
  assert_ok(qn__columns_end(writer, &file->output, 1, &error), error);
  section_file_end(file);
  assert_ok(qn__columns_open(&columns, &file->section, 1, &error), error);
  qn__columns_writer_free(writer);
  qn__checked_article_clear(&checked);
  return columns;
}

/* The columns of one article with these fields and date. */
static qn__columns columns_of(section_file *file, const char *fields, const char *date) {
  const qn_article article = {.id = string_of("a"), .date = string_of(date), .fields = string_of(fields)};
  return columns_of_article(file, &article);
}

static qn__column column_of(const qn__columns *columns, uint32_t i, const char *name, qn__column_type type) {
  qn__column column;
  qn_error error;
  assert_ok(qn__columns_get(columns, i, &column, &error), error);
  assert_string((qn_string){column.name, column.name_size}, name);
  assert_int_equal(column.type, type);
  return column;
}

static void assert_keyword(const qn__column *column, uint32_t ordinal, const char *expected) {
  qn_string text;
  qn_error error;
  assert_ok(qn__column_keyword_text(column, ordinal, &text.data, &text.size, &error), error);
  assert_string(text, expected);
}

static void puts_words_numbers_and_truth_values_into_columns(void **state) {
  (void)state;
  section_file file;
  qn__columns columns = columns_of(&file, "{\"topics\":[\"tea\",\"coffee\",\"tea\"],\"n\":2.5,\"open\":true}", "1970");
  qn_error error;
  double number = 0;
  int64_t seconds = -1;
  assert_int_equal(columns.n_columns, 5);
  qn__column date = column_of(&columns, 0, "date", QN__COLUMN_DATE);
  assert_ok(qn__column_date(&date, 0, &seconds, &error), error);
  assert_int_equal(seconds, 0);
  qn__column language = column_of(&columns, 1, "lang", QN__COLUMN_KEYWORD);
  assert_keyword(&language, 0, "en");
  qn__column n = column_of(&columns, 2, "n", QN__COLUMN_NUMBER);
  assert_ok(qn__column_number(&n, 0, &number, &error), error);
  assert_int_equal((int)(number * 2), 5);
  qn__column open = column_of(&columns, 3, "open", QN__COLUMN_KEYWORD);
  assert_keyword(&open, 0, "true");
  qn__column topics = column_of(&columns, 4, "topics", QN__COLUMN_KEYWORD);
  assert_int_equal(topics.n_keywords, 2);
  assert_keyword(&topics, 0, "coffee");
  assert_keyword(&topics, 1, "tea");
  section_file_close(&file);
}

static void languages_are_codes_and_the_rest_of_their_tags(void **state) {
  static const char *const tags[][2] = {{"", "en"},         {"english", "en"},      {"EN_gb", "en-gb"},
                                        {"de-AT", "de-AT"}, {"German-AT", "de-AT"}, {"und", "none"},
                                        {"zha-x", "zha-x"}};
  (void)state;
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
    const qn_article article = {.id = string_of("a"), .language = string_of(tags[i][0])};
    section_file file;
    qn__columns columns = columns_of_article(&file, &article);
    qn__column language = column_of(&columns, 0, "lang", QN__COLUMN_KEYWORD);
    assert_keyword(&language, 0, tags[i][1]);
    section_file_close(&file);
  }
}

static void a_tag_that_is_too_long_for_a_keyword_has_no_column(void **state) {
  char tag[QN__KEYWORD_MAX + 2];
  section_file file;
  (void)state;
  memset(tag, 'x', sizeof tag);
  tag[sizeof tag - 1] = '\0';
  const qn_article article = {.id = string_of("a"), .language = string_of(tag)};
  assert_int_equal(columns_of_article(&file, &article).n_columns, 0);
  section_file_close(&file);
}

static void leaves_other_values_out_of_the_columns(void **state) {
  (void)state;
  char fields[1200], keyword[QN__KEYWORD_MAX + 2];
  section_file file;
  memset(keyword, 'k', sizeof keyword);
  keyword[QN__KEYWORD_MAX + 1] = '\0';
  snprintf(fields, sizeof fields,
           "{\"null\":null,\"lang\":\"x\",\"object\":{\"a\":1},\"nested\":[[1]],\"long\":\"%s\",\"longest\":\"%.*s\","
           "\"%s\":1,\"\":1}",
           keyword, QN__KEYWORD_MAX, keyword, keyword);
  qn__columns columns = columns_of(&file, fields, "");
  assert_int_equal(columns.n_columns, 2);
  qn__column language = column_of(&columns, 0, "lang", QN__COLUMN_KEYWORD);
  assert_keyword(&language, 0, "en");
  column_of(&columns, 1, "longest", QN__COLUMN_KEYWORD);
  section_file_close(&file);
}

/* {"a":[[[...]]]} with `depth` levels */
static void put_nested(char *json, size_t depth) {
  char *p = stpcpy(json, "{\"a\":");
  memset(p, '[', depth - 1);
  memset(p + depth - 1, ']', depth - 1);
  strcpy(p + 2 * (depth - 1), "}");
}

static void fields_may_be_nested_to_a_limit(void **state) {
  (void)state;
  qn__checked_article checked = {.has_date = false};
  char json[600];
  qn_error error;
  put_nested(json, 256);
  qn_article article = {.id = string_of("a"), .fields = string_of(json)};
  assert_ok(check(&checked, &article, &error), error);
  put_nested(json, 257);
  article.fields = string_of(json);
  assert_int_equal(check(&checked, &article, &error), QN_BAD_INPUT);
  assert_string_equal(error.message, "article a: its fields are nested too deep: 256 levels are allowed");
  qn__checked_article_clear(&checked);
}

/* musl gives threads 128 KiB. */
static void *check_deepest_fields(void *status) {
  qn__checked_article checked = {.has_date = false};
  static char json[600];
  put_nested(json, 256);
  qn_article article = {.id = string_of("a"), .fields = string_of(json)};
  *(qn_status *)status = check(&checked, &article, NULL);
  qn__checked_article_clear(&checked);
  return NULL;
}

static void the_deepest_fields_fit_a_small_stack(void **state) {
  (void)state;
  pthread_attr_t small;
  pthread_t thread;
  qn_status status = QN_INVALID;
  assert_int_equal(pthread_attr_init(&small), 0);
  assert_int_equal(pthread_attr_setstacksize(&small, 128 << 10), 0);
  assert_int_equal(pthread_create(&thread, &small, check_deepest_fields, &status), 0);
  assert_int_equal(pthread_join(thread, NULL), 0);
  pthread_attr_destroy(&small);
  assert_int_equal(status, QN_OK);
}

static void fields_that_need_too_much_memory_are_refused(void **state) {
  (void)state;
  qn__checked_article checked = {.has_date = false};
  static char json[30020] = "{\"a\":[1";
  for (size_t i = 7; i < 30007; i += 2)
    memcpy(json + i, ",1", 2);
  strcpy(json + 30007, "]}");
  qn_article article = {.id = string_of("a"), .fields = string_of(json)};
  qn_error error;
  assert_int_equal(check(&checked, &article, &error), QN_TOO_LARGE);
  assert_string_equal(error.message, "article a is too large: its fields need a memory budget of 32 MiB");
  assert_ok(qn__check_article(&checked, &article, QN__LANGUAGE_ENGLISH, 2 << 20, &error), error);
  qn__checked_article_clear(&checked);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_valid_strings_where_they_are),
      cmocka_unit_test(repairs_invalid_bytes_in_every_string),
      cmocka_unit_test(refuses_an_id_that_is_missing_or_too_long),
      cmocka_unit_test(refuses_a_date_that_it_cannot_read),
      cmocka_unit_test(refuses_fields_that_are_not_an_object),
      cmocka_unit_test(an_unknown_language_has_no_stemmer),
      cmocka_unit_test(reports_out_of_memory_for_a_repaired_copy),
      cmocka_unit_test(reports_out_of_memory_for_json),
      cmocka_unit_test(puts_words_numbers_and_truth_values_into_columns),
      cmocka_unit_test(languages_are_codes_and_the_rest_of_their_tags),
      cmocka_unit_test(a_tag_that_is_too_long_for_a_keyword_has_no_column),
      cmocka_unit_test(leaves_other_values_out_of_the_columns),
      cmocka_unit_test(fields_may_be_nested_to_a_limit),
      cmocka_unit_test(the_deepest_fields_fit_a_small_stack),
      cmocka_unit_test(fields_that_need_too_much_memory_are_refused),
  };
  return cmocka_run_group_tests_name("article", tests, NULL, NULL);
}
