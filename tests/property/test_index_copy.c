/* SPDX-License-Identifier: MIT */
/* test_index_copy.c: an index that is copied file by file while a writer commits is that of one commit, whole, or its
 * check reports that it is not: "copy, and repeat until the check passes" is a way to make a backup. */
#include "support/support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COPIES = 120, MOST_COMMITS = 40, MOST_FILES = 64 };

/* The ids that the index had after each commit during one copy. */
typedef struct history {
  char *ids[MOST_COMMITS];
  size_t n;
} history;

static void note_commit(history *seen, const char *dir) {
  assert_true(seen->n < MOST_COMMITS);
  seen->ids[seen->n++] = index_ids(dir);
}

static bool was_seen(const history *seen, const char *ids) {
  for (size_t i = 0; i < seen->n; i++)
    if (strcmp(seen->ids[i], ids) == 0)
      return true;
  return false;
}

static void clear_history(history *seen) {
  for (size_t i = 0; i < seen->n; i++)
    free(seen->ids[i]);
  seen->n = 0;
}

/* Adds an article, or deletes one, or makes one segment of all. */
static void change(const char *dir, random_source *random, history *seen) {
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  char id[16];
  snprintf(id, sizeof id, "%u", random_below(random, 30));
  uint32_t what = random_below(random, 8);
  if (what == 0)
    assert_ok(qn_writer_compact(writer, NULL, &error), error);
  else if (what > 3 || qn_writer_delete(writer, string_of(id), &error) == QN_NOT_FOUND)
    add_plain(writer, id, "walnut trees and what grows below them");
  commit_and_close(writer);
  note_commit(seen, dir);
}

static void copy_file(const char *from_dir, const char *to_dir, const char *name) {
  size_t size;
  if (!has_entry(from_dir, name)) /* removed since it was listed: cp reports that and goes on */
    return;
  char *from = path_in(from_dir, name), *to = path_in(to_dir, name), *bytes = read_file(from, &size);
  write_file(to, bytes, size);
  free(bytes);
  free(from);
  free(to);
}

/* Copies the files in the order in which they are listed, which is any; between them there may be commits. */
static void copy_index(const char *dir, const char *copy, random_source *random, history *seen) {
  struct dirent **entries;
  int n = scandir(dir, &entries, NULL, NULL);
  assert_in_range(n, 1, MOST_FILES);
  for (int i = 0; i < n; i++) {
    if (random_below(random, 4) == 0)
      change(dir, random, seen);
    if (entries[i]->d_name[0] != '.')
      copy_file(dir, copy, entries[i]->d_name);
    free(entries[i]);
  }
  free(entries);
}

/* Whether the copy is whole; if so, it is one of the commits. */
static bool judge(const char *copy, const history *seen) {
  qn_index *index = NULL;
  qn_status status = qn_index_open(&index, &copy, 1, NULL);
  if (status == QN_OK)
    status = qn_index_check(index, NULL, NULL, NULL);
  qn_index_close(index);
  if (status != QN_OK) {
    assert_true(status == QN_DAMAGED || status == QN_NO_INDEX);
    return false;
  }
  char *ids = index_ids(copy);
  if (!was_seen(seen, ids))
    fail_msg("a copy passes the check and is no commit: %s", ids);
  free(ids);
  return true;
}

static void a_copy_is_a_commit_or_its_check_fails(void **state) {
  (void)state;
  random_source random = random_start("copies", 3);
  char *dir = make_fast_temp_dir(), *copy = make_fast_temp_dir();
  unsigned n_whole = 0;
  history seen = {.n = 0};
  for (unsigned i = 0; i < 5; i++)
    change(dir, &random, &seen);
  for (unsigned i = 0; i < COPIES; i++) {
    clear_history(&seen);
    note_commit(&seen, dir);
    empty_directory(copy);
    copy_index(dir, copy, &random, &seen);
    n_whole += judge(copy, &seen);
  }
  print_message("%u copies: %u whole, %u reported\n", (unsigned)COPIES, n_whole, COPIES - n_whole);
  assert_in_range(n_whole, COPIES / 10, COPIES - COPIES / 10); /* both happen */
  clear_history(&seen);
  remove_tree(dir);
  remove_tree(copy);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_copy_is_a_commit_or_its_check_fails)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
