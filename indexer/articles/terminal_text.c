/* SPDX-License-Identifier: MIT */
/* terminal_text.c: the control sequences of ECMA-48. */
#include "articles/terminal_text.h"

#include "text/utf8.h"

#include <stdbool.h>
#include <string.h>

static bool is_between(char c, char first, char last) {
  return c >= first && c <= last;
}

/* The end of the sequence whose escape is at p: `ESC [ 1 ; 31 m`, `ESC ] title BEL`, `ESC ( B`; p + 1 if there is
 * none. */
static const char *skip_sequence(const char *p, const char *end) {
  enum { TITLE_MAX = 256 };
  const char *at = p + 1;
  if (at == end)
    return at;
  if (*at == '[') {
    for (at++; at < end && is_between(*at, ' ', '?');)
      at++;
    return at < end && is_between(*at, '@', '~') ? at + 1 : p + 1;
  }
  if (*at == ']') {
    for (at++; at < end && at - p < TITLE_MAX && *at != '\a' && *at != '\x1b' && *at != '\n';)
      at++;
    return at < end && *at == '\a' ? at + 1 : at + 1 < end && *at == '\x1b' && at[1] == '\\' ? at + 2 : p + 1;
  }
  while (at < end && is_between(*at, ' ', '/'))
    at++;
  return at > p + 1 && at < end && is_between(*at, '0', '~') ? at + 1 : p + 1;
}

/* One character back, but not over a line end. */
static char *step_back(char *to, const char *start) {
  char *at = to;
  do
    at -= at > start;
  while (at > start && qn__utf8_goes_on(*at));
  return at < to && *at == '\n' ? to : at;
}

size_t qn__terminal_text(char *text, size_t size, qn__source_trace *trace) {
  const char *end = text + size;
  char *to = text;
  if (memchr(text, '\x1b', size) == NULL && memchr(text, '\b', size) == NULL)
    return size;
  for (const char *p = text; p < end;) {
    if (*p == '\x1b') {
      const char *next = skip_sequence(p, end);
      if (next == p + 1)
        *to++ = ' ';
      else
        qn__trace_cut(trace, (size_t)(to - text), (qn_string){p, (size_t)(next - p)});
      p = next;
    } else if (*p == '\b') {
      char *back = step_back(to, text);
      qn__trace_cut(trace, (size_t)(back - text), (qn_string){back, (size_t)(to - back)});
      to = back;
      qn__trace_cut(trace, (size_t)(to - text), (qn_string){p++, 1});
    } else {
      *to++ = *p++;
    }
  }
  return (size_t)(to - text);
}
