/* SPDX-License-Identifier: MIT */
/* text_lines.c: white space is what isspace says in the C locale. */
#include "articles/text_lines.h"

#include <ctype.h>
#include <string.h>

bool qn__take_line(qn_string *rest, qn_string *line) {
  if (rest->size == 0)
    return false;
  const char *newline = memchr(rest->data, '\n', rest->size);
  const size_t size = newline != NULL ? (size_t)(newline - rest->data) : rest->size;
  const size_t taken = size + (newline != NULL);
  *line = (qn_string){rest->data, size};
  *rest = (qn_string){rest->data + taken, rest->size - taken};
  return true;
}

bool qn__is_blank(const char *text, size_t size) {
  while (size > 0 && isspace((unsigned char)text[size - 1]))
    size--;
  return size == 0;
}

qn_string qn__skip_space(qn_string text) {
  while (text.size > 0 && isspace((unsigned char)*text.data)) {
    text.data++;
    text.size--;
  }
  return text;
}

qn_string qn__trim(qn_string text) {
  while (text.size > 0 && isspace((unsigned char)text.data[text.size - 1]))
    text.size--;
  return qn__skip_space(text);
}
