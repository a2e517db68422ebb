/* SPDX-License-Identifier: MIT */
/* json_size.h: how deep JSON is nested, and the memory that cJSON needs for it, before it is parsed: a parser that
 * recurses needs a stack, and every value takes 80 bytes. */
#ifndef QN_CORE_BASE_JSON_SIZE_H
#define QN_CORE_BASE_JSON_SIZE_H

#include <stddef.h>

/* Arrays and objects in each other.  cJSON takes about 164 bytes of stack for each, so that this fits a thread with
 * 128 KiB. */
enum { QN__JSON_DEPTH_MAX = 256 };

/* What a request for `size` bytes takes of the heap. */
#define QN__JSON_BLOCK(size) (((size) + 31) / 16 * 16)

typedef struct qn__json_size {
  size_t depth;   /* arrays and objects that are open where most are */
  size_t parsed;  /* bytes of heap that cJSON takes for the values, at most */
  size_t printed; /* and to print them, with a buffer that doubles: the sum of its sizes */
} qn__json_size;

/* The text need not be JSON. */
qn__json_size qn__json_measure(const char *json, size_t size);

#endif
