/* SPDX-License-Identifier: MIT */
/* html_fragment.c: a fragment is a page without a head. */
#include "articles/html_fragment.h"

#include "articles/html_parser.h"
#include "articles/html_parts.h"
#include "articles/html_references.h"
#include "articles/html_text.h"
#include "articles/text_lines.h"
#include "text/utf8.h"

#include <ctype.h>
#include <string.h>

static bool has_reference(qn_string string) {
  char to[QN__HTML_CHARACTERS_MAX];
  const char *end = string.data + string.size;
  size_t size;
  for (const char *p = string.data; (p = memchr(p, '&', (size_t)(end - p))) != NULL; p++) {
    const size_t taken = qn__html_reference(p, end, true, to, &size);
    if (taken > 0 && p[taken - 1] == ';')
      return true;
  }
  return false;
}

static bool has_end_tag(qn_string string) {
  const char *p = memmem(string.data, string.size, "</", 2);
  return p != NULL && string.data + string.size - p > 3 && isalpha((unsigned char)p[2]);
}

bool qn__html_is_fragment(qn_string string, bool is_title) {
  if (string.size == 0)
    return false;
  if (is_title)
    return (has_end_tag(string) || has_reference(string)) && qn__utf8_valid(string.data, string.size);
  string = qn__trim(string);
  return string.size > 3 && string.data[0] == '<' && isalpha((unsigned char)string.data[1]) &&
         string.data[string.size - 1] == '>' && has_end_tag(string) && qn__utf8_valid(string.data, string.size);
}

static void put_text(qn__buffer *out, qn__html_page *page, const qn__html_span *article, bool is_title) {
  if (is_title) {
    qn__html_line(out, page, &page->root);
  } else {
    qn__html_text(out, page, article, NULL, NULL);
    qn__html_other_text(out, page, article, NULL, NULL);
  }
}

qn_status qn__html_fragment(qn__buffer *out, qn_string string, bool is_title, const qn__allowance *allowance,
                            size_t beside, qn_error *error) {
  qn__html_page page;
  qn__html_span article;
  qn__html_page_init(&page);
  qn_status status = qn__html_parse(&page, string.data, string.size, allowance, beside, error);
  if (status == QN_OK)
    status = qn__allow(allowance, beside + qn__html_page_size(&page) + page.events.size, error);
  if (status == QN_OK)
    status = qn__html_find_parts(&page, &article, error);
  if (status == QN_OK)
    put_text(out, &page, &article, is_title);
  qn__html_page_clear(&page);
  return status == QN_OK && out->failed ? qn__fail_memory(error) : status;
}
