/* SPDX-License-Identifier: MIT */
/* command_check.c: verifies the index. */
#include "cli/console.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "tool/command.h"

static const char usage[] = "Usage: quern-index check [OPTION...]\n\n"
                            "Reads the whole index, verifies all checksums and that all parts agree.\n\n";

static const cli_note examples[] = {
    {"quern-index check && cp -r index-data/index backup", "copies the index if it is whole"},
    {NULL, NULL},
};

static void report(void *context, const char *problem) {
  uint64_t *n_problems = context;
  ++*n_problems;
  printf("%s\n", problem);
}

cli_exit command_check(int argc, char **argv) {
  invocation call = {.syntax = {.command = "check", .usage = usage, .examples = examples}};
  qn_index *index;
  qn_error error;
  qn_index_info info;
  uint64_t n_problems = 0;
  char count[CLI_NUMBER_MAX], size[CLI_NUMBER_MAX];
  if (!command_begin_alone(&call, argc, argv) || !command_open_index(&call, &index))
    return call.exit;
  qn_index_get_info(index, &info);
  qn_status status = qn_index_check(index, report, &n_problems, &error);
  qn_index_close(index);
  if (status == QN_DAMAGED && n_problems > 0) {
    cli_message("%s problem%s found in %s; restore a copy, or add the articles to a new index",
                cli_count(count, n_problems), n_problems == 1 ? "" : "s", call.dir);
    cli_advise(QN_DAMAGED, call.dir);
    return EXIT_DAMAGED;
  }
  if (status != QN_OK)
    return command_failed(&error);
  printf("no damage found: %s articles, %s in %s\n", cli_count(count, info.n_articles), cli_size(size, info.disk_bytes),
         call.dir);
  return EXIT_DONE;
}
