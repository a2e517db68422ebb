/* SPDX-License-Identifier: MIT */
/* snippet_extent.c: a snippet is a run of whole sentences, the one that shows most of what was found; neighbours fill
 * it while they fit.  Only where that shows another word, and is worth much more, or where a sentence is too long, it
 * begins or ends within one, at a word.  Where nothing was found it begins with the first prose: what comes before is
 * headings or a menu.  Offsets are in the passage. */
#include "snippets/snippet_extent.h"

#include "snippets/passage_units.h"
#include "snippets/shown_text.h"
#include "text/boundaries.h"

enum {
  MATCHES_WEIGHED = 64, /* of a snippet */
  UNITS_TRIED = 128,    /* in each run, and as starts: more than 240 characters hold */
  LONG_WORD = 16,       /* characters beside a match without the start or the end of a word: they are divided */
};

/* What a part of the passage is worth, in per cent of what it shows. */
enum {
  WHOLE = QN__WHOLE_PERCENT,
  WHOLE_BUT_SHORT = 120,
  CUT_END = 110,
  CUT_START = 100,
  HEADING = 90,
  MENU_ENTRY = 50,
};

enum { LONGEST_MENU_ENTRY = 29 }; /* characters; headings as short count as little */

/* In per cent of the characters that a snippet may have. */
enum {
  SHORT = 60,     /* it leaves room in which a part of another sentence may show more */
  TOO_SHORT = 25, /* to be understood: some of the next sentence is shown, whatever it says */
  LEAD = 21,      /* that leads up to a match, where no sentence begins; with more, less is shown after it */
};

/* What a part is chosen of. */
typedef struct chooser {
  const qn__cut *cut;
  const qn__word_run *run;
  qn__unit_list units;
  size_t first_match; /* the first of the words at hand */
  size_t floor;       /* what lies before is shown already */
  qn_range span;      /* that is to be shown, some of it at least */
} chooser;

/* A part, and what it is worth. */
typedef struct choice {
  qn_range bytes;
  size_t first, last; /* units, if it is whole sentences */
  bool whole;
  int64_t worth;
} choice;

static const char *text_of(const chooser *in) {
  return in->cut->passage->text.data;
}

static size_t smaller(size_t a, size_t b) {
  return a < b ? a : b;
}

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

/* --- Matches ------------------------------------------------------------------------------------------------------ */

/* The bytes of a match; false if it is not among the words at hand. */
static bool match_bytes(const chooser *in, size_t i, qn_range *bytes) {
  const qn__cut *cut = in->cut;
  if (i >= cut->n_matches)
    return false;
  const qn__match *match = &cut->matches[i];
  size_t first = match->position - cut->base - in->run->first, last = first + match->words - 1;
  if (last >= in->run->n_words)
    return false;
  *bytes = qn__match_bytes(cut, in->run, i, first, last);
  return true;
}

/* The first match from `i` on that begins at `start` or after it. */
static size_t match_from(const chooser *in, size_t i, size_t start) {
  qn_range bytes;
  while (match_bytes(in, i, &bytes) && bytes.start < start)
    i++;
  return i;
}

/* Whether a match is a part of a word only, as `user` is of getUserName. */
static bool is_part(const chooser *in, size_t i) {
  const qn__cut *cut = in->cut;
  if (cut->places.ranges == NULL)
    return false;
  const size_t first = cut->matches[i].position - cut->base - in->run->first;
  const qn__word *begin = &in->run->words[first], *end = begin + cut->matches[i].words - 1;
  const qn_range place = cut->places.ranges[i - cut->places.first];
  return end->kind != QN__WORD_PAIR && (place.start > begin->offset || place.end < qn__word_end(end));
}

/* Matches one after another, and what showing them is worth. */
typedef struct shown_matches {
  size_t first, n;
  int64_t worth;
} shown_matches;

/* Half of what words are worth that are shown as parts of others only. */
static int64_t loss_by_parts(const chooser *in, const shown_matches *shown) {
  const qn__match *matches = in->cut->matches;
  int64_t loss = 0;
  for (size_t i = shown->first; i < shown->first + shown->n; i++) {
    bool counts = is_part(in, i);
    for (size_t j = shown->first; counts && j < shown->first + shown->n; j++)
      counts = matches[j].leaf != matches[i].leaf || (is_part(in, j) && j >= i);
    loss += counts ? qn__worth(matches + i, 1, in->cut->leaves.weights) / 2 : 0;
  }
  return loss;
}

