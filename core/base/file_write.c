/* SPDX-License-Identifier: MIT */
/* file_write.c: changes to files and directories: names, waiting for the disk, the lock.  Partner: file_read.c. */
#include "base/file.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

qn_status qn__sync_directory(const char *path, qn_error *error) {
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return qn__fail_errno(error, "open", path);
  qn_status status = QN_OK;
  if (fsync(fd) != 0 && errno != EINVAL) /* some file systems cannot sync a directory and say so */
    status = qn__fail_errno(error, "sync", path);
  close(fd);
  return status;
}

qn_status qn__rename(const char *from, const char *to, qn_error *error) {
  return rename(from, to) == 0 ? QN_OK : qn__fail_errno(error, "rename to", to);
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
    if (mkdir(partial, 0777) != 0 && errno != EEXIST)
      status = qn__fail_errno(error, "make directory", partial);
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

qn_status qn__lock(int *fd, const char *path, qn_error *error) {
  int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock < 0)
    return qn__fail_errno(error, "open", path);
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    qn_status status = errno == EWOULDBLOCK ? qn__fail(error, QN_LOCKED,
                                                       "%s: another writer is at work; try again when it is done", path)
                                            : qn__fail_errno(error, "lock", path);
    close(lock);
    return status;
  }
  *fd = lock;
  return QN_OK;
}

void qn__unlock(int fd) {
  if (fd >= 0)
    close(fd);
}
