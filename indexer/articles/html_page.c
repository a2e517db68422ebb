/* SPDX-License-Identifier: MIT */
/* html_page.c: keeps what a parser finds. */
#include "articles/html_page.h"

#include "articles/dates.h"
#include "articles/html_references.h"
#include "text/utf8.h"

#include <string.h>
#include <strings.h>

/* Names of <meta> that hold the date of publication, the most reliable first. */
static const char *const date_names[] = {"article:published_time",
                                         "og:article:published_time",
                                         "og:published_time",
                                         "datePublished",
                                         "dc.date",
                                         "dc.date.issued",
                                         "dcterms.date",
                                         "dcterms.issued",
                                         "dcterms.created",
                                         "pubdate",
                                         "publish-date",
                                         "date",
                                         "parsely-pub-date",
                                         "sailthru.date",
                                         "article:modified_time",
                                         "og:updated_time",
                                         "dateModified",
                                         "last-modified"};
enum { N_DATE_NAMES = sizeof date_names / sizeof date_names[0] };

void qn__html_page_init(qn__html_page *page) {
  *page = (qn__html_page){.depth = 0};
}

void qn__html_page_clear(qn__html_page *page) {
  qn__buffer *const buffers[] = {&page->events, &page->language, &page->url,        &page->og_title,
                                 &page->date,   &page->time,     &page->description};
  for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
    qn__buffer_clear(buffers[i]);
  qn__html_headings_clear(&page->all_headings);
  qn__line_marks_clear(&page->lines);
  qn__html_page_init(page);
}

bool qn__html_page_failed(const qn__html_page *page) {
  return page->events.failed || page->lines.list.failed || page->language.failed || page->url.failed ||
         page->og_title.failed || page->date.failed || page->time.failed || page->description.failed ||
         page->all_headings.list.failed || page->all_headings.anchors.failed;
}

/* --- what a page says about itself -------------------------------------------------------------------------------- */

/* An attribute's value, borrowed; NULL if it has none or an empty one. */
static const char *attribute(const char *const *attributes, const char *name) {
  for (; attributes != NULL && *attributes != NULL; attributes += 2)
    if (strcasecmp(attributes[0], name) == 0 && attributes[1] != NULL && attributes[1][0] != '\0')
      return attributes[1];
  return NULL;
}

static void keep(qn__buffer *buffer, const char *value) {
  qn__buffer_reset(buffer);
  qn__buffer_bytes(buffer, value, strlen(value));
}

static void keep_first(qn__buffer *buffer, const char *value) {
  if (buffer->size == 0)
    keep(buffer, value);
}

static void note_date(qn__html_page *page, const char *name, const char *content) {
  char date[QN__DATE_MAX];
  for (size_t i = 0; i < N_DATE_NAMES; i++)
    if (strcasecmp(name, date_names[i]) == 0 && (page->date.size == 0 || i < page->date_rank) &&
        qn__recognise_date(content, strlen(content), date)) {
      keep(&page->date, content);
      page->date_rank = i;
    }
}

/* Of the root; html_filter.c gives it to <meta> if the root is within the page.  The first counts. */
static void note_language(qn__html_page *page, const char *const *attributes) {
  const char *language = attribute(attributes, "lang");
  if (language == NULL)
    language = attribute(attributes, "xml:lang");
  if (language != NULL)
    keep_first(&page->language, language);
}

static void note_meta(qn__html_page *page, const char *const *attributes) {
  static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
  const char *content = attribute(attributes, "content");
  for (size_t i = 0; i < sizeof keys / sizeof keys[0] && content != NULL; i++) {
    const char *name = attribute(attributes, keys[i]);
    if (name == NULL)
      continue;
    note_date(page, name, content);
    if (strcasecmp(name, "og:title") == 0)
      keep_first(&page->og_title, content);
    if (strcasecmp(name, "description") == 0 || strcasecmp(name, "og:description") == 0)
      keep_first(&page->description, content);
    if (strcasecmp(name, "og:url") == 0)
      keep_first(&page->url, content);
    if (strcasecmp(name, "content-language") == 0)
      keep_first(&page->language, content);
  }
}

static void note_link(qn__html_page *page, const char *const *attributes) {
  const char *rel = attribute(attributes, "rel"), *address = attribute(attributes, "href");
  if (rel != NULL && strcasecmp(rel, "canonical") == 0 && address != NULL)
    keep(&page->url, address);
}

static void note_time(qn__html_page *page, const char *const *attributes) {
  const char *time = attribute(attributes, "datetime"), *property = attribute(attributes, "itemprop");
  if (time != NULL && property != NULL)
    note_date(page, property, time);
  if (time != NULL)
    keep_first(&page->time, time);
}

