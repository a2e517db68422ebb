/* SPDX-License-Identifier: MIT */
/* html_linked_data.c: looks for a key and takes the string after it. */
#include "articles/html_linked_data.h"

#include <ctype.h>
#include <string.h>

bool qn__html_is_linked_data(const qn__html_attribute *a) {
  return qn__html_attribute_is(a, "type") && qn__html_value_is(a, "application/ld+json");
}

static bool is_of_date(char c) {
  return isalnum((unsigned char)c) || (c != '\0' && strchr("+-.,:/ ", c) != NULL);
}

qn_string qn__html_linked_date(qn_string script) {
  enum { LOOK = 32 << 10, LONGEST = 60 };
  static const char key[] = "\"datePublished\"";
  const char *end = script.data + (script.size < LOOK ? script.size : LOOK);
  const char *p = memmem(script.data, (size_t)(end - script.data), key, sizeof key - 1);
  if (p == NULL)
    return (qn_string){script.data, 0};
  for (p += sizeof key - 1; p < end && (qn__html_is_space(*p) || *p == ':');)
    p++;
  if (p == end || *p != '"')
    return (qn_string){script.data, 0};
  const char *start = ++p;
  while (p < end && p - start < LONGEST && is_of_date(*p))
    p++;
  return (qn_string){start, p < end && *p == '"' ? (size_t)(p - start) : 0};
}
