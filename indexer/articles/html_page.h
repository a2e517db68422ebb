/* SPDX-License-Identifier: MIT */
/* html_page.h: a page as its parser leaves it: what it says about itself, and its content as a list of events.  An
 * event takes a byte or two, so that a page is never much larger than its source. */
#ifndef QN_INDEXER_ARTICLES_HTML_PAGE_H
#define QN_INDEXER_ARTICLES_HTML_PAGE_H

#include "articles/html_elements.h"
#include "articles/html_headings.h"
#include "articles/line_marks.h"
#include "base/buffer.h"
#include "quern.h"

/* In the list of events: all other bytes are text. */
enum {
  QN__HTML_BEGIN = 1,       /* of an element, whose number follows */
  QN__HTML_END = 2,         /* of an element, whose number follows; empty elements have none */
  QN__HTML_BEGIN_MAIN = 3,  /* of one that is the main part as <main> is */
  QN__HTML_BEGIN_APART = 4, /* of one that stands apart from the article */
  QN__HTML_EVENT_LAST = QN__HTML_BEGIN_APART,
};

enum { QN__HTML_HEADINGS = 8 };

/* An element's events.  `end` is 0 while it is open and where there is no such element. */
typedef struct qn__html_span {
  size_t begin, end;
  size_t depth;
} qn__html_span;

typedef struct qn__html_page {
  qn__buffer events;
  qn__line_marks lines; /* of the source, by bytes of the events where text begins */
  size_t depth;         /* elements that are open */
  qn__html_span root, body, title;
  qn__html_span headings[QN__HTML_HEADINGS]; /* the first of ranks 1 and 2 */
  size_t n_headings;
  qn__html_headings all_headings;
  qn__buffer language, url, og_title, date, time, description; /* as it is written; empty: none */
  const char *unclosed;                                        /* what of the source has no end; NULL: nothing */
  size_t unclosed_line;                                        /* where it begins */
  size_t date_rank;                                            /* of its source; the lowest wins */
} qn__html_page;

void qn__html_page_init(qn__html_page *page);
void qn__html_page_clear(qn__html_page *page);

/* What the parser finds.  Attributes are pairs of strings, NULL at their end; a value may be NULL. */
void qn__html_page_begin(qn__html_page *page, const char *name, const char *const *attributes);
void qn__html_page_end(qn__html_page *page, const char *name);
void qn__html_page_text(qn__html_page *page, const char *text, size_t size);

/* The next text begins on this line of the source. */
void qn__html_page_line(qn__html_page *page, size_t line);

/* Bytes of memory that its events take. */
static inline size_t qn__html_page_size(const qn__html_page *page) {
  return page->events.capacity + page->lines.list.capacity;
}

/* What an event is: the first byte of two. */
static inline bool qn__html_is_event(uint8_t byte) {
  return byte <= QN__HTML_EVENT_LAST;
}

/* A request for memory has failed. */
bool qn__html_page_failed(const qn__html_page *page);

#endif
