/* SPDX-License-Identifier: MIT */
/* command_delete.c: deletes articles by id. */
#include "cli/console.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "tool/change_report.h"
#include "tool/lines.h"
#include "tool/write_options.h"

static const char usage[] = "Usage: quern-index delete [OPTION...] ID...\n\n"
                            "Deletes the articles with these ids.\n\n";

typedef struct deleting {
  write_options options;
  const char *ids_from;
  bool null_ends; /* of the ids in ids_from */
  qn_writer *writer;
  uint64_t deleted, missing;
} deleting;

static const cli_option own_options[] = {
    {"ids-from", 0, CLI_TEXT, offsetof(deleting, ids_from), .argument = "FILE",
     .help = "read ids from a file, or from standard input (-), one a line"},
    {"null", '0', CLI_FLAG, offsetof(deleting, null_ends),
     .help = "those ids end in zero bytes, as `quern-query -l0` prints them"},
};
enum { N_OWN_OPTIONS = sizeof own_options / sizeof own_options[0] };

static qn_status delete_one(void *context, char *id, qn_error *error) {
  deleting *d = context;
  qn_status status = qn_writer_delete(d->writer, (qn_string){id, strlen(id)}, error);
  if (status == QN_NOT_FOUND || status == QN_BAD_INPUT) {
    cli_message(status == QN_NOT_FOUND ? "no article has the id \"%s\"" : "\"%s\" cannot be an article's id", id);
    d->missing++;
    return QN_OK;
  }
  d->deleted += status == QN_OK;
  return status;
}

static qn_status delete_all(deleting *d, const invocation *call, qn_error *error) {
  qn_commit_info done;
  qn_status status = QN_OK;
  if (d->ids_from != NULL)
    status = each_line(d->ids_from, d->null_ends ? '\0' : '\n', delete_one, d, error);
  for (int i = 0; i < call->n_operands && status == QN_OK; i++)
    status = delete_one(d, call->operands[i], error);
  if (status == QN_OK)
    status = qn_writer_commit(d->writer, &done, error);
  if (status == QN_OK)
    report_damage(call->dir, &done);
  return status;
}

cli_exit command_delete(int argc, char **argv) {
  deleting d = {.ids_from = NULL};
  invocation call = {
      .syntax = {"delete", usage,
                 .groups = {{own_options, N_OWN_OPTIONS, &d}, {write_option_rows, N_WRITE_OPTIONS, &d.options}}}};
  qn_error error;
  char number[CLI_NUMBER_MAX];
  if (!command_begin(&call, argc, argv))
    return call.exit;
  if (call.n_operands == 0 && d.ids_from == NULL)
    return cli_usage_error(&call.syntax, "name the ids of the articles to delete");
  if (!open_existing_writer(&d.writer, &call, &d.options))
    return call.exit;
  qn_status status = delete_all(&d, &call, &error);
  qn_writer_close(d.writer);
  if (status != QN_OK) {
    cli_exit exit = command_failed(&error);
    cli_advise(status, call.dir);
    return exit;
  }
  report_change(call.dir, "%s article%s deleted", cli_count(number, d.deleted), d.deleted == 1 ? "" : "s");
  return d.missing > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}
