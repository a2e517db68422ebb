/* SPDX-License-Identifier: MIT */
/* read_html.c: a page is one article: what its head says about it, and the text that a person reads. */
#include "articles/document.h"
#include "articles/file_names.h"
#include "articles/html_parser.h"
#include "articles/html_source.h"
#include "articles/html_text.h"

#include <strings.h>

qn__read_function qn__read_html;
qn__sniff_function qn__sniff_html;

/* --- title, part, date -------------------------------------------------------------------------------------------- */

static void put_line(qn__buffer *out, const char *text, size_t size) {
  size_t start = out->size;
  for (const char *end = text + size; text < end; text++) {
    bool space = strchr(" \t\r\n\f", *text) != NULL;
    if (!space)
      qn__buffer_u8(out, (uint8_t)*text);
    else if (out->size > start && out->data[out->size - 1] != ' ')
      qn__buffer_u8(out, ' ');
  }
  if (out->size > start && out->data[out->size - 1] == ' ')
    out->size--;
}

/* What follows the page's own title is the name of the site: " | Site", " - Site". */
static bool is_site(const char *text, size_t size) {
  static const char *const marks[] = {"|", "-", "–", "—", "·", ":", "«", "»", "/", "•"};
  while (size > 0 && *text == ' ') {
    text++;
    size--;
  }
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (size > strlen(marks[i]) && memcmp(text, marks[i], strlen(marks[i])) == 0)
      return true;
  return size == 0;
}

/* The heading that equals the title without the name of the site; NULL if there is none.  The title is cut to it. */
static const qn__html_span *match_heading(qn__buffer *title, const qn__html_page *page) {
  const qn__html_span *found = NULL;
  qn__buffer text;
  qn__buffer_init(&text);
  for (size_t i = 0; i < page->n_headings && found == NULL; i++) {
    qn__buffer_reset(&text);
    qn__html_line(&text, page, &page->headings[i]);
    size_t size = text.size;
    if (size == 0 || size > title->size || text.failed)
      continue;
    const char *whole = (const char *)title->data;
    if (memcmp(whole, text.data, size) == 0 && is_site(whole + size, title->size - size)) {
      title->size = size;
      found = &page->headings[i];
    }
  }
  title->failed = title->failed || text.failed;
  qn__buffer_clear(&text);
  return found;
}

/* The text that <title> begins with. */
static void put_title(qn__buffer *title, const qn__html_page *page) {
  const uint8_t *events = page->events.data;
  size_t begin = page->title.begin + 2, end = begin;
  while (end < page->title.end && events[end] != QN__HTML_BEGIN && events[end] != QN__HTML_END)
    end++;
  if (end < page->title.end)
    put_line(title, (const char *)events + begin, end - begin);
}

/* The page's title, and the heading that is it, if there is one: og:title or <title>, else the first heading. */
static const qn__html_span *find_title(qn__buffer *title, const qn__html_page *page) {
  if (page->og_title.size > 0)
    put_line(title, (const char *)page->og_title.data, page->og_title.size);
  else
    put_title(title, page);
  if (title->size > 0)
    return match_heading(title, page);
  if (page->n_headings == 0)
    return NULL;
  qn__html_line(title, page, &page->headings[0]);
  return &page->headings[0];
}

/* The part of the page that is the article: the only <article>, else <main>, else all of it. */
static const qn__html_span *article_part(const qn__html_page *page) {
  if (page->n_articles == 1)
    return &page->article;
  if (page->main.end > 0)
    return &page->main;
  return page->body.end > 0 ? &page->body : &page->root;
}

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
  qn__buffer title, text;
  char date[QN__DATE_MAX];
} composition;

static qn_status compose(composition *made, const qn__html_page *page, const qn__allowance *allowance, size_t beside,
                         qn_error *error) {
  const qn__html_span *heading = find_title(&made->title, page); /* taken out of the text */
  const qn__html_span *part = article_part(page);
  qn_status status = qn__allow(allowance, beside + page->events.capacity + (part->end - part->begin), error);
  if (status != QN_OK)
    return status;
  qn__buffer_reserve(&made->text, part->end - part->begin);
  qn__html_text(&made->text, page, part, heading);
  return made->title.failed || made->text.failed ? qn__fail_memory(error) : QN_OK;
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
                        .language = string_in(&page->language)};
  if (article.title.size == 0)
    article.title = qn__file_title(document->path);
  return qn__document_article(document, 0, &article, error);
}

/* `beside` is what the source takes. */
static qn_status read_page(const qn__document *document, qn_string source, size_t beside, qn_error *error) {
  qn__html_page page;
  composition made = {.date = ""};
  qn__html_page_init(&page);
  qn__buffer_init(&made.title);
  qn__buffer_init(&made.text);
  qn_status status = qn__html_parse(&page, source.data, source.size, document->allowance, beside, error);
  if (status == QN_OK)
    status = compose(&made, &page, document->allowance, beside, error);
  if (status == QN_OK)
    status = hand_over(document, &page, &made, error);
  qn__buffer_clear(&made.title);
  qn__buffer_clear(&made.text);
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

/* The text begins with `<!doctype html`, `<html` or, with an XML declaration before, either. */
static bool looks_html(qn_string text) {
  static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", "<article", "<meta"};
  text = qn__skip_space(text);
  if (text.size > 5 && memcmp(text.data, "<?xml", 5) == 0) {
    const char *close = memchr(text.data, '>', text.size);
    if (close == NULL)
      return false;
    text = qn__skip_space((qn_string){close + 1, (size_t)(text.data + text.size - close - 1)});
  }
  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
    if (text.size >= strlen(starts[i]) && strncasecmp(text.data, starts[i], strlen(starts[i])) == 0)
      return true;
  return false;
}

/* A text file may be a page; any other name is believed. */
bool qn__sniff_html(qn_string start, const char *named) {
  return (named == NULL || strcmp(named, "text") == 0) && looks_html(start);
}
