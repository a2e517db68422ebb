/* SPDX-License-Identifier: MIT */
/* command_delete.c: articles out of the index, by id. */
#include "tool/say.h"
#include "tool/writing.h"

typedef struct deleting {
  qn_writer_options options;
  const char *ids_from;
  qn_writer *writer;
  uint64_t deleted, missing;
} deleting;

static bool take(void *context, int letter, const char *value) {
  deleting *d = context;
  if (letter == OPTION_OWN) {
    d->ids_from = value;
    return true;
  }
  bool known;
  return take_writer_option(&d->options, letter, value, &known);
}

static qn_status delete_one(void *context, char *id, qn_error *error) {
  deleting *d = context;
  qn_status status = qn_writer_delete(d->writer, (qn_string){id, strlen(id)}, error);
  if (status == QN_NOT_FOUND || status == QN_BAD_INPUT) {
    say(status == QN_NOT_FOUND ? "no article has the id \"%s\"" : "\"%s\" can be no article's id", id);
    d->missing++;
    return QN_OK;
  }
  d->deleted += status == QN_OK;
  return status;
}

static qn_status delete_all(deleting *d, const invocation *call, qn_error *error) {
  qn_status status = QN_OK;
  if (d->ids_from != NULL)
    status = each_line(d->ids_from, '\n', delete_one, d, error);
  for (int i = 0; i < call->n_operands && status == QN_OK; i++)
    status = delete_one(d, call->operands[i], error);
  return status == QN_OK ? qn_writer_commit(d->writer, NULL, error) : status;
}

int command_delete(const command *self, int argc, char **argv) {
  static const struct option own[] = {
      WRITER_OPTIONS, {"ids-from", required_argument, NULL, OPTION_OWN}, {NULL, 0, NULL, 0}};
  deleting d = {.options = QN_WRITER_OPTIONS_INIT};
  invocation call;
  qn_error error;
  char number[SAY_NUMBER_MAX];
  d.options.must_exist = true;
  d.options.cancelled = command_is_interrupted;
  int exit = command_read_options(self, argc, argv, own, take, &d, &call);
  if (exit >= 0)
    return exit;
  if (call.n_operands == 0 && d.ids_from == NULL)
    return command_usage_error(self, "name the ids of the articles to delete");
  if (qn_writer_open(&d.writer, call.dir, &d.options, &error) != QN_OK)
    return command_cannot_open(&error);
  qn_status status = delete_all(&d, &call, &error);
  qn_writer_close(d.writer);
  if (status != QN_OK)
    return command_failed(&error);
  say_done(call.dir, "%s article%s deleted", say_count(number, d.deleted), d.deleted == 1 ? "" : "s");
  return d.missing > 0 ? EXIT_REFUSED : EXIT_DONE;
}
