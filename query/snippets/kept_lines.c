/* SPDX-License-Identifier: MIT */
/* kept_lines.c: a paragraph that ends without a blank line after it is a line of something that has lines;
 * so is one within it that was not wrapped, as the next word would have fitted. */
#include "snippets/kept_lines.h"

#include <ctype.h>
#include <string.h>

#include "base/find_last.h"
#include "base/status.h"
#include "text/boundaries.h"
#include "text/paragraphs.h"

static size_t count_breaks(const char *text, qn_range extent) {
  const char *p = text + extent.start, *end = text + extent.end;
  size_t n = 0;
  for (; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
    n++;
  return n;
}

static size_t line_start(const char *text, size_t at) {
  const char *before = qn__find_last(text, at, '\n');
  return before != NULL ? (size_t)(before + 1 - text) : 0;
}

/* Whether the line that ends before `end`, with its line break, has more than blanks and signs of rulers. */
static bool has_more_than_signs(const char *text, size_t end) {
  for (size_t at = end - 1; at > 0 && text[at - 1] != '\n'; at--)
    if (strchr(" \t\r-=*_~#+.", text[at - 1]) == NULL)
      return true;
  return false;
}

/* Whether the first word of the next line, at `next`, would have fitted in the line even where text is wrapped to few
 * columns. */
static bool has_room(const char *text, qn_range line, size_t next, size_t end) {
  enum { NARROWEST = 40, BYTES = 4 * NARROWEST };
  size_t word = next;
  while (word < end && strchr(" \t\r\n", text[word]) == NULL)
    word++;
  const bool is_word = isalnum((unsigned char)text[next]) || text[next] == '_' || (uint8_t)text[next] >= 0x80;
  return is_word && line.end - line.start < BYTES && word - next < BYTES &&
         qn__display_width(text + line.start, line.end - line.start) + 1 +
                 qn__display_width(text + next, word - next) <=
             NARROWEST;
}

/* Whether a line that begins so, with a bracket or the back quotes of a fence, is one of code. */
static bool begins_code(const char *text, size_t first, size_t end) {
  return first < end &&
         (memchr("{})]", text[first], 4) != NULL || (end - first >= 3 && memcmp(text + first, "```", 3) == 0));
}

/* The next line within a paragraph that is kept: *had_room is true, or it begins like code.
 * `end`: there is none.  `whole_line`: a line begins at `at`. */
static size_t next_line(const char *text, size_t at, size_t end, bool whole_line, bool *had_room) {
  *had_room = false;
  for (const char *p; (p = memchr(text + at, '\n', end - at)) != NULL; whole_line = true) {
    const qn_range line = {at, (size_t)(p - text)};
    size_t first = at = line.end + 1;
    while (first < end && (text[first] == ' ' || text[first] == '\t'))
      first++;
    *had_room = whole_line && first < end && has_room(text, line, first, end);
    if (*had_room || begins_code(text, first, end))
      return at;
  }
  return end;
}

qn_status qn__find_kept_lines(qn__arena *arena, const qn__passage *passage, qn_range extent, qn__kept_lines *out,
                              qn_error *error) {
  const qn_string text = passage->text;
  const size_t most = count_breaks(text.data, extent);
  bool has_lines = false;
  *out = (qn__kept_lines){NULL, 0};
  if (most == 0)
    return QN_OK;
  size_t *starts = qn__arena_alloc(arena, most * sizeof *starts), n = 0;
  if (starts == NULL)
    return qn__fail_memory(error);
  size_t at = line_start(text.data, extent.start);
  while (at < extent.end) {
    bool whole_line = at > 0 || passage->starts_text, had_room;
    const size_t end = qn__paragraph_end(text.data, text.size, at, whole_line);
    while (at < end) {
      at = next_line(text.data, at, end, whole_line, &had_room);
      whole_line = true;
      if (at <= extent.start || at >= extent.end)
        continue;
      starts[n++] = at;
      has_lines = has_lines || had_room || (at == end && has_more_than_signs(text.data, end));
    }
  }
  *out = (qn__kept_lines){starts, has_lines ? n : 0};
  return QN_OK;
}
