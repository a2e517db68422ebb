/* SPDX-License-Identifier: MIT */
/* test_run_merge.c: runs become the dictionary, postings, positions and forms of a segment, and the bytes depend on
 * the articles alone: not on the runs, the threads, the memory or where the terms are cut into ranges. */
#include "builder/run_merge.h"

#include "base/memory.h"
#include "postings/exact_forms.h"
#include "support/small_runs.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct merged {
  qn__run_merge merge;
  qn__saturation saturation;
  qn__output output;
  char *path;
} merged;

static void prepare(merged *made, const small_runs *runs, unsigned threads, size_t keep) {
  qn__saturation_init(&made->saturation, 1.2f, 0.75f, 5);
  made->merge = (qn__run_merge){.dir = runs->dir,
                                .keep = keep,
                                .runs = runs->runs,
                                .n_runs = runs->n_runs,
                                .spool = runs->spool,
                                .n_docs = runs->n_docs,
                                .length_bytes = runs->length_bytes,
                                .saturation = &made->saturation,
                                .threads = threads};
  made->path = path_in(runs->dir, "merged");
}

/* Merges into a file of the runs' directory. */
static qn_status merge_runs(merged *made, qn_error *error) {
  qn_status status = qn__output_create(&made->output, made->path, QN__FILE_SEGMENT, error);
  if (status == QN_OK)
    status = qn__merge_runs(&made->merge, &made->output, error);
  if (status == QN_OK)
    status = qn__output_finish(&made->output, error);
  qn__output_close(&made->output);
  return status;
}

static void remove_merged(merged *made) {
  remove(made->path);
  free(made->path);
}

static char *merged_bytes(const small_runs *runs, unsigned threads, size_t keep, size_t *size) {
  merged made;
  qn_error error;
  prepare(&made, runs, threads, keep);
  assert_ok(merge_runs(&made, &error), error);
  char *bytes = read_file(made.path, size);
  remove_merged(&made);
  return bytes;
}

static const char *const four_texts[] = {"tea walks tea", "coffee walked", "tea", "walks coffee tea"};

/* The texts in runs of `step` articles. */
static void begin(small_runs *runs, uint32_t step) {
  qn_article articles[4];
  small_runs_begin(runs, QN__LANGUAGE_ENGLISH);
  for (uint32_t i = 0; i < 4; i++)
    articles[i] = (qn_article){.id = string_of(four_texts[i]), .text = string_of(four_texts[i])};
  for (uint32_t i = 0; i < 4; i += step)
    small_runs_add(runs, articles + i, step);
  small_runs_read(runs);
}

/* --- what can be read --------------------------------------------------------------------------------------------- */

typedef struct dictionary {
  qn__view *view;
  qn__terms terms;
  qn__postings_source lists;
  qn__keys forms;
} dictionary;

static void open_dictionary(dictionary *found, const merged *made) {
  qn__section section;
  qn_error error;
  assert_ok(qn__view_open(&found->view, made->path, QN__FILE_SEGMENT, &error), error);
  assert_ok(qn__view_section(found->view, QN__SECTION_TERMS, &section, &error), error);
  assert_ok(qn__terms_open(&found->terms, &section, &error), error);
  assert_ok(qn__view_section(found->view, QN__SECTION_FORMS, &section, &error), error);
  assert_ok(qn__keys_open(&found->forms, &section, &error), error);
  assert_ok(qn__view_section(found->view, QN__SECTION_POSTINGS, &found->lists.postings, &error), error);
  assert_ok(qn__view_section(found->view, QN__SECTION_POSITIONS, &found->lists.positions, &error), error);
  found->lists.n_docs = made->merge.n_docs;
}

