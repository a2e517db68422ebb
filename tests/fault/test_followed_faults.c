/* SPDX-License-Identifier: MIT */
/* test_followed_faults.c: whenever a process that follows a file is killed, or a call of it fails, the index has the
 * first lines of the file and no others, and the next process reads on: no line is lost, and none is read twice. */
#include "fault/failing_calls.h"
#include "unit/run_command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "cli/signals.h"

enum { N_LINES = 3, EVERY = 7 }; /* of the calls, every seventh is tried, or all in the long form */

static const call_fault faults[] = {
    {"killed", FAULT_KILLS, 0, CALL_ANY & ~(CALL_READ | CALL_STAT)}, /* those are made while it waits, too */
    {"EIO", FAULT_ONCE, EIO, CALL_MAKE | CALL_WRITE | CALL_SYNC | CALL_RENAME},
    {"ENOSPC", FAULT_STICKY, ENOSPC, CALL_MAKE | CALL_WRITE | CALL_SYNC | CALL_RENAME},
};

typedef struct followed {
  char *dir, *index, *path;
} followed;

static const call_fault *failing;
static long chosen;

static cli_exit run_with_fault(int argc, char **argv) {
  fault_begin(failing, chosen);
  return command_add(argc, argv);
}

/* How many articles the index has: those of the first lines. */
static size_t n_found(const followed *f) {
  static const char *const prefixes[] = {"", "log#1 ", "log#1 log#2 ", "log#1 log#2 log#3 "};
  qn_index *index;
  qn_status status = qn_index_open(&index, (const char *const *)&f->index, 1, NULL);
  if (status != QN_OK) {
    assert_int_equal(status, QN_NO_INDEX);
    return 0;
  }
  qn_index_close(index);
  char *ids = index_ids(f->index);
  size_t n = 0;
  while (n < N_LINES && strcmp(ids, prefixes[n]) != 0)
    n++;
  assert_string_equal(ids, prefixes[n]);
  free(ids);
  return n;
}

/* Follows the file in another process until the index has all of it, or the process ends before; its wait status. */
static int follow(const followed *f, const call_fault *fault, long call) {
  int status;
  failing = fault;
  chosen = call;
  cli_stop_when_interrupted(); /* also before the other process is there */
  fflush(NULL);
  const pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    const char *const arguments[] = {"-i", f->index, "--base", f->dir, "--commit-every", "1", "--tail", f->path, NULL};
    alarm(60); /* if this test ends before */
    _exit((int)run_command(run_with_fault, NULL, arguments).exit);
  }
  for (int i = 0; i < 10000; i++) {
    if (waitpid(child, &status, WNOHANG) == child)
      return status;
    if (n_found(f) == N_LINES)
      break;
    usleep(2000);
  }
  kill(child, SIGTERM);
  assert_int_equal(waitpid(child, &status, 0), child);
  return status;
}

static void begin_followed(followed *f) {
  f->dir = make_temp_dir();
  f->index = path_in(f->dir, "index");
  f->path = path_in(f->dir, "log");
  static const char lines[] = "{\"text\":\"one\"}\n{\"text\":\"two\"}\n{\"text\":\"three\"}\n{\"text";
  write_file(f->path, lines, sizeof lines - 1);
}

static void end_followed(followed *f) {
  remove_tree(f->dir);
  free(f->index);
  free(f->path);
}

/* The next process reads what is left, and the one after it finds nothing new. */
static void check_recovery(const followed *f) {
  assert_int_equal(follow(f, NULL, 0), 0);
  assert_int_equal(n_found(f), N_LINES);
  const uint64_t generation = index_info(f->index).generation;
  assert_int_equal(follow(f, NULL, 0), 0);
  assert_int_equal(index_info(f->index).generation, generation);
}

/* Whether there was such a call before all was read. */
static bool try_fault(const call_fault *fault, long call) {
  followed f;
  begin_followed(&f);
  const int status = follow(&f, fault, call);
  if (status != 0 && fault->manner == FAULT_KILLS)
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  else if (status != 0)
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SYSTEM);
  n_found(&f);
  check_recovery(&f);
  end_followed(&f);
  return status != 0;
}

static void no_line_is_lost_or_read_twice(void **state) {
  (void)state;
  const long every = getenv("QUERN_ROUNDS") != NULL ? 1 : EVERY;
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
    long call = (long)i;
    while (try_fault(&faults[i], call))
      call += every;
    assert_true(call > N_LINES * 5); /* each line is a commit */
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_line_is_lost_or_read_twice)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
