/* SPDX-License-Identifier: MIT */
/* command_salvage.c: makes a new index of what can be read of a damaged one. */
#include "base/status.h"
#include "cli/console.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "cli/safe_text.h"
#include "cli/signals.h"
#include "tool/change_report.h"
#include "tool/write_options.h"

static const char usage[] = "Usage: quern-index salvage [OPTION...] NEW\n\n"
                            "Makes an index in the directory NEW of every article of a damaged index that\n"
                            "can still be read, and lists what is lost. Only reads the damaged one, in which\n"
                            "nothing may be written meanwhile.\n\n";

static const cli_note examples[] = {
    {"quern-index salvage -i broken whole", "makes the index `whole` of what can be read"},
    {NULL, NULL},
};

typedef struct salvaging {
  write_options options;
  uint64_t n_lost, n_losses;
  bool unknown;   /* something is lost that is not a known number of articles */
  bool no_memory; /* for a line of the list */
} salvaging;

/* "FILE: article ID: what is wrong"; without the file where that is named by what is wrong. */
static void print_loss(void *context, const qn_loss *loss) {
  salvaging *self = context;
  char count[CLI_NUMBER_MAX];
  qn__buffer line;
  qn__buffer_init(&line);
  if (strstr(loss->problem, loss->file) == NULL) {
    cli_put_escaped(&line, loss->file, strlen(loss->file));
    qn__buffer_print(&line, ": ");
  }
  if (loss->id.size > 0) {
    qn__buffer_print(&line, "article ");
    cli_put_escaped(&line, loss->id.data, loss->id.size);
    qn__buffer_print(&line, ": ");
  } else if (loss->n_articles > 0) {
    qn__buffer_print(&line, "%s article%s: ", cli_count(count, loss->n_articles), loss->n_articles == 1 ? "" : "s");
  }
  cli_put_escaped(&line, loss->problem, strlen(loss->problem));
  qn__buffer_u8(&line, '\n');
  self->n_losses++;
  self->n_lost += loss->n_articles;
  self->unknown |= loss->n_articles == 0;
  self->no_memory |= line.failed;
  if (!line.failed)
    fwrite(line.data, 1, line.size, stdout);
  qn__buffer_clear(&line);
}

/* Whether the directory may become the new index; else call->exit is set.  An index without a commit is what a salvage
 * that broke off has left. */
static bool is_new(invocation *call, const char *dir) {
  qn_index *index = NULL;
  qn_index_info info = {.generation = 0};
  qn_error error;
  qn_status status = qn_index_open(&index, &dir, 1, &error);
  if (status == QN_OK)
    qn_index_get_info(index, &info);
  qn_index_close(index);
  if (status == QN_NO_INDEX || (status == QN_OK && info.generation == 0))
    return true;
  if (status == QN_IO || status == QN_NO_MEMORY)
    call->exit = cli_report_open(&error, dir);
  else
    call->exit = cli_usage_error(&call->syntax, "%s is an index or part of one; name a new directory", dir);
  return false;
}

static qn_status salvage(salvaging *self, qn_writer *writer, const char *dir, qn_commit_info *done, qn_error *error) {
  qn_status status = qn_writer_salvage(writer, dir, print_loss, self, error);
  if (status == QN_OK && self->no_memory)
    status = qn__fail_memory(error);
  return status == QN_OK ? qn_writer_commit(writer, done, error) : status;
}

static cli_exit report(const salvaging *self, const char *dir, const qn_commit_info *done) {
  char saved[CLI_NUMBER_MAX], lost[CLI_NUMBER_MAX];
  report_change(dir, "%s article%s salvaged, %s%s lost", cli_count(saved, done->added), done->added == 1 ? "" : "s",
                self->unknown ? "at least " : "", cli_count(lost, self->n_lost));
  return self->n_losses > 0 ? EXIT_DAMAGED : EXIT_DONE;
}

cli_exit command_salvage(int argc, char **argv) {
  salvaging self = {.n_lost = 0};
  invocation call = {.syntax = {"salvage", usage, .examples = examples,
                                .groups = {{write_option_rows, N_WRITE_OPTIONS, &self.options}}}};
  qn_writer_options more = QN_WRITER_OPTIONS_INIT;
  qn_writer *writer;
  qn_commit_info done = {0};
  qn_error error;
  if (!command_begin(&call, argc, argv))
    return call.exit;
  if (call.n_operands != 1)
    return cli_usage_error(&call.syntax, "name one directory for the new index");
  const char *damaged = call.dir;
  call.dir = call.operands[0];
  if (!is_new(&call, call.dir) || !open_writer(&writer, &call, &self.options, &more))
    return call.exit;
  qn_status status = salvage(&self, writer, damaged, &done, &error);
  qn_writer_close(writer);
  return status == QN_OK ? report(&self, call.dir, &done) : command_failed(&error);
}
