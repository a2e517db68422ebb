/* SPDX-License-Identifier: MIT */
/* html_elements.h: the elements of a page that mean something for its text or say something about it.  All others
 * (`b`, `span`, unknown names) are as if they were not there. */
#ifndef QN_INDEXER_ARTICLES_HTML_ELEMENTS_H
#define QN_INDEXER_ARTICLES_HTML_ELEMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a page says by the element about itself. */
typedef enum qn__html_role {
  QN__HTML_PLAIN,
  QN__HTML_ROOT,
  QN__HTML_BODY,
  QN__HTML_MAIN,
  QN__HTML_ARTICLE,
  QN__HTML_TITLE,
  QN__HTML_META,
  QN__HTML_LINK,
  QN__HTML_TIME,
  QN__HTML_HEADING, /* of rank 1 or 2 */
  QN__HTML_IMAGE,
  QN__HTML_NOTE, /* the number of a note, if it is a link */
} qn__html_role;

enum { QN__HTML_ATTRIBUTES = 6, QN__HTML_NAME_MAX = 16 };

typedef struct qn__html_element {
  const char *name;
  qn__html_role role;
  uint8_t breaks;                              /* line breaks around it: 2 set it apart as a paragraph */
  bool silent;                                 /* nothing in it is read */
  bool cell;                                   /* of a table and the like: a space before and after it */
  bool apart;                                  /* it is not of the article that it stands in */
  bool margin;                                 /* nor is this, unless it is within <article> or <main> */
  bool list;                                   /* nor is this, if links are most of it */
  bool control;                                /* a link, a button: its text is for going elsewhere */
  bool preformatted;                           /* its white space stays */
  bool empty;                                  /* it has no end */
  bool annotation;                             /* the next one ends it: the parser knows nothing of <ruby> */
  bool head;                                   /* it may stand in the head of a page */
  bool open;                                   /* its end is that of the page, whatever its tags say, as in browsers */
  const char *attributes[QN__HTML_ATTRIBUTES]; /* those that are read */
} qn__html_element;

/* The number of the element with this name, in lower case; 0 if it means nothing. */
uint8_t qn__html_element_find(const char *name, size_t size);

const qn__html_element *qn__html_element_at(uint8_t number);

#endif
