/* SPDX-License-Identifier: MIT */
/* command_export.c: prints the articles as `add` reads them: adding what was exported gives the same articles. */
#include "cli/console.h"
#include "cli/json_writer.h"
#include "cli/signals.h"
#include "tool/command.h"

static const char usage[] =
    "Usage: quern-index export [OPTION...]\n\n"
    "Prints the articles in order of addition, an object a line, as `quern-index add` reads them.\n\n";

enum { FLUSH_SIZE = 1 << 20 };

typedef struct exporting {
  qn__buffer out;
  cli_exit written;
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
  cli_json_literal(out, "}\n");
  if (out->size >= FLUSH_SIZE || out->failed)
    e->written = cli_write(out);
  return e->written == EXIT_DONE && !cli_interrupted;
}

cli_exit command_export(int argc, char **argv) {
  exporting e = {.written = EXIT_DONE};
  invocation call = {.syntax = {.command = "export", .usage = usage}};
  qn_index *index;
  qn_error error;
  if (!command_begin_alone(&call, argc, argv) || !command_open_index(&call, &index))
    return call.exit;
  qn__buffer_init(&e.out);
  qn_status status = qn_index_each_article(index, put_article, &e, &error);
  if (e.written == EXIT_DONE)
    e.written = cli_write(&e.out);
  qn__buffer_clear(&e.out);
  qn_index_close(index);
  if (cli_interrupted)
    return EXIT_INTERRUPTED;
  return status != QN_OK ? command_failed(&error) : e.written;
}
