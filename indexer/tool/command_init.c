/* SPDX-License-Identifier: MIT */
/* command_init.c: an index without articles, which the folder that it is in is known by. */
#include "base/file.h"
#include "base/memory.h"
#include "cli/console.h"
#include "cli/index_location.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "tool/write_options.h"

static const char usage[] = "Usage: quern-index init [OPTION...] [DIR]\n\n"
                            "Makes an index for the folder DIR, or for this one: DIR/.quern. In it and in\n"
                            "all folders below, both tools find that index without -i.\n\n";

static const cli_note examples[] = {
    {"quern-index init", "makes .quern here"},
    {"quern-index init --lang de notes", "makes notes/.quern, for texts in German"},
    {NULL, NULL},
};

typedef struct making {
  const char *lang;
  uint64_t title_weight;
} making;

static const cli_option own_options[] = {
    {"lang", 0, CLI_TEXT, offsetof(making, lang), .argument = "LANG",
     .help = "language of articles that name none: en, german...; none: no stemming (default en)"},
    {"title-weight", 0, CLI_NUMBER, offsetof(making, title_weight), .min = 1, .max = 16, .argument = "N",
     .help = "how often the title counts, 1 to 16 (default 2)"},
};
enum { N_OWN_OPTIONS = sizeof own_options / sizeof own_options[0] };

/* Says what the index in `dir` is; false: there is none. */
static bool report_existing(const char *dir) {
  char number[CLI_NUMBER_MAX];
  qn_index *index;
  qn_index_info info;
  if (qn_index_open(&index, &dir, 1, NULL) != QN_OK)
    return false;
  qn_index_get_info(index, &info);
  cli_message("%s is an index already: %s article%s", dir, cli_count(number, info.n_articles),
              info.n_articles == 1 ? "" : "s");
  qn_index_close(index);
  return true;
}

static cli_exit make(const making *asked, invocation *call) {
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  const write_options defaults = {.threads = 1};
  qn_error error;
  qn_writer *writer;
  options.language = asked->lang;
  options.title_weight = (unsigned)asked->title_weight;
  const bool exists = report_existing(call->dir);
  if (!open_writer(&writer, call, &defaults, &options))
    return call->exit;
  qn_status status = exists ? QN_OK : qn_writer_commit(writer, NULL, &error);
  qn_writer_close(writer);
  if (status != QN_OK)
    return command_failed(&error);
  if (!exists)
    cli_message("made an index in %s, found from there and from below", call->dir);
  return EXIT_DONE;
}

cli_exit command_init(int argc, char **argv) {
  making asked = {.lang = NULL};
  invocation call = {.syntax = {"init", usage, .examples = examples, .groups = {{own_options, N_OWN_OPTIONS, &asked}}}};
  if (!command_begin(&call, argc, argv))
    return call.exit;
  if (call.n_operands > 1 || (call.n_operands == 1 && call.names_index))
    return cli_usage_error(&call.syntax, "takes one folder, or -i with the index itself");
  if (call.names_index)
    return make(&asked, &call);
  char *dir = qn__join_path(call.n_operands == 1 ? call.operands[0] : ".", CLI_INDEX_NAME);
  if (dir == NULL)
    return cli_report_memory();
  call.dir = dir;
  cli_exit exit = make(&asked, &call);
  qn__free(dir);
  return exit;
}
