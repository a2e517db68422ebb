/* SPDX-License-Identifier: MIT */
/* test_html_fragment.c: strings that are HTML. */
#include "support/support.h"

#include "articles/html_fragment.h"

#include <string.h>

static void assert_fragment(const char *string, bool is_title, const char *expected) {
  static const qn__allowance allowance = {SIZE_MAX, {NULL, NULL}};
  qn__buffer out;
  qn_error error;
  qn__buffer_init(&out);
  assert_true(qn__html_is_fragment(string_of(string), is_title));
  assert_ok(qn__html_fragment(&out, string_of(string), is_title, &allowance, 0, &error), error);
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, expected);
  qn__buffer_clear(&out);
}

static void texts_in_tags_are_fragments(void **state) {
  (void)state;
  assert_fragment(" <p>One <b>t</b>wo.</p>\n<nav>three</nav>\n", false, "One two.\n\nthree");
  assert_fragment("<jats:p>A &amp; b.</jats:p>", false, "A & b.");
}

static void titles_with_references_or_tags_are_fragments(void **state) {
  (void)state;
  assert_fragment("It&#8217;s", true, "It’s");
  assert_fragment("On <i>Ardea</i>", true, "On Ardea");
}

static void other_strings_are_not(void **state) {
  (void)state;
  static const char *const texts[] = {
      "", "a", "<", "a <b>c</b>", "<b>a</b> c", "<https://example.org>", "<- a </b>", "<p>\xff</p>"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_false(qn__html_is_fragment(string_of(texts[i]), false));
  static const char *const titles[] = {"", "AT&T", "a < b", "&c", "x </", "&amp;\xff"};
  for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
    assert_false(qn__html_is_fragment(string_of(titles[i]), true));
}

static void what_does_not_fit_is_refused(void **state) {
  (void)state;
  static const qn__allowance allowance = {100, {NULL, NULL}};
  qn__buffer out;
  qn_error error;
  qn__buffer_init(&out);
  assert_int_equal(qn__html_fragment(&out, string_of("<p>one</p>"), false, &allowance, 200, &error), QN_TOO_LARGE);
  qn__buffer_clear(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_in_tags_are_fragments),
      cmocka_unit_test(titles_with_references_or_tags_are_fragments),
      cmocka_unit_test(other_strings_are_not),
      cmocka_unit_test(what_does_not_fit_is_refused),
  };
  return cmocka_run_group_tests_name("html_fragment", tests, NULL, NULL);
}
