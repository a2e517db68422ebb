/* SPDX-License-Identifier: MIT */
/* test_stale_hits.c: a hit whose file is not what it was when it was read is known as such. */
#include "unit/found_files.h"

#include "base/memory.h"
#include "tool/stale_hits.h"

#include <fcntl.h>

static void count_visit(void *context, const qn_source *source, source_state state) {
  size_t *n = context;
  (void)state;
  assert_int_equal(source->path.data[0], '/');
  ++*n;
}

/* The state of the hit with this id; how many hits have one. */
static size_t check_state(found_files *f, const char *id, source_state expected, const char *word) {
  search_answer answer = {.asked = qn_string_of("tide")};
  qn_error error;
  size_t n = 0;
  bool seen = false;
  answer_query(&answer, f->searcher, &f->options);
  assert_int_equal(answer.n_found, 3);
  assert_ok(find_stale_hits(&answer, f->index, count_visit, &n, &error), error);
  for (size_t i = 0; i < answer.n_found; i++)
    if (strcmp(answer.found[i].article.id.data, id) == 0) {
      assert_int_equal(answer.found[i].state, expected);
      assert_true(word == NULL ? stale_word(&answer.found[i]) == NULL
                               : strcmp(stale_word(&answer.found[i]), word) == 0);
      seen = true;
    }
  assert_true(seen);
  answer_clear(&answer);
  return n;
}

static void files_are_compared_with_their_records(void **state) {
  (void)state;
  found_files f;
  set_up_files(&f);
  assert_int_equal(check_state(&f, "notes/a.txt", SOURCE_SAME, NULL), 2);
  check_state(&f, "web", SOURCE_UNKNOWN, NULL);
  write_note("notes/a.txt", "Other tides.\n");
  assert_int_equal(unlink("notes/b.txt"), 0);
  check_state(&f, "notes/a.txt", SOURCE_CHANGED, "changed");
  assert_int_equal(check_state(&f, "notes/b.txt", SOURCE_GONE, "gone"), 2);
  clear_files(&f);
}

static void a_change_of_time_alone_is_a_change(void **state) {
  (void)state;
  found_files f;
  const struct timespec times[] = {{1000, 0}, {1000, 0}};
  set_up_files(&f);
  assert_int_equal(utimensat(AT_FDCWD, "notes/b.txt", times, 0), 0);
  check_state(&f, "notes/b.txt", SOURCE_CHANGED, "changed");
  clear_files(&f);
}

static void a_file_that_is_followed_is_not_said_to_have_changed(void **state) {
  (void)state;
  found_files f;
  qn_error error;
  set_up_files(&f);
  char *path = realpath("notes/a.txt", NULL);
  const qn_source followed = {.path = qn_string_of(path), .read = 1, .followed = true};
  qn_writer *writer = open_writer_in(f.index_dir, NULL);
  assert_ok(qn_writer_put_source(writer, &followed, &error), error);
  commit_and_close(writer);
  open_files(&f);
  write_note("notes/a.txt", "Other tides.\n");
  check_state(&f, "notes/a.txt", SOURCE_UNKNOWN, NULL);
  assert_int_equal(unlink("notes/a.txt"), 0);
  check_state(&f, "notes/a.txt", SOURCE_GONE, "gone");
  free(path);
  clear_files(&f);
}

static void what_cannot_be_looked_at_is_not_called_gone(void **state) {
  (void)state;
  found_files f;
  set_up_files(&f);
  assert_int_equal(unlink("notes/a.txt"), 0);
  assert_int_equal(symlink("a.txt", "notes/a.txt"), 0); /* stat fails, also for root */
  check_state(&f, "notes/a.txt", SOURCE_UNKNOWN, NULL);
  assert_int_equal(unlink("notes/a.txt"), 0);
  assert_int_equal(unlink("notes/b.txt"), 0);
  assert_int_equal(rmdir("notes"), 0);
  write_note("notes", "");
  check_state(&f, "notes/a.txt", SOURCE_GONE, "gone");
  clear_files(&f);
}

