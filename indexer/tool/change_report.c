/* SPDX-License-Identifier: MIT */
/* change_report.c: lines after a change.  An index that cannot be read leaves them shorter. */
#include "tool/change_report.h"

#include "cli/console.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "tool/command.h"

#include <stdarg.h>
#include <stdio.h>

void report_change(const char *dir, const char *format, ...) {
  char what[1024], count[CLI_NUMBER_MAX], size[CLI_NUMBER_MAX];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  qn_index *index;
  if (qn_index_open(&index, &dir, 1, NULL) != QN_OK) {
    cli_message("%s", what);
    return;
  }
  qn_index_info info;
  qn_index_get_info(index, &info);
  cli_message("%s; the index has %s article%s in %s (%s)", what, cli_count(count, info.n_articles),
              info.n_articles == 1 ? "" : "s", cli_size(size, info.disk_bytes), dir);
  qn_index_close(index);
}

void report_damage(const char *dir, const qn_commit_info *done) {
  char count[CLI_NUMBER_MAX];
  if (done->damaged_segments == 0)
    return;
  cli_message("%s damaged file%s of the index left as %s: %s", cli_count(count, done->damaged_segments),
              done->damaged_segments == 1 ? "" : "s", done->damaged_segments == 1 ? "it is" : "they are", done->damage);
  cli_advise(QN_DAMAGED, dir);
}

void report_lost_sources(const qn_writer *writer) {
  const char *why = qn_writer_lost_sources(writer);
  if (why != NULL)
    cli_message("%s; what was known of files is lost: name the folders again, with their options, and "
                "`quern-index add` reads all their files",
                why);
}

/* The parts as people think of them; the last takes all that the others do not. */
static const struct {
  const char *name, *parts[5];
} groups[] = {
    {"store", {"store", "words"}},
    {"positions", {"positions", "exact forms"}},
    {"postings", {"postings", "headers", "bit sets", "best articles"}},
    {"words", {"terms", "forms"}},
    {"other", {NULL}},
};
enum { N_GROUPS = sizeof groups / sizeof groups[0] };

static void add_part(void *context, const char *part, uint64_t bytes) {
  uint64_t *sizes = context;
  for (size_t i = 0; i < N_GROUPS - 1; i++)
    for (const char *const *name = groups[i].parts; *name != NULL; name++)
      if (strcmp(*name, part) == 0) {
        sizes[i] += bytes;
        return;
      }
  sizes[N_GROUPS - 1] += bytes;
}

void report_parts(const char *dir) {
  uint64_t sizes[N_GROUPS] = {0};
  char line[256], size[CLI_NUMBER_MAX];
  size_t n = 0;
  qn_index *index;
  if (qn_index_open(&index, &dir, 1, NULL) != QN_OK)
    return;
  qn_status status = qn_index_each_part(index, add_part, sizes, NULL);
  qn_index_close(index);
  if (status != QN_OK)
    return;
  for (size_t i = 0; i < N_GROUPS; i++)
    n += (size_t)snprintf(line + n, sizeof line - n, "%s%s %s", i > 0 ? ", " : "", groups[i].name,
                          cli_size(size, sizes[i]));
  cli_message("by part: %s", line);
}
