/* SPDX-License-Identifier: MIT */
/* byte_source.c: the kinds of byte sources. */
#include "container/byte_source.h"

#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void unmap(qn__byte_source *source) {
  munmap((void *)(uintptr_t)source->data, source->size);
}

static void free_copy(qn__byte_source *source) {
  qn__free((void *)(uintptr_t)source->data);
}

static qn_status read_fully(int fd, uint8_t *to, size_t size, const char *path, qn_error *error) {
  for (size_t at = 0; at < size;) {
    ssize_t got = pread(fd, to + at, size - at, (off_t)at);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return qn__fail_errno(error, "read", path);
    if (got == 0)
      return qn__fail(error, QN_IO, "cannot read %s: it has become shorter meanwhile", path);
    at += (size_t)got;
  }
  return QN_OK;
}

/* For file systems that cannot map files. */
static qn_status copy_descriptor(qn__byte_source *source, int fd, size_t size, const char *path, qn_error *error) {
  uint8_t *copy = qn__malloc(size);
  qn_status status = copy == NULL ? qn__fail_memory(error) : read_fully(fd, copy, size, path, error);
  if (status == QN_OK)
    *source = (qn__byte_source){copy, size, free_copy};
  else
    qn__free(copy);
  return status;
}

static qn_status map_descriptor(qn__byte_source *source, int fd, const char *path, qn_error *error) {
  struct stat found;
  if (fstat(fd, &found) != 0)
    return qn__fail_errno(error, "examine", path);
  *source = (qn__byte_source){NULL, 0, NULL};
  if (found.st_size == 0) /* nothing can be mapped */
    return QN_OK;
  if ((uint64_t)found.st_size > SIZE_MAX / 2)
    return qn__fail(error, QN_TOO_LARGE, "%s is too large for the address space of a 32-bit program", path);
  void *data = mmap(NULL, (size_t)found.st_size, PROT_READ, MAP_SHARED, fd, 0);
  if (data == MAP_FAILED && errno == ENODEV)
    return copy_descriptor(source, fd, (size_t)found.st_size, path, error);
  if (data == MAP_FAILED)
    return qn__fail_errno(error, "map", path);
  *source = (qn__byte_source){data, (size_t)found.st_size, unmap};
  return QN_OK;
}

qn_status qn__byte_source_map(qn__byte_source *source, const char *path, qn_error *error) {
  int fd = qn__open_retrying(path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
    return qn__fail(error, QN_NOT_FOUND, "%s does not exist", path);
  if (fd < 0)
    return qn__fail_errno(error, "open", path);
  qn_status status = map_descriptor(source, fd, path, error);
  close(fd);
  return status;
}

qn__byte_source qn__byte_source_of_memory(const uint8_t *data, size_t size) {
  return (qn__byte_source){data, size, NULL};
}

void qn__byte_source_close(qn__byte_source *source) {
  if (source->close != NULL)
    source->close(source);
  *source = (qn__byte_source){NULL, 0, NULL};
}
