/* SPDX-License-Identifier: MIT */
/* byte_source.c: the kinds of byte sources. */
#include "container/byte_source.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void unmap(qn__byte_source *source) {
  munmap((void *)(uintptr_t)source->data, source->size);
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
