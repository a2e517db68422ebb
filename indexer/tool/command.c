/* SPDX-License-Identifier: MIT */
/* command.c: how each command begins and fails. */
#include "tool/command.h"

#include "cli/console.h"
#include "cli/index_location.h"
#include "cli/option_help.h"
#include "cli/option_parse.h"
#include "cli/report.h"

static const cli_option common_options[] = {
    {"index", 'i', CLI_TEXT, offsetof(invocation, dir), .argument = "DIR",
     .help = "the index (default: $QUERN_INDEX, else the nearest .quern or index-data/index upward from here)"},
    {"help", 'h', CLI_FLAG, offsetof(invocation, help), .help = "this text"},
    {"version", 'V', CLI_FLAG, offsetof(invocation, version), .help = "the version"},
};
enum { N_COMMON = sizeof common_options / sizeof common_options[0] };

const cli_note command_variables[] = {
    {"QUERN_INDEX", "the index, where no -i names one"},
    {NULL, NULL},
};

const cli_note command_statuses[] = {
    {"0", "all done"},
    {"1", "some input refused or an id not found"},
    {"2", "wrong command line or settings"},
    {"3", "no index or of another version"},
    {"4", "damaged index"},
    {"5", "locked by another writer"},
    {"6", "input or output failed, disk full or out of memory"},
    {"130", "interrupted"},
    {NULL, NULL},
};

static void add_common_options(invocation *call) {
  cli_option_group *group = call->syntax.groups;
  while (group->options != NULL)
    group++;
  size_t skipped = call->needs_no_index ? 1 : 0;
  *group = (cli_option_group){common_options + skipped, N_COMMON - skipped, call};
  call->syntax.variables = call->needs_no_index ? NULL : command_variables;
  call->syntax.statuses = command_statuses;
}

bool command_begin(invocation *call, int argc, char **argv) {
  add_common_options(call);
  call->exit = cli_parse(&call->syntax, argc, argv, &call->n_operands);
  call->operands = argv + 1;
  if (call->exit != EXIT_DONE)
    return false;
  if (call->help)
    cli_print_help(&call->syntax, stdout);
  else if (call->version)
    printf("%s %s\n", cli_program(), qn_version());
  call->names_index = call->dir != NULL;
  if (!call->names_index)
    call->dir = cli_default_index();
  return !call->help && !call->version;
}

bool command_begin_alone(invocation *call, int argc, char **argv) {
  if (!command_begin(call, argc, argv))
    return false;
  if (call->n_operands > 0)
    call->exit = cli_usage_error(&call->syntax, "takes no operands; leave out \"%s\"", call->operands[0]);
  return call->n_operands == 0;
}

bool command_open_index(invocation *call, qn_index **index) {
  call->exit = cli_open_index(index, &call->dir, 1);
  if (call->exit == EXIT_DAMAGED)
    cli_advise(QN_DAMAGED, call->dir);
  return call->exit == EXIT_DONE;
}

cli_exit command_failed(const qn_error *error) {
  if (error->status != QN_CANCELLED)
    return cli_report(error);
  cli_message("interrupted; nothing was changed");
  return EXIT_INTERRUPTED;
}
