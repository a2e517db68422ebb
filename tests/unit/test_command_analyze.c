/* SPDX-License-Identifier: MIT */
/* test_command_analyze.c: the words of a text. */
#include "unit/run_command.h"

static void operands_are_one_text(void **state) {
  (void)state;
  command_output result = RUN_COMMAND(command_analyze, NULL, "Running", "shoes");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(result.out, "0\t0-7\tRunning\trunning\trun\ten\n1\t8-13\tshoes\tshoes\tshoe\ten\n");
}

static void programs_read_json(void **state) {
  (void)state;
  command_output result = RUN_COMMAND(command_analyze, "Häuser", "--lang", "de", "--json", "-");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(result.out, "{\"text\":\"Häuser\",\"form\":\"häuser\",\"term\":\"haus\",\"lang\":\"de\","
                                  "\"position\":0,\"start\":0,\"end\":7,\"spellings\":["
                                  "{\"form\":\"hauser\",\"term\":\"haus\",\"lang\":\"de\"},"
                                  "{\"form\":\"haeuser\",\"term\":\"haeus\",\"lang\":\"de\"}],\"extras\":[]}\n");
}

static void extra_terms_follow_their_word(void **state) {
  (void)state;
  assert_string_equal(RUN_COMMAND(command_analyze, NULL, "wi-fi").out,
                      "0\t0-2\twi\twi\twi\ten\n0\t0-5\twi-fi\twi-fi\twifi\ten\tcompound\n1\t3-5\tfi\tfi\tfi\ten\n");
  command_output result = RUN_COMMAND(command_analyze, "infor-\nmation", "-");
  assert_non_null(strstr(result.out, "0\t0-13\tinfor- mation\tinformation\tinform\ten\tline end\n"));
}

static void a_term_is_at_most_once_at_a_position(void **state) {
  (void)state;
  const char *out = RUN_COMMAND(command_analyze, NULL, "--json", "1.1.1").out;
  const char *first = strstr(out, "\"term\":\"1\",");
  assert_non_null(first);
  assert_null(strstr(first + 1, "\"term\":\"1\","));
}

static void extra_terms_have_spellings_too(void **state) {
  (void)state;
  assert_non_null(
      strstr(RUN_COMMAND(command_analyze, NULL, "--lang", "es", "--json", "l'informaci\xc3\xb3n").out,
             "\"extras\":[{\"kind\":\"elision\",\"text\":\"informaci\xc3\xb3n\",\"form\":\"informaci\xc3\xb3n\","
             "\"term\":\"inform\",\"lang\":\"es\",\"start\":2,\"end\":14,\"spellings\":["
             "{\"form\":\"informacion\",\"term\":\"informacion\",\"lang\":\"es\"}]}]}"));
}

static void an_unknown_language_is_not_stemmed(void **state) {
  (void)state;
  assert_non_null(
      strstr(RUN_COMMAND(command_analyze, NULL, "--lang", "klingon", "running").out, "\trunning\trunning\t"));
}

static void invalid_bytes_are_replaced(void **state) {
  (void)state;
  command_output result = RUN_COMMAND(command_analyze, NULL, "caf\xe9 x");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.out, "\tx\tx\tx\t"));
}

static void a_text_must_be_given(void **state) {
  (void)state;
  assert_int_equal(RUN_COMMAND(command_analyze, NULL, "--json").exit, EXIT_USAGE);
  assert_int_equal(RUN_COMMAND(command_analyze, NULL, "").exit, EXIT_DONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(operands_are_one_text),          cmocka_unit_test(programs_read_json),
      cmocka_unit_test(extra_terms_follow_their_word),  cmocka_unit_test(a_term_is_at_most_once_at_a_position),
      cmocka_unit_test(extra_terms_have_spellings_too), cmocka_unit_test(an_unknown_language_is_not_stemmed),
      cmocka_unit_test(invalid_bytes_are_replaced),     cmocka_unit_test(a_text_must_be_given),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
