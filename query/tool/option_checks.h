/* SPDX-License-Identifier: MIT */
/* option_checks.h: options that would do nothing where they stand, and dates that are not dates, are refused. */
#ifndef QN_QUERY_TOOL_OPTION_CHECKS_H
#define QN_QUERY_TOOL_OPTION_CHECKS_H

#include "tool/tool_options.h"

/* The value of an option that was not given. */
#define NO_NUMBER UINT64_MAX
#define NO_CHOICE ((unsigned)-1)

/* Checks the options once the output is chosen, before defaults stand for what was not given.  EXIT_DONE, or
 * EXIT_USAGE, which has been reported. */
cli_exit options_check(const tool_options *options, const cli_syntax *syntax);

#endif
