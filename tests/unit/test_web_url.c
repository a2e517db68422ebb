/* SPDX-License-Identifier: MIT */
/* test_web_url.c: what a page links to. */
#include "support/support.h"

#include "tool/web_url.h"

static void only_http_and_https_are_linked_to(void **state) {
  static const char *const others[] = {"",        "https://", "javascript:alert(1)", "data:text/html,x", "file:///etc",
                                       "//e.org", "e.org",    " https://e.org",      "httpsx://e.org"};
  (void)state;
  assert_true(is_web_url(string_of("https://e.org")));
  assert_true(is_web_url(string_of("HTTP://e.org")));
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_false(is_web_url(string_of(others[i])));
}

static void other_bytes_are_encoded_once(void **state) {
  qn__buffer out;
  (void)state;
  qn__buffer_init(&out);
  put_web_url(&out, string_of("https://e.org/a%20b c?d=\"é\"&e='f'#<g>\n|`"));
  qn__buffer_u8(&out, '\0');
  assert_string_equal((const char *)out.data, "https://e.org/a%20b%20c?d=%22%C3%A9%22&e='f'#%3Cg%3E%0A%7C%60");
  qn__buffer_clear(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_http_and_https_are_linked_to),
      cmocka_unit_test(other_bytes_are_encoded_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
