/* SPDX-License-Identifier: MIT */
/* titles.h: the title and the date of a plain text that was copied from a page with all that surrounds it. */
#ifndef QN_INDEXER_ARTICLES_TITLES_H
#define QN_INDEXER_ARTICLES_TITLES_H

#include "articles/dates.h"
#include "quern.h"

typedef struct qn__heading {
  qn_string title; /* points into the text; size 0: it has none that stands out */
  size_t start;    /* of the lines that hold the title and nothing else */
  size_t end;
  qn_string url, language; /* from header lines; size 0: none */
  char date[QN__DATE_MAX]; /* "": none */
} qn__heading;

/* Looks at the first lines of a text.  What is looked for:
 *   - header lines, as a mail has them: "Title: ...", "Subject: ...", "Date: ...", "URL: ...", "Language: ...";
 *   - else the first line that is not furniture (links home, share buttons, counters, lines that repeat), if it stands
 *     alone like a title: underlined, or short and before an empty line, a date, furniture, or a paragraph in one line,
 *     or at the head of two or three short lines (title, author...);
 *   - a date on its own line, with a label ("Published: ...") or without. */
void qn__find_heading(const char *text, size_t size, qn__heading *heading);

#endif
