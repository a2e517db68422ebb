/* SPDX-License-Identifier: MIT */
/* option_checks.c: tables of options, of what an output must show for them to have an effect, and of what excludes
 * them. */
#include "tool/option_checks.h"

#include "base/date.h"
#include "tool/answer.h"
#include "tool/output_formats.h"

#include <stdio.h>
#include <string.h>

#define FIELD(name) offsetof(tool_options, name)

typedef struct option_ref {
  const char *name;
  cli_option_kind kind;
  size_t field;
} option_ref;

static bool is_given(const option_ref *option, const tool_options *options) {
  const void *field = (const char *)options + option->field;
  if (option->kind == CLI_LIST)
    return ((const cli_list *)field)->n > 0;
  if (option->kind == CLI_FLAG)
    return *(const bool *)field;
  if (option->kind == CLI_TEXT)
    return *(const char *const *)field != NULL;
  if (option->kind == CLI_CHOICE)
    return *(const unsigned *)field != NO_CHOICE;
  if (option->kind == CLI_REAL)
    return *(const double *)field >= 0;
  return *(const uint64_t *)field != NO_NUMBER;
}

/* --- With an output ----------------------------------------------------------------------------------------------- */

typedef struct option_need {
  option_ref option;
  unsigned shows;   /* bits of output_format.shows, each of them needed; 0: any output but that of --all-matches */
  const char *lack; /* what is said of an output that lacks them */
} option_need;

static const char no_hits[] = "no articles are shown there", no_ranks[] = "no articles are ranked there",
                  no_passages[] = "no passages are shown there";

static const option_need needs[] = {
    {{"--sort", CLI_LIST, FIELD(sort)}, SHOWS_ORDER, "the order there is that of the scores, or none"},
    {{"--facet", CLI_LIST, FIELD(facet)}, SHOWS_FACETS, "no values are counted there"},
    {{"--collapse", CLI_TEXT, FIELD(collapse)}, SHOWS_ORDER, "no article there stands for others"},
    {{"--limit (-n)", CLI_NUMBER, FIELD(limit)}, SHOWS_HITS, no_hits},
    {{"--offset", CLI_NUMBER, FIELD(offset)}, SHOWS_HITS, no_hits},
    {{"--after", CLI_TEXT, FIELD(after)}, SHOWS_HITS, no_hits},
    {{"--count (-c)", CLI_CHOICE, FIELD(count)}, SHOWS_TOTAL, "no total is shown there"},
    {{"--explain", CLI_FLAG, FIELD(explain)}, SHOWS_PASSAGES, "no scores are explained there"},
    {{"--fields", CLI_LIST, FIELD(fields)}, SHOWS_FIELDS, "no fields are shown there"},
    {{"--verbose (-v)", CLI_FLAG, FIELD(verbose)}, SHOWS_DETAILS, "scores are always shown there, or never"},
    {{"--rank", CLI_CHOICE, FIELD(rank)}, SHOWS_HITS, no_ranks},
    {{"--expand", CLI_FLAG, FIELD(expand)}, SHOWS_HITS, no_ranks},
    {{"--recency", CLI_TEXT, FIELD(recency)}, SHOWS_HITS, no_ranks},
    {{"--boost", CLI_TEXT, FIELD(boost)}, SHOWS_HITS, no_ranks},
    {{"--k1", CLI_REAL, FIELD(k1)}, SHOWS_HITS, no_ranks},
    {{"--b", CLI_REAL, FIELD(b)}, SHOWS_HITS, no_ranks},
    {{"--exhaustive", CLI_FLAG, FIELD(exhaustive)}, 0, NULL}, /* it counts in another way, too */
    {{"--fresh", CLI_FLAG, FIELD(fresh)}, SHOWS_HITS, no_hits},
    {{"--snippets", CLI_NUMBER, FIELD(snippets)}, SHOWS_PASSAGES, no_passages},
    {{"--snippet-chars", CLI_NUMBER, FIELD(snippet_chars)}, SHOWS_PASSAGES, no_passages},
};

/* What is not shown if only the total is asked for, or a page of no articles, on which others may follow. */
static unsigned hidden(const tool_options *options) {
  if (options->count == QN_COUNT_ONLY)
    return ~(unsigned)(SHOWS_TOTAL | SHOWS_FACETS);
  return options->limit == 0 ? SHOWS_ORDER | SHOWS_PASSAGES | SHOWS_FIELDS | SHOWS_DETAILS : 0;
}

/* The output as the command line has it, or what hides what the format shows. */
static void name_output(char out[60], const tool_options *options, unsigned needed) {
  const output_format *format = options->format;
  if (options->count == QN_COUNT_ONLY)
    snprintf(out, 60, "--count");
  else if ((needed & ~format->shows) == 0)
    snprintf(out, 60, "--limit 0");
  else
    snprintf(out, 60, "%s%s", output_format_prefix(format), format->name);
}

