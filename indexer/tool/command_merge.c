/* SPDX-License-Identifier: MIT */
/* command_merge.c: adds whole indexes to this one. */
#include "tool/change_report.h"
#include "tool/write_options.h"

static const char usage[] = "Usage: quern-index merge [OPTION...] SRC...\n\n"
                            "Adds all articles of other indexes with the same settings, whose files are\n"
                            "taken over as they are. Of equal ids the one merged last wins. Exit status 4:\n"
                            "merged, but what an index knew of its files could not be read.\n\n";

static const cli_note examples[] = {
    {"quern-index merge -i all mail notes", "makes one index of two"},
    {NULL, NULL},
};

static qn_status merge_all(qn_writer *writer, const invocation *call, qn_error *error) {
  qn_commit_info done;
  qn_status status = QN_OK;
  for (int i = 0; i < call->n_operands && status == QN_OK; i++)
    status = qn_writer_merge(writer, call->operands[i], error);
  if (status == QN_OK)
    status = qn_writer_commit(writer, &done, error);
  if (status == QN_OK)
    report_damage(call->dir, &done);
  return status;
}

cli_exit command_merge(int argc, char **argv) {
  write_options options = {.threads = 0};
  const cli_option *own_rows = &write_option_rows[N_WRITE_OPTIONS - 2];
  invocation call = {.syntax = {"merge", usage, .examples = examples, .groups = {{own_rows, 2, &options}}}};
  qn_writer_options more = QN_WRITER_OPTIONS_INIT;
  qn_writer *writer;
  qn_error error;
  if (!command_begin(&call, argc, argv))
    return call.exit;
  if (call.n_operands == 0)
    return cli_usage_error(&call.syntax, "name the indexes to add");
  if (!open_writer(&writer, &call, &options, &more))
    return call.exit;
  qn_status status = merge_all(writer, &call, &error);
  report_lost_sources(writer);
  const bool lost = qn_writer_lost_sources(writer) != NULL;
  qn_writer_close(writer);
  if (status != QN_OK)
    return command_failed(&error);
  report_change(call.dir, "%d index%s merged", call.n_operands, call.n_operands == 1 ? "" : "es");
  return lost ? EXIT_DAMAGED : EXIT_DONE;
}
