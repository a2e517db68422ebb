/* SPDX-License-Identifier: MIT */
/* report.c: the message of the library, and what the tools know in addition. */
#include "cli/report.h"

#include "base/file.h"
#include "cli/console.h"
#include "cli/index_location.h"

#include <inttypes.h>
#include <sys/stat.h>

enum { PATH_MAX_SHOWN = 4096 };

cli_exit cli_report(const qn_error *error) {
  cli_message("%s", error->message);
  return cli_exit_of(error->status);
}

cli_exit cli_report_memory(void) {
  cli_message("out of memory");
  return cli_exit_of(QN_NO_MEMORY);
}

static qn_status find_any(void *context, const char *name) {
  (void)name;
  *(bool *)context = true;
  return QN_CANCELLED;
}

/* Whether there is something that no index can be made of. */
static bool is_taken(const char *path) {
  struct stat status;
  bool taken = stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
  if (!taken)
    qn__each_entry(path, find_any, &taken, NULL);
  return taken;
}

cli_exit cli_report_open(const qn_error *error, const char *dir) {
  char inside[PATH_MAX_SHOWN];
  const bool is_missing = error->status == QN_NO_INDEX;
  if ((is_missing || error->status == QN_NOT_EMPTY) && cli_index_of_folder(inside, sizeof inside, dir))
    cli_message("%s is not an index, but has one: use -i %s", dir, inside);
  else if (is_missing && is_taken(dir))
    cli_message("%s is not a quern index; -i names the directory of one", dir);
  else if (is_missing)
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
