/* SPDX-License-Identifier: MIT */
/* html_markup.c: what the parser sees is written in one way: references are characters, values are in double quotes. */
#include "articles/html_markup.h"

#include "articles/html_filter.h"
#include "articles/html_references.h"

#include <string.h>
#include <strings.h>

static void put_markup(qn__buffer *out, const char *text) {
  qn__buffer_bytes(out, text, strlen(text));
}

/* Writes what a reference stands for.  Those of the signs of markup stay references. */
static void put_meant(qn__buffer *out, const char *characters, size_t size) {
  static const char *const kept[] = {"&&amp;", "<&lt;", "\"&quot;"};
  for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
    if (size == 1 && characters[0] == kept[i][0]) {
      put_markup(out, kept[i] + 1);
      return;
    }
  qn__buffer_bytes(out, characters, size);
}

const char *qn__html_put_text(qn__buffer *out, const char *text, const char *stop, const char *end, bool in_attribute) {
  const char *p;
  while (text < stop && (p = memchr(text, '&', (size_t)(stop - text))) != NULL) {
    char characters[QN__HTML_CHARACTERS_MAX] = "&";
    size_t n = 1;
    const size_t taken = qn__html_reference(p, end, in_attribute, characters, &n);
    qn__buffer_bytes(out, text, (size_t)(p - text));
    put_meant(out, characters, n);
    text = p + (taken > 0 ? taken : 1);
  }
  if (text < stop)
    qn__buffer_bytes(out, text, (size_t)(stop - text));
  return text > stop ? text : stop;
}

/* The number of an attribute that is read, or QN__HTML_ATTRIBUTES. */
static size_t find_attribute(const qn__html_element *element, const qn__html_attribute *a) {
  const size_t size = (size_t)(a->name_end - a->name);
  for (size_t i = 0; i < QN__HTML_ATTRIBUTES && element->attributes[i] != NULL; i++)
    if (strlen(element->attributes[i]) == size && strncasecmp(element->attributes[i], a->name, size) == 0)
      return i;
  return QN__HTML_ATTRIBUTES;
}

void qn__html_put_attribute(qn__buffer *out, const qn__html_element *element, const qn__html_attribute *a,
                            unsigned *seen) {
  size_t i = find_attribute(element, a);
  if (i == QN__HTML_ATTRIBUTES || *seen & 1u << i || a->value_end - a->value > QN__HTML_VALUE_MAX)
    return;
  *seen |= 1u << i;
  const char *name = element->attributes[i];
  put_markup(out, " ");
  put_markup(out, name);
  put_markup(out, "=\"");
  const char *p = a->value;
  for (const char *quote; (quote = memchr(p, '"', (size_t)(a->value_end - p))) != NULL; p = quote + 1) {
    qn__html_put_text(out, p, quote, quote, true);
    put_markup(out, "&quot;");
  }
  qn__html_put_text(out, p, a->value_end, a->value_end, true);
  put_markup(out, "\"");
}
