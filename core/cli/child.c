/* SPDX-License-Identifier: MIT */
/* child.c: posix_spawn, and the shell where a command needs it. */
#include "cli/child.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Of signals that the tools ignore or handle the child gets the default actions. */
static int set_signals(posix_spawnattr_t *attributes) {
  sigset_t ours;
  sigemptyset(&ours);
  sigaddset(&ours, SIGINT);
  sigaddset(&ours, SIGPIPE);
  sigaddset(&ours, SIGXFSZ);
  const int failure = posix_spawnattr_setsigdefault(attributes, &ours);
  return failure != 0 ? failure : posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF);
}

int cli_child_start(pid_t *child, const char *const *words, int input) {
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t files;
  int failure = posix_spawnattr_init(&attributes);
  if (failure != 0)
    return failure;
  failure = posix_spawn_file_actions_init(&files);
  if (failure == 0) {
    failure = set_signals(&attributes);
    if (failure == 0 && input >= 0)
      failure = posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    if (failure == 0)
      failure = posix_spawnp(child, words[0], &files, &attributes, (char *const *)words, environ);
    posix_spawn_file_actions_destroy(&files);
  }
  posix_spawnattr_destroy(&attributes);
  return failure;
}

enum { BEFORE = 4 }; /* words before the arguments */

static bool needs_shell(const char *command) {
  return strpbrk(command, "|&;<>()$`\\\"' \t\n*?[#~=%") != NULL;
}

/* sh -c COMMAND COMMAND, or sh -c 'COMMAND "$@"' COMMAND ARGUMENT... */
static int start_in_shell(pid_t *child, const char *command, const char **words, int input) {
  qn__buffer script;
  qn__buffer_init(&script);
  qn__buffer_print(&script, words[BEFORE] != NULL ? "%s \"$@\"" : "%s", command);
  qn__buffer_u8(&script, '\0');
  words[0] = "sh";
  words[1] = "-c";
  words[2] = (const char *)script.data;
  const int failure = script.failed ? ENOMEM : cli_child_start(child, words, input);
  qn__buffer_clear(&script);
  return failure;
}

int cli_child_start_command(pid_t *child, const char *command, const char *const *arguments, size_t n, int input) {
  const char **words = qn__malloc((BEFORE + n + 1) * sizeof *words);
  if (words == NULL)
    return ENOMEM;
  for (size_t i = 0; i < n; i++)
    words[BEFORE + i] = arguments[i];
  words[BEFORE + n] = NULL;
  words[BEFORE - 1] = command;
  const int failure = needs_shell(command) ? start_in_shell(child, command, words, input)
                                           : cli_child_start(child, words + BEFORE - 1, input);
  qn__free(words);
  return failure;
}

int cli_child_wait(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR)
      return CLI_CHILD_NOT_RUN;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
