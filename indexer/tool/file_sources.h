/* SPDX-License-Identifier: MIT */
/* file_sources.h: which files need to be read.  One that is as it was when it was read is not opened; one that was
 * moved keeps its articles, under new ids. */
#ifndef QN_INDEXER_TOOL_FILE_SOURCES_H
#define QN_INDEXER_TOOL_FILE_SOURCES_H

#include "base/string_set.h"
#include "tool/source_paths.h"
#include "walk/walk.h"

/* What reading a file came to. */
typedef struct source_outcome {
  bool whole;         /* it was read to its end */
  uint64_t content;   /* hash of its bytes; 0: unknown */
  uint64_t n_refused; /* articles in it that are not added */
} source_outcome;

/* How files are read. */
typedef struct source_reader {
  /* Adds the articles of a file to the writer. */
  qn_status (*read)(void *context, int fd, const char *path, const char *id, source_outcome *outcome, qn_error *error);
  /* Something about a file that the user should know; `refused`: it was not read. */
  void (*problem)(void *context, const char *path, bool refused, const char *message);
  void *context;
} source_reader;

typedef struct file_sources {
  qn_writer *writer;
  const char *dir; /* of the index */
  source_reader reader;
  bool force;       /* read all */
  bool retry;       /* read what has refused articles, too: there may be more memory now */
  uint64_t reading; /* a hash of how files are read */
  bool any_reading; /* a file that was named and read in another way is right while unchanged */
  /* what was done */
  uint64_t unchanged;     /* articles of files that were not read */
  uint64_t moved;         /* articles of files that were moved */
  uint64_t skipped_bytes; /* of files that were not read */
  /* private */
  qn__buffer path, id;
  qn__string_set met; /* files that were named once, and that a walk has met */
  qn_index *index;    /* for the articles of files that were moved; NULL: none was */
  qn_searcher *searcher;
} file_sources;

void file_sources_init(file_sources *sources, qn_writer *writer, const char *dir, const source_reader *reader);
void file_sources_clear(file_sources *sources);

/* Puts the root of what was named. */
qn_status file_sources_put_root(file_sources *sources, source_operand *operand, qn_error *error);

/* Makes sure that the articles of a file that a walk from the operand has met are in the index. */
qn_status file_sources_take(file_sources *sources, source_operand *operand, const qn__walked_file *file,
                            qn_error *error);

/* Puts the operand's root and finds what is known of its file; NULL: nothing.  sources->path and ->id become its path
 * and what its articles are called after. */
qn_status file_sources_identify(file_sources *sources, source_operand *operand, const qn_source **known,
                                qn_error *error);

/* What the file of sources->path is like. */
qn_source file_sources_describe(const file_sources *sources, const struct stat *status, bool named);

/* --- source_moves.c --- */

/* Gives the articles of `old`, the file that is now at sources->path and was not changed, their new ids.  *done: false
 * if the file must be read, because its name says something else of what is in it. */
qn_status file_sources_move(file_sources *sources, const qn_source *old, const qn_source *now, bool *done,
                            qn_error *error);

#endif