static void names_that_are_not_utf8_are_marked_too(void **state) {
  static const char id[] = "notes/\xef\xbf\xbd"
                           "FF";
  (void)state;
  found_files f;
  qn_error error;
  set_up_files(&f);
  char *notes = realpath("notes", NULL), *path = path_in(notes, "\xff");
  qn_writer *writer = open_writer_in(f.index_dir, NULL);
  assert_ok(qn_writer_delete(writer, qn_string_of("notes/b.txt"), &error), error);
  put_note_as(writer, path, id, 0);
  commit_and_close(writer);
  open_files(&f);
  check_state(&f, id, SOURCE_SAME, NULL);
  write_note(path, "Other tides.\n");
  check_state(&f, id, SOURCE_CHANGED, "changed");
  free(path);
  free(notes);
  clear_files(&f);
}

static void other_indexes_have_files_of_their_own(void **state) {
  (void)state;
  found_files f;
  qn_error error;
  qn_index *index;
  qn_searcher *searcher;
  search_answer answer = {.asked = qn_string_of("two")};
  set_up_files(&f);
  char *other = path_in(f.dir, "other"), *other_dir = path_in(f.dir, "other-index");
  assert_int_equal(mkdir(other, 0700), 0);
  qn_writer *writer = open_writer_in(other_dir, NULL);
  assert_ok(qn_writer_put_root(writer, qn_string_of(other), qn_string_of("notes"), true, &error), error);
  put_note(writer, other, "a.txt", 0);
  commit_and_close(writer);
  const char *const dirs[] = {f.index_dir, other_dir};
  assert_ok(qn_index_open(&index, dirs, 2, &error), error);
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  write_note("notes/a.txt", "Other tides.\n");
  f.options.index = index;
  answer_query(&answer, searcher, &f.options);
  assert_int_equal(answer.n_found, 3);
  assert_ok(find_stale_hits(&answer, index, NULL, NULL, &error), error);
  for (size_t i = 0; i < answer.n_found; i++) {
    const found_article *found = &answer.found[i];
    const bool changed = found->hit.directory == 0 && strcmp(found->article.id.data, "notes/a.txt") == 0;
    assert_int_equal(found->state, changed ? SOURCE_CHANGED : SOURCE_SAME);
  }
  answer_clear(&answer);
  qn_searcher_free(searcher);
  qn_index_close(index);
  free(other);
  free(other_dir);
  clear_files(&f);
}

static void without_memory_or_records_that_is_the_status(void **state) {
  (void)state;
  found_files f;
  qn_error error;
  search_answer answer = {.asked = qn_string_of("tide")};
  qn_status status = QN_NO_MEMORY;
  set_up_files(&f);
  answer_query(&answer, f.searcher, &f.options);
  long n = 0;
  for (; status == QN_NO_MEMORY && n < 1000; n++) {
    qn__memory_fail_after(n);
    status = find_stale_hits(&answer, f.index, NULL, NULL, &error);
    qn__memory_fail_after(-1);
  }
  assert_ok(status, error);
  assert_true(n > 2);
  free(remove_sources(&f));
  assert_int_not_equal(find_stale_hits(&answer, f.index, NULL, NULL, &error), QN_OK);
  answer_clear(&answer);
  clear_files(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_are_compared_with_their_records),
      cmocka_unit_test(a_change_of_time_alone_is_a_change),
      cmocka_unit_test(a_file_that_is_followed_is_not_said_to_have_changed),
      cmocka_unit_test(what_cannot_be_looked_at_is_not_called_gone),
      cmocka_unit_test(names_that_are_not_utf8_are_marked_too),
      cmocka_unit_test(other_indexes_have_files_of_their_own),
      cmocka_unit_test(without_memory_or_records_that_is_the_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
