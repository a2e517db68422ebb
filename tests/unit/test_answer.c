/* SPDX-License-Identifier: MIT */
/* test_answer.c: what a format does not show is not fetched. */
#include "support/support.h"

#include "tool/missing_fields.h"
#include "tool/output_formats.h"

#include <stdio.h>
#include <string.h>

static search_answer answer;
static qn_index *opened;
static qn_searcher *searcher;
static char *dir;

static int open_index(void **state) {
  static const char *const texts[] = {"some salt", "more salt and salt", "other words"};
  qn_error error;
  (void)state;
  dir = make_temp_dir();
  add_texts(dir, texts, 3);
  const char *dirs[] = {dir};
  return qn_index_open(&opened, dirs, 1, &error) != QN_OK || qn_searcher_new(&searcher, opened, &error) != QN_OK;
}

static int close_index(void **state) {
  (void)state;
  answer_clear(&answer);
  qn_searcher_free(searcher);
  qn_index_close(opened);
  remove_tree(dir);
  return 0;
}

static const search_answer *ask(const output_format *format, const char *query) {
  const tool_options options = {.limit = 10, .snippets = 1, .k1 = -1, .b = -1, .explain = true, .format = format};
  answer.asked = qn_string_of(query);
  answer_query(&answer, searcher, &options);
  return &answer;
}

static void everything_shown_is_fetched(void **state) {
  (void)state;
  const output_format all = {.shows = SHOWS_TOTAL | SHOWS_PASSAGES};
  ask(&all, "salt");
  assert_int_equal(answer.status, QN_OK);
  assert_int_equal(answer.n_found, 2);
  assert_true(answer.hits.total_known);
  assert_int_equal(answer.hits.total, 2);
  assert_non_null(answer.found[0].snippets);
  assert_non_null(answer.found[1].explanation);
  assert_int_equal(answer_exit(&answer), EXIT_DONE);
}

static void the_rest_is_not_fetched(void **state) {
  (void)state;
  const output_format hits_only = {.shows = 0};
  ask(&hits_only, "salt");
  assert_int_equal(answer.n_found, 2);
  assert_int_equal(answer.found[0].article.id.size, 1);
  assert_false(answer.hits.total_known);
  assert_null(answer.found[0].snippets);
  assert_null(answer.found[0].explanation);
}

static void a_format_may_take_plain_words(void **state) {
  (void)state;
  const output_format words = {.plain_words = true}, syntax = {.plain_words = false};
  assert_int_equal(ask(&words, "+absent salt")->n_found, 2);
  assert_int_equal(ask(&syntax, "+absent salt")->n_found, 0);
  assert_int_equal(answer_exit(&answer), EXIT_NEGATIVE);
}

static cli_exit exit_of_page(uint64_t limit, uint64_t offset, unsigned shows, const char *query) {
  const output_format format = {.shows = shows};
  const tool_options options = {.limit = limit, .offset = offset, .k1 = -1, .b = -1, .format = &format};
  answer.asked = qn_string_of(query);
  answer_query(&answer, searcher, &options);
  return answer_exit(&answer);
}

static void nothing_shown_is_an_exit_of_its_own(void **state) {
  (void)state;
  assert_int_equal(exit_of_page(1, 1, SHOWS_TOTAL, "salt"), EXIT_DONE);
  assert_int_equal(exit_of_page(1, 2, SHOWS_TOTAL, "salt"), EXIT_NEGATIVE);
  assert_int_equal(exit_of_page(1, 2, 0, "salt"), EXIT_NEGATIVE);
}

static void without_hits_the_total_decides(void **state) {
  (void)state;
  assert_int_equal(exit_of_page(0, 0, SHOWS_TOTAL, "salt"), EXIT_DONE);
  assert_int_equal(exit_of_page(0, 5, 0, "salt"), EXIT_DONE);
  assert_int_equal(exit_of_page(0, 0, 0, "absent"), EXIT_NEGATIVE);
}

/* The answer to "salt", which two articles match. */
static void ask_page(uint64_t limit, uint64_t offset, const char *after, const output_format *format) {
  const tool_options options = {.limit = limit, .offset = offset, .after = after, .k1 = -1, .b = -1, .format = format};
  answer.asked = qn_string_of("salt");
  answer_query(&answer, searcher, &options);
  assert_int_equal(answer.status, QN_OK);
}

