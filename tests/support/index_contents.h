/* SPDX-License-Identifier: MIT */
/* index_contents.h: all articles of an index as text, for tests of what a fault leaves. */
#ifndef QN_TESTS_SUPPORT_INDEX_CONTENTS_H
#define QN_TESTS_SUPPORT_INDEX_CONTENTS_H

#include <stddef.h>

typedef struct index_contents {
  char text[4096]; /* "id: text" lines, in order */
  size_t size;
  const char *problem; /* what is wrong with the index; NULL: it is whole, or there is none */
} index_contents;

void read_contents(const char *dir, index_contents *all);

#endif
