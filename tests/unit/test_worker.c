/* SPDX-License-Identifier: MIT */
/* test_worker.c: articles become positions, runs and store units; a run ends where a limit is reached, and an article
 * that is to be alone has a run of its own. */
#include "builder/worker.h"

#include "base/memory.h"
#include "columns/lengths.h"
#include "support/small_runs.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static qn_article article_of(const char *id, const char *title, const char *text) {
  return (qn_article){.id = string_of(id), .title = string_of(title), .text = string_of(text)};
}

/* The positions of a word in the first article of a run, at most 8. */
static uint32_t positions_of(const small_runs *runs, uint32_t run, const char *word, uint32_t positions[8]) {
  qn__run_cursor cursor;
  char key[16];
  int size = snprintf(key, sizeof key, "%c%s", QN__LANGUAGE_PLAIN, word);
  if (!qn__run_seek(&cursor, &runs->runs[run], runs->spool, (const uint8_t *)key, (size_t)size) ||
      cursor.record.key_size != (size_t)size || memcmp(cursor.record.key, key, (size_t)size) != 0)
    return 0;
  assert_int_equal(cursor.record.n_forms, 0);
  uint32_t skipped, freq = 1, position = 0;
  const uint8_t *p = qn__get_varint(cursor.record.forms, &skipped);
  if ((skipped & 1) == 0)
    p = qn__get_varint(p, &freq);
  assert_true(skipped >> 1 == 0 && freq <= 8);
  for (uint32_t i = 0; i < freq; i++, p += 2)
    positions[i] = position += qn__load_u16(p);
  return freq;
}

static void lays_the_title_down_as_often_as_it_weighs(void **state) {
  (void)state;
  small_runs runs;
  uint32_t at[8];
  const qn_article article = article_of("1", "red tea", "green tea");
  small_runs_begin(&runs, QN__LANGUAGE_PLAIN);
  small_runs_add(&runs, &article, 1);
  assert_int_equal(qn__batch_articles(&runs.batch)[0].title_words, 2);
  assert_int_equal(qn__batch_articles(&runs.batch)[0].length, 2 * SMALL_RUNS_WEIGHT + 2);
  small_runs_read(&runs);
  assert_int_equal(positions_of(&runs, 0, "red", at), 2);
  assert_int_equal(at[0], 0);
  assert_int_equal(at[1], 2 + QN__TITLE_GAP);
  assert_int_equal(positions_of(&runs, 0, "tea", at), 3);
  assert_int_equal(at[2], qn__text_position(2, SMALL_RUNS_WEIGHT) + 1);
  assert_int_equal(positions_of(&runs, 0, "green", at), 1);
  assert_int_equal(at[0], qn__text_position(2, SMALL_RUNS_WEIGHT));
  small_runs_clear(&runs);
}

static void without_a_title_the_text_begins_at_0(void **state) {
  (void)state;
  small_runs runs;
  uint32_t at[8];
  const qn_article article = article_of("1", "...", "green tea");
  small_runs_begin(&runs, QN__LANGUAGE_PLAIN);
  small_runs_add(&runs, &article, 1);
  assert_int_equal(qn__batch_articles(&runs.batch)[0].title_words, 0);
  assert_int_equal(qn__batch_articles(&runs.batch)[0].length, 2);
  small_runs_read(&runs);
  assert_int_equal(positions_of(&runs, 0, "green", at), 1);
  assert_int_equal(at[0], 0);
  small_runs_clear(&runs);
}

