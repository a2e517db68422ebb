/* SPDX-License-Identifier: MIT */
/* source_trace.c: a list of cuts, each with the sums of what was taken out up to there. */
#include "articles/source_trace.h"

#include <inttypes.h>

#include "base/find_last.h"
#include "text/markdown_lines.h"
#include "text/utf8.h"

/* What was counted of bytes. */
typedef struct counts {
  uint64_t bytes, lines, units; /* line breaks, UTF-16 code units */
} counts;

/* From the byte `at` of the text on, so much of the source was taken out before. */
typedef struct source_cut {
  size_t at;
  counts before;
} source_cut;

void qn__trace_init(qn__source_trace *trace) {
  *trace = (qn__source_trace){.kind = QN__TRACE_NONE};
}

void qn__trace_clear(qn__source_trace *trace) {
  qn__buffer_clear(&trace->cuts);
  qn__buffer_clear(&trace->map);
  qn__trace_init(trace);
}

bool qn__trace_failed(const qn__source_trace *trace) {
  return trace->cuts.failed || trace->map.failed;
}

static size_t n_cuts(const qn__source_trace *trace) {
  return trace->cuts.size / sizeof(source_cut);
}

void qn__trace_begin(qn__source_trace *trace, qn__trace_kind kind, size_t size, size_t mark) {
  enum { FEW = 16, BYTES_PER_CUT = 2048, MOST = 1024 }; /* a place takes about 10 bytes in an index */
  const source_cut first = {0, {mark, 0, mark > 0}};
  if (qn__trace_failed(trace))
    qn__trace_clear(trace);
  qn__buffer_reset(&trace->cuts);
  qn__buffer_bytes(&trace->cuts, &first, sizeof first);
  trace->kind = kind;
  trace->most = size / BYTES_PER_CUT < MOST ? FEW + size / BYTES_PER_CUT : FEW + MOST;
}

static counts add(counts a, counts b) {
  return (counts){a.bytes + b.bytes, a.lines + b.lines, a.units + b.units};
}

static counts count(const char *text, size_t size) {
  counts sum = {size, 0, 0};
  for (size_t i = 0; i < size; i++) {
    const uint8_t byte = (uint8_t)text[i];
    sum.lines += byte == '\n';
    sum.units += (unsigned)!qn__utf8_goes_on((char)byte) + (byte >= 0xf0);
  }
  return sum;
}

/* Keeps the cuts that take out lines: the bytes are no longer followed. */
static void keep_lines(qn__source_trace *trace) {
  source_cut *cuts = QN__ARRAY(source_cut, &trace->cuts);
  size_t kept = 1;
  for (size_t i = 1; i < n_cuts(trace); i++)
    if (cuts[i].before.lines != cuts[kept - 1].before.lines)
      cuts[kept++] = cuts[i];
  trace->cuts.size = kept * sizeof *cuts;
}

void qn__trace_cut(qn__source_trace *trace, size_t at, qn_string bytes) {
  if (trace == NULL || trace->kind == QN__TRACE_NONE || bytes.size == 0 ||
      QN__RESERVE(source_cut, &trace->cuts, 1) == NULL)
    return;
  source_cut *cuts = QN__ARRAY(source_cut, &trace->cuts);
  const counts taken = count(bytes.data, bytes.size);
  size_t n = n_cuts(trace), after = n, first; /* the cuts from `after` on lie after these bytes */
  while (cuts[after - 1].at > at && cuts[after - 1].at >= at + bytes.size)
    after--;
  for (first = after; cuts[first - 1].at > at;) /* those from `first` on lie among them */
    first--;
  const source_cut cut = {at, add(cuts[after - 1].before, taken)};
  memmove(cuts + first + 1, cuts + after, (n - after) * sizeof *cuts);
  cuts[first] = cut;
  n += first + 1 - after;
  for (size_t i = first + 1; i < n; i++)
    cuts[i] = (source_cut){cuts[i].at - bytes.size, add(cuts[i].before, taken)};
  trace->cuts.size = n * sizeof *cuts;
  if (n > trace->most && trace->kind == QN__TRACE_BYTES)
    trace->kind = QN__TRACE_LINES;
  if (trace->kind != QN__TRACE_BYTES)
    keep_lines(trace);
}

/* --- the map ------------------------------------------------------------------------------------------------------ */

/* A place of the text, and what was counted up to it. */
typedef struct place {
  size_t at;
  counts text, taken;     /* of the text before `at`, and of what was taken out of it */
  counts line_start;      /* of the source before the line of `at` */
  qn__heading_scan above; /* where the last heading before it begins, if it was looked for: itself if there is none */
} place;

/* Goes on to `at`; nothing was taken out between. */
static void go_to(place *here, qn_string text, size_t at) {
  const char *from = text.data + here->at, *newline = qn__find_last(from, at - here->at, '\n');
  if (newline != NULL) {
    const size_t size = (size_t)(newline + 1 - from);
    here->text = add(here->text, count(from, size));
    here->line_start = add(here->text, here->taken);
    here->at += size;
  }
  here->text = add(here->text, count(text.data + here->at, at - here->at));
  here->at = at;
}

