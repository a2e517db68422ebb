/* SPDX-License-Identifier: MIT */
/* file.h: files and directories, as the operating system has them; what is in the files is not known here. */
#ifndef QN_CORE_BASE_FILE_H
#define QN_CORE_BASE_FILE_H

#include <stdbool.h>

#include "base/status.h"

/* --- file_read.c --- */

/* "DIRECTORY/NAME" on the heap, or NULL. */
char *qn__join_path(const char *directory, const char *name);

/* The path from the root, on the heap, which stays right when the working directory changes; NULL: out of memory.
 * Symbolic links in it stay.  Where the working directory has no path, the path as it is. */
char *qn__absolute_path(const char *path);

/* Calls `visit` with the name of each entry but "." and "..", in no order, until it returns anything but QN_OK.
 * QN_NOT_FOUND: there is no such directory. */
qn_status qn__each_entry(const char *path, qn_status (*visit)(void *context, const char *name), void *context,
                         qn_error *error);

/* open(2), repeated where a signal interrupts it. */
int qn__open_retrying(const char *path, int flags, unsigned mode);

/* --- file_write.c --- */

/* fsync(2), repeated where a signal interrupts it; false: see errno. */
bool qn__sync_retrying(int fd);

qn_status qn__rename(const char *from, const char *to, qn_error *error);

/* Makes the directory and its missing parents; one that exists is fine.  Waits until each one made
 * stands in its parent on disk: a later synced commit could not know which ones need it. */
qn_status qn__make_directories(const char *path, qn_error *error);

/* Locks the file: QN_LOCKED if another process or writer has it, and which is said, if it is known.  It dies with
 * the process, and with those that inherit it by fork. */
qn_status qn__lock(int *fd, const char *path, qn_error *error);

/* Ends the lock, also where a forked process has inherited it. */
void qn__unlock(int fd);

/* Closes an inherited lock, which goes on. */
void qn__leave_lock(int fd);

/* Renames a file over a damaged one whose bytes are on disk: waits for the new one before, and for the directory after,
 * so that a power failure leaves one of them. */
qn_status qn__replace_synced(const char *from, const char *to, qn_error *error);

#endif
