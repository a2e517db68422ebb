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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cells_and_outputs_are_the_text),
      cmocka_unit_test(older_notebooks_have_worksheets),
      cmocka_unit_test(a_notebook_without_text_is_called_by_its_name),
      cmocka_unit_test(other_objects_are_not_notebooks),
  };
  return cmocka_run_group_tests_name("notebook", tests, NULL, NULL);
}
