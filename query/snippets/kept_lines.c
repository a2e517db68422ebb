/* SPDX-License-Identifier: MIT */
/* kept_lines.c: a paragraph that ends without a blank line after it is a line of something that has lines. */
#include "snippets/kept_lines.h"

#include <string.h>

#include "base/status.h"
#include "text/paragraphs.h"

static size_t count_breaks(const char *text, qn_range extent) {
  const char *p = text + extent.start, *end = text + extent.end;
  size_t n = 0;
  for (; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
    n++;
  return n;
}

static size_t line_start(const char *text, size_t at) {
  const char *before = at > 0 ? memrchr(text, '\n', at) : NULL;
  return before != NULL ? (size_t)(before + 1 - text) : 0;
}

/* Whether the line that ends before `end`, with its line break, has more than blanks and signs of rulers. */
static bool has_more_than_signs(const char *text, size_t end) {
  for (size_t at = end - 1; at > 0 && text[at - 1] != '\n'; at--)
    if (strchr(" \t\r-=*_~#+.", text[at - 1]) == NULL)
      return true;
  return false;
}

/* The next line of a paragraph that begins with a bracket, which in code may be all of it; `end`: there is none. */
static size_t next_bracket(const char *text, size_t at, size_t end) {
  for (const char *p; (p = memchr(text + at, '\n', end - at)) != NULL;) {
    at = (size_t)(p + 1 - text);
    const char *first = p + 1;
    while (first < text + end && (*first == ' ' || *first == '\t'))
      first++;
    if (first < text + end && memchr("{})]", *first, 4) != NULL)
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
    const size_t end = qn__paragraph_end(text.data, text.size, at, at > 0 || passage->starts_text);
    while (at < end) {
      at = next_bracket(text.data, at, end);
      if (at > extent.start && at < extent.end)
        starts[n++] = at;
    }
    has_lines = has_lines || (end > extent.start && end < extent.end && has_more_than_signs(text.data, end));
  }
  *out = (qn__kept_lines){starts, has_lines ? n : 0};
  return QN_OK;
}
