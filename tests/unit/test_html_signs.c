/* SPDX-License-Identifier: MIT */
/* test_html_signs.c: what attributes say about an element's place. */
#include "support/support.h"

#include "articles/html_signs.h"

#include <string.h>

/* The sign that the first attribute of a tag gives its element. */
static qn__html_sign sign_of(const char *tag) {
  char name[QN__HTML_NAME_MAX];
  const char *p = tag, *end = tag + strlen(tag);
  const size_t size = qn__html_tag_name(&p, end, name);
  qn__html_attribute a;
  assert_true(qn__html_tag_attribute(&p, end, &a));
  return qn__html_sign_of(qn__html_element_at(qn__html_element_find(name, size)), &a);
}

static void a_role_says_what_is_the_main_part(void **state) {
  (void)state;
  assert_int_equal(sign_of("div role=main"), QN__HTML_IS_MAIN);
  assert_int_equal(sign_of("div ROLE='Navigation'"), QN__HTML_IS_APART);
  assert_int_equal(sign_of("div role=region"), QN__HTML_NO_SIGN);
}

static void what_is_not_shown_stands_apart(void **state) {
  (void)state;
  static const char *const hidden[] = {"p hidden",
                                       "p hidden=''",
                                       "div style='color:red;display : none'",
                                       "td aria-hidden=true",
                                       "article hidden",
                                       "main aria-hidden='true'"};
  for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
    assert_int_equal(sign_of(hidden[i]), QN__HTML_IS_APART);
  static const char *const shown[] = {"p hidden=until-found", "div style='display:block'", "td aria-hidden=false",
                                      "div style='display'",  "body style='display:none'", "html hidden"};
  for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
    assert_int_equal(sign_of(shown[i]), QN__HTML_NO_SIGN);
}

static void names_say_what_is_around_an_article(void **state) {
  (void)state;
  static const char *const apart[] = {"div class=sidebar", "div id='cookie-banner'", "ul class=\"x  Menu y\"",
                                      "td class=nav", "section class='cookieConsent'"};
  for (size_t i = 0; i < sizeof apart / sizeof apart[0]; i++)
    assert_int_equal(sign_of(apart[i]), QN__HTML_IS_APART);
  static const char *const not_apart[] = {
      "div class=tag-cookies", "article class=cookies", "body class=sidebar", "div class=menu-item",
      "a class=menu",          "div title=menu",        "main id=nav"};
  for (size_t i = 0; i < sizeof not_apart / sizeof not_apart[0]; i++)
    assert_int_equal(sign_of(not_apart[i]), QN__HTML_NO_SIGN);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_role_says_what_is_the_main_part),
      cmocka_unit_test(what_is_not_shown_stands_apart),
      cmocka_unit_test(names_say_what_is_around_an_article),
  };
  return cmocka_run_group_tests_name("html_signs", tests, NULL, NULL);
}
