/* SPDX-License-Identifier: MIT */
/* html_signs.c: roles, `hidden`, and the names that sites give to what is around their articles.  The names are those
 * of Readability's "unlikely candidates" (https://github.com/mozilla/readability) that mean nothing else. */
#include "articles/html_signs.h"

#include <string.h>
#include <strings.h>

/* What a word of `class` or `id` is, or begins with if there is a star. */
static const char *const names[] = {"breadcrumb*", "consent*",   "cookie*",      "cybotcookiebot*", "footer",
                                    "gdpr*",       "menu",       "nav",          "navbar",          "navfooter",
                                    "navheader",   "navigation", "onetrust*",    "page-footer",     "pager",
                                    "pagination",  "related",    "share",        "sidebar",         "site-footer",
                                    "skip-link",   "social",     "social-share", "sphinxsidebar",   "table-of-contents",
                                    "toc"};

static const char *const roles[] = {"banner",  "complementary", "contentinfo", "menu",
                                    "menubar", "navigation",    "search"};

static bool is_word(const char *word, size_t size, const char *name) {
  const size_t length = strcspn(name, "*");
  return (name[length] == '*' ? size >= length : size == length) && strncasecmp(word, name, length) == 0;
}

/* One of the words in the value is a name of what is around an article. */
static bool has_name(const qn__html_attribute *a) {
  for (const char *p = a->value; p < a->value_end;) {
    const char *word = p;
    while (p < a->value_end && !qn__html_is_space(*p))
      p++;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && p > word; i++)
      if (is_word(word, (size_t)(p - word), names[i]))
        return true;
    p += p < a->value_end;
  }
  return false;
}

static bool has_role(const qn__html_attribute *a) {
  for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
    if (qn__html_value_is(a, roles[i]))
      return true;
  return false;
}

/* `display: none` */
static bool is_not_displayed(const qn__html_attribute *a) {
  const char *p = memmem(a->value, (size_t)(a->value_end - a->value), "display", 7);
  if (p == NULL)
    return false;
  for (p += 7; p < a->value_end && (qn__html_is_space(*p) || *p == ':');)
    p++;
  return a->value_end - p >= 4 && memcmp(p, "none", 4) == 0;
}

static bool is_hidden(const qn__html_attribute *a) {
  switch (a->name_end - a->name) {
  case 5:
    return qn__html_attribute_is(a, "style") && is_not_displayed(a);
  case 6:
    return qn__html_attribute_is(a, "hidden") && !qn__html_value_is(a, "until-found");
  case 11:
    return qn__html_attribute_is(a, "aria-hidden") && qn__html_value_is(a, "true");
  default:
    return false;
  }
}

/* Only blocks have a place on the page of their own. */
static bool is_outside(const qn__html_element *element, const qn__html_attribute *a) {
  if (element->breaks == 0 && !element->cell)
    return false;
  switch (a->name_end - a->name) {
  case 2:
    return qn__html_attribute_is(a, "id") && has_name(a);
  case 4:
    return qn__html_attribute_is(a, "role") && has_role(a);
  case 5:
    return qn__html_attribute_is(a, "class") && has_name(a);
  default:
    return false;
  }
}

qn__html_sign qn__html_sign_of(const qn__html_element *element, const qn__html_attribute *a) {
  switch (element->role) {
  case QN__HTML_ROOT:
  case QN__HTML_BODY:
  case QN__HTML_META:
  case QN__HTML_LINK:
    return QN__HTML_NO_SIGN;
  case QN__HTML_MAIN:
  case QN__HTML_ARTICLE:
    return is_hidden(a) ? QN__HTML_IS_APART : QN__HTML_NO_SIGN;
  default:
    if (qn__html_attribute_is(a, "role") && qn__html_value_is(a, "main"))
      return QN__HTML_IS_MAIN;
    return is_hidden(a) || is_outside(element, a) ? QN__HTML_IS_APART : QN__HTML_NO_SIGN;
  }
}
