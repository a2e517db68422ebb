/* SPDX-License-Identifier: MIT */
/* test_check_forms.c: forms that are not those of the occurrences are reported. */
#include "support/checked_segment.h"
#include "support/section_file.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

static void open_texts(checked_segment *checked, const char *const *texts, size_t n) {
  qn_article articles[4];
  char ids[4][8];
  for (size_t i = 0; i < n; i++) {
    snprintf(ids[i], sizeof ids[i], "%zu", i);
    articles[i] = (qn_article){.id = string_of(ids[i]), .text = string_of(texts[i])};
  }
  checked_segment_open(checked, articles, n, NULL, NULL);
}

/* "walks" is in three articles, "walked" in two: twice in one, alone in the other. */
static const char *const own_texts[] = {"tea walks walked walked", "walks walks", "walked", "walks"};

/* Checks the terms of own_texts with the forms of other texts. */
static void assert_problem(const char *const *other_texts, size_t n, const char *problem) {
  checked_segment checked, other;
  open_texts(&checked, own_texts, 4);
  open_texts(&other, other_texts, n);
  checked.segment.forms = other.segment.forms;
  qn__check_terms(&checked.check);
  assert_int_equal(checked.check.status, QN_DAMAGED);
  if (strstr(checked.problems, problem) == NULL)
    fail_msg("reported: %s", checked.problems);
  checked_segment_close(&checked);
  checked_segment_close(&other);
}

static void forms_of_the_same_occurrences_are_good(void **state) {
  (void)state;
  checked_segment checked, other;
  open_texts(&checked, own_texts, 4);
  open_texts(&other, (const char *const[]){"walks", "walked tea walks", "walks", "walked"}, 4);
  checked.segment.forms = other.segment.forms;
  qn__check_terms(&checked.check);
  assert_string_equal(checked.problems, "");
  assert_int_equal(checked.check.status, QN_OK);
  checked_segment_close(&checked);
  checked_segment_close(&other);
}

static void a_form_is_in_as_many_articles_as_it_says(void **state) {
  (void)state;
  assert_problem((const char *const[]){"tea walks walked", "walks walked", "walks", "walked"}, 4,
                 "is not in as many articles as it says");
}

static void a_form_has_a_rank_of_its_term(void **state) {
  (void)state;
  assert_problem((const char *const[]){"tea walks walked walking", "walks"}, 2,
                 "has no term, or a rank that its term does not have");
}

typedef struct own_form {
  const char *key;
  uint64_t term;
  uint32_t doc_freq, rank;
} own_form;

/* The problems of the terms of own_texts with three forms; until the next call. */
static const char *problems_of(const own_form forms[3]) {
  checked_segment checked;
  static char problems[sizeof checked.problems];
  section_file file;
  qn__keys_writer writer;
  qn_error error;
  open_texts(&checked, own_texts, 4);
  section_file_begin(&file);
  qn__forms_begin(&writer, &file.output);
  for (size_t i = 0; i < 3; i++)
    qn__forms_add(&writer, forms[i].key, strlen(forms[i].key), forms[i].term, forms[i].doc_freq, forms[i].rank);
  qn__forms_end(&writer);
  section_file_end(&file);
  assert_ok(qn__keys_open(&checked.segment.forms, &file.section, &error), error);
  qn__check_terms(&checked.check);
  snprintf(problems, sizeof problems, "%s", checked.problems);
  checked_segment_close(&checked);
  section_file_close(&file);
  return problems;
}

static void no_two_forms_have_the_same_rank(void **state) {
  static const own_form forms[] = {{"\x08tea", 0, 1, 0}, {"\x08walked", 1, 3, 0}, {"\x08walks", 1, 3, 0}};
  (void)state;
  assert_string_equal(problems_of(forms), "segment: form 2 is not in as many articles as it says\n");
}

static void a_form_has_letters(void **state) {
  static const own_form forms[] = {{"\x08tea", 0, 1, 0}, {"\x08walked", 1, 2, 1}, {"\x08walks\xc3", 1, 3, 0}};
  (void)state;
  assert_non_null(strstr(problems_of(forms), "segment: form 2 is not a word\n"));
}

static void a_form_has_a_term(void **state) {
  (void)state;
  assert_problem((const char *const[]){"tea walks walked zebra", "walks"}, 2,
                 "has no term, or a rank that its term does not have");
}

static void each_form_of_a_term_is_there(void **state) {
  (void)state;
  assert_problem((const char *const[]){"tea walks", "walks"}, 2, "term 1: it has more forms than there are");
}

static void each_term_has_a_form(void **state) {
  (void)state;
  assert_problem((const char *const[]){"tea"}, 1, "term 1: it has no form");
}

static void each_form_is_met(void **state) {
  (void)state;
  assert_problem((const char *const[]){"tea walks walked zebra", "walks"}, 2,
                 "there are other forms than occurrences have");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(forms_of_the_same_occurrences_are_good),
      cmocka_unit_test(a_form_is_in_as_many_articles_as_it_says),
      cmocka_unit_test(a_form_has_a_rank_of_its_term),
      cmocka_unit_test(no_two_forms_have_the_same_rank),
      cmocka_unit_test(a_form_has_letters),
      cmocka_unit_test(a_form_has_a_term),
      cmocka_unit_test(each_form_of_a_term_is_there),
      cmocka_unit_test(each_term_has_a_form),
      cmocka_unit_test(each_form_is_met),
  };
  return cmocka_run_group_tests_name("checking forms", tests, NULL, NULL);
}
