/* SPDX-License-Identifier: MIT */
/* file_names.h: what the path of a file says. */
#ifndef QN_INDEXER_ARTICLES_FILE_NAMES_H
#define QN_INDEXER_ARTICLES_FILE_NAMES_H

#include "quern.h"

/* The path without "." and "//", and with "a/.." left out, on the heap; NULL: no memory. */
char *qn__normal_path(const char *path);

/* The file's name without folders, ".gz" and extension: the title of last resort; empty for standard input ("-").
 * Points into `path`. */
qn_string qn__file_title(const char *path);

/* The extension without its dot, that before ".gz"; empty if there is none.  Points into `path`. */
qn_string qn__file_extension(const char *path);

/* Whether an extension is this one, in any case. */
bool qn__is_extension(qn_string extension, const char *name);

#endif
