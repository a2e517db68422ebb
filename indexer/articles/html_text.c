/* SPDX-License-Identifier: MIT */
/* html_text.c: goes through a part's events once. */
#include "articles/html_text.h"

#include <ctype.h>
#include <string.h>

#include "text/unspaced.h"
#include "text/utf8.h"

typedef struct text_layout {
  qn__buffer *out;
  size_t start;   /* of this text in `out` */
  unsigned lines; /* line breaks to write before the next word */
  bool space;     /* a space to write before it, */
  bool wrapped;   /* which stands for a line break of the source */
  bool apart;     /* or for the edge of a cell */
  unsigned preformatted;
  size_t silent; /* elements that are open in one that is not read, and that one */
} text_layout;

static void want_lines(text_layout *layout, unsigned lines) {
  if (layout->lines < lines)
    layout->lines = lines;
}

/* True if the last character of the text so far is of a script without spaces. */
static bool ends_unspaced(const text_layout *layout) {
  size_t at = layout->out->size;
  unsigned size;
  do
    at--;
  while (at > layout->start && (layout->out->data[at] & 0xc0) == 0x80);
  return qn__breaks_anywhere(qn__utf8_decode((const char *)layout->out->data + at, &size));
}

/* A line break of the source within Chinese and the like is nothing, as it is in browsers. */
static bool is_wrap(const text_layout *layout, const uint8_t *run) {
  unsigned size;
  return layout->wrapped && !layout->apart && *run >= 0x80 &&
         qn__breaks_anywhere(qn__utf8_decode((const char *)run, &size)) && ends_unspaced(layout);
}

/* Writes what has no white space to change. */
static void put_run(text_layout *layout, const uint8_t *run, size_t size) {
  qn__buffer *out = layout->out;
  if (out->size > layout->start) {
    if (layout->lines > 0)
      qn__buffer_bytes(out, "\n\n", layout->lines);
    else if (layout->space && !is_wrap(layout, run))
      qn__buffer_u8(out, ' ');
  }
  layout->lines = 0;
  layout->space = layout->wrapped = layout->apart = false;
  qn__buffer_bytes(out, run, size);
}

static void put_words(text_layout *layout, const uint8_t *text, const uint8_t *end) {
  while (text < end) {
    const uint8_t *run = text;
    while (text < end && !isspace(*text))
      text++;
    if (text > run)
      put_run(layout, run, (size_t)(text - run));
    for (; text < end && isspace(*text); text++) {
      layout->space = true;
      layout->wrapped |= *text == '\n';
    }
  }
}

static void put_text(text_layout *layout, const uint8_t *text, const uint8_t *end) {
  if (layout->silent > 0)
    return;
  if (layout->preformatted == 0) {
    put_words(layout, text, end);
    return;
  }
  for (; text < end && isspace(*text) && layout->out->size == layout->start; text++)
    layout->space = true;
  if (text < end)
    put_run(layout, text, (size_t)(end - text));
}

static void enter(text_layout *layout, const qn__html_element *element) {
  if (layout->silent > 0 || element->silent) {
    layout->silent += !element->empty;
    return;
  }
  want_lines(layout, element->breaks);
  layout->apart = layout->apart || element->cell;
  layout->space = layout->space || element->cell;
  layout->preformatted += element->preformatted;
}

static void leave(text_layout *layout, const qn__html_element *element) {
  if (layout->silent > 0) {
    layout->silent--;
    return;
  }
  want_lines(layout, element->breaks);
  layout->preformatted -= element->preformatted && layout->preformatted > 0;
}

static const uint8_t *end_of_text(const uint8_t *p, const uint8_t *end) {
  while (p < end && *p != QN__HTML_BEGIN && *p != QN__HTML_END)
    p++;
  return p;
}

void qn__html_text(qn__buffer *out, const qn__html_page *page, const qn__html_span *part, const qn__html_span *omit) {
  text_layout layout = {.out = out, .start = out->size};
  if (part->end == 0)
    return;
  const uint8_t *events = page->events.data, *end = events + part->end;
  const uint8_t *omitted = omit != NULL ? events + omit->begin : NULL;
  for (const uint8_t *p = events + part->begin; p < end;) {
    if (p == omitted) {
      p = events + omit->end;
    } else if (*p == QN__HTML_BEGIN || *p == QN__HTML_END) {
      (*p == QN__HTML_BEGIN ? enter : leave)(&layout, qn__html_element_at(p[1]));
      p += 2;
    } else {
      const uint8_t *text = p;
      p = end_of_text(p, end);
      put_text(&layout, text, p);
    }
  }
}

void qn__html_line(qn__buffer *out, const qn__html_page *page, const qn__html_span *part) {
  size_t start = out->size;
  qn__html_text(out, page, part, NULL);
  for (size_t i = start; i < out->size; i++)
    if (out->data[i] == '\n')
      out->data[i] = ' ';
}
