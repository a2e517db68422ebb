/* SPDX-License-Identifier: MIT */
/* paragraphs.c: reads the layout that people use.  In wrapped text a line goes on in the next one if the first word of
 * that would not have fitted in it; the right margin is the longest line around. */
#include "text/paragraphs.h"

#include <stdint.h>
#include <string.h>

#include "text/boundaries.h"
#include "text/characters.h"
#include "text/rulers.h"
#include "text/utf8.h"

enum {
  NARROWEST = 40,   /* columns: prose is not wrapped to less, so shorter lines stand alone */
  WIDEST = 112,     /* text is not wrapped to more: a longer line is a whole paragraph */
  RAGGED = 8,       /* columns that people leave free though a word would fit */
  TABLE_GAP = 3,    /* blanks between the columns of a table */
  VERY_SHORT = 4,   /* so often a heading would fit in the longest line */
  LINES_AROUND = 3, /* that are looked at for the right margin */
};

typedef struct line {
  size_t start, end, next; /* its bytes, without the line break; where the next line begins */
  size_t indent;           /* columns before its text: blanks, and the > of quoted mail */
  size_t text;             /* where its text begins; the mark of a list entry counts as text */
  size_t width;            /* columns up to the end of its text */
  bool blank;              /* nothing to read in it: it is empty, or a ruler */
  bool listed;             /* begins with the mark of a list entry */
  bool alone;              /* code, or a row of a table */
} line;

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/* --- A line ------------------------------------------------------------------------------------------------------- */

