/* SPDX-License-Identifier: MIT */
/* html_filter.h: what of a page's source the parser sees: text, in which references are characters, and the tags of
 * elements that mean something, with the attributes that are read.  What others say is said in `is`: "main" or "apart"
 * (html_signs.h).  Comments, scripts, declarations and all other tags and attributes are left out, in time
 * that grows with the size of the source alone.  So whatever the page, no piece of markup that the parser sees is
 * large, and few names differ.
 *
 * What has no end would hide the rest of the page.  So a comment without one is text, a script ends where the next tag
 * begins, a <template> is no element, and `unclosed` says so. */
#ifndef QN_INDEXER_ARTICLES_HTML_FILTER_H
#define QN_INDEXER_ARTICLES_HTML_FILTER_H

#include "articles/line_marks.h"

enum {
  QN__HTML_VALUE_MAX = 16 << 10, /* bytes of an attribute's value; a longer one is left out */
  QN__HTML_DEPTH_MAX = 1000,     /* elements in each other, about; what is deeper becomes line breaks */
};

typedef enum qn__html_region {
  QN__HTML_CONTENT,
  QN__HTML_COMMENT,
  QN__HTML_SCRIPT,
  QN__HTML_ALL_TEXT, /* where tags are text */
} qn__html_region;

typedef struct qn__html_filter {
  const char *next, *end; /* of the source */
  size_t depth;           /* elements that are open where the parser is: it says so */
  const char *unclosed;   /* what the first thing without an end was, and what was made of it; NULL: there is none */
  const char *unclosed_at;
  qn__line_marks lines; /* of the source, by bytes of the markup that was read */

  /* private to html_filter.c */
  bool begun; /* an element or text was found */
  enum { QN__HTML_BEFORE, QN__HTML_IN_HEAD, QN__HTML_IN_BODY } where;
  qn__html_region region;
  const char *begin;        /* of what is in the region, a comment or a script */
  const char *script;       /* the name of the element that the region is in */
  const char *script_end;   /* its end tag, where tags are text */
  bool endless;             /* no end tag of such an element follows: it is not looked for again */
  bool endless_code;        /* nor the end of code */
  bool endless_comment;     /* nor that of a comment */
  bool endless_scripts[2];  /* nor those of scripts and styles */
  bool endless_template;    /* nor that of a <template> */
  const char *template_end; /* of the last one that had an end */
  unsigned n_linked_data;   /* scripts of it that were looked into */
  const char *annotation;   /* of a <ruby>: the one that is open; NULL: none */
  qn__buffer ready;         /* markup that was not taken yet */
  size_t taken;
  size_t passed;       /* markup that was taken before it */
  const char *counted; /* up to here the source is counted: */
  size_t line;         /* this is its line */
} qn__html_filter;

/* The source is UTF-8 and must live as long as the filter. */
void qn__html_filter_init(qn__html_filter *filter, const char *source, size_t size);
void qn__html_filter_clear(qn__html_filter *filter);

/* Writes up to `room` bytes of markup; returns how many.  0 is the end only if qn__html_filter_ended says so: it also
 * pauses in what is left out.  Out of memory (ready.failed), it has ended. */
size_t qn__html_filter_read(qn__html_filter *filter, char *to, size_t room);

static inline bool qn__html_filter_ended(const qn__html_filter *filter) {
  return filter->ready.failed || (filter->next == filter->end && filter->taken == filter->ready.size);
}

#endif