/* The postings of a term, as "0:0,2 3:1 ": articles and their positions. */
static void list_postings(const dictionary *in, const char *term, char *list, size_t room) {
  qn__term_info info;
  qn__postings postings;
  qn__postings_cursor cursor;
  uint32_t positions[16];
  bool found;
  qn_error error;
  size_t size = 0;
  list[0] = '\0';
  assert_ok(qn__terms_find(&in->terms, term, strlen(term), &info, &found, &error), error);
  assert_true(found);
  assert_ok(qn__postings_open(&postings, &in->lists, &info, &error), error);
  assert_ok(qn__postings_first(&cursor, &postings, &error), error);
  while (cursor.doc != QN__NO_DOC) {
    assert_ok(qn__postings_positions(&cursor, positions, &error), error);
    size += (size_t)snprintf(list + size, room - size, "%u:", cursor.doc);
    for (uint32_t i = 0; i < cursor.freq; i++)
      size += (size_t)snprintf(list + size, room - size, "%u%s", positions[i], i + 1 < cursor.freq ? "," : " ");
    assert_ok(qn__postings_next(&cursor, &error), error);
  }
}

static void what_is_merged_can_be_read(void **state) {
  (void)state;
  small_runs runs;
  merged made;
  dictionary in;
  char list[64];
  bool found;
  qn__form_info form;
  qn_error error;
  begin(&runs, 1);
  prepare(&made, &runs, 1, 1 << 20);
  assert_ok(merge_runs(&made, &error), error);
  open_dictionary(&in, &made);
  assert_int_equal(in.terms.keys.n_keys, 3);
  list_postings(&in, "\x08tea", list, sizeof list);
  assert_string_equal(list, "0:0,2 2:0 3:2 ");
  list_postings(&in, "\x08walk", list, sizeof list);
  assert_string_equal(list, "0:1 1:1 3:0 ");
  list_postings(&in,
                "\x08"
                "coffe",
                list, sizeof list);
  assert_string_equal(list, "1:0 3:1 ");
  assert_int_equal(in.forms.n_keys, 4);
  assert_ok(qn__forms_find(&in.forms, "\x08walked", 7, &form, &found, &error), error);
  assert_true(found);
  assert_int_equal(form.rank, 1);
  qn__view_release(in.view);
  remove_merged(&made);
  small_runs_clear(&runs);
}

/* --- forms of occurrences ----------------------------------------------------------------------------------------- */

enum { MARKED_FORMS = 40, MARKED_DOCS = 2 * QN__POSTINGS_BLOCK, DOCS_OF_RUN = 32, WORDS_OF_DOC = 3 };

/* The form of a word.  Each run prefers another one. */
static unsigned form_of(unsigned doc, unsigned word) {
  return word == 0 ? doc / DOCS_OF_RUN : (doc * 7 + word * 5) % MARKED_FORMS;
}

/* An "a" with two marks above it that folding removes. */
static void put_form(char form[6], unsigned number) {
  snprintf(form, 6, "a\xcd%c\xcd%c", 0xa3 + number / 13, 0xa3 + number % 13);
}

/* Runs of DOCS_OF_RUN articles whose words are forms of one term. */
static void begin_marked(small_runs *runs) {
  static char texts[DOCS_OF_RUN][WORDS_OF_DOC * 6 + 1];
  qn_article articles[DOCS_OF_RUN];
  small_runs_begin(runs, QN__LANGUAGE_PLAIN);
  for (unsigned doc = 0; doc < MARKED_DOCS; doc++) {
    char *text = texts[doc % DOCS_OF_RUN];
    for (unsigned i = 0; i < WORDS_OF_DOC; i++) {
      put_form(text + (size_t)i * 6, form_of(doc, i));
      text[i * 6 + 5] = ' ';
    }
    articles[doc % DOCS_OF_RUN] = (qn_article){.id = string_of("id"), .text = string_of(text)};
    if (doc % DOCS_OF_RUN == DOCS_OF_RUN - 1)
      small_runs_add(runs, articles, DOCS_OF_RUN);
  }
  small_runs_read(runs);
}

