/* SPDX-License-Identifier: MIT */
/* file_names.h: what the path of a file says. */
#ifndef QN_INDEXER_ARTICLES_FILE_NAMES_H
#define QN_INDEXER_ARTICLES_FILE_NAMES_H

#include "quern.h"

/* The path without "." and "//", and with "a/.." left out, on the heap; NULL: no memory. */
char *qn__normal_path(const char *path);

/* The normal path relative to a folder, or the absolute path if it is not in that folder.  Neither need exist.  On the
 * heap; NULL: no memory, or the working directory has none. */
char *qn__relative_path(const char *path, const char *folder);

/* An id of any size as one of QN_ID_MAX bytes at most: the end of a longer one is replaced by a hash of it all. */
qn_string qn__short_id(qn_string id, char memory[QN_ID_MAX]);

/* The file's name without folders, ".gz" or the like, and extension: the title of last resort; empty for standard input
 * ("-").  Points into `path`. */
qn_string qn__file_title(const char *path);

/* The file's name without folders and ".gz". */
qn_string qn__file_whole_name(const char *path);

/* The extension without its dot, that before ".gz"; empty if there is none.  Points into `path`. */
qn_string qn__file_extension(const char *path);

/* Whether an extension is this one, in any case. */
bool qn__is_extension(qn_string extension, const char *name);

#endif
