/* SPDX-License-Identifier: MIT */
/* snippet_cut.c: scans a passage, marks the matches in it and copies what snippet_extent.c chose, runs of blanks
 * as one space or as a line break that kept_lines.c keeps.  Offsets are in the passage until the snippet is done. */
#include "snippets/snippet_cut.h"

#include "base/status.h"
#include "snippets/kept_lines.h"
#include "snippets/shown_text.h"
#include "snippets/snippet_extent.h"
#include "text/rulers.h"
#include "text/unspaced.h"
#include "text/utf8.h"

/* --- Words -------------------------------------------------------------------------------------------------------- */

qn_status qn__scan_run(qn__arena *arena, const qn__passage *passage, uint32_t first, uint32_t end, qn__word_run *run,
                       qn_error *error) {
  uint32_t at = passage->first_word;
  if (first < at)
    first = at;
  if (end > passage->end_word)
    end = passage->end_word;
  size_t capacity = end > first ? end - first : 0;
  qn__word *kept = qn__arena_alloc(arena, (capacity + 1) * sizeof *kept);
  if (kept == NULL)
    return qn__fail_memory(error);
  size_t cursor = 0, n_kept = 0, n = 1;
  if (at < first)
    qn__skip_words(passage->text.data, passage->text.size, &cursor, first - at);
  while (n_kept < capacity && n > 0) {
    n = qn__scan_words(passage->text.data, passage->text.size, &cursor, kept + n_kept, capacity - n_kept);
    n_kept += n;
  }
  *run = (qn__word_run){kept, first, n_kept};
  return QN_OK;
}

/* Adds a range to those that ascend and do not touch. */
static size_t add_range(qn_range *ranges, size_t n, qn_range range) {
  while (n > 0 && ranges[n - 1].end >= range.start && ranges[n - 1].start <= range.end) {
    n--;
    range.start = ranges[n].start < range.start ? ranges[n].start : range.start;
    range.end = ranges[n].end > range.end ? ranges[n].end : range.end;
  }
  size_t at = n;
  for (; at > 0 && ranges[at - 1].start > range.start; at--)
    ranges[at] = ranges[at - 1];
  ranges[at] = range;
  return n + 1;
}

/* The place of match i; false if it does not begin among the words. */
static bool place_of(const qn__cut *cut, const qn__word_run *run, size_t i, qn_range *place) {
  size_t first = cut->matches[i].position - cut->base - run->first, last = first + cut->matches[i].words - 1;
  if (first >= run->n_words)
    return false;
  if (last >= run->n_words)
    last = run->n_words - 1;
  *place = qn__match_bytes(cut, run, i, first, last);
  return true;
}

static bool is_common(const qn__cut *cut, size_t i) {
  return cut->leaves.common != NULL && cut->leaves.common[cut->matches[i].leaf];
}

/* A common word is marked together with a match beside it.  False: it has none. */
static bool join_neighbour(const qn__cut *cut, const qn__word_run *run, size_t i, qn_range *place) {
  const qn__match *match = &cut->matches[i];
  qn_range other;
  for (size_t j = i; j > 0 && cut->matches[j - 1].position + cut->matches[j - 1].words >= match->position; j--)
    if (!is_common(cut, j - 1) && cut->matches[j - 1].position >= cut->base + run->first &&
        place_of(cut, run, j - 1, &other)) {
      place->start = other.start;
      return true;
    }
  for (size_t j = i + 1; j < cut->n_matches && cut->matches[j].position <= match->position + match->words; j++)
    if (!is_common(cut, j) && place_of(cut, run, j, &other)) {
      place->end = other.end;
      return true;
    }
  return false;
}

size_t qn__mark_matches(const qn__cut *cut, const qn__word_run *run, qn_range *ranges) {
  size_t n_ranges = 0;
  qn_range place;
  size_t i = qn__first_match(cut->matches, cut->n_matches, cut->base + run->first);
  for (; i < cut->n_matches && place_of(cut, run, i, &place); i++)
    if (!is_common(cut, i) || join_neighbour(cut, run, i, &place))
      n_ranges = add_range(ranges, n_ranges, place);
  for (i = cut->places.n_matches; i < cut->places.n; i++)
    n_ranges = add_range(ranges, n_ranges, cut->places.ranges[i]);
  return n_ranges;
}

/* --- The shown text ----------------------------------------------------------------------------------------------- */

/* The character at `at`; *size is its bytes, in a damaged text no more than there are up to `end`. */
static uint32_t character_at(const char *text, size_t at, size_t end, size_t *size) {
  unsigned n;
  uint32_t c = qn__utf8_decode(text + at, &n);
  *size = n < end - at ? n : end - at;
  return c;
}

/* Leaves out the blanks and rulers at both ends. */
static qn_range trim(const char *text, qn_range extent) {
  size_t start = qn__skip_hidden(text, extent.start, extent.end);
  return (qn_range){start, qn__trim_hidden(text, start, extent.end)};
}

