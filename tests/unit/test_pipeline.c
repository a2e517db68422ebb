/* SPDX-License-Identifier: MIT */
/* test_pipeline.c: jobs run on several threads, are taken in order, and a failure ends them all. */
#include "support/support.h"

#include "base/memory.h"
#include "builder/pipeline.h"

#include <stdatomic.h>

enum { N_JOBS = 4, MANY = 1000 };

typedef struct record {
  unsigned numbers[N_JOBS]; /* of the jobs in the ring */
  unsigned results[N_JOBS];
  unsigned taken; /* the number that comes next */
  unsigned fails; /* number of the job that fails */
  atomic_int busy[8];
} record;

static qn_status run(void *context, unsigned worker, unsigned job, qn_error *error) {
  record *self = context;
  if (atomic_fetch_add(&self->busy[worker], 1) != 0)
    return qn__fail(error, QN_INVALID, "two threads are one worker");
  self->results[job] = self->numbers[job] * 3;
  atomic_fetch_sub(&self->busy[worker], 1);
  return self->numbers[job] == self->fails ? qn__fail(error, QN_IO, "job %u fails", self->fails) : QN_OK;
}

static qn_status take(void *context, unsigned job, qn_error *error) {
  record *self = context;
  if (self->results[job] != self->taken * 3)
    return qn__fail(error, QN_INVALID, "taken out of order");
  self->taken++;
  return QN_OK;
}

static qn_status push_many(qn__pipeline *pipeline, record *self, qn_error *error) {
  for (unsigned i = 0; i < MANY; i++) {
    unsigned job;
    qn_status status = qn__pipeline_slot(pipeline, &job, error);
    if (status != QN_OK)
      return status;
    self->numbers[job] = i;
    qn__pipeline_push(pipeline);
  }
  return qn__pipeline_drain(pipeline, error);
}

static qn_status run_many(record *self, unsigned threads, unsigned n_jobs, qn_error *error) {
  qn__pipeline *pipeline;
  const qn__pipeline_work work = {run, take, self};
  assert_ok(qn__pipeline_new(&pipeline, threads, n_jobs, &work, error), *error);
  qn_status status = push_many(pipeline, self, error);
  qn__pipeline_free(pipeline);
  return status;
}

static void results_come_in_order(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= 5; threads++)
    for (unsigned n_jobs = 1; n_jobs <= N_JOBS; n_jobs++) {
      record self = {.fails = MANY};
      qn_error error;
      assert_ok(run_many(&self, threads, n_jobs, &error), error);
      assert_int_equal(self.taken, MANY);
    }
}

static void the_first_failure_is_reported(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= 4; threads++) {
    record self = {.fails = 700};
    qn_error error;
    assert_int_equal(run_many(&self, threads, N_JOBS, &error), QN_IO);
    assert_string_equal(error.message, "job 700 fails");
    assert_true(self.taken <= 700);
  }
}

static void jobs_may_be_left_undone(void **state) {
  (void)state;
  record self = {.fails = MANY};
  qn_error error;
  qn__pipeline *pipeline;
  const qn__pipeline_work work = {run, take, &self};
  unsigned job;
  assert_ok(qn__pipeline_new(&pipeline, 1, 2, &work, &error), error);
  assert_ok(qn__pipeline_slot(pipeline, &job, &error), error);
  qn__pipeline_push(pipeline);
  qn__pipeline_free(pipeline);
  assert_int_equal(self.taken, 0);
}

static void nothing_pushed_is_nothing_to_wait_for(void **state) {
  (void)state;
  record self = {.fails = MANY};
  qn_error error;
  qn__pipeline *pipeline;
  const qn__pipeline_work work = {run, take, &self};
  assert_ok(qn__pipeline_new(&pipeline, 3, 2, &work, &error), error);
  assert_ok(qn__pipeline_drain(pipeline, &error), error);
  qn__pipeline_free(pipeline);
  qn__pipeline_free(NULL);
  assert_int_equal(self.taken, 0);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  record self = {.fails = MANY};
  const qn__pipeline_work work = {run, take, &self};
  for (long n = 0; n < 3; n++) {
    qn__pipeline *pipeline = NULL;
    qn_error error;
    qn__memory_fail_after(n);
    qn_status status = qn__pipeline_new(&pipeline, 2, 2, &work, &error);
    qn__memory_fail_after(-1);
    assert_int_equal(status, QN_NO_MEMORY);
    assert_null(pipeline);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(results_come_in_order),   cmocka_unit_test(the_first_failure_is_reported),
      cmocka_unit_test(jobs_may_be_left_undone), cmocka_unit_test(nothing_pushed_is_nothing_to_wait_for),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests_name("pipeline", tests, NULL, NULL);
}
