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

bool qn__is_underline(const char *line, size_t size) {
  const char *end = line + size;
  while (end > line && isspace((unsigned char)end[-1]))
    end--;
  for (unsigned i = 0; i < 3 && line < end && *line == ' '; i++)
    line++;
  if (end - line < 2 || (*line != '=' && *line != '-'))
    return false;
  const char sign = *line;
  while (line < end && *line == sign)
    line++;
  return line == end;
}

/* Whether a line is text of a paragraph, and not code, quoted, an entry of a list or a row of a table. */
static bool is_paragraph(const char *line, size_t size) {
  size_t at = 0;
  while (at < size && line[at] == ' ')
    at++;
  if (at > 3 || at == size || size > QN__MARKDOWN_HEADING_MAX || strchr("\t\r\n#>|", line[at]) != NULL)
    return false;
  const char *p = line + at, *end = line + size;
  const bool is_bullet = *p == '-' || *p == '*' || *p == '+';
  while (!is_bullet && p < end && isdigit((unsigned char)*p))
    p++;
  const bool is_mark = is_bullet || (p > line + at && p < end && (*p == '.' || *p == ')'));
  return !is_mark || (end - p > 1 && !isspace((unsigned char)p[1]));
}

/* A line outside of code that begins at this byte. */
static void scan_line(qn__heading_scan *scan, const char *line, size_t size, uint64_t at) {
  unsigned level;
  const bool is_underline = qn__is_underline(line, size), underlines = is_underline && scan->n_lines == 1;
  const bool is_heading = qn__markdown_heading((qn_string){line, size}, &level).size > 0;
  if (underlines || is_heading) {
    scan->found = true;
    scan->at = underlines ? scan->alone_at : at;
  }
  scan->n_lines = !is_underline && is_paragraph(line, size) ? scan->n_lines + 1 : 0;
  scan->alone_at = at;
}

void qn__scan_headings(qn__heading_scan *scan, qn_string lines, uint64_t at) {
  const char *p = lines.data, *const end = p + lines.size;
  while (p < end) {
    const char *newline = memchr(p, '\n', (size_t)(end - p));
    const size_t size = newline != NULL ? (size_t)(newline - p) : (size_t)(end - p);
    if (qn__is_code_fence(p, size)) {
      scan->in_code = !scan->in_code;
      scan->n_lines = 0;
    } else if (!scan->in_code) {
      scan_line(scan, p, size, at + (uint64_t)(p - lines.data));
    }
    p = newline != NULL ? newline + 1 : end;
  }
}
