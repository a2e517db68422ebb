/* SPDX-License-Identifier: MIT */
/* test_roff_macros.c: what macros of man pages do. */
#include "support/support.h"

#include "articles/roff_macros.h"

static void macros_have_a_kind(void **state) {
  (void)state;
  static const struct {
    const char *name;
    qn__roff_kind kind;
  } macros[] = {{"SH", QN__ROFF_SECTION},   {"Sh", QN__ROFF_SECTION},   {"BR", QN__ROFF_JOINED},
                {"B", QN__ROFF_TEXT},       {"Op", QN__ROFF_TEXT},      {"TH", QN__ROFF_TITLE},
                {"de", QN__ROFF_DEFINED},   {"\\\"", QN__ROFF_NOTHING}, {"\\\"comment", QN__ROFF_NOTHING},
                {"unknown", QN__ROFF_TEXT}, {"", QN__ROFF_TEXT},        {"if", QN__ROFF_CONDITION},
                {"el", QN__ROFF_ELSE},      {"ds", QN__ROFF_STRING},    {"No", QN__ROFF_TEXT},
                {"SY", QN__ROFF_TAG},       {"\\}", QN__ROFF_NOTHING},  {"PP TP", QN__ROFF_TEXT}};
  for (size_t i = 0; i < sizeof macros / sizeof macros[0]; i++)
    assert_int_equal(qn__roff_kind_of(string_of(macros[i].name)), macros[i].kind);
}

static void some_are_called_among_arguments(void **state) {
  (void)state;
  assert_true(qn__roff_is_called(string_of("Fl")) && qn__roff_is_called(string_of("Xr")));
  assert_false(qn__roff_is_called(string_of("file")) || qn__roff_is_called(string_of("")));
}

static void some_print_words_of_their_own(void **state) {
  (void)state;
  assert_string_equal(qn__roff_printed_by(string_of("Ux")), "UNIX");
  assert_string_equal(qn__roff_printed_by(string_of("B")), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(macros_have_a_kind),
      cmocka_unit_test(some_print_words_of_their_own),
      cmocka_unit_test(some_are_called_among_arguments),
  };
  return cmocka_run_group_tests_name("roff_macros", tests, NULL, NULL);
}
