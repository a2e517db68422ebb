/* SPDX-License-Identifier: MIT */
/* test_tool_faults.c: whatever call to the system fails, or is met by Ctrl-C, in a command of quern-index or in
 * quern-query, its exit code and its messages say what is true: what was asked for is done, or the index is as it was,
 * or the commit is there and may be lost.  No failing call is taken for a missing index. */
#include "cli/signals.h"
#include "fault/failing_calls.h"
#include "fault/fault_changes.h"
#include "unit/run_command.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum { MAX_ARGUMENTS = 8 };

typedef struct tool_command {
  const char *name;
  cli_exit (*run)(int argc, char **argv);
  fault_base base;
  const char *arguments[MAX_ARGUMENTS]; /* INDEX, INPUT, OTHER and BROKEN stand for paths */
  const char *done;                     /* what it says when it is done; NULL: it reads, and prints what it found */
} tool_command;

int main_of_quern_query(int argc, char **argv);

static cli_exit run_query(int argc, char **argv) {
  return (cli_exit)main_of_quern_query(argc, argv);
}

static const tool_command commands[] = {
    {"init", command_init, BASE_NONE, {"-i", "INDEX"}, "made an index"},
    {"first add", command_add, BASE_NONE, {"-i", "INDEX", "INPUT"}, "2 articles added"},
    {"add", command_add, BASE_SYNCED, {"-i", "INDEX", "INPUT"}, "2 articles added"},
    {"add, unsynced", command_add, BASE_SYNCED, {"-i", "INDEX", "--no-sync", "INPUT"}, "2 articles added"},
    {"add to an unsynced index", command_add, BASE_UNSYNCED, {"-i", "INDEX", "INPUT"}, "2 articles added"},
    {"add --sync", command_add, BASE_SYNCED, {"-i", "INDEX", "--sync", "INPUT"}, "2 articles added"},
    {"delete", command_delete, BASE_SYNCED, {"-i", "INDEX", "9"}, "1 article deleted"},
    {"delete by query", command_delete, BASE_SYNCED, {"-i", "INDEX", "--query", "id:9"}, "1 article deleted"},
    {"merge", command_merge, BASE_SYNCED, {"-i", "INDEX", "OTHER"}, "1 index merged"},
    {"compact", command_compact, BASE_SYNCED, {"-i", "INDEX"}, "compacted"},
    {"salvage", command_salvage, BASE_NONE, {"-i", "BROKEN", "INDEX"}, "articles salvaged"},
    {"info", command_info, BASE_SYNCED, {"-i", "INDEX"}, NULL},
    {"info of an unsynced index", command_info, BASE_UNSYNCED, {"-i", "INDEX"}, NULL},
    {"check", command_check, BASE_SYNCED, {"-i", "INDEX"}, NULL},
    {"export", command_export, BASE_SYNCED, {"-i", "INDEX"}, NULL},
    {"show", command_show, BASE_SYNCED, {"-i", "INDEX", "9"}, NULL},
    {"export by query", command_export, BASE_SYNCED, {"-i", "INDEX", "--query", "article"}, NULL},
    {"query", run_query, BASE_SYNCED, {"-i", "INDEX", "--trec", "x", "article"}, NULL},
    {"query of an unsynced index", run_query, BASE_UNSYNCED, {"-i", "INDEX", "--trec", "x", "article"}, NULL},
    {"query of two indexes", run_query, BASE_SYNCED, {"-i", "INDEX", "-i", "OTHER", "--trec", "x", "article"}, NULL},
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

static const call_fault tool_faults[] = {
    {"EIO", FAULT_ONCE, EIO, CALL_ANY},
    {"EIO from there on", FAULT_STICKY, EIO, CALL_ANY},
    {"ENOSPC from there on", FAULT_STICKY, ENOSPC,
     CALL_MAKE | CALL_WRITE | CALL_SYNC | CALL_RENAME | CALL_LINK | CALL_MKDIR},
    {"EMFILE", FAULT_ONCE, EMFILE, CALL_OPEN | CALL_MAKE},
    {"ENFILE from there on", FAULT_STICKY, ENFILE, CALL_OPEN | CALL_MAKE},
    {"EACCES", FAULT_ONCE, EACCES, CALL_OPEN | CALL_MAKE},
    {"SIGINT", FAULT_SIGNALS, SIGINT, CALL_ANY},
};
enum { N_TOOL_FAULTS = sizeof tool_faults / sizeof tool_faults[0] };

/* What a command left and said; in memory that the process which runs it shares. */
typedef struct report {
  cli_exit exit;
  char messages[8192], out[1024];
  long calls[N_CALL_KINDS];
} report;

typedef struct tool_setting {
  const tool_command *command;
  const fault_sources *sources;
  char *place, *dir, *input;
  report *report;
  index_contents before, after, found;
  report expected; /* without a fault */
} tool_setting;

/* --- running a command -------------------------------------------------------------------------------------------- */

/* What the wrapper below needs to know. */
static const tool_command *running;
static const call_fault *failing;
static long chosen;
static long counted[N_CALL_KINDS];

static cli_exit run_with_fault(int argc, char **argv) {
  cli_stop_when_interrupted();
  fault_begin(failing, chosen);
  cli_exit code = running->run(argc, argv);
  fault_end(counted);
  return code;
}

static const char *path_of(const tool_setting *self, const char *argument) {
  if (strcmp(argument, "INDEX") == 0)
    return self->dir;
  if (strcmp(argument, "INPUT") == 0)
    return self->input;
  if (strcmp(argument, "OTHER") == 0)
    return self->sources->other;
  return strcmp(argument, "BROKEN") == 0 ? self->sources->broken : argument;
}

static void run_in_child(const tool_setting *self, const call_fault *fault, long call) {
  const char *arguments[MAX_ARGUMENTS + 1] = {NULL};
  for (size_t i = 0; i < MAX_ARGUMENTS && self->command->arguments[i] != NULL; i++)
    arguments[i] = path_of(self, self->command->arguments[i]);
  running = self->command;
  failing = fault;
  chosen = call;
  const command_output printed = run_command(run_with_fault, NULL, arguments);
  self->report->exit = printed.exit;
  snprintf(self->report->messages, sizeof self->report->messages, "%s", printed.messages);
  snprintf(self->report->out, sizeof self->report->out, "%s", printed.out);
  memcpy(self->report->calls, counted, sizeof counted);
  _exit(0);
}

static void try_command(tool_setting *self, const call_fault *fault, long call) {
  empty_directory(self->place);
  if (self->command->base != BASE_NONE) {
    assert_int_equal(mkdir(self->dir, 0777), 0);
    copy_directory(self->sources->bases[self->command->base], self->dir);
  }
  fflush(NULL);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0)
    run_in_child(self, fault, call);
  int ended;
  assert_int_equal(waitpid(child, &ended, 0), child);
  assert_true(WIFEXITED(ended) && WEXITSTATUS(ended) == 0);
  read_contents(self->dir, &self->found);
}

