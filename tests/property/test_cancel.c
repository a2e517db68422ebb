/* SPDX-License-Identifier: MIT */
/* test_cancel.c: whatever a writer is doing, also in the middle of one large article, cancelling ends it soon, and the
 * index is as it was.  Work is measured by how often the caller is asked: no test here depends on the time. */
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  WORDS = 100000,
  WORDS_PER_POLL = 16384, /* at most, in each of five steps: measured, scanned, looked up, extra terms, training */
  AFTER = 2,              /* times that the caller is asked again after it has cancelled */
  TRIED = 8,
};

/* A caller who cancels when asked the next time after `patience` times. */
typedef struct caller {
  long polls, patience;
} caller;

static bool is_out_of_patience(void *context) {
  caller *self = context;
  return self->polls++ >= self->patience;
}

static qn_writer *open_for(caller *who, const char *dir) {
  qn_writer_options options = quick_options();
  options.threads = 1;
  options.cancelled = is_out_of_patience;
  options.cancel_context = who;
  return open_writer_in(dir, &options);
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

static char *large_text;

static qn_status add_large(qn_writer *writer, const char *other, qn_error *error) {
  const qn_article article = {.id = string_of("large"), .text = string_of(large_text)};
  (void)other;
  qn_status status = qn_writer_add(writer, &article, error);
  return status == QN_OK ? qn_writer_commit(writer, NULL, error) : status;
}

static qn_status compact(qn_writer *writer, const char *other, qn_error *error) {
  (void)other;
  return qn_writer_compact(writer, NULL, error);
}

static qn_status merge(qn_writer *writer, const char *other, qn_error *error) {
  qn_status status = qn_writer_merge(writer, other, error);
  return status == QN_OK ? qn_writer_commit(writer, NULL, error) : status;
}

static qn_status salvage(qn_writer *writer, const char *other, qn_error *error) {
  qn_status status = qn_writer_salvage(writer, other, NULL, NULL, error);
  return status == QN_OK ? qn_writer_commit(writer, NULL, error) : status;
}

typedef struct step {
  const char *name;
  qn_status (*make)(qn_writer *writer, const char *other, qn_error *error);
  long least_polls;
} step;

static const step steps[] = {
    {"add", add_large, 5 * (WORDS / WORDS_PER_POLL)},
    {"compact", compact, 5 * (WORDS / WORDS_PER_POLL)},
    {"salvage", salvage, 5 * (WORDS / WORDS_PER_POLL)},
    {"merge", merge, 1}, /* which takes over whole files */
};

/* --- tests -------------------------------------------------------------------------------------------------------- */

/* Two articles in two segments, one of them large. */
static char *make_index(const char *small_id) {
  char *dir = make_temp_dir();
  caller patient = {0, 1L << 40};
  qn_writer *writer = open_for(&patient, dir);
  qn_error error;
  add_plain(writer, small_id, "a small one");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_ok(add_large(writer, NULL, &error), error);
  qn_writer_close(writer);
  return dir;
}

/* Makes the step with a caller of this patience in a copy of the index. */
static qn_status try_step(const step *tried, const char *dir, const char *other, caller *who) {
  char *copy = make_temp_dir();
  qn_error error;
  copy_directory(dir, copy);
  qn_writer *writer = open_for(who, copy);
  qn_status status = tried->make(writer, other, &error);
  qn_writer_close(writer);
  char *before = index_ids(dir), *after = index_ids(copy);
  if (status == QN_CANCELLED)
    assert_string_equal(before, after);
  else
    assert_ok(status, error);
  free(before);
  free(after);
  remove_tree(copy);
  return status;
}

static void a_caller_is_asked_in_the_middle_of_an_article_and_not_long_after(void **state) {
  (void)state;
  large_text = calloc(WORDS * 8 + 1, 1);
  for (size_t i = 0; i < WORDS; i++)
    snprintf(large_text + i * 8, 9, "c++%04x ", (unsigned)(i * i % 65521));
  char *dir = make_index("small"), *other = make_index("another");
  for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
    caller patient = {0, 1L << 40};
    assert_int_equal(try_step(&steps[i], dir, other, &patient), QN_OK);
    print_message("%s asks %ld times\n", steps[i].name, patient.polls);
    assert_true(patient.polls >= steps[i].least_polls);
    for (long k = 0; k < TRIED; k++) {
      caller leaving = {0, patient.polls * k / TRIED};
      assert_int_equal(try_step(&steps[i], dir, other, &leaving), QN_CANCELLED);
      assert_true(leaving.polls <= leaving.patience + 1 + AFTER);
    }
  }
  remove_tree(dir);
  remove_tree(other);
  free(large_text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_caller_is_asked_in_the_middle_of_an_article_and_not_long_after)};
  return cmocka_run_group_tests_name("cancelling", tests, NULL, NULL);
}
