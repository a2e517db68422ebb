/* SPDX-License-Identifier: MIT */
/* test_shown_before.c: passages are known by what stands around the words of the query. */
#include "snippets/shown_before.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

/* The contexts of a text, in which every "whale" is marked. */
static qn__contexts contexts_of(const char *text) {
  qn_range marks[64];
  qn_snippet passage = {.text = string_of(text), .highlights = marks};
  for (const char *at = text; passage.n_highlights < 64 && (at = strstr(at, "whale")) != NULL; at += 5)
    marks[passage.n_highlights++] = (qn_range){(size_t)(at - text), (size_t)(at - text) + 5};
  qn__contexts contexts;
  qn__find_contexts(&passage, &contexts);
  return contexts;
}

static void note(qn__shown_before *before, const char *text, uint64_t article) {
  const qn__contexts contexts = contexts_of(text);
  qn__note_shown(before, &contexts, article);
}

static qn__repeat repeat_of(const qn__shown_before *before, const char *text, uint64_t article) {
  const qn__contexts contexts = contexts_of(text);
  return qn__find_repeat(before, &contexts, article);
}

static const char sentence[] = "On that morning we saw the whale and her calf off the northern cape of the island.";

static void a_passage_of_another_article_is_known(void **state) {
  (void)state;
  qn__shown_before before = {0};
  assert_int_equal(repeat_of(&before, sentence, 2), QN__NEW);
  note(&before, sentence, 1);
  assert_int_equal(repeat_of(&before, sentence, 2), QN__REPEATED);
  assert_int_equal(repeat_of(&before, "A whale is a mammal that lives in the sea, and its calf is, too.", 2), QN__NEW);
}

static void a_passage_that_begins_or_ends_elsewhere_is_known(void **state) {
  (void)state;
  qn__shown_before before = {0};
  note(&before, sentence, 1);
  assert_int_equal(repeat_of(&before,
                             "It was late. On that morning we saw the whale and her calf off the northern cape "
                             "of the island. The sea was calm.",
                             2),
                   QN__REPEATED);
  assert_int_equal(repeat_of(&before, "saw the whale and her calf off the northern cape", 2), QN__REPEATED);
  assert_int_equal(repeat_of(&before, "On that morning we saw the whale", 2), QN__REPEATED);
}

static void a_passage_of_which_more_is_new_is_new(void **state) {
  (void)state;
  qn__shown_before before = {0};
  note(&before, sentence, 1);
  assert_int_equal(
      repeat_of(&before,
                "On that morning we saw the whale and her calf off the northern cape. In the evening another whale "
                "had come into the harbour of the town, and on the next day there was a third whale, which was dead.",
                2),
      QN__NEW);
}

static void what_an_article_showed_first_is_its_own(void **state) {
  (void)state;
  qn__shown_before before = {0};
  note(&before, sentence, 1);
  note(&before, sentence, 2);
  assert_int_equal(repeat_of(&before, sentence, 1), QN__NEW);
  assert_int_equal(repeat_of(&before, sentence, 2), QN__REPEATED);
}

static void what_many_articles_have_is_boilerplate(void **state) {
  (void)state;
  qn__shown_before before = {0};
  note(&before, sentence, 1);
  note(&before, sentence, 2);
  note(&before, sentence, 2); /* asked again */
  note(&before, sentence, 1);
  note(&before, sentence, 1);
  assert_int_equal(repeat_of(&before, sentence, 4), QN__REPEATED);
  note(&before, sentence, 3);
  assert_int_equal(repeat_of(&before, sentence, 4), QN__IS_BOILERPLATE);
  assert_int_equal(repeat_of(&before, sentence, 1), QN__SHARED);
}

static void short_passages_and_those_without_marks_are_compared_whole(void **state) {
  (void)state;
  qn__shown_before before = {0};
  note(&before, "A whale.", 1);
  note(&before, "All rights reserved, now and for ever.", 1);
  assert_int_equal(repeat_of(&before, "A whale.", 2), QN__REPEATED);
  assert_int_equal(repeat_of(&before, "A whale!", 2), QN__NEW);
  assert_int_equal(repeat_of(&before, "All rights reserved, now and for ever.", 2), QN__REPEATED);
  note(&before, "", 1);
  assert_int_equal(repeat_of(&before, "", 2), QN__NEW);
}

static void many_marks_are_looked_at_in_part(void **state) {
  (void)state;
  qn__shown_before before = {0};
  char text[600] = "";
  for (int i = 0; i < 60; i++)
    strcat(text, "whale is ");
  note(&before, text, 1);
  assert_in_range(contexts_of(text).n, QN__CONTEXTS - 1, QN__CONTEXTS);
  assert_int_equal(repeat_of(&before, text, 2), QN__REPEATED);
}

/* The set has a fixed size: what was shown last is known. */
static void what_is_old_is_forgotten(void **state) {
  (void)state;
  qn__shown_before before = {0};
  char text[100];
  for (int i = 0; i < 5000; i++) {
    snprintf(text, sizeof text, "This is article number %d, and its own whale swims in sea number %d.", i, i);
    note(&before, text, (uint64_t)i);
  }
  assert_int_equal(repeat_of(&before, text, 9999), QN__REPEATED);
  assert_int_equal(repeat_of(&before, "This is article number 0, and its own whale swims in sea number 0.", 9999),
                   QN__NEW);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_passage_of_another_article_is_known),
      cmocka_unit_test(a_passage_that_begins_or_ends_elsewhere_is_known),
      cmocka_unit_test(a_passage_of_which_more_is_new_is_new),
      cmocka_unit_test(what_an_article_showed_first_is_its_own),
      cmocka_unit_test(what_many_articles_have_is_boilerplate),
      cmocka_unit_test(short_passages_and_those_without_marks_are_compared_whole),
      cmocka_unit_test(many_marks_are_looked_at_in_part),
      cmocka_unit_test(what_is_old_is_forgotten),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
