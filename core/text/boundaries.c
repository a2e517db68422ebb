/* SPDX-License-Identifier: MIT */
/* boundaries.c: what utf8proc knows of graphemes and widths. */
#include "text/boundaries.h"

#include <utf8proc.h>

#include "text/ascii_runs.h"
#include "text/utf8.h"

static utf8proc_int32_t code_point_at(const char *text, size_t at, size_t *end) {
  unsigned size;
  utf8proc_int32_t code_point = (utf8proc_int32_t)qn__utf8_decode(text + at, &size);
  *end = at + size;
  return code_point;
}

/* A boundary at or before `at`, a character's start: the first, going back, that two characters decide between
 * themselves.  A joiner decides by what stands before it; long runs (of flags, of marks) are followed only so far. */
static size_t sure_boundary(const char *text, size_t at) {
  enum { FAR = 1024, ZERO_WIDTH_JOINER = 0x200d };
  size_t end;
  for (unsigned n = 0; at > 0 && n < FAR; n++) {
    size_t before = qn__utf8_before(text, 0, at);
    utf8proc_int32_t last = code_point_at(text, before, &end);
    if (last != ZERO_WIDTH_JOINER && utf8proc_grapheme_break(last, code_point_at(text, at, &end)))
      return at;
    at = before;
  }
  return at;
}

size_t qn__grapheme_floor(const char *text, size_t size, size_t offset) {
  if (offset >= size)
    return size;
  while (offset > 0 && qn__utf8_goes_on(text[offset]))
    offset--;
  size_t boundary = sure_boundary(text, offset);
  utf8proc_int32_t state = 0;
  size_t end;
  utf8proc_int32_t last = code_point_at(text, boundary, &end);
  for (size_t at = end; at <= offset && at < size; at = end) {
    utf8proc_int32_t next = code_point_at(text, at, &end);
    if (utf8proc_grapheme_break_stateful(last, next, &state))
      boundary = at;
    last = next;
  }
  return boundary;
}

/* Columns that a character adds.  `joined`: it is part of a grapheme that has begun. */
static size_t columns_of(utf8proc_int32_t c, utf8proc_int32_t before, bool joined) {
  enum { EMOJI_STYLE = 0xfe0f, FIRST_VOWEL = 0x1160, LAST_FINAL = 0x11ff };
  int columns = utf8proc_charwidth(c);
  if (utf8proc_category(c) == UTF8PROC_CATEGORY_MC) /* vowels beside their consonant, as in Indic scripts */
    return 1;
  if (c >= FIRST_VOWEL && c <= LAST_FINAL) /* drawn into the syllable */
    return 0;
  if (c == EMOJI_STYLE && joined)
    return utf8proc_charwidth(before) == 1;
  return columns <= 0 || (joined && columns > 1) ? 0 : (size_t)columns; /* emoji that are joined are one picture */
}

size_t qn__display_width(const char *text, size_t size) {
  size_t width = 0;
  utf8proc_int32_t before = 0, state = 0;
  for (size_t at = 0; at < size;) {
    uint64_t run;
    if (size - at >= QN__ASCII_RUN && qn__printed_run(text + at, &run)) {
      at += QN__ASCII_RUN;
      before = (uint8_t)text[at - 1];
      state = 0;
      width += QN__ASCII_RUN;
      continue;
    }
    if (text[at] >= ' ' && text[at] < 0x7f) {
      before = (uint8_t)text[at++];
      state = 0;
      width++;
      continue;
    }
    utf8proc_int32_t c = code_point_at(text, at, &at);
    bool joined = before != 0 && !utf8proc_grapheme_break_stateful(before, c, &state);
    width += columns_of(c, before, joined);
    before = c;
  }
  return width;
}