static uint32_t count_docs_with(unsigned form) {
  uint32_t n = 0;
  for (unsigned doc = 0; doc < MARKED_DOCS; doc++) {
    bool has = false;
    for (unsigned i = 0; i < WORDS_OF_DOC; i++)
      has |= form_of(doc, i) == form;
    n += has;
  }
  return n;
}

/* The rank of each form, from the forms section, where their articles are counted. */
static void read_ranks(const dictionary *in, uint32_t ranks[MARKED_FORMS]) {
  qn__forms_cursor cursor;
  qn_error error;
  uint32_t n = 0;
  assert_ok(qn__forms_seek(&cursor, &in->forms, "", 0, &error), error);
  for (; cursor.keys.ordinal < in->forms.n_keys; n++) {
    unsigned form = 0;
    char bytes[6];
    for (put_form(bytes, form); form < MARKED_FORMS && memcmp(cursor.keys.key + 1, bytes, 5) != 0;)
      put_form(bytes, ++form);
    assert_true(form < MARKED_FORMS);
    assert_int_equal(cursor.info.doc_freq, count_docs_with(form));
    assert_int_equal(cursor.info.term, 0);
    ranks[form] = cursor.info.rank;
    assert_ok(qn__forms_next(&cursor, &error), error);
  }
  assert_int_equal(n, MARKED_FORMS);
}

/* The forms of a run are known by other codes than those of the next, and by other ranks than those of the term. */
static void each_occurrence_keeps_its_form(void **state) {
  (void)state;
  small_runs runs;
  merged made;
  dictionary in;
  uint32_t ranks[MARKED_FORMS], positions[WORDS_OF_DOC], n;
  qn__term_info info;
  qn__exact_forms forms;
  qn__exact_cursor cursor;
  bool found;
  qn_error error;
  begin_marked(&runs);
  prepare(&made, &runs, 1, 1 << 20);
  assert_ok(merge_runs(&made, &error), error);
  open_dictionary(&in, &made);
  read_ranks(&in, ranks);
  assert_ok(qn__terms_find(&in.terms, "\x01\x61", 2, &info, &found, &error), error);
  assert_true(found);
  assert_ok(qn__exact_open(&forms, &in.lists.positions, &info, &error), error);
  qn__exact_start(&cursor, &forms);
  for (uint32_t doc = 0; doc < MARKED_DOCS; doc++)
    for (unsigned i = 0; i < WORDS_OF_DOC; i++) {
      for (unsigned k = 0; k < WORDS_OF_DOC; k++)
        positions[k] = k;
      assert_ok(qn__exact_keep(&cursor, ranks[form_of(doc, i)], false, doc / QN__POSTINGS_BLOCK,
                               doc % QN__POSTINGS_BLOCK * WORDS_OF_DOC, positions, WORDS_OF_DOC, &n, &error),
                error);
      bool kept = false;
      for (uint32_t k = 0; k < n; k++) {
        assert_int_equal(form_of(doc, positions[k]), form_of(doc, i));
        kept |= positions[k] == i;
      }
      assert_true(kept);
    }
  qn__view_release(in.view);
  remove_merged(&made);
  small_runs_clear(&runs);
}

static void counts_what_it_has_merged(void **state) {
  (void)state;
  small_runs runs;
  merged made;
  dictionary in;
  qn_error error;
  begin(&runs, 2);
  prepare(&made, &runs, 1, 1 << 20);
  assert_ok(merge_runs(&made, &error), error);
  assert_int_equal(made.merge.n_terms, 3);
  assert_int_equal(made.merge.n_postings, 8);
  assert_int_equal(made.merge.n_positions, 9);
  assert_int_equal(made.merge.written, 0);
  remove_merged(&made);
  prepare(&made, &runs, 1, 0); /* all but the positions goes through temporary files */
  assert_ok(merge_runs(&made, &error), error);
  open_dictionary(&in, &made);
  const size_t range_forms = 4 * 4 + 1 + 6 + 1 + 3 + 1 + 6 + 1 + 5;
  assert_int_equal(made.merge.written,
                   in.lists.postings.size + in.terms.keys.section.size + in.forms.section.size + range_forms);
  qn__view_release(in.view);
  remove_merged(&made);
  small_runs_clear(&runs);
}

