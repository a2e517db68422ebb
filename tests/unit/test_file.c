/* SPDX-License-Identifier: MIT */
/* test_file.c: paths, what is in a directory, renaming, making directories, and the lock. */
#include "base/file.h"
#include "base/open_directory.h"

#include "base/memory.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void a_path_is_a_directory_and_a_name(void **state) {
  (void)state;
  char *path = qn__join_path("/a/b", "c");
  assert_string_equal(path, "/a/b/c");
  qn__free(path);
  qn__memory_fail_after(0);
  path = qn__join_path("/a/b", "c");
  qn__memory_fail_after(-1);
  assert_null(path);
}

/* --- what is in a directory --------------------------------------------------------------------------------------- */

typedef struct visits {
  unsigned n, most; /* after `most` the visitor fails */
  bool has_a, has_b;
} visits;

static qn_status visit(void *context, const char *name) {
  visits *made = context;
  made->has_a |= strcmp(name, "a") == 0;
  made->has_b |= strcmp(name, ".b") == 0;
  return ++made->n == made->most ? QN_CANCELLED : QN_OK;
}

static void visits_each_entry_until_the_visitor_fails(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *a = path_in(dir, "a"), *b = path_in(dir, ".b");
  visits made = {.n = 0};
  qn_error error;
  assert_ok(qn__each_entry(dir, visit, &made, &error), error);
  assert_int_equal(made.n, 0);
  write_file(a, "", 0);
  write_file(b, "", 0);
  assert_ok(qn__each_entry(dir, visit, &made, &error), error);
  assert_int_equal(made.n, 2);
  assert_true(made.has_a && made.has_b);
  made = (visits){.most = 1};
  assert_int_equal(qn__each_entry(dir, visit, &made, &error), QN_CANCELLED);
  assert_int_equal(made.n, 1);
  assert_int_equal(qn__each_entry(a, visit, &made, &error), QN_NOT_FOUND); /* a file */
  assert_non_null(strstr(error.message, a));
  free(a);
  free(b);
  remove_tree(dir);
}

/* --- changes ------------------------------------------------------------------------------------------------------ */

static void makes_a_directory_with_its_parents(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *deep = path_in(dir, "a/b/c"), *slash = path_in(dir, "d/"), *file = path_in(dir, "file"),
       *below = path_in(file, "below");
  qn_error error;
  assert_ok(qn__make_directories(deep, &error), error);
  assert_true(has_entry(dir, "a/b/c"));
  assert_ok(qn__make_directories(deep, &error), error); /* exists */
  assert_ok(qn__make_directories(slash, &error), error);
  assert_true(has_entry(dir, "d"));
  write_file(file, "", 0);
  assert_int_equal(qn__make_directories(file, &error), QN_IO);
  assert_int_equal(qn__make_directories(below, &error), QN_IO);
  qn__memory_fail_after(0);
  qn_status status = qn__make_directories(deep, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(status, QN_NO_MEMORY);
  free(deep);
  free(slash);
  free(below);
  free(file);
  remove_tree(dir);
}

static void renaming_replaces_what_was_there(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *from = path_in(dir, "from"), *to = path_in(dir, "to");
  size_t size;
  qn_error error;
  write_file(from, "new", 3);
  write_file(to, "old one", 7);
  assert_ok(qn__rename(from, to, &error), error);
  char *bytes = read_file(to, &size);
  assert_string_equal(bytes, "new");
  assert_false(has_entry(dir, "from"));
  assert_int_equal(qn__rename(from, to, &error), QN_IO);
  assert_non_null(strstr(error.message, to));
  free(bytes);
  free(from);
  free(to);
  remove_tree(dir);
}

static void a_directory_can_be_synced(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *missing = path_in(dir, "missing");
  qn_error error;
  qn__directory directory;
  assert_ok(qn__directory_open(&directory, dir, &error), error);
  bool in_place = false;
  assert_ok(qn__directory_is_in_place(&directory, &in_place, &error), error);
  assert_true(in_place);
  assert_ok(qn__directory_sync(&directory, &error), error);
  qn__directory_close(&directory);
  assert_int_equal(qn__directory_open(&directory, missing, &error), QN_IO);
  assert_non_null(strstr(error.message, missing));
  free(missing);
  remove_tree(dir);
}

/* --- the lock ----------------------------------------------------------------------------------------------------- */

static void a_lock_is_held_by_one(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "lock"), *missing = path_in(dir, "missing/lock");
  int first = -1, second = -1;
  qn_error error;
  assert_ok(qn__lock(&first, path, &error), error);
  assert_int_equal(qn__lock(&second, path, &error), QN_LOCKED);
  assert_int_equal(second, -1);
  qn__unlock(first);
  assert_ok(qn__lock(&second, path, &error), error);
  qn__unlock(second);
  qn__unlock(-1); /* no lock */
  assert_int_equal(qn__lock(&first, missing, &error), QN_IO);
  free(missing);
  free(path);
  remove_tree(dir);
}

static void a_lock_dies_with_its_process(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "lock");
  int lock = -1, status;
  qn_error error;
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0)
    _exit(qn__lock(&lock, path, NULL) == QN_OK ? 0 : 1);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  assert_ok(qn__lock(&lock, path, &error), error);
  qn__unlock(lock);
  free(path);
  remove_tree(dir);
}

/* A forked process has the lock, too, until it leaves it; its end ends it. */
static void an_inherited_lock_ends_where_it_is_unlocked(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "lock");
  int lock = -1, other = -1, ready[2], leave[2], status;
  char byte = 0;
  qn_error error;
  assert_ok(qn__lock(&lock, path, &error), error);
  assert_int_equal(pipe(ready) | pipe(leave), 0);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    qn__leave_lock(dup(lock));
    close(leave[1]);
    _exit(write(ready[1], &byte, 1) == 1 && read(leave[0], &byte, 1) == 0 ? 0 : 1);
  }
  assert_int_equal(read(ready[0], &byte, 1), 1);
  assert_int_equal(qn__lock(&other, path, &error), QN_LOCKED); /* leaving ended nothing */
  qn__unlock(lock);
  assert_ok(qn__lock(&other, path, &error), error); /* and the child lives */
  qn__unlock(other);
  close(leave[1]);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  close(ready[0]);
  close(ready[1]);
  close(leave[0]);
  free(path);
  remove_tree(dir);
}

static void a_file_is_replaced(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *from = path_in(dir, "from"), *to = path_in(dir, "to");
  size_t size;
  qn_error error;
  write_file(from, "new", 3);
  write_file(to, "old", 3);
  assert_ok(qn__replace_synced(from, to, &error), error);
  char *bytes = read_file(to, &size);
  assert_string_equal(bytes, "new");
  assert_false(has_entry(dir, "from"));
  assert_int_equal(qn__replace_synced(from, to, &error), QN_IO);
  assert_non_null(strstr(error.message, from));
  free(bytes);
  free(from);
  free(to);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_path_is_a_directory_and_a_name),
      cmocka_unit_test(visits_each_entry_until_the_visitor_fails),
      cmocka_unit_test(makes_a_directory_with_its_parents),
      cmocka_unit_test(renaming_replaces_what_was_there),
      cmocka_unit_test(a_directory_can_be_synced),
      cmocka_unit_test(a_lock_is_held_by_one),
      cmocka_unit_test(a_lock_dies_with_its_process),
      cmocka_unit_test(an_inherited_lock_ends_where_it_is_unlocked),
      cmocka_unit_test(a_file_is_replaced),
  };
  return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
