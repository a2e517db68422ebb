/* SPDX-License-Identifier: MIT */
/* test_run_write.c: a run holds the postings, forms and ids of its articles, and the form of each occurrence. */
#include "support/support.h"

#include "base/memory.h"
#include "builder/run.h"
#include "builder/worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARTICLES = 300, LONG_ARTICLE = 150, MAX_WORDS = 120, GAP = 70000, FIRST_DOC = 17 };

/* What the articles hold: the words of a vocabulary of 300, by position; -1 is a position without a word.  Word i is in
 * form i % 3 of term i / 3. */
typedef struct articles {
  int *words[ARTICLES];
  size_t n[ARTICLES];
} articles;

static const char *const forms[] = {"w", "\xe1\xba\x83", "\xc5\xb5"}; /* and the term's number */

static void make_articles(random_source *random, articles *made) {
  for (size_t i = 0; i < ARTICLES; i++) {
    size_t n = random_below(random, MAX_WORDS), wide = i == LONG_ARTICLE ? GAP : 0;
    made->words[i] = malloc((n + wide + 1) * sizeof(int));
    for (size_t k = 0; k < n + wide; k++)
      made->words[i][k] = k >= n / 2 && k < n / 2 + wide ? -1 : (int)random_skewed(random, 9) % 300;
    made->n[i] = n + wide;
  }
}

static void free_articles(articles *made) {
  for (size_t i = 0; i < ARTICLES; i++)
    free(made->words[i]);
}

/* Lays the articles down and writes the run into the spool. */
static void write_run(const articles *made, qn__spool *spool, qn__run *run) {
  static char ids[ARTICLES][16];
  qn__lexicon lexicon;
  qn__run_writer writer;
  qn_error error;
  assert_ok(qn__lexicon_init(&lexicon, QN__LANGUAGE_PLAIN, NULL, &error), error);
  qn__run_writer_init(&writer);
  writer.first_doc = FIRST_DOC;
  for (uint32_t i = 0; i < ARTICLES; i++) {
    snprintf(ids[i], sizeof ids[i], "%u", i * 7919 % 1000);
    qn__run_id id = {ids[i], (uint32_t)strlen(ids[i]), i};
    uint32_t start = (uint32_t)(writer.tokens.size / sizeof start);
    qn__buffer_bytes(&writer.starts, &start, sizeof start);
    qn__buffer_bytes(&writer.ids, &id, sizeof id);
    for (size_t k = 0; k < made->n[i]; k++) {
      char text[32] = "";
      uint32_t form_number = QN__NO_FORM, code;
      qn__word word = {0, 0, QN__WORD_ASCII};
      if (made->words[i][k] >= 0) {
        const char *form = forms[made->words[i][k] % 3];
        word.kind = form[0] == 'w' ? QN__WORD_ASCII : QN__WORD_UNICODE;
        word.size = (uint32_t)snprintf(text, sizeof text, "%s%d", form, made->words[i][k] / 3) & 0xff;
        text[0] = (char)(text[0] == 'w' && k % 2 ? 'W' : text[0]);
        const qn__lexicon_query query = {text, &word, 1, QN__LANGUAGE_PLAIN, i};
        assert_ok(qn__lexicon_look_up(&lexicon, &query, &form_number, &code, &error), error);
      }
      qn__buffer_bytes(&writer.tokens, &form_number, sizeof form_number);
    }
  }
  assert_ok(qn__run_write(&writer, &lexicon, run, &error), error);
  assert_ok(qn__spool_append(spool, writer.bytes.data, writer.bytes.size, &error), error);
  qn__run_writer_clear(&writer);
  qn__lexicon_clear(&lexicon);
}

/* The forms of a record, as the vocabulary numbers them; returns what follows. */
static const uint8_t *read_forms(const qn__run_record *record, const char *number, int codes[3]) {
  const uint8_t *p = record->forms;
  codes[0] = 0; /* none: the form is the term */
  for (uint32_t i = 0; i < record->n_forms; i++) {
    char form[32];
    uint32_t size, doc_freq;
    p = qn__get_varint(p, &size);
    for (codes[i] = 0; codes[i] < 3; codes[i]++) {
      snprintf(form, sizeof form, "%s%s", forms[codes[i]], number);
      if (size == strlen(form) && memcmp(p, form, size) == 0)
        break;
    }
    assert_true(codes[i] < 3);
    p = qn__get_varint(p + size, &doc_freq);
    assert_true(doc_freq > 0);
  }
  return p;
}

