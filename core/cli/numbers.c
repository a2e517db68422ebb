/* SPDX-License-Identifier: MIT */
/* numbers.c: thousands apart, sizes in three digits, reals in as few as say which they are. */
#include "cli/numbers.h"

#include "base/date.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

const char *cli_count(char out[CLI_NUMBER_MAX], uint64_t count) {
  char digits[CLI_NUMBER_MAX];
  int n = snprintf(digits, sizeof digits, "%" PRIu64, count);
  char *to = out;
  for (int i = 0; i < n; i++) {
    if (i > 0 && (n - i) % 3 == 0)
      *to++ = ',';
    *to++ = digits[i];
  }
  *to = '\0';
  return out;
}

const char *cli_real(char out[CLI_NUMBER_MAX], double number) {
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(out, CLI_NUMBER_MAX, "%.*g", digits, number);
    const double read = strtod(out, NULL);
    if (read >= number && read <= number)
      break;
  }
  return out;
}

const char *cli_size(char out[CLI_NUMBER_MAX], uint64_t bytes) {
  static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
  double value = (double)bytes;
  size_t unit = 0;
  while (value >= 999.5 && unit < 4) {
    value /= 1000;
    unit++;
  }
  snprintf(out, CLI_NUMBER_MAX, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  return out;
}

const char *cli_date(char out[CLI_NUMBER_MAX], int64_t seconds, bool with_time) {
  const qn__day day = qn__day_of(seconds);
  const int time = (int)(((seconds % 86400) + 86400) % 86400);
  const int size = snprintf(out, CLI_NUMBER_MAX, "%04" PRId64 "-%02d-%02d", day.year, day.month, day.day);
  if (with_time)
    snprintf(out + size, CLI_NUMBER_MAX - (size_t)size, "T%02d:%02d:%02dZ", time / 3600, time / 60 % 60, time % 60);
  return out;
}
