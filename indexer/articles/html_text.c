/* SPDX-License-Identifier: MIT */
/* html_text.c: goes through a part's events once. */
#include "articles/html_text.h"

#include <ctype.h>
#include <string.h>

#include "text/unspaced.h"
#include "text/utf8.h"

/* Which text is written: all, or what stands apart from the article or not. */
typedef enum text_choice { ALL_TEXT, ARTICLE_TEXT, OTHER_TEXT } text_choice;

typedef struct text_layout {
  qn__buffer *out;
  text_choice choice;
  bool outside;   /* of the article's part */
  size_t apart;   /* elements that are open in one that stands apart, and that one */
  size_t start;   /* of this text in `out` */
  unsigned lines; /* line breaks to write before the next word */
  bool space;     /* a space to write before it, */
  bool wrapped;   /* which stands for a line break of the source */
  bool cells;     /* or for the edge of a cell */
  unsigned preformatted;
  const qn__html_element *before; /* that begins or has ended directly before, */
  bool ended;                     /* which */
  size_t silent;                  /* elements that are open in one that is not read, and that one */
  qn__html_headings *headings;    /* that get places; NULL: none */
  size_t heading;                 /* the event of one whose first word is to come; SIZE_MAX: none */
  const uint8_t *events;
  qn__line_marks *marks;  /* of the page */
  qn__line_steps *steps;  /* that get lines; NULL: none */
  const uint8_t *counted; /* up to here line breaks of the text are counted: */
  size_t line;            /* this is its line */
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
  while (at > layout->start && qn__utf8_goes_on((char)layout->out->data[at]));
  return qn__breaks_anywhere(qn__utf8_decode((const char *)layout->out->data + at, &size));
}

/* A line break of the source within Chinese and the like is nothing, as it is in browsers. */
static bool is_wrap(const text_layout *layout, const uint8_t *run) {
  unsigned size;
  return layout->wrapped && !layout->cells && *run >= 0x80 &&
         qn__breaks_anywhere(qn__utf8_decode((const char *)run, &size)) && ends_unspaced(layout);
}

/* The line of a byte of the text that begins at `counted` or before it. */
static size_t line_at(text_layout *layout, const uint8_t *p) {
  const qn__line_mark mark = qn__line_marks_find(layout->marks, (size_t)(p - layout->events));
  const uint8_t *from = layout->events + mark.at;
  if (from > layout->counted)
    layout->counted = from;
  if (mark.line > layout->line)
    layout->line = mark.line;
  for (const uint8_t *newline; (newline = memchr(layout->counted, '\n', (size_t)(p - layout->counted))) != NULL;) {
    layout->counted = newline + 1;
    layout->line++;
  }
  layout->counted = p;
  return layout->line;
}

