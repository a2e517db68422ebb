/* SPDX-License-Identifier: MIT */
/* spool.c: a buffer that overflows into a nameless file. */
#include "builder/spool.h"

#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PENDING = 256 << 10 }; /* bytes that may stay in memory once there is a file */

void qn__spool_init(qn__spool *spool, const char *dir, size_t keep) {
  *spool = (qn__spool){.dir = dir, .keep = keep, .fd = -1};
  qn__buffer_init(&spool->memory);
}

static void unmap_spool(qn__spool *spool) {
  if (spool->map != NULL)
    munmap(spool->map, spool->map_size);
  spool->map = NULL;
}

void qn__spool_clear(qn__spool *spool) {
  unmap_spool(spool);
  if (spool->fd >= 0)
    close(spool->fd);
  spool->fd = -1;
  spool->written = 0;
  qn__buffer_clear(&spool->memory);
}

void qn__spool_empty(qn__spool *spool) {
  if (spool->fd >= 0)
    qn__spool_clear(spool);
  qn__buffer_reset(&spool->memory);
}

/* Spools of several threads may be opened at once: where a spool is makes its name its own. */
static qn_status open_file(qn__spool *spool, qn_error *error) {
  char name[48];
  snprintf(name, sizeof name, QN__SPOOL_NAME "%" PRIxPTR QN__SPOOL_SUFFIX, (uintptr_t)spool);
  char *path = qn__join_path(spool->dir, name);
  if (path == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  spool->fd = qn__open_retrying(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (spool->fd < 0 || unlink(path) != 0)
    status = qn__fail_errno(error, "create", path);
  qn__free(path);
  return status;
}

static qn_status write_fully(qn__spool *spool, const uint8_t *bytes, size_t size, qn_error *error) {
  if (spool->fd < 0) {
    qn_status status = open_file(spool, error);
    if (status != QN_OK)
      return status;
  }
  while (size > 0) {
    ssize_t n = write(spool->fd, bytes, size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return qn__fail_errno(error, "write a temporary file in", spool->dir);
    bytes += n;
    size -= (size_t)n;
    spool->written += (size_t)n;
  }
  return QN_OK;
}

static qn_status flush_spool(qn__spool *spool, qn_error *error) {
  qn_status status = write_fully(spool, spool->memory.data, spool->memory.size, error);
  if (spool->memory.capacity > PENDING)
    qn__buffer_clear(&spool->memory);
  qn__buffer_reset(&spool->memory);
  return status;
}

qn_status qn__spool_append(qn__spool *spool, const void *bytes, size_t size, qn_error *error) {
  size_t keep = spool->fd >= 0 && spool->keep > PENDING ? PENDING : spool->keep;
  if (spool->memory.size + size > keep) {
    qn_status status = flush_spool(spool, error);
    if (status != QN_OK || size > PENDING)
      return status != QN_OK ? status : write_fully(spool, bytes, size, error);
  }
  qn__buffer_bytes(&spool->memory, bytes, size);
  return spool->memory.failed ? qn__fail_memory(error) : QN_OK;
}

qn_status qn__spool_map(qn__spool *spool, const uint8_t **data, qn_error *error) {
  if (spool->fd < 0) {
    *data = spool->memory.data;
    return QN_OK;
  }
  qn_status status = flush_spool(spool, error);
  if (status == QN_OK && (spool->map == NULL || spool->map_size != spool->written)) {
    unmap_spool(spool);
    void *map = mmap(NULL, (size_t)spool->written, PROT_READ, MAP_SHARED, spool->fd, 0);
    if (map == MAP_FAILED)
      return qn__fail_errno(error, "map a temporary file in", spool->dir);
    spool->map = map;
    spool->map_size = (size_t)spool->written;
  }
  if (status == QN_OK)
    *data = spool->map;
  return status;
}