/* The exceptions of a record: the one that is read next, and the occurrences before it. */
typedef struct exceptions {
  const uint8_t *next, *end;
  uint32_t n_forms, skipped, code; /* code 0: there is none any more */
} exceptions;

static void next_exception(exceptions *of) {
  unsigned bits = of->n_forms == 2 ? 0 : 1;
  of->code = 0;
  if (of->next == of->end)
    return;
  of->next = qn__get_varint(of->next, &of->skipped);
  of->code = (of->skipped & bits) + 1;
  of->skipped >>= bits;
}

static const uint8_t *start_exceptions(exceptions *of, const uint8_t *p, uint32_t n_forms) {
  uint32_t size = 0;
  if (n_forms > 1)
    p = qn__get_varint(p, &size);
  *of = (exceptions){p, p + size, n_forms, 0, 0};
  next_exception(of);
  return p + size;
}

static uint32_t next_code(exceptions *of) {
  if (of->code == 0 || of->skipped-- > 0)
    return 0;
  uint32_t code = of->code;
  next_exception(of);
  return code;
}

/* Reads the postings of a record against the articles. */
static void assert_postings(const articles *made, const qn__run_record *record, const char *number) {
  exceptions excepted;
  int codes[3];
  const uint8_t *p = start_exceptions(&excepted, read_forms(record, number, codes), record->n_forms);
  uint32_t doc = 0;
  for (; p < record->end; doc++) {
    uint32_t skipped, freq = 1, position = 0;
    p = qn__get_varint(p, &skipped);
    if ((skipped & 1) == 0)
      p = qn__get_varint(p, &freq);
    doc += skipped >> 1;
    for (uint32_t i = 0; i < freq; i++) {
      uint32_t gap = qn__load_u16(p);
      p += 2;
      if (gap == QN__RUN_ESCAPE) {
        gap = qn__load_u32(p);
        p += 4;
      }
      position += gap;
      assert_true(position < made->n[doc]);
      assert_int_equal(made->words[doc][position], atoi(number) * 3 + codes[next_code(&excepted)]);
      made->words[doc][position] = -1; /* read */
    }
  }
  assert_true(doc <= ARTICLES);
  assert_int_equal(excepted.code, 0);
}

/* A run and the articles that it was written of. */
typedef struct written {
  articles made;
  qn__run run;
  qn__spool spool;
  const uint8_t *data;
} written;

static int write_articles(void **state) {
  static written w;
  qn_error error;
  random_source random = random_start("runs", 41);
  make_articles(&random, &w.made);
  qn__spool_init(&w.spool, ".", 1 << 24);
  write_run(&w.made, &w.spool, &w.run);
  w.run.offset = 0;
  assert_ok(qn__spool_map(&w.spool, &w.data, &error), error);
  *state = &w;
  return 0;
}

static int clear_articles(void **state) {
  written *w = *state;
  free_articles(&w->made);
  qn__spool_clear(&w->spool);
  return 0;
}

static void runs_hold_their_articles(void **state) {
  const written *w = *state;
  qn__run_cursor cursor;
  char last[32] = "";
  for (bool more = qn__run_seek(&cursor, &w->run, w->data, NULL, 0); more; more = qn__run_next(&cursor)) {
    char key[32];
    snprintf(key, sizeof key, "%.*s", (int)cursor.record.key_size, (const char *)cursor.record.key);
    assert_true(strcmp(last, key) < 0);
    strcpy(last, key);
    assert_int_equal(key[0], QN__LANGUAGE_PLAIN);
    assert_postings(&w->made, &cursor.record, key + 2);
  }
  for (size_t i = 0; i < ARTICLES; i++)
    for (size_t k = 0; k < w->made.n[i]; k++)
      assert_int_equal(w->made.words[i][k], -1); /* all were read */
}

static void seeking_finds_the_next_key(void **state) {
  const written *w = *state;
  assert_true(w->run.n_keys > 1);
  for (int word = 0; word < 100; word++) {
    char key[32];
    qn__run_cursor found;
    int size = snprintf(key, sizeof key, "%cw%d", QN__LANGUAGE_PLAIN, word);
    assert_true(qn__run_seek(&found, &w->run, w->data, (const uint8_t *)key, (size_t)size));
    assert_int_equal(found.record.key_size, size);
    assert_memory_equal(found.record.key, key, (size_t)size);
  }
  qn__run_cursor none;
  assert_false(qn__run_seek(&none, &w->run, w->data, (const uint8_t *)"\xff", 1));
}