static void add_steps(text_layout *layout, const uint8_t *run, size_t size) {
  const size_t at = layout->out->size;
  while (layout->steps->next < at + size) {
    const size_t next = layout->steps->next;
    qn__line_steps_add(layout->steps, line_at(layout, run + (next > at ? next - at : 0)));
  }
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
  layout->space = layout->wrapped = layout->cells = false;
  if (layout->heading != SIZE_MAX)
    qn__html_headings_place(layout->headings, layout->heading, out->size);
  layout->heading = SIZE_MAX;
  if (layout->steps != NULL && layout->steps->next < out->size + size)
    add_steps(layout, run, size);
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

static bool is_chosen(const text_layout *layout) {
  const bool other = layout->outside || layout->apart > 0;
  return layout->silent == 0 && (layout->choice == ALL_TEXT || other == (layout->choice == OTHER_TEXT));
}

static void put_text(text_layout *layout, const uint8_t *text, const uint8_t *end) {
  if (!is_chosen(layout))
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

/* A cell's edge.  That of a text which is not written separates nothing. */
static void part_cells(text_layout *layout) {
  if (is_chosen(layout))
    layout->cells = layout->space = true;
}

/* A link after a link, and the number of a note, which is a link. */
static bool is_apart_link(const text_layout *layout, const qn__html_element *element) {
  const qn__html_element *before = layout->before;
  return before != NULL && ((element->control && before->control && layout->ended) ||
                            (element->control && before->role == QN__HTML_NOTE && !layout->ended) ||
                            (element->role == QN__HTML_NOTE && before->control && !layout->ended));
}

static void enter(text_layout *layout, uint8_t event, const qn__html_element *element) {
  if (layout->silent > 0 || element->silent) {
    layout->silent += !element->empty;
    return;
  }
  if (layout->apart > 0 || event == QN__HTML_BEGIN_APART)
    layout->apart += !element->empty;
  want_lines(layout, element->breaks);
  if (element->cell || is_apart_link(layout, element))
    part_cells(layout);
  layout->preformatted += element->preformatted;
  layout->before = element;
  layout->ended = false;
}

static void leave(text_layout *layout, const qn__html_element *element) {
  if (layout->silent > 0) {
    layout->silent--;
    return;
  }
  if (element->cell)
    part_cells(layout);
  layout->apart -= layout->apart > 0;
  want_lines(layout, element->breaks);
  layout->preformatted -= element->preformatted && layout->preformatted > 0;
  layout->before = element;
  layout->ended = true;
}

static bool is_heading(const qn__html_element *element) {
  return element->name[0] == 'h' && element->name[1] >= '1' && element->name[1] <= '6';
}

static const uint8_t *end_of_text(const uint8_t *p, const uint8_t *end) {
  while (p < end && !qn__html_is_event(*p))
    p++;
  return p;
}

/* Goes through the events of `all`, which hold those of the article and of what is left out. */
static void put_chosen(text_layout *layout, const qn__html_page *page, const qn__html_span *all,
                       const qn__html_span *article, const qn__html_span *omit) {
  if (all->end == 0)
    return;
  const uint8_t *events = page->events.data, *end = events + all->end;
  const uint8_t *omitted = omit != NULL ? events + omit->begin : NULL;
  const uint8_t *title = page->title.end > 0 ? events + page->title.begin : NULL; /* it is none of the text */
  for (const uint8_t *p = events + all->begin; p < end;) {
    const bool outside = p < events + article->begin || p >= events + article->end;
    if (outside != layout->outside)
      want_lines(layout, 2);
    layout->outside = outside;
    if (p == omitted) {
      p = events + omit->end;
    } else if (p == title && layout->choice != ALL_TEXT) {
      p = events + page->title.end;
    } else if (*p == QN__HTML_END) {
      if (is_heading(qn__html_element_at(p[1])))
        layout->heading = SIZE_MAX; /* it is empty */
      leave(layout, qn__html_element_at(p[1]));
      p += 2;
    } else if (qn__html_is_event(*p)) {
      if (layout->headings != NULL && is_heading(qn__html_element_at(p[1])))
        layout->heading = (size_t)(p - events);
      enter(layout, *p, qn__html_element_at(p[1]));
      p += 2;
    } else {
      const uint8_t *text = p;
      p = end_of_text(p, end);
      layout->counted = text;
      put_text(layout, text, p);
      layout->before = NULL;
    }
  }
}

/* Goes through the page, whose marks are asked from the beginning on. */
static void put_part(text_layout *layout, qn__html_page *page, const qn__html_span *all, const qn__html_span *article,
                     const qn__html_span *omit) {
  layout->headings = &page->all_headings;
  layout->heading = SIZE_MAX;
  layout->events = page->events.data;
  layout->marks = &page->lines;
  qn__line_marks_rewind(&page->lines);
  if (layout->steps != NULL)
    qn__line_steps_begin(layout->steps, layout->out->size);
  put_chosen(layout, page, all, article, omit);
  if (layout->steps == NULL || all->end == 0)
    return;
  layout->counted = layout->events + all->end;
  qn__line_steps_end(layout->steps, layout->out->size, line_at(layout, layout->counted));
}

void qn__html_text(qn__buffer *out, qn__html_page *page, const qn__html_span *article, const qn__html_span *omit,
                   qn__line_steps *steps) {
  text_layout layout = {.out = out, .start = out->size, .choice = ARTICLE_TEXT, .steps = steps};
  put_part(&layout, page, article, article, omit);
}

void qn__html_other_text(qn__buffer *out, qn__html_page *page, const qn__html_span *article, const qn__html_span *omit,
                         qn__line_steps *steps) {
  text_layout layout = {.out = out, .choice = OTHER_TEXT, .lines = 2, .steps = steps};
  put_part(&layout, page, &page->root, article, omit);
}

void qn__html_line(qn__buffer *out, const qn__html_page *page, const qn__html_span *part) {
  size_t start = out->size;
  text_layout layout = {.out = out, .start = start, .choice = ALL_TEXT, .heading = SIZE_MAX};
  put_chosen(&layout, page, part, part, NULL);
  for (size_t i = start; i < out->size; i++)
    if (out->data[i] == '\n')
      out->data[i] = ' ';
}
