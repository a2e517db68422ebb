/* SPDX-License-Identifier: MIT */
/* test_fault_matrix.c: whatever call to the system fails, however it fails, and wherever the process is killed, the
 * index that is there afterwards is the one before the change or the one after it, whole; the status says which; and
 * the next commit works and leaves no file that the index does not need.
 *
 * Each call x each fault (faults) x each command (fault_changes.c) x each scale (scales).  Without $QUERN_ROUNDS a
 * random part of them is tried; with it all, except that what spills needs 2,000 rounds for that. */
#include "fault/failing_calls.h"
#include "fault/fault_changes.h"
#include "segment/manifest.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What needs space on the disk; what a signal can interrupt; what changes anything. */
enum {
  TAKES_SPACE = CALL_MAKE | CALL_WRITE | CALL_SYNC | CALL_RENAME | CALL_LINK | CALL_MKDIR,
  INTERRUPTIBLE = CALL_OPEN | CALL_MAKE | CALL_READ | CALL_WRITE | CALL_SYNC | CALL_CLOSE | CALL_LOCK,
  CHANGES = CALL_MAKE | CALL_WRITE | CALL_SYNC | CALL_RENAME | CALL_UNLINK | CALL_LINK | CALL_MKDIR | CALL_LOCK,
};

static const call_fault faults[] = {
    {"EIO", FAULT_ONCE, EIO, CALL_ANY},
    {"EIO from there on", FAULT_STICKY, EIO, CALL_ANY},
    {"ENOSPC", FAULT_ONCE, ENOSPC, TAKES_SPACE},
    {"ENOSPC from there on", FAULT_STICKY, ENOSPC, TAKES_SPACE},
    {"EDQUOT", FAULT_ONCE, EDQUOT, TAKES_SPACE},
    {"EMFILE", FAULT_ONCE, EMFILE, CALL_OPEN | CALL_MAKE},
    {"ENFILE from there on", FAULT_STICKY, ENFILE, CALL_OPEN | CALL_MAKE},
    {"ENOMEM from there on", FAULT_STICKY, ENOMEM, CALL_OPEN | CALL_MAP | CALL_LIST},
    {"EINTR", FAULT_ONCE, EINTR, INTERRUPTIBLE},
    {"a part transferred", FAULT_PARTLY, 0, CALL_READ | CALL_WRITE},
    {"SIGKILL", FAULT_KILLS, 0, CHANGES},
};
enum { N_FAULTS = sizeof faults / sizeof faults[0] };

static const fault_scale scales[] = {
    {"one thread", 1, 0, 0, 1, 10, 1},
    {"two threads", 2, 0, 0, 1, 15, 1},
    {"spilling", 2, 20 << 20, 32, 4, 100, 2000}, /* the runs do not fit in memory */
};
enum { N_SCALES = sizeof scales / sizeof scales[0] };

/* A change at a scale, and what it leads from and to. */
typedef struct setting {
  const fault_change *change;
  const fault_scale *scale;
  const fault_sources *sources;
  index_contents before, after;
  long calls[N_CALL_KINDS];     /* that it makes */
  unsigned n_lost;              /* losses that the change reports without a fault */
  char *place, *dir;            /* where it is tried */
  fault_outcome *outcome;       /* in memory that the trying process shares */
  index_contents found, synced; /* the last: without commits that were not synced */
} setting;

/* --- trying ------------------------------------------------------------------------------------------------------- */

static void lay_out_base(setting *self) {
  empty_directory(self->place);
  if (self->change->base == BASE_NONE)
    return;
  char *parent = path_in(self->place, "made");
  assert_int_equal(mkdir(parent, 0777) | mkdir(self->dir, 0777), 0);
  copy_directory(self->sources->bases[self->change->base], self->dir);
  free(parent);
}