/* --- judging it --------------------------------------------------------------------------------------------------- */

static bool says(const tool_setting *self, const char *text) {
  return strstr(self->report->messages, text) != NULL;
}

/* A command that has done what it could: some input could not be read, or not all be salvaged. */
static const char *judge_partly_done(const tool_setting *self, bool before) {
  if (self->command->run == command_salvage)
    return self->report->out[0] != '\0' ? NULL : "it does not say what is lost";
  if (self->report->exit != EXIT_NEGATIVE || !says(self, self->input))
    return "the exit code is of something else";
  return before || says(self, "failed") ? NULL : "it does not say what was skipped";
}

/* A command that reads prints what it prints without a fault, or says which call failed. */
static const char *judge_reading(const tool_setting *self, const call_fault *fault) {
  if (self->report->exit == self->expected.exit)
    return strcmp(self->report->out, self->expected.out) == 0 ? NULL : "it prints something else";
  if (self->report->exit == EXIT_INTERRUPTED && fault->manner == FAULT_SIGNALS)
    return NULL;
  if (self->report->exit != EXIT_SYSTEM || fault->manner == FAULT_SIGNALS)
    return "the exit code is of something else";
  return says(self, "cannot ") || says(self, "out of memory") ? NULL : "it does not say what failed";
}

