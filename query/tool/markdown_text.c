/* SPDX-License-Identifier: MIT */
/* markdown_text.c: a backslash before each sign that may mean something: everywhere, or where a line begins or ends. */
#include "tool/markdown_text.h"

#include "cli/safe_text.h"

#include <string.h>

static const char everywhere[] = "\\`*_[]<>&|~$", at_beginnings[] = "#+-=:";

static bool is_one_of(char c, const char *signs) {
  return c != '\0' && strchr(signs, c) != NULL;
}

/* The place of a sign by which the text would be a heading, a list or the like; text.size: there is none. */
static size_t find_beginning(qn_string text) {
  size_t at = 0;
  while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9')
    at++;
  if (at > 0)
    return at < text.size && (text.data[at] == '.' || text.data[at] == ')') ? at : text.size;
  return text.size > 0 && is_one_of(text.data[0], at_beginnings) ? 0 : text.size;
}

static bool needs_backslash(qn_string text, size_t at, size_t beginning) {
  if (at == beginning || is_one_of(text.data[at], everywhere))
    return true;
  return text.data[at] == '#' && at + 1 == text.size; /* it would close a heading, and be no part of it */
}

/* Appends the bytes [start, end) of a text; the sign at `beginning` needs a backslash in any case. */
static void put_escaped_signs(qn__buffer *out, qn_string text, size_t start, size_t end, size_t beginning) {
  for (size_t i = start; i < end; i++) {
    if (!needs_backslash(text, i, beginning))
      continue;
    cli_put_text(out, text.data + start, i - start);
    qn__buffer_bytes(out, (char[]){'\\', text.data[i]}, 2);
    start = i + 1;
  }
  cli_put_text(out, text.data + start, end - start);
}

void put_marked_markdown(qn__buffer *out, const marked_text *marked) {
  const qn_string text = {marked->text, marked->size};
  if (text.size == 0)
    return;
  size_t at = 0;
  const size_t n = marked->n_ranges, first = n > 0 ? marked->ranges[0].start : text.size;
  while (at < first && (text.data[at] == ' ' || text.data[at] == '\t')) /* four are code */
    at++;
  const size_t beginning = at + find_beginning((qn_string){text.data + at, text.size - at});
  for (size_t i = 0; i < n; i++) {
    const size_t start = marked->ranges[i].start;
    while (i + 1 < n && marked->ranges[i + 1].start == marked->ranges[i].end) /* **** is no end and no beginning */
      i++;
    put_escaped_signs(out, text, at, start, beginning);
    qn__buffer_print(out, "**");
    put_escaped_signs(out, text, start, marked->ranges[i].end, beginning);
    qn__buffer_print(out, "**");
    at = marked->ranges[i].end;
  }
  put_escaped_signs(out, text, at, text.size, beginning);
}

void put_markdown(qn__buffer *out, qn_string text) {
  const marked_text marked = {.text = text.data, .size = text.size};
  put_marked_markdown(out, &marked);
}

size_t longest_back_quotes(qn_string text) {
  size_t longest = 0, run = 0;
  for (size_t i = 0; i < text.size; i++) {
    run = text.data[i] == '`' ? run + 1 : 0;
    longest = run > longest ? run : longest;
  }
  return longest;
}

void put_back_quotes(qn__buffer *out, size_t n) {
  while (n-- > 0)
    qn__buffer_u8(out, '`');
}

void put_markdown_code(qn__buffer *out, qn_string text) {
  const size_t quotes = longest_back_quotes(text) + 1;
  const bool needs_space =
      text.size > 0 && (is_one_of(text.data[0], "` ") || is_one_of(text.data[text.size - 1], "` "));
  put_back_quotes(out, quotes);
  qn__buffer_print(out, needs_space ? " " : "");
  cli_put_text(out, text.data, text.size);
  qn__buffer_print(out, needs_space ? " " : "");
  put_back_quotes(out, quotes);
}
