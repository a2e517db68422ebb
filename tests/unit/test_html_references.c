/* SPDX-License-Identifier: MIT */
/* test_html_references.c: characters by name and by number. */
#include "support/support.h"

#include "articles/html_names.h"
#include "articles/html_references.h"

#include <string.h>

/* What the reference that the text begins with stands for, and how much of the text it takes. */
static void assert_read(const char *text, bool in_attribute, const char *expected, size_t taken) {
  char to[QN__HTML_CHARACTERS_MAX + 1] = {0};
  size_t size = 0;
  assert_int_equal(qn__html_reference(text, text + strlen(text), in_attribute, to, &size), taken);
  assert_int_equal(size, strlen(expected));
  assert_memory_equal(to, expected, size);
}

static void every_name_is_found(void **state) {
  (void)state;
  for (size_t i = 0; i < QN__HTML_N_NAMES; i++) {
    char text[QN__HTML_REFERENCE_MAX + 4] = "&";
    const size_t size = strcspn(qn__html_names[i], "=!");
    assert_true(size <= QN__HTML_CHARACTER_NAME_MAX);
    memcpy(text + 1, qn__html_names[i], size);
    strcpy(text + 1 + size, ";x");
    assert_true(strlen(qn__html_names[i] + size + 1) <= QN__HTML_CHARACTERS_MAX);
    assert_read(text, false, qn__html_names[i] + size + 1, size + 2);
    assert_true(i == 0 || strcmp(qn__html_names[i - 1], qn__html_names[i]) != 0);
  }
}

static void some_names_need_no_semicolon(void **state) {
  (void)state;
  assert_read("&copy2024", false, "©", 5);
  assert_read("&oumlln", false, "ö", 5);
  assert_read("&eacute", false, "é", 7);
  assert_read("&notit;", false, "¬", 4);
  assert_read("&notin;", false, "∉", 7);
  assert_read("&ccaron x", false, "", 0);
}

static void in_attributes_addresses_stay(void **state) {
  (void)state;
  assert_read("&copy=1", true, "", 0);
  assert_read("&copy2", true, "", 0);
  assert_read("&copy;2", true, "©", 6);
  assert_read("&copy", true, "©", 5);
}

static void numbers_are_code_points(void **state) {
  (void)state;
  assert_read("&#233;", false, "é", 6);
  assert_read("&#xE9x", false, "é", 5);
  assert_read("&#X1F389;", false, "🎉", 9);
  assert_read("&#0;", false, "\xef\xbf\xbd", 4);
  assert_read("&#xd800;", false, "\xef\xbf\xbd", 8);
  assert_read("&#99999999999999;", false, "\xef\xbf\xbd", 17);
}

static void numbers_of_windows_1252_are_meant(void **state) {
  (void)state;
  assert_read("&#146;", false, "’", 6);
  assert_read("&#x96;", false, "–", 6);
  assert_int_equal(qn__html_meant(0x80), 0x20ac);
  assert_int_equal(qn__html_meant(0x9f), 0x178);
  assert_int_equal(qn__html_meant(0x81), 0x81);
  assert_int_equal(qn__html_meant(0xa0), 0xa0);
}

static void an_ampersand_is_one(void **state) {
  (void)state;
  static const char *const texts[] = {"&", "& b", "&&", "&;", "&#", "&#x", "&#;", "&#xg;", "&nosuch;", "&a"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_read(texts[i], false, "", 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_name_is_found),
      cmocka_unit_test(some_names_need_no_semicolon),
      cmocka_unit_test(in_attributes_addresses_stay),
      cmocka_unit_test(numbers_are_code_points),
      cmocka_unit_test(numbers_of_windows_1252_are_meant),
      cmocka_unit_test(an_ampersand_is_one),
  };
  return cmocka_run_group_tests_name("html_references", tests, NULL, NULL);
}
