/* SPDX-License-Identifier: MIT */
/* numbers.h: numbers as people read them. */
#ifndef QN_CORE_CLI_NUMBERS_H
#define QN_CORE_CLI_NUMBERS_H

#include <stdint.h>

enum { CLI_NUMBER_MAX = 32 };

/* "1,234,567" */
const char *cli_count(char out[CLI_NUMBER_MAX], uint64_t count);

/* "0.1": with 15 digits at most, or as many as it takes to be read as the same number. */
const char *cli_real(char out[CLI_NUMBER_MAX], double number);

/* "12.3 MB" */
const char *cli_size(char out[CLI_NUMBER_MAX], uint64_t bytes);

#endif
