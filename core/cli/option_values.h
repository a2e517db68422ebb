/* SPDX-License-Identifier: MIT */
/* option_values.h: what an option takes, read and stored. */
#ifndef QN_CORE_CLI_OPTION_VALUES_H
#define QN_CORE_CLI_OPTION_VALUES_H

#include "cli/option_table.h"

/* Stores the value, NULL for a flag, in `field`; `name` is the option as it was written, "-n" or "--limit".  EXIT_DONE,
 * or the exit code of a mistake that has been reported. */
cli_exit cli_set_value(const cli_syntax *syntax, const cli_option *option, const char *name, const char *value,
                       void *field);

/* Reads a whole number that is all of the text; false: it is not one. */
bool cli_read_count(const char *text, uint64_t *count);

/* Reads the number, without a sign, that the text begins with; returns what follows it, else the text. */
const char *cli_read_number(const char *text, double *number);

/* The i-th value that the option may have; its size is 0 past the last. */
qn_string cli_choice(const cli_option *option, size_t i);

enum { CLI_CHOICES_MAX = 200 }; /* bytes of all choices in a sentence */

/* "auto, always or never"; `mark` follows the first. */
void cli_list_choices(char out[CLI_CHOICES_MAX], const cli_option *option, const char *mark);

#endif