static void runs_without_words_give_an_empty_dictionary(void **state) {
  (void)state;
  small_runs runs;
  merged made;
  dictionary in;
  qn_error error;
  small_runs_begin(&runs, QN__LANGUAGE_ENGLISH);
  small_runs_add_text(&runs, "1", "...");
  small_runs_read(&runs);
  prepare(&made, &runs, 3, 0);
  assert_ok(merge_runs(&made, &error), error);
  open_dictionary(&in, &made);
  assert_int_equal(in.terms.keys.n_keys, 0);
  assert_int_equal(in.forms.n_keys, 0);
  assert_int_equal(in.lists.postings.size + in.lists.positions.size, 0);
  qn__view_release(in.view);
  remove_merged(&made);
  small_runs_clear(&runs);
}

/* --- what the bytes do not depend on ------------------------------------------------------------------------------ */

static void the_bytes_do_not_depend_on_runs_or_memory(void **state) {
  (void)state;
  static const uint32_t steps[] = {4, 2, 1, 1};
  static const size_t keeps[] = {1 << 20, 1 << 20, 1 << 20, 0}; /* 0: all goes through temporary files */
  char *expected = NULL;
  size_t expected_size = 0, size;
  for (unsigned i = 0; i < 4; i++) {
    small_runs runs;
    begin(&runs, steps[i]);
    char *bytes = merged_bytes(&runs, 1, keeps[i], &size);
    small_runs_clear(&runs);
    if (i > 0) {
      assert_int_equal(size, expected_size);
      assert_memory_equal(bytes, expected, size);
      free(bytes);
    } else {
      expected = bytes;
      expected_size = size;
    }
  }
  free(expected);
}

/* Enough different words for several ranges, a thousand a run. */
static void begin_many_words(small_runs *runs) {
  enum { RUNS = 40, WORDS = 1000, SIZE = 80 };
  char *text = malloc(WORDS * SIZE + 1);
  small_runs_begin(runs, QN__LANGUAGE_PLAIN);
  for (unsigned r = 0; r < RUNS; r++) {
    size_t size = 0;
    for (unsigned i = 0; i < WORDS; i++)
      size +=
          (size_t)snprintf(text + size, SIZE + 1, "%05xandmanymorelettersthatmakethiswordlongerthananyinadictionary%u ",
                           (i * 40 + r) * 7919 % 65536, i % 7);
    small_runs_add_text(runs, "id", text);
  }
  small_runs_read(runs);
  free(text);
}

/* Of words that are their own only form: the forms of all ranges, in order. */
static void assert_each_term_has_its_form(const dictionary *in) {
  qn__forms_cursor cursor;
  qn_error error;
  assert_int_equal(in->forms.n_keys, in->terms.keys.n_keys);
  assert_ok(qn__forms_seek(&cursor, &in->forms, "", 0, &error), error);
  while (cursor.keys.ordinal < in->forms.n_keys) {
    assert_int_equal(cursor.info.term, cursor.keys.ordinal);
    assert_ok(qn__forms_next(&cursor, &error), error);
  }
}

