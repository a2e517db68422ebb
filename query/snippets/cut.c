/* SPDX-License-Identifier: MIT */
/* cut.c: a snippet begins where a sentence does if what it shows still fits then, else a few words before; it ends with
 * a sentence if that leaves it well filled, else with a word.  Near the end of the text it grows backwards instead.
 * Offsets are in the passage until the snippet is done. */
#include "snippets/cut.h"

#include "base/status.h"
#include "text/boundaries.h"
#include "text/utf8.h"

enum {
  BATCH = 128,          /* words scanned at once */
  SENTENCE_CONTEXT = 64 /* bytes behind a boundary that decide whether it is one */
};

typedef struct span {
  size_t start, end;
} span;

static size_t smaller(size_t a, size_t b) {
  return a < b ? a : b;
}

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

static uint32_t word_end(const qn__word *word) {
  return word->offset + word->size;
}

/* Scans the passage and keeps its words of [first, end). */
static qn_status scan_run(qn__arena *arena, const qn__passage *passage, uint32_t first, uint32_t end, qn__word_run *run,
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
  qn__word batch[BATCH];
  size_t cursor = 0, n_kept = 0;
  while (n_kept < capacity) {
    size_t wanted = at < first && first - at < BATCH ? first - at : BATCH;
    size_t n = qn__scan_words(passage->text.data, passage->text.size, &cursor, batch, wanted);
    if (n == 0)
      break;
    for (size_t i = 0; i < n && at + i >= first && n_kept < capacity; i++)
      kept[n_kept++] = batch[i];
    at += (uint32_t)n;
  }
  *run = (qn__word_run){kept, first, n_kept};
  return QN_OK;
}

