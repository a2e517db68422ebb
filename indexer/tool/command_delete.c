/* SPDX-License-Identifier: MIT */
/* command_delete.c: deletes articles by id, or those that match a query. */
#include "cli/console.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "cli/safe_text.h"
#include "tool/change_report.h"
#include "tool/lines.h"
#include "tool/matching.h"
#include "tool/write_options.h"

static const char usage[] = "Usage: quern-index delete [OPTION...] ID...\n"
                            "       quern-index delete [OPTION...] --query QUERY\n\n"
                            "Deletes the articles with these ids, or all that match a query.\n\n";

static const cli_note examples[] = {
    {"quern-index delete notes/old.md", "deletes the article of this file"},
    {"quern-index delete --dry-run --query 'path:drafts/** date:..2020'", "shows what a query would delete"},
    {NULL, NULL},
};

typedef struct deleting {
  write_options options;
  match_options matching;
  const char *ids_from;
  bool null_ends; /* of the ids in ids_from */
  bool dry_run;
  qn_writer *writer; /* NULL: a dry run */
  qn_index *index;   /* as it is before; NULL: it is not needed */
  qn__buffer out;    /* ids that a dry run finds */
  cli_exit written;  /* of them */
  cli_exit failure;  /* of a match that could not be deleted */
  uint64_t n_deleted, n_missing;
} deleting;

static const cli_option own_options[] = {
    {"ids-from", 0, CLI_TEXT, offsetof(deleting, ids_from), .argument = "FILE",
     .help = "read ids from a file, or from standard input (-), one a line"},
    {"null", '0', CLI_FLAG, offsetof(deleting, null_ends),
     .help = "those ids end in zero bytes, as `quern-query -l0` prints them"},
    {"dry-run", 0, CLI_FLAG, offsetof(deleting, dry_run), .help = "print the ids, and delete nothing"},
};
enum { N_OWN_OPTIONS = sizeof own_options / sizeof own_options[0] };

/* Deletes an article, or looks it up and prints its id. */
static qn_status delete_id(deleting *d, qn_string id, qn_error *error) {
  enum { FULL = 1 << 16 };
  uint64_t article;
  qn_status status = d->dry_run ? qn_index_find(d->index, id, &article, error) : qn_writer_delete(d->writer, id, error);
  d->n_deleted += status == QN_OK;
  if (status != QN_OK || !d->dry_run)
    return status;
  cli_put_escaped(&d->out, id.data, id.size);
  qn__buffer_u8(&d->out, '\n');
  if (d->out.size >= FULL && d->written == EXIT_DONE)
    d->written = cli_write(&d->out);
  return QN_OK;
}

static qn_status delete_named(void *context, char *id, qn_error *error) {
  deleting *d = context;
  qn_status status = delete_id(d, qn_string_of(id), error);
  if (status != QN_NOT_FOUND && status != QN_BAD_INPUT)
    return status;
  cli_message(status == QN_NOT_FOUND ? "no article has the id \"%s\"" : "\"%s\" cannot be an article's id", id);
  d->n_missing++;
  return QN_OK;
}

static bool delete_match(void *context, qn_searcher *searcher, uint64_t article) {
  deleting *d = context;
  qn_article found;
  qn_error error;
  qn_status status = qn_searcher_metadata(searcher, article, &found, &error);
  if (status == QN_OK)
    status = delete_id(d, found.id, &error);
  if (status != QN_OK)
    d->failure = command_failed(&error);
  return status == QN_OK;
}

/* Deletes what the command line says, without committing. */
static cli_exit delete_all(deleting *d, const invocation *call) {
  qn_error error;
  qn_status status = QN_OK;
  if (d->matching.query != NULL) {
    const cli_exit exit = each_matching(d->index, &d->matching, delete_match, d);
    return exit == EXIT_DONE ? d->failure : exit;
  }
  if (d->ids_from != NULL)
    status = each_line(d->ids_from, d->null_ends ? '\0' : '\n', delete_named, d, &error);
  for (int i = 0; i < call->n_operands && status == QN_OK; i++)
    status = delete_named(d, call->operands[i], &error);
  return status == QN_OK ? EXIT_DONE : command_failed(&error);
}

static cli_exit commit_deletes(deleting *d, const char *dir) {
  qn_commit_info done;
  qn_error error;
  if (qn_writer_commit(d->writer, &done, &error) != QN_OK)
    return command_failed(&error);
  report_damage(dir, &done);
  return EXIT_DONE;
}

/* Says what was deleted, or would be. */
static cli_exit report_deleted(const deleting *d, const char *dir) {
  char number[CLI_NUMBER_MAX];
  const char *count = cli_count(number, d->n_deleted), *plural = d->n_deleted == 1 ? "" : "s";
  const bool nothing_matches = d->matching.query != NULL && d->n_deleted == 0;
  if (d->dry_run)
    cli_message("%s article%s would be deleted", count, plural);
  else
    report_change(dir, "%s article%s deleted", count, plural);
  return d->n_missing > 0 || nothing_matches ? EXIT_NEGATIVE : EXIT_DONE;
}

static cli_exit run(deleting *d, const invocation *call) {
  cli_exit exit = delete_all(d, call);
  if (exit == EXIT_DONE)
    exit = d->written != EXIT_DONE ? d->written : d->dry_run ? cli_write(&d->out) : commit_deletes(d, call->dir);
  return exit;
}

static cli_exit check_choice(const deleting *d, const invocation *call) {
  const bool has_ids = call->n_operands > 0 || d->ids_from != NULL;
  if (d->matching.query != NULL && has_ids)
    return cli_usage_error(&call->syntax, "--query chooses the articles; leave out the ids");
  if (d->matching.query == NULL && d->matching.strict)
    return cli_usage_error(&call->syntax, "--strict is for --query");
  if (d->null_ends && d->ids_from == NULL)
    return cli_usage_error(&call->syntax, "--null is for --ids-from, which names the file of ids");
  if (d->matching.query == NULL && !has_ids)
    return cli_usage_error(&call->syntax, "name the ids of the articles to delete, or give a --query");
  return EXIT_DONE;
}

/* A dry run takes no lock.  A query is answered by the index that the writer begins with. */
static bool open_to_delete(deleting *d, invocation *call) {
  if (!d->dry_run && !open_existing_writer(&d->writer, call, &d->options))
    return false;
  return (!d->dry_run && d->matching.query == NULL) || command_open_index(call, &d->index);
}

cli_exit command_delete(int argc, char **argv) {
  deleting d = {.ids_from = NULL};
  invocation call = {.syntax = {"delete", usage, .examples = examples,
                                .groups = {{match_option_rows, N_MATCH_OPTIONS, &d.matching},
                                           {own_options, N_OWN_OPTIONS, &d},
                                           {write_option_rows, N_WRITE_OPTIONS, &d.options}}}};
  if (!command_begin(&call, argc, argv))
    return call.exit;
  cli_exit exit = check_choice(&d, &call);
  if (exit != EXIT_DONE)
    return exit;
  qn__buffer_init(&d.out);
  exit = open_to_delete(&d, &call) ? run(&d, &call) : call.exit;
  qn__buffer_clear(&d.out);
  qn_index_close(d.index);
  qn_writer_close(d.writer);
  if (call.exit != EXIT_DONE)
    return exit;
  if (exit == EXIT_DAMAGED)
    cli_advise(QN_DAMAGED, call.dir);
  return exit == EXIT_DONE ? report_deleted(&d, call.dir) : exit;
}
