/* SPDX-License-Identifier: MIT */
/* test_check_terms.c: terms, postings and positions that contradict each other, the lengths or the meta data are
 * reported. */
#include "base/memory.h"
#include "support/checked_segment.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void open_three(checked_segment *checked) {
  const qn_article articles[] = {
      {.id = string_of("1"), .title = string_of("red tea"), .text = string_of("green tea tea")},
      {.id = string_of("2"), .text = string_of("walks walked walk")},
      {.id = string_of("3"), .text = string_of("tea")}};
  checked_segment_open(checked, articles, 3, NULL, NULL);
}

enum { MANY = 300 };

/* Articles that all have "tea", the first the shortest, or the longest if `turned`. */
static void open_many(checked_segment *checked, bool turned) {
  static char ids[MANY][8], texts[MANY][64 * 4 + 1];
  qn_article articles[MANY];
  for (unsigned i = 0; i < MANY; i++) {
    snprintf(ids[i], sizeof ids[i], "%u", i);
    texts[i][0] = '\0';
    for (unsigned k = (turned ? MANY - 1 - i : i) / 5 + 1; k > 0; k--)
      strcat(texts[i], k > 1 ? "one " : "tea ");
    articles[i] = (qn_article){.id = string_of(ids[i]), .text = string_of(texts[i])};
  }
  checked_segment_open(checked, articles, MANY, NULL, NULL);
}

/* Checks, expects this problem alone, and closes. */
static void assert_problem(checked_segment *checked, const char *problem) {
  qn__check_terms(&checked->check);
  assert_int_equal(checked->check.status, QN_DAMAGED);
  assert_int_equal(checked->error.status, QN_DAMAGED);
  if (strstr(checked->problems, problem) == NULL || strchr(checked->problems, '\n')[1] != '\0')
    fail_msg("reported: %s", checked->problems);
  checked_segment_close(checked);
}

static void a_good_segment_has_no_problems(void **state) {
  (void)state;
  checked_segment checked;
  open_three(&checked);
  qn__check_terms(&checked.check);
  assert_string_equal(checked.problems, "");
  assert_int_equal(checked.check.status, QN_OK);
  checked_segment_close(&checked);
  open_many(&checked, false);
  qn__check_terms(&checked.check);
  assert_string_equal(checked.problems, "");
  checked_segment_close(&checked);
}

static void counts_must_be_those_of_the_meta_data(void **state) {
  (void)state;
  checked_segment checked;
  open_three(&checked);
  checked.segment.meta.n_postings++;
  assert_problem(&checked, "the postings or positions are not as many as the segment says");
  open_three(&checked);
  checked.segment.meta.n_positions--;
  assert_problem(&checked, "the postings or positions are not as many as the segment says");
  open_three(&checked);
  checked.segment.meta.total_length--; /* a higher average would exceed bounds first */
  assert_problem(&checked, "the postings or positions are not as many as the segment says");
}

static void a_frequency_is_not_above_the_length(void **state) {
  (void)state;
  checked_segment checked;
  open_three(&checked);
  checked.check.lengths[0] = 3; /* "tea" is in it four times, title copies included */
  assert_problem(&checked, "or one has it more often than it has words");
}

static void articles_are_numbered_below_their_number(void **state) {
  (void)state;
  checked_segment checked;
  open_three(&checked);
  checked.segment.meta.n_docs = 2;
  checked.segment.meta.total_length = 4; /* so that no bound is exceeded before */
  assert_problem(&checked, "its articles do not ascend");
}

static void positions_lie_in_their_article(void **state) {
  (void)state;
  checked_segment checked;
  open_three(&checked);
  checked.check.text_ends[1]--;
  assert_problem(&checked, "a position lies after its article's end");
}

static void words_of_the_title_lie_in_its_copies(void **state) {
  (void)state;
  checked_segment checked;
  open_three(&checked);
  checked.segment.meta.settings.title_weight = 3; /* the text lies where the third copy would */
  assert_problem(&checked, "the words of the title of article 0 are not where they belong");
}

static void lists_end_with_their_sections(void **state) {
  (void)state;
  checked_segment checked;
  open_three(&checked);
  checked.segment.lists.positions.size++;
  assert_problem(&checked, "the postings or positions do not end with the last term's");
  open_three(&checked);
  checked.segment.lists.postings.size++;
  assert_problem(&checked, "the postings or positions do not end with the last term's");
}

