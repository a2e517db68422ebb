/* SPDX-License-Identifier: MIT */
/* facet_options.c: after the last colon of a facet stand year, month, day, or the bounds of ranges. */
#include "tool/facet_options.h"

#include "base/decimal.h"
#include "base/memory.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

/* Reads one number of a list; returns what follows it, or NULL. */
static const char *read_bound(const char *text, double *bound) {
  const size_t size = qn__decimal_size(text, strlen(text));
  return qn__decimal_read(text, size, bound) ? text + size : NULL;
}

/* Ascending numbers with commas between; false if the text is anything else. */
static bool read_bounds(const char *text, double *bounds, size_t *n) {
  for (*n = 0; (text = read_bound(text, &bounds[*n])) != NULL; text++) {
    if (*n > 0 && bounds[*n] <= bounds[*n - 1])
      return false;
    ++*n;
    if (*text != ',')
      return *text == '\0';
  }
  return false;
}

static size_t count_commas(const char *text) {
  size_t n = 0;
  while ((text = strchr(text, ',')) != NULL)
    n++, text++;
  return n;
}

static bool read_unit(const char *text, qn_facet_by *by) {
  static const struct {
    const char *name;
    qn_facet_by by;
  } units[] = {{"year", QN_FACET_YEAR}, {"month", QN_FACET_MONTH}, {"day", QN_FACET_DAY}};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (strcmp(text, units[i].name) == 0) {
      *by = units[i].by;
      return true;
    }
  return false;
}

/* Reads what stands after the colon. */
static cli_exit read_how(qn_facet *facet, const char *asked, const char *how, const cli_syntax *syntax) {
  if (read_unit(how, &facet->by))
    return EXIT_DONE;
  double *bounds = qn__malloc((count_commas(how) + 1) * sizeof *bounds);
  if (bounds == NULL)
    return cli_report_memory();
  facet->by = QN_FACET_RANGE;
  facet->bounds = bounds;
  if (read_bounds(how, bounds, &facet->n_bounds))
    return EXIT_DONE;
  return cli_usage_error(
      syntax, "--facet %s: after the colon stands year, month, day, or numbers that ascend, like 0,10,100", asked);
}

static cli_exit read_facet(qn_facet *facet, const char *asked, const cli_syntax *syntax) {
  const char *colon = strrchr(asked, ':');
  const size_t size = colon == NULL ? strlen(asked) : (size_t)(colon - asked);
  facet->column = qn__copy_string(asked, size);
  if (facet->column == NULL)
    return cli_report_memory();
  if (size == 0)
    return cli_usage_error(syntax, "--facet takes the name of a field, or date, not \"%s\"", asked);
  if (colon != NULL)
    return read_how(facet, asked, colon + 1, syntax);
  if (strcmp(asked, "date") == 0) /* all of its days, not the most frequent of them */
    facet->by = QN_FACET_DAY;
  return EXIT_DONE;
}

/* Without a list of values there is nothing to cut or to sort. */
static cli_exit check_list(const tool_options *options, const cli_syntax *syntax) {
  bool has_list = false;
  for (size_t i = 0; i < options->facet.n; i++)
    has_list |= options->facets[i].by == QN_FACET_VALUE;
  if (has_list || (options->facet_limit == 0 && options->facet_sort == FACET_SORT_COUNT))
    return EXIT_DONE;
  return cli_usage_error(syntax, "%s is for facets of a field's values; of dates and ranges all are counted, in order",
                         options->facet_limit > 0 ? "--facet-limit" : "--facet-sort");
}

cli_exit facet_options_read(tool_options *options, const cli_syntax *syntax) {
  const size_t n = options->facet.n;
  cli_exit exit = EXIT_DONE;
  if (n == 0)
    return EXIT_DONE;
  options->facets = qn__calloc(n, sizeof *options->facets);
  if (options->facets == NULL)
    return cli_report_memory();
  for (size_t i = 0; i < n && exit == EXIT_DONE; i++) {
    exit = read_facet(&options->facets[i], options->facet.items[i], syntax);
    if (options->facets[i].by == QN_FACET_VALUE) /* time has no gaps */
      options->facets[i].limit = (size_t)options->facet_limit;
    options->facets[i].by_value = options->facet_sort == FACET_SORT_VALUE;
  }
  return exit == EXIT_DONE ? check_list(options, syntax) : exit;
}

/* Names and bounds are this file's. */
void facet_options_clear(tool_options *options) {
  for (size_t i = 0; options->facets != NULL && i < options->facet.n; i++) {
    qn__free((char *)options->facets[i].column);
    qn__free((double *)options->facets[i].bounds);
  }
  qn__free(options->facets);
  cli_list_clear(&options->facet);
}
