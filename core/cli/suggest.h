/* SPDX-License-Identifier: MIT */
/* suggest.h: which of the known names is meant by one that is not known. */
#ifndef QN_CORE_CLI_SUGGEST_H
#define QN_CORE_CLI_SUGGEST_H

#include <stddef.h>

enum { CLI_MOST_SUGGESTIONS = 3, CLI_SUGGESTED_MAX = 200 };

/* The known names that are nearest to `written`, in the order in which they were offered. */
typedef struct cli_suggestions {
  const char *written;
  size_t size;
  const char *names[CLI_MOST_SUGGESTIONS];
  size_t n;
  size_t distance; /* of each */
} cli_suggestions;

/* Begins with no name; `written` is borrowed and needs no terminating zero. */
cli_suggestions cli_suggest(const char *written, size_t size);

/* Considers a known name, which is borrowed.  Letters left out, added, changed or in the wrong order count one each,
 * an abbreviation counts one, and case does not count. */
void cli_suggest_name(cli_suggestions *suggestions, const char *name);

/* "; did you mean --limit or --list?" with `prefix` "--"; "" if no name is near.  Returns `out`. */
const char *cli_suggested(const cli_suggestions *suggestions, const char *prefix, char out[CLI_SUGGESTED_MAX]);

#endif
