/* SPDX-License-Identifier: MIT */
/* test_writer_calls.c: a writer is used by one call at a time, of one process, and refuses the others. */
#include "support/support.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- a call inside a call ----------------------------------------------------------------------------------------- */

/* A `cancelled` that calls the writer whose call asks it. */
typedef struct intruder {
  qn_writer *writer;
  unsigned n_calls;
} intruder;

static bool call_again(void *context) {
  intruder *i = context;
  const qn_article article = {.id = string_of("x"), .text = string_of("x")};
  qn_commit_info info;
  qn_error error = {.message = ""};
  i->n_calls++;
  assert_int_equal(qn_writer_add(i->writer, &article, &error), QN_INVALID);
  assert_non_null(strstr(error.message, "in use"));
  assert_int_equal(qn_writer_delete(i->writer, string_of("1"), NULL), QN_INVALID);
  assert_int_equal(qn_writer_merge(i->writer, "elsewhere", NULL), QN_INVALID);
  assert_int_equal(qn_writer_commit(i->writer, &info, NULL), QN_INVALID);
  assert_int_equal(qn_writer_compact(i->writer, &info, NULL), QN_INVALID);
  qn_writer_close(i->writer);
  return false;
}

static void every_call_inside_a_call_is_refused(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  intruder i = {.n_calls = 0};
  qn_writer_options options = quick_options();
  qn_error error;
  options.cancelled = call_again;
  options.cancel_context = &i;
  i.writer = open_writer_in(dir, &options);
  add_plain(i.writer, "1", "one");
  assert_ok(qn_writer_commit(i.writer, NULL, &error), error);
  assert_true(i.n_calls > 0);
  add_plain(i.writer, "2", "two"); /* it goes on, and is not closed */
  commit_and_close(i.writer);
  assert_int_equal(index_info(dir).n_articles, 2);
  remove_tree(dir);
}

/* --- two threads -------------------------------------------------------------------------------------------------- */

enum { ROUNDS = 300 };

typedef struct user {
  qn_writer *writer;
  unsigned number, n_added, n_refused, n_failed;
} user;

static void count(user *u, qn_status status) {
  u->n_refused += status == QN_INVALID;
  u->n_failed += status != QN_OK && status != QN_INVALID;
}

static void *use_writer(void *argument) {
  user *u = argument;
  for (unsigned i = 0; i < ROUNDS; i++) {
    char id[24];
    snprintf(id, sizeof id, "%u-%u", u->number, i);
    const qn_article article = {.id = string_of(id), .text = string_of("some words, the same for all")};
    qn_status status = qn_writer_add(u->writer, &article, NULL);
    u->n_added += status == QN_OK;
    count(u, status);
    if (i % 64 == 63)
      count(u, qn_writer_commit(u->writer, NULL, NULL));
  }
  return NULL;
}

static void two_threads_do_no_harm(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  user users[2] = {{.writer = writer, .number = 1}, {.writer = writer, .number = 2}};
  pthread_t threads[2];
  qn_index *index;
  qn_error error;
  for (int i = 0; i < 2; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, use_writer, &users[i]), 0);
  for (int i = 0; i < 2; i++)
    pthread_join(threads[i], NULL);
  assert_int_equal(users[0].n_failed + users[1].n_failed, 0);
  commit_and_close(writer);
  assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
  assert_ok(qn_index_check(index, NULL, NULL, &error), error);
  qn_index_close(index);
  assert_int_equal(index_info(dir).n_articles, users[0].n_added + users[1].n_added);
  remove_tree(dir);
}

/* --- elsewhere ---------------------------------------------------------------------------------------------------- */

/* Relative paths mean what they meant when the writer and the index were opened. */
static void a_change_of_the_working_directory_changes_nothing(void **state) {
  (void)state;
  char *dir = make_temp_dir(), before[4096];
  qn_index *index, *refreshed;
  const char *relative = "notes";
  qn_error error;
  assert_non_null(getcwd(before, sizeof before));
  assert_int_equal(chdir(dir), 0);
  qn_writer *writer = open_writer_in(relative, NULL);
  add_plain(writer, "1", "one");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_ok(qn_index_open(&index, &relative, 1, &error), error);
  assert_int_equal(chdir("/"), 0);
  add_plain(writer, "2", "two");
  commit_and_close(writer);
  for (int i = 0; i < 2; i++) { /* what was refreshed can be refreshed */
    qn_index_info info;
    assert_ok(qn_index_refresh(&refreshed, index, &error), error);
    qn_index_close(index);
    index = refreshed;
    qn_index_get_info(index, &info);
    assert_int_equal(info.n_articles, 2);
  }
  qn_index_close(index);
  assert_int_equal(chdir(before), 0);
  remove_tree(dir);
}

/* --- another process ---------------------------------------------------------------------------------------------- */

/* What a child may do with its parent's writer: nothing, and closing it ends nothing. */
static bool is_harmless_in_child(qn_writer *writer, const char *dir) {
  const qn_article article = {.id = string_of("child"), .text = string_of("x")};
  qn_writer *own = NULL;
  qn_error error;
  bool refused = qn_writer_add(writer, &article, &error) == QN_INVALID && strstr(error.message, "fork") != NULL &&
                 qn_writer_delete(writer, string_of("1"), NULL) == QN_INVALID &&
                 qn_writer_commit(writer, NULL, NULL) == QN_INVALID &&
                 qn_writer_compact(writer, NULL, NULL) == QN_INVALID;
  qn_writer_close(writer);
  qn_writer_options options = quick_options();
  return refused && qn_writer_open(&own, dir, &options, NULL) == QN_LOCKED;
}

static void a_forked_process_cannot_use_the_writer(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer_options options = quick_options();
  options.threads = 2;
  qn_writer *writer = open_writer_in(dir, &options);
  add_plain(writer, "1", "one");
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0)
    _exit(is_harmless_in_child(writer, dir) ? 0 : 1);
  int ended;
  assert_int_equal(waitpid(child, &ended, 0), child);
  assert_true(WIFEXITED(ended) && WEXITSTATUS(ended) == 0);
  add_plain(writer, "2", "two"); /* what the parent was writing is untouched */
  commit_and_close(writer);
  assert_int_equal(index_info(dir).n_articles, 2);
  remove_tree(dir);
}

static void closing_ends_the_lock_that_a_forked_process_inherited(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  int leave[2], ended;
  char byte;
  qn_writer *writer = open_writer_in(dir, NULL);
  assert_int_equal(pipe(leave), 0);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    close(leave[1]);
    _exit(read(leave[0], &byte, 1) == 0 ? 0 : 1);
  }
  qn_writer_close(writer);
  qn_writer_close(open_writer_in(dir, NULL));
  close(leave[1]);
  close(leave[0]);
  assert_int_equal(waitpid(child, &ended, 0), child);
  assert_true(WIFEXITED(ended) && WEXITSTATUS(ended) == 0);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_call_inside_a_call_is_refused),
      cmocka_unit_test(two_threads_do_no_harm),
      cmocka_unit_test(a_change_of_the_working_directory_changes_nothing),
      cmocka_unit_test(a_forked_process_cannot_use_the_writer),
      cmocka_unit_test(closing_ends_the_lock_that_a_forked_process_inherited),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
