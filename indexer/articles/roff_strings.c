/* SPDX-License-Identifier: MIT */
/* roff_strings.c: a short list; the values of names in values stay as they are. */
#include "articles/roff_strings.h"

#include "articles/roff_words.h"
#include "articles/text_lines.h"
#include "base/string_order.h"

#include <string.h>

void qn__roff_define(qn__roff_strings *strings, qn_string arguments) {
  qn_string name;
  size_t i = 0;
  if (!qn__roff_take_word(&arguments, &name))
    return;
  qn_string value = qn__skip_space(arguments);
  if (value.size > 0 && *value.data == '"') /* keeps spaces at the beginning */
    value = (qn_string){value.data + 1, value.size - 1};
  while (i < strings->n && !qn__equal_strings(strings->known[i].name, name))
    i++;
  if (i == QN__ROFF_STRINGS)
    return;
  strings->n += i == strings->n;
  strings->known[i].name = name;
  strings->known[i].value = value;
}

/* The name of a call: `\*x`, `\*(xx`, `\*[any]`; size 0: p is at none.  *call_end is where it ends. */
static qn_string called_name(const char *p, const char *end, const char **call_end) {
  const size_t left = (size_t)(end - p);
  size_t start = 2, size = 1;
  if (left < 3 || p[0] != '\\' || p[1] != '*')
    return (qn_string){p, 0};
  if (p[2] == '(') {
    start = 3;
    size = left >= 5 ? 2 : 0;
  } else if (p[2] == '[') {
    enum { LONGEST = 64 };
    const char *close = memchr(p, ']', left < LONGEST ? left : LONGEST);
    start = 3;
    size = close != NULL ? (size_t)(close - p) - start : 0;
  }
  *call_end = p + start + size + (p[2] == '[');
  return (qn_string){p + start, size};
}

static const qn_string *find_value(const qn__roff_strings *strings, qn_string name) {
  for (size_t i = 0; i < strings->n; i++)
    if (qn__equal_strings(strings->known[i].name, name))
      return &strings->known[i].value;
  return NULL;
}

qn_string qn__roff_expand(qn__roff_strings *strings, qn_string text, qn__buffer *out) {
  const char *from = text.data, *end = from + text.size, *call_end;
  if (strings->n == 0 || memmem(from, text.size, "\\*", 2) == NULL)
    return text;
  qn__buffer_reset(out);
  for (const char *p = from; (p = memchr(p, '\\', (size_t)(end - p))) != NULL;) {
    const qn_string name = called_name(p, end, &call_end);
    const qn_string *value = name.size > 0 ? find_value(strings, name) : NULL;
    if (value == NULL || value->size > strings->room) {
      p += end - p > 1 ? 2 : 1;
      continue;
    }
    qn__buffer_bytes(out, from, (size_t)(p - from));
    qn__buffer_bytes(out, value->data, value->size);
    strings->room -= value->size;
    p = from = call_end;
  }
  qn__buffer_bytes(out, from, (size_t)(end - from));
  return (qn_string){(const char *)out->data, out->size};
}
