/* SPDX-License-Identifier: MIT */
/* shown_text.c: blanks, and characters counted without those that are not shown. */
#include "snippets/shown_text.h"

#include "text/ascii_runs.h"
#include "text/rulers.h"

bool qn__shows_blank(uint32_t c) {
  return c <= 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

/* The end of the character at `at`; in a damaged text no further than `end`. */
static inline size_t character_end(const char *text, size_t at, size_t end, bool *blank) {
  unsigned n;
  if ((uint8_t)text[at] < 0x7f) {
    *blank = text[at] <= ' ';
    return at + 1;
  }
  *blank = qn__shows_blank(qn__utf8_decode(text + at, &n));
  return n < end - at ? at + n : end;
}

size_t qn__skip_blanks(const char *text, size_t at, size_t end) {
  bool blank = true;
  while (at < end) {
    size_t next = character_end(text, at, end, &blank);
    if (!blank)
      break;
    at = next;
  }
  return at;
}

size_t qn__trim_end(const char *text, size_t start, size_t end) {
  bool blank = true;
  while (end > start) {
    size_t at = qn__utf8_before(text, start, end);
    character_end(text, at, end, &blank);
    if (!blank)
      break;
    end = at;
  }
  return end;
}

/* Whether only blanks are before `at` in its line, which begins at *line. */
static bool begins_line(const char *text, size_t at, size_t *line) {
  *line = at;
  while (*line > 0 && (text[*line - 1] == ' ' || text[*line - 1] == '\t'))
    --*line;
  return *line == 0 || text[*line - 1] == '\n';
}

size_t qn__skip_hidden(const char *text, size_t at, size_t end) {
  for (;;) {
    size_t line;
    at = qn__skip_blanks(text, at, end);
    if (at == end || !qn__may_rule(text[at]) || !begins_line(text, at, &line))
      return at;
    const size_t ruler = qn__ruler_end(text, end, line);
    if (ruler == line)
      return at;
    at = ruler;
  }
}

size_t qn__trim_hidden(const char *text, size_t start, size_t end) {
  for (;;) {
    end = qn__trim_end(text, start, end);
    if (end == start || !qn__may_rule(text[end - 1]))
      return end;
    size_t line = end;
    while (line > start && text[line - 1] != '\n')
      line--;
    if (line == start || qn__ruler_end(text, end, line) != end)
      return end;
    end = line;
  }
}

/* Eight characters from `at` on, if they are printed ASCII before `end`, of which *n are shown.  *was_blank is said of
 * the character before them, and then of the last. */
QN_ALWAYS_INLINE bool shown_run(const char *text, size_t at, size_t end, bool *was_blank, size_t *n) {
  uint64_t run;
  if (end - at < QN__ASCII_RUN || !qn__printed_run(text + at, &run))
    return false;
  const uint64_t spaces = qn__spaces_of(run), hidden = spaces & (spaces << 8 | (*was_blank ? 0x80 : 0));
  *was_blank = spaces >> 63;
  *n += QN__ASCII_RUN - (hidden == 0 ? 0 : qn__popcount64(hidden));
  return true;
}

/* The same of the eight before `at`, read backward: *was_blank is said of the one after them, and then of the first. */
QN_ALWAYS_INLINE bool shown_run_before(const char *text, size_t start, size_t at, bool *was_blank, size_t *n) {
  uint64_t run;
  if (at - start < QN__ASCII_RUN || !qn__printed_run(text + at - QN__ASCII_RUN, &run))
    return false;
  const uint64_t spaces = qn__spaces_of(run), hidden = spaces & (spaces >> 8 | (*was_blank ? UINT64_C(0x80) << 56 : 0));
  *was_blank = spaces & 0x80;
  *n += QN__ASCII_RUN - (hidden == 0 ? 0 : qn__popcount64(hidden));
  return true;
}

size_t qn__shown_chars(const char *text, size_t start, size_t end) {
  size_t n = 0, at = start;
  bool blank, was_blank = false;
  while (at < end) {
    if (shown_run(text, at, end, &was_blank, &n)) {
      at += QN__ASCII_RUN;
      continue;
    }
    at = character_end(text, at, end, &blank);
    n += !(blank && was_blank);
    was_blank = blank;
  }
  return n;
}

size_t qn__shown_forward(const char *text, size_t start, size_t end, size_t n_chars) {
  size_t n = 0, at = start;
  bool blank, was_blank = false;
  while (at < end) {
    if (n + QN__ASCII_RUN <= n_chars && shown_run(text, at, end, &was_blank, &n)) {
      at += QN__ASCII_RUN;
      continue;
    }
    const size_t next = character_end(text, at, end, &blank);
    n += !(blank && was_blank);
    if (n > n_chars)
      return at;
    at = next;
    was_blank = blank;
  }
  return end;
}

size_t qn__shown_backward(const char *text, size_t start, size_t end, size_t n_chars) {
  size_t n = 0, at = end;
  bool blank, was_blank = false; /* of the character after */
  while (at > start) {
    if (n + QN__ASCII_RUN <= n_chars && shown_run_before(text, start, at, &was_blank, &n)) {
      at -= QN__ASCII_RUN;
      continue;
    }
    const size_t before = qn__utf8_before(text, start, at);
    character_end(text, before, at, &blank);
    n += !(blank && was_blank);
    if (n > n_chars)
      return at;
    at = before;
    was_blank = blank;
  }
  return start;
}
