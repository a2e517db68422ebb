/* SPDX-License-Identifier: MIT */
/* signals.c: a reader who has left (SIGPIPE) ends either tool quietly. */
#include "cli/signals.h"

#include "cli/exit_codes.h"

#include <stddef.h>
#include <unistd.h>

volatile sig_atomic_t cli_interrupted;

bool cli_is_interrupted(void *context) {
  (void)context;
  return cli_interrupted != 0;
}

static void ask_to_stop(int signal_number) {
  (void)signal_number;
  cli_interrupted = 1;
}

static void end_now(int signal_number) {
  (void)signal_number;
  _exit(EXIT_INTERRUPTED);
}

/* A program started with nohup does not want to end with its terminal.  A file that grows too large (SIGXFSZ) is an
 * error to report, like a full disk. */
void cli_stop_when_interrupted(void) {
  struct sigaction action = {.sa_handler = ask_to_stop, .sa_flags = (int)SA_RESETHAND}, before;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  if (sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
    sigaction(SIGHUP, &action, NULL);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGXFSZ, SIG_IGN);
}

void cli_exit_when_interrupted(void) {
  signal(SIGINT, end_now);
  signal(SIGPIPE, SIG_DFL);
}
