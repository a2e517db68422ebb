/* SPDX-License-Identifier: MIT */
/* numbers.c: thousands apart, sizes in three digits. */
#include "cli/numbers.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

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
