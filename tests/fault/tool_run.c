/* SPDX-License-Identifier: MIT */
/* tool_run.c: a fork of the test calls the tool's main; the tools' clocks stand still, so that what they print is the
 * same each time. */
#include "fault/tool_run.h"

#include "support/scaffold.h"

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_ARGUMENTS = 16, COMMAND_MAX = 256, SECONDS = 120, CPU_SECONDS = 20 };

/* The Makefile compiles the tools once more with their main under these names. */
int main_of_quern_index(int argc, char **argv);
int main_of_quern_query(int argc, char **argv);

int clock_gettime(clockid_t clock, struct timespec *time) {
  (void)clock;
  *time = (struct timespec){.tv_sec = 1000000000};
  return 0;
}

static void require(bool done, const char *what) {
  if (!done)
    scaffold_failed(what, "a tool cannot be run");
}

static void redirect(int descriptor, int file) {
  require(file >= 0 && lseek(file, 0, SEEK_SET) == 0 && dup2(file, descriptor) == descriptor, "redirect");
}

/* A handler of the test program must not catch what the tool does, and none of its runs is endless. */
static void become_a_tool(void) {
  static const int caught[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGSYS, SIGABRT};
  for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
    signal(caught[i], SIG_DFL);
  alarm(SECONDS);
  setrlimit(RLIMIT_CPU, &(struct rlimit){CPU_SECONDS, CPU_SECONDS});
}

static _Noreturn void run_main(const char *command, long n, failing_mode mode, bool *reached) {
  char words[COMMAND_MAX], *argv[MAX_ARGUMENTS + 1], *rest = words;
  int argc = 0;
  require((size_t)snprintf(words, sizeof words, "%s", command) < sizeof words, command);
  while (rest != NULL && argc < MAX_ARGUMENTS)
    argv[argc++] = strsep(&rest, " ");
  require(rest == NULL, command);
  argv[argc] = NULL;
  int (*tool)(int, char **) = strcmp(argv[0], "quern-index") == 0 ? main_of_quern_index : main_of_quern_query;
  become_a_tool();
  stdout = fdopen(STDOUT_FILENO, "w"); /* without the buffer that the test program's has: the tool asks for one */
  require(stdout != NULL, "standard output");
  failing_memory_begin(n, mode);
  int status = tool(argc, argv);
  *reached = failing_memory_end() > n && n >= 0;
  exit(status);
}

static char *read_descriptor(int file) {
  off_t size = lseek(file, 0, SEEK_END);
  char *text = malloc((size_t)size + 1);
  require(size >= 0 && text != NULL && pread(file, text, (size_t)size, 0) == size, "read_descriptor");
  text[size] = '\0';
  return text;
}

/* An open file without a name. */
static int anonymous_file(void) {
  FILE *file = tmpfile();
  int descriptor = file != NULL ? dup(fileno(file)) : -1;
  require(descriptor >= 0, "anonymous_file");
  fclose(file);
  return descriptor;
}

void run_tool(tool_run *run, const char *command, const char *input, long n, failing_mode mode) {
  tool_run_clear(run);
  bool *reached = mmap(NULL, sizeof *reached, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  require(reached != MAP_FAILED, "mmap");
  int in = open(input != NULL ? input : "/dev/null", O_RDONLY | O_CLOEXEC), out = anonymous_file();
  int messages = anonymous_file(), status = 0;
  fflush(NULL);
  pid_t child = fork();
  require(child >= 0, "fork");
  if (child == 0) {
    redirect(STDIN_FILENO, in);
    redirect(STDOUT_FILENO, out);
    redirect(STDERR_FILENO, messages);
    run_main(command, n, mode, reached);
  }
  require(waitpid(child, &status, 0) == child, "waitpid");
  run->exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  run->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  run->reached = *reached;
  run->out = read_descriptor(out);
  run->messages = read_descriptor(messages);
  close(in);
  close(out);
  close(messages);
  munmap(reached, sizeof *reached);
}

void tool_run_clear(tool_run *run) {
  free(run->out);
  free(run->messages);
  *run = (tool_run){.exit = 0};
}