static cli_exit check_need(const option_need *need, const tool_options *options, const cli_syntax *syntax) {
  char written[60];
  if (!is_given(&need->option, options))
    return EXIT_DONE;
  if (options->all_matches)
    return cli_usage_error(syntax, "%s cannot be used with --all-matches, which prints all ids in index order",
                           need->option.name);
  if ((need->shows & ~(options->format->shows & ~hidden(options))) == 0)
    return EXIT_DONE;
  name_output(written, options, need->shows);
  return cli_usage_error(syntax, "%s cannot be used with %s: %s", need->option.name, written, need->lack);
}

static cli_exit check_needs(const tool_options *options, const cli_syntax *syntax) {
  cli_exit exit = EXIT_DONE;
  for (size_t i = 0; i < sizeof needs / sizeof *needs && exit == EXIT_DONE; i++)
    exit = check_need(&needs[i], options, syntax);
  if (exit == EXIT_DONE && options->format == output_format_for_count() && options->count != NO_CHOICE &&
      options->count != QN_COUNT_ONLY)
    return cli_usage_error(syntax, "--format count is --count=only, and no other --count");
  return exit;
}

/* --- With other options ------------------------------------------------------------------------------------------- */

static const char expands_already[] = "it looks for the words of an article already";

static const char opens_one[] = "it opens one article";

static const struct option_pair {
  option_ref one, other;
  const char *why;
} pairs[] = {
    {{"--after", CLI_TEXT, FIELD(after)}, {"--batch", CLI_TEXT, FIELD(batch)}, "it goes on with one query"},
    {{"--after", CLI_TEXT, FIELD(after)},
     {"--collapse", CLI_TEXT, FIELD(collapse)},
     "skip the articles of earlier pages with --offset"},
    {{"--correct", CLI_FLAG, FIELD(correct)},
     {"--after", CLI_TEXT, FIELD(after)},
     "the token is of the query that was searched for; write that one"},
    {{"--correct", CLI_FLAG, FIELD(correct)},
     {"--all-matches", CLI_FLAG, FIELD(all_matches)},
     "that prints what matches the query as it is"},
    {{"--expand", CLI_FLAG, FIELD(expand)},
     {"--sort", CLI_LIST, FIELD(sort)},
     "it improves the order of the scores, and finds more"},
    {{"--expand", CLI_FLAG, FIELD(expand)}, {"--similar", CLI_TEXT, FIELD(similar)}, expands_already},
    {{"--expand", CLI_FLAG, FIELD(expand)}, {"--similar-file", CLI_TEXT, FIELD(similar_file)}, expands_already},
    {{"--min-match", CLI_TEXT, FIELD(min_match)}, {"--all", CLI_FLAG, FIELD(all)}, "every word is required there"},
    {{"--fresh", CLI_FLAG, FIELD(fresh)}, {"--batch", CLI_TEXT, FIELD(batch)}, "it is for the articles of one answer"},
    {{"--open", CLI_NUMBER, FIELD(open)}, {"--batch", CLI_TEXT, FIELD(batch)}, opens_one},
    {{"--open", CLI_NUMBER, FIELD(open)}, {"--all-matches", CLI_FLAG, FIELD(all_matches)}, opens_one},
    {{"--open", CLI_NUMBER, FIELD(open)}, {"--limit (-n)", CLI_NUMBER, FIELD(limit)}, opens_one},
    {{"--open", CLI_NUMBER, FIELD(open)}, {"--count (-c)", CLI_CHOICE, FIELD(count)}, opens_one},
    {{"--open", CLI_NUMBER, FIELD(open)}, {"--facet", CLI_LIST, FIELD(facet)}, opens_one},
    {{"--open", CLI_NUMBER, FIELD(open)}, {"--fields", CLI_LIST, FIELD(fields)}, opens_one},
    {{"--open", CLI_NUMBER, FIELD(open)}, {"--explain", CLI_FLAG, FIELD(explain)}, opens_one},
};

static cli_exit check_pairs(const tool_options *options, const cli_syntax *syntax) {
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (is_given(&pairs[i].one, options) && is_given(&pairs[i].other, options))
      return cli_usage_error(syntax, "%s cannot be used with %s: %s", pairs[i].one.name, pairs[i].other.name,
                             pairs[i].why);
  return EXIT_DONE;
}