/* The first match at or after a position. */
static size_t first_match_from(const qn__match *matches, size_t n_matches, uint32_t position) {
  size_t low = 0, high = n_matches;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (matches[middle].position < position)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

size_t qn__mark_matches(const qn__word_run *run, const qn__match *matches, size_t n_matches, uint32_t base,
                        qn_range *ranges) {
  size_t n_ranges = 0;
  for (size_t i = first_match_from(matches, n_matches, base + run->first); i < n_matches; i++) {
    size_t first = matches[i].position - base - run->first, last = first + matches[i].words - 1;
    if (first >= run->n_words)
      break;
    if (last >= run->n_words)
      last = run->n_words - 1;
    qn_range range = {run->words[first].offset, word_end(&run->words[last])};
    qn_range *before = n_ranges > 0 ? &ranges[n_ranges - 1] : NULL;
    if (before == NULL || range.start > before->end)
      ranges[n_ranges++] = range;
    else if (range.end > before->end)
      before->end = range.end;
  }
  return n_ranges;
}

/* --- Boundaries --------------------------------------------------------------------------------------------------- */

static bool inside_character(qn_string text, size_t offset) {
  return offset < text.size && ((uint8_t)text.data[offset] & 0xc0) == 0x80;
}

static size_t character_floor(qn_string text, size_t offset) {
  while (inside_character(text, offset))
    offset--;
  return offset;
}

static size_t character_ceiling(qn_string text, size_t offset) {
  while (inside_character(text, offset))
    offset++;
  return offset;
}

/* How much of the passage is looked at to find the boundaries up to `high`. */
static size_t visible_size(const qn__passage *passage, size_t high) {
  return character_floor(passage->text, smaller(passage->text.size, high + SENTENCE_CONTEXT));
}

/* The last sentence start in [low, high], or SIZE_MAX. */
static size_t last_sentence_start(const qn__passage *passage, size_t low, size_t high) {
  const char *text = passage->text.data;
  size_t size = visible_size(passage, high);
  size_t found = low == 0 && passage->starts_text ? 0 : SIZE_MAX;
  for (size_t at = qn__next_sentence(text, size, low); at <= high && at < size; at = qn__next_sentence(text, size, at))
    found = at;
  return found;
}

/* The first sentence start in [low, high], or SIZE_MAX. */
static size_t first_sentence_start(const qn__passage *passage, size_t low, size_t high) {
  if (low == 0 && passage->starts_text)
    return 0;
  size_t size = visible_size(passage, high);
  size_t at = qn__next_sentence(passage->text.data, size, low);
  return at <= high && at < size ? at : SIZE_MAX;
}

/* The last sentence end in (low, high], or 0. */
static size_t last_sentence_end(const qn__passage *passage, size_t low, size_t high) {
  if (passage->ends_text && high == passage->text.size)
    return high;
  size_t found = last_sentence_start(passage, low, high);
  return found == SIZE_MAX || found <= low ? 0 : found;
}

static bool is_blank_byte(char c) {
  return (unsigned char)c <= ' ' || c == 0x7f;
}

/* Where the first word from `low` on begins, with the punctuation before it; at most `high`. */
static size_t word_start_from(const qn__passage *passage, const qn__word_run *run, size_t low, size_t high) {
  size_t i = 0;
  while (i < run->n_words && run->words[i].offset < low)
    i++;
  if (i == run->n_words || run->words[i].offset >= high)
    return high;
  size_t floor = i > 0 ? word_end(&run->words[i - 1]) : 0;
  floor = larger(floor, low);
  size_t start = run->words[i].offset;
  while (start > floor && !is_blank_byte(passage->text.data[start - 1]))
    start--;
  return start;
}

/* Where the last word that ends by `high` ends, with the punctuation behind it; at least `low`. */
static size_t word_end_until(const qn__passage *passage, const qn__word_run *run, size_t low, size_t high) {
  size_t i = run->n_words;
  while (i > 0 && word_end(&run->words[i - 1]) > high)
    i--;
  size_t end = i > 0 ? word_end(&run->words[i - 1]) : 0;
  if (end < low)
    return low;
  size_t ceiling = i < run->n_words ? smaller(run->words[i].offset, high) : high;
  while (end < ceiling && !is_blank_byte(passage->text.data[end]))
    end++;
  return end;
}

/* --- Extent ------------------------------------------------------------------------------------------------------- */

/* The bytes that must be shown: the window's matches, as many from the first on as fit. */
static span wanted_span(const qn__cut *cut, const qn__word_run *run) {
  span wanted = {0, 0};
  for (size_t i = first_match_from(cut->matches, cut->n_matches, cut->window.first); i < cut->n_matches; i++) {
    const qn__match *match = &cut->matches[i];
    size_t first = match->position - cut->base - run->first, last = first + match->words - 1;
    if (match->position > cut->window.last || last >= run->n_words)
      break;
    if (wanted.end == 0)
      wanted = (span){run->words[first].offset, word_end(&run->words[first])};
    size_t end = word_end(&run->words[last]);
    if (end > wanted.end && end - wanted.start <= cut->max_size)
      wanted.end = end;
  }
  return wanted;
}

/* offset - size, and 0 where there is less. */
static size_t before(size_t offset, size_t size) {
  return offset > size ? offset - size : 0;
}

static size_t choose_start(const qn__cut *cut, const qn__word_run *run, span wanted, size_t floor) {
  size_t low = larger(floor, before(wanted.end, cut->max_size));
  size_t sentence = last_sentence_start(cut->passage, character_ceiling(cut->passage->text, low), wanted.start);
  if (sentence != SIZE_MAX)
    return sentence;
  size_t lead = before(cut->max_size, wanted.end - wanted.start) / 4;
  return word_start_from(cut->passage, run, larger(floor, before(wanted.start, lead)), wanted.start);
}

static size_t choose_end(const qn__cut *cut, const qn__word_run *run, span wanted, size_t start) {
  size_t limit = character_floor(cut->passage->text, smaller(cut->passage->text.size, start + cut->max_size));
  size_t sentence = last_sentence_end(cut->passage, wanted.end, limit);
  if (sentence != 0 && (sentence - start >= cut->max_size / 2 || sentence == cut->passage->text.size))
    return sentence;
  size_t end = word_end_until(cut->passage, run, smaller(wanted.end, limit), limit);
  return end > start ? end : limit;
}

/* Never divides a grapheme: a start moves forward, an end back. */
static span whole_graphemes(const qn__passage *passage, span extent) {
  const char *text = passage->text.data;
  size_t size = passage->text.size, start = extent.start;
  while (start < extent.end && qn__grapheme_floor(text, size, start) != start) {
    unsigned n;
    qn__utf8_decode(text + start, &n);
    start += n;
  }
  size_t end = extent.end < size ? qn__grapheme_floor(text, size, extent.end) : size;
  return end > start ? (span){start, end} : extent;
}

static span choose_extent(const qn__cut *cut, const qn__word_run *run) {
  const qn__passage *passage = cut->passage;
  size_t floor = before(cut->min_offset, (size_t)passage->offset);
  span wanted = cut->has_window ? wanted_span(cut, run) : (span){0, 0};
  if (wanted.start < floor)
    return (span){0, 0};
  size_t start = choose_start(cut, run, wanted, floor);
  size_t end = choose_end(cut, run, wanted, start);
  if (passage->ends_text && end == passage->text.size) {
    size_t low = larger(floor, before(end, cut->max_size));
    size_t sentence = first_sentence_start(passage, character_ceiling(passage->text, low), start);
    if (sentence != SIZE_MAX)
      start = sentence;
  }
  return whole_graphemes(passage, (span){start, end});
}

/* --- Looks -------------------------------------------------------------------------------------------------------- */

/* White space, control characters and line separators, all shown as a space. */
static bool is_blank(uint32_t c) {
  return c <= 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

/* The character at `at`; *size is its bytes, in a damaged text no more than there are up to `end`. */
static uint32_t character_at(const char *text, size_t at, size_t end, unsigned *size) {
  uint32_t c = qn__utf8_decode(text + at, size);
  if (*size > end - at)
    *size = (unsigned)(end - at);
  return c;
}

static span trim(const char *text, span extent) {
  unsigned n;
  while (extent.start < extent.end && is_blank(character_at(text, extent.start, extent.end, &n)))
    extent.start += n;
  size_t end = extent.start;
  for (size_t i = extent.start; i < extent.end; i += n)
    if (!is_blank(character_at(text, i, extent.end, &n)))
      end = i + n;
  return (span){extent.start, end};
}

/* Copies the extent with runs of blanks as one space; ranges, of the passage, become those of the copy. */
static void show(const char *text, span extent, char *copy, qn_string *shown, qn_range *ranges, size_t *n_ranges) {
  size_t size = 0, range = 0, kept = 0, n_all = *n_ranges;
  bool open = false, blank = false;
  while (range < n_all && ranges[range].end <= extent.start)
    range++;
  unsigned n;
  for (size_t i = extent.start; i < extent.end; i += n) {
    if (is_blank(character_at(text, i, extent.end, &n))) {
      blank = true;
      continue;
    }
    if (blank)
      copy[size++] = ' ';
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

static bool all_blank(const char *text, size_t from, size_t to) {
  return trim(text, (span){from, to}).start == to;
}

qn_status qn__cut_snippet(qn__arena *arena, const qn__cut *cut, qn_snippet *snippet, size_t *text_end,
                          qn_error *error) {
  const qn__passage *passage = cut->passage;
  /* No two words share a byte pair, so these are all the words that can be shown. */
  uint32_t reach = (uint32_t)smaller(cut->max_size / 2 + 2, UINT32_MAX / 4);
  uint32_t first = cut->has_window ? cut->window.first - cut->base : 0;
  uint32_t last = cut->has_window ? cut->window.last - cut->base : 0;
  qn__word_run run;
  qn_status status = scan_run(arena, passage, first > reach ? first - reach : 0, last + reach, &run, error);
  if (status != QN_OK)
    return status;

  span extent = trim(passage->text.data, choose_extent(cut, &run));
  size_t n_ranges = 0;
  for (size_t i = first_match_from(cut->matches, cut->n_matches, cut->base + run.first);
       i < cut->n_matches && cut->matches[i].position - cut->base - run.first < run.n_words; i++)
    n_ranges++;
  qn_range *ranges = qn__arena_alloc(arena, (n_ranges + 1) * sizeof *ranges);
  char *copy = qn__arena_alloc(arena, extent.end - extent.start + 1);
  if (ranges == NULL || copy == NULL)
    return qn__fail_memory(error);
  n_ranges = qn__mark_matches(&run, cut->matches, cut->n_matches, cut->base, ranges);

  *snippet = (qn_snippet){.offset = (size_t)passage->offset + extent.start};
  show(passage->text.data, extent, copy, &snippet->text, ranges, &n_ranges);
  snippet->highlights = ranges;
  snippet->n_highlights = n_ranges;
  snippet->starts_text = passage->starts_text && all_blank(passage->text.data, 0, extent.start);
  snippet->ends_text = passage->ends_text && all_blank(passage->text.data, extent.end, passage->text.size);
  *text_end = (size_t)passage->offset + extent.end;
  return QN_OK;
}
