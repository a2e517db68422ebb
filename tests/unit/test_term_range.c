/* SPDX-License-Identifier: MIT */
/* test_term_range.c: the terms of a range are merged from all runs, with their forms, and nothing outside the range.
 * test_run_merge.c reads what is made of it. */
#include "builder/run_merge.h"

#include "base/memory.h"
#include "support/small_runs.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct fixture {
  small_runs runs;
  qn__saturation saturation;
  qn__run_merge merge;
} fixture;

/* Prepares to merge the runs. */
static void read_runs(fixture *all) {
  small_runs_read(&all->runs);
  qn__saturation_init(&all->saturation, 1.2f, 0.75f, 5);
  all->merge = (qn__run_merge){.dir = all->runs.dir,
                               .runs = all->runs.runs,
                               .n_runs = all->runs.n_runs,
                               .spool = all->runs.spool,
                               .n_docs = all->runs.n_docs,
                               .length_bytes = all->runs.length_bytes,
                               .saturation = &all->saturation,
                               .threads = 1};
}

/* Each text is a run of its own. */
static void begin(fixture *all, const char *const *texts, unsigned n) {
  small_runs_begin(&all->runs, QN__LANGUAGE_ENGLISH);
  for (unsigned i = 0; i < n; i++)
    small_runs_add_text(&all->runs, "id", texts[i]);
  read_runs(all);
}

static void clear(fixture *all) {
  small_runs_clear(&all->runs);
}

/* Merges the terms from `first` to before `end`: words of English; NULL: without a limit. */
static qn_status merge_between(const fixture *all, const char *first, const char *end, qn__term_range *range,
                               qn_error *error) {
  char keys[2][16];
  qn__range_merger *merger = NULL;
  qn__term_range_init(range, ".", SIZE_MAX);
  qn_status status = qn__range_merger_new(&merger, &all->merge, error);
  if (first != NULL)
    range->first =
        (qn__term_key){(uint8_t *)keys[0], (size_t)snprintf(keys[0], 16, "%c%s", QN__LANGUAGE_ENGLISH, first)};
  if (end != NULL)
    range->end = (qn__term_key){(uint8_t *)keys[1], (size_t)snprintf(keys[1], 16, "%c%s", QN__LANGUAGE_ENGLISH, end)};
  if (status == QN_OK)
    status = qn__merge_range(merger, range, error);
  qn__range_merger_free(merger);
  return status;
}

static void merge_all(const fixture *all, qn__term_range *range) {
  qn_error error;
  assert_ok(merge_between(all, NULL, NULL, range, &error), error);
}

/* The range's terms as "tea 2/3 ...": articles, occurrences. */
static void list_terms(const qn__term_range *range, char *list, size_t room) {
  const uint8_t *next = range->terms.data;
  size_t size = 0;
  list[0] = '\0';
  for (uint32_t i = 0; i < range->n_terms; i++) {
    qn__term_key key;
    qn__term_info info;
    next = qn__read_merged_term(next, &key, &info);
    size += (size_t)snprintf(list + size, room - size, "%.*s %u/%u ", (int)key.size - 1, key.bytes + 1, info.doc_freq,
                             (unsigned)info.coll_freq);
  }
  assert_ptr_equal(next, range->terms.data + range->terms.size);
}

/* The range's forms as "teas 0 2/1 ...": the number of the term, articles, rank. */
static void list_forms(const qn__term_range *range, char *list, size_t room) {
  const uint8_t *p = range->forms.data, *end = p + range->forms.size;
  size_t size = 0;
  list[0] = '\0';
  while (p < end) {
    uint32_t key_size, term, doc_freq, rank;
    const uint8_t *key = qn__get_varint(p, &key_size);
    p = qn__get_varint(key + key_size, &term);
    p = qn__get_varint(p, &doc_freq);
    p = qn__get_varint(p, &rank);
    size +=
        (size_t)snprintf(list + size, room - size, "%.*s %u %u/%u ", (int)key_size - 1, key + 1, term, doc_freq, rank);
  }
}

static const char *const three_texts[] = {"tea tea coffee", "coffee water", "tea"};

static void merges_each_term_from_all_runs(void **state) {
  (void)state;
  fixture all;
  qn__term_range range;
  char list[128];
  begin(&all, three_texts, 3);
  merge_all(&all, &range);
  list_terms(&range, list, sizeof list);
  assert_string_equal(list, "coffe 2/2 tea 2/3 water 1/1 ");
  assert_int_equal(range.n_terms, 3);
  assert_int_equal(range.n_postings, 5);
  assert_int_equal(range.n_positions, 6);
  qn__term_range_clear(&range);
  clear(&all);
}