enum { MARKS = 21, MANY_FORMS = MARKS * MARKS * MARKS, EMPTY = 1 << 21 };

/* An `a` with three marks above it. */
static uint32_t marked_word(uint32_t i, char word[8]) {
  const uint32_t marks[] = {i % MARKS, i / MARKS % MARKS, i / MARKS / MARKS};
  word[0] = 'a';
  for (unsigned k = 0; k < 3; k++) {
    word[1 + 2 * k] = '\xcc';
    word[2 + 2 * k] = (char)(0x80 + marks[k]);
  }
  return 7;
}

/* Lays EMPTY positions without a word and then two of each word down; returns the number of each word's form. */
static void lay_down_marked_words(qn__lexicon *lexicon, qn__run_writer *writer, uint32_t numbers[MANY_FORMS]) {
  static const qn__run_id id = {"id", 2, 0};
  const uint32_t start = 0;
  qn_error error;
  qn__buffer_bytes(&writer->starts, &start, sizeof start);
  qn__buffer_bytes(&writer->ids, &id, sizeof id);
  qn__buffer_zeros(&writer->tokens, EMPTY * sizeof(uint32_t));
  for (uint32_t i = 0; i < MANY_FORMS * 2; i++) {
    char text[32];
    uint32_t code;
    qn__word word = {.kind = QN__WORD_UNICODE};
    word.size = marked_word(i / 2, text) & 0xff;
    const qn__lexicon_query query = {text, &word, 1, QN__LANGUAGE_PLAIN, 0};
    assert_ok(qn__lexicon_look_up(lexicon, &query, &numbers[i / 2], &code, &error), error);
    qn__buffer_bytes(&writer->tokens, &numbers[i / 2], sizeof numbers[i / 2]);
  }
}

/* Codes that do not fit into the bits that positions leave are still found. */
static void a_term_may_have_any_number_of_forms(void **state) {
  (void)state;
  static uint32_t numbers[MANY_FORMS], codes[MANY_FORMS + 1];
  qn__lexicon lexicon;
  qn__run_writer writer;
  qn__run run;
  qn_error error;
  assert_ok(qn__lexicon_init(&lexicon, QN__LANGUAGE_PLAIN, NULL, &error), error);
  qn__run_writer_init(&writer);
  lay_down_marked_words(&lexicon, &writer, numbers);
  assert_int_equal(lexicon.n_terms, 2);
  assert_ok(qn__run_write(&writer, &lexicon, &run, &error), error);
  assert_true(lexicon.n_forms - 1 > writer.most_code);
  qn__run_cursor cursor;
  run.offset = 0;
  assert_true(qn__run_seek(&cursor, &run, writer.bytes.data, NULL, 0));
  const uint8_t *p = cursor.record.forms;
  assert_int_equal(cursor.record.n_forms, lexicon.n_forms - 1);
  for (uint32_t i = 0; i < cursor.record.n_forms; i++) {
    uint32_t size, doc_freq, form = 1;
    p = qn__get_varint(p, &size);
    while (lexicon.forms[form].size != size ||
           memcmp(qn__lexicon_string(&lexicon, lexicon.forms[form].string), p, size) != 0)
      form++;
    codes[form] = i;
    p = qn__get_varint(p + size, &doc_freq);
  }
  uint32_t size, next = 0;
  p = qn__get_varint(p, &size);
  for (const uint8_t *end = p + size; p < end; next++) {
    uint32_t value, bits = 14; /* of the codes */
    p = qn__get_varint(p, &value);
    for (; value >> bits > 0; value -= 1u << bits)
      assert_int_equal(codes[numbers[next++ / 2]], 0);
    assert_int_equal(codes[numbers[next / 2]], value + 1);
  }
  assert_true(next >= MANY_FORMS * 2 - 2);
  qn__run_writer_clear(&writer);
  qn__lexicon_clear(&lexicon);
}

