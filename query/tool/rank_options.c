/* SPDX-License-Identifier: MIT */
/* rank_options.c: --recency AGE and --boost FIELD[:log]. */
#include "tool/rank_options.h"

#include "base/memory.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

/* The days of an age like 30d; 0: not an age. */
static double read_age(const char *text) {
  static const struct {
    char letter;
    double days;
  } units[] = {{'h', 1 / 24.0}, {'d', 1}, {'w', 7}, {'m', 365.25 / 12}, {'y', 365.25}};
  const size_t digits = strspn(text, "0123456789");
  double days = 0;
  for (size_t i = 0; i < sizeof units / sizeof *units && digits > 0 && digits < 7; i++)
    if (text[digits] == units[i].letter && text[digits + 1] == '\0')
      days = strtod(text, NULL) * units[i].days;
  return days;
}

static cli_exit read_recency(tool_options *options, const cli_syntax *syntax) {
  if (options->recency == NULL)
    return EXIT_DONE;
  options->recency_days = read_age(options->recency);
  if (options->recency_days > 0)
    return EXIT_DONE;
  return cli_usage_error(syntax,
                         "--recency takes an age like 30d, 6m or 1y, after which a date counts half, not \"%s\"",
                         options->recency);
}

static cli_exit read_boost(tool_options *options, const cli_syntax *syntax) {
  static const char suffix[] = ":log";
  const char *text = options->boost;
  size_t size = text != NULL ? strlen(text) : 0;
  if (text == NULL)
    return EXIT_DONE;
  options->boost_is_count = size >= sizeof suffix - 1 && strcmp(text + size - (sizeof suffix - 1), suffix) == 0;
  size -= options->boost_is_count ? sizeof suffix - 1 : 0;
  if (size == 0)
    return cli_usage_error(syntax, "--boost takes the name of a field of numbers, or NAME:log, not \"%s\"", text);
  options->boost_column = qn__malloc(size + 1);
  if (options->boost_column == NULL)
    return cli_report_memory();
  memcpy(options->boost_column, text, size);
  options->boost_column[size] = '\0';
  return EXIT_DONE;
}

cli_exit rank_options_read(tool_options *options, const cli_syntax *syntax) {
  const char *given = options->recency != NULL ? "--recency" : "--boost";
  if (options->recency == NULL && options->boost == NULL)
    return EXIT_DONE;
  if (options->rank == QN_RANK_BM25)
    return cli_usage_error(syntax, "%s cannot be used with --rank bm25, which counts words alone", given);
  if (options->sort.n > 0)
    return cli_usage_error(syntax, "%s cannot be used with --sort, which puts hits in another order", given);
  cli_exit exit = read_recency(options, syntax);
  return exit == EXIT_DONE ? read_boost(options, syntax) : exit;
}

void rank_options_clear(tool_options *options) {
  qn__free(options->boost_column);
}
