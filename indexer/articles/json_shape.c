/* SPDX-License-Identifier: MIT */
/* json_shape.c: follows the syntax of JSON as far as a file is seen, and looks at line ends. */
#include "articles/json_shape.h"

#include "articles/document.h"
#include "base/json_size.h"

#include <ctype.h>

/* The first line is an object that ends where the line does: `{...}`. */
static bool looks_like_lines(qn_string text) {
  const char *newline = memchr(text.data, '\n', text.size);
  if (newline == NULL)
    return text.size >= QN__SNIFF_MAX; /* a line that long is a record of many */
  const char *last = newline;
  while (last > text.data && isspace((unsigned char)last[-1]))
    last--;
  qn_string rest = qn__skip_space((qn_string){newline, (size_t)(text.data + text.size - newline)});
  return last > text.data + 1 && last[-1] == '}' && rest.size > 0 && rest.data[0] == '{';
}

/* Where a scan for JSON is: what may come next. */
typedef struct shape_scan {
  const char *p, *end;
  size_t depth;
  bool in_object[QN__JSON_DEPTH_MAX + 1]; /* by depth */
} shape_scan;

static void skip_blanks(shape_scan *scan) {
  while (scan->p < scan->end && isspace((unsigned char)*scan->p))
    scan->p++;
}

/* A string up to its end or that of what is seen; false: no string. */
static bool pass_string(shape_scan *scan) {
  if (*scan->p++ != '"')
    return false;
  while (scan->p < scan->end && *scan->p != '"')
    scan->p += *scan->p == '\\' ? 2 : 1;
  scan->p = scan->p < scan->end ? scan->p + 1 : scan->end;
  return true;
}

/* `"key":`, or the end of what is seen. */
static bool pass_key(shape_scan *scan) {
  skip_blanks(scan);
  if (scan->p < scan->end && !pass_string(scan))
    return false;
  skip_blanks(scan);
  return scan->p == scan->end || *scan->p++ == ':';
}

/* A bracket that opens; or one that closes at once. */
static bool open_bracket(shape_scan *scan) {
  const bool object = *scan->p++ == '{';
  if (scan->depth == QN__JSON_DEPTH_MAX)
    return false;
  skip_blanks(scan);
  if (scan->p < scan->end && *scan->p == (object ? '}' : ']')) {
    scan->p++;
    return true;
  }
  scan->in_object[++scan->depth] = object;
  return object ? pass_key(scan) : true;
}

static bool pass_word(shape_scan *scan) {
  const char *start = scan->p;
  while (scan->p < scan->end &&
         (isalnum((unsigned char)*scan->p) || (*scan->p != '\0' && strchr("+-.", *scan->p) != NULL)))
    scan->p++;
  return scan->p > start && (strchr("-0123456789tfn", *start) != NULL);
}

/* One value or the begin of one, whose depth says whether another has to follow. */
static bool pass_value(shape_scan *scan, bool *opened) {
  const size_t depth = scan->depth;
  skip_blanks(scan);
  *opened = false;
  if (scan->p == scan->end)
    return true;
  if (*scan->p == '"')
    return pass_string(scan);
  if (*scan->p != '{' && *scan->p != '[')
    return pass_word(scan);
  const bool fine = open_bracket(scan);
  *opened = scan->depth > depth;
  return fine;
}

/* After a value: brackets that close, up to a comma. */
static bool pass_ends(shape_scan *scan) {
  for (; scan->depth > 0; scan->depth--) {
    skip_blanks(scan);
    if (scan->p == scan->end)
      return true;
    if (*scan->p == ',') {
      scan->p++;
      return !scan->in_object[scan->depth] || pass_key(scan);
    }
    if (*scan->p++ != (scan->in_object[scan->depth] ? '}' : ']'))
      return false;
  }
  return true;
}

/* What is seen is a value of JSON or the begin of one, and after the value nothing but another. */
static bool is_json_so_far(qn_string text) {
  shape_scan scan = {.p = text.data, .end = text.data + text.size};
  bool opened;
  do {
    if (!pass_value(&scan, &opened) || (!opened && !pass_ends(&scan)))
      return false;
  } while (scan.p < scan.end && scan.depth > 0);
  skip_blanks(&scan);
  return scan.p == scan.end || strchr("{[,\x1e", *scan.p) != NULL;
}

qn__json_shape qn__json_shape_of(qn_string start) {
  qn_string text = qn__skip_space(start);
  if (text.size < 2 || (text.data[0] != '{' && text.data[0] != '[') || !is_json_so_far(text))
    return QN__NOT_JSON;
  if (text.data[0] == '[') {
    qn_string next = qn__skip_space((qn_string){text.data + 1, text.size - 1});
    return next.size > 0 && (*next.data == '{' || *next.data == ']') ? QN__JSON_VALUE : QN__NOT_JSON;
  }
  return looks_like_lines(text) ? QN__JSON_LINES : QN__JSON_VALUE;
}
