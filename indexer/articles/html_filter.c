/* SPDX-License-Identifier: MIT */
/* html_filter.c: finds tags, comments and scripts as browsers do, and writes what is kept of them in one way: names in
 * lower case, values in double quotes. */
#include "articles/html_filter.h"

#include "articles/html_elements.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { STEP = 32 << 10 }; /* bytes of the source that are looked at before there is a pause, about */

void qn__html_filter_init(qn__html_filter *filter, const char *source, size_t size) {
  *filter = (qn__html_filter){.next = source, .end = source + size};
  qn__buffer_init(&filter->ready);
}

void qn__html_filter_clear(qn__html_filter *filter) {
  qn__buffer_clear(&filter->ready);
}

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_spaces(const char *p, const char *end) {
  while (p < end && is_space(*p))
    p++;
  return p;
}

/* The byte after the next `c`, or the end. */
static const char *skip_past(const char *p, const char *end, char c) {
  const char *found = memchr(p, c, (size_t)(end - p));
  return found != NULL ? found + 1 : end;
}

static void put(qn__html_filter *filter, const char *text) {
  qn__buffer_bytes(&filter->ready, text, strlen(text));
}

/* The number of the element whose name is at p, which moves to the name's end; 0 if it means nothing. */
static uint8_t take_element(const char **p, const char *end) {
  char name[QN__HTML_NAME_MAX];
  size_t size = 0;
  for (; *p < end && (isalnum((unsigned char)**p) || strchr("-_.:", **p) != NULL) && **p != '\0'; ++*p, size++)
    if (size < sizeof name)
      name[size] = (char)tolower((unsigned char)**p);
  return size < sizeof name ? qn__html_element_find(name, size) : 0;
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

typedef struct attribute {
  const char *name, *name_end;
  const char *value, *value_end;
} attribute;

/* Takes the next attribute of a tag; false if *p is at the tag's end or the source's. */
static bool take_attribute(const char **p, const char *end, attribute *a) {
  const char *at = *p;
  while (at < end && (is_space(*at) || *at == '/'))
    at++;
  *p = a->name = at;
  if (at == end || *at == '>')
    return false;
  for (at++; at < end && !is_space(*at) && *at != '/' && *at != '>' && *at != '=';)
    at++;
  a->name_end = a->value = a->value_end = *p = at;
  at = skip_spaces(at, end);
  if (at == end || *at != '=')
    return true;
  at = skip_spaces(at + 1, end);
  if (at < end && (*at == '"' || *at == '\'')) {
    const char *quote = memchr(at + 1, *at, (size_t)(end - at - 1));
    a->value = at + 1;
    a->value_end = quote != NULL ? quote : end;
    *p = quote != NULL ? quote + 1 : end;
    return true;
  }
  for (a->value = at; at < end && !is_space(*at) && *at != '>';)
    at++;
  a->value_end = *p = at;
  return true;
}

/* The number of an attribute that is read, or QN__HTML_ATTRIBUTES. */
static size_t find_attribute(const qn__html_element *element, const attribute *a) {
  const size_t size = (size_t)(a->name_end - a->name);
  for (size_t i = 0; i < QN__HTML_ATTRIBUTES && element->attributes[i] != NULL; i++)
    if (strlen(element->attributes[i]) == size && strncasecmp(element->attributes[i], a->name, size) == 0)
      return i;
  return QN__HTML_ATTRIBUTES;
}

/* Each attribute once: the first counts.  `seen` has a bit for each. */
static void put_attribute(qn__html_filter *filter, const qn__html_element *element, const attribute *a,
                          unsigned *seen) {
  size_t i = find_attribute(element, a);
  if (i == QN__HTML_ATTRIBUTES || *seen & 1u << i || a->value_end - a->value > QN__HTML_VALUE_MAX)
    return;
  *seen |= 1u << i;
  const char *name = element->attributes[i];
  qn__buffer_print(&filter->ready, " %s=\"", name);
  const char *p = a->value;
  for (const char *quote; (quote = memchr(p, '"', (size_t)(a->value_end - p))) != NULL; p = quote + 1) {
    qn__buffer_bytes(&filter->ready, p, (size_t)(quote - p));
    put(filter, "&quot;");
  }
  qn__buffer_bytes(&filter->ready, p, (size_t)(a->value_end - p));
  put(filter, "\"");
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

/* Whether what the parser has is nested too deep for one more.  What is not read may be nested deeper, so that it is
 * not read for want of its element. */
static bool is_too_deep(const qn__html_filter *filter, const qn__html_element *element) {
  return !element->empty && filter->depth >= (element->silent ? 2 * QN__HTML_DEPTH_MAX : QN__HTML_DEPTH_MAX);
}

/* The name that an element goes on by.  The parser drops an <html> within the page, which may stand after some text or
 * before a second page; so its language goes on as that of a <meta>, which is empty, too. */
static const char *name_for(const qn__html_filter *filter, const qn__html_element *element) {
  return element->role == QN__HTML_ROOT && filter->begun ? "meta" : element->name;
}

/* What stands for the begin of an element that is nested too deep. */
static void put_flat(qn__html_filter *filter, const qn__html_element *element) {
  put(filter, element->breaks == 2 ? "<hr>" : element->breaks == 1 ? "<br>" : element->cell ? " " : "");
}

static bool starts_script(const char *p, const char *name_end, const char **name) {
  static const char *const names[] = {"script", "style"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strlen(names[i]) == (size_t)(name_end - p) && strncasecmp(names[i], p, strlen(names[i])) == 0) {
      *name = names[i];
      return true;
    }
  return false;
}

/* p is after `<`.  A tag that the source ends in is none. */
static void take_start(qn__html_filter *filter, const char *p) {
  const char *name = p, *name_end, *end = filter->end;
  const size_t before = filter->ready.size;
  uint8_t number = take_element(&p, end);
  name_end = p;
  const qn__html_element *element = number > 0 ? qn__html_element_at(number) : NULL;
  bool flat = element != NULL && is_too_deep(filter, element);
  if (element != NULL && !flat) {
    put(filter, "<");
    put(filter, name_for(filter, element));
    filter->begun = true;
  }
  attribute a = {.value_end = p};
  unsigned seen = 0;
  while (take_attribute(&p, end, &a))
    if (element != NULL && !flat)
      put_attribute(filter, element, &a, &seen);
  bool closed = p > a.value_end && p[-1] == '/'; /* as XHTML has it */
  filter->next = p < end ? p + 1 : end;
  if (p == end)
    filter->ready.size = before;
  else if (flat)
    put_flat(filter, element);
  else if (element != NULL)
    put(filter, closed ? "/>" : ">");
  else if (!closed && starts_script(name, name_end, &filter->script))
    filter->region = QN__HTML_SCRIPT;
}

/* p is after `</`.  Here, too, the tag has an end. */
static void take_end(qn__html_filter *filter, const char *p) {
  uint8_t number = take_element(&p, filter->end);
  const qn__html_element *element = number > 0 ? qn__html_element_at(number) : NULL;
  filter->next = skip_past(p, filter->end, '>');
  if (element == NULL || element->empty || element->open || filter->next[-1] != '>')
    return;
  put(filter, "</");
  put(filter, element->name);
  put(filter, ">");
}

/* --- what is left out --------------------------------------------------------------------------------------------- */

/* Goes on in a comment: to its end, `-->` or `--!>`, or as far as one step looks. */
static void skip_comment(qn__html_filter *filter) {
  const char *stop = filter->end - filter->next > STEP ? filter->next + STEP : filter->end;
  while (filter->next < stop) {
    const char *p = memchr(filter->next, '-', (size_t)(stop - filter->next));
    if (p == NULL) {
      filter->next = stop;
      return;
    }
    filter->next = p + 1;
    if (filter->end - p < 3 || p[1] != '-')
      continue;
    p += p[2] == '!' && filter->end - p > 3 ? 3 : 2;
    if (*p == '>') {
      filter->next = p + 1;
      filter->region = QN__HTML_CONTENT;
      return;
    }
  }
}

/* Goes on in a script, whose end tag ends it. */
static void skip_script(qn__html_filter *filter) {
  const char *stop = filter->end - filter->next > STEP ? filter->next + STEP : filter->end;
  const size_t size = strlen(filter->script);
  while (filter->next < stop) {
    const char *p = memchr(filter->next, '<', (size_t)(stop - filter->next));
    if (p == NULL) {
      filter->next = stop;
      return;
    }
    if ((size_t)(filter->end - p) > size + 2 && p[1] == '/' && strncasecmp(p + 2, filter->script, size) == 0) {
      filter->next = p;
      filter->region = QN__HTML_CONTENT;
      return;
    }
    filter->next = p + 1;
  }
}

/* p is after `<!`. */
static void take_declaration(qn__html_filter *filter, const char *p) {
  if (filter->end - p >= 2 && p[0] == '-' && p[1] == '-') {
    filter->region = QN__HTML_COMMENT;
    filter->next = p; /* the hyphens may be those of its end, too: `<!-->` */
  } else {
    filter->next = skip_past(p, filter->end, '>');
  }
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static void take_text(qn__html_filter *filter) {
  size_t most = (size_t)(filter->end - filter->next);
  if (most > STEP)
    most = STEP;
  const char *tag = memchr(filter->next, '<', most);
  size_t size = tag != NULL ? (size_t)(tag - filter->next) : most;
  filter->begun = filter->begun || skip_spaces(filter->next, filter->next + size) < filter->next + size;
  qn__buffer_bytes(&filter->ready, filter->next, size);
  filter->next += size;
}

static void take_markup(qn__html_filter *filter) {
  const char *p = filter->next + 1, *end = filter->end;
  char c = p < end ? *p : '\0';
  if (isalpha((unsigned char)c)) {
    take_start(filter, p);
  } else if (c == '/' && end - p > 1 && isalpha((unsigned char)p[1])) {
    take_end(filter, p + 1);
  } else if (c == '!') {
    take_declaration(filter, p + 1);
  } else if (c == '?' || c == '/') {
    filter->next = skip_past(p, end, '>');
  } else {
    put(filter, "&lt;");
    filter->next = p;
  }
}

static void take_next(qn__html_filter *filter) {
  if (filter->region == QN__HTML_COMMENT)
    skip_comment(filter);
  else if (filter->region == QN__HTML_SCRIPT)
    skip_script(filter);
  else if (*filter->next == '<')
    take_markup(filter);
  else
    take_text(filter);
}

size_t qn__html_filter_read(qn__html_filter *filter, char *to, size_t room) {
  if (filter->taken == filter->ready.size) {
    const char *start = filter->next;
    qn__buffer_reset(&filter->ready);
    filter->taken = 0;
    while (filter->ready.size < room && filter->next < filter->end && filter->next - start < STEP &&
           !filter->ready.failed)
      take_next(filter);
  }
  size_t size = filter->ready.size - filter->taken;
  size = filter->ready.failed ? 0 : size < room ? size : room;
  if (size > 0)
    memcpy(to, filter->ready.data + filter->taken, size);
  filter->taken += size;
  return size;
}
