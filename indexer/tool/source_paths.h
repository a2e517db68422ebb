/* SPDX-License-Identifier: MIT */
/* source_paths.h: what was named on the command line, as the one path that the records of sources know it by. */
#ifndef QN_INDEXER_TOOL_SOURCE_PATHS_H
#define QN_INDEXER_TOOL_SOURCE_PATHS_H

#include "base/buffer.h"
#include "quern.h"

/* A path that was named. */
typedef struct source_operand {
  const char *given;
  size_t given_size;
  char *path; /* from the root of the file system, without links; ends in zero */
  char *root; /* the folder itself, or the one that the file is in */
  char *name; /* how ids of files in the root begin */
  char *base; /* a folder that ids of files in it are relative to; NULL: none was asked for */
  bool is_folder;
  bool is_put; /* the writer knows the root */
} source_operand;

/* Finds these out.  `base` (may be NULL): the folder that ids are relative to.  QN_NOT_FOUND: there is no such file or
 * folder now, and if `path` is not NULL, it is where it would be; QN_INVALID: it is neither a file nor a folder. */
qn_status source_operand_init(source_operand *operand, const char *given, const char *base, qn_error *error);
void source_operand_clear(source_operand *operand);

/* The path of a file that a walk from the operand has met as `met`.  False: no memory. */
bool source_operand_path(const source_operand *operand, const char *met, qn__buffer *out);

/* Whether the path is that of the folder, or of something below it.  Both are absolute. */
bool is_in_folder(qn_string path, qn_string folder);

#endif
