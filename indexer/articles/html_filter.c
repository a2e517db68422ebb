/* SPDX-License-Identifier: MIT */
/* html_filter.c: finds tags, comments and scripts as browsers do, and writes what is kept of them in one way: names in
 * lower case, values in double quotes. */
#include "articles/html_filter.h"

#include "articles/html_linked_data.h"
#include "articles/html_markup.h"
#include "articles/html_signs.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { STEP = 32 << 10 }; /* bytes of the source that are looked at before there is a pause, about */

void qn__html_filter_init(qn__html_filter *filter, const char *source, size_t size) {
  *filter = (qn__html_filter){.next = source, .end = source + size, .counted = source, .line = 1};
  qn__buffer_init(&filter->ready);
}

void qn__html_filter_clear(qn__html_filter *filter) {
  qn__line_marks_clear(&filter->lines);
  qn__buffer_clear(&filter->ready);
}

/* The byte after the next `c`, or the end. */
static const char *skip_past(const char *p, const char *end, char c) {
  const char *found = memchr(p, c, (size_t)(end - p));
  return found != NULL ? found + 1 : end;
}

/* Only the first is reported. */
static void note_unclosed(qn__html_filter *filter, const char *what, const char *at) {
  if (filter->unclosed == NULL) {
    filter->unclosed = what;
    filter->unclosed_at = at;
  }
}

/* The byte after the tag or declaration that goes on at p. */
static const char *skip_tag(qn__html_filter *filter, const char *p) {
  const char *after = skip_past(p, filter->end, '>');
  if (after[-1] != '>')
    note_unclosed(filter, "a tag without an end, which was left out", p);
  return after;
}

static void put_tag(qn__html_filter *filter, const char *text) {
  qn__buffer_bytes(&filter->ready, text, strlen(text));
}

