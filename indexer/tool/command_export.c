/* SPDX-License-Identifier: MIT */
/* command_export.c: prints the articles, or those that match a query, as `add` reads them: adding what was exported
 * gives the same articles. */
#include "cli/console.h"
#include "cli/json_writer.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "cli/signals.h"
#include "tool/command.h"
#include "tool/matching.h"

static const char usage[] = "Usage: quern-index export [OPTION...]\n"
                            "       quern-index export [OPTION...] --query QUERY\n\n"
                            "Prints the articles, or those that match a query, in order of addition, an\n"
                            "object a line, as `quern-index add` reads them. Articles that damage has made\n"
                            "unreadable are left out and counted; the exit status is then 4.\n\n";

static const cli_note examples[] = {
    {"quern-index export | quern-index add -i new -", "indexes everything again"},
    {"quern-index export --query 'id:notes/a.md' | jq -r .text", "prints the text of one article"},
    {NULL, NULL},
};

enum { FLUSH_SIZE = 1 << 20 };

typedef struct exporting {
  match_options matching;
  qn__buffer out;
  cli_exit written;
  bool any;           /* matches */
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

static bool put_match(void *context, qn_searcher *searcher, uint64_t article) {
  exporting *e = context;
  qn_article found;
  qn_error error;
  e->any = true;
  switch (qn_searcher_article(searcher, article, &found, &error)) {
  case QN_OK:
    return put_article(e, &found);
  case QN_DAMAGED:
    note_loss(e, &(qn_loss){.file = error.message, .n_articles = 1, .problem = error.message});
    return true;
  default:
    e->written = command_failed(&error);
    return false;
  }
}

static cli_exit export_articles(exporting *e, const qn_index *index) {
  qn_error error;
  if (e->matching.query != NULL) {
    const cli_exit exit = each_matching(index, &e->matching, put_match, e);
    return exit == EXIT_DONE && !e->any ? EXIT_NEGATIVE : exit;
  }
  qn_status status = qn_index_each_readable_article(index, put_article, note_loss, e, &error);
  return status == QN_OK ? EXIT_DONE : command_failed(&error);
}

cli_exit command_export(int argc, char **argv) {
  exporting e = {.written = EXIT_DONE};
  invocation call = {.syntax = {.command = "export",
                                .usage = usage,
                                .examples = examples,
                                .groups = {{match_option_rows, N_MATCH_OPTIONS, &e.matching}}}};
  qn_index *index;
  if (!command_begin_alone(&call, argc, argv))
    return call.exit;
  if (e.matching.query == NULL && e.matching.strict)
    return cli_usage_error(&call.syntax, "--strict is for --query");
  if (!command_open_index(&call, &index))
    return call.exit;
  qn__buffer_init(&e.out);
  cli_exit exit = export_articles(&e, index);
  if (e.written == EXIT_DONE)
    e.written = cli_write(&e.out);
  qn__buffer_clear(&e.out);
  qn_index_close(index);
  if (cli_interrupted)
    return EXIT_INTERRUPTED;
  return exit == EXIT_DONE ? report_losses(&e, call.dir) : exit;
}
