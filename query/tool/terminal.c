/* SPDX-License-Identifier: MIT */
/* terminal.c: colours, safe characters, line breaks. */
#include "tool/terminal.h"

#include "text/boundaries.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 20 }; /* columns: no narrower layout is tried */

void terminal_init(output_terminal *terminal, color_choice choice) {
  bool is_terminal = isatty(STDOUT_FILENO);
  const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM"), *columns = getenv("COLUMNS");
  bool wanted = is_terminal && (no_color == NULL || *no_color == '\0') && term != NULL && strcmp(term, "dumb") != 0;
  terminal->color = choice == COLOR_ALWAYS || (choice == COLOR_AUTO && wanted);

  struct winsize size = {0};
  if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    terminal->width = size.ws_col;
  else
    terminal->width = columns != NULL ? (size_t)strtoul(columns, NULL, 10) : is_terminal ? 80 : 0;
  if (terminal->width > 0 && terminal->width < NARROWEST)
    terminal->width = NARROWEST;
}

/* --- Safe characters ---------------------------------------------------------------------------------------------- */

bool terminal_obeys(uint32_t c) {
  if (c < 0xa0)
    return c < 0x20 || c >= 0x7f;
  return (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void terminal_put(qn__buffer *out, const char *text, size_t size) {
  size_t copied = 0;
  for (size_t i = 0; i < size;) {
    unsigned n;
    uint32_t c = qn__utf8_decode(text + i, &n);
    if (terminal_obeys(c)) {
      bool is_space = c == '\t' || c == '\n' || c == '\r';
      qn__buffer_bytes(out, text + copied, i - copied);
      qn__buffer_print(out, "%s", is_space ? " " : "\xef\xbf\xbd");
      copied = i + n;
    }
    i += n;
  }
  if (copied < size)
    qn__buffer_bytes(out, text + copied, size - copied);
}

void terminal_put_any(qn__buffer *out, const char *text) {
  qn__buffer repaired;
  qn__buffer_init(&repaired);
  qn__utf8_repair(&repaired, text, strlen(text));
  terminal_put(out, (const char *)repaired.data, repaired.size);
  out->failed |= repaired.failed;
  qn__buffer_clear(&repaired);
}

static void begin_style(qn__buffer *out, const char *style) {
  if (*style != '\0')
    qn__buffer_print(out, "\033[%sm", style);
}

static void end_style(qn__buffer *out, const char *style) {
  if (*style != '\0')
    qn__buffer_bytes(out, "\033[0m", 4);
}

void terminal_put_styled(qn__buffer *out, const output_terminal *terminal, const char *style, const char *text,
                         size_t size) {
  if (!terminal->color)
    style = "";
  begin_style(out, style);
  terminal_put(out, text, size);
  end_style(out, style);
}

/* Writes text[from, to) in the styles of its ranges; *range is the first that may reach past `from`. */
static void put_marked(qn__buffer *out, const output_terminal *terminal, const marked_text *marked, size_t from,
                       size_t to, size_t *range) {
  while (from < to) {
    while (*range < marked->n_ranges && marked->ranges[*range].end <= from)
      ++*range;
    const qn_range *next = *range < marked->n_ranges ? &marked->ranges[*range] : NULL;
    bool inside = next != NULL && next->start <= from;
    size_t stop = next == NULL ? to : inside ? next->end : next->start;
    if (stop > to)
      stop = to;
    terminal_put_styled(out, terminal, inside ? marked->marked : marked->plain, marked->text + from, stop - from);
    from = stop;
  }
}

/* --- Lines -------------------------------------------------------------------------------------------------------- */

static size_t grapheme_end(const char *text, size_t size, size_t offset) {
  do {
    unsigned n;
    qn__utf8_decode(text + offset, &n);
    offset += n;
  } while (offset < size && ((uint8_t)text[offset - 1] >= 0x80 || (uint8_t)text[offset] >= 0x80) &&
           qn__grapheme_floor(text, size, offset) != offset);
  return offset < size ? offset : size;
}

/* Punctuation that no line of Chinese or Japanese begins with. */
static bool closes(const char *text) {
  static const char closers[][4] = {"、", "。", "」", "』", "】", "〉", "》", "，", "！", "？", "）", "：", "；", "．"};
  for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
    if (strncmp(text, closers[i], 3) == 0)
      return true;
  return false;
}

/* The end of the run from `start` that no line break may divide, of at most `limit` columns (but one grapheme at
 * least); *width is its columns. */
static size_t unbroken_end(const marked_text *marked, size_t start, size_t limit, size_t *width) {
  const char *text = marked->text;
  size_t end = start;
  bool after_wide = false;
  *width = 0;
  while (end < marked->size && text[end] != ' ') {
    size_t next = grapheme_end(text, marked->size, end);
    size_t columns = qn__display_width(text + end, next - end);
    bool is_wide = columns > 1;
    if (end > start && (*width + columns > limit || ((is_wide || after_wide) && !closes(text + end))))
      break;
    *width += columns;
    after_wide = is_wide;
    end = next;
  }
  return end;
}

void terminal_wrap(qn__buffer *out, const output_terminal *terminal, const marked_text *marked, size_t column,
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
    while (start < marked->size && marked->text[start] == ' ')
      start++;
    size_t end = unbroken_end(marked, start, terminal->width - indent, &width);
    if (!line_begins && column + (start - at) + width > terminal->width) {
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
