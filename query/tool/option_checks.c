/* SPDX-License-Identifier: MIT */
/* option_checks.c: a table of options and what an output must show for them to have an effect. */
#include "tool/option_checks.h"

#include "base/date.h"
#include "tool/answer.h"
#include "tool/output_formats.h"

#include <stdio.h>
#include <string.h>

#define FIELD(name) offsetof(tool_options, name)

typedef struct option_need {
  const char *name;
  cli_option_kind kind;
  size_t field;
  unsigned shows;   /* bits of output_format.shows, each of them needed; 0: any output but that of --all-matches */
  const char *lack; /* what is said of an output that lacks them */
} option_need;

static const option_need needs[] = {
    {"--sort", CLI_LIST, FIELD(sort), SHOWS_ORDER, "the order there is that of the scores, or none"},
    {"--facet", CLI_LIST, FIELD(facet), SHOWS_FACETS, "no values are counted there"},
    {"--collapse", CLI_TEXT, FIELD(collapse), SHOWS_ORDER, "no article there stands for others"},
    {"--limit (-n)", CLI_NUMBER, FIELD(limit), 0, NULL},
    {"--offset", CLI_NUMBER, FIELD(offset), 0, NULL},
    {"--after", CLI_TEXT, FIELD(after), 0, NULL},
    {"--count (-c)", CLI_CHOICE, FIELD(count), SHOWS_TOTAL, "no total is shown there"},
    {"--explain", CLI_FLAG, FIELD(explain), SHOWS_PASSAGES, "no scores are explained there"},
    {"--recency", CLI_TEXT, FIELD(recency), 0, NULL},
    {"--boost", CLI_TEXT, FIELD(boost), 0, NULL},
    {"--snippets", CLI_NUMBER, FIELD(snippets), SHOWS_PASSAGES, "no passages are shown there"},
};

static bool is_given(const option_need *need, const tool_options *options) {
  const void *field = (const char *)options + need->field;
  if (need->kind == CLI_LIST)
    return ((const cli_list *)field)->n > 0;
  if (need->kind == CLI_FLAG)
    return *(const bool *)field;
  if (need->kind == CLI_TEXT)
    return *(const char *const *)field != NULL;
  if (need->kind == CLI_CHOICE)
    return *(const unsigned *)field != NO_CHOICE;
  return *(const uint64_t *)field != NO_NUMBER;
}

/* The output as the command line has it. */
static void name_output(char out[60], const tool_options *options) {
  const output_format *format = options->format;
  if (options->all_matches)
    snprintf(out, 60, "--all-matches");
  else if (options->count == QN_COUNT_ONLY)
    snprintf(out, 60, "--count");
  else
    snprintf(out, 60, "--%s%s", format->help != NULL ? "" : "format ", format->name);
}

/* Where only the total is asked for, there are no articles. */
static unsigned shown(const tool_options *options) {
  const unsigned alone = SHOWS_TOTAL | SHOWS_FACETS;
  return options->count == QN_COUNT_ONLY ? options->format->shows & alone : options->format->shows;
}

static cli_exit check_needs(const tool_options *options, const cli_syntax *syntax) {
  char written[60];
  name_output(written, options);
  for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
    if (!is_given(&needs[i], options))
      continue;
    if (options->all_matches)
      return cli_usage_error(syntax, "%s cannot be used with --all-matches, which prints all ids in index order",
                             needs[i].name);
    if ((needs[i].shows & ~shown(options)) != 0)
      return cli_usage_error(syntax, "%s cannot be used with %s: %s", needs[i].name, written, needs[i].lack);
  }
  if (options->format == output_format_for_count() && options->count != NO_CHOICE && options->count != QN_COUNT_ONLY)
    return cli_usage_error(syntax, "--format count is --count=only, and no other --count");
  return EXIT_DONE;
}

static cli_exit check_batch(const tool_options *options, const cli_syntax *syntax) {
  if (options->threads != NO_NUMBER && options->batch == NULL)
    return cli_usage_error(syntax, "--threads is for --batch; one query has one thread");
  if (options->after != NULL && options->batch != NULL)
    return cli_usage_error(syntax, "--after goes on with one query, and no batch");
  return EXIT_DONE;
}

static cli_exit check_collapse_page(const tool_options *options, const cli_syntax *syntax) {
  if (options->collapse == NULL || options->after == NULL)
    return EXIT_DONE;
  return cli_usage_error(syntax,
                         "--after cannot be used with --collapse: skip the articles of earlier pages with --offset");
}

static cli_exit check_facets(const tool_options *options, const cli_syntax *syntax) {
  if (options->facet.n > 0 || (options->facet_limit == NO_NUMBER && options->facet_sort == NO_CHOICE))
    return EXIT_DONE;
  return cli_usage_error(syntax, "%s is for --facet, which names the field to count",
                         options->facet_limit != NO_NUMBER ? "--facet-limit" : "--facet-sort");
}

/* Beyond what one search holds in memory there are pages after a token. */
static cli_exit check_reach(const tool_options *options, const cli_syntax *syntax) {
  enum { MOST = 10000 };
  const uint64_t limit = options->limit != NO_NUMBER ? options->limit : 10;
  if (options->offset == NO_NUMBER || (options->offset <= MOST && options->offset + limit <= MOST))
    return EXIT_DONE;
  if (options->collapse != NULL)
    return cli_usage_error(syntax, "--offset reaches %d articles, those shown included", MOST);
  return cli_usage_error(
      syntax,
      "--offset reaches %d articles, those shown included; beyond, each page ends with a token (next "
      "in --json) with which --after goes on",
      MOST);
}

/* Whether a filter of dates takes the value: as qn_filter has it, without a range. */
static bool is_date(const char *text) {
  static const char *const names[] = {"now", "today", "yesterday"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(text, names[i]) == 0)
      return true;
  const size_t digits = strspn(text, "0123456789");
  if (digits >= 1 && digits <= 6 && strspn(text + digits, "hdwmy") == 1 && text[digits + 1] == '\0')
    return true;
  return strlen(text) < MOST_DATE - 2 && qn__parse_date(text, strlen(text), NULL, NULL);
}

static cli_exit check_date(const char *name, const char *value, const cli_syntax *syntax) {
  if (value == NULL || is_date(value))
    return EXIT_DONE;
  return cli_usage_error(syntax, "%s takes a date like 2025-06, or an age like 7d, not \"%s\"", name, value);
}

cli_exit options_check(const tool_options *options, const cli_syntax *syntax) {
  cli_exit exit = check_needs(options, syntax);
  if (exit == EXIT_DONE)
    exit = check_batch(options, syntax);
  if (exit == EXIT_DONE)
    exit = check_collapse_page(options, syntax);
  if (exit == EXIT_DONE)
    exit = check_reach(options, syntax);
  if (exit == EXIT_DONE)
    exit = check_facets(options, syntax);
  if (exit == EXIT_DONE)
    exit = check_date("--since", options->since, syntax);
  return exit == EXIT_DONE ? check_date("--until", options->until, syntax) : exit;
}
