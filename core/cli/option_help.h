/* SPDX-License-Identifier: MIT */
/* option_help.h: the help that follows from a table of options. */
#ifndef QN_CORE_CLI_OPTION_HELP_H
#define QN_CORE_CLI_OPTION_HELP_H

#include <stdio.h>

#include "cli/option_table.h"

void cli_print_help(const cli_syntax *syntax, FILE *to);

#endif
