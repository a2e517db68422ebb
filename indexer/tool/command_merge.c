/* SPDX-License-Identifier: MIT */
/* command_merge.c: whole indexes into this one. */
#include "tool/say.h"
#include "tool/writing.h"

int command_merge(const command *self, int argc, char **argv) {
  static const struct option own[] = {{"no-sync", no_argument, NULL, OPTION_NO_SYNC}, {NULL, 0, NULL, 0}};
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  invocation call;
  qn_writer *writer;
  qn_error error;
  options.cancelled = command_is_interrupted;
  int exit = command_read_options(self, argc, argv, own, take_only_writer_options, &options, &call);
  if (exit >= 0)
    return exit;
  if (call.n_operands == 0)
    return command_usage_error(self, "name the indexes to add");
  if (qn_writer_open(&writer, call.dir, &options, &error) != QN_OK)
    return command_cannot_open(&error);
  qn_status status = QN_OK;
  for (int i = 0; i < call.n_operands && status == QN_OK; i++)
    status = qn_writer_merge(writer, call.operands[i], &error);
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, &error);
  qn_writer_close(writer);
  if (status != QN_OK)
    return command_failed(&error);
  say_done(call.dir, "%d index%s merged", call.n_operands, call.n_operands == 1 ? "" : "es");
  return EXIT_DONE;
}