/* Takes out what the cuts at this place do, from the i-th on: whole lines, or bytes of a line.  Returns the next. */
static size_t take_out(place *here, const source_cut *cuts, size_t i, size_t n) {
  for (; i < n && cuts[i].at == here->at; i++) {
    if (cuts[i].before.lines > here->taken.lines)
      here->line_start = add(here->text, cuts[i].before);
    here->taken = cuts[i].before;
  }
  return i;
}

/* {"at":300,"line":7,"offset":320} */
static void put_map_place(qn__source_trace *trace, const place *here, bool is_markdown) {
  qn__buffer *out = &trace->map;
  const counts source = add(here->text, here->taken);
  const uint64_t column = source.bytes - here->line_start.bytes + 1;
  const uint64_t column16 = source.units - here->line_start.units + 1;
  const bool is_first = out->size == 0;
  qn__buffer_print(out, "%s{\"at\":%zu,\"line\":%" PRIu64, is_first ? "[" : ",", here->at, source.lines + 1);
  if (column > 1)
    qn__buffer_print(out, ",\"column\":%" PRIu64, column);
  if (column16 != column)
    qn__buffer_print(out, ",\"column16\":%" PRIu64, column16);
  if (trace->kind == QN__TRACE_BYTES)
    qn__buffer_print(out, ",\"offset\":%" PRIu64, source.bytes);
  else if (is_first)
    qn__buffer_print(out, ",\"lines\":true");
  if (trace->kind == QN__TRACE_BYTES && source.units != source.bytes)
    qn__buffer_print(out, ",\"offset16\":%" PRIu64, source.units);
  if (is_first && is_markdown)
    qn__buffer_print(out, ",\"markdown\":true");
  if (here->above.found)
    qn__buffer_print(out, ",\"under\":%" PRIu64, here->above.at);
  qn__buffer_u8(out, '}');
}

/* Whether the line at this byte makes a heading of the one before, which must not be cut off from it. */
static bool is_underline_at(qn_string text, size_t at) {
  const char *line = text.data + at, *newline = memchr(line, '\n', text.size - at);
  return qn__is_underline(line, newline != NULL ? (size_t)(newline - line) : text.size - at);
}

/* Where a place is wanted after `at`: at the first line a step further or, where that is long, in it.  Of Markdown it
 * is outside of code, and `above` has the last heading before it.  SIZE_MAX: nowhere. */
static size_t next_step(qn_string text, size_t at, bool is_markdown, qn__heading_scan *above) {
  while (text.size - at > 2 * QN__TRACE_STEP) {
    const size_t from = at + QN__TRACE_STEP, most = is_markdown ? text.size - from : QN__TRACE_STEP;
    const char *newline = memchr(text.data + from - 1, '\n', most);
    if (newline == NULL)
      return is_markdown ? SIZE_MAX : qn__utf8_prefix(text.data, text.size, from + most);
    const size_t next = (size_t)(newline + 1 - text.data);
    if (is_markdown)
      qn__scan_headings(above, (qn_string){text.data + at, next - at}, at);
    if (above->code.n_signs == 0 && !(is_markdown && is_underline_at(text, next)))
      return next;
    at = next;
  }
  return SIZE_MAX;
}

qn_string qn__trace_map(qn__source_trace *trace, qn_string text, bool is_markdown) {
  const source_cut *cuts = QN__ARRAY(source_cut, &trace->cuts);
  const size_t n = n_cuts(trace);
  const bool is_repaired = trace->kind == QN__TRACE_REPAIRED; /* it has no place but its beginning */
  qn__buffer_reset(&trace->map);
  if (trace->kind == QN__TRACE_NONE || trace->cuts.failed || (is_repaired && cuts[n - 1].at > 0))
    return (qn_string){NULL, 0};
  place here = {.taken = cuts[0].before, .line_start = cuts[0].before};
  qn__heading_scan above = {.found = false};
  size_t step = is_repaired ? SIZE_MAX : next_step(text, 0, is_markdown, &above);
  size_t i = take_out(&here, cuts, 1, n);
  put_map_place(trace, &here, is_markdown);
  while (i < n || step != SIZE_MAX) {
    const size_t cut = i < n ? cuts[i].at : SIZE_MAX;
    go_to(&here, text, step < cut ? step : cut);
    i = take_out(&here, cuts, i, n);
    here.above = (qn__heading_scan){.found = here.at == step && is_markdown, .at = above.found ? above.at : here.at};
    put_map_place(trace, &here, is_markdown);
    if (here.at == step)
      step = next_step(text, step, is_markdown, &above);
  }
  qn__buffer_u8(&trace->map, ']');
  return (qn_string){(const char *)trace->map.data, trace->map.size};
}