/* Goes on to those that end by `end`. */
static void extend_matches(const chooser *in, shown_matches *shown, size_t end) {
  const size_t before = shown->n;
  qn_range bytes;
  while (shown->n < MATCHES_WEIGHED && match_bytes(in, shown->first + shown->n, &bytes) && bytes.end <= end)
    shown->n++;
  if (shown->n > before) {
    shown->worth = qn__worth(in->cut->matches + shown->first, shown->n, in->cut->leaves.weights);
    shown->worth -= in->cut->places.ranges != NULL ? loss_by_parts(in, shown) : 0;
  }
}

/* What a part shows. */
static int64_t worth_of(const chooser *in, qn_range part) {
  shown_matches shown = {match_from(in, in->first_match, part.start), 0, 0};
  extend_matches(in, &shown, part.end);
  return shown.worth;
}

/* Whether a part shows a word or phrase that another part does not. */
static bool shows_another(const chooser *in, qn_range part, qn_range other) {
  const qn__match *matches = in->cut->matches;
  const size_t first = match_from(in, in->first_match, part.start);
  const size_t first_other = match_from(in, in->first_match, other.start);
  qn_range bytes;
  for (size_t i = first; i < first + MATCHES_WEIGHED && match_bytes(in, i, &bytes) && bytes.end <= part.end; i++) {
    bool found = false;
    for (size_t j = first_other; !found && match_bytes(in, j, &bytes) && bytes.end <= other.end; j++)
      found = matches[j].leaf == matches[i].leaf;
    if (!found)
      return true;
  }
  return false;
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

static bool is_blank_byte(char c) {
  return (unsigned char)c <= ' ' || c == 0x7f;
}

/* The first grapheme boundary at or after `offset`. */
static size_t grapheme_ceiling(qn_string text, size_t offset) {
  offset = smaller(offset, text.size);
  while (qn__grapheme_floor(text.data, text.size, offset) != offset)
    for (offset++; offset < text.size && qn__utf8_goes_on(text.data[offset]);)
      offset++;
  return offset;
}

/* Where the first word from `low` on begins, with the punctuation before it; at most `high`. */
static size_t word_start_from(const chooser *in, size_t low, size_t high) {
  const qn__word_run *run = in->run;
  const char *text = text_of(in);
  size_t i = 0;
  while (i < run->n_words && run->words[i].offset < low)
    i++;
  if (i == run->n_words || run->words[i].offset >= high)
    return qn__shown_chars(text, low, high) > LONG_WORD ? grapheme_ceiling(in->cut->passage->text, low) : high;
  size_t floor = i > 0 ? qn__word_end(&run->words[i - 1]) : 0;
  floor = larger(floor, low);
  size_t start = run->words[i].offset;
  while (start > floor && !is_blank_byte(text[start - 1]))
    start--;
  return start;
}

/* Where the last word that ends by `high` ends, with the punctuation after it; at least `low`.  A word that is longer
 * than what could be shown is divided. */
static size_t word_end_until(const chooser *in, size_t start, size_t low, size_t high) {
  const qn__word_run *run = in->run;
  const char *text = text_of(in);
  size_t i = run->n_words;
  while (i > 0 && qn__word_end(&run->words[i - 1]) > high)
    i--;
  size_t end = i > 0 ? larger(qn__word_end(&run->words[i - 1]), low) : low;
  size_t ceiling = i < run->n_words ? smaller(run->words[i].offset, high) : high;
  while (end < ceiling && !is_blank_byte(text[end]))
    end++;
  bool divides = run->n_words == 0 || end <= start || (end <= low && qn__shown_chars(text, end, high) > LONG_WORD);
  return divides ? qn__grapheme_floor(text, in->cut->passage->text.size, high) : end;
}

/* --- Whole sentences ---------------------------------------------------------------------------------------------- */

/* The characters that units first to last are shown as. */
static size_t run_chars(const chooser *in, size_t first, size_t last) {
  const qn__unit *units = in->units.units;
  return units[last].chars_before + units[last].chars - units[first].chars_before;
}

static bool is_free(const chooser *in, const qn__unit *unit) {
  return unit->start >= in->floor;
}

/* The worth of a part of units first to last in per cent: less, the more of it is headings and menus. */
static int64_t percent_of(const chooser *in, size_t first, size_t last, int64_t percent) {
  int64_t sum = 0, all = 0;
  for (size_t i = first; i <= last; i++) {
    const qn__unit *unit = &in->units.units[i];
    const int64_t chars = (int64_t)unit->chars;
    all += chars;
    sum += chars * (unit->prose ? percent : chars > LONGEST_MENU_ENTRY ? HEADING : MENU_ENTRY);
  }
  return all > 0 ? sum / all : percent;
}

static bool shows_span(const chooser *in, qn_range part) {
  return part.start < in->span.end && part.end > in->span.start;
}

/* Of equals the first one wins, but the shorter one of whole sentences. */
static void consider(const chooser *in, choice *best, const choice *other) {
  size_t size = other->bytes.end - other->bytes.start, best_size = best->bytes.end - best->bytes.start;
  bool wins = other->worth > best->worth || (other->worth == best->worth && other->whole && size < best_size);
  if (wins && shows_span(in, other->bytes))
    *best = *other;
}

/* All runs of sentences that fit; of very many only the first are tried, and neighbours fill the best one later. */
static void consider_runs(const chooser *in, choice *best) {
  const qn__unit *units = in->units.units;
  size_t match = in->first_match;
  for (size_t i = 0; i < in->units.n && units[i].start < in->span.end; i++) {
    if (!units[i].is_start || !is_free(in, &units[i]))
      continue;
    match = match_from(in, match, units[i].start);
    shown_matches shown = {match, 0, 0};
    for (size_t j = i; j < in->units.n && j < i + UNITS_TRIED && run_chars(in, i, j) <= in->cut->max_chars; j++) {
      choice run = {.bytes = {units[i].start, units[j].end}, .first = i, .last = j, .whole = true};
      if (!units[j].is_end || (!units[j].prose && j > i && units[j - 1].prose))
        continue;
      extend_matches(in, &shown, run.bytes.end);
      run.worth = shown.worth * percent_of(in, i, j, WHOLE);
      consider(in, best, &run);
    }
  }
}

/* True if a unit may be added to a part beside `other`: a heading or a menu entry does not follow prose. */
static bool fills(const chooser *in, const qn__unit *unit, const qn__unit *other) {
  return is_free(in, unit) && (unit->prose || !other->prose);
}

/* Adds neighbours while they fit, those after it first; no prose stands before a heading. */
static void add_neighbours(const chooser *in, size_t *first, size_t *last) {
  const qn__unit *units = in->units.units;
  const size_t most = in->cut->max_chars, n = in->units.n;
  while (*last + 1 < n && units[*last + 1].is_end && fills(in, &units[*last + 1], &units[*last]) &&
         run_chars(in, *first, *last + 1) <= most)
    ++*last;
  while (*first > 0 && units[*first - 1].is_start && units[*first - 1].prose == units[*first].prose &&
         fills(in, &units[*first - 1], &units[*first]) && run_chars(in, *first - 1, *last) <= most)
    --*first;
}

static bool is_shorter(const chooser *in, size_t first, size_t last, size_t percent) {
  return run_chars(in, first, last) * 100 < in->cut->max_chars * percent;
}

/* The first and the last unit that a part shows. */
static void units_of(const chooser *in, qn_range part, size_t *first, size_t *last) {
  const qn__unit *units = in->units.units;
  *first = 0;
  while (*first + 1 < in->units.n && units[*first].end <= part.start)
    ++*first;
  *last = *first;
  while (*last + 1 < in->units.n && units[*last + 1].start < part.end)
    ++*last;
}

/* The last end of a sentence in a part that begins at `start`, not before `matches_end`; 0 if there is none. */
static size_t sentence_end(const chooser *in, size_t start, size_t matches_end, size_t limit) {
  const qn__unit *units = in->units.units;
  size_t end = 0;
  for (size_t i = 0; i < in->units.n && units[i].end <= limit; i++)
    if (units[i].is_end && units[i].prose && units[i].end >= matches_end && units[i].end > start)
      end = units[i].end;
  return end;
}

/* The end of what may follow `start`: prose ends where a heading or a menu begins. */
static size_t find_limit(const chooser *in, size_t start) {
  const qn_string text = in->cut->passage->text;
  const qn__unit *units = in->units.units;
  bool in_prose = false;
  size_t limit = qn__shown_forward(text.data, start, text.size, in->cut->max_chars);
  for (size_t i = 0; i < in->units.n && units[i].start < limit; i++) {
    if (units[i].end <= start)
      continue;
    if (in_prose && !units[i].prose)
      return units[i - 1].end;
    in_prose = units[i].prose;
  }
  return limit;
}

/* A part that begins at `start`.  It ends with a sentence if it is well filled then or little more would fit, else at a
 * word. */
static choice cut_part(const chooser *in, size_t start, int64_t percent) {
  const qn_string text = in->cut->passage->text;
  size_t limit = find_limit(in, start), matches_end = start;
  qn_range bytes;
  for (size_t i = in->first_match; match_bytes(in, i, &bytes) && bytes.end <= limit; i++)
    if (bytes.start >= start)
      matches_end = larger(matches_end, bytes.end);
  size_t end = word_end_until(in, start, matches_end, limit);
  const size_t sentence = sentence_end(in, start, matches_end, limit);
  if (sentence > 0 && (qn__shown_chars(text.data, start, sentence) * 2 >= in->cut->max_chars ||
                       qn__shown_chars(text.data, sentence, end) * 4 < in->cut->max_chars))
    end = sentence;
  choice part = {.bytes = {start, larger(end, matches_end)}};
  size_t first, last;
  units_of(in, part.bytes, &first, &last);
  part.worth = worth_of(in, part.bytes) * percent_of(in, first, last, percent);
  return part;
}

/* `start`, or where a match begins that it would divide. */
static size_t beside_matches(const chooser *in, size_t start) {
  qn_range bytes;
  for (size_t i = in->first_match; match_bytes(in, i, &bytes) && bytes.start < start; i++)
    if (bytes.end > start)
      return bytes.start >= in->floor ? bytes.start : bytes.end;
  return start;
}

/* Where a part begins that shows a match and what leads up to it. */
static size_t lead_start(const chooser *in, size_t match) {
  const char *text = text_of(in);
  qn_range bytes;
  match_bytes(in, match, &bytes);
  const size_t context = in->cut->max_chars * LEAD / 100;
  size_t low = qn__shown_backward(text, smaller(in->floor, bytes.start), bytes.start, context);
  for (size_t i = 0; i < in->units.n && in->units.units[i].start <= bytes.start; i++)
    if (!in->units.units[i].prose) /* nothing stands before a heading */
      low = larger(low, in->units.units[i].start);
  return beside_matches(in, word_start_from(in, low, bytes.start));
}

/* Whole sentences as they are shown, with what a part that breaks one must be worth more than to be shown instead;
 * nothing, if no sentence fits. */
static choice find_rival(const chooser *in, const choice *run) {
  choice rival = *run;
  if (!run->whole)
    return rival;
  add_neighbours(in, &rival.first, &rival.last);
  rival.bytes = (qn_range){in->units.units[rival.first].start, in->units.units[rival.last].end};
  if (is_shorter(in, rival.first, rival.last, SHORT))
    rival.worth = worth_of(in, run->bytes) * percent_of(in, run->first, run->last, WHOLE_BUT_SHORT);
  return rival;
}

/* To repeat a word, or to show two that stand closer together, no sentence is broken. */
static void consider_cut(const chooser *in, const choice *rival, choice *cut, const choice *part) {
  if (part->worth > cut->worth && shows_another(in, part->bytes, rival->bytes))
    consider(in, cut, part);
}

static void consider_cuts(const chooser *in, choice *best) {
  const qn__unit *units = in->units.units;
  const qn_range all = {0, in->cut->passage->text.size};
  const choice rival = find_rival(in, best);
  choice cut = {.worth = rival.worth};
  if (worth_of(in, all) * CUT_END <= cut.worth || !shows_another(in, all, rival.bytes))
    return;                                                                /* whole sentences show it as well */
  for (size_t i = in->units.n, tried = 0; i-- > 0 && tried < UNITS_TRIED;) /* of equals the last */
    if (units[i].is_start && is_free(in, &units[i]) && units[i].start < in->span.end) {
      const choice part = cut_part(in, units[i].start, CUT_END);
      consider_cut(in, &rival, &cut, &part);
      tried++;
    }
  qn_range bytes;
  for (size_t i = in->first_match, n = 0; match_bytes(in, i, &bytes) && n < MATCHES_WEIGHED; i++) {
    if (bytes.start < in->floor)
      continue;
    const size_t start = lead_start(in, i);
    if (start >= in->span.end) /* nor do those after it show the span */
      break;
    const choice part = cut_part(in, start, CUT_START);
    consider_cut(in, &rival, &cut, &part);
    n++;
  }
  if (cut.bytes.end > 0)
    *best = cut;
}

/* Whole sentences with their neighbours, and with a part of the next one if they are too few.  Where nothing was found,
 * that part says as much as any other. */
static qn_range fill(const chooser *in, size_t first, size_t last) {
  const qn__unit *units = in->units.units;
  add_neighbours(in, &first, &last);
  const qn_range run = {units[first].start, units[last].end};
  if (is_shorter(in, first, last, in->cut->has_span ? TOO_SHORT : SHORT) && last + 1 < in->units.n &&
      fills(in, &units[last + 1], &units[last])) {
    const qn_range part = cut_part(in, run.start, CUT_END).bytes;
    if (part.end > run.end) /* else it ends where a heading in the run begins */
      return part;
  }
  return run;
}

/* --- Where there are no matches ----------------------------------------------------------------------------------- */

/* The first prose, if it is within reach, else the beginning. */
static choice choose_lead(const chooser *in) {
  const qn__unit *units = in->units.units;
  size_t first = 0;
  while (first < in->units.n && !units[first].prose && units[first].chars_before <= 2 * in->cut->max_chars)
    first++;
  if (first == in->units.n || units[first].chars_before > 2 * in->cut->max_chars)
    first = 0;
  if (units[first].prose && units[first].is_end && run_chars(in, first, first) <= in->cut->max_chars)
    return (choice){.first = first, .last = first, .whole = true};
  return cut_part(in, units[first].start, CUT_END);
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

/* Never divides a grapheme: a start moves forward, an end back, unless that leaves nothing. */
static qn_range whole_graphemes(qn_string text, qn_range part) {
  size_t start = grapheme_ceiling(text, part.start);
  size_t end = qn__grapheme_floor(text.data, text.size, part.end);
  return (qn_range){start, end > start ? end : grapheme_ceiling(text, start + 1)};
}

/* The bytes of the cut's span; false if they are shown already. */
static bool find_span(const qn__cut *cut, chooser *in) {
  qn_range bytes;
  size_t first = qn__first_match(cut->matches, cut->n_matches, cut->span.first);
  if (!match_bytes(in, first, &in->span) || in->span.start < in->floor)
    return false;
  for (size_t i = first; match_bytes(in, i, &bytes) && cut->matches[i].position <= cut->span.last; i++)
    in->span.end = larger(in->span.end, bytes.end);
  return true;
}

/* The part of the passage that may be shown. */
static qn_range find_reach(const qn__cut *cut, const chooser *in) {
  const qn_string text = cut->passage->text;
  if (!cut->has_span)
    return (qn_range){0, qn__shown_forward(text.data, 0, text.size, 4 * cut->max_chars)};
  return (qn_range){qn__shown_backward(text.data, 0, in->span.start, cut->max_chars),
                    qn__shown_forward(text.data, in->span.end, text.size, cut->max_chars)};
}

qn_status qn__choose_extent(qn__arena *arena, qn__cut *cut, const qn__word_run *run, qn_range *extent,
                            qn_error *error) {
  const qn__passage *passage = cut->passage;
  chooser in = {.cut = cut, .run = run};
  in.floor = cut->min_offset > passage->offset ? cut->min_offset - (size_t)passage->offset : 0;
  in.first_match = qn__first_match(cut->matches, cut->n_matches, cut->base + run->first);
  *extent = (qn_range){0, 0};
  cut->worth = 0;
  if (cut->has_span && !find_span(cut, &in))
    return QN_OK;
  const qn_range reach = find_reach(cut, &in);
  qn_status status = qn__passage_units(arena, passage, reach.start, reach.end, &in.units, error);
  if (status != QN_OK || in.units.n == 0)
    return status;
  choice best = {.bytes = {0, 0}}; /* worth nothing */
  if (cut->has_span) {
    consider_runs(&in, &best);
    consider_cuts(&in, &best);
    if (best.worth == 0) /* not even a match fits */
      best.bytes = (qn_range){in.span.start,
                              qn__shown_forward(passage->text.data, in.span.start, passage->text.size, cut->max_chars)};
  } else {
    best = choose_lead(&in);
  }
  cut->worth = best.worth;
  *extent = whole_graphemes(passage->text, best.whole ? fill(&in, best.first, best.last) : best.bytes);
  return QN_OK;
}
