/* SPDX-License-Identifier: MIT */
/* open_directory.c: changes to the entries of an open directory. */
#include "base/open_directory.h"

#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

qn_status qn__directory_open(qn__directory *directory, const char *path, qn_error *error) {
  int fd = qn__open_retrying(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd < 0)
    return qn__fail_errno(error, "open", path);
  *directory = (qn__directory){fd, path};
  return QN_OK;
}

void qn__directory_close(qn__directory *directory) {
  if (directory->fd >= 0)
    close(directory->fd);
  directory->fd = -1;
}

/* A failure at an entry, in words that name the whole path; the entry alone if there is no memory for it. */
static qn_status fail_at(const qn__directory *directory, const char *action, const char *name, qn_error *error) {
  const int reason = errno;
  char *path = qn__join_path(directory->path, name);
  errno = reason;
  qn_status status = qn__fail_errno(error, action, path == NULL ? name : path);
  qn__free(path);
  return status;
}

static bool same_file(const struct stat *a, const struct stat *b) {
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Whether stat failed because there is no such file. */
static bool is_missing(int number) {
  return number == ENOENT || number == ENOTDIR;
}

qn_status qn__directory_is_in_place(const qn__directory *directory, bool *in_place, qn_error *error) {
  struct stat own, found;
  if (fstat(directory->fd, &own) != 0)
    return qn__fail_errno(error, "examine", directory->path);
  const bool is_there = stat(directory->path, &found) == 0;
  if (!is_there && !is_missing(errno))
    return qn__fail_errno(error, "examine", directory->path);
  *in_place = is_there && same_file(&own, &found);
  return QN_OK;
}

qn_status qn__directory_has_file(const qn__directory *directory, const char *name, int fd, bool *has, qn_error *error) {
  struct stat own, found;
  if (fstat(fd, &own) != 0)
    return fail_at(directory, "examine", name, error);
  const bool is_there = fstatat(directory->fd, name, &found, 0) == 0;
  if (!is_there && !is_missing(errno))
    return fail_at(directory, "examine", name, error);
  *has = is_there && same_file(&own, &found);
  return QN_OK;
}

qn_status qn__directory_rename(const qn__directory *directory, const char *from, const char *to, qn_error *error) {
  int failed;
  do
    failed = renameat(directory->fd, from, directory->fd, to);
  while (failed != 0 && errno == EINTR);
  return failed != 0 ? fail_at(directory, "rename to", to, error) : QN_OK;
}

void qn__directory_remove(const qn__directory *directory, const char *name) {
  while (unlinkat(directory->fd, name, 0) != 0 && errno == EINTR) {
  }
}

qn_status qn__directory_sync_file(const qn__directory *directory, const char *name, qn_error *error) {
  int fd;
  do
    fd = openat(directory->fd, name, O_RDONLY | O_CLOEXEC);
  while (fd < 0 && errno == EINTR);
  if (fd < 0)
    return fail_at(directory, "open", name, error);
  qn_status status = qn__sync_retrying(fd) ? QN_OK : fail_at(directory, "sync", name, error);
  close(fd);
  return status;
}

qn_status qn__directory_sync(const qn__directory *directory, qn_error *error) {
  if (qn__sync_retrying(directory->fd) || errno == EINVAL) /* some file systems cannot sync a directory and say so */
    return QN_OK;
  return qn__fail_errno(error, "sync", directory->path);
}
