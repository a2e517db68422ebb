/* SPDX-License-Identifier: MIT */
/* test_check_articles.c: ids, stored articles, lengths and columns that contradict each other are reported. */
#include "base/memory.h"
#include "support/checked_segment.h"
#include "support/support.h"

#include <string.h>

/* Two articles; NULL: the usual title and text of the second, and id of the first. */
static void open_two(checked_segment *checked, const char *id, const char *title, const char *text) {
  const qn_article articles[] = {{.id = string_of(id == NULL ? "first-id" : id),
                                  .text = string_of("one two three"),
                                  .date = string_of("1987"),
                                  .fields = string_of("{\"kind\":[\"aaaa\",\"bbbb\"],\"n\":7}")},
                                 {.id = string_of("second-id"),
                                  .title = string_of(title == NULL ? "a title" : title),
                                  .text = string_of(text == NULL ? "a text of words" : text)}};
  checked_segment_open(checked, articles, 2, NULL, NULL);
}

/* The same with other bytes in the file. */
static void open_edited(checked_segment *checked, const char *from, const char *to) {
  const qn_article articles[] = {
      {.id = string_of("first-id"), .fields = string_of("{\"kind\":[\"aaaa\",\"bbbb\"]}")},
      {.id = string_of("second-id")},
  };
  checked_segment_open(checked, articles, 2, from, to);
}

/* Checks, expects this problem, and closes. */
static void assert_problem(checked_segment *checked, const char *problem) {
  qn__check_articles(&checked->check);
  assert_int_equal(checked->check.status, QN_DAMAGED);
  if (strstr(checked->problems, problem) == NULL)
    fail_msg("reported: %s", checked->problems);
  checked_segment_close(checked);
}

static void good_articles_have_no_problems(void **state) {
  (void)state;
  checked_segment checked;
  open_two(&checked, NULL, NULL, NULL);
  qn__check_articles(&checked.check);
  assert_string_equal(checked.problems, "");
  assert_int_equal(checked.check.status, QN_OK);
  checked_segment_close(&checked);
}

static void languages_add_up_to_the_articles(void **state) {
  (void)state;
  checked_segment checked;
  open_two(&checked, NULL, NULL, NULL);
  checked.segment.meta.languages[QN__LANGUAGE_PLAIN]++;
  assert_problem(&checked, "the articles of all languages are not as many as the articles");
}

static void an_id_leads_to_its_article(void **state) {
  (void)state;
  checked_segment checked, other;
  open_two(&checked, NULL, NULL, NULL);
  open_two(&other, "third-id", NULL, NULL); /* after "second-id" */
  checked.segment.ids = other.segment.ids;
  assert_problem(&checked, "the id of article 0 does not lead to it");
  checked_segment_close(&other);
  const qn_article turned[] = {{.id = string_of("second-id")}, {.id = string_of("first-id")}};
  open_two(&checked, NULL, NULL, NULL);
  checked_segment_open(&other, turned, 2, NULL, NULL);
  checked.segment.ids = other.segment.ids;
  assert_problem(&checked, "the id of article 0 does not lead to it");
  checked_segment_close(&other);
}

static void ids_are_in_order(void **state) {
  (void)state;
  checked_segment checked;
  open_edited(&checked, "second-id", "aecond-id");
  assert_problem(&checked, "id 1 is not above the one before");
}

static void a_title_has_the_words_that_are_counted(void **state) {
  (void)state;
  checked_segment checked, other;
  open_two(&checked, NULL, NULL, NULL);
  open_two(&other, NULL, "a longer title", NULL);
  checked.segment.store = other.segment.store;
  assert_problem(&checked, "the title of article 1 has 3 words and counts 2");
  checked_segment_close(&other);
}

static void a_text_has_the_words_of_its_length(void **state) {
  (void)state;
  checked_segment checked, other;
  open_two(&checked, NULL, NULL, NULL);
  open_two(&other, NULL, NULL, "a text of more words");
  checked.segment.store = other.segment.store;
  assert_problem(&checked, "article 1 has 5 words in its text, which do not fit its length");
  checked_segment_close(&other);
}

static void an_article_has_a_sketch_if_it_has_words(void **state) {
  (void)state;
  checked_segment checked, other;
  open_two(&checked, NULL, "", "");
  open_two(&other, NULL, NULL, NULL);
  checked.segment.sketches = other.segment.sketches;
  assert_problem(&checked, "the sketch of article 1 does not fit its length");
  checked_segment_close(&other);
  open_two(&checked, NULL, NULL, NULL);
  open_two(&other, NULL, "", "");
  checked.segment.sketches = other.segment.sketches;
  assert_problem(&checked, "the sketch of article 1 does not fit its length");
  checked_segment_close(&other);
}

static void texts_are_as_long_as_the_meta_data_says(void **state) {
  (void)state;
  checked_segment checked;
  open_two(&checked, NULL, NULL, NULL);
  checked.segment.meta.text_bytes--;
  assert_problem(&checked, "the titles and texts are not as long as the segment says");
}

static void keywords_are_in_order(void **state) {
  (void)state;
  checked_segment checked;
  open_edited(&checked, "aaaabbbb", "bbbbaaaa");
  assert_problem(&checked, "the keywords of a column are not in order");
  open_edited(&checked, "aaaabbbb", "aaaaaaaa");
  assert_problem(&checked, "the keywords of a column are not in order");
}

static void running_out_of_memory_is_not_damage(void **state) {
  (void)state;
  checked_segment checked;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  for (; status != QN_OK; n++) {
    open_two(&checked, NULL, NULL, NULL);
    qn__memory_fail_after(n);
    qn__check_articles(&checked.check);
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
      cmocka_unit_test(good_articles_have_no_problems),
      cmocka_unit_test(languages_add_up_to_the_articles),
      cmocka_unit_test(an_id_leads_to_its_article),
      cmocka_unit_test(ids_are_in_order),
      cmocka_unit_test(a_title_has_the_words_that_are_counted),
      cmocka_unit_test(a_text_has_the_words_of_its_length),
      cmocka_unit_test(an_article_has_a_sketch_if_it_has_words),
      cmocka_unit_test(texts_are_as_long_as_the_meta_data_says),
      cmocka_unit_test(keywords_are_in_order),
      cmocka_unit_test(running_out_of_memory_is_not_damage),
  };
  return cmocka_run_group_tests_name("checking articles", tests, NULL, NULL);
}
