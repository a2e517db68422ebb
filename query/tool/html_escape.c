/* SPDX-License-Identifier: MIT */
/* html_escape.c: the five characters that HTML reads are escaped; no control character gets in. */
#include "tool/html_escape.h"

#include "cli/safe_text.h"

#include <string.h>

static const char specials[] = "&<>\"'";
static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

void put_html(qn__buffer *out, qn_string text) {
  size_t start = 0;
  if (text.size == 0)
    return;
  for (size_t i = 0; i < text.size; i++) {
    const char *special = text.data[i] != '\0' ? strchr(specials, text.data[i]) : NULL;
    if (special == NULL)
      continue;
    cli_put_text(out, text.data + start, i - start);
    qn__buffer_print(out, "%s", entities[special - specials]);
    start = i + 1;
  }
  cli_put_text(out, text.data + start, text.size - start);
}

static void put_valid_html(qn__buffer *out, const char *text, size_t size) {
  put_html(out, (qn_string){text, size});
}

void put_any_html(qn__buffer *out, const char *text) {
  cli_put_repaired(out, text, strlen(text), put_valid_html);
}

static void put_lines(qn__buffer *out, const char *text, size_t size, const char *line_end) {
  size_t at = 0;
  for (const char *end; at < size && (end = memchr(text + at, '\n', size - at)) != NULL;) {
    const size_t line = (size_t)(end - text);
    put_html(out, (qn_string){text + at, line - at});
    qn__buffer_print(out, "%s", line_end);
    at = line + 1;
  }
  put_html(out, (qn_string){text + at, size - at});
}

void put_marked_html(qn__buffer *out, const marked_text *marked, const char *line_end) {
  size_t at = 0;
  for (size_t i = 0; i < marked->n_ranges; i++) {
    const qn_range range = marked->ranges[i];
    put_lines(out, marked->text + at, range.start - at, line_end);
    qn__buffer_print(out, "<mark>");
    put_lines(out, marked->text + range.start, range.end - range.start, line_end);
    qn__buffer_print(out, "</mark>");
    at = range.end;
  }
  put_lines(out, marked->text + at, marked->size - at, line_end);
}
