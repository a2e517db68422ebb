/* SPDX-License-Identifier: MIT */
/* test_import.c: the segments of another index are taken over as they are, linked or copied, with their deletes; of
 * articles of the same id the imported one stays.
 *
 * link is defined here, in front of the C library's, so that it can refuse as a file system does that has no links. */
#include "writer/writer.h"

#include "base/memory.h"
#include "support/support.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool refuse_links;

int link(const char *from, const char *to) {
  if (refuse_links) {
    errno = EXDEV;
    return -1;
  }
  return (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

static void assert_ids(const char *dir, const char *expected) {
  char *ids = index_ids(dir);
  assert_string_equal(ids, expected);
  free(ids);
}

/* An index of two segments, each with articles whose ids are the letters of its list; then some are deleted. */
static char *make_index(const char *first, const char *second, const char *deleted) {
  const char *const lists[] = {first, second};
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (unsigned i = 0; i < 2; i++) {
    for (const char *id = lists[i]; *id != '\0'; id++)
      add_plain(writer, (const char[]){*id, '\0'}, first);
    assert_ok(qn_writer_commit(writer, NULL, &error), error);
  }
  for (; *deleted != '\0'; deleted++)
    assert_ok(qn_writer_delete(writer, (qn_string){deleted, 1}, &error), error);
  commit_and_close(writer);
  return dir;
}

static bool same_file(const char *dir, const char *other, const qn__manifest_entry *entry) {
  struct stat here, there;
  char *path = qn__segment_path(dir, entry->name), *other_path = qn__segment_path(other, entry->name);
  assert_int_equal(stat(path, &here), 0);
  assert_int_equal(stat(other_path, &there), 0);
  free(path);
  free(other_path);
  return here.st_ino == there.st_ino;
}

static void segments_are_linked_and_keep_their_names(void **state) {
  (void)state;
  char *dir = make_index("ab", "", ""), *other = make_index("cd", "ef", "d");
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_commit_info done;
  qn_error error;
  assert_ok(qn_writer_merge(writer, other, &error), error);
  assert_int_equal(writer->n_segments, 3);
  assert_true(same_file(dir, other, &writer->segments[1].entry));
  assert_true(same_file(dir, other, &writer->segments[2].entry));
  assert_ok(qn_writer_commit(writer, &done, &error), error);
  assert_int_equal(done.added, 3);
  assert_int_equal(done.replaced, 0);
  assert_int_equal(writer->n_segments, 3); /* nothing is merged now */
  qn_writer_close(writer);
  assert_ids(dir, "a b c e f ");
  assert_ids(other, "c e f ");
  assert_int_equal(index_info(dir).n_deleted, 1);
  remove_tree(other);
  assert_ids(dir, "a b c e f "); /* needs nothing of the other any more */
  remove_tree(dir);
}

static void segments_that_cannot_be_linked_are_copied(void **state) {
  (void)state;
  char *dir = make_index("ab", "", ""), *other = make_index("cd", "", "");
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  refuse_links = true;
  assert_ok(qn_writer_merge(writer, other, &error), error);
  refuse_links = false;
  assert_false(same_file(dir, other, &writer->segments[1].entry));
  assert_int_equal(writer->done.written_bytes, writer->segments[1].entry.size);
  assert_false(has_entry(dir, "import.tmp"));
  commit_and_close(writer);
  assert_ids(dir, "a b c d ");
  remove_tree(dir);
  remove_tree(other);
}

/* A directory is where the copy would be written. */
static void a_copy_that_fails_is_final_and_leaves_the_index(void **state) {
  (void)state;
  char *dir = make_index("ab", "", ""), *other = make_index("cd", "", "");
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  char *in_the_way = path_in(dir, "import.tmp");
  assert_int_equal(mkdir(in_the_way, 0700), 0);
  refuse_links = true;
  assert_int_equal(qn_writer_merge(writer, other, &error), QN_IO);
  refuse_links = false;
  assert_non_null(strstr(error.message, "import.tmp"));
  assert_int_equal(qn_writer_commit(writer, NULL, &error), QN_IO);
  qn_writer_close(writer);
  assert_int_equal(rmdir(in_the_way), 0);
  assert_ids(dir, "a b ");
  free(in_the_way);
  remove_tree(dir);
  remove_tree(other);
}

static void the_imported_article_of_an_id_stays(void **state) {
  (void)state;
  char *dir = make_index("abc", "", ""), *other = make_index("xb", "c", "c");
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_commit_info done;
  qn_error error;
  add_plain(writer, "x", "added before the other index is merged");
  assert_ok(qn_writer_merge(writer, other, &error), error);
  assert_ok(qn_writer_commit(writer, &done, &error), error);
  assert_int_equal(done.added, 2);
  assert_int_equal(done.replaced, 2);
  qn_writer_close(writer);
  assert_ids(dir, "a c x b "); /* "c" is deleted there: nothing replaces it here */
  remove_tree(dir);
  remove_tree(other);
}

/* The same segment is known by its name: what either side has kept is there, and it moves to the end. */
static void importing_an_index_again_brings_deleted_articles_back(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *other = make_index("abcd", "", "a");
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  assert_ok(qn_writer_merge(writer, other, &error), error);
  add_plain(writer, "e", "text");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_ok(qn_writer_delete(writer, string_of("b"), &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_int_equal(writer->segments[0].entry.n_deleted, 2);
  assert_ok(qn_writer_merge(writer, other, &error), error);
  assert_int_equal(writer->n_segments, 2);
  assert_int_equal(writer->segments[1].entry.n_docs, 4);
  assert_int_equal(writer->segments[1].entry.n_deleted, 1);
  commit_and_close(writer);
  assert_ids(dir, "e b c d ");
  remove_tree(dir);
  remove_tree(other);
}

static void an_index_cannot_be_merged_into_itself(void **state) {
  (void)state;
  char *dir = make_index("ab", "", ""), *same = path_in(dir, ".");
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  assert_int_equal(qn_writer_merge(writer, same, &error), QN_INVALID);
  assert_int_equal(qn_writer_merge(writer, NULL, &error), QN_INVALID);
  assert_int_equal(qn_writer_merge(writer, "/nonexistent", &error), QN_NO_INDEX);
  add_plain(writer, "c", "the writer goes on");
  commit_and_close(writer);
  assert_ids(dir, "a b c ");
  free(same);
  remove_tree(dir);
}

/* The damage is in the text, which nothing but a reader of articles would touch. */
static void a_damaged_index_is_refused_and_the_writer_goes_on(void **state) {
  (void)state;
  enum { SIZE = 60000 };
  char *dir = make_index("ab", "", ""), *other = make_temp_dir(), *text = calloc(SIZE + 1, 1);
  random_source random = random_start("damaged import", 73);
  qn_writer *writer = open_writer_in(other, NULL);
  qn_error error;
  for (size_t i = 0; i < SIZE; i++)
    text[i] = i % 9 == 8 ? ' ' : (char)('a' + random_below(&random, 26));
  add_plain(writer, "c", text);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  char *path = qn__segment_path(other, writer->segments[0].entry.name);
  qn_writer_close(writer);
  damage_file(path, 1000);
  size_t n = count_entries(dir);
  writer = open_writer_in(dir, NULL);
  assert_int_equal(qn_writer_merge(writer, other, &error), QN_DAMAGED);
  assert_non_null(strstr(error.message, path));
  assert_int_equal(count_entries(dir), n);
  assert_int_equal(writer->n_segments, 1);
  add_plain(writer, "d", "the writer goes on");
  commit_and_close(writer);
  assert_ids(dir, "a b d ");
  free(text);
  free(path);
  remove_tree(dir);
  remove_tree(other);
}

static void reports_out_of_memory_and_leaves_the_index(void **state) {
  (void)state;
  char *other = make_index("bcd", "ef", "c");
  qn_error error;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  for (; status != QN_OK; n++) {
    char *dir = make_index("ab", "", "");
    qn_writer *writer = open_writer_in(dir, NULL);
    qn__memory_fail_after(n);
    status = qn_writer_merge(writer, other, &error);
    if (status == QN_OK)
      status = qn_writer_commit(writer, NULL, &error);
    qn__memory_fail_after(-1);
    qn_writer_close(writer);
    assert_ids(dir, status == QN_OK ? "a b d e f " : "a b ");
    if (status != QN_OK)
      assert_int_equal(status, QN_NO_MEMORY);
    remove_tree(dir);
  }
  assert_true(n > 10);
  remove_tree(other);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(segments_are_linked_and_keep_their_names),
      cmocka_unit_test(segments_that_cannot_be_linked_are_copied),
      cmocka_unit_test(a_copy_that_fails_is_final_and_leaves_the_index),
      cmocka_unit_test(the_imported_article_of_an_id_stays),
      cmocka_unit_test(importing_an_index_again_brings_deleted_articles_back),
      cmocka_unit_test(an_index_cannot_be_merged_into_itself),
      cmocka_unit_test(a_damaged_index_is_refused_and_the_writer_goes_on),
      cmocka_unit_test(reports_out_of_memory_and_leaves_the_index),
  };
  return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
