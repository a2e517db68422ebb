/* SPDX-License-Identifier: MIT */
/* test_index_changes.c: an index under additions, replacements, deletes, commits, compactions and merges holds what a
 * plain list under the same changes holds, in the same order, and nothing in it is damaged. */
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ARTICLES = 64, STEPS = 250 };

/* What the index should hold: ids and versions in order. */
typedef struct entry {
  unsigned id, version;
} entry;

typedef struct list {
  entry entries[MAX_ARTICLES];
  size_t n;
} list;

static bool list_remove(list *l, unsigned id) {
  for (size_t i = 0; i < l->n; i++)
    if (l->entries[i].id == id) {
      memmove(&l->entries[i], &l->entries[i + 1], (l->n - i - 1) * sizeof l->entries[0]);
      l->n--;
      return true;
    }
  return false;
}

static void list_add(list *l, unsigned id, unsigned version) {
  list_remove(l, id);
  l->entries[l->n++] = (entry){id, version};
}

static void put_text(char out[64], unsigned id, unsigned version) {
  snprintf(out, 64, "Version %u of article %u, word%u", version, id, version % 7);
}

typedef struct comparison {
  const list *expected;
  size_t n;
  bool differs;
} comparison;

static bool compare_article(void *context, const qn_article *article) {
  comparison *self = context;
  char id[16], text[64];
  if (self->n == self->expected->n) {
    self->differs = true;
    return false;
  }
  const entry *expected = &self->expected->entries[self->n++];
  snprintf(id, sizeof id, "%u", expected->id);
  put_text(text, expected->id, expected->version);
  self->differs |= strcmp(article->id.data, id) != 0 || strcmp(article->text.data, text) != 0;
  return true;
}

static void no_problem(void *context, const char *problem) {
  (void)context;
  fail_msg("%s", problem);
}

static void assert_holds(const char *dir, const list *expected) {
  qn_index *index;
  qn_error error;
  comparison compared = {expected, 0, false};
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(qn_index_check(index, no_problem, NULL, &error), error);
  assert_ok(qn_index_each_article(index, compare_article, &compared, &error), error);
  assert_false(compared.differs);
  assert_int_equal(compared.n, expected->n);
  qn_index_info info;
  qn_index_get_info(index, &info);
  assert_int_equal(info.n_articles, expected->n);
  qn_index_close(index);
}

static void add_version(qn_writer *writer, unsigned id, unsigned version) {
  char id_text[16], text[64];
  snprintf(id_text, sizeof id_text, "%u", id);
  put_text(text, id, version);
  add_plain(writer, id_text, text);
}

static void delete_id(qn_writer *writer, unsigned id, bool exists) {
  char id_text[16];
  qn_error error;
  snprintf(id_text, sizeof id_text, "%u", id);
  assert_int_equal(qn_writer_delete(writer, string_of(id_text), &error), exists ? QN_OK : QN_NOT_FOUND);
}

/* Merges a small other index; what it holds comes last. */
static void merge_other(random_source *random, qn_writer *writer, list *now, unsigned *version) {
  char *dir = make_temp_dir();
  qn_error error;
  qn_writer *other = open_writer_in(dir, NULL);
  for (uint32_t i = random_below(random, 5) + 1; i > 0; i--) {
    unsigned id = random_below(random, MAX_ARTICLES);
    add_version(other, id, ++*version);
    list_add(now, id, *version);
  }
  commit_and_close(other);
  assert_ok(qn_writer_merge(writer, dir, &error), error);
  remove_tree(dir);
}

static void an_index_holds_what_a_list_under_the_same_changes_holds(void **state) {
  (void)state;
  random_source random = random_start("an_index_holds_what_a_list_under_the_same_changes_holds", 11);
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  list now = {.n = 0}, committed = {.n = 0};
  unsigned version = 0;
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  for (int step = 0; step < STEPS; step++) {
    uint32_t what = random_below(&random, 100), id = random_below(&random, MAX_ARTICLES);
    if (what < 55) {
      add_version(writer, id, ++version);
      list_add(&now, id, version);
    } else if (what < 75) {
      delete_id(writer, id, list_remove(&now, id));
    } else if (what < 92) {
      assert_ok(qn_writer_commit(writer, NULL, &error), error);
      committed = now;
    } else if (what < 95) {
      assert_ok(qn_writer_compact(writer, NULL, &error), error);
      committed = now;
    } else if (what < 97) {
      merge_other(&random, writer, &now, &version);
      assert_ok(qn_writer_commit(writer, NULL, &error), error);
      committed = now;
    } else { /* forget what was not committed */
      qn_writer_close(writer);
      writer = open_writer_in(dir, NULL);
      now = committed;
    }
    assert_holds(dir, &committed);
  }
  qn_writer_close(writer);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(an_index_holds_what_a_list_under_the_same_changes_holds)};
  return cmocka_run_group_tests_name("index changes", tests, NULL, NULL);
}
