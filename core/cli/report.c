/* SPDX-License-Identifier: MIT */
/* report.c: the message of the library, and what the tools know in addition. */
#include "cli/report.h"

#include "cli/console.h"

#include <inttypes.h>

cli_exit cli_report(const qn_error *error) {
  cli_message("%s", error->message);
  return cli_exit_of(error->status);
}

cli_exit cli_report_memory(void) {
  cli_message("out of memory");
  return cli_exit_of(QN_NO_MEMORY);
}

cli_exit cli_report_open(const qn_error *error, const char *dir) {
  if (error->status == QN_NO_INDEX)
    cli_message("%s (quern-index add -i %s PATH...)", error->message, dir);
  else
    cli_message("%s", error->message);
  return cli_exit_of(error->status);
}

void cli_advise(qn_status status, const char *dir) {
  if (status == QN_DAMAGED)
    cli_message("`quern-index salvage -i %s NEW` makes a new index of what can be read", dir);
}

void cli_report_lost(uint64_t generation) {
  if (generation != 0)
    cli_message("warning: commit %" PRIu64
                " was made with --no-sync and lost in a power failure; add its articles again",
                generation);
}
