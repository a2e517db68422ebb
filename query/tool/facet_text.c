/* SPDX-License-Identifier: MIT */
/* facet_text.c: values as a list of bars, all dates of a column as a line over time. */
#include "tool/facet_text.h"

#include "cli/numbers.h"
#include "cli/safe_text.h"
#include "text/boundaries.h"
#include "text/utf8.h"
#include "tool/chart.h"
#include "tool/facet_values.h"
#include "tool/text_layout.h"
#include "tool/timeline.h"

#include <inttypes.h>
#include <string.h>

enum {
  INDENT = 2,
  GAP = 2,
  USUAL_WIDTH = 80,     /* where there is no terminal */
  FEWEST_FOR_A_LINE = 4 /* dates: fewer have no course over time */
};

/* One facet as it is printed. */
typedef struct printed_facet {
  const output *to;
  const qn_searcher *searcher;
  size_t number;
  const qn_facet *asked;
  qn_facet_result result;
  size_t width; /* of the terminal */
} printed_facet;

static bool value_at(const printed_facet *facet, size_t i, qn_facet_value *value) {
  return qn_searcher_facet_value(facet->searcher, facet->number, i, value);
}

/* --- a list of bars ----------------------------------------------------------------------------------------------- */

/* Columns of a list: the widest value and the widest count. */
typedef struct list_columns {
  size_t value, count;
  uint64_t most;
} list_columns;

/* Makes the text of a value, as it is safe to print, and returns its columns. */
static size_t write_value(const printed_facet *facet, const qn_facet_value *value, qn__buffer *text) {
  qn__buffer raw;
  qn__buffer_init(&raw);
  put_facet_value(&raw, facet->asked, value);
  qn__buffer_reset(text);
  cli_put_text(text, (const char *)raw.data, raw.size);
  text->failed |= raw.failed;
  qn__buffer_clear(&raw);
  return text->failed ? 0 : qn__display_width((const char *)text->data, text->size);
}

static list_columns measure_list(const printed_facet *facet, qn__buffer *text) {
  list_columns columns = {0, 0, 0};
  qn_facet_value value;
  char number[CLI_NUMBER_MAX];
  for (size_t i = 0; value_at(facet, i, &value); i++) {
    const size_t width = write_value(facet, &value, text);
    columns.value = width > columns.value ? width : columns.value;
    columns.most = value.n_articles > columns.most ? value.n_articles : columns.most;
  }
  columns.value = columns.value < facet->width / 2 ? columns.value : facet->width / 2;
  columns.count = strlen(cli_count(number, columns.most));
  return columns;
}

static void put_bar_line(const printed_facet *facet, const qn_facet_value *value, const list_columns *columns,
                         qn__buffer *text) {
  qn__buffer *out = facet->to->out;
  char number[CLI_NUMBER_MAX];
  const size_t width = write_value(facet, value, text);
  const size_t used = INDENT + columns->value + GAP + columns->count + 1;
  const marked_text label = {(const char *)text->data, text->size, NULL, 0, "", ""};
  qn__buffer_print(out, "%*s", INDENT, "");
  put_cut(out, facet->to->terminal, &label, columns->value);
  qn__buffer_print(out, "%*s%*s", (int)(GAP + (width < columns->value ? columns->value - width : 0)), "",
                   (int)columns->count, cli_count(number, value->n_articles));
  if (used < facet->width && value->n_articles > 0) {
    qn__buffer_u8(out, ' ');
    put_bar(out, facet->to->terminal, value->n_articles, columns->most, facet->width - used);
  }
  qn__buffer_u8(out, '\n');
}

static void put_list(const printed_facet *facet) {
  qn__buffer text;
  qn_facet_value value;
  char number[CLI_NUMBER_MAX];
  qn__buffer_init(&text);
  const list_columns columns = measure_list(facet, &text);
  for (size_t i = 0; value_at(facet, i, &value); i++)
    put_bar_line(facet, &value, &columns, &text);
  if (facet->asked->by != QN_FACET_RANGE && facet->result.n_distinct > facet->result.n_values)
    qn__buffer_print(facet->to->out, "  and %s more\n",
                     cli_count(number, facet->result.n_distinct - facet->result.n_values));
  facet->to->out->failed |= text.failed;
  qn__buffer_clear(&text);
}

/* --- a line over time --------------------------------------------------------------------------------------------- */

/* Whether all values are there, and dates. */
static bool has_timeline(const printed_facet *facet) {
  qn_facet_value value;
  bool are_dates = facet->result.n_values >= FEWEST_FOR_A_LINE && facet->result.n_values == facet->result.n_distinct;
  for (size_t i = 0; are_dates && value_at(facet, i, &value); i++)
    are_dates = value.value.type == QN_VALUE_DATE;
  return are_dates;
}

static void put_timeline(const printed_facet *facet) {
  const qn_facet_by by = facet->asked->by == QN_FACET_VALUE ? QN_FACET_DAY : facet->asked->by;
  qn_facet_value first, last, value;
  timeline line;
  value_at(facet, 0, &first);
  value_at(facet, facet->result.n_values - 1, &last);
  timeline_begin(&line, by, first.value.seconds, last.value.seconds, facet->width - INDENT);
  for (size_t i = 0; value_at(facet, i, &value); i++)
    timeline_add(&line, value.value.seconds, value.n_articles);
  timeline_put(&line, facet->to->out, facet->to->terminal);
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static void put_facet_heading(const printed_facet *facet, const qn_hits *hits) {
  qn__buffer *out = facet->to->out;
  const char *asked = facet->to->options->facet.items[facet->number];
  qn__buffer name;
  qn__buffer_init(&name);
  qn__utf8_repair(&name, asked, strlen(asked));
  qn__buffer_u8(out, '\n');
  cli_put_styled(out, facet->to->terminal, TITLE_STYLE, (const char *)name.data, name.size);
  out->failed |= name.failed;
  qn__buffer_clear(&name);
  put_facet_counts(out, &facet->result, hits);
  qn__buffer_u8(out, '\n');
}

void put_facets(const output *to, const search_answer *answer) {
  printed_facet facet = {.to = to, .searcher = answer->searcher};
  if (answer->hits.total_known && answer->hits.total == 0)
    return;
  facet.width = to->terminal->width > 0 ? to->terminal->width : USUAL_WIDTH;
  for (; facet.number < to->options->facet.n; facet.number++) {
    qn_searcher_facet(facet.searcher, facet.number, &facet.result);
    facet.asked = &to->options->facets[facet.number];
    put_facet_heading(&facet, &answer->hits);
    if (has_timeline(&facet))
      put_timeline(&facet);
    else if (facet.result.n_articles > 0)
      put_list(&facet);
  }
}
