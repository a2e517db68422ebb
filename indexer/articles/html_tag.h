/* SPDX-License-Identifier: MIT */
/* html_tag.h: the name and the attributes of a tag, where they are in the source. */
#ifndef QN_INDEXER_ARTICLES_HTML_TAG_H
#define QN_INDEXER_ARTICLES_HTML_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include "articles/html_elements.h"

typedef struct qn__html_attribute {
  const char *name, *name_end;
  const char *value, *value_end;
  bool unclosed; /* the value's quotation mark has no end: it ends with the tag */
} qn__html_attribute;

/* The name at p in lower case; p moves to its end.  Returns its size; 0: it is longer than any that means something. */
size_t qn__html_tag_name(const char **p, const char *end, char name[QN__HTML_NAME_MAX]);

/* Takes the next attribute of a tag; false if *p is at the tag's end or the source's. */
bool qn__html_tag_attribute(const char **p, const char *end, qn__html_attribute *a);

/* Whether the attribute has this name, or this value, in any case. */
bool qn__html_attribute_is(const qn__html_attribute *a, const char *name);
bool qn__html_value_is(const qn__html_attribute *a, const char *value);

static inline bool qn__html_is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

#endif
