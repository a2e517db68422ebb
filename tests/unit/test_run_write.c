/* SPDX-License-Identifier: MIT */
/* test_run_write.c: a run holds the postings, forms and ids of its articles, as a plain count of them says. */
#include "support/support.h"

#include "build/run.h"
#include "build/worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARTICLES = 300, LONG_ARTICLE = 150, MAX_WORDS = 120, GAP = 70000, FIRST_DOC = 17 };

/* What the articles hold: the words of a vocabulary of 100, by position; -1 is a position without a word. */
typedef struct articles {
  int *words[ARTICLES];
  size_t n[ARTICLES];
} articles;

static void make_articles(random_source *random, articles *made) {
  for (size_t i = 0; i < ARTICLES; i++) {
    size_t n = random_below(random, MAX_WORDS), wide = i == LONG_ARTICLE ? GAP : 0;
    made->words[i] = malloc((n + wide + 1) * sizeof(int));
    for (size_t k = 0; k < n + wide; k++)
      made->words[i][k] = k >= n / 2 && k < n / 2 + wide ? -1 : (int)random_skewed(random, 7) % 100;
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
      uint32_t term = QN__NO_TERM, code;
      qn__word word = {0, 0, QN__WORD_ASCII};
      if (made->words[i][k] >= 0) {
        word.size = (uint32_t)snprintf(text, sizeof text, k % 2 ? "w%d" : "W%d", made->words[i][k]) & 0xff;
        assert_ok(qn__lexicon_look_up(&lexicon, text, &word, 1, QN__LANGUAGE_PLAIN, i, &term, &code, &error), error);
      }
      qn__buffer_bytes(&writer.tokens, &term, sizeof term);
    }
  }
  assert_ok(qn__run_write(&writer, &lexicon, run, &error), error);
  assert_ok(qn__spool_append(spool, writer.bytes.data, writer.bytes.size, &error), error);
  qn__run_writer_clear(&writer);
  qn__lexicon_clear(&lexicon);
}

/* Reads the postings of a record against the articles. */
static void assert_postings(const articles *made, const qn__run_record *record, int word) {
  const uint8_t *p = record->forms;
  uint32_t doc = 0;
  assert_int_equal(record->n_forms, 0); /* the form is the term */
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
      assert_int_equal(made->words[doc][position], word);
      made->words[doc][position] = -1; /* read */
    }
  }
  assert_true(doc <= ARTICLES);
}

static void runs_hold_their_articles(void **state) {
  (void)state;
  random_source random = random_start("runs_hold_their_articles", 41);
  articles made;
  qn__run run;
  qn__spool spool;
  qn_error error;
  const uint8_t *data;
  make_articles(&random, &made);
  qn__spool_init(&spool, ".", 1 << 24);
  write_run(&made, &spool, &run);
  run.offset = 0;
  assert_ok(qn__spool_map(&spool, &data, &error), error);
  qn__run_cursor cursor;
  char last[32] = "";
  for (bool more = qn__run_seek(&cursor, &run, data, NULL, 0); more; more = qn__run_next(&cursor)) {
    char key[32];
    snprintf(key, sizeof key, "%.*s", (int)cursor.record.key_size, (const char *)cursor.record.key);
    assert_true(strcmp(last, key) < 0);
    strcpy(last, key);
    assert_int_equal(key[0], QN__LANGUAGE_PLAIN);
    assert_postings(&made, &cursor.record, atoi(key + 2));
  }
  for (size_t i = 0; i < ARTICLES; i++)
    for (size_t k = 0; k < made.n[i]; k++)
      assert_int_equal(made.words[i][k], -1); /* all were read */
  free_articles(&made);
  qn__spool_clear(&spool);
}

static void seeking_finds_the_next_key(void **state) {
  (void)state;
  random_source random = random_start("seeking_finds_the_next_key", 42);
  articles made;
  qn__run run;
  qn__spool spool;
  qn_error error;
  const uint8_t *data;
  make_articles(&random, &made);
  qn__spool_init(&spool, ".", 1 << 24);
  write_run(&made, &spool, &run);
  run.offset = 0;
  assert_ok(qn__spool_map(&spool, &data, &error), error);
  assert_true(run.n_keys > 1);
  for (int word = 0; word < 100; word++) {
    char key[32];
    qn__run_cursor found;
    int size = snprintf(key, sizeof key, "%cw%d", QN__LANGUAGE_PLAIN, word);
    assert_true(qn__run_seek(&found, &run, data, (const uint8_t *)key, (size_t)size));
    assert_int_equal(found.record.key_size, size);
    assert_memory_equal(found.record.key, key, (size_t)size);
  }
  qn__run_cursor none;
  assert_false(qn__run_seek(&none, &run, data, (const uint8_t *)"\xff", 1));
  free_articles(&made);
  qn__spool_clear(&spool);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(runs_hold_their_articles),
                                     cmocka_unit_test(seeking_finds_the_next_key)};
  return cmocka_run_group_tests_name("runs", tests, NULL, NULL);
}