static void encodes_the_articles_into_units(void **state) {
  (void)state;
  small_runs runs;
  char *text = malloc(QN__STORE_UNIT_SIZE + 1);
  memset(text, '.', QN__STORE_UNIT_SIZE);
  text[QN__STORE_UNIT_SIZE] = '\0';
  const qn_article articles[] = {article_of("1", "", "short"), article_of("2", "", text), article_of("3", "", "last")};
  small_runs_begin(&runs, QN__LANGUAGE_PLAIN);
  small_runs_add(&runs, articles, 3);
  assert_int_equal(runs.batch.n_units, 2);
  assert_int_equal(runs.batch.units[0].n_articles, 2);
  assert_int_equal(runs.batch.units[1].n_articles, 1);
  assert_true(runs.batch.units[1].pieces.size > 0);
  small_runs_clear(&runs);
  free(text);
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

static const char *const four_texts[] = {"a b c", "d e f", "g h i", "j"};

/* The runs of the four texts. */
static void run_four(small_runs *runs, const qn__worker_limits *limits, int alone) {
  bool ends_unit;
  qn_error error;
  small_runs_begin(runs, QN__LANGUAGE_PLAIN);
  if (limits != NULL)
    runs->worker.limits = *limits;
  qn__batch_reset(&runs->batch, 0);
  for (int i = 0; i < 4; i++) {
    const qn_article article = article_of(four_texts[i], "", four_texts[i]);
    assert_ok(qn__batch_add(&runs->batch, &article, QN__LANGUAGE_PLAIN, &ends_unit, &error), error);
    qn__batch_articles(&runs->batch)[i].alone = i == alone;
  }
  assert_ok(qn__worker_process(&runs->worker, &runs->batch, &error), error);
  small_runs_read(runs);
}

static void assert_runs(const small_runs *runs, const uint32_t *n_docs, uint32_t n_runs) {
  assert_int_equal(runs->n_runs, n_runs);
  for (uint32_t i = 0, first = 0; i < n_runs; first += n_docs[i], i++) {
    assert_int_equal(runs->runs[i].first_doc, first);
    assert_int_equal(runs->runs[i].n_docs, n_docs[i]);
    qn_string id;
    uint32_t doc;
    qn__run_get_id(&runs->runs[i], runs->spool, 0, &id, &doc);
    assert_memory_equal(id.data, four_texts[first], id.size);
    assert_int_equal(doc, 0); /* counted from the run's first */
  }
}

static void a_batch_is_one_run_unless_a_limit_is_reached(void **state) {
  (void)state;
  small_runs runs;
  run_four(&runs, NULL, -1);
  assert_runs(&runs, (const uint32_t[]){4}, 1);
  assert_int_equal(runs.worker.lexicon.n_forms - 1, 10); /* which the next batch may need */
  small_runs_clear(&runs);
}

static void a_run_ends_when_it_has_enough_positions(void **state) {
  (void)state;
  small_runs runs;
  run_four(&runs, &(qn__worker_limits){.tokens = 6, .words = SIZE_MAX, .vocabulary = SIZE_MAX}, -1);
  assert_runs(&runs, (const uint32_t[]){2, 2}, 2);
  assert_int_equal(runs.worker.lexicon.n_forms - 1, 10);
  small_runs_clear(&runs);
}

static void the_lexicon_is_emptied_when_it_knows_enough_words(void **state) {
  (void)state;
  small_runs runs;
  run_four(&runs, &(qn__worker_limits){.tokens = 4, .words = 5, .vocabulary = SIZE_MAX}, -1);
  assert_runs(&runs, (const uint32_t[]){2, 2}, 2);
  assert_int_equal(runs.worker.lexicon.n_forms - 1, 4); /* 6 were enough, 4 are not */
  small_runs_clear(&runs);
}

static void a_run_ends_when_the_lexicon_has_no_memory_left(void **state) {
  (void)state;
  small_runs runs;
  run_four(&runs, &(qn__worker_limits){.tokens = SIZE_MAX, .words = SIZE_MAX, .vocabulary = 1000}, -1);
  assert_runs(&runs, (const uint32_t[]){1, 1, 1, 1}, 4);
  assert_int_equal(runs.worker.lexicon.n_forms, 1);
  small_runs_clear(&runs);
}

static void an_article_that_is_to_be_alone_has_its_own_run(void **state) {
  (void)state;
  small_runs runs;
  run_four(&runs, NULL, 1);
  assert_runs(&runs, (const uint32_t[]){1, 1, 2}, 3);
  assert_int_equal(runs.worker.lexicon.n_forms - 1, 4); /* of what came after it */
  small_runs_clear(&runs);
  run_four(&runs, NULL, 3);
  assert_runs(&runs, (const uint32_t[]){3, 1}, 2);
  small_runs_clear(&runs);
}

/* --- failures ----------------------------------------------------------------------------------------------------- */

static void stops_when_it_is_cancelled(void **state) {
  (void)state;
  bool cancel = true;
  small_runs runs;
  bool ends_unit;
  const qn_article article = article_of("1", "", "text");
  qn_error error;
  small_runs_begin(&runs, QN__LANGUAGE_PLAIN);
  runs.worker.cancel = (qn__cancel){flag_is_set, &cancel};
  qn__batch_reset(&runs.batch, 0);
  assert_ok(qn__batch_add(&runs.batch, &article, QN__LANGUAGE_PLAIN, &ends_unit, &error), error);
  assert_int_equal(qn__worker_process(&runs.worker, &runs.batch, &error), QN_CANCELLED);
  cancel = false;
  assert_ok(qn__worker_process(&runs.worker, &runs.batch, &error), error);
  small_runs_clear(&runs);
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  for (; status != QN_OK; n++) {
    small_runs runs;
    bool ends_unit;
    const qn_article article = article_of("1", "title", "some text");
    qn_error error;
    small_runs_begin(&runs, QN__LANGUAGE_ENGLISH);
    qn__batch_reset(&runs.batch, 0);
    assert_ok(qn__batch_add(&runs.batch, &article, QN__LANGUAGE_ENGLISH, &ends_unit, &error), error);
    qn__batch_articles(&runs.batch)[0].alone = true;
    qn__memory_fail_after(n);
    status = qn__worker_process(&runs.worker, &runs.batch, &error);
    qn__memory_fail_after(-1);
    if (status == QN_OK) {
      small_runs_read(&runs);
      assert_int_equal(runs.n_runs, 1);
      assert_int_equal(runs.runs[0].n_records, 3);
    } else {
      assert_int_equal(status, QN_NO_MEMORY);
    }
    small_runs_clear(&runs);
  }
  assert_true(n > 10);
}

/* --- what others use ---------------------------------------------------------------------------------------------- */

static const qn__cancel never = {NULL, NULL};

static void finds_all_words_however_many(void **state) {
  (void)state;
  enum { WORDS = 10000 };
  char *text = malloc(WORDS * 2 + 1);
  for (size_t i = 0; i < WORDS; i++)
    memcpy(text + i * 2, "x ", 3);
  qn__buffer words;
  qn_error error;
  size_t n = 1;
  qn__buffer_init(&words);
  assert_ok(qn__all_words(&words, string_of(""), &n, &never, &error), error);
  assert_int_equal(n, 0);
  for (int round = 0; round < 2; round++) { /* the words of the text before are gone */
    assert_ok(qn__all_words(&words, string_of(text), &n, &never, &error), error);
    assert_int_equal(n, WORDS);
    assert_int_equal(((const qn__word *)(const void *)words.data)[WORDS - 1].offset, WORDS * 2 - 2);
  }
  bool cancel = true;
  assert_int_equal(qn__all_words(&words, string_of(text), &n, &(qn__cancel){flag_is_set, &cancel}, NULL), QN_CANCELLED);
  qn__buffer_clear(&words);
  free(text);
}

/* What the tables and arrays of a lexicon take. */
static size_t bytes_held(const qn__lexicon *lexicon) {
  return (lexicon->mask + 1) * sizeof(qn__lexicon_slot) +
         (lexicon->form_table.mask + lexicon->term_table.mask + 2) * sizeof *lexicon->form_table.slots +
         lexicon->forms_capacity * sizeof(qn__lexicon_form) + lexicon->terms_capacity * sizeof(qn__lexicon_term) +
         lexicon->strings.capacity;
}

/* A word of letters alone, so that it has no parts. */
static size_t letters_of(unsigned i, char word[16]) {
  size_t n = 0;
  memcpy(word, "word", 4);
  for (n = 4; i > 0; i /= 26)
    word[n++] = (char)('a' + i % 26);
  word[n] = '\0';
  return n;
}

static void a_lexicon_takes_no_more_than_is_reckoned(void **state) {
  (void)state;
  small_runs runs;
  char text[64];
  size_t string_bytes = 0, n = 0;
  small_runs_begin(&runs, QN__LANGUAGE_PLAIN);
  for (unsigned i = 0; i < 30000; i++) {
    letters_of(i, text);
    string_bytes += 2 * strlen(text) + 1; /* a form, and a term with its tag byte */
    n++;
    if (i < 5000 ? i % 500 != 499 : i % 5000 != 4999)
      continue;
    char *all = malloc(n * 16);
    size_t size = 0;
    for (unsigned k = 0; k <= i; k++) {
      size += letters_of(k, all + size);
      all[size++] = ' ';
    }
    all[size] = '\0';
    small_runs_add_text(&runs, text, all);
    free(all);
    if (n >= 5000) /* fewer have the tables that a lexicon begins with; strings below 1 MiB grow by half */
      assert_true(bytes_held(&runs.worker.lexicon) <= qn__lexicon_memory(n, string_bytes + string_bytes / 2));
    assert_true(qn__lexicon_memory(n + 1, string_bytes + 8) >= qn__lexicon_memory(n, string_bytes));
    assert_true(qn__records_memory(n, string_bytes) > string_bytes + n * (2 * sizeof(qn__sort_entry) + 16));
  }
  small_runs_clear(&runs);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lays_the_title_down_as_often_as_it_weighs),
      cmocka_unit_test(without_a_title_the_text_begins_at_0),
      cmocka_unit_test(encodes_the_articles_into_units),
      cmocka_unit_test(a_batch_is_one_run_unless_a_limit_is_reached),
      cmocka_unit_test(a_run_ends_when_it_has_enough_positions),
      cmocka_unit_test(the_lexicon_is_emptied_when_it_knows_enough_words),
      cmocka_unit_test(a_run_ends_when_the_lexicon_has_no_memory_left),
      cmocka_unit_test(an_article_that_is_to_be_alone_has_its_own_run),
      cmocka_unit_test(stops_when_it_is_cancelled),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
      cmocka_unit_test(finds_all_words_however_many),
      cmocka_unit_test(a_lexicon_takes_no_more_than_is_reckoned),
  };
  return cmocka_run_group_tests_name("worker", tests, NULL, NULL);
}
