/* SPDX-License-Identifier: MIT */
/* formats.h: the table of the formats of files.  `--format`, its help and its error message, and detection follow from
 * it; a new format is one file with its reader and one row. */
#ifndef QN_INDEXER_ARTICLES_FORMATS_H
#define QN_INDEXER_ARTICLES_FORMATS_H

#include "articles/document.h"

typedef struct qn__format {
  const char *name;
  const char *extensions[12]; /* ends with a NULL */
  qn__sniff_function *sniff;  /* NULL: only the name shows this format */
  qn__read_function *read;
} qn__format;

/* The i-th format; NULL past the last.  The first is that of files without any other sign. */
const qn__format *qn__format_at(size_t i);

/* NULL if no format has this name. */
const qn__format *qn__format_find(const char *name);

/* The format of a file by its path and how it begins, after unpacking: the name decides between formats that look
 * alike, the content overrules a name that is plainly wrong. */
const qn__format *qn__format_detect(const char *path, const char *data, size_t size);

#endif
