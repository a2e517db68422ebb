/* SPDX-License-Identifier: MIT */
/* read_html.c: a page is one article: what its head says about it, and the text that a person reads. */
#include "articles/document.h"
#include "articles/html_parser.h"
#include "articles/html_parts.h"
#include "articles/html_source.h"
#include "articles/html_text.h"
#include "articles/html_title.h"

#include <string.h>
#include <strings.h>

qn__read_function qn__read_html;
qn__sniff_function qn__sniff_html;

/* --- the date -------------------------------------------------------------------------------------------- */

static qn_string string_in(const qn__buffer *buffer) {
  return (qn_string){(const char *)buffer->data, buffer->size};
}

/* The date, from <meta> or the first <time datetime>. */
static qn_string find_date(const qn__html_page *page, char date[QN__DATE_MAX]) {
  qn_string written = string_in(page->date.size > 0 ? &page->date : &page->time);
  if (written.size == 0 || !qn__recognise_date(written.data, written.size, date))
    return (qn_string){date, 0};
  return (qn_string){date, strlen(date)};
}

/* --- the article -------------------------------------------------------------------------------------------------- */

/* What is made of the page. */
typedef struct composition {
  qn__buffer title, text, source_map;
  qn__html_layout layout;
  char date[QN__DATE_MAX];
} composition;

static size_t last_line(const qn__html_page *page) {
  const size_t n = page->lines.list.size / sizeof(qn__line_mark);
  return n > 0 ? QN__ARRAY(qn__line_mark, &page->lines.list)[n - 1].line : 0;
}

static qn_status compose(composition *made, qn__html_page *page, bool titled, const qn__allowance *allowance,
                         size_t beside, qn_error *error) {
  const qn__html_span *heading = titled ? NULL : qn__html_title(&made->title, page); /* taken out of the text */
  const size_t most = page->events.size + page->description.size + page->og_title.size;
  const size_t map = qn__html_headings_map_size(&page->all_headings) + qn__line_steps_most(most, last_line(page));
  qn__html_span article;
  qn_status status = qn__allow(allowance, beside + qn__html_page_size(page) + most + map, error);
  if (status == QN_OK)
    status = qn__html_find_parts(page, &article, error);
  if (status != QN_OK)
    return status;
  qn__buffer_reserve(&made->text, most);
  qn__html_part *own = &made->layout.parts[0], *apart = own + 1, *head = own + 2;
  qn__html_text(&made->text, page, &article, heading, &own->lines);
  own->end = made->text.size;
  qn__html_other_text(&made->text, page, &article, heading, &apart->lines);
  apart->end = made->text.size;
  qn__html_head_text(&made->text, &made->title, page);
  head->end = made->text.size;
  qn__line_marks_rewind(&page->lines);
  head->lines.first = qn__line_marks_find(&page->lines, page->title.begin + 2).line;
  qn__html_headings_map(&page->all_headings, &made->layout, &made->source_map);
  return made->title.failed || made->text.failed || made->source_map.failed ? qn__fail_memory(error) : QN_OK;
}

static qn_status hand_over(const qn__document *document, const qn__html_page *page, composition *made,
                           qn_error *error) {
  if (made->text.size == 0 && made->title.size == 0) {
    qn__document_problem(document, 0, 0, QN__SKIPPED, "a page without text, nothing to index");
    return QN_OK;
  }
  qn_article article = {.id = {document->id, strlen(document->id)},
                        .title = string_in(&made->title),
                        .text = string_in(&made->text),
                        .url = string_in(&page->url),
                        .date = find_date(page, made->date),
                        .language = string_in(&page->language),
                        .source_map = string_in(&made->source_map)};
  if (article.title.size == 0)
    article.title = qn__document_title(document);
  return qn__document_article(document, 0, &article, error);
}

/* `beside` is what the source takes. */
static qn_status read_page(const qn__document *document, qn_string source, size_t beside, qn_error *error) {
  qn__html_page page;
  composition made = {.date = ""};
  qn__html_page_init(&page);
  qn__buffer_init(&made.title);
  qn__buffer_init(&made.text);
  qn__buffer_init(&made.source_map);
  qn_status status = qn__html_parse(&page, source.data, source.size, document->allowance, beside, error);
  if (status == QN_OK)
    status = compose(&made, &page, qn__document_is_titled(document), document->allowance, beside, error);
  if (status == QN_OK && page.unclosed != NULL)
    qn__document_problem(document, page.unclosed_line, 0, QN__REMARK, "%s", page.unclosed);
  if (status == QN_OK)
    status = hand_over(document, &page, &made, error);
  qn__buffer_clear(&made.title);
  qn__buffer_clear(&made.text);
  qn__buffer_clear(&made.source_map);
  for (size_t i = 0; i < QN__HTML_PARTS; i++)
    qn__line_steps_clear(&made.layout.parts[i].lines);
  qn__html_page_clear(&page);
  return status;
}

qn_status qn__read_html(const qn__document *document, qn_error *error) {
  qn__buffer converted;
  qn_string source;
  qn__buffer_init(&converted);
  qn_status status = qn__input_all(document->input, error);
  if (status == QN_OK)
    status = qn__html_source(document, &converted, &source, error);
  if (status == QN_OK)
    status = read_page(document, source, document->input->capacity + converted.capacity, error);
  qn__buffer_clear(&converted);
  return status;
}

/* What follows the mark that ends what the text begins with; all of it if there is no such mark. */
static qn_string after(qn_string text, const char *mark) {
  const char *found = memmem(text.data, text.size, mark, strlen(mark));
  const char *rest = found != NULL ? found + strlen(mark) : text.data;
  return (qn_string){rest, (size_t)(text.data + text.size - rest)};
}

/* What follows one thing that servers, browsers and archives put before a page: a comment, an instruction, code.  The
 * text itself if it begins with none. */
static qn_string skip_one(qn_string text) {
  static const char *const marks[][2] = {{"<!--", "-->"}, {"<?xml", ">"}, {"<?", "?>"}, {"<%", "%>"}};
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (text.size > strlen(marks[i][0]) && memcmp(text.data, marks[i][0], strlen(marks[i][0])) == 0)
      return after(text, marks[i][1]);
  return text;
}

static qn_string skip_prologue(qn_string text) {
  qn_string next = qn__skip_space(text);
  do {
    text = next;
    next = qn__skip_space(skip_one(text));
  } while (next.size < text.size);
  return text;
}

/* The text begins with a tag that pages begin with: one of the MIME Sniffing Standard, or of a few more. */
static bool looks_html(qn_string text) {
  static const char *const starts[] = {"!doctype html", "html", "head",   "body",   "title", "meta", "link", "script",
                                       "style",         "base", "div",    "table",  "h1",    "p",    "br",   "font",
                                       "center",        "main", "iframe", "article"};
  text = skip_prologue(text);
  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
    const size_t size = strlen(starts[i]);
    if (text.size > size + 1 && *text.data == '<' && strncasecmp(text.data + 1, starts[i], size) == 0 &&
        strchr(" \t\r\n\f/>", text.data[size + 1]) != NULL)
      return true;
  }
  return false;
}

/* A text file may be a page; any other name is believed. */
bool qn__sniff_html(qn_string start, const char *named) {
  return (named == NULL || strcmp(named, "text") == 0) && looks_html(start);
}
