/* SPDX-License-Identifier: MIT */
/* commit_pace.c: a number alone is of articles, with an s of seconds. */
#include "tool/commit_pace.h"

#include "base/clock.h"
#include "cli/option_values.h"

#include <string.h>

#define LONGEST_PACE 86400.0 /* a day */

static bool read_seconds(const char *text, double *seconds) {
  const char *end = cli_read_number(text, seconds);
  return end > text && strcmp(end, "s") == 0 && *seconds > 0 && *seconds <= LONGEST_PACE;
}

bool commit_pace_check(commit_pace *pace, double seconds, invocation *call) {
  const char *text = pace->given;
  double given = 0;
  pace->seconds = seconds;
  if (text == NULL)
    return true;
  if (cli_read_count(text, &pace->articles) && pace->articles > 0)
    return true;
  pace->articles = 0;
  if (read_seconds(text, &given)) {
    pace->seconds = given;
    return true;
  }
  call->exit = cli_usage_error(&call->syntax,
                               "--commit-every takes a number of articles, as 1000, or of seconds up to a day, as 5s, "
                               "not \"%s\"",
                               text);
  return false;
}

void commit_pace_restart(commit_pace *pace) {
  pace->last = qn__seconds_now();
}

bool commit_pace_is_due(const commit_pace *pace, uint64_t n_articles) {
  if (n_articles == 0)
    return false;
  return (pace->articles > 0 && n_articles >= pace->articles) ||
         (pace->seconds > 0 && qn__seconds_now() - pace->last >= pace->seconds);
}
