/* SPDX-License-Identifier: MIT */
/* write_options.c: --threads, --memory, --wait, --no-sync. */
#include "tool/write_options.h"

#include "cli/console.h"
#include "cli/report.h"
#include "cli/signals.h"

#include <unistd.h>

enum { LONGEST_WAIT = 31536000 }; /* a year */

const cli_option write_option_rows[N_WRITE_OPTIONS] = {
    {"threads", 0, CLI_NUMBER, offsetof(write_options, threads), .min = 1, .max = 1024, .argument = "N",
     .help = "workers (default: one per processor)"},
    {"memory", 0, CLI_BYTES, offsetof(write_options, memory), .argument = "SIZE",
     .help = "memory to use, as 512M or 2G (default 256M)"},
    {"wait", 0, CLI_REAL, offsetof(write_options, wait), .max = LONGEST_WAIT, .bare = "31536000", .argument = "SECONDS",
     .help = "while another writer is at work, wait for it to end, or for so long"},
    {"no-sync", 0, CLI_FLAG, offsetof(write_options, no_sync),
     .help = "do not wait for the disk: a power failure may lose the commit"},
};

bool open_writer(qn_writer **out, invocation *call, const write_options *options, qn_writer_options *more) {
  qn_error error;
  more->threads = (unsigned)options->threads;
  more->memory = (size_t)options->memory;
  more->no_sync = options->no_sync;
  if (more->cancelled == NULL)
    more->cancelled = cli_is_interrupted;
  qn_status status = qn_writer_open(out, call->dir, more, &error);
  if (status == QN_LOCKED && options->wait > 0) {
    if (isatty(STDERR_FILENO))
      cli_message("waiting: %s", error.message);
    more->lock_wait_s = options->wait;
    status = qn_writer_open(out, call->dir, more, &error);
  }
  if (status != QN_OK) {
    call->exit = status == QN_CANCELLED ? command_failed(&error) : cli_report_open(&error, call->dir);
    cli_advise(status, call->dir);
  } else {
    cli_report_lost(qn_writer_lost_generation(*out));
  }
  return status == QN_OK;
}

bool open_existing_writer(qn_writer **out, invocation *call, const write_options *options) {
  qn_writer_options more = QN_WRITER_OPTIONS_INIT;
  more.must_exist = true;
  return open_writer(out, call, options, &more);
}