/* How the text of a query is read.  Titles have all words anyway. */
static const option_ref readings[] = {
    {"--all", CLI_FLAG, FIELD(all)},
    {"--words", CLI_FLAG, FIELD(words)},
    {"--partial", CLI_FLAG, FIELD(partial)},
    {"--min-match", CLI_TEXT, FIELD(min_match)},
    {"--synonyms", CLI_TEXT, FIELD(synonym_file)},
    {"--strict", CLI_FLAG, FIELD(strict)},
    {"--correct", CLI_FLAG, FIELD(correct)},
};

static cli_exit check_readings(const tool_options *options, const cli_syntax *syntax) {
  const char *name = options->similar != NULL        ? "--similar"
                     : options->similar_file != NULL ? "--similar-file"
                     : options->format->finds_titles ? "--titles"
                                                     : NULL;
  const bool similar = options->similar != NULL || options->similar_file != NULL;
  for (size_t i = similar ? 0 : 1; name != NULL && i < sizeof readings / sizeof *readings; i++)
    if (is_given(&readings[i], options))
      return cli_usage_error(syntax, "%s cannot be used with %s, which makes its own query", readings[i].name, name);
  return EXIT_DONE;
}

static cli_exit check_open(const tool_options *options, const cli_syntax *syntax) {
  const output_format *format = options->format;
  if (options->open == NO_NUMBER || format == output_format_default())
    return EXIT_DONE;
  return cli_usage_error(syntax, "--open cannot be used with %s%s: it prints nothing", output_format_prefix(format),
                         format->name);
}

/* What is about articles or passages, where there are none. */
static cli_exit check_nothing(const tool_options *options, const cli_syntax *syntax) {
  if (options->fresh && options->limit == 0)
    return cli_usage_error(syntax, "--fresh cannot be used with --limit 0: %s", no_hits);
  if (options->snippet_chars != NO_NUMBER && options->snippets == 0)
    return cli_usage_error(syntax, "--snippet-chars cannot be used with --snippets 0: %s", no_passages);
  return EXIT_DONE;
}

static cli_exit check_threads(const tool_options *options, const cli_syntax *syntax) {
  if (options->threads == NO_NUMBER || options->batch != NULL)
    return EXIT_DONE;
  return cli_usage_error(syntax, "--threads is for --batch; one query has one thread");
}

static cli_exit check_facets(const tool_options *options, const cli_syntax *syntax) {
  if (options->facet.n > 0 || (options->facet_limit == NO_NUMBER && options->facet_sort == NO_CHOICE))
    return EXIT_DONE;
  return cli_usage_error(syntax, "%s is for --facet, which names the field to count",
                         options->facet_limit != NO_NUMBER ? "--facet-limit" : "--facet-sort");
}

/* Beyond what one search holds in memory there are pages after a token. */
static cli_exit check_reach(const tool_options *options, const cli_syntax *syntax) {
  const uint64_t limit = options->open != NO_NUMBER ? options->open : options->limit != NO_NUMBER ? options->limit : 10;
  if (options->offset == NO_NUMBER || (options->offset <= MOST_ARTICLES && options->offset + limit <= MOST_ARTICLES))
    return EXIT_DONE;
  if (options->collapse != NULL)
    return cli_usage_error(syntax, "--offset reaches %d articles, those shown included", MOST_ARTICLES);
  return cli_usage_error(
      syntax,
      "--offset reaches %d articles, those shown included; beyond, each page ends with a token (next "
      "in --json) with which --after goes on",
      MOST_ARTICLES);
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

/* An empty text is a slip, as of a variable that is not set. */
static cli_exit check_names(const tool_options *options, const cli_syntax *syntax) {
  for (size_t i = 0; i < options->sort.n; i++)
    if (strcmp(options->sort.items[i], "") == 0 || strcmp(options->sort.items[i], "-") == 0)
      return cli_usage_error(syntax, "--sort takes date, a field, id or score, not \"%s\"", options->sort.items[i]);
  if (options->similar != NULL && options->similar[0] == '\0')
    return cli_usage_error(syntax, "--similar takes the id of an article, not \"\"");
  return EXIT_DONE;
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

static cli_exit check_dates(const tool_options *options, const cli_syntax *syntax) {
  cli_exit exit = check_date("--since", options->since, syntax);
  return exit == EXIT_DONE ? check_date("--until", options->until, syntax) : exit;
}

cli_exit options_check(const tool_options *options, const cli_syntax *syntax) {
  static cli_exit (*const checks[])(const tool_options *, const cli_syntax *) = {
      check_needs,   check_pairs, check_readings, check_open,  check_nothing,
      check_threads, check_reach, check_facets,   check_names, check_dates};
  cli_exit exit = EXIT_DONE;
  for (size_t i = 0; i < sizeof checks / sizeof *checks && exit == EXIT_DONE; i++)
    exit = checks[i](options, syntax);
  return exit;
}
