/* SPDX-License-Identifier: MIT */
/* option_parse.h: arguments become options and operands. */
#ifndef QN_CORE_CLI_OPTION_PARSE_H
#define QN_CORE_CLI_OPTION_PARSE_H

#include "cli/option_table.h"

/* Reads argv[1] and those after it.  The operands are moved to argv[1] and after it; *n_operands is their number.
 * EXIT_DONE, or the exit code of a mistake that has been reported. */
cli_exit cli_parse(const cli_syntax *syntax, int argc, char **argv, int *n_operands);

#endif