/* Makes the change in a process of its own, in which the chosen call goes wrong. */
static void attempt(setting *self, const call_fault *fault, long chosen) {
  lay_out_base(self);
  fflush(NULL);
  self->outcome->ended = false;
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    fault_outcome outcome;
    fault_begin(fault, chosen);
    fault_change_run(self->change, self->scale, self->sources, self->dir, &outcome);
    outcome.hit = fault_end(outcome.calls);
    *self->outcome = outcome;
    _exit(0);
  }
  int ended;
  assert_int_equal(waitpid(child, &ended, 0), child);
  assert_true(WIFEXITED(ended) || (WTERMSIG(ended) == SIGKILL && fault->manner == FAULT_KILLS));
  read_contents(self->dir, &self->found);
}

/* Whether each line of `part` is a line of `whole`, in order. */
static bool is_part_of(const char *part, const char *whole) {
  while (*part != '\0') {
    size_t size = strcspn(part, "\n") + 1;
    while (*whole != '\0' && strncmp(part, whole, size) != 0)
      whole += strcspn(whole, "\n") + 1;
    if (*whole == '\0')
      return false;
    part += size;
  }
  return true;
}

/* What is wrong with the status that the change returned; NULL: nothing. */
static const char *judge_status(const setting *self, const call_fault *fault) {
  const fault_outcome *outcome = self->outcome;
  const bool before = strcmp(self->found.text, self->before.text) == 0;
  const bool after = strcmp(self->found.text, self->after.text) == 0;
  if (outcome->status == QN_OK && outcome->n_lost > self->n_lost)
    return is_part_of(self->found.text, self->after.text) ? NULL : "it holds what was not there";
  if (outcome->status == QN_OK)
    return after ? NULL : "success is reported, and the change is not there";
  if (outcome->error.status != outcome->status || outcome->error.message[0] == '\0')
    return "the failure has no message";
  if (outcome->hit == 0)
    return "it failed without a fault";
  if (fault->number == EINTR || fault->manner == FAULT_PARTLY)
    return "what was interrupted was not continued";
  if (outcome->status == QN_NOT_DURABLE && !after)
    return "a commit is reported that is not there";
  if (outcome->status == QN_NOT_DURABLE && outcome->hit != CALL_SYNC && fault->manner != FAULT_STICKY)
    return "a commit is called not durable, and all was synced";
  if (outcome->status != QN_NOT_DURABLE && !before)
    return "a failure is reported, and the change is there";
  return NULL;
}

/* What is there after a power failure that loses what was not synced. */
static void read_synced(setting *self, const char *dir, index_contents *found) {
  char *copy = path_in(self->place, "copy"), *unsynced = path_in(copy, QN__UNSYNCED_NAME);
  assert_int_equal(mkdir(copy, 0777), 0);
  copy_directory(dir, copy);
  unlink(unsynced);
  read_contents(copy, found);
  free(unsynced);
  remove_tree(copy);
}

/* A commit that is not synced leaves the last one that was. */
static const char *judge_synced(setting *self) {
  index_contents synced;
  if (!has_entry(self->dir, QN__UNSYNCED_NAME))
    return NULL;
  read_synced(self, self->dir, &synced);
  if (synced.problem != NULL)
    return synced.problem;
  return strcmp(synced.text, self->synced.text) == 0 || strcmp(synced.text, self->after.text) == 0
             ? NULL
             : "the last synced generation is gone";
}

static const char *judge(setting *self, const call_fault *fault) {
  if (self->found.problem != NULL)
    return self->found.problem;
  if (self->outcome->ended && judge_status(self, fault) != NULL)
    return judge_status(self, fault);
  if (!self->outcome->ended && strcmp(self->found.text, self->before.text) != 0 &&
      strcmp(self->found.text, self->after.text) != 0)
    return "it is neither the index before nor the one after";
  const char *problem = judge_synced(self);
  return problem != NULL ? problem : commit_one_more(self->dir, &self->found);
}

/* --- the matrix --------------------------------------------------------------------------------------------------- */

