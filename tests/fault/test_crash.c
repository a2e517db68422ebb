/* SPDX-License-Identifier: MIT */
/* test_crash.c: whatever call to the system fails, and wherever the process is killed, the index that is there
 * afterwards is the one before the commit or the one after it, whole; and the next writer carries on.
 *
 * The calls that change files are defined here, in front of the C library's: each is counted, and the chosen one fails,
 * or does half of its work and kills the process. */
#include "support/index_contents.h"
#include "support/support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- the system calls --------------------------------------------------------------------------------------------- */

enum mode { PASS, FAIL, KILL };
static enum mode chosen_mode = PASS;
static long chosen_call, calls; /* the call that goes wrong; calls so far */

/* True if this call is to fail. */
static bool goes_wrong(void) {
  if (chosen_mode == PASS || calls++ != chosen_call)
    return false;
  if (chosen_mode == KILL)
    raise(SIGKILL);
  errno = ENOSPC;
  return true;
}

ssize_t write(int fd, const void *bytes, size_t size) {
  bool chosen = chosen_mode != PASS && calls == chosen_call;
  if (chosen && size > 1)
    syscall(SYS_write, fd, bytes, size / 2);
  return goes_wrong() ? -1 : syscall(SYS_write, fd, bytes, size);
}

int fsync(int fd) {
  (void)fd; /* the power does not fail here, and waiting for the disk takes time */
  return goes_wrong() ? -1 : 0;
}

