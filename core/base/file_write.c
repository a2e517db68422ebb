/* SPDX-License-Identifier: MIT */
/* file_write.c: changes to files and directories: names, waiting for the disk, the lock.  Partner: file_read.c. */
#include "base/file.h"

#include "base/lock_holder.h"
#include "base/memory.h"
#include "base/open_directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool qn__sync_retrying(int fd) {
  int failed;
  do
    failed = fsync(fd);
  while (failed != 0 && errno == EINTR);
  return failed == 0;
}

qn_status qn__rename(const char *from, const char *to, qn_error *error) {
  return rename(from, to) == 0 ? QN_OK : qn__fail_errno(error, "rename to", to);
}

/* Waits until what was made at `path` stands in its parent on disk; the path is put back as it was. */
static qn_status sync_parent(char *path, qn_error *error) {
  qn__directory parent;
  char *slash = strrchr(path, '/');
  if (slash != NULL)
    *slash = '\0';
  qn_status status = qn__directory_open(&parent, slash == NULL ? "." : *path == '\0' ? "/" : path, error);
  if (status == QN_OK) {
    status = qn__directory_sync(&parent, error);
    qn__directory_close(&parent);
  }
  if (slash != NULL)
    *slash = '/';
  return status;
}

static qn_status sync_file(const char *path, qn_error *error) {
  int fd = qn__open_retrying(path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return qn__fail_errno(error, "open", path);
  qn_status status = qn__sync_retrying(fd) ? QN_OK : qn__fail_errno(error, "sync", path);
  close(fd);
  return status;
}

qn_status qn__replace_synced(const char *from, const char *to, qn_error *error) {
  char *path = qn__copy_string(to, strlen(to));
  qn_status status = path == NULL ? qn__fail_memory(error) : sync_file(from, error);
  if (status == QN_OK)
    status = qn__rename(from, to, error);
  if (status == QN_OK)
    status = sync_parent(path, error);
  qn__free(path);
  return status;
}

static qn_status make_one(char *path, qn_error *error) {
  if (mkdir(path, 0777) != 0)
    return errno == EEXIST ? QN_OK : qn__fail_errno(error, "make directory", path);
  return sync_parent(path, error);
}

qn_status qn__make_directories(const char *path, qn_error *error) {
  char *partial = qn__copy_string(path, strlen(path));
  if (partial == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  for (char *p = partial + 1; status == QN_OK; p++) {
    if (*p != '/' && *p != '\0')
      continue;
    char end = *p;
    *p = '\0';
    status = make_one(partial, error);
    *p = end;
    if (end == '\0')
      break;
  }
  struct stat found;
  if (status == QN_OK && (stat(path, &found) != 0 || !S_ISDIR(found.st_mode))) {
    errno = ENOTDIR;
    status = qn__fail_errno(error, "make directory", path);
  }
  qn__free(partial);
  return status;
}

/* Those who may not write the file can still hold the lock on it. */
static int open_lock(const char *path) {
  int fd = qn__open_retrying(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  return fd < 0 && errno == EACCES ? qn__open_retrying(path, O_RDONLY | O_CLOEXEC, 0) : fd;
}

/* The lock is held: by whom, if that is known. */
static qn_status fail_locked(int lock, const char *path, qn_error *error) {
  const long holder = qn__lock_holder(lock);
  if (holder == (long)getpid())
    return qn__fail(error, QN_LOCKED, "%s: another writer of this process is at work; close it first", path);
  if (holder > 0)
    return qn__fail(error, QN_LOCKED, "%s: process %ld is at work on this index; try again when it is done", path,
                    holder);
  return qn__fail(error, QN_LOCKED, "%s: another writer is at work; try again when it is done", path);
}

qn_status qn__lock(int *fd, const char *path, qn_error *error) {
  int failed, lock = open_lock(path);
  if (lock < 0)
    return qn__fail_errno(error, "open", path);
  do
    failed = flock(lock, LOCK_EX | LOCK_NB);
  while (failed != 0 && errno == EINTR);
  if (failed != 0) {
    qn_status status = errno == EWOULDBLOCK ? fail_locked(lock, path, error) : qn__fail_errno(error, "lock", path);
    close(lock);
    return status;
  }
  *fd = lock;
  return QN_OK;
}

void qn__leave_lock(int fd) {
  if (fd >= 0)
    close(fd);
}

void qn__unlock(int fd) {
  if (fd >= 0)
    flock(fd, LOCK_UN);
  qn__leave_lock(fd);
}
