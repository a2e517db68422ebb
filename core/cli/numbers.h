/* SPDX-License-Identifier: MIT */
/* numbers.h: numbers and dates as people read them. */
#ifndef QN_CORE_CLI_NUMBERS_H
#define QN_CORE_CLI_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

enum { CLI_NUMBER_MAX = 32 };

/* "1,234,567" */
const char *cli_count(char out[CLI_NUMBER_MAX], uint64_t count);

/* "0.1": with 15 digits at most, or as many as it takes to be read as the same number. */
const char *cli_real(char out[CLI_NUMBER_MAX], double number);

/* "12.3 MB" */
const char *cli_size(char out[CLI_NUMBER_MAX], uint64_t bytes);

/* "2026-11-27", and with the time of the day "2026-11-27T18:30:00Z", of a moment in seconds since 1970. */
const char *cli_date(char out[CLI_NUMBER_MAX], int64_t seconds, bool with_time);

#endif
