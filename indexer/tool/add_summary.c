/* SPDX-License-Identifier: MIT */
/* add_summary.c: counts to a line. */
#include "tool/add_summary.h"

#include "cli/numbers.h"

#include <stdio.h>

static size_t put(char *out, size_t size, uint64_t count, const char *what) {
  char number[CLI_NUMBER_MAX];
  return count > 0 ? (size_t)snprintf(out, size, ", %s %s", cli_count(number, count), what) : 0;
}

const char *add_summary_print(const add_summary *summary, char out[ADD_SUMMARY_MAX]) {
  char number[CLI_NUMBER_MAX];
  size_t n = (size_t)snprintf(out, ADD_SUMMARY_MAX, "%s article%s added", cli_count(number, summary->added),
                              summary->added == 1 ? "" : "s");
  n += put(out + n, ADD_SUMMARY_MAX - n, summary->changed, "changed");
  n += put(out + n, ADD_SUMMARY_MAX - n, summary->unchanged, "unchanged");
  n += put(out + n, ADD_SUMMARY_MAX - n, summary->moved, "moved");
  n += put(out + n, ADD_SUMMARY_MAX - n, summary->removed, "removed");
  n += put(out + n, ADD_SUMMARY_MAX - n, summary->undetected,
           "taken as the index's default language, as none was detected");
  n += skip_counts_print(summary->skipped, out + n, ADD_SUMMARY_MAX - n);
  put(out + n, ADD_SUMMARY_MAX - n, summary->failed, "failed");
  return out;
}