/* Writes the run of an article that has one word. */
static qn_status write_one(qn__run_writer *writer, qn__lexicon *lexicon, qn__run *run, qn_error *error) {
  static const qn__word word = {0, 4, QN__WORD_ASCII};
  static const char text[32] = "word";
  const qn__run_id id = {"id", 2, 0};
  const uint32_t start = 0;
  uint32_t form, code;
  const qn__lexicon_query query = {text, &word, 1, QN__LANGUAGE_PLAIN, 0};
  qn_status status = qn__lexicon_look_up(lexicon, &query, &form, &code, error);
  qn__buffer_bytes(&writer->starts, &start, sizeof start);
  qn__buffer_bytes(&writer->ids, &id, sizeof id);
  qn__buffer_bytes(&writer->tokens, &form, sizeof form);
  return status == QN_OK ? qn__run_write(writer, lexicon, run, error) : status;
}

static void writing_empties_the_writer(void **state) {
  (void)state;
  qn__lexicon lexicon;
  qn__run_writer writer;
  qn__run run;
  qn_error error;
  assert_ok(qn__lexicon_init(&lexicon, QN__LANGUAGE_PLAIN, NULL, &error), error);
  qn__run_writer_init(&writer);
  for (int round = 0; round < 2; round++) {
    assert_ok(write_one(&writer, &lexicon, &run, &error), error);
    assert_int_equal(run.n_docs, 1);
    assert_int_equal(run.n_records, 1);
    assert_int_equal(writer.tokens.size + writer.starts.size + writer.ids.size, 0);
  }
  qn__run_writer_clear(&writer);
  qn__lexicon_clear(&lexicon);
}

/* Writes with a new lexicon in which the request after `n` more fails; *size is that of the run. */
static qn_status write_with_requests(long n, size_t *size) {
  qn__lexicon lexicon;
  qn__run_writer writer;
  qn__run run;
  qn_error error;
  assert_ok(qn__lexicon_init(&lexicon, QN__LANGUAGE_PLAIN, NULL, &error), error);
  qn__run_writer_init(&writer);
  qn__memory_fail_after(n);
  qn_status status = write_one(&writer, &lexicon, &run, &error);
  qn__memory_fail_after(-1);
  *size = writer.bytes.size;
  qn__run_writer_clear(&writer);
  qn__lexicon_clear(&lexicon);
  return status;
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  size_t size, expected_size;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  assert_int_equal(write_with_requests(-1, &expected_size), QN_OK);
  for (; status != QN_OK; n++) {
    status = write_with_requests(n, &size);
    if (status != QN_OK)
      assert_int_equal(status, QN_NO_MEMORY);
  }
  assert_int_equal(size, expected_size);
  assert_true(n > 5);
}

static void a_long_run_can_be_cancelled(void **state) {
  (void)state;
  enum { WORDS = 1 << 17 };
  bool cancel = true;
  qn__lexicon lexicon;
  qn__run_writer writer;
  qn__run run;
  qn_error error;
  const qn__word word = {0, 1, QN__WORD_ASCII};
  const qn__run_id id = {"a", 1, 0};
  const uint32_t start = 0;
  uint32_t form, code;
  const qn__lexicon_query query = {"a               ", &word, 1, QN__LANGUAGE_PLAIN, 0};
  assert_ok(qn__lexicon_init(&lexicon, QN__LANGUAGE_PLAIN, NULL, &error), error);
  qn__run_writer_init(&writer);
  writer.cancel = (qn__cancel){flag_is_set, &cancel};
  assert_ok(qn__lexicon_look_up(&lexicon, &query, &form, &code, &error), error);
  qn__buffer_bytes(&writer.starts, &start, sizeof start);
  qn__buffer_bytes(&writer.ids, &id, sizeof id);
  for (size_t i = 0; i < WORDS; i++)
    qn__buffer_bytes(&writer.tokens, &form, sizeof form);
  assert_int_equal(qn__run_write(&writer, &lexicon, &run, &error), QN_CANCELLED);
  qn__run_writer_clear(&writer);
  qn__lexicon_clear(&lexicon);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writing_empties_the_writer),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
      cmocka_unit_test_setup_teardown(runs_hold_their_articles, write_articles, clear_articles),
      cmocka_unit_test(a_term_may_have_any_number_of_forms),
      cmocka_unit_test(a_long_run_can_be_cancelled),
      cmocka_unit_test_setup_teardown(seeking_finds_the_next_key, write_articles, clear_articles)};
  return cmocka_run_group_tests_name("runs", tests, NULL, NULL);
}
