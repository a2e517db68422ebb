/* SPDX-License-Identifier: MIT */
/* path_text.h: ids are text, and the paths that they are made of are any bytes. */
#ifndef QN_CORE_TEXT_PATH_TEXT_H
#define QN_CORE_TEXT_PATH_TEXT_H

/* A path as text: bytes that are not UTF-8, and U+FFFD itself, become U+FFFD and two digits each, so that two paths
 * never become one.  On the heap; NULL: no memory. */
char *qn__path_text(const char *path);

#endif