/* Bounds and best postings depend on the lengths and the parameters. */
static void no_posting_is_better_than_its_bound(void **state) {
  (void)state;
  checked_segment checked;
  open_many(&checked, false);
  checked.segment.meta.k1 = 0.1f;
  qn__check_terms(&checked.check);
  assert_int_equal(checked.check.status, QN_DAMAGED);
  assert_non_null(strstr(checked.problems, "term 0: a posting is better than its bound"));
  assert_non_null(strstr(checked.problems, "term 1: a posting is better than its bound")); /* goes on */
  checked_segment_close(&checked);
}

static void the_best_postings_agree_with_their_list(void **state) {
  (void)state;
  checked_segment checked, turned;
  open_many(&checked, false);
  open_many(&turned, true);
  checked.segment.lengths = turned.segment.lengths;
  qn__check_terms(&checked.check);
  assert_int_equal(checked.check.status, QN_DAMAGED);
  assert_non_null(strstr(checked.problems, "one of its best postings does not agree with its list"));
  checked_segment_close(&checked);
  checked_segment_close(&turned);
}

/* The first word of bits has rank 0; a wrong rank is written where the second should have its own. */
static void bits_agree_with_their_list(void **state) {
  (void)state;
  checked_segment checked;
  qn__term_info info;
  qn__postings list;
  bool found = false;
  open_many(&checked, false);
  assert_ok(qn__terms_find(&checked.segment.terms, "\x08tea", 4, &info, &found, &checked.error), checked.error);
  assert_ok(qn__postings_open(&list, &checked.segment.lists, &info, &checked.error), checked.error);
  assert_non_null(list.ranks);
  checked.bytes[(size_t)(list.ranks - checked.bytes) + 2]++;
  reseal(checked.bytes, checked.size);
  assert_problem(&checked, "term 1: its bits do not agree with its list");
}

static void a_better_posting_is_among_the_best(void **state) {
  (void)state;
  checked_segment checked;
  open_many(&checked, false);
  checked.segment.meta.k1 = 1000; /* no bound is exceeded, but the order of the postings is another */
  checked.segment.meta.b = 0;
  qn__check_terms(&checked.check);
  assert_int_equal(checked.check.status, QN_DAMAGED);
  assert_non_null(strstr(checked.problems, "a posting among its best is not"));
  checked_segment_close(&checked);
}

static void postings_of_another_segment_are_reported(void **state) {
  (void)state;
  checked_segment checked, other;
  const qn_article articles[] = {{.id = string_of("1"), .text = string_of("walk walk walk")},
                                 {.id = string_of("2"), .text = string_of("tea red tea green tea")},
                                 {.id = string_of("3"), .text = string_of("walk walked walks")}};
  open_three(&checked);
  checked_segment_open(&other, articles, 3, NULL, NULL);
  checked.segment.lists = other.segment.lists;
  qn__check_terms(&checked.check);
  assert_int_equal(checked.check.status, QN_DAMAGED);
  assert_true(strlen(checked.problems) > 0);
  checked_segment_close(&checked);
  checked_segment_close(&other);
}

static void running_out_of_memory_is_not_damage(void **state) {
  (void)state;
  checked_segment checked;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  for (; status != QN_OK; n++) {
    open_three(&checked);
    qn__memory_fail_after(n);
    qn__check_terms(&checked.check);
    qn__memory_fail_after(-1);
    status = checked.check.status;
    if (status != QN_OK)
      assert_int_equal(status, QN_NO_MEMORY);
    assert_string_equal(checked.problems, "");
    checked_segment_close(&checked);
  }
  assert_true(n > 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_good_segment_has_no_problems),
      cmocka_unit_test(counts_must_be_those_of_the_meta_data),
      cmocka_unit_test(a_frequency_is_not_above_the_length),
      cmocka_unit_test(articles_are_numbered_below_their_number),
      cmocka_unit_test(positions_lie_in_their_article),
      cmocka_unit_test(words_of_the_title_lie_in_its_copies),
      cmocka_unit_test(lists_end_with_their_sections),
      cmocka_unit_test(no_posting_is_better_than_its_bound),
      cmocka_unit_test(the_best_postings_agree_with_their_list),
      cmocka_unit_test(bits_agree_with_their_list),
      cmocka_unit_test(a_better_posting_is_among_the_best),
      cmocka_unit_test(postings_of_another_segment_are_reported),
      cmocka_unit_test(running_out_of_memory_is_not_damage),
  };
  return cmocka_run_group_tests_name("checking terms", tests, NULL, NULL);
}
