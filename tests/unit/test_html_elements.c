/* SPDX-License-Identifier: MIT */
/* test_html_elements.c: names of elements and what they mean. */
#include "support/support.h"

#include "articles/html_elements.h"

#include <string.h>

static void every_element_is_found_by_its_name(void **state) {
  (void)state;
  for (uint8_t number = qn__html_element_find("a", 1); number <= qn__html_element_find("xmp", 3); number++) {
    const char *name = qn__html_element_at(number)->name;
    assert_true(number > 0 && strlen(name) < QN__HTML_NAME_MAX);
    assert_int_equal(qn__html_element_find(name, strlen(name)), number);
  }
}

static void other_names_mean_nothing(void **state) {
  (void)state;
  static const char *const names[] = {"", "b", "span", "div2", "di", "zzz", "x-card", "article-list"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    assert_int_equal(qn__html_element_find(names[i], strlen(names[i])), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_element_is_found_by_its_name),
      cmocka_unit_test(other_names_mean_nothing),
  };
  return cmocka_run_group_tests_name("html_elements", tests, NULL, NULL);
}
