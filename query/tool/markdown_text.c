/* SPDX-License-Identifier: MIT */
/* markdown_text.c: a backslash before each sign that may mean something: everywhere, or where a line begins or ends. */
#include "tool/markdown_text.h"

#include "cli/safe_text.h"

#include <ctype.h>
#include <string.h>

static const char everywhere[] = "\\`*_[]<>&|~$", at_beginnings[] = "#+-=:";

static bool is_one_of(char c, const char *signs) {
  return c != '\0' && strchr(signs, c) != NULL;
}

/* The place of a sign by which a line from `at` on would be a heading, a list or the like; text.size: there is none. */
static size_t find_beginning(qn_string text, size_t at) {
  const size_t start = at;
  while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9')
    at++;
  const bool begins = at < text.size && is_one_of(text.data[at], at > start ? ".)" : at_beginnings);
  return begins ? at : text.size;
}

/* Whether a word is `:name:`, which many renderers show as an emoji. */
static bool is_shortcode(qn_string text, size_t at) {
  size_t end = at + 1;
  while (end < text.size && (isalnum((unsigned char)text.data[end]) || is_one_of(text.data[end], "_+-")))
    end++;
  return text.data[at] == ':' && end > at + 1 && end < text.size && text.data[end] == ':';
}

/* Whether a word is `@name` or `#name`: a mention, an issue or a tag. */
static bool is_reference(qn_string text, size_t at) {
  if (!is_one_of(text.data[at], "@#") || at + 1 == text.size || (at > 0 && isalnum((unsigned char)text.data[at - 1])))
    return false;
  return isalnum((unsigned char)text.data[at + 1]) || (uint8_t)text.data[at + 1] >= 0x80;
}

static bool needs_backslash(qn_string text, size_t at) {
  if (is_one_of(text.data[at], everywhere) || is_shortcode(text, at) || is_reference(text, at))
    return true;
  return text.data[at] == '#' && at + 1 == text.size; /* it would close a heading, and be no part of it */
}

/* A text that is being written. */
typedef struct escaped_text {
  qn__buffer *out;
  qn_string text;
  size_t at;        /* what is before is written */
  size_t beginning; /* a sign that needs a backslash in any case, as it begins a line */
  const char *line_end;
} escaped_text;

/* A line begins, without blanks: four are code. */
static void begin_line(escaped_text *e) {
  while (e->at < e->text.size && is_one_of(e->text.data[e->at], " \t"))
    e->at++;
  e->beginning = find_beginning(e->text, e->at);
}

static void put_plain(escaped_text *e, size_t end) {
  if (e->at < end) {
    cli_put_text(e->out, e->text.data + e->at, end - e->at);
    e->at = end;
  }
}

/* Appends the bytes before `end`. */
static void put_escaped(escaped_text *e, size_t end) {
  for (size_t i = e->at; i < end; i++) {
    if (e->text.data[i] == '\n') {
      put_plain(e, i);
      qn__buffer_print(e->out, "%s", e->line_end);
      e->at = i + 1;
      begin_line(e);
    } else if (i == e->beginning || needs_backslash(e->text, i)) {
      put_plain(e, i);
      qn__buffer_u8(e->out, '\\');
    }
  }
  put_plain(e, end);
}

void put_marked_markdown(qn__buffer *out, const marked_text *marked, const char *line_end) {
  escaped_text e = {.out = out, .text = {marked->text, marked->size}, .line_end = line_end};
  const qn_range *ranges = marked->ranges;
  begin_line(&e);
  for (size_t i = 0; i < marked->n_ranges; i++) {
    const size_t start = ranges[i].start;
    while (i + 1 < marked->n_ranges && ranges[i + 1].start == ranges[i].end) /* **** is no end and no beginning */
      i++;
    put_escaped(&e, start);
    qn__buffer_print(out, "**");
    put_escaped(&e, ranges[i].end);
    qn__buffer_print(out, "**");
  }
  put_escaped(&e, marked->size);
}

void put_markdown(qn__buffer *out, qn_string text) {
  const marked_text marked = {.text = text.data, .size = text.size};
  put_marked_markdown(out, &marked, " ");
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
