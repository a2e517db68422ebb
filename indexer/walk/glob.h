/* SPDX-License-Identifier: MIT */
/* glob.h: patterns of paths, as gitignore(5) documents them: `*` and `?` stand for anything but a slash, `[a-z]` for
 * one of a set, `**` for any number of folders, and a backslash takes the meaning from what follows it. */
#ifndef QN_INDEXER_WALK_GLOB_H
#define QN_INDEXER_WALK_GLOB_H

#include <stdbool.h>
#include <stddef.h>

typedef enum qn__glob_form {
  QN__GLOB_NEVER,   /* it cannot be read, and matches nothing: a set without end, a backslash at the end */
  QN__GLOB_LITERAL, /* itself */
  QN__GLOB_ENDING,  /* `*` and what a name ends with */
  QN__GLOB_ANY,
} qn__glob_form;

/* A pattern, which is borrowed. */
typedef struct qn__glob {
  const char *text;
  size_t size;
  qn__glob_form form;
} qn__glob;

qn__glob qn__glob_of(const char *text, size_t size);

/* Whether the pattern is that of the whole path.  Takes time in proportion to the product of both sizes at most. */
bool qn__glob_matches(const qn__glob *glob, const char *path, size_t size);

#endif
