/* SPDX-License-Identifier: MIT */
/* test_long_strings.c: cutting long strings out of an object and putting them back gives what cJSON gives alone. */
#include "support/support.h"

#include "articles/long_strings.h"

#include <stdio.h>
#include <string.h>

static cJSON *parse_cut(const char *json, size_t *n_cut) {
  qn__long_strings cut;
  cJSON *object = NULL;
  qn__buffer_init(&cut.json);
  *n_cut = 0;
  if (qn__long_strings_cut(&cut, json, strlen(json))) {
    assert_true(cut.json.size < strlen(json));
    object = cJSON_ParseWithLength((const char *)cut.json.data, cut.json.size);
    if (object != NULL)
      assert_true(qn__long_strings_put_back(&cut, object));
    *n_cut = cut.n;
  }
  qn__buffer_clear(&cut.json);
  return object;
}

/* Asserts that the cut object is what cJSON makes of the whole; returns how many strings were cut out. */
static size_t assert_same(const char *json) {
  size_t n_cut;
  cJSON *whole = cJSON_Parse(json), *object = parse_cut(json, &n_cut);
  if (n_cut > 0) {
    assert_int_equal(object == NULL, whole == NULL);
    if (whole != NULL) {
      char *wanted = cJSON_PrintUnformatted(whole), *got = cJSON_PrintUnformatted(object);
      assert_string_equal(got, wanted);
      cJSON_free(wanted);
      cJSON_free(got);
    }
  }
  cJSON_Delete(whole);
  cJSON_Delete(object);
  return n_cut;
}

/* --- objects of chance -------------------------------------------------------------------------------------------- */

static void put_string(random_source *random, qn__buffer *out, uint32_t longest) {
  static const char *const parts[] = {"word",  " ",    "\\n",     "\\\"",        "\\\\", "{[,:]}", "\xc3\xa9",
                                      "\\/",   "\\t",  "a",       "\\u00e9",     "\\b",  "\\f\\r", "\\ud83d\\ude00",
                                      "text ", "more", "letters", "even longer "};
  enum { SIMPLE = 10, N = sizeof parts / sizeof parts[0] };
  uint32_t n = random_below(random, longest), kinds = random_below(random, 3) ? SIMPLE : N;
  qn__buffer_u8(out, '"');
  for (uint32_t i = 0; i < n; i++)
    qn__buffer_print(out, "%s", parts[random_below(random, kinds)]);
  qn__buffer_u8(out, '"');
}

static void put_value(random_source *random, qn__buffer *out, unsigned depth) {
  size_t kind = random_below(random, depth < 3 ? 8 : 5), n = random_below(random, 4);
  if (kind == 0)
    qn__buffer_print(out, "-12.5e3");
  else if (kind == 1)
    qn__buffer_print(out, "null");
  else if (kind < 6)
    put_string(random, out, 400);
  else if (kind == 6)
    qn__buffer_print(out, "[");
  else
    qn__buffer_print(out, "{");
  for (size_t i = 0; kind >= 6 && i < n; i++) {
    qn__buffer_print(out, i > 0 ? " , " : "");
    if (kind == 7) {
      qn__buffer_print(out, "\"%zu\" :", i);
    }
    put_value(random, out, depth + 1);
  }
  if (kind >= 6)
    qn__buffer_print(out, kind == 6 ? "]" : "}");
}

static void any_object_is_as_cjson_has_it(void **state) {
  (void)state;
  random_source random = random_start("any_object_is_as_cjson_has_it", 5);
  size_t n_cut = 0;
  for (size_t round = 0; round < 3000; round++) {
    qn__buffer json;
    qn__buffer_init(&json);
    size_t n = random_below(&random, 12);
    qn__buffer_print(&json, " { ");
    for (size_t i = 0; i < n; i++) {
      qn__buffer_print(&json, i > 0 ? "," : "");
      put_string(&random, &json, i % 3 ? 3 : 90);
      qn__buffer_print(&json, ": ");
      put_value(&random, &json, 0);
    }
    qn__buffer_print(&json, "}");
    if (json.size > 10 && random_below(&random, 4) == 0) /* broken */
      json.data[random_below(&random, (uint32_t)json.size)] = (uint8_t) "\"\\{}[],: x"[random_below(&random, 10)];
    qn__buffer_u8(&json, '\0');
    n_cut += assert_same((const char *)json.data);
    qn__buffer_clear(&json);
  }
  assert_true(n_cut > 1000);
}

/* --- what is cut -------------------------------------------------------------------------------------------------- */

static size_t n_cut_of(const char *before, const char *part, const char *after) {
  char json[8192];
  int size = snprintf(json, sizeof json, "%s", before);
  for (size_t i = 0; i < 400; i++)
    size += snprintf(json + size, sizeof json - (size_t)size, "%s", part);
  snprintf(json + size, sizeof json - (size_t)size, "%s", after);
  return assert_same(json);
}

static void texts_are_cut(void **state) {
  (void)state;
  assert_int_equal(n_cut_of("{\"id\":1,\"text\":\"", "a\\n", "\"}"), 1);
  assert_int_equal(n_cut_of("{\"text\" : \"", "\\\\", "\", \"x\": [1,2]}"), 1);
  assert_int_equal(n_cut_of("{\"text\":\"\"}", "", ""), 0);
  assert_int_equal(n_cut_of("{\"", "a name", "\":1}"), 0);
  assert_int_equal(n_cut_of("{\"a\":{\"b\":\"", "deep", "\"}}"), 0);
  assert_int_equal(n_cut_of("{\"text\":\"", "\\u0000", "\"}"), 0);
  assert_int_equal(n_cut_of("{\"text\":\"", "no end", ""), 0);
  assert_int_equal(n_cut_of("{\"text\":\"", "no end", "\\"), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(any_object_is_as_cjson_has_it), cmocka_unit_test(texts_are_cut)};
  return cmocka_run_group_tests_name("long_strings", tests, NULL, NULL);
}
