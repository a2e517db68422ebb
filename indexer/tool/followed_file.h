/* SPDX-License-Identifier: MIT */
/* followed_file.h: a file that grows: where following it was left, and whether it is still the same. */
#ifndef QN_INDEXER_TOOL_FOLLOWED_FILE_H
#define QN_INDEXER_TOOL_FOLLOWED_FILE_H

#include "articles/stream.h"
#include "tool/file_sources.h"

enum { FOLLOWED_PAUSE_MS = 100 }; /* between two looks at what has nothing new */

typedef struct followed_file {
  const char *given; /* its path, as it was named */
  const char *base;  /* the folder that ids are relative to, or NULL */
  int fd;
  dev_t device;
  ino_t inode;
  source_operand operand;
  uint64_t recorded, recorded_given; /* what its record says: bytes, and records */
  bool is_doubtful;                  /* it is the same, and articles of it may have been lost meanwhile */
  bool is_forgotten;                 /* it is not on the list of what was added */
} followed_file;

/* Opens it to read, and waits for that if it is not there; -1: interrupted. */
int followed_file_open(const char *path);

/* Finds where to begin in the open file, and sets the stream and the descriptor to it.  *known: there is a record;
 * *same: and the file is the one that it is of.  The operand is cleared by followed_file_end. */
qn_status followed_file_begin(followed_file *file, file_sources *sources, qn__stream *stream, bool *known, bool *same,
                              qn_error *error);
void followed_file_end(followed_file *file);

/* Puts its record, as far as the stream has come. */
qn_status followed_file_put(followed_file *file, file_sources *sources, const qn__stream *stream, qn_error *error);

typedef enum followed_change {
  FOLLOWED_SAME,      /* nothing more to read */
  FOLLOWED_GROWN,     /* something more */
  FOLLOWED_TRUNCATED, /* it has less than was read */
  FOLLOWED_REPLACED,  /* its name is that of another file, which has something to read */
} followed_change;

/* What has become of a file that was read to its end. */
followed_change followed_file_look(const followed_file *file);

#endif
