/* SPDX-License-Identifier: MIT */
/* command_compact.c: makes the whole index one segment. */
#include "cli/numbers.h"
#include "cli/report.h"
#include "tool/change_report.h"
#include "tool/write_options.h"

static const char usage[] = "Usage: quern-index compact [OPTION...]\n\n"
                            "Rewrites the index as one segment without deleted articles.\n\n";

static const cli_note examples[] = {
    {"quern-index compact -i mail", "makes the index as small and fast as it gets"},
    {NULL, NULL},
};

cli_exit command_compact(int argc, char **argv) {
  write_options options = {.threads = 0};
  invocation call = {
      .syntax = {"compact", usage, .examples = examples, .groups = {{write_option_rows, N_WRITE_OPTIONS, &options}}}};
  qn_writer *writer;
  qn_commit_info done = {0};
  qn_error error;
  char size[CLI_NUMBER_MAX];
  if (!command_begin_alone(&call, argc, argv) || !open_existing_writer(&writer, &call, &options))
    return call.exit;
  qn_status status = qn_writer_compact(writer, &done, &error);
  report_lost_sources(writer);
  qn_writer_close(writer);
  if (status != QN_OK) {
    cli_exit exit = command_failed(&error);
    cli_advise(status, call.dir);
    return exit;
  }
  report_change(call.dir, "compacted, %s written", cli_size(size, done.written_bytes));
  return EXIT_DONE;
}