/* What is untrue of what the command says; NULL: nothing. */
static const char *judge_report(const tool_setting *self, const call_fault *fault) {
  const bool before = strcmp(self->found.text, self->before.text) == 0;
  const bool after = strcmp(self->found.text, self->after.text) == 0;
  if (self->found.problem != NULL)
    return self->found.problem;
  if (self->command->done == NULL)
    return judge_reading(self, fault);
  if (self->report->exit == self->expected.exit && says(self, self->command->done))
    return after || self->command->run == command_salvage ? NULL : "it says that it is done, and it is not";
  if (fault->manner == FAULT_SIGNALS && self->report->exit == EXIT_INTERRUPTED)
    return before && says(self, "interrupted") ? NULL : "it was interrupted, and is done or does not say so";
  if (says(self, "the commit was made"))
    return after && self->report->exit == EXIT_SYSTEM ? NULL : "it says that the commit was made";
  if (self->report->exit == EXIT_NEGATIVE || self->report->exit == EXIT_DAMAGED)
    return judge_partly_done(self, before);
  if (self->report->exit != EXIT_SYSTEM)
    return "the exit code is of something else";
  if (strncmp(self->report->messages, "command: ", 9) == 0 && !says(self, "cannot ") && !says(self, "moved"))
    return "it does not say what failed";
  return before ? NULL : "it says that it failed, and it is done";
}

static void setting_begin(tool_setting *self, const tool_command *tried, const fault_sources *sources) {
  static const call_fault none = {"nothing", FAULT_ONCE, 0, 0};
  static const char input[] = "{\"id\":\"20\",\"text\":\"Article 20\"}\n{\"id\":\"21\",\"text\":\"Article 21\"}\n";
  *self = (tool_setting){.command = tried, .sources = sources, .place = make_temp_dir()};
  self->dir = path_in(self->place, "index");
  self->input = path_in(sources->other, "../input.jsonl");
  write_file(self->input, input, sizeof input - 1);
  self->report = mmap(NULL, sizeof *self->report, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  assert_true(self->report != MAP_FAILED);
  read_contents(sources->bases[tried->base], &self->before);
  try_command(self, &none, 0);
  self->after = self->found;
  self->expected = *self->report;
  assert_true(says(self, tried->done == NULL ? "" : tried->done));
}

static void setting_end(tool_setting *self) {
  munmap(self->report, sizeof *self->report);
  unlink(self->input);
  free(self->input);
  free(self->dir);
  remove_tree(self->place);
}

static long calls_of(const tool_setting *self, const call_fault *fault) {
  long n = 0;
  for (unsigned i = 0; i < N_CALL_KINDS; i++)
    n += (fault->calls >> i & 1) != 0 ? self->report->calls[i] : 0;
  return n;
}

static void tools_say_what_is_true_after_a_fault(void **state) {
  (void)state;
  const fault_scale scale = {.threads = 1};
  const bool all = getenv("QUERN_ROUNDS") != NULL;
  random_source random = random_start("tools_say_what_is_true_after_a_fault", 13);
  size_t n_tried = 0, n_wrong = 0;
  fault_sources sources;
  fault_sources_make(&sources, &scale);
  for (size_t i = 0; i < N_COMMANDS; i++) {
    tool_setting tried;
    setting_begin(&tried, &commands[i], &sources);
    for (size_t k = 0; k < N_TOOL_FAULTS; k++) {
      const call_fault counting = {"nothing", FAULT_ONCE, 0, tool_faults[k].calls};
      try_command(&tried, &counting, -1);
      const long n_calls = calls_of(&tried, &tool_faults[k]);
      if (tool_faults[k].manner == FAULT_SIGNALS && commands[i].run == run_query)
        continue; /* it has nothing to put in order and just ends */
      for (long call = 0; call < n_calls; call++) {
        if (!all && random_below(&random, 8) != 0)
          continue;
        try_command(&tried, &tool_faults[k], call);
        const char *problem = judge_report(&tried, &tool_faults[k]);
        n_tried++;
        n_wrong += problem != NULL;
        if (problem != NULL)
          print_error("%s, %s at call %ld of %ld: %s (exit %d, %s)\n", commands[i].name, tool_faults[k].name, call,
                      n_calls, problem, (int)tried.report->exit, tried.report->messages);
      }
    }
    setting_end(&tried);
  }
  fault_sources_remove(&sources);
  print_message("%zu faults\n", n_tried);
  assert_true(n_tried > 50);
  assert_int_equal(n_wrong, 0);
}

int main(void) {
  if (access("/dev/shm", W_OK) == 0)
    setenv("TMPDIR", "/dev/shm", false);
  const struct CMUnitTest tests[] = {cmocka_unit_test(tools_say_what_is_true_after_a_fault)};
  return cmocka_run_group_tests_name("tools and faults", tests, NULL, NULL);
}