/* The name at p, which moves to its end, and the number of the element that it is; 0 if it means nothing. */
static uint8_t take_element(const char **p, const char *end) {
  char name[QN__HTML_NAME_MAX];
  size_t size = qn__html_tag_name(p, end, name);
  return qn__html_element_find(name, size);
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

/* What the attributes of a tag say together. */
typedef struct tag_facts {
  unsigned seen; /* attributes that were written, a bit for each */
  qn__html_sign sign;
  bool linked_data; /* of a script */
} tag_facts;

/* Writes the attributes of a tag that are read, and returns its end: `>` or the source's end.  NULL: the element means
 * nothing. */
static const char *take_attributes(qn__html_filter *filter, const char *p, const qn__html_element *element,
                                   tag_facts *facts, bool *closed) {
  qn__html_attribute a = {.value_end = p};
  while (qn__html_tag_attribute(&p, filter->end, &a)) {
    if (a.unclosed && p < filter->end)
      note_unclosed(filter, "a quotation mark without an end, which ends with its tag", a.value);
    if (element == NULL) {
      facts->linked_data = facts->linked_data || qn__html_is_linked_data(&a);
    } else {
      const qn__html_sign sign = qn__html_sign_of(element, &a);
      facts->sign = sign > facts->sign ? sign : facts->sign;
      qn__html_put_attribute(&filter->ready, element, &a, &facts->seen);
    }
  }
  *closed = p > a.value_end && p[-1] == '/'; /* as XHTML has it */
  return p;
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
  put_tag(filter, element->breaks == 2 ? "<hr>" : element->breaks == 1 ? "<br>" : element->cell ? " " : "");
}

/* The elements whose end tag alone ends them: of these nothing is read, */
static const char *const scripts[] = {"script", "style"};
/* and of these all is text, tags, too. */
static const char *const texts[] = {"title", "textarea", "xmp"};
static const char *const templates[] = {"template"};

static const char *name_among(const char *const *names, size_t n, const char *p, const char *name_end) {
  for (size_t i = 0; i < n; i++)
    if (strlen(names[i]) == (size_t)(name_end - p) && strncasecmp(names[i], p, strlen(names[i])) == 0)
      return names[i];
  return NULL;
}

/* Whether p is at the end tag of the element. */
static bool is_end_of(const char *p, const char *end, const char *name) {
  const size_t size = strlen(name);
  return (size_t)(end - p) > size + 2 && p[0] == '<' && p[1] == '/' && strncasecmp(p + 2, name, size) == 0;
}

/* Where the element ends that is open at p; NULL: nowhere. */
static const char *find_end_of(const char *p, const char *end, const char *name) {
  while ((p = memchr(p, '<', (size_t)(end - p))) != NULL && !is_end_of(p, end, name))
    p++;
  return p;
}

/* The date of a script becomes that of a <meta>. */
static void put_linked_data(qn__html_filter *filter) {
  enum { MOST = 16 }; /* scripts that are looked into */
  if (filter->n_linked_data++ >= MOST)
    return;
  const char *start = filter->next, *end = filter->end;
  qn_string date = qn__html_linked_date((qn_string){start, (size_t)(end - start)});
  if (date.size == 0 || memmem(start, (size_t)(date.data - start), "</", 2) != NULL)
    return;
  put_tag(filter, "<meta itemprop=\"datePublished\" content=\"");
  qn__buffer_bytes(&filter->ready, date.data, date.size);
  put_tag(filter, "\">");
}

/* What is in a <template>, which may stand in the head, begins no body. */
static bool in_template(const qn__html_filter *filter) {
  return filter->template_end != NULL && filter->next < filter->template_end;
}

/* What begins after the start tag of an element that was just taken. */
static void begin_region(qn__html_filter *filter, const char *name, const char *name_end, const tag_facts *facts) {
  const char *script = name_among(scripts, sizeof scripts / sizeof scripts[0], name, name_end);
  const char *text = name_among(texts, sizeof texts / sizeof texts[0], name, name_end);
  if (script != NULL) {
    filter->script = script;
    filter->begin = filter->next;
    filter->region = QN__HTML_SCRIPT;
    if (facts->linked_data)
      put_linked_data(filter);
  } else if (text != NULL && !filter->endless) {
    filter->script = text;
    filter->region = QN__HTML_ALL_TEXT;
    filter->script_end = find_end_of(filter->next, filter->end, text);
    filter->endless = filter->script_end == NULL;
    if (filter->endless)
      filter->region = QN__HTML_CONTENT;
  }
}

/* Whether the start tag before p is that of a <template> without an end. */
static bool is_endless_template(qn__html_filter *filter, const char *name, const char *name_end, const char *p) {
  if (name_among(templates, 1, name, name_end) == NULL || in_template(filter))
    return false;
  if (!filter->endless_template) {
    filter->template_end = find_end_of(p, filter->end, templates[0]);
    filter->endless_template = filter->template_end == NULL;
  }
  if (filter->endless_template)
    note_unclosed(filter, "a <template> without an end; what is in it was read", name);
  return filter->endless_template;
}

/* The end of a start tag, with the sign that its attributes gave it. */
static void put_tag_end(qn__html_filter *filter, const tag_facts *facts, bool closed) {
  if (facts->sign != QN__HTML_NO_SIGN)
    put_tag(filter, facts->sign == QN__HTML_IS_MAIN ? " is=\"main\"" : " is=\"apart\"");
  put_tag(filter, closed ? "/>" : ">");
}

/* After a head the body begins with the first element that may not be in it: the parser does not know them all. */
static void begin_body(qn__html_filter *filter, const qn__html_element *element) {
  const bool is_body = element->role == QN__HTML_BODY;
  if (in_template(filter))
    return;
  if (filter->where == QN__HTML_IN_HEAD && !element->head && !is_body)
    put_tag(filter, "<body>");
  else if (filter->where == QN__HTML_IN_BODY && (is_body || element->role == QN__HTML_ROOT))
    put_tag(filter, "<hr>"); /* a second page */
  if (!element->head)
    filter->where = QN__HTML_IN_BODY;
  else if (filter->where == QN__HTML_BEFORE)
    filter->where = QN__HTML_IN_HEAD;
}

/* Ends the one that is open before the next. */
static void end_annotation(qn__html_filter *filter, const qn__html_element *next) {
  if (!next->annotation)
    return;
  if (filter->annotation != NULL) {
    put_tag(filter, "</");
    put_tag(filter, filter->annotation);
    put_tag(filter, ">");
  }
  filter->annotation = next->name;
}

/* p is after `<`.  A tag without an end is no tag. */
static void take_start(qn__html_filter *filter, const char *p) {
  const char *name = p, *name_end, *end = filter->end;
  const size_t before = filter->ready.size;
  uint8_t number = take_element(&p, end);
  name_end = p;
  const qn__html_element *element = number > 0 ? qn__html_element_at(number) : NULL;
  const bool flat = element != NULL && is_too_deep(filter, element);
  if (element != NULL && !flat) {
    begin_body(filter, element);
    end_annotation(filter, element);
    put_tag(filter, "<");
    put_tag(filter, name_for(filter, element));
    filter->begun = true;
  }
  tag_facts facts = {.seen = 0};
  bool closed;
  p = take_attributes(filter, p, flat ? NULL : element, &facts, &closed);
  filter->next = p < end ? p + 1 : end;
  if (p == end)
    note_unclosed(filter, "a tag without an end, which was left out", name);
  if (p == end || is_endless_template(filter, name, name_end, p))
    filter->ready.size = before;
  else if (flat)
    put_flat(filter, element);
  else if (element != NULL)
    put_tag_end(filter, &facts, closed);
  if (p < end && !closed)
    begin_region(filter, name, name_end, &facts);
}

/* p is after `</`.  Here, too, the tag has an end. */
static void take_end(qn__html_filter *filter, const char *p) {
  filter->region = QN__HTML_CONTENT;
  uint8_t number = take_element(&p, filter->end);
  const qn__html_element *element = number > 0 ? qn__html_element_at(number) : NULL;
  filter->next = skip_tag(filter, p);
  if (element == NULL || element->empty || element->open || filter->next[-1] != '>')
    return;
  put_tag(filter, "</");
  put_tag(filter, element->name);
  put_tag(filter, ">");
  if (element->annotation || strcmp(element->name, "ruby") == 0)
    filter->annotation = NULL;
}

/* --- what is left out --------------------------------------------------------------------------------------------- */

/* A comment without an end is text. */
static void end_comment(qn__html_filter *filter) {
  filter->next = filter->begin + 2; /* after the hyphens */
  filter->region = QN__HTML_CONTENT;
  filter->endless_comment = true;
  note_unclosed(filter, "a comment without an end; what is in it was read", filter->begin);
}

/* Goes on in a comment: to its end, `-->` or `--!>`, or as far as one step looks. */
static void skip_comment(qn__html_filter *filter) {
  const char *stop = filter->end - filter->next > STEP ? filter->next + STEP : filter->end, *p;
  while ((p = memchr(filter->next, '-', (size_t)(stop - filter->next))) != NULL) {
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
  filter->next = stop;
  if (stop == filter->end)
    end_comment(filter);
}

/* Whether p is at a tag of an element that means something. */
static bool is_tag(const char *p, const char *end) {
  p += end - p > 1 && p[1] == '/' ? 2 : 1;
  return take_element(&p, end) > 0 && p < end && (qn__html_is_space(*p) || *p == '/' || *p == '>');
}

/* Goes on in a script, whose end tag ends it; where there is none, the next tag. */
static void skip_script(qn__html_filter *filter) {
  const char *stop = filter->end - filter->next > STEP ? filter->next + STEP : filter->end, *p;
  bool *endless = &filter->endless_scripts[filter->script != scripts[0]];
  while ((p = memchr(filter->next, '<', (size_t)(stop - filter->next))) != NULL) {
    filter->next = p + 1;
    if (is_end_of(p, filter->end, filter->script) || (*endless && is_tag(p, filter->end))) {
      filter->next = p;
      filter->region = QN__HTML_CONTENT;
      return;
    }
  }
  filter->next = stop;
  if (stop == filter->end && !*endless) {
    *endless = true;
    filter->next = filter->begin;
    note_unclosed(filter, "a script or style without an end; what follows its code was read", filter->begin);
  }
}

/* p is after `<!`. */
static void take_declaration(qn__html_filter *filter, const char *p) {
  if (filter->end - p >= 2 && p[0] == '-' && p[1] == '-') {
    filter->region = QN__HTML_COMMENT;
    filter->begin = filter->next = p; /* the hyphens may be those of its end, too: `<!-->` */
    if (filter->endless_comment)
      end_comment(filter);
  } else {
    filter->next = skip_tag(filter, p);
  }
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static bool has_words(const char *p, const char *end) {
  while (p < end && qn__html_is_space(*p))
    p++;
  return p < end;
}

static size_t count_lines(const char *p, const char *end) {
  size_t n = 0;
  for (; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
    n++;
  return n;
}

/* The text that is taken next begins on this line; it may be text again, after a comment without an end. */
static void mark_line(qn__html_filter *filter) {
  const char *from = filter->counted, *next = filter->next;
  filter->line += from < next ? count_lines(from, next) : 0;
  filter->line -= next < from ? count_lines(next, from) : 0;
  filter->counted = next;
  qn__line_marks_add(&filter->lines, filter->passed + filter->ready.size, filter->line);
}

/* The lines of a text, from the byte `at` of the markup on. */
static void mark_text_lines(qn__html_filter *filter, size_t at) {
  size_t line = filter->line;
  while (at < filter->ready.size && !filter->ready.failed) {
    const uint8_t *from = filter->ready.data + at, *newline = memchr(from, '\n', filter->ready.size - at);
    if (newline == NULL)
      return;
    at += (size_t)(newline + 1 - from);
    qn__line_marks_add(&filter->lines, filter->passed + at, ++line);
  }
}

static void take_text(qn__html_filter *filter) {
  size_t most = (size_t)(filter->end - filter->next);
  if (most > STEP)
    most = STEP;
  const char *tag = memchr(filter->next, '<', most);
  const char *stop = tag != NULL ? tag : filter->next + most;
  const bool words = has_words(filter->next, stop);
  filter->begun = filter->begun || words;
  if (words && filter->region == QN__HTML_CONTENT && !in_template(filter))
    filter->where = QN__HTML_IN_BODY;
  const size_t before = filter->ready.size;
  mark_line(filter);
  filter->next = qn__html_put_text(&filter->ready, filter->next, stop, filter->end, false);
  mark_text_lines(filter, before);
}

/* A `<` that begins nothing. */
static void take_sign(qn__html_filter *filter) {
  put_tag(filter, "&lt;");
  filter->next++;
}

/* Whether p, after a `<`, is at code for a server: `<?php $a->b() ?>`, or `<% code %>` before a page. */
static bool is_code(const qn__html_filter *filter, const char *p) {
  if (filter->endless_code || filter->end - p < 5)
    return false;
  return *p == '%' ? !filter->begun
                   : *p == '?' && (strncasecmp(p, "?php", 4) == 0 || p[1] == '=' || qn__html_is_space(p[1]));
}

/* p is at the sign that ends such code, too.  False if it has no end. */
static bool skip_code(qn__html_filter *filter, const char *p) {
  const char close[] = {*p, '>'};
  const char *found = memmem(p + 1, (size_t)(filter->end - p - 1), close, sizeof close);
  filter->endless_code = found == NULL;
  filter->next = found != NULL ? found + sizeof close : filter->next;
  return found != NULL;
}

static void take_markup(qn__html_filter *filter) {
  const char *p = filter->next + 1, *end = filter->end;
  char c = p < end ? *p : '\0';
  if (is_code(filter, p) && skip_code(filter, p))
    return;
  if (isalpha((unsigned char)c)) {
    take_start(filter, p);
  } else if (c == '/' && end - p > 1 && isalpha((unsigned char)p[1])) {
    take_end(filter, p + 1);
  } else if (c == '!') {
    take_declaration(filter, p + 1);
  } else if (c == '?' || c == '/') {
    filter->next = skip_tag(filter, p);
  } else {
    take_sign(filter);
  }
}

static void take_next(qn__html_filter *filter) {
  if (filter->region == QN__HTML_COMMENT)
    skip_comment(filter);
  else if (filter->region == QN__HTML_SCRIPT)
    skip_script(filter);
  else if (*filter->next != '<')
    take_text(filter);
  else if (filter->region == QN__HTML_ALL_TEXT && filter->next != filter->script_end)
    take_sign(filter);
  else
    take_markup(filter);
}

size_t qn__html_filter_read(qn__html_filter *filter, char *to, size_t room) {
  if (filter->taken == filter->ready.size) {
    const char *start = filter->next;
    filter->passed += filter->ready.size;
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
