/* SPDX-License-Identifier: MIT */
/* command_export.c: prints the articles as `add` reads them: adding what was exported gives the same articles. */
#include "cli/console.h"
#include "cli/json_writer.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "cli/signals.h"
#include "tool/command.h"

static const char usage[] = "Usage: quern-index export [OPTION...]\n\n"
                            "Prints the articles in order of addition, an object a line, as `quern-index\n"
                            "add` reads them. Articles that damage has made unreadable are left out and\n"
                            "counted; the exit status is then 4.\n\n";

enum { FLUSH_SIZE = 1 << 20 };

typedef struct exporting {
  qn__buffer out;
  cli_exit written;
  uint64_t n_lost;    /* articles */
  char problem[1024]; /* of the first that were lost in the current file */
  char file[4096];    /* empty: none were lost */
  uint64_t n_in_file;
} exporting;

/* Title and text are written even when empty, so that no other property takes their place when read again. */
static bool put_article(void *context, const qn_article *article) {
  exporting *e = context;
  qn__buffer *out = &e->out;
  cli_json_literal(out, "{\"id\":");
  cli_json_string(out, article->id.data, article->id.size);
  cli_json_literal(out, ",\"title\":");
  cli_json_string(out, article->title.data, article->title.size);
  cli_json_member(out, ",\"url\":", article->url);
  cli_json_member(out, ",\"date\":", article->date);
  cli_json_member(out, ",\"lang\":", article->language);
  cli_json_literal(out, ",\"text\":");
  cli_json_string(out, article->text.data, article->text.size);
  if (article->fields.size > 2) { /* more than {} */
    cli_json_literal(out, ",");
    qn__buffer_bytes(out, article->fields.data + 1, article->fields.size - 2);
  }
  if (article->source_map.size > 0) {
    cli_json_literal(out, ",\"source_map\":");
    qn__buffer_bytes(out, article->source_map.data, article->source_map.size);
  }
  cli_json_literal(out, "}\n");
  if (out->size >= FLUSH_SIZE || out->failed)
    e->written = cli_write(out);
  return e->written == EXIT_DONE && !cli_interrupted;
}

/* Says how many articles of a file could not be read. */
static void report_file(exporting *e) {
  char count[CLI_NUMBER_MAX];
  if (e->n_in_file > 0)
    cli_message("%s article%s left out: %s", cli_count(count, e->n_in_file), e->n_in_file == 1 ? "" : "s", e->problem);
  e->n_lost += e->n_in_file;
  e->n_in_file = 0;
}

static void note_loss(void *context, const qn_loss *loss) {
  exporting *e = context;
  if (strcmp(e->file, loss->file) != 0)
    report_file(e);
  if (e->n_in_file == 0) {
    snprintf(e->file, sizeof e->file, "%s", loss->file);
    snprintf(e->problem, sizeof e->problem, "%s", loss->problem);
  }
  e->n_in_file += loss->n_articles;
}

/* Says how many articles were left out of the index in all. */
static cli_exit report_losses(exporting *e, const char *dir) {
  char count[CLI_NUMBER_MAX];
  report_file(e);
  if (e->n_lost == 0)
    return e->written;
  cli_message("%s article%s of %s could not be read", cli_count(count, e->n_lost), e->n_lost == 1 ? "" : "s", dir);
  cli_advise(QN_DAMAGED, dir);
  return e->written == EXIT_DONE ? EXIT_DAMAGED : e->written;
}

cli_exit command_export(int argc, char **argv) {
  exporting e = {.written = EXIT_DONE};
  invocation call = {.syntax = {.command = "export", .usage = usage}};
  qn_index *index;
  qn_error error;
  if (!command_begin_alone(&call, argc, argv) || !command_open_index(&call, &index))
    return call.exit;
  qn__buffer_init(&e.out);
  qn_status status = qn_index_each_readable_article(index, put_article, note_loss, &e, &error);
  if (e.written == EXIT_DONE)
    e.written = cli_write(&e.out);
  qn__buffer_clear(&e.out);
  qn_index_close(index);
  if (cli_interrupted)
    return EXIT_INTERRUPTED;
  return status != QN_OK ? command_failed(&error) : report_losses(&e, call.dir);
}