static void programs_always_get_the_token_of_the_next_page(void **state) {
  const output_format for_programs = {.shows = SHOWS_TOTAL | SHOWS_NEXT, .has_messages = true};
  char token[200];
  (void)state;
  ask_page(1, 0, NULL, &for_programs);
  assert_non_null(answer.next);
  assert_int_equal(answer_rank(&answer, 0), 1);
  snprintf(token, sizeof token, "%s", answer.next);
  ask_page(1, 0, token, &for_programs);
  assert_int_equal(answer.n_found, 1);
  assert_int_equal(answer_rank(&answer, 0), 2);
  assert_null(answer.next); /* it was the last */
  ask_page(10, 0, NULL, &for_programs);
  assert_null(answer.next);
}

static void people_learn_of_it_once_they_turn_pages(void **state) {
  const output_format for_people = {.shows = SHOWS_NEXT}, ids = {.shows = 0};
  (void)state;
  ask_page(1, 0, NULL, &for_people);
  assert_false(answer.has_next);
  ask_page(1, 0, "", &for_people);
  assert_true(answer.has_next);
  assert_non_null(answer.next);
  ask_page(1, 1, NULL, &for_people); /* without a total it may not be the last */
  assert_true(answer.has_next);
  assert_null(answer.next); /* an offset is enough */
  ask_page(1, 0, "", &ids);
  assert_false(answer.has_next);
}

static void a_list_that_has_a_line_has_no_suggestion(void **state) {
  const output_format list = {.shows = SHOWS_HITS}, people = {.shows = SHOWS_HITS | SHOWS_TOTAL};
  (void)state;
  assert_non_null(ask(&people, "salt wrods")->suggestion.text);
  assert_null(ask(&list, "salt wrods")->suggestion.text);
  assert_int_equal(answer.n_found, 2);
  assert_non_null(ask(&list, "wrods")->suggestion.text);
}

static void notes_follow_the_warnings_of_the_query(void **state) {
  static const char *const asked[] = {"autor,date", "\xff"};
  const output_format all = {.shows = SHOWS_FIELDS};
  const tool_options options = {
      .limit = 2, .k1 = -1, .b = -1, .format = &all, .fields = {(const char **)asked, 2}, .index = opened};
  (void)state;
  answer.asked = qn_string_of("\"salt");
  answer_query(&answer, searcher, &options);
  note_missing_fields(&answer, &options);
  assert_string_equal(answer_warning(&answer, 0),
                      "the quote opened at character 1 is not closed; it ends with the query");
  assert_string_equal(answer_warning(&answer, 1), "no article shown has a field autor");
  assert_string_equal(answer_warning(&answer, 2), "no article shown has a field date");
  assert_string_equal(answer_warning(&answer, 3), "no article shown has a field \xef\xbf\xbd");
  assert_null(answer_warning(&answer, 4));
  ask(&all, "salt");
  assert_null(answer_warning(&answer, 0));
}

/* The warnings about "s", of which salt and some are, sorted by a column that there is not. */
static void ask_begun(const output_format *format, uint64_t max_expansions) {
  static const char *const keys[] = {"nosuch"};
  const tool_options options = {.limit = 2,
                                .k1 = -1,
                                .b = -1,
                                .partial = true,
                                .format = format,
                                .max_expansions = max_expansions,
                                .sort = {(const char **)keys, 1}};
  answer.asked = qn_string_of("s");
  answer_query(&answer, searcher, &options);
  assert_int_equal(answer.status, QN_OK);
}

static void titles_hide_no_warning_but_that_the_last_word_is_short(void **state) {
  (void)state;
  const output_format titles = {.shows = SHOWS_HITS, .finds_titles = true}, all = {.shows = SHOWS_HITS};
  ask_begun(&all, 1);
  assert_non_null(strstr(answer_warning(&answer, 0), "stands for more words than 1"));
  assert_non_null(strstr(answer_warning(&answer, 1), "nosuch"));
  ask_begun(&titles, 1);
  assert_non_null(strstr(answer_warning(&answer, 0), "nosuch"));
  assert_null(answer_warning(&answer, 1));
}

static void a_query_of_any_bytes_is_shown_as_text(void **state) {
  (void)state;
  const output_format all = {.shows = SHOWS_TOTAL};
  ask(&all, "salt \xe9");
  assert_int_equal(answer.n_found, 2);
  assert_memory_equal(answer.text.data, "salt \xef\xbf\xbd", answer.text.size);
  assert_non_null(qn_query_warning(answer.query, 0));
  ask(&all, "salt é");
  assert_int_equal(answer.text.size, 7);
  assert_null(qn_query_warning(answer.query, 0));
}

