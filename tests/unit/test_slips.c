/* SPDX-License-Identifier: MIT */
/* test_slips.c: what is wrong with a query is a warning, or the error of a strict query, and is accounted for. */
#include "language/slips.h"
#include "support/support.h"

typedef struct fixture {
  qn_query query;
  qn__slips slips;
  qn_error error;
} fixture;

static char text[] = "h\xc3\xa9 said: so";

static void begin(fixture *f, bool strict) {
  memset(f, 0, sizeof *f);
  qn__arena_init(&f->query.arena);
  qn__buffer_init(&f->query.warnings);
  qn__buffer_init(&f->query.warning_columns);
  qn__slips_begin(&f->slips, &f->query, text, strlen(text), strict, &f->error);
}

static void end(fixture *f) {
  qn__arena_clear(&f->query.arena);
  qn__buffer_clear(&f->query.warnings);
  qn__buffer_clear(&f->query.warning_columns);
}

static void a_slip_is_a_warning_with_its_place_in_characters(void **state) {
  fixture f;
  (void)state;
  begin(&f, false);
  qn__slip(&f.slips, text + 4, text + 9, "the word", "is wrong", "it is left out");
  assert_int_equal(qn__slips_end(&f.slips), QN_OK);
  assert_string_equal(qn_query_warning(&f.query, 0), "the word at character 4 is wrong; it is left out");
  assert_int_equal(qn_query_warning_column(&f.query, 0), 4);
  end(&f);
}

static void a_strict_query_fails_with_its_first_slip(void **state) {
  fixture f;
  (void)state;
  begin(&f, true);
  qn__slip(&f.slips, text + 4, text + 9, "the word", "is wrong", "it is left out");
  qn__slip(&f.slips, text + 10, text + 12, "the end", "is wrong", "it is left out");
  assert_int_equal(qn__slips_end(&f.slips), QN_BAD_QUERY);
  assert_string_equal(f.error.message, "the word at character 4 is wrong");
  assert_int_equal(f.error.column, 4);
  assert_null(qn_query_warning(&f.query, 0));
  end(&f);
}

static void a_name_is_shown_and_cut_where_it_is_long(void **state) {
  fixture f;
  char name[80];
  (void)state;
  memset(name, 'a', sizeof name);
  memcpy(name + 59, "\xc3\xa9", 2); /* across the cut */
  begin(&f, false);
  qn__slip_named(&f.slips, text, text + 1, "the field", (qn_string){"foo:", 4}, "is wrong", "so what");
  qn__slip_named(&f.slips, text, text + 1, "it", (qn_string){name, sizeof name}, "is wrong", "so what");
  assert_string_equal(qn_query_warning(&f.query, 0), "the field foo: at character 1 is wrong; so what");
  assert_string_equal(
      qn_query_warning(&f.query, 1),
      "it aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa... at character 1 is wrong; so what");
  end(&f);
}

static void what_is_taken_or_reported_is_covered(void **state) {
  fixture f;
  (void)state;
  begin(&f, false);
  qn__slips_take(&f.slips, text, text + 3);
  qn__slips_pass(&f.slips, text + 2, text + 5);
  qn__slip(&f.slips, text + 8, text + 9, "the :", "is wrong", "it is left out");
  for (size_t i = 0; i < strlen(text); i++)
    assert_int_equal(f.query.covered[i], i < 3 || i == 8 ? QN__TAKEN : i == 3 || i == 4 ? QN__BETWEEN_WORDS : 0);
  end(&f);
}

static void warnings_beyond_the_most_are_counted(void **state) {
  fixture f;
  (void)state;
  begin(&f, false);
  for (int i = 0; i < QN__MAX_WARNINGS + 1; i++)
    qn__slip(&f.slips, text + i % 3, text + i % 3, "it", "is wrong", "so what");
  qn__slips_end(&f.slips);
  assert_string_equal(qn_query_warning(&f.query, QN__MAX_WARNINGS),
                      "1 more such warning is left out, from character 2 on");
  assert_null(qn_query_warning(&f.query, QN__MAX_WARNINGS + 1));
  end(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_slip_is_a_warning_with_its_place_in_characters),
      cmocka_unit_test(a_strict_query_fails_with_its_first_slip),
      cmocka_unit_test(a_name_is_shown_and_cut_where_it_is_long),
      cmocka_unit_test(what_is_taken_or_reported_is_covered),
      cmocka_unit_test(warnings_beyond_the_most_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
