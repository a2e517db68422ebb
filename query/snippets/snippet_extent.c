/* SPDX-License-Identifier: MIT */
/* snippet_extent.c: a snippet begins where a sentence does, or a few words before its first match if more of what was
 * found can be shown then.  It ends with a sentence if that leaves it well filled, else with a word.  Near the end of
 * the text it grows backwards instead.  Where nothing was found it begins with the first line that ends like a
 * sentence: what comes before is a heading or a menu.  Offsets are in the passage. */
#include "snippets/snippet_extent.h"

#include "text/boundaries.h"
#include "text/characters.h"
#include "text/utf8.h"

#include <string.h>

enum {
  SENTENCE_CONTEXT = 64, /* bytes after a boundary that decide whether it is one */
  MATCHES_WEIGHED = 64,  /* of a snippet */
};

static size_t smaller(size_t a, size_t b) {
  return a < b ? a : b;
}

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

/* offset - size, and 0 where there is less. */
static size_t before(size_t offset, size_t size) {
  return offset > size ? offset - size : 0;
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
  size_t floor = i > 0 ? qn__word_end(&run->words[i - 1]) : 0;
  floor = larger(floor, low);
  size_t start = run->words[i].offset;
  while (start > floor && !is_blank_byte(passage->text.data[start - 1]))
    start--;
  return start;
}

/* Where the last word that ends by `high` ends, with the punctuation after it; at least `low`. */
static size_t word_end_until(const qn__passage *passage, const qn__word_run *run, size_t low, size_t high) {
  size_t i = run->n_words;
  while (i > 0 && qn__word_end(&run->words[i - 1]) > high)
    i--;
  size_t end = i > 0 ? qn__word_end(&run->words[i - 1]) : 0;
  if (end < low)
    return low;
  size_t ceiling = i < run->n_words ? smaller(run->words[i].offset, high) : high;
  while (end < ceiling && !is_blank_byte(passage->text.data[end]))
    end++;
  return end;
}

/* --- What is shown from where ---------------------------------------------------------------------------------- */

/* Where a snippet may begin, and what it shows then. */
typedef struct snippet_start {
  size_t start;
  size_t matches_end; /* of the last match that fits; `start` if none does */
  int64_t worth;
} snippet_start;

/* The bytes of a match; false if it is not among the words at hand. */
static bool match_bytes(const qn__cut *cut, const qn__word_run *run, size_t i, qn_range *bytes) {
  if (i >= cut->n_matches)
    return false;
  const qn__match *match = &cut->matches[i];
  size_t first = match->position - cut->base - run->first, last = first + match->words - 1;
  if (last >= run->n_words)
    return false;
  *bytes = qn__match_bytes(cut, run, i, first, last);
  return true;
}

/* Looks at a start, with an end at `limit` at the latest; `i` is a match at or before the first that can be shown. */
static snippet_start consider(const qn__cut *cut, const qn__word_run *run, size_t i, size_t start, size_t limit) {
  snippet_start considered = {start, start, 0};
  qn_range bytes;
  while (match_bytes(cut, run, i, &bytes) && bytes.start < start)
    i++;
  size_t first = i;
  for (; match_bytes(cut, run, i, &bytes) && bytes.end <= limit; i++)
    considered.matches_end = larger(considered.matches_end, bytes.end);
  if (i > first) /* else there may be no matches at all */
    considered.worth = qn__worth(cut->matches + first, smaller(i - first, MATCHES_WEIGHED));
  return considered;
}

/* The span's bytes, as far as they fit from its first match on. */
static qn_range window_bytes(const qn__cut *cut, const qn__word_run *run, size_t i) {
  qn_range span = {0, 0}, bytes;
  for (size_t first = i; match_bytes(cut, run, i, &bytes) && cut->matches[i].position <= cut->span.last; i++) {
    if (i == first)
      span = bytes;
    else if (bytes.end - span.start <= cut->max_size)
      span.end = larger(span.end, bytes.end);
  }
  return span;
}

/* Whole sentences are worth two fifths more. */
static int64_t raise_worth(int64_t worth) {
  return worth + worth * 2 / 5;
}

