/* SPDX-License-Identifier: MIT */
/* test_training.c: the first batch trains the store's dictionary, the others wait for it, and all share its failure. */
#include "builder/training.h"

#include "base/memory.h"
#include "support/support.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const qn__cancel never = {NULL, NULL};

/* A batch of one article. */
static void make_batch(qn__batch *batch, uint32_t first_doc, const char *text) {
  const qn_article article = {.id = string_of("id"), .text = string_of(text)};
  bool ends_unit;
  qn_error error;
  qn__batch_init(batch);
  qn__batch_reset(batch, first_doc);
  assert_ok(qn__batch_add(batch, &article, 8, &ends_unit, &error), error);
}

/* As many words as training needs, a thousand different ones. */
static char *make_large_text(void) {
  char *text = malloc(QN__TRAINING_MIN + 16);
  size_t size = 0;
  for (unsigned i = 0; size < QN__TRAINING_MIN; i++)
    size += (size_t)snprintf(text + size, 16, "word%u ", i * 7919 % 1000);
  return text;
}

static void trains_a_dictionary_on_the_first_batch(void **state) {
  (void)state;
  char *text = make_large_text();
  qn__training training;
  qn__batch batch;
  qn_error error;
  qn__training_init(&training);
  make_batch(&batch, 0, text);
  assert_ok(qn__training_await(&training, &batch, &never, &error), error);
  assert_non_null(training.codebook);
  assert_int_not_equal(qn__store_word_code(training.codebook, "word77", 6), QN__WORD_CODE_NONE);
  assert_int_equal(qn__store_word_code(training.codebook, "other", 5), QN__WORD_CODE_NONE);
  qn__training_free_codebook(&training);
  assert_null(training.codebook);
  qn__training_clear(&training);
  qn__batch_clear(&batch);
  free(text);
}

static void a_small_first_batch_gives_no_dictionary(void **state) {
  (void)state;
  qn__training training;
  qn__batch batch;
  qn_error error;
  qn__training_init(&training);
  make_batch(&batch, 0, "a few words, a few words");
  assert_ok(qn__training_await(&training, &batch, &never, &error), error);
  assert_true(training.has_ended);
  assert_null(training.codebook);
  qn__training_clear(&training);
  qn__batch_clear(&batch);
}

/* --- a second thread ---------------------------------------------------------------------------------------------- */

typedef struct waiter {
  qn__training *training;
  pthread_t thread;
  atomic_int begun, ended;
  qn_status status;
  qn_error error;
} waiter;

static void *wait_with_second_batch(void *context) {
  waiter *self = context;
  qn__batch batch;
  make_batch(&batch, 1, "text");
  atomic_store(&self->begun, 1);
  self->status = qn__training_await(self->training, &batch, &never, &self->error);
  atomic_store(&self->ended, 1);
  qn__batch_clear(&batch);
  return NULL;
}

static void start_waiting(waiter *self, qn__training *training) {
  *self = (waiter){.training = training};
  assert_int_equal(pthread_create(&self->thread, NULL, wait_with_second_batch, self), 0);
  while (!atomic_load(&self->begun))
    usleep(100);
}

static void other_batches_wait_for_the_first(void **state) {
  (void)state;
  qn__training training;
  qn__batch batch;
  waiter other;
  qn_error error;
  qn__training_init(&training);
  make_batch(&batch, 0, "text");
  start_waiting(&other, &training);
  usleep(2000);
  assert_int_equal(atomic_load(&other.ended), 0);
  assert_ok(qn__training_await(&training, &batch, &never, &error), error);
  assert_int_equal(pthread_join(other.thread, NULL), 0);
  assert_ok(other.status, other.error);
  qn__training_clear(&training);
  qn__batch_clear(&batch);
}

static void a_failure_is_that_of_all_batches(void **state) {
  (void)state;
  qn__training training;
  qn__batch batch;
  waiter other;
  qn_error error;
  qn__training_init(&training);
  make_batch(&batch, 0, "text");
  start_waiting(&other, &training);
  qn__memory_fail_after(0);
  qn_status status = qn__training_await(&training, &batch, &never, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(pthread_join(other.thread, NULL), 0);
  assert_int_equal(status, QN_NO_MEMORY);
  assert_int_equal(other.status, QN_NO_MEMORY);
  assert_non_null(strstr(error.message, "memory"));
  assert_string_equal(other.error.message, error.message);
  assert_null(training.codebook);
  qn__training_clear(&training);
  qn__batch_clear(&batch);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(trains_a_dictionary_on_the_first_batch),
      cmocka_unit_test(a_small_first_batch_gives_no_dictionary),
      cmocka_unit_test(other_batches_wait_for_the_first),
      cmocka_unit_test(a_failure_is_that_of_all_batches),
  };
  return cmocka_run_group_tests_name("training", tests, NULL, NULL);
}
