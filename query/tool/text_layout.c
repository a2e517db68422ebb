/* SPDX-License-Identifier: MIT */
/* text_layout.c: where lines break, and where styles begin and end. */
#include "tool/text_layout.h"

#include <string.h>

#include "text/boundaries.h"
#include "text/unspaced.h"
#include "text/utf8.h"

/* Appends text[from, to) in the styles of its ranges; *range is the first that may reach past `from`. */
static void put_marked(qn__buffer *out, const cli_terminal *terminal, const marked_text *marked, size_t from, size_t to,
                       size_t *range) {
  while (from < to) {
    while (*range < marked->n_ranges && marked->ranges[*range].end <= from)
      ++*range;
    const qn_range *next = *range < marked->n_ranges ? &marked->ranges[*range] : NULL;
    bool inside = next != NULL && next->start <= from;
    size_t stop = next == NULL ? to : inside ? next->end : next->start;
    if (stop > to)
      stop = to;
    cli_put_styled(out, terminal, inside ? marked->marked : marked->plain, marked->text + from, stop - from);
    from = stop;
  }
}

static size_t grapheme_end(const char *text, size_t size, size_t offset) {
  do {
    unsigned n;
    qn__utf8_decode(text + offset, &n);
    offset += n;
  } while (offset < size && ((uint8_t)text[offset - 1] >= 0x80 || (uint8_t)text[offset] >= 0x80) &&
           qn__grapheme_floor(text, size, offset) != offset);
  return offset < size ? offset : size;
}

static bool begins_with_any(const char *text, const char *const *signs) {
  while (*signs != NULL && strncmp(text, *signs, strlen(*signs)) != 0)
    signs++;
  return *signs != NULL;
}

/* Punctuation that no line of Chinese or Japanese begins with.  Quotes of ASCII may do either. */
static bool closes(const char *text) {
  static const char *const signs[] = {"、", "。", "」", "』", "】", "〉", "》", "〕", "，", "！", "？", "）",
                                      "：", "；", "．", "］", "｝", "”",  "’",  "…",  "・", "ー", "々", ",",
                                      ".",  "!",  "?",  ":",  ";",  ")",  "]",  "}",  "%",  "\"", "'",  NULL};
  return begins_with_any(text, signs);
}

/* Such that none ends with. */
static bool opens(const char *text) {
  static const char *const signs[] = {"「", "『", "【", "〈", "《", "〔", "（", "［", "｛",
                                      "“",  "‘",  "(",  "[",  "{",  "\"", "'",  NULL};
  return begins_with_any(text, signs);
}

/* Whether a line may end beside this grapheme: it is wide, and not of Korean, which has spaces. */
static bool breaks_beside(const char *text, size_t size, size_t columns) {
  unsigned n;
  return columns > 1 && qn__display_width(text, qn__utf8_character(text, size)) > 1 &&
         !qn__is_hangul(qn__utf8_decode(text, &n));
}

/* The end of the run from `start` that no line break may divide, of at most `limit` columns (but one grapheme at
 * least); *width is its columns. */
static size_t unbroken_end(const marked_text *marked, size_t start, size_t limit, size_t *width) {
  const char *text = marked->text;
  size_t end = start, before = start;
  bool after_wide = false;
  *width = 0;
  while (end < marked->size && text[end] != ' ' && text[end] != '\n') {
    size_t next = grapheme_end(text, marked->size, end);
    size_t columns = qn__display_width(text + end, next - end);
    bool is_wide = breaks_beside(text + end, next - end, columns);
    bool may_break = (is_wide || after_wide) && !closes(text + end) && !opens(text + before);
    if (end > start && (*width + columns > limit || may_break))
      break;
    *width += columns;
    after_wide = is_wide;
    before = end;
    end = next;
  }
  return end;
}

void put_wrapped(qn__buffer *out, const cli_terminal *terminal, const marked_text *marked, size_t column,
                 size_t indent) {
  size_t range = 0;
  if (terminal->width <= indent) {
    put_marked(out, terminal, marked, 0, marked->size, &range);
    return;
  }
  size_t written = 0; /* bytes; what follows them on this line is text[written, at) */
  bool line_begins = true;
  for (size_t at = 0; at < marked->size;) {
    size_t start = at, width;
    bool breaks = false;
    for (; start < marked->size && (marked->text[start] == ' ' || marked->text[start] == '\n'); start++)
      breaks = breaks || marked->text[start] == '\n';
    size_t end = unbroken_end(marked, start, terminal->width - indent, &width);
    if (breaks || (!line_begins && column + (start - at) + width > terminal->width)) {
      put_marked(out, terminal, marked, written, at, &range);
      qn__buffer_print(out, "\n%*s", (int)indent, "");
      column = indent + width;
      written = start;
    } else {
      column += start - at + width;
    }
    line_begins = false;
    at = end;
  }
  put_marked(out, terminal, marked, written, marked->size, &range);
}

void put_cut(qn__buffer *out, const cli_terminal *terminal, const marked_text *marked, size_t columns) {
  size_t end = 0, width = 0, cut = 0, range = 0;
  while (end < marked->size && width <= columns) {
    if (width < columns) /* there is room for the ellipsis */
      cut = end;
    size_t next = grapheme_end(marked->text, marked->size, end);
    width += qn__display_width(marked->text + end, next - end);
    end = next;
  }
  bool fits = end == marked->size && width <= columns;
  put_marked(out, terminal, marked, 0, fits ? end : cut, &range);
  if (!fits)
    qn__buffer_print(out, "…");
}
