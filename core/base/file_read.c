/* SPDX-License-Identifier: MIT */
/* file_read.c: paths, and what is in a directory.  Partner: file_write.c. */
#include "base/file.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

char *qn__join_path(const char *directory, const char *name) {
  size_t size = strlen(directory) + strlen(name) + 2;
  char *path = qn__malloc(size);
  if (path != NULL)
    snprintf(path, size, "%s/%s", directory, name);
  return path;
}

/* The working directory, on the heap; NULL: errno says why. */
static char *working_directory(void) {
  for (size_t size = 256;; size *= 2) {
    char *path = qn__malloc(size);
    if (path == NULL || getcwd(path, size) != NULL)
      return path;
    int number = errno;
    qn__free(path);
    errno = number;
    if (number != ERANGE)
      return NULL;
  }
}

char *qn__absolute_path(const char *path) {
  if (path[0] == '/')
    return qn__copy_string(path, strlen(path));
  errno = ENOMEM;
  char *directory = working_directory();
  if (directory == NULL)
    return errno == ENOMEM ? NULL : qn__copy_string(path, strlen(path));
  char *absolute = qn__join_path(directory, path);
  qn__free(directory);
  return absolute;
}

static DIR *open_directory_retrying(const char *path) {
  DIR *directory;
  do
    directory = opendir(path);
  while (directory == NULL && errno == EINTR);
  return directory;
}

qn_status qn__each_entry(const char *path, qn_status (*visit)(void *context, const char *name), void *context,
                         qn_error *error) {
  DIR *directory = open_directory_retrying(path);
  if (directory == NULL && (errno == ENOENT || errno == ENOTDIR))
    return qn__fail(error, QN_NOT_FOUND, "there is no directory %s", path);
  if (directory == NULL)
    return qn__fail_errno(error, "read directory", path);
  qn_status status = QN_OK;
  while (status == QN_OK) {
    errno = 0;
    const struct dirent *entry = readdir(directory);
    if (entry == NULL && errno != 0)
      status = qn__fail_errno(error, "read directory", path);
    if (entry == NULL)
      break;
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      status = visit(context, entry->d_name);
  }
  closedir(directory);
  return status;
}

int qn__open_retrying(const char *path, int flags, unsigned mode) {
  int fd;
  do
    fd = open(path, flags, (mode_t)mode);
  while (fd < 0 && errno == EINTR);
  return fd;
}