/* Weighs a start in mid-sentence, chosen for what it shows, against the starts of sentences around. */
static snippet_start choose_start(const qn__cut *cut, const qn__word_run *run, qn_range span, size_t first,
                                  size_t floor) {
  const qn__passage *passage = cut->passage;
  size_t lead = before(cut->max_size, span.end - span.start) / 4;
  size_t start = word_start_from(passage, run, larger(floor, before(span.start, lead)), span.start);
  snippet_start best = consider(cut, run, first, start, start + cut->max_size);
  int64_t best_worth = best.worth;

  size_t low = character_ceiling(passage->text, larger(floor, before(span.start, cut->max_size)));
  size_t size = visible_size(passage, span.end);
  size_t at = low == 0 && passage->starts_text ? 0 : qn__next_sentence(passage->text.data, size, low);
  for (; at < span.end && at < size; at = qn__next_sentence(passage->text.data, size, at)) {
    snippet_start sentence = consider(cut, run, first, at, at + cut->max_size);
    int64_t worth = raise_worth(sentence.worth);
    if (worth > best_worth || (worth == best_worth && at <= span.start)) {
      best = sentence;
      best_worth = worth;
    }
  }
  return best;
}

/* The end of a sentence, if there is one in the second half and not much is lost by stopping there; else of a word. */
static size_t choose_end(const qn__cut *cut, const qn__word_run *run, size_t first, const snippet_start *from) {
  const qn__passage *passage = cut->passage;
  size_t limit = character_floor(passage->text, smaller(passage->text.size, from->start + cut->max_size));
  size_t sentence = last_sentence_end(passage, from->start, limit);
  if (sentence > from->start && sentence - from->start >= (limit - from->start) / 2 &&
      raise_worth(consider(cut, run, first, from->start, sentence).worth) >= from->worth)
    return sentence;
  size_t end = word_end_until(passage, run, from->matches_end, limit);
  return end > from->start ? end : limit;
}

/* --- Where there are no matches ----------------------------------------------------------------------------------- */

/* True if the line ends with a full stop or the like, quotes and brackets after it not counted. */
static bool ends_like_a_sentence(const char *text, size_t start, size_t end) {
  bool stopped = false;
  unsigned n;
  for (size_t at = start; at < end; at += n) {
    uint32_t c = qn__utf8_decode(text + at, &n);
    qn__sentence_break kind = qn__sentence_break_of(qn__character(c));
    bool stops = kind == QN__SB_FULL_STOP || kind == QN__SB_TERMINATOR;
    if (stops || (kind != QN__SB_CLOSE && kind != QN__SB_SPACE && kind != QN__SB_CR))
      stopped = stops;
  }
  return stopped;
}

/* The first line that ends like a sentence, if it is within reach, else the beginning. */
static size_t first_prose(const qn__passage *passage, size_t reach) {
  enum { SHORTEST = 20 };
  qn_string text = passage->text;
  for (size_t start = 0; start < text.size && start <= reach;) {
    const char *line_end = memchr(text.data + start, '\n', text.size - start);
    size_t end = line_end == NULL ? text.size : (size_t)(line_end - text.data);
    bool is_cut_off = line_end == NULL && !passage->ends_text;
    if (end - start >= SHORTEST && (is_cut_off || ends_like_a_sentence(text.data, start, end)))
      return start;
    start = end + 1;
  }
  return 0;
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

/* The first grapheme boundary at or after `offset`. */
static size_t grapheme_ceiling(qn_string text, size_t offset) {
  offset = smaller(offset, text.size);
  while (qn__grapheme_floor(text.data, text.size, offset) != offset)
    offset = character_ceiling(text, offset + 1);
  return offset;
}

/* Never divides a grapheme: a start moves forward, an end back, unless that leaves nothing. */
static qn_range whole_graphemes(qn_string text, size_t start, size_t end) {
  start = grapheme_ceiling(text, start);
  end = qn__grapheme_floor(text.data, text.size, end);
  return (qn_range){start, end > start ? end : grapheme_ceiling(text, start + 1)};
}

qn_range qn__choose_extent(const qn__cut *cut, const qn__word_run *run) {
  const qn__passage *passage = cut->passage;
  size_t floor = before(cut->min_offset, (size_t)passage->offset);
  snippet_start chosen = {0, 0, 0};
  size_t first = cut->n_matches;
  if (cut->has_span) {
    first = qn__first_match(cut->matches, cut->n_matches, cut->span.first);
    qn_range span = window_bytes(cut, run, first);
    if (span.start < floor || span.end == 0)
      return (qn_range){0, 0};
    chosen = choose_start(cut, run, span, first, floor);
  } else if (passage->starts_text) {
    chosen.start = chosen.matches_end = first_prose(passage, 2 * cut->max_size);
  }
  while (chosen.start < passage->text.size && is_blank_byte(passage->text.data[chosen.start]))
    chosen.start++;
  size_t end = choose_end(cut, run, first, &chosen), start = chosen.start;
  if (passage->ends_text && end == passage->text.size) {
    size_t low = larger(floor, before(end, cut->max_size));
    size_t sentence = first_sentence_start(passage, character_ceiling(passage->text, low), start);
    if (sentence != SIZE_MAX)
      start = sentence;
  }
  return whole_graphemes(passage->text, start, end);
}
