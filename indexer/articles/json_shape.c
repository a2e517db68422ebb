/* SPDX-License-Identifier: MIT */
/* json_shape.c: looks at brackets and line ends. */
#include "articles/json_shape.h"

#include "articles/document.h"

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

/* `{` or `[` and what can follow it. */
qn__json_shape qn__json_shape_of(qn_string start) {
  qn_string text = qn__skip_space(start);
  if (text.size < 2 || (text.data[0] != '{' && text.data[0] != '['))
    return QN__NOT_JSON;
  bool object = text.data[0] == '{';
  qn_string next = qn__skip_space((qn_string){text.data + 1, text.size - 1});
  if (next.size == 0 || strchr(object ? "\"}" : "{]", next.data[0]) == NULL)
    return QN__NOT_JSON;
  return object && looks_like_lines(text) ? QN__JSON_LINES : QN__JSON_VALUE;
}
