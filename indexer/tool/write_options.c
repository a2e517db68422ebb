/* SPDX-License-Identifier: MIT */
/* write_options.c: --threads, --memory, --no-sync. */
#include "tool/write_options.h"

#include "cli/report.h"
#include "cli/signals.h"

const cli_option write_option_rows[N_WRITE_OPTIONS] = {
    {"threads", 0, CLI_NUMBER, offsetof(write_options, threads), .min = 1, .max = 1024, .argument = "N",
     .help = "workers (default: one per processor)"},
    {"memory", 0, CLI_BYTES, offsetof(write_options, memory), .argument = "SIZE",
     .help = "memory to use, as 512M or 2G (default 256M)"},
    {"no-sync", 0, CLI_FLAG, offsetof(write_options, no_sync),
     .help = "do not wait for the disk: a power failure may lose the commit"},
};

bool open_writer(qn_writer **out, invocation *call, const write_options *options, qn_writer_options *more) {
  qn_error error;
  more->threads = (unsigned)options->threads;
  more->memory = (size_t)options->memory;
  more->no_sync = options->no_sync;
  more->cancelled = cli_is_interrupted;
  qn_status status = qn_writer_open(out, call->dir, more, &error);
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
