/* SPDX-License-Identifier: MIT */
/* exact_bytes.c: gives the readers of an index a file's bytes in a heap block of the file's size, so that a sanitizer
 * sees a read past the end, which a mapped file hides up to the end of its page.  The fuzz targets are linked with
 * `--wrap`, which calls this in place of the function that maps. */
#include "container/byte_source.h"
#include "support/scaffold.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

qn_status __wrap_qn__byte_source_map(qn__byte_source *source, const char *path, qn_error *error);

static void free_bytes(qn__byte_source *source) {
  free((void *)(uintptr_t)source->data);
}

qn_status __wrap_qn__byte_source_map(qn__byte_source *source, const char *path, qn_error *error) {
  struct stat about;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return qn__fail(error, QN_NOT_FOUND, "%s does not exist", path);
  if (fstat(fd, &about) != 0)
    scaffold_failed(path, "cannot be examined");
  size_t size = (size_t)about.st_size;
  uint8_t *bytes = malloc(size > 0 ? size : 1);
  if (bytes == NULL || read(fd, bytes, size) != (ssize_t)size)
    scaffold_failed(path, "cannot be read");
  close(fd);
  *source = (qn__byte_source){bytes, size, free_bytes};
  return QN_OK;
}
