/* SPDX-License-Identifier: MIT */
/* test_lock_holder.c: who holds a lock, where /proc/locks says it. */
#include "support/support.h"

#include "base/file.h"
#include "base/lock_holder.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void the_process_that_took_the_lock_holds_it(void **state) {
  (void)state;
  if (access("/proc/locks", R_OK) != 0)
    skip();
  char *dir = make_temp_dir(), *path = path_in(dir, "lock"), *other_path = path_in(dir, "other");
  int lock, other, end[2], status;
  char byte = 0;
  qn_error error;
  assert_ok(qn__lock(&lock, path, &error), error);
  assert_ok(qn__lock(&other, other_path, &error), error);
  assert_int_equal(qn__lock_holder(lock), getpid());
  assert_int_equal(qn__lock(&lock, path, &error), QN_LOCKED);
  assert_non_null(strstr(error.message, "/lock: another writer of this process is at work; close it first"));
  qn__unlock(lock);
  assert_int_equal(qn__lock_holder(other), getpid());
  qn__unlock(other);
  assert_int_equal(pipe(end), 0);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    if (qn__lock(&lock, path, &error) != QN_OK || write(end[1], "", 1) != 1)
      _exit(1);
    pause();
  }
  close(end[1]); /* if the child fails, there is nothing to wait for */
  assert_int_equal(read(end[0], &byte, 1), 1);
  char expected[80];
  snprintf(expected, sizeof expected, "/lock: process %ld is at work on this index; try again when it is done",
           (long)child);
  assert_int_equal(qn__lock(&lock, path, &error), QN_LOCKED);
  assert_non_null(strstr(error.message, expected));
  assert_int_equal(kill(child, SIGKILL), 0);
  assert_int_equal(waitpid(child, &status, 0), child);
  close(end[0]);
  free(path);
  free(other_path);
  remove_tree(dir);
}

static void an_unlocked_file_has_no_holder(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "lock");
  int lock;
  qn_error error;
  assert_ok(qn__lock(&lock, path, &error), error);
  int second = dup(lock);
  qn__unlock(lock);
  assert_int_equal(qn__lock_holder(second), 0);
  close(second);
  assert_int_equal(qn__lock_holder(-1), 0);
  free(path);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_process_that_took_the_lock_holds_it),
      cmocka_unit_test(an_unlocked_file_has_no_holder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
