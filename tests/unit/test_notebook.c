/* SPDX-License-Identifier: MIT */
/* test_notebook.c: Jupyter notebooks. */
#include "unit/collected_articles.h"

#include "articles/notebook.h"

static void cells_and_outputs_are_the_text(void **state) {
  (void)state;
  assert_string_equal(
      read_text(
          "a.ipynb",
          "{\"cells\":[{\"cell_type\":\"markdown\",\"source\":[\"# Spring *tides*\\n\",\"\\n\",\"Hi\\\\_gh "
          "water.\"]},{\"cell_type\":\"code\",\"source\":\"x = 1\\nx\",\"outputs\":[{\"output_type\":\"stream\","
          "\"name\":\"stdout\",\"text\":[\"one\\n\",\"two\\n\"]},{\"data\":{\"image/png\":\"iVBOR\",\"text/plain\":["
          "\"4.2\"]}},{\"ename\":\"KeyError\",\"evalue\":\"'b'\",\"traceback\":[\"\\u001b[0m\"]}]},{},{\"cell_type\":"
          "\"raw\",\"source\":[]}],\"nbformat\":4}"),
      "a.ipynb|Spring *tides*||||{\"nbformat\":4}|Hi_gh water.//x = 1/x//one/two//4.2//KeyError//'b'\n");
}

static void older_notebooks_have_worksheets(void **state) {
  (void)state;
  assert_string_equal(read_text("a.ipynb",
                                "{\"nbformat\":3,\"worksheets\":[{\"cells\":[{\"cell_type\":\"code\",\"input\":"
                                "[\"a\"],\"outputs\":[{\"text\":[\"b\"]}]},{\"cell_type\":\"markdown\",\"source\":"
                                "\"## Title\\nc\"}]},{}]}"),
                      "a.ipynb|Title||||{\"nbformat\":3}|a//b//c\n");
}

static void a_notebook_without_text_is_called_by_its_name(void **state) {
  (void)state;
  assert_string_equal(read_text("a.ipynb", "{\"nbformat\":4,\"cells\":[],\"title\":\"\"}"),
                      "a.ipynb|a||||{\"nbformat\":4}|\n");
}

static void other_objects_are_not_notebooks(void **state) {
  (void)state;
  static const char *const objects[] = {"{\"cells\":[]}", "{\"nbformat\":4}", "{\"nbformat\":\"4\",\"cells\":[]}", "[]",
                                        "1"};
  for (size_t i = 0; i < sizeof objects / sizeof objects[0]; i++) {
    cJSON *object = cJSON_Parse(objects[i]);
    assert_false(qn__is_notebook(object));
    cJSON_Delete(object);
  }
}

static void cells_are_records_with_the_lines_of_their_sources(void **state) {
  (void)state;
  static const char book[] =
      "{\"cells\":[\n"
      "{\"cell_type\":\"markdown\",\"source\":[\n\"# Title\\n\",\n\"\\n\",\n\"a\\n\",\n\"*b* c\"]},\n" /* a: 5 */
      "{\"cell_type\":\"code\",\"source\":[]},\n"                                                      /* 7 */
      "{},\n{\"cell_type\":\"code\",\"outputs\":[{\"text\":[\"d\\n\",\n\"e\"]}],\"source\":[\n"        /* f: 11 */
      "\"f\\n\",\n\"g\"]},\n{\"cell_type\":\"raw\",\"source\":\n\"h\\ni\"}],\n\"nbformat\":4}";        /* h: 14 */
  assert_string_equal(read_text("a.ipynb", book), "a.ipynb|Title||||{\"nbformat\":4}|a/*b* c//f/g//d/e//h/i\n");
  assert_string_equal(last_map, "[{\"at\":0,\"line\":5,\"record\":1,\"records\":\"##$*$####%'$-%#\"}]");
}

static void a_notebook_that_is_one_line_or_html_has_no_cells(void **state) {
  (void)state;
  read_text("a.ipynb", "{\"cells\":[{\"source\":[\"a\"]}],\"nbformat\":4}");
  assert_string_equal(last_map, "[{\"at\":0,\"line\":1}]");
  read_text("a.ipynb", "{\"cells\":[{\n\"source\":[\"<p>a</p>\"]}],\"nbformat\":4}");
  assert_string_equal(last_map, "[{\"at\":0,\"line\":1}]");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cells_and_outputs_are_the_text),
      cmocka_unit_test(older_notebooks_have_worksheets),
      cmocka_unit_test(a_notebook_without_text_is_called_by_its_name),
      cmocka_unit_test(other_objects_are_not_notebooks),
      cmocka_unit_test(cells_are_records_with_the_lines_of_their_sources),
      cmocka_unit_test(a_notebook_that_is_one_line_or_html_has_no_cells),
  };
  return cmocka_run_group_tests_name("notebook", tests, NULL, NULL);
}
