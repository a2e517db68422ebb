/* SPDX-License-Identifier: MIT */
/* pager.c: a pipe to the pager takes the place of the terminal.  SIGINT is the pager's while it runs, and a person who
 * leaves it early (SIGPIPE) ends nothing before the terminal is as it was. */
#include "cli/pager.h"

#include "cli/child.h"
#include "cli/console.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t left_early;

static void note_leaving(int signal_number) {
  (void)signal_number;
  left_early = 1;
}

/* The pager of the environment; NULL: none. */
static const char *find_pager(void) {
  const char *command = getenv("PAGER");
  if (command == NULL)
    return "less";
  return *command != '\0' && strcmp(command, "cat") != 0 ? command : NULL;
}

/* A terminal's descriptor goes to the pipe; what it was before, or -1. */
static int divert(int descriptor, int pipe_end) {
  const int saved = isatty(descriptor) ? fcntl(descriptor, F_DUPFD_CLOEXEC, 3) : -1;
  if (saved >= 0)
    dup2(pipe_end, descriptor);
  return saved;
}

static void restore(int descriptor, int saved) {
  if (saved < 0)
    return;
  dup2(saved, descriptor);
  close(saved);
}

/* Without a $PAGER, a missing `less` needs no message. */
static void report_unstarted(const char *command, int failure) {
  if (getenv("PAGER") != NULL || failure != ENOENT)
    cli_message("cannot run the pager %s ($PAGER): %s", command, strerror(failure));
}

static void handle(int signal_number, void (*handler)(int), struct sigaction *before) {
  struct sigaction action = {.sa_handler = handler};
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, before);
}

void cli_pager_begin(cli_pager *pager) {
  int ends[2];
  *pager = (cli_pager){.output = -1, .messages = -1};
  const char *command = isatty(STDOUT_FILENO) ? find_pager() : NULL;
  if (command == NULL)
    return;
  if (pipe2(ends, O_CLOEXEC) != 0) {
    report_unstarted(command, errno);
    return;
  }
  setenv("LESS", "FRX", 0);
  setenv("LV", "-c", 0);
  fflush(stdout);
  const int failure = cli_child_start_command(&pager->child, command, NULL, 0, ends[0]);
  if (failure == 0) {
    pager->command = command;
    left_early = 0;
    handle(SIGINT, SIG_IGN, &pager->on_interrupt);
    handle(SIGPIPE, note_leaving, &pager->on_broken_pipe);
    pager->output = divert(STDOUT_FILENO, ends[1]);
    pager->messages = divert(STDERR_FILENO, ends[1]);
  } else {
    report_unstarted(command, failure);
  }
  close(ends[0]);
  close(ends[1]);
}

cli_exit cli_pager_end(cli_pager *pager, cli_exit exit) {
  if (pager->command == NULL)
    return exit;
  fflush(stdout);
  restore(STDOUT_FILENO, pager->output);
  restore(STDERR_FILENO, pager->messages);
  const int status = cli_child_wait(pager->child);
  sigaction(SIGINT, &pager->on_interrupt, NULL);
  sigaction(SIGPIPE, &pager->on_broken_pipe, NULL);
  if (status == CLI_CHILD_NOT_RUN || status == CLI_CHILD_NOT_RUN - 1) {
    cli_message("the pager `%s` ($PAGER) could not be run, so nothing was shown", pager->command);
    return EXIT_SYSTEM;
  }
  return left_early && exit == EXIT_SYSTEM ? EXIT_DONE : exit;
}