int rename(const char *from, const char *to) {
  return goes_wrong() ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path) {
  return goes_wrong() ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int renameat(int from_dir, const char *from, int to_dir, const char *to) {
  return goes_wrong() ? -1 : (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, 0);
}

int unlinkat(int dir, const char *path, int flags) {
  return goes_wrong() ? -1 : (int)syscall(SYS_unlinkat, dir, path, flags);
}

int link(const char *from, const char *to) {
  return goes_wrong() ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
  va_end(arguments);
  return goes_wrong() ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int openat(int dir, const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
  va_end(arguments);
  return goes_wrong() ? -1 : (int)syscall(SYS_openat, dir, path, flags, mode);
}

/* --- the index and its change ------------------------------------------------------------------------------------- */

static qn_writer *open_writer(const char *dir) {
  qn_writer *writer = NULL;
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  options.threads = 1;
  return qn_writer_open(&writer, dir, &options, NULL) == QN_OK ? writer : NULL;
}

static void put_article(char id[16], char text[80], unsigned number, const char *version) {
  snprintf(id, 16, "%u", number);
  snprintf(text, 80, "Article %u in its %s version", number, version);
}

static qn_status add(qn_writer *writer, unsigned number, const char *version) {
  char id[16], text[80];
  put_article(id, text, number, version);
  qn_article article = {.id = string_of(id), .text = string_of(text)};
  return qn_writer_add(writer, &article, NULL);
}

/* Seven segments, one with a deleted article. */
static void make_old(const char *dir) {
  qn_writer *writer = open_writer(dir);
  assert_non_null(writer);
  for (unsigned commit = 0; commit < 7; commit++) {
    assert_int_equal(add(writer, commit * 2, "old"), QN_OK);
    assert_int_equal(add(writer, commit * 2 + 1, "old"), QN_OK);
    if (commit == 3)
      assert_int_equal(qn_writer_delete(writer, string_of("1"), NULL), QN_OK);
    assert_int_equal(qn_writer_commit(writer, NULL, NULL), QN_OK);
  }
  qn_writer_close(writer);
}

/* Replaces, deletes and adds; the eighth segment makes the policy merge. */
static qn_status commit_change(qn_writer *writer, const char *other) {
  (void)other;
  qn_status status = add(writer, 4, "new");
  if (status == QN_OK)
    status = add(writer, 20, "new");
  if (status == QN_OK)
    status = qn_writer_delete(writer, string_of("9"), NULL);
  if (status == QN_NOT_FOUND) /* the change was made before */
    status = QN_OK;
  return status == QN_OK ? qn_writer_commit(writer, NULL, NULL) : status;
}

static qn_status compact(qn_writer *writer, const char *other) {
  (void)other;
  return qn_writer_compact(writer, NULL, NULL);
}

static qn_status merge(qn_writer *writer, const char *other) {
  qn_status status = qn_writer_merge(writer, other, NULL);
  return status == QN_OK ? qn_writer_commit(writer, NULL, NULL) : status;
}

typedef qn_status (*change)(qn_writer *writer, const char *other);

static qn_status run_change(const char *dir, const char *other, change made) {
  qn_writer *writer = open_writer(dir);
  if (writer == NULL)
    return QN_IO;
  qn_status status = made(writer, other);
  qn_writer_close(writer);
  return status;
}

/* --- what is there ------------------------------------------------------------------------------------------------ */

/* Everything in the index, which must be undamaged. */
static void read_whole(const char *dir, index_contents *all) {
  read_contents(dir, all);
  if (all->problem != NULL)
    fail_msg("%s: %s", dir, all->problem);
}

/* --- the tests ---------------------------------------------------------------------------------------------------- */

/* Runs the change in a process of its own in which call number `call` goes wrong.  True if the change was done. */
static bool attempt(const char *dir, const char *other, change made, enum mode mode, long call, bool *reached) {
  fflush(NULL);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    chosen_mode = mode;
    chosen_call = call;
    qn_status status = run_change(dir, other, made);
    _exit((status == QN_OK) | (calls > call) << 1);
  }
  int ended;
  assert_int_equal(waitpid(child, &ended, 0), child);
  *reached = WIFSIGNALED(ended) || (WEXITSTATUS(ended) & 2);
  return WIFEXITED(ended) && (WEXITSTATUS(ended) & 1);
}

/* The first commit: a reader finds no index, an empty one or all of it, and the next writer starts again. */
static void survive_first(change made, enum mode mode) {
  char *reference = make_temp_dir(), *other = make_temp_dir();
  index_contents after, found;
  make_old(other);
  assert_int_equal(run_change(reference, other, made), QN_OK);
  read_whole(reference, &after);
  bool reached = true;
  long call = 0;
  for (; reached; call++) {
    char *dir = make_temp_dir();
    bool done = attempt(dir, other, made, mode, call, &reached);
    qn_index *index = NULL;
    qn_status status = qn_index_open(&index, (const char *const *)&dir, 1, NULL);
    qn_index_close(index);
    if (status == QN_OK)
      read_whole(dir, &found);
    else
      assert_int_equal(status, QN_NO_INDEX);
    if (done || (status == QN_OK && found.size > 0))
      assert_string_equal(found.text, after.text);
    assert_int_equal(run_change(dir, other, made), QN_OK);
    read_whole(dir, &found);
    assert_string_equal(found.text, after.text);
    remove_tree(dir);
  }
  assert_true(call > 10);
  remove_tree(reference);
  remove_tree(other);
}

static void survive(change made, enum mode mode) {
  char *reference = make_temp_dir(), *other = make_temp_dir();
  index_contents before, after, found;
  make_old(reference);
  qn_writer *writer = open_writer(other);
  assert_int_equal(add(writer, 2, "other"), QN_OK);
  assert_int_equal(add(writer, 30, "other"), QN_OK);
  assert_int_equal(qn_writer_commit(writer, NULL, NULL), QN_OK);
  qn_writer_close(writer);
  read_whole(reference, &before);
  assert_int_equal(run_change(reference, other, made), QN_OK);
  read_whole(reference, &after);
  bool reached = true;
  long call = 0;
  for (; reached; call++) {
    char *dir = make_temp_dir();
    make_old(dir);
    bool done = attempt(dir, other, made, mode, call, &reached);
    read_whole(dir, &found);
    if (done || strcmp(found.text, before.text) != 0)
      assert_string_equal(found.text, after.text);
    assert_int_equal(run_change(dir, other, made), QN_OK); /* again, or for the first time */
    read_whole(dir, &found);
    assert_string_equal(found.text, after.text);
    remove_tree(dir);
  }
  assert_true(call > 10);
  remove_tree(reference);
  remove_tree(other);
}

static void commits_survive_failing_calls(void **state) {
  (void)state;
  survive(commit_change, FAIL);
}

static void commits_survive_being_killed(void **state) {
  (void)state;
  survive(commit_change, KILL);
}

static void a_crash_in_the_first_commit_leaves_no_index_or_all_of_it(void **state) {
  (void)state;
  survive_first(commit_change, FAIL);
  survive_first(commit_change, KILL);
  survive_first(merge, FAIL);
  survive_first(merge, KILL);
}

static void an_index_survives_a_crash_while_it_is_compacted(void **state) {
  (void)state;
  survive(compact, FAIL);
  survive(compact, KILL);
}

static void an_index_survives_a_crash_while_another_is_merged(void **state) {
  (void)state;
  survive(merge, FAIL);
  survive(merge, KILL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(commits_survive_failing_calls),
      cmocka_unit_test(commits_survive_being_killed),
      cmocka_unit_test(a_crash_in_the_first_commit_leaves_no_index_or_all_of_it),
      cmocka_unit_test(an_index_survives_a_crash_while_it_is_compacted),
      cmocka_unit_test(an_index_survives_a_crash_while_another_is_merged),
  };
  return cmocka_run_group_tests_name("crashes", tests, NULL, NULL);
}