/* Makes the change without a fault. */
static void setting_begin(setting *self, const fault_change *change, const fault_scale *scale,
                          const fault_sources *sources) {
  static const call_fault none = {"nothing", FAULT_ONCE, 0, 0};
  *self = (setting){.change = change, .scale = scale, .sources = sources, .place = make_temp_dir()};
  self->dir = path_in(self->place, "made/index");
  self->outcome = mmap(NULL, sizeof *self->outcome, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  assert_true(self->outcome != MAP_FAILED);
  read_contents(sources->bases[change->base], &self->before);
  read_synced(self, sources->bases[change->base], &self->synced);
  attempt(self, &none, 0);
  assert_null(self->found.problem);
  assert_int_equal(self->outcome->status, QN_OK);
  self->after = self->found;
  self->n_lost = self->outcome->n_lost;
  memcpy(self->calls, self->outcome->calls, sizeof self->calls);
  assert_string_not_equal(self->before.text, self->after.text);
}

static void setting_end(setting *self) {
  munmap(self->outcome, sizeof *self->outcome);
  remove_tree(self->place);
  free(self->dir);
}

/* The number of calls that the fault can hit. */
static long count_calls(const setting *self, const call_fault *fault) {
  long n = 0;
  for (unsigned i = 0; i < N_CALL_KINDS; i++)
    n += (fault->calls >> i & 1) != 0 ? self->calls[i] : 0;
  return n;
}

typedef struct tally {
  size_t n_tried, n_wrong;
} tally;

/* One of so many calls is tried. */
static uint32_t calls_per_try(const fault_scale *scale) {
  const char *rounds = getenv("QUERN_ROUNDS");
  if (rounds == NULL)
    return scale->call_in;
  unsigned long wanted = strtoul(rounds, NULL, 10);
  return wanted == 0 || wanted >= scale->all ? 1 : (uint32_t)(scale->all / wanted);
}

static void try_fault(setting *self, const call_fault *fault, random_source *random, tally *count) {
  const uint32_t one_in = calls_per_try(self->scale);
  const long n_calls = count_calls(self, fault);
  for (long call = 0; call < n_calls; call++) {
    if (random_below(random, one_in) != 0)
      continue;
    attempt(self, fault, call);
    const char *problem = judge(self, fault);
    count->n_tried++;
    if (problem == NULL)
      continue;
    count->n_wrong++;
    print_error("%s, %s, %s at call %ld of %ld (%#x): %s (%s)\n", self->change->name, self->scale->name, fault->name,
                call, n_calls, self->outcome->hit, problem,
                self->outcome->ended ? self->outcome->error.message : "killed");
  }
}

static void try_scale(const fault_scale *scale) {
  random_source random = random_start(scale->name, 12);
  tally count = {0, 0};
  fault_sources sources;
  fault_sources_make(&sources, scale);
  for (size_t i = 0; i < n_fault_changes; i++) {
    setting tried;
    if (getenv("QUERN_ROUNDS") == NULL && random_below(&random, scale->change_in) != 0)
      continue;
    setting_begin(&tried, &fault_changes[i], scale, &sources);
    for (size_t k = 0; k < N_FAULTS; k++)
      try_fault(&tried, &faults[k], &random, &count);
    setting_end(&tried);
  }
  fault_sources_remove(&sources);
  print_message("%s: %zu faults\n", scale->name, count.n_tried);
  assert_true(count.n_tried > 0);
  assert_int_equal(count.n_wrong, 0);
}

static void no_fault_loses_or_damages_anything(void **state) {
  (void)state;
  try_scale(&scales[0]);
}

static void no_fault_loses_anything_beside_several_threads(void **state) {
  (void)state;
  try_scale(&scales[1]);
}

static void no_fault_loses_anything_of_a_commit_larger_than_memory(void **state) {
  (void)state;
  try_scale(&scales[2]);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* Files that cannot be mapped are read. */
static const call_fault no_map = {"ENODEV", FAULT_ONCE, ENODEV, CALL_MAP};
static const call_fault unmapped_faults[] = {
    {"EIO", FAULT_ONCE, EIO, CALL_READ},
    {"EINTR", FAULT_ONCE, EINTR, CALL_READ},
    {"a part transferred", FAULT_PARTLY, 0, CALL_READ},
};

/* Opens, checks and reads with each call failing; returns how often what it found was wrong. */
static size_t read_with(const call_fault *fault, const char *dir, const index_contents *expected, size_t *n_tried) {
  long calls[N_CALL_KINDS];
  size_t n_wrong = 0;
  index_contents found;
  for (long call = 0;; call++) {
    fault_begin(fault, call);
    read_contents(dir, &found);
    if (fault_end(calls) == 0)
      return n_wrong;
    const bool same = found.problem == NULL && strcmp(found.text, expected->text) == 0;
    const bool must_work = fault->number == EINTR || fault->number == ENODEV || fault->manner == FAULT_PARTLY;
    ++*n_tried;
    if (same || (found.problem != NULL && !must_work))
      continue;
    n_wrong++;
    print_error("reading, %s at call %ld: %s\n", fault->name, call,
                found.problem != NULL ? found.problem : "it holds something else");
  }
}

static void reading_reports_a_fault_or_reads_the_newest_generation(void **state) {
  (void)state;
  size_t n_tried = 0, n_wrong = 0;
  fault_sources sources;
  fault_sources_make(&sources, &scales[0]);
  for (unsigned base = BASE_SYNCED; base < N_BASES; base++) {
    index_contents expected;
    read_contents(sources.bases[base], &expected);
    assert_null(expected.problem);
    for (size_t k = 0; k < N_FAULTS; k++)
      if (faults[k].manner != FAULT_KILLS)
        n_wrong += read_with(&faults[k], sources.bases[base], &expected, &n_tried);
    const size_t n_mapped = n_tried;
    n_wrong += read_with(&no_map, sources.bases[base], &expected, &n_tried);
    fault_refuse_maps(true);
    for (size_t k = 0; k < 3; k++)
      n_wrong += read_with(&unmapped_faults[k], sources.bases[base], &expected, &n_tried);
    fault_refuse_maps(false);
    assert_true(n_tried >= n_mapped + 4 * 7); /* each of seven segments, each fault */
  }
  fault_sources_remove(&sources);
  print_message("%zu faults\n", n_tried);
  assert_true(n_tried > 100);
  assert_int_equal(n_wrong, 0);
}

/* Segments without a manifest are damage: a failing call must not make them "no index", over which adding writes. */
static void a_fault_is_not_taken_for_a_missing_index(void **state) {
  (void)state;
  fault_sources sources;
  size_t n_tried = 0;
  fault_sources_make(&sources, &scales[0]);
  const char *dir = sources.bases[BASE_SYNCED];
  char *manifest = path_in(dir, QN__MANIFEST_NAME);
  assert_int_equal(unlink(manifest), 0);
  for (size_t k = 0; k < N_FAULTS; k++)
    for (long call = 0, hit = 1; faults[k].manner != FAULT_KILLS && hit != 0; call++, n_tried++) {
      long calls[N_CALL_KINDS];
      qn_index *index = NULL;
      fault_begin(&faults[k], call);
      qn_status status = qn_index_open(&index, &dir, 1, NULL);
      hit = fault_end(calls);
      assert_true(status == QN_DAMAGED || (hit != 0 && (status == QN_IO || status == QN_NO_MEMORY)));
    }
  assert_true(n_tried > 20);
  free(manifest);
  fault_sources_remove(&sources);
}

int main(void) {
  if (access("/dev/shm", W_OK) == 0)
    setenv("TMPDIR", "/dev/shm", false); /* in memory: thousands of indexes are laid out */
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_fault_loses_or_damages_anything),
      cmocka_unit_test(no_fault_loses_anything_beside_several_threads),
      cmocka_unit_test(no_fault_loses_anything_of_a_commit_larger_than_memory),
      cmocka_unit_test(reading_reports_a_fault_or_reads_the_newest_generation),
      cmocka_unit_test(a_fault_is_not_taken_for_a_missing_index),
  };
  return cmocka_run_group_tests_name("fault matrix", tests, NULL, NULL);
}
