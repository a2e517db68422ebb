/* SPDX-License-Identifier: MIT */
/* html_title.c: compares what the head says with the headings and with the text. */
#include "articles/html_title.h"

#include "articles/html_text.h"

#include <string.h>

/* White space becomes one space, and none at the ends. */
static void put_line(qn__buffer *out, const char *text, size_t size) {
  size_t start = out->size;
  for (size_t i = 0; i < size; i++, text++) {
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

const qn__html_span *qn__html_title(qn__buffer *title, const qn__html_page *page) {
  put_line(title, (const char *)page->og_title.data, page->og_title.size);
  if (title->size == 0)
    put_title(title, page);
  if (title->size > 0)
    return match_heading(title, page);
  if (page->n_headings == 0)
    return NULL;
  qn__html_line(title, page, &page->headings[0]);
  return &page->headings[0];
}

/* Whether a text has this line. */
static bool has_line(const qn__buffer *text, const qn__buffer *line) {
  return line->size == 0 || (text->size > 0 && memmem(text->data, text->size, line->data, line->size) != NULL);
}

/* The title, and the name of the site after it. */
static bool is_title_of_site(const qn__buffer *line, const qn__buffer *title) {
  const char *whole = (const char *)line->data;
  return line->size > title->size && title->size > 0 && memcmp(whole, title->data, title->size) == 0 &&
         is_site(whole + title->size, line->size - title->size);
}

static void put_unless_there(qn__buffer *text, const qn__buffer *title, qn__buffer *line) {
  if (!has_line(title, line) && !has_line(text, line)) {
    if (text->size > 0)
      qn__buffer_bytes(text, "\n\n", 2);
    qn__buffer_bytes(text, line->data, line->size);
  }
  text->failed = text->failed || line->failed;
  qn__buffer_reset(line);
}

void qn__html_head_text(qn__buffer *text, const qn__buffer *title, const qn__html_page *page) {
  qn__buffer line;
  qn__buffer_init(&line);
  if (page->og_title.size > 0)
    put_title(&line, page);
  if (!is_title_of_site(&line, title))
    put_unless_there(text, title, &line);
  qn__buffer_reset(&line);
  put_line(&line, (const char *)page->description.data, page->description.size);
  put_unless_there(text, title, &line);
  qn__buffer_clear(&line);
}
