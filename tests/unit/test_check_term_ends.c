/* SPDX-License-Identifier: MIT */
/* test_check_term_ends.c: terms that are missing from the term ends, not to be there or out of order are reported. */
#include "support/checked_segment.h"
#include "support/section_file.h"
#include "support/support.h"

#include <string.h>

static const qn_article german = {.id = {"1", 1}, .text = {"Haus, Hochhaus, Bauernhof", 25}, .language = {"de", 2}};

/* Checks the article with term ends of some of its terms: "bauernhof", "haus" and "hochhaus" have the ranks 0 to 2. */
static void check_with(checked_segment *checked, const uint64_t *ordinals, uint32_t n) {
  section_file file;
  qn__packed_writer packed;
  uint8_t trailer[5];
  qn_error error;
  checked_segment_open(checked, &german, 1, NULL, NULL);
  section_file_begin(&file);
  qn__packed_begin(&packed, &file.output, 3);
  for (uint32_t i = 0; i < n; i++)
    qn__packed_add(&packed, ordinals[i]);
  qn__packed_end(&packed);
  qn__store_u32(trailer, n);
  trailer[4] = 2;
  qn__output_bytes(&file.output, trailer, sizeof trailer);
  section_file_end(&file);
  assert_ok(qn__term_ends_open(&checked->segment.term_ends, &file.section, &error), error);
  qn__check_term_ends(&checked->check);
  section_file_close(&file);
}

static void what_the_writer_made_is_good(void **state) {
  (void)state;
  checked_segment checked;
  checked_segment_open(&checked, &german, 1, NULL, NULL);
  assert_int_equal(checked.segment.term_ends.ordinals.n, 2);
  qn__check_term_ends(&checked.check);
  assert_string_equal(checked.problems, "");
  checked_segment_close(&checked);
  check_with(&checked, (const uint64_t[]){0, 2}, 2);
  assert_string_equal(checked.problems, "");
  checked_segment_close(&checked);
}

static void missing_terms_are_reported(void **state) {
  (void)state;
  checked_segment checked;
  check_with(&checked, (const uint64_t[]){2}, 1);
  assert_string_equal(checked.problems, "segment: 2 terms can be compounds, and 1 are sorted by their ends\n");
  checked_segment_close(&checked);
}

static void terms_out_of_order_are_reported(void **state) {
  (void)state;
  checked_segment checked;
  check_with(&checked, (const uint64_t[]){2, 0}, 2);
  assert_string_equal(checked.problems, "segment: term end 1 is not above the one before\n");
  checked_segment_close(&checked);
  check_with(&checked, (const uint64_t[]){2, 2}, 2);
  assert_string_equal(checked.problems, "segment: term end 1 is not above the one before\n");
  checked_segment_close(&checked);
}

static void terms_that_can_be_no_compounds_are_reported(void **state) {
  (void)state;
  checked_segment checked;
  check_with(&checked, (const uint64_t[]){1, 0}, 2);
  assert_string_equal(checked.problems, "segment: term end 0: its term cannot be a compound\n");
  checked_segment_close(&checked);
}

static void terms_that_do_not_exist_are_reported(void **state) {
  (void)state;
  checked_segment checked;
  check_with(&checked, (const uint64_t[]){0, 3}, 2);
  assert_non_null(strstr(checked.problems, "a term does not exist"));
  checked_segment_close(&checked);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_the_writer_made_is_good),
      cmocka_unit_test(missing_terms_are_reported),
      cmocka_unit_test(terms_out_of_order_are_reported),
      cmocka_unit_test(terms_that_can_be_no_compounds_are_reported),
      cmocka_unit_test(terms_that_do_not_exist_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
