/* SPDX-License-Identifier: MIT */
/* test_roff_strings.c: names that stand for words. */
#include "support/support.h"

#include "articles/roff_strings.h"

#include <string.h>

static void assert_expanded(qn__roff_strings *strings, const char *text, const char *expected) {
  qn__buffer out;
  qn__buffer_init(&out);
  const qn_string found = qn__roff_expand(strings, string_of(text), &out);
  assert_int_equal(found.size, strlen(expected));
  assert_memory_equal(found.data, expected, found.size);
  qn__buffer_clear(&out);
}

static void define(qn__roff_strings *strings, char *arguments) {
  qn__roff_define(strings, string_of(arguments));
}

static void names_are_replaced(void **state) {
  (void)state;
  qn__roff_strings strings = {.n = 0, .room = 100};
  char one[] = " xT an  old value", two[] = "xT \" a value", three[] = "a b", none[] = " ";
  define(&strings, one);
  define(&strings, two);
  define(&strings, three);
  define(&strings, none);
  assert_expanded(&strings, "\\*(xT \\*[xT], \\*a.", " a value  a value, b.");
  assert_expanded(&strings, "\\*(yT \\\\*a \\*( \\*[a \\*", "\\*(yT \\\\*a \\*( \\*[a \\*");
  assert_expanded(&strings, "none", "none");
}

static void a_page_grows_by_no_more_than_its_room(void **state) {
  (void)state;
  qn__roff_strings strings = {.n = 0, .room = 5};
  char value[] = "a 1234";
  define(&strings, value);
  assert_expanded(&strings, "\\*a\\*a", "1234\\*a");
}

static void a_list_that_is_full_takes_no_more(void **state) {
  (void)state;
  qn__roff_strings strings = {.n = 0, .room = 100};
  char lines[QN__ROFF_STRINGS + 1][8];
  for (size_t i = 0; i <= QN__ROFF_STRINGS; i++) {
    lines[i][0] = (char)('0' + i);
    strcpy(lines[i] + 1, " v");
    define(&strings, lines[i]);
  }
  assert_expanded(&strings, "\\*0\\*p", "v\\*p");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_replaced),
      cmocka_unit_test(a_page_grows_by_no_more_than_its_room),
      cmocka_unit_test(a_list_that_is_full_takes_no_more),
  };
  return cmocka_run_group_tests_name("roff_strings", tests, NULL, NULL);
}
