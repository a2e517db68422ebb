/* SPDX-License-Identifier: MIT */
/* checked_segment.h: the segment of a few articles, opened for a part of its check, with parts that a test exchanges.
 */
#ifndef QN_TESTS_SUPPORT_CHECKED_SEGMENT_H
#define QN_TESTS_SUPPORT_CHECKED_SEGMENT_H

#include "segment/check.h"

typedef struct checked_segment {
  uint8_t *bytes; /* of the file */
  size_t size;
  qn__segment opened;
  qn__segment segment; /* a copy that the check looks at, to be changed */
  qn__check check;
  qn_error error;
  char problems[4000]; /* what was reported, a line each */
} checked_segment;

/* Makes the segment of the articles, in which the first `from` in the file's bytes is replaced by `to`, which is as
 * long (NULL: none), its checksums right. */
void checked_segment_open(checked_segment *checked, const qn_article *articles, size_t n, const char *from,
                          const char *to);
void checked_segment_close(checked_segment *checked);

#endif
