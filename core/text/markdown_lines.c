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

/* The end of the mark that an entry of a list begins with at p: `-`, `*`, `+`, `12.` or `3)`; p if there is none. */
static const char *entry_mark_end(const char *p, const char *end) {
  const char *last = p;
  const bool is_bullet = p < end && (*p == '-' || *p == '*' || *p == '+');
  while (!is_bullet && last < end && isdigit((unsigned char)*last))
    last++;
  if (!is_bullet && (last == p || last == end || (*last != '.' && *last != ')')))
    return p;
  return end - last > 1 && !isspace((unsigned char)last[1]) ? p : last + 1;
}

/* Where a fence may stand in a line: after blanks and the marks of what the code is in.  Only the first line of an
 * entry of a list has its mark. */
static const char *find_fence(const char *line, const char *end, bool may_be_entry) {
  const char *p, *after = line;
  do {
    for (p = after; p < end && (*p == ' ' || *p == '\t' || *p == '>');)
      p++;
    after = may_be_entry ? entry_mark_end(p, end) : p;
  } while (after > p);
  return p;
}

/* False of nearly all lines: blanks and marks are before the letters and the signs of fences in ASCII. */
static bool may_be_fence(const char *p, const char *end) {
  while (p < end && (uint8_t)*p < '@')
    p++;
  return p < end && (*p == '`' || *p == '~');
}

bool qn__pass_code_fence(qn__code_block *code, const char *line, size_t size) {
  const char *end = line + size;
  if (!may_be_fence(line, end))
    return false;
  const char *first = find_fence(line, end, code->n_signs == 0), *p = first;
  if (p == end || (*p != '`' && *p != '~'))
    return false;
  while (p < end && *p == *first)
    p++;
  const size_t n_signs = (size_t)(p - first);
  if (code->n_signs == 0) {
    if (n_signs < 3 || (*first == '`' && memchr(p, '`', (size_t)(end - p)) != NULL)) /* code within a line */
      return false;
    *code = (qn__code_block){n_signs, *first};
    return true;
  }
  while (p < end && isspace((unsigned char)*p))
    p++;
  if (*first != code->sign || n_signs < code->n_signs || p < end)
    return false;
  *code = (qn__code_block){0, '\0'};
  return true;
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
  return entry_mark_end(line + at, line + size) == line + at;
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
    if (qn__pass_code_fence(&scan->code, p, size)) {
      scan->n_lines = 0;
    } else if (scan->code.n_signs == 0) {
      scan_line(scan, p, size, at + (uint64_t)(p - lines.data));
    }
    p = newline != NULL ? newline + 1 : end;
  }
}