static void a_failure_is_part_of_the_answer(void **state) {
  (void)state;
  const output_format all = {.shows = SHOWS_TOTAL};
  const tool_options options = {.limit = 10, .k1 = -1, .b = -1, .strict = true, .format = &all};
  answer.asked = qn_string_of("(salt");
  answer_query(&answer, searcher, &options);
  assert_int_equal(answer.status, QN_BAD_QUERY);
  assert_int_equal(answer.n_found, 0);
  assert_int_equal(answer_exit(&answer), EXIT_USAGE);
  assert_int_equal(ask(&all, "salt")->n_found, 2);
}

/* Articles of three days, which the query finds: their ids in the order of the answer. */
static const char *ids_of(const tool_options *options) {
  static const char *const dates[] = {"2025-06-09", "2024-01-01", "2025-07-01"};
  static const char *const words[] = {"salt", "salt salt", "salt and more"};
  static char ids[10];
  char *dated = make_temp_dir();
  const char *dirs[] = {dated};
  qn_article articles[3];
  qn_index *index;
  qn_searcher *other;
  qn_error error;
  search_answer found = {.asked = qn_string_of("salt")};
  for (int i = 0; i < 3; i++)
    articles[i] = (qn_article){.id = string_of(i == 0   ? "a"
                                               : i == 1 ? "b"
                                                        : "c"),
                               .date = string_of(dates[i]),
                               .text = string_of(words[i])};
  add_articles(dated, articles, 3, NULL);
  assert_ok(qn_index_open(&index, dirs, 1, &error), error);
  assert_ok(qn_searcher_new(&other, index, &error), error);
  answer_query(&found, other, options);
  assert_ok(found.status, found.error);
  ids[0] = '\0';
  for (size_t i = 0; i < found.n_found; i++)
    strcat(ids, found.found[i].article.id.data);
  answer_clear(&found);
  qn_searcher_free(other);
  qn_index_close(index);
  remove_tree(dated);
  return ids;
}

static void dates_restrict_and_keys_sort_what_is_found(void **state) {
  static const output_format plain = {.shows = 0};
  tool_options options = {.limit = 10, .k1 = -1, .b = -1, .format = &plain};
  const char *keys[] = {"-date"}, *others[] = {"id"}, *scores[] = {"score"};
  (void)state;
  assert_string_equal(ids_of(&options), "bac");
  options.since = "2025";
  assert_string_equal(ids_of(&options), "ac");
  options.until = "2025-06";
  assert_string_equal(ids_of(&options), "a");
  options.since = options.until = NULL;
  options.sort = (cli_list){keys, 1};
  assert_string_equal(ids_of(&options), "cab");
  options.sort = (cli_list){others, 1};
  assert_string_equal(ids_of(&options), "abc");
  options.sort = (cli_list){scores, 1};
  assert_string_equal(ids_of(&options), "bac");
}

static void warnings_of_the_search_follow_those_of_the_query(void **state) {
  static const output_format plain = {.shows = 0};
  const char *keys[] = {"colour"};
  const tool_options options = {.limit = 10, .k1 = -1, .b = -1, .format = &plain, .sort = {keys, 1}};
  (void)state;
  answer.asked = qn_string_of("(salt");
  answer_query(&answer, searcher, &options);
  assert_non_null(strstr(answer_warning(&answer, 0), "parenthesis"));
  assert_non_null(strstr(answer_warning(&answer, 1), "no article has a field colour"));
  assert_null(answer_warning(&answer, 2));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(everything_shown_is_fetched),
      cmocka_unit_test(the_rest_is_not_fetched),
      cmocka_unit_test(a_format_may_take_plain_words),
      cmocka_unit_test(nothing_shown_is_an_exit_of_its_own),
      cmocka_unit_test(without_hits_the_total_decides),
      cmocka_unit_test(programs_always_get_the_token_of_the_next_page),
      cmocka_unit_test(people_learn_of_it_once_they_turn_pages),
      cmocka_unit_test(a_list_that_has_a_line_has_no_suggestion),
      cmocka_unit_test(notes_follow_the_warnings_of_the_query),
      cmocka_unit_test(titles_hide_no_warning_but_that_the_last_word_is_short),
      cmocka_unit_test(a_query_of_any_bytes_is_shown_as_text),
      cmocka_unit_test(a_failure_is_part_of_the_answer),
      cmocka_unit_test(dates_restrict_and_keys_sort_what_is_found),
      cmocka_unit_test(warnings_of_the_search_follow_those_of_the_query),
  };
  return cmocka_run_group_tests(tests, open_index, close_index);
}