static void the_bytes_do_not_depend_on_threads_or_ranges(void **state) {
  (void)state;
  small_runs runs;
  qn__range_merger *merger;
  qn__term_range whole;
  merged made;
  dictionary in;
  size_t size, other_size;
  qn_error error;
  begin_many_words(&runs);
  qn__term_range_init(&whole, ".", SIZE_MAX);
  assert_true(runs.runs[runs.n_runs - 1].offset > 2 << 20); /* a range has 2 MiB of runs */
  char *bytes = merged_bytes(&runs, 1, 1 << 24, &size), *other = merged_bytes(&runs, 3, 0, &other_size);
  assert_int_equal(size, other_size);
  assert_memory_equal(bytes, other, size);
  prepare(&made, &runs, 2, 1 << 24);
  assert_ok(merge_runs(&made, &error), error);
  assert_ok(qn__range_merger_new(&merger, &made.merge, &error), error);
  assert_ok(qn__merge_range(merger, &whole, &error), error); /* all terms in one range */
  open_dictionary(&in, &made);
  assert_int_equal(in.terms.keys.n_keys, whole.n_terms);
  assert_int_equal(in.lists.postings.size, whole.postings.size);
  assert_memory_equal(in.lists.postings.data, whole.postings.data, whole.postings.size);
  assert_int_equal(in.lists.positions.size, qn__spool_size(&whole.positions));
  assert_memory_equal(in.lists.positions.data, whole.positions.memory.data, whole.positions.memory.size);
  assert_each_term_has_its_form(&in);
  qn__view_release(in.view);
  qn__range_merger_free(merger);
  qn__term_range_clear(&whole);
  remove_merged(&made);
  free(bytes);
  free(other);
  small_runs_clear(&runs);
}

/* --- failures ----------------------------------------------------------------------------------------------------- */

static void stops_when_it_is_cancelled(void **state) {
  (void)state;
  bool cancel = true;
  small_runs runs;
  merged made;
  qn_error error;
  begin(&runs, 2);
  prepare(&made, &runs, 2, 1 << 20);
  made.merge.cancel = (qn__cancel){flag_is_set, &cancel};
  assert_int_equal(merge_runs(&made, &error), QN_CANCELLED);
  remove_merged(&made);
  small_runs_clear(&runs);
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  small_runs runs;
  qn_error error;
  qn_status status = QN_NO_MEMORY;
  size_t size, expected_size;
  long n = 0;
  begin(&runs, 2);
  char *expected = merged_bytes(&runs, 1, 1 << 20, &expected_size);
  for (; status != QN_OK; n++) {
    merged made;
    prepare(&made, &runs, 1, 1 << 20);
    qn__memory_fail_after(n);
    status = merge_runs(&made, &error);
    qn__memory_fail_after(-1);
    if (status == QN_OK) {
      char *bytes = read_file(made.path, &size);
      assert_int_equal(size, expected_size);
      assert_memory_equal(bytes, expected, size);
      free(bytes);
    } else {
      assert_int_equal(status, QN_NO_MEMORY);
    }
    remove_merged(&made);
  }
  assert_true(n > 20);
  free(expected);
  small_runs_clear(&runs);
}

static void reports_a_directory_that_takes_no_temporary_files(void **state) {
  (void)state;
  small_runs runs;
  merged made;
  qn_error error;
  begin(&runs, 2);
  prepare(&made, &runs, 1, 0);
  made.merge.dir = "/nonexistent";
  assert_int_equal(merge_runs(&made, &error), QN_IO);
  assert_non_null(strstr(error.message, "/nonexistent"));
  remove_merged(&made);
  small_runs_clear(&runs);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_merged_can_be_read),
      cmocka_unit_test(each_occurrence_keeps_its_form),
      cmocka_unit_test(counts_what_it_has_merged),
      cmocka_unit_test(runs_without_words_give_an_empty_dictionary),
      cmocka_unit_test(the_bytes_do_not_depend_on_runs_or_memory),
      cmocka_unit_test(the_bytes_do_not_depend_on_threads_or_ranges),
      cmocka_unit_test(stops_when_it_is_cancelled),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
      cmocka_unit_test(reports_a_directory_that_takes_no_temporary_files),
  };
  return cmocka_run_group_tests_name("run merge", tests, NULL, NULL);
}