static void a_single_posting_is_in_the_term(void **state) {
  (void)state;
  static const char *const texts[] = {"first", "here it is twice twice", "the only one"};
  fixture all;
  qn__term_range range;
  qn__term_key key;
  qn__term_info info;
  qn_error error;
  begin(&all, texts, 3);
  assert_ok(merge_between(&all, "onli", "onlj", &range, &error), error);
  assert_int_equal(range.n_terms, 1);
  qn__read_merged_term(range.terms.data, &key, &info);
  assert_int_equal(info.doc, 2);
  assert_int_equal(info.position, 1);
  assert_int_equal(info.postings_size + info.positions_size, 0);
  assert_int_equal(range.postings.size, 0);
  qn__term_range_clear(&range);
  assert_ok(merge_between(&all, "twice", "twicf", &range, &error), error);
  qn__read_merged_term(range.terms.data, &key, &info);
  assert_int_equal(info.doc, 1);
  assert_int_equal(info.postings_size, 0);
  assert_int_equal(info.positions_size, qn__spool_size(&range.positions));
  assert_true(info.positions_size > 0);
  qn__term_range_clear(&range);
  clear(&all);
}

static void takes_the_terms_of_its_range_only(void **state) {
  (void)state;
  fixture all;
  qn__term_range range;
  char list[128];
  qn_error error;
  begin(&all, three_texts, 3);
  assert_ok(merge_between(&all, "tea", "water", &range, &error), error); /* the end is not in the range */
  list_terms(&range, list, sizeof list);
  assert_string_equal(list, "tea 2/3 ");
  list_forms(&range, list, sizeof list);
  assert_string_equal(list, "tea 0 2/0 ");
  qn__term_range_clear(&range);
  assert_ok(merge_between(&all, "d", "e", &range, &error), error);
  assert_int_equal(range.n_terms, 0);
  assert_int_equal(range.postings.size + qn__spool_size(&range.positions) + range.terms.size + range.forms.size, 0);
  qn__term_range_clear(&range);
  clear(&all);
}

static void ranges_one_after_another_are_the_whole(void **state) {
  (void)state;
  static const char *const cuts[] = {NULL, "coffe", "d", "tea", "teb", NULL};
  enum { PARTS = sizeof cuts / sizeof cuts[0] - 1 };
  fixture all;
  qn__term_range whole, part;
  qn_error error;
  size_t postings = 0, positions = 0, terms = 0;
  begin(&all, three_texts, 3);
  merge_all(&all, &whole);
  for (unsigned i = 0; i < PARTS; i++) {
    assert_ok(merge_between(&all, cuts[i], cuts[i + 1], &part, &error), error);
    assert_memory_equal(whole.postings.data + postings, part.postings.data, part.postings.size);
    assert_memory_equal(whole.positions.memory.data + positions, part.positions.memory.data,
                        (size_t)qn__spool_size(&part.positions));
    assert_memory_equal(whole.terms.data + terms, part.terms.data, part.terms.size);
    postings += part.postings.size;
    positions += (size_t)qn__spool_size(&part.positions);
    terms += part.terms.size;
    qn__term_range_clear(&part);
  }
  assert_int_equal(postings, whole.postings.size);
  assert_int_equal(positions, qn__spool_size(&whole.positions));
  assert_int_equal(terms, whole.terms.size);
  qn__term_range_clear(&whole);
  clear(&all);
}

/* --- forms -------------------------------------------------------------------------------------------------------- */

static void unites_the_forms_of_all_runs(void **state) {
  (void)state;
  static const char *const texts[] = {"walks walked", "walk walks", "walking walked", "walks"};
  fixture all;
  qn__term_range range;
  char list[128];
  begin(&all, texts, 4);
  merge_all(&all, &range);
  list_terms(&range, list, sizeof list);
  assert_string_equal(list, "walk 4/7 ");
  list_forms(&range, list, sizeof list);
  assert_string_equal(list, "walk 0 1/2 walked 0 2/1 walking 0 1/3 walks 0 3/0 ");
  qn__term_range_clear(&range);
  clear(&all);
}

