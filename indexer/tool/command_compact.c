/* SPDX-License-Identifier: MIT */
/* command_compact.c: the whole index into one segment. */
#include "tool/say.h"
#include "tool/writing.h"

int command_compact(const command *self, int argc, char **argv) {
  static const struct option own[] = {WRITER_OPTIONS, {NULL, 0, NULL, 0}};
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  invocation call;
  qn_writer *writer;
  qn_commit_info done = {0};
  qn_error error;
  char size[SAY_NUMBER_MAX];
  options.must_exist = true;
  options.cancelled = command_is_interrupted;
  int exit = command_read_options(self, argc, argv, own, take_only_writer_options, &options, &call);
  if (exit >= 0)
    return exit;
  if (call.n_operands > 0)
    return command_usage_error(self, "takes no operands, and \"%s\" is one", call.operands[0]);
  if (qn_writer_open(&writer, call.dir, &options, &error) != QN_OK)
    return command_cannot_open(&error);
  qn_status status = qn_writer_compact(writer, &done, &error);
  qn_writer_close(writer);
  if (status != QN_OK)
    return command_failed(&error);
  say_done(call.dir, "compacted, %s written", say_size(size, done.written_bytes));
  return EXIT_DONE;
}