static void note_attributes(qn__html_page *page, qn__html_role role, const char *const *attributes) {
  if (role == QN__HTML_META || role == QN__HTML_ROOT)
    note_language(page, attributes);
  if (role == QN__HTML_META)
    note_meta(page, attributes);
  else if (role == QN__HTML_LINK)
    note_link(page, attributes);
  else if (role == QN__HTML_TIME)
    note_time(page, attributes);
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

/* Where an element of this role is noted that begins now or is open; NULL: nowhere. */
static qn__html_span *span_of(qn__html_page *page, qn__html_role role) {
  switch (role) {
  case QN__HTML_ROOT:
    return &page->root;
  case QN__HTML_BODY:
    return &page->body;
  case QN__HTML_TITLE:
    return &page->title;
  default:
    return NULL;
  }
}

/* The first of its kind begins.  Depth 0 says that there was none. */
static void begin_span(const qn__html_page *page, qn__html_span *span) {
  if (span->depth == 0)
    *span = (qn__html_span){page->events.size, 0, page->depth};
}

static void end_span(const qn__html_page *page, qn__html_span *span) {
  if (span->depth == page->depth && span->end == 0)
    span->end = page->events.size;
}

static void begin_part(qn__html_page *page, qn__html_role role) {
  qn__html_span *span = span_of(page, role);
  if (span != NULL)
    begin_span(page, span);
  else if (role == QN__HTML_HEADING && page->n_headings < QN__HTML_HEADINGS)
    begin_span(page, &page->headings[page->n_headings++]);
}

static void end_part(qn__html_page *page, qn__html_role role) {
  qn__html_span *span = span_of(page, role);
  if (span != NULL)
    end_span(page, span);
  for (size_t i = 0; role == QN__HTML_HEADING && i < page->n_headings; i++)
    end_span(page, &page->headings[i]);
}

/* --- events ------------------------------------------------------------------------------------------------------- */

static void put_event(qn__html_page *page, uint8_t event, uint8_t number) {
  qn__buffer_u8(&page->events, event);
  qn__buffer_u8(&page->events, number);
}

/* The event that an element begins with. */
static uint8_t begin_of(const char *const *attributes) {
  const char *sign = attribute(attributes, "is");
  return sign == NULL ? QN__HTML_BEGIN : strcmp(sign, "main") == 0 ? QN__HTML_BEGIN_MAIN : QN__HTML_BEGIN_APART;
}

/* The text that stands for a picture, with its space before and after.  An empty element has no end: an END would be
 * that of the element around it. */
static void put_image(qn__html_page *page, uint8_t number, const char *const *attributes) {
  const char *text = attribute(attributes, "alt");
  if (text == NULL)
    return;
  put_event(page, begin_of(attributes), number);
  qn__html_page_text(page, text, strlen(text));
  put_event(page, QN__HTML_BEGIN, number);
}

void qn__html_page_begin(qn__html_page *page, const char *name, const char *const *attributes) {
  uint8_t number = qn__html_element_find(name, strlen(name));
  page->depth++;
  if (number == 0)
    return;
  const qn__html_element *element = qn__html_element_at(number);
  note_attributes(page, element->role, attributes);
  begin_part(page, element->role);
  if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6')
    qn__html_headings_add(&page->all_headings, page->events.size, (unsigned)(name[1] - '0'),
                          attribute(attributes, "id"));
  if (element->role == QN__HTML_IMAGE)
    put_image(page, number, attributes);
  else
    put_event(page, begin_of(attributes), number);
}

void qn__html_page_end(qn__html_page *page, const char *name) {
  uint8_t number = qn__html_element_find(name, strlen(name));
  const qn__html_element *element = number > 0 ? qn__html_element_at(number) : NULL;
  if (element != NULL && !element->empty)
    put_event(page, QN__HTML_END, number);
  if (element != NULL)
    end_part(page, element->role);
  page->depth--;
}

/* Writes one character that is a control: nothing that could be an event, and what C1 controls mean. */
static size_t put_control(uint8_t *to, const char *text, size_t size) {
  unsigned taken = 1;
  if (size > 1 && (uint8_t)text[0] == 0xc2)
    return qn__utf8_encode((char *)to, qn__html_meant(qn__utf8_decode(text, &taken)));
  *to = ' ';
  return 1;
}

void qn__html_page_text(qn__html_page *page, const char *text, size_t size) {
  uint8_t *to = qn__buffer_reserve(&page->events, size + size / 2 + 1); /* C1 controls become characters of 3 bytes */
  if (to == NULL)
    return;
  uint8_t *start = to;
  for (size_t i = 0; i < size; i++) {
    const uint8_t byte = (uint8_t)text[i];
    if (byte >= ' ' ? byte != 0xc2 : byte > QN__HTML_EVENT_LAST) {
      *to++ = byte;
    } else {
      to += put_control(to, text + i, size - i);
      i += byte == 0xc2 && i + 1 < size;
    }
  }
  page->events.size += (size_t)(to - start);
}

void qn__html_page_line(qn__html_page *page, size_t line) {
  enum { FEW = 1024 }; /* bytes: beyond them marks take no more memory than events */
  if (page->lines.list.size < page->events.size + FEW)
    qn__line_marks_add(&page->lines, page->events.size, line);
}