/* The size of a list entry's mark at `at`, with the blank after it; 0 if there is none: `- `, `* `, `12. `, `(a) `. */
static size_t list_mark(const char *text, size_t at, size_t end) {
  static const char *const bullets[] = {"-", "*", "+", "\xe2\x80\xa2", "\xe2\x80\x93", "\xe2\x97\xa6", "\xc2\xb7"};
  for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
    size_t size = strlen(bullets[i]);
    if (end - at > size && memcmp(text + at, bullets[i], size) == 0 && is_space(text[at + size]))
      return size + 1;
  }
  size_t i = at, digits;
  i += i < end && text[i] == '(';
  for (digits = i; i < end && text[i] >= '0' && text[i] <= '9' && i - digits < 3;)
    i++;
  if (i == digits && i < end && ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z') && text[at] == '(')
    i++;
  bool closed = i > digits && end - i > 1 && (text[i] == ')' || (text[i] == '.' && text[at] != '('));
  return closed && is_space(text[i + 1]) ? i + 2 - at : 0;
}

/* Letters, digits and all that is not a sign of ASCII. */
static bool has_words(const char *text, size_t start, size_t end) {
  for (size_t i = start; i < end; i++)
    if ((uint8_t)text[i] >= 0x80 || (text[i] >= '0' && text[i] <= '9') ||
        ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z'))
      return true;
  return false;
}

/* A ruler of signs that are not ASCII. */
static bool is_drawn(const char *text, size_t size, const line *in) {
  return (uint8_t)text[in->text] >= 0x80 && qn__ruler_end(text, size, in->start) > in->start;
}

/* True if blanks stand between its words as between the columns of a table. */
static bool has_columns(const char *text, size_t start, size_t end) {
  for (size_t i = start; i < end; i++) {
    size_t gap = i;
    while (gap < end && text[gap] == ' ')
      gap++;
    if (gap < end && (text[gap] == '\t' || gap - i >= TABLE_GAP))
      return true;
    i = gap;
  }
  return false;
}

static bool looks_like_code(const char *text, size_t start, size_t end) {
  char first = text[start], last = text[end - 1];
  return first == '|' || last == '|' || last == ';' || last == '{' || last == '}' ||
         ((first == '$' || first == '#') && end - start > 1 && is_space(text[start + 1]));
}

/* The columns of a part, or any number above WIDEST if they are more. */
static size_t width_up_to(const char *text, size_t start, size_t end) {
  size_t width = 0;
  for (size_t at = start, next; at < end && width <= WIDEST; at = next) {
    next = end - at < WIDEST / 2 ? end : at + qn__utf8_prefix(text + at, end - at, WIDEST / 2);
    width += qn__display_width(text + at, next - at);
  }
  return width;
}

/* The columns of the first word, or of the first character where there are no spaces. */
static size_t first_width(const char *text, size_t start, size_t end) {
  unsigned n;
  size_t word_end = start;
  if (qn__character(qn__utf8_decode(text + start, &n)) & QN__IS_PAIR)
    return qn__display_width(text + start, n);
  while (word_end < end && !is_space(text[word_end]))
    word_end++;
  return width_up_to(text, start, word_end);
}

static size_t skip_indent(const char *text, size_t start, size_t end, size_t *columns) {
  size_t at = start;
  *columns = 0;
  for (; at < end && (is_space(text[at]) || text[at] == '>'); at++)
    *columns += text[at] == '\t' ? 8 - *columns % 8 : 1;
  return at;
}

/* Finds the line that begins at `start`, and whether it is blank. */
static void find_line(const char *text, size_t size, size_t start, line *out) {
  const char *line_end = memchr(text + start, '\n', size - start);
  size_t end = line_end == NULL ? size : (size_t)(line_end - text);
  *out = (line){.start = start, .next = line_end == NULL ? size : end + 1};
  while (end > start && is_space(text[end - 1]))
    end--;
  out->end = end;
  out->text = skip_indent(text, start, end, &out->indent);
  out->blank = !has_words(text, out->text, end) || is_drawn(text, size, out);
}

static void read_line(const char *text, size_t size, size_t start, line *out) {
  find_line(text, size, start, out);
  if (out->blank)
    return;
  const size_t end = out->end;
  size_t mark = list_mark(text, out->text, end);
  out->listed = mark > 0;
  out->width = out->indent + width_up_to(text, out->text, end);
  out->alone =
      out->width <= WIDEST && (has_columns(text, out->text + mark, end) || looks_like_code(text, out->text, end));
}

/* --- Two lines ---------------------------------------------------------------------------------------------------- */

static bool begins_small(const char *text, const line *in) {
  unsigned n;
  return qn__sentence_break_of(qn__character(qn__utf8_decode(text + in->text, &n))) == QN__SB_LOWER;
}

/* The longest line from `from` on, as far as they may be one paragraph. */
static size_t find_margin(const char *text, size_t size, const line *before, const line *from) {
  line next = *from;
  size_t margin = before->width;
  for (unsigned i = 0; i < LINES_AROUND && !next.blank && !next.alone; i++) {
    margin = next.width > margin ? next.width : margin;
    if (next.next == size)
      break;
    read_line(text, size, next.next, &next);
  }
  return margin;
}

/* True if the first word of the second line would have fitted in the first. */
static bool has_room(const char *text, const line *first, const line *second, size_t margin) {
  return first->width + 1 + RAGGED <= margin &&
         first->width + 1 + first_width(text, second->text, second->end) + RAGGED <= margin;
}

/* True if the second line is no part of a paragraph of this margin either, but an entry or a verse as the first is. */
static bool is_short_too(const char *text, size_t size, const line *second, size_t margin) {
  line third;
  if (second->next == size)
    return second->width + RAGGED <= margin;
  read_line(text, size, second->next, &third);
  return third.blank ? second->width + RAGGED <= margin : has_room(text, second, &third, margin);
}

/* True if the first line is so short that something else begins in the second: a line alone may be short for other
 * reasons, such as a dateline that is left out. */
static bool is_cut_short(const char *text, size_t size, const line *first, const line *second, size_t margin) {
  if (margin > WIDEST || (margin < NARROWEST && !begins_small(text, second)))
    return true;
  return !begins_small(text, second) && has_room(text, first, second, margin) &&
         (first->width * VERY_SHORT < margin || is_short_too(text, size, second, margin));
}

static bool indent_ends(const line *first, const line *second, bool is_first) {
  if (second->indent > first->indent)
    return !first->listed;
  return second->indent < first->indent && !is_first;
}

size_t qn__paragraph_end(const char *text, size_t size, size_t start, bool whole_line) {
  line now, next;
  size_t margin = 0;
  bool is_first = true;
  read_line(text, size, start, &now);
  while (now.next < size) {
    if (now.blank || now.alone || (now.width > WIDEST && (whole_line || !is_first)))
      break;
    read_line(text, size, now.next, &next);
    if (next.blank || next.alone || next.listed || next.width > WIDEST)
      break;
    if (whole_line || !is_first) {
      size_t around = find_margin(text, size, &now, &next);
      margin = around > margin ? around : margin;
      if (indent_ends(&now, &next, is_first) || is_cut_short(text, size, &now, &next, margin))
        break;
    }
    bool hangs = now.listed;
    now = next;
    if (hangs) /* the lines of an entry are indented as its second is */
      now.listed = false;
    is_first = false;
  }
  while (now.next < size) { /* blank lines after it */
    find_line(text, size, now.next, &next);
    if (!next.blank)
      break;
    now = next;
  }
  return now.next;
}
