/* SPDX-License-Identifier: MIT */
/* open_directory.h: a directory held open.  What changes its entries changes them in it, wherever its path leads
 * meanwhile; whether the path still leads to it can be asked.  Calls that a signal interrupts are repeated. */
#ifndef QN_CORE_BASE_OPEN_DIRECTORY_H
#define QN_CORE_BASE_OPEN_DIRECTORY_H

#include "base/status.h"

#include <stdbool.h>

typedef struct qn__directory {
  int fd;           /* -1: not open */
  const char *path; /* borrowed; for messages */
} qn__directory;

qn_status qn__directory_open(qn__directory *directory, const char *path, qn_error *error);
void qn__directory_close(qn__directory *directory);

/* Whether the directory's path still leads to it.  Fails where that cannot be known. */
qn_status qn__directory_is_in_place(const qn__directory *directory, bool *in_place, qn_error *error);

/* Whether the entry of this name is still the file that is open as `fd`.  Fails where that cannot be known. */
qn_status qn__directory_has_file(const qn__directory *directory, const char *name, int fd, bool *has, qn_error *error);

qn_status qn__directory_rename(const qn__directory *directory, const char *from, const char *to, qn_error *error);

/* An entry that is not there, or cannot be removed, is left to the next time. */
void qn__directory_remove(const qn__directory *directory, const char *name);

/* Waits until a file's bytes are on disk. */
qn_status qn__directory_sync_file(const qn__directory *directory, const char *name, qn_error *error);

/* Waits until the directory's entries are on disk. */
qn_status qn__directory_sync(const qn__directory *directory, qn_error *error);

#endif
