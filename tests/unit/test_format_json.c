/* SPDX-License-Identifier: MIT */
/* test_format_json.c: answers for programs. */
#include "unit/printed_answer.h"

#include <cjson/cJSON.h>

static cJSON *parsed_answer(tool_options *options, const char *qid, const char *query) {
  printed_answer printed = print_query(options, qid, query);
  assert_string_equal(printed.messages, "");
  assert_ptr_equal(strchr(printed.out, '\n'), printed.out + strlen(printed.out) - 1);
  cJSON *object = cJSON_Parse(printed.out);
  assert_non_null(object);
  free(printed.out);
  free(printed.messages);
  return object;
}

static const char *text_at(const cJSON *object, const char *name) {
  return cJSON_GetObjectItem(object, name)->valuestring;
}

static void an_answer_is_one_object_on_one_line(void **state) {
  (void)state;
  tool_options options = options_of("json");
  cJSON *object = parsed_answer(&options, "q7", "salt");
  const cJSON *hits = cJSON_GetObjectItem(object, "hits"), *hit = cJSON_GetArrayItem(hits, 0);
  assert_int_equal(cJSON_GetObjectItem(object, "version")->valueint, 1);
  assert_string_equal(text_at(object, "qid"), "q7");
  assert_string_equal(text_at(object, "query"), "salt");
  assert_int_equal(cJSON_GetObjectItem(cJSON_GetObjectItem(object, "total"), "value")->valueint, 2);
  assert_int_equal(cJSON_GetArraySize(hits), 2);
  assert_int_equal(cJSON_GetObjectItem(hit, "rank")->valueint, 1);
  assert_string_equal(text_at(hit, "id"), "a b");
  assert_string_equal(text_at(hit, "url"), "https://e.org/\"a\"");
  assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(hit, "title_highlights")), 1);
  assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(hit, "snippets")), 1);
  assert_null(cJSON_GetObjectItem(hit, "fields"));
  hit = cJSON_GetArrayItem(hits, 1);
  assert_null(cJSON_GetObjectItem(hit, "title"));
  assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(cJSON_GetObjectItem(hit, "fields"), "topics")), 1);
  cJSON_Delete(object);
}

static void marks_of_text_beyond_ascii_are_in_utf16_too(void **state) {
  (void)state;
  const tool_options options = options_of("json");
  const cli_terminal plain = {.width = 0};
  const qn_range ranges[] = {{0, 2}, {3, 7}, {8, 9}};
  found_article found[] = {found_id("a"), found_id("b")};
  for (size_t i = 0; i < 2; i++) {
    found[i].title_ranges = ranges;
    found[i].n_title_ranges = 3;
  }
  found[0].article.title = qn_string_of("é \xf0\x9f\x8d\x8e b");
  found[1].article.title = qn_string_of("ab defg i");
  char *printed = print_found(&options, &plain, found, 2);
  assert_non_null(strstr(printed, "\"title_highlights\":[[0,2],[3,7],[8,9]],\"title_utf16\":[[0,1],[2,4],[5,6]]}"));
  assert_non_null(strstr(printed, "\"title\":\"ab defg i\",\"title_highlights\":[[0,2],[3,7],[8,9]]}"));
  free(printed);
}

static void errors_and_warnings_are_in_the_object(void **state) {
  (void)state;
  tool_options options = options_of("json");
  cJSON *object = parsed_answer(&options, NULL, "\"salt");
  assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(object, "warnings")), 1);
  assert_null(cJSON_GetObjectItem(object, "error"));
  const cJSON *slip = cJSON_GetArrayItem(cJSON_GetObjectItem(object, "slips"), 0);
  assert_string_equal(text_at(slip, "message"),
                      cJSON_GetArrayItem(cJSON_GetObjectItem(object, "warnings"), 0)->valuestring);
  assert_int_equal(cJSON_GetObjectItem(slip, "column")->valueint, 1);
  cJSON_Delete(object);
  options.strict = true;
  object = parsed_answer(&options, NULL, "\"salt");
  assert_int_equal(cJSON_GetObjectItem(cJSON_GetObjectItem(object, "error"), "column")->valueint, 1);
  assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(object, "hits")), 0);
  cJSON_Delete(object);
}

static void a_warning_about_the_index_is_in_the_object(void **state) {
  (void)state;
  tool_options options = options_of("json");
  static const char *const queries[] = {"salt", "\"salt"};
  for (int slips = 0; slips < 2; slips++) {
    printed_answer printed = print_warned_query(&options, NULL, queries[slips], "it is old");
    cJSON *object = cJSON_Parse(printed.out), *warnings = cJSON_GetObjectItem(object, "warnings");
    assert_int_equal(cJSON_GetArraySize(warnings), slips + 1);
    assert_string_equal(cJSON_GetArrayItem(warnings, slips)->valuestring, "it is old");
    assert_string_equal(printed.messages, "");
    cJSON_Delete(object);
    free(printed.out);
    free(printed.messages);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_answer_is_one_object_on_one_line),
      cmocka_unit_test(marks_of_text_beyond_ascii_are_in_utf16_too),
      cmocka_unit_test(errors_and_warnings_are_in_the_object),
      cmocka_unit_test(a_warning_about_the_index_is_in_the_object),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
