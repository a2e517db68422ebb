/* SPDX-License-Identifier: MIT */
/* index_contents.h: all articles of an index as text, and whether the next commit works, for tests of what a fault
 * leaves. */
#ifndef QN_TESTS_SUPPORT_INDEX_CONTENTS_H
#define QN_TESTS_SUPPORT_INDEX_CONTENTS_H

#include <stddef.h>

typedef struct index_contents {
  /* "source PATH: 2 ROOT" lines; then "id: text | title | date" lines, in order; what an article lacks is left out; of
   * a long text its beginning, its size and a hash */
  char text[1 << 14];
  size_t size;
  const char *problem; /* what is wrong with the index; NULL: it is whole, or there is none */
} index_contents;

void read_contents(const char *dir, index_contents *all);

/* The next writer adds an article and commits; `found` is what was there.  NULL, or what went wrong: afterwards the
 * index is whole, has these articles, and no file that it does not need. */
const char *commit_one_more(const char *dir, const index_contents *found);

/* The path of the segment that was added last, on the heap. */
char *newest_segment(const char *dir);

#endif