/* A term with one form has no list of exceptions, whether the form is the term or not. */
static void a_term_of_one_form_has_no_exceptions(void **state) {
  (void)state;
  static const char *const texts[] = {"walks walks", "walks tea", "tea tea"};
  fixture all;
  qn__term_range range;
  begin(&all, texts, 3);
  merge_all(&all, &range);
  const uint8_t *next = range.terms.data;
  for (uint32_t i = 0; i < range.n_terms; i++) {
    qn__term_key key;
    qn__term_info info;
    next = qn__read_merged_term(next, &key, &info);
    assert_int_equal(info.exact_size, 0);
  }
  qn__term_range_clear(&range);
  clear(&all);
}

enum { FORMS = 40 };

/* An "a" with two marks above it that folding removes. */
static void put_form(char form[6], unsigned number) {
  snprintf(form, 6, "a\xcd%c\xcd%c", 0xa3 + number / 13, 0xa3 + number % 13);
}

/* FORMS forms of one term, every `step`th. */
static void make_marked_text(char text[FORMS * 6 + 1], unsigned step) {
  for (unsigned i = 0; i < FORMS; i++) {
    put_form(text + (size_t)i * 6, i * step % FORMS);
    text[i * 6 + 5] = ' ';
  }
  text[FORMS * 6] = '\0';
}

/* More forms than are compared one by one, in another order in the other run. */
static void many_forms_of_a_term_count_once_each(void **state) {
  (void)state;
  char forward[FORMS * 6 + 1], backward[FORMS * 6 + 1], form[6], list[4096], expected[4096] = "";
  fixture all;
  qn__term_range range;
  make_marked_text(forward, 1);
  make_marked_text(backward, FORMS - 1);
  begin(&all, (const char *const[]){forward, backward}, 2);
  merge_all(&all, &range);
  list_forms(&range, list, sizeof list);
  for (unsigned i = 0; i < FORMS; i++) { /* of forms that are as frequent, the first by its bytes comes first */
    put_form(form, i);
    snprintf(expected + strlen(expected), 16, "%s 0 2/%u ", form, i);
  }
  assert_string_equal(list, expected);
  qn__term_range_clear(&range);
  clear(&all);
}

/* Forms that a record does not list: the only form is the term. */
static void articles_count_for_the_form_that_is_the_term(void **state) {
  (void)state;
  const qn_article articles[] = {{.id = string_of("1"), .text = string_of("tea tea")},
                                 {.id = string_of("2"), .text = string_of("tea")}};
  fixture all;
  qn__term_range range;
  char list[64];
  small_runs_begin(&all.runs, QN__LANGUAGE_ENGLISH);
  small_runs_add(&all.runs, articles, 2);
  small_runs_add(&all.runs, articles, 1);
  read_runs(&all);
  merge_all(&all, &range);
  list_forms(&range, list, sizeof list);
  assert_string_equal(list, "tea 0 3/0 ");
  qn__term_range_clear(&range);
  clear(&all);
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  static const char *const texts[] = {"walks walked tea", "walk walks", "walking walked coffee"};
  fixture all;
  qn_error error;
  qn_status status = QN_NO_MEMORY;
  char list[128];
  long n = 0;
  begin(&all, texts, 3);
  for (; status != QN_OK; n++) {
    qn__term_range range;
    qn__memory_fail_after(n);
    status = merge_between(&all, NULL, NULL, &range, &error);
    qn__memory_fail_after(-1);
    if (status == QN_OK) {
      list_terms(&range, list, sizeof list);
      assert_string_equal(list, "coffe 1/1 tea 1/1 walk 3/6 ");
      list_forms(&range, list, sizeof list);
      assert_string_equal(list, "coffee 0 1/0 tea 1 1/0 walk 2 1/2 walked 2 2/0 walking 2 1/3 walks 2 2/1 ");
    } else {
      assert_int_equal(status, QN_NO_MEMORY);
    }
    qn__term_range_clear(&range);
  }
  assert_true(n > 10);
  clear(&all);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(merges_each_term_from_all_runs),
      cmocka_unit_test(a_single_posting_is_in_the_term),
      cmocka_unit_test(takes_the_terms_of_its_range_only),
      cmocka_unit_test(ranges_one_after_another_are_the_whole),
      cmocka_unit_test(unites_the_forms_of_all_runs),
      cmocka_unit_test(a_term_of_one_form_has_no_exceptions),
      cmocka_unit_test(many_forms_of_a_term_count_once_each),
      cmocka_unit_test(articles_count_for_the_form_that_is_the_term),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests_name("term range", tests, NULL, NULL);
}
