/* SPDX-License-Identifier: MIT */
/* test_no_memory.c: whichever request for memory fails in the library, or in a library that it uses: each call of
 * quern.h returns what it should, or says that it is out of memory; nothing leaks, no damage is seen where there is
 * none, and the index on disk stays the one before or becomes the one after.
 *
 * $QUERN_ROUNDS: each request fails, not one in STRIDE.  $QUERN_GROUP: only groups of calls whose name contains this
 * text; $QUERN_REQUEST: only the request of this number. */
#include "fault/failing_memory.h"
#include "fault/library_calls.h"
#include "support/index_contents.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STRIDE = 3 };

/* A group of calls, what it returns where all is well, and the index before and after it. */
typedef struct expectation {
  const call_group *group;
  transcript run;
  index_contents before, after;
} expectation;

static void read_changed(const call_group *group, index_contents *contents) {
  *contents = (index_contents){.size = 0};
  if (group->changed != NULL)
    read_contents(group->changed, contents);
}

static void restore(const call_group *group) {
  if (group->changed == NULL)
    return;
  empty_directory("index");
  copy_directory("old", "index");
  empty_directory("new");
}

static bool same_contents(const index_contents *a, const index_contents *b) {
  return strcmp(a->text, b->text) == 0;
}

static bool begins_with(const transcript *whole, const transcript *start) {
  return start->size <= whole->size && memcmp(whole->text, start->text, start->size) == 0;
}

/* What is wrong with an outcome; NULL: nothing.  What was returned before memory ran out was right, too. */
static const char *judge(const expectation *expected, const transcript *run, qn_status status, const qn_error *error) {
  index_contents found;
  read_changed(expected->group, &found);
  if (found.problem != NULL)
    return found.problem;
  if (!begins_with(&expected->run, run))
    return "something else was returned";
  if (status == QN_OK && (run->size != expected->run.size || !same_contents(&found, &expected->after)))
    return "not all was done";
  if (status == QN_OK)
    return NULL;
  if (status != QN_NO_MEMORY || error->status != QN_NO_MEMORY)
    return qn_status_text(status);
  return same_contents(&found, &expected->before) || same_contents(&found, &expected->after)
             ? NULL
             : "the index is neither the one before nor the one after";
}

/* The calls once more, with memory, unless they were done. */
static const char *judge_next(const expectation *expected) {
  static transcript run;
  qn_error error;
  index_contents found;
  run.size = 0;
  read_changed(expected->group, &found);
  if (same_contents(&found, &expected->after))
    return NULL;
  if (expected->group->run(&run, &error) != QN_OK)
    return "the next call fails";
  read_changed(expected->group, &found);
  return found.problem == NULL && same_contents(&found, &expected->after) ? NULL : "the next call does not work";
}

/* Request number `n` fails.  Returns whether there is one. */
static bool attempt(const expectation *expected, long n, failing_mode mode) {
  static transcript run;
  qn_error error = {.status = QN_OK};
  run.size = 0;
  restore(expected->group);
  failing_memory_begin(n, mode);
  qn_status status = expected->group->run(&run, &error);
  bool reached = failing_memory_end() > n;
  const char *wrong = judge(expected, &run, status, &error);
  if (wrong == NULL)
    wrong = judge_next(expected);
  if (wrong != NULL)
    fail_msg("%s: request %ld fails%s: %s (%s)\n%.*s", expected->group->name, n,
             mode == FAIL_ON ? " and all after it" : "", wrong, status == QN_OK ? "done" : error.message, (int)run.size,
             run.text);
  return reached;
}

static void attempt_group(const call_group *group, failing_mode mode, random_source *random) {
  static expectation expected;
  const char *request = getenv("QUERN_REQUEST");
  bool all = getenv("QUERN_ROUNDS") != NULL;
  qn_error error;
  expected.group = group;
  expected.run.size = 0;
  restore(group);
  read_changed(group, &expected.before);
  assert_ok(group->run(&expected.run, &error), error);
  read_changed(group, &expected.after);
  assert_null(expected.after.problem);
  long n = request != NULL ? atol(request) : all ? 0 : (long)random_below(random, STRIDE);
  while (attempt(&expected, n, mode) && request == NULL)
    n += all ? 1 : STRIDE;
  assert_true(n > 10 || request != NULL);
}

static bool is_left_out(const call_group *group) {
  const char *only = getenv("QUERN_GROUP");
  bool starts_threads = strstr(group->name, "threads") != NULL;
  if (only != NULL && strstr(group->name, only) == NULL)
    return true;
  if (!starts_threads || !failing_memory_is_sanitized())
    return false;
  print_message("left out under a sanitizer: %s\n", group->name);
  return true;
}

static void attempt_all(failing_mode mode) {
  random_source random = random_start("no memory", 7);
  size_t n_groups = 0;
  for (size_t i = 0; i < n_call_groups; i++) {
    if (is_left_out(&call_groups[i]))
      continue;
    attempt_group(&call_groups[i], mode, &random);
    n_groups++;
  }
  assert_true(n_groups > 0); /* $QUERN_GROUP names one */
}

static void any_request_of_a_call_may_fail_once(void **state) {
  (void)state;
  attempt_all(FAIL_ONCE);
}

static void memory_may_run_out_at_any_request_of_a_call(void **state) {
  (void)state;
  attempt_all(FAIL_ON);
}

static int begin(void **state) {
  *state = make_temp_dir();
  if (chdir(*state) != 0)
    return -1;
  make_indexes();
  mkdir("new", 0777);
  mkdir("old", 0777);
  copy_directory("index", "old");
  return 0;
}

static int end(void **state) {
  remove_tree(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_request_of_a_call_may_fail_once),
      cmocka_unit_test(memory_may_run_out_at_any_request_of_a_call),
  };
  return cmocka_run_group_tests_name("no memory", tests, begin, end);
}