/* Copies the extent with runs of blanks and rulers as one space, before these lines as a line break, but without the
 * line break that a match in Chinese and the like reaches over; ranges, of the passage, become those of the copy. */
static void show(const char *text, qn_range extent, const qn__kept_lines *lines, char *copy, qn_string *shown,
                 qn_range *ranges, size_t *n_ranges) {
  size_t size = 0, range = 0, kept = 0, n_all = *n_ranges, line = 0;
  bool open = false, blank = false;
  while (range < n_all && ranges[range].end <= extent.start)
    range++;
  size_t n;
  uint32_t before = 0; /* the last character that is not blank */
  for (size_t i = extent.start; i < extent.end; i += n) {
    uint32_t c = character_at(text, i, extent.end, &n);
    if (qn__shows_blank(c)) {
      size_t wrap = blank || !open ? i : qn__find_wrap_end(text, extent.end, i, before);
      blank = wrap == i;
      n = blank ? n : wrap - i;
      if (blank && c == '\n' && i + n < extent.end)
        n = qn__ruler_end(text, extent.end, i + n) - i;
      continue;
    }
    before = c;
    const bool is_line = line < lines->n && lines->starts[line] <= i;
    while (line < lines->n && lines->starts[line] <= i)
      line++;
    if (blank)
      copy[size++] = is_line ? '\n' : ' ';
    blank = false;
    if (range < n_all && !open && ranges[range].start <= i) {
      open = true;
      ranges[kept].start = size;
      ranges[kept].end = ranges[range].end;
    }
    memcpy(copy + size, text + i, n);
    size += n;
    if (open && (i + n >= ranges[kept].end || i + n >= extent.end)) {
      open = false;
      ranges[kept++].end = size;
      range++;
    }
  }
  copy[size] = '\0';
  *shown = (qn_string){copy, size};
  *n_ranges = kept;
}

/* The words around the span. */
static qn_status scan_around(qn__arena *arena, const qn__cut *cut, qn__word_run *run, qn_error *error) {
  /* No two words begin with the same character, so these are all the words that can be shown. */
  uint32_t reach = cut->max_chars < UINT32_MAX / 4 ? (uint32_t)cut->max_chars + 2 : UINT32_MAX / 4;
  uint32_t first = cut->has_span ? cut->span.first - cut->base : 0;
  uint32_t last = cut->has_span ? cut->span.last - cut->base : 2 * reach; /* its beginning, or prose soon after */
  return qn__scan_run(arena, cut->passage, first > reach ? first - reach : 0, last + reach, run, error);
}

/* Where the first range in the extent begins; without one, the extent. */
static size_t first_marked(const qn_range *ranges, size_t n, qn_range extent) {
  size_t i = 0;
  while (i < n && ranges[i].end <= extent.start)
    i++;
  return i < n && ranges[i].start > extent.start && ranges[i].start < extent.end ? ranges[i].start : extent.start;
}

qn_status qn__cut_snippet(qn__arena *arena, qn__cut *cut, qn_snippet *snippet, size_t *text_end, qn_error *error) {
  const qn__passage *passage = cut->passage;
  qn__word_run run;
  qn_status status = scan_around(arena, cut, &run, error);
  if (status == QN_OK)
    status = qn__find_places(cut->finder, passage->text, &run, cut->matches, cut->n_matches, cut->base, arena,
                             &cut->places, error);
  if (status != QN_OK)
    return status;

  qn_range extent;
  status = qn__choose_extent(arena, cut, &run, &extent, error);
  if (status != QN_OK)
    return status;
  extent = trim(passage->text.data, extent);
  qn_range *ranges = qn__arena_alloc(arena, (cut->places.n + 1) * sizeof *ranges);
  char *copy = qn__arena_alloc(arena, extent.end - extent.start + 1);
  if (ranges == NULL || copy == NULL)
    return qn__fail_memory(error);
  qn__kept_lines lines = {.n = 0};
  if (cut->keeps_lines)
    status = qn__find_kept_lines(arena, passage, extent, &lines, error);
  if (status != QN_OK)
    return status;
  size_t n_ranges = qn__mark_matches(cut, &run, ranges);

  *snippet = (qn_snippet){.offset = (size_t)passage->offset + extent.start};
  snippet->match = (size_t)passage->offset + first_marked(ranges, n_ranges, extent);
  show(passage->text.data, extent, &lines, copy, &snippet->text, ranges, &n_ranges);
  snippet->highlights = ranges;
  snippet->n_highlights = n_ranges;
  snippet->starts_text = passage->starts_text && qn__skip_hidden(passage->text.data, 0, extent.start) == extent.start;
  snippet->ends_text =
      passage->ends_text && qn__skip_hidden(passage->text.data, extent.end, passage->text.size) == passage->text.size;
  *text_end = (size_t)passage->offset + extent.end;
  return QN_OK;
}
