/* SPDX-License-Identifier: MIT */
/* timeline.c: dates as numbers of units, and back. */
#include "tool/timeline.h"

#include "base/date.h"
#include "cli/numbers.h"
#include "tool/chart.h"
#include "tool/facet_values.h"
#include "tool/text_layout.h"

#include <inttypes.h>

enum { DAY_SECONDS = 86400 };

static int64_t unit_of(qn_facet_by by, int64_t second) {
  const qn__day day = qn__day_of(second);
  if (by == QN_FACET_YEAR)
    return day.year;
  if (by == QN_FACET_MONTH)
    return day.year * 12 + day.month - 1;
  return second >= 0 ? second / DAY_SECONDS : -((-second + DAY_SECONDS - 1) / DAY_SECONDS);
}

static void put_unit(qn__buffer *out, qn_facet_by by, int64_t unit) {
  if (by == QN_FACET_YEAR)
    qn__buffer_print(out, "%04" PRId64, unit);
  else if (by == QN_FACET_MONTH)
    qn__buffer_print(out, "%04" PRId64 "-%02d", unit / 12, (int)(unit % 12) + 1);
  else
    put_facet_date(out, by, unit * DAY_SECONDS);
}

void timeline_begin(timeline *line, qn_facet_by by, int64_t first_second, int64_t last_second, size_t columns) {
  const int64_t most = columns < 1 ? 1 : columns < MOST_MARKS ? (int64_t)columns : MOST_MARKS;
  *line = (timeline){.by = by, .first = unit_of(by, first_second), .last = unit_of(by, last_second)};
  const int64_t units = line->last - line->first + 1;
  line->per_mark = (units + most - 1) / most;
  line->n = (size_t)((units + line->per_mark - 1) / line->per_mark);
}

void timeline_add(timeline *line, int64_t second, uint64_t n_articles) {
  line->counts[(unit_of(line->by, second) - line->first) / line->per_mark] += n_articles;
}

/* "2025-06", or "2025-06 to 2025-08" of a mark of three months. */
static void put_mark_time(qn__buffer *out, const timeline *line, size_t mark) {
  const int64_t first = line->first + (int64_t)mark * line->per_mark, end = first + line->per_mark - 1;
  const int64_t last = end < line->last ? end : line->last;
  put_unit(out, line->by, first);
  if (last > first) {
    qn__buffer_print(out, " to ");
    put_unit(out, line->by, last);
  }
}

static void describe(const timeline *line, qn__buffer *text) {
  static const char *const units[] = {[QN_FACET_YEAR] = "years", [QN_FACET_MONTH] = "months", [QN_FACET_DAY] = "days"};
  char number[CLI_NUMBER_MAX];
  size_t highest = 0;
  for (size_t i = 1; i < line->n; i++)
    if (line->counts[i] > line->counts[highest])
      highest = i;
  put_unit(text, line->by, line->first);
  qn__buffer_print(text, " to ");
  put_unit(text, line->by, line->last);
  if (line->per_mark > 1)
    qn__buffer_print(text, ", %" PRId64 " %s a mark", line->per_mark, units[line->by]);
  qn__buffer_print(text, "; most in ");
  put_mark_time(text, line, highest);
  qn__buffer_print(text, ": %s", cli_count(number, line->counts[highest]));
}

void timeline_put(const timeline *line, qn__buffer *out, const cli_terminal *terminal) {
  qn__buffer text;
  qn__buffer_init(&text);
  describe(line, &text);
  const marked_text described = {(const char *)text.data, text.size, NULL, 0, "", ""};
  qn__buffer_print(out, "  ");
  put_sparkline(out, terminal, line->counts, line->n);
  qn__buffer_print(out, "\n  ");
  put_wrapped(out, terminal, &described, 2, 2);
  qn__buffer_print(out, "\n");
  out->failed |= text.failed;
  qn__buffer_clear(&text);
}
