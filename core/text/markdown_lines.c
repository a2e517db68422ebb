/* SPDX-License-Identifier: MIT */
/* markdown_lines.c: headings as CommonMark has them, with signs before them. */
#include "text/markdown_lines.h"

#include <ctype.h>
#include <string.h>

qn_string qn__markdown_heading(qn_string line, unsigned *level) {
  const char *p = line.data, *end = p + line.size;
  while (p < end && *p == '#')
    p++;
  *level = (unsigned)(p - line.data);
  if (line.size > QN__MARKDOWN_HEADING_MAX || *level == 0 || *level > 6 || p == end || !isspace((unsigned char)*p))
    return (qn_string){NULL, 0};
  while (end > p && (isspace((unsigned char)end[-1]) || end[-1] == '#'))
    end--;
  while (p < end && isspace((unsigned char)*p))
    p++;
  return (qn_string){p, (size_t)(end - p)};
}

bool qn__is_code_fence(const char *line, size_t size) {
  while (size > 0 && *line == ' ')
    line++, size--;
  return size >= 3 && (memcmp(line, "```", 3) == 0 || memcmp(line, "~~~", 3) == 0);
}

void qn__scan_headings(qn__heading_scan *scan, qn_string lines, uint64_t at) {
  const char *p = lines.data, *const end = p + lines.size;
  while (p < end) {
    const char *newline = memchr(p, '\n', (size_t)(end - p));
    const size_t size = newline != NULL ? (size_t)(newline - p) : (size_t)(end - p);
    unsigned level;
    if (qn__is_code_fence(p, size)) {
      scan->in_code = !scan->in_code;
    } else if (!scan->in_code && qn__markdown_heading((qn_string){p, size}, &level).size > 0) {
      scan->found = true;
      scan->at = at + (uint64_t)(p - lines.data);
    }
    p = newline != NULL ? newline + 1 : end;
  }
}
