/* SPDX-License-Identifier: MIT */
/* test_properties.c: which property of an object is which part of an article. */
#include "unit/collected_articles.h"

#include "articles/properties.h"

static void json_names_have_an_order_of_preference(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl",
                                "{\"name\":\"n\",\"title\":\"t\",\"Text\":\"x\",\"published\":\"June 9, 2025\","
                                "\"date\":\"some day\",\"lang\":null,\"url\":3}\n"),
                      "a.jsonl#1|t|2025-06-09|||{\"name\":\"n\",\"date\":\"some day\",\"url\":3}|x\n");
}

static void json_text_may_be_paragraphs(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl", "{\"title\":\"t\",\"text\":[\"one\",\"two\"],\"id\":7}\n"),
                      "7|t|||||one//two\n");
  assert_string_equal(read_text("a.jsonl", "{\"text\":[\"one\"]}\n{\"text\":[]}\n"),
                      "a.jsonl#1||||||one\na.jsonl#2||||||\n");
  assert_string_equal(read_text("a.jsonl", "{\"body\":\"b\",\"text\":[1]}\n"), "a.jsonl#1|||||{\"text\":[1]}|b\n");
}

static void a_source_map_is_an_array(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl", "{\"text\":\"x\",\"source_map\":[{\"at\":0}],\"n\":1}\n"),
                      "a.jsonl#1|||||{\"n\":1}|x\n");
  assert_string_equal(read_text("a.jsonl", "{\"text\":\"x\",\"source_map\":\"app.js.map\"}\n"),
                      "a.jsonl#1|||||{\"source_map\":\"app.js.map\"}|x\n");
  assert_string_equal(read_text("a.jsonl", "{\"text\":\"x\",\"source_map\":null}\n"),
                      "a.jsonl#1|||||{\"source_map\":null}|x\n");
}

static void known_names_are_found_in_any_case(void **state) {
  (void)state;
  assert_true(qn__property_is_known("Headline"));
  assert_true(qn__property_is_known("createdat"));
  assert_false(qn__property_is_known("topics"));
}

static void numbers_can_be_dates(void **state) {
  (void)state;
  assert_string_equal(read_text("a.jsonl", "{\"title\":\"t\",\"date\":1749499445}\n{\"title\":\"u\",\"date\":7}\n"),
                      "a.jsonl#1|t|2025-06-09T20:04:05Z||||\na.jsonl#2|u||||{\"date\":7}|\n");
}

static void an_object_without_a_text_has_all_its_strings(void **state) {
  (void)state;
  assert_string_equal(
      read_text("a.jsonl",
                "{\"id\":\"1\",\"title\":\"t\",\"talk\":\"the words\",\"by\":{\"who\":[\"Ann\"]},\"n\":1}\n"),
      "1|t||||{\"talk\":\"the words\",\"by\":{\"who\":[\"Ann\"]},\"n\":1}|the words/Ann\n");
  assert_string_equal(read_text("a.jsonl", "{\"text\":\"\",\"body\":\"b\"}\n"), "a.jsonl#1|||||{\"text\":\"\"}|b\n");
}

static void long_strings_that_are_text_are_not_fields(void **state) {
  (void)state;
  char line[400] = "{\"talk\":\"", expected[400] = "a.jsonl#1||||||";
  memset(line + 9, 'x', 300);
  strcpy(line + 309, "\"}\n");
  memset(expected + 15, 'x', 300);
  expected[315] = '\n';
  assert_string_equal(read_text("a.jsonl", line), expected);
}

static void what_is_nested_is_no_field_beside_a_long_text(void **state) {
  (void)state;
  enum { SIZE = 70000 };
  char *json = malloc(SIZE + 100);
  qn__properties properties;
  qn_article article;
  qn_error error;
  memset(json, 'x', SIZE);
  memcpy(json, "{\"n\":1,\"parts\":[{\"p\":\"", 22);
  strcpy(json + SIZE, " y\"}]}");
  cJSON *object = cJSON_Parse(json);
  qn__properties_init(&properties);
  const qn__property_rules rules = {string_of(json), NULL, false, true};
  assert_ok(qn__properties_take(&properties, object, &rules, &article, &error), error);
  assert_true(article.text.size > SIZE - 100);
  assert_string_equal(article.fields.data, "{\"n\":1}");
  qn__properties_clear(&properties);
  cJSON_Delete(object);
  free(json);
}

static void titles_may_be_lists_and_parts_rendered(void **state) {
  (void)state;
  assert_string_equal(
      read_text("a.jsonl",
                "{\"title\":[\"one\",\"two\"],\"text\":\"x\"}\n{\"title\":[],\"name\":\"n\",\"text\":\"x\"}\n"),
      "a.jsonl#1|one two|||||x\na.jsonl#2|n|||||x\n");
  assert_string_equal(read_text("a.jsonl", "{\"title\":{\"rendered\":\"It&#8217;s\"},\"content\":{\"rendered\":\"<p>"
                                           "One</p><p>two</p>\",\"protected\":false}}\n"),
                      "a.jsonl#1|It’s||||{\"content\":{\"protected\":false}}|One//two\n");
}

/* Reads an object with these rules; what becomes of it as "id|title|text|fields". */
static void assert_mapped(const char *json, const char *asked, const char *expected) {
  qn__properties properties;
  qn__mapping map;
  qn_article article;
  qn_error error;
  qn__buffer out;
  cJSON *object = cJSON_Parse(json);
  qn__properties_init(&properties);
  qn__buffer_init(&out);
  assert_ok(qn__mapping_parse(&map, asked, &error), error);
  const qn__property_rules rules = {string_of(json), &map, false, true};
  assert_ok(qn__properties_take(&properties, object, &rules, &article, &error), error);
  put_part(&out, article.id, "|");
  put_part(&out, article.title, "|");
  put_part(&out, article.text, "|");
  put_part(&out, article.fields, "");
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
  qn__properties_clear(&properties);
  cJSON_Delete(object);
}

static void what_was_asked_for_takes_the_place_of_names(void **state) {
  (void)state;
  assert_mapped("{\"id\":1,\"key\":7,\"text\":\"no\",\"a\":{\"b\":\"yes\"}}", "id=key,text=a.b",
                "7||yes|{\"id\":1,\"text\":\"no\",\"a\":{}}");
  assert_mapped("{\"a.b\":\"x\",\"a\":{\"b\":\"y\"}}", "text=a.b", "||x|{\"a\":{\"b\":\"y\"}}");
  assert_mapped("{\"a\":{\"t\":\"one\",\"x\":[\"two\",\"three\"]}}", "text=a,title=a.t", "|one|two//three|");
  assert_mapped("{\"a\":\"x\"}", "text=a,title=a", "|x|x|");
  assert_mapped("{\"b\":\"x\"}", "text=a", "||x|{\"b\":\"x\"}");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_names_have_an_order_of_preference),
      cmocka_unit_test(json_text_may_be_paragraphs),
      cmocka_unit_test(a_source_map_is_an_array),
      cmocka_unit_test(known_names_are_found_in_any_case),
      cmocka_unit_test(numbers_can_be_dates),
      cmocka_unit_test(an_object_without_a_text_has_all_its_strings),
      cmocka_unit_test(long_strings_that_are_text_are_not_fields),
      cmocka_unit_test(what_is_nested_is_no_field_beside_a_long_text),
      cmocka_unit_test(titles_may_be_lists_and_parts_rendered),
      cmocka_unit_test(what_was_asked_for_takes_the_place_of_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
