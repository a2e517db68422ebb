/* SPDX-License-Identifier: MIT */
/* markdown_words.c: a line at a time, with the emphasis of asterisks as CommonMark has it, about. */
#include "articles/markdown_words.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "text/markdown_lines.h"

enum {
  LONGEST_RUN = 3,     /* of asterisks */
  LONGEST_CODE = 4096, /* bytes of code in a line */
};

/* A line that is being rewritten: up to `to` it is written, from `p` on it is not read. */
typedef struct line_words {
  char *to;
  const char *start, *p, *end;
  const char *text; /* that the line is of */
  qn__source_trace *trace;
  const char *closing[LONGEST_RUN + 1]; /* by length: the run that ends an emphasis and is left out; NULL: none */
  bool endless[LONGEST_RUN + 1];        /* no run of this length ends one on the rest of the line */
} line_words;

static bool in_word(const char *p, const line_words *line) {
  return p >= line->start && p < line->end && (isalnum((unsigned char)*p) || (unsigned char)*p >= 0x80);
}

static bool is_blank(const char *p, const line_words *line) {
  return p < line->start || p >= line->end || isspace((unsigned char)*p);
}

static size_t run_at(const char *p, const char *end, char c) {
  size_t n = 0;
  while (p + n < end && p[n] == c)
    n++;
  return n;
}

static void leave_out(line_words *line, size_t n) {
  qn__trace_cut(line->trace, (size_t)(line->to - line->text), (qn_string){line->p, n});
  line->p += n;
}

static void copy(line_words *line, size_t n) {
  memmove(line->to, line->p, n);
  line->to += n;
  line->p += n;
}

/* Copies code, `like this`, or the signs that begin none. */
static void copy_code(line_words *line) {
  const size_t ticks = run_at(line->p, line->end, '`');
  const char *stop = line->end - line->p > LONGEST_CODE ? line->p + LONGEST_CODE : line->end;
  for (const char *p = line->p + ticks; p < stop;) {
    const size_t n = run_at(p, line->end, '`');
    if (n == ticks) {
      copy(line, (size_t)(p + n - line->p));
      return;
    }
    p += n > 0 ? n : 1;
  }
  copy(line, ticks);
}

/* The run of `n` that ends the emphasis which begins before p; NULL if there is none. */
static const char *find_closing(const line_words *line, const char *p, size_t n) {
  while (p < line->end) {
    const size_t size = run_at(p, line->end, '*');
    if (size == n && !is_blank(p - 1, line))
      return p;
    p += size > 0 ? size : 1;
  }
  return NULL;
}

static void pass_asterisks(line_words *line) {
  const char *p = line->p;
  const size_t n = run_at(p, line->end, '*');
  if (n <= LONGEST_RUN && line->closing[n] == p) {
    line->closing[n] = NULL;
    leave_out(line, n);
    return;
  }
  const bool opens = n <= LONGEST_RUN && line->closing[n] == NULL && !line->endless[n] && !is_blank(p + n, line);
  const char *closing = opens ? find_closing(line, p + n, n) : NULL;
  if (opens && closing == NULL)
    line->endless[n] = true;
  if (closing != NULL && (in_word(p - 1, line) || in_word(closing + n, line))) {
    line->closing[n] = closing;
    leave_out(line, n);
  } else if (closing != NULL) {
    copy(line, (size_t)(closing + n - p)); /* around whole words */
  } else {
    copy(line, n);
  }
}

/* Bytes up to the next sign. */
static size_t plain_size(const char *p, const char *end) {
  size_t n = 0;
  while (p + n < end && p[n] != '`' && p[n] != '*' && p[n] != '\\')
    n++;
  return n;
}

static char *rewrite(char *to, qn_string source, const char *text, qn__source_trace *trace) {
  const char *start = source.data, *end = start + source.size;
  line_words line = {.to = to, .start = start, .p = start, .end = end, .text = text, .trace = trace};
  while (line.p < end) {
    if (*line.p == '`')
      copy_code(&line);
    else if (*line.p == '*')
      pass_asterisks(&line);
    else if (*line.p == '\\' && line.p + 1 < end && ispunct((unsigned char)line.p[1]) && in_word(line.p - 1, &line) &&
             in_word(line.p + 2, &line))
      leave_out(&line, 1);
    else
      copy(&line, 1 + plain_size(line.p + 1, end));
  }
  return line.to;
}

size_t qn__markdown_words(char *text, size_t size, qn__source_trace *trace) {
  char *to = text;
  qn__code_block code = {.n_signs = 0};
  for (size_t at = 0; at < size;) {
    const char *newline = memchr(text + at, '\n', size - at);
    const size_t n = newline != NULL ? (size_t)(newline - text) + 1 - at : size - at;
    const bool indented = text[at] == '\t' || (n > 4 && memcmp(text + at, "    ", 4) == 0);
    const bool is_fence = qn__pass_code_fence(&code, text + at, n);
    if (is_fence || code.n_signs > 0 || indented) {
      memmove(to, text + at, n);
      to += n;
    } else {
      to = rewrite(to, (qn_string){text + at, n}, text, trace);
    }
    at += n;
  }
  return (size_t)(to - text);
}
