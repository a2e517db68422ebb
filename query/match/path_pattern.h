/* SPDX-License-Identifier: MIT */
/* path_pattern.h: whether a path is what a pattern describes.
 *
 *     with * or ? or /    a glob of the whole path, or of a folder that it is in.  * is any part of a name, ** any part
 *                         of the path, ? one character of a name.  Without / it is a name, of the file or a folder.
 *     with none of them   words of the path, side by side, without case and marks
 *
 * The # and a number at the end, which articles of one file have in their ids, are not part of the path. */
#ifndef QN_QUERY_MATCH_PATH_PATTERN_H
#define QN_QUERY_MATCH_PATH_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

/* `pattern` is zero-terminated. */
bool qn__path_matches(const char *pattern, const char *path, size_t size);

/* The first so many bytes of the pattern are those of every path that it matches. */
size_t qn__path_prefix(const char *pattern);

#endif
