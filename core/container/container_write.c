/* SPDX-License-Identifier: MIT */
/* container_write.c: writes quern files: sections, their directory, checksums and content hash.
 * Partner: container_read.c.  Bytes: index-data/FORMAT.md, "Files". */
#include "container/container.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libdeflate.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_SIZE = 64 * QN__CHUNK_SIZE };

static void output_failed(qn__output *output, qn_status status) {
  if (output->status == QN_OK)
    output->status = status;
}

void qn__output_fail(qn__output *output, qn_status status, const char *reason) {
  if (output->status == QN_OK)
    output->status = qn__fail(&output->error, status, "%s", reason);
}

void qn__output_fail_memory(qn__output *output) {
  if (output->status == QN_OK)
    output->status = qn__fail_memory(&output->error);
}

qn_status qn__output_create(qn__output *output, const char *path, qn__file_kind kind, qn_error *error) {
  *output = (qn__output){.fd = -1, .kind = kind, .hash = {QN__HASH_A, QN__HASH_B}};
  qn__buffer_init(&output->pending);
  qn__buffer_init(&output->crcs);
  output->path = qn__copy_string(path, strlen(path));
  if (output->path == NULL)
    return output->status = qn__fail_memory(error);
  output->fd = qn__open_retrying(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (output->fd < 0)
    return output->status = qn__fail_errno(error, "create", path);
  qn__output_bytes(output, QN__MAGIC, QN__MAGIC_SIZE);
  return QN_OK;
}

void qn__output_gather(qn__output *output) {
  *output = (qn__output){.fd = -1};
  qn__buffer_init(&output->pending);
  qn__buffer_init(&output->crcs);
}

static void write_fully(qn__output *output, const uint8_t *bytes, size_t size) {
  while (size > 0 && output->status == QN_OK) {
    ssize_t written = write(output->fd, bytes, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0) {
      output_failed(output, qn__fail_errno(&output->error, "write", output->path));
      return;
    }
    bytes += written;
    size -= (size_t)written;
  }
}

/* Checksums and writes the first `size` pending bytes: whole chunks, or all that is left. */
static void flush_chunks(qn__output *output, size_t size) {
  const uint8_t *bytes = output->pending.data;
  for (size_t at = 0; at < size; at += QN__CHUNK_SIZE) {
    size_t chunk = size - at < QN__CHUNK_SIZE ? size - at : QN__CHUNK_SIZE;
    qn__buffer_u32(&output->crcs, libdeflate_crc32(0, bytes + at, chunk));
    output->hash[0] = qn__hash(bytes + at, chunk, output->hash[0]);
    output->hash[1] = qn__hash(bytes + at, chunk, output->hash[1]);
  }
  write_fully(output, bytes, size);
  if (output->pending.size > size)
    memmove(output->pending.data, bytes + size, output->pending.size - size);
  output->pending.size -= size;
}

void qn__output_bytes(qn__output *output, const void *bytes, size_t size) {
  const uint8_t *from = bytes;
  output->offset += size;
  while (size > 0 && output->status == QN_OK) {
    size_t part = FLUSH_SIZE - output->pending.size;
    if (output->fd < 0 || part > size)
      part = size;
    qn__buffer_bytes(&output->pending, from, part);
    if (output->pending.failed) {
      qn__output_fail_memory(output);
      return;
    }
    from += part;
    size -= part;
    if (output->fd >= 0 && output->pending.size == FLUSH_SIZE)
      flush_chunks(output, FLUSH_SIZE);
  }
}

static void end_section(qn__output *output) {
  static const uint8_t zeros[QN__SECTION_ALIGNMENT];
  if (output->n_sections > 0) {
    qn__output_section *section = &output->sections[output->n_sections - 1];
    section->size = output->offset - section->offset;
  }
  qn__output_bytes(output, zeros, (size_t)(-output->offset % QN__SECTION_ALIGNMENT));
}

void qn__output_section_begin(qn__output *output, uint32_t id, bool required) {
  if (output->n_sections == QN__MAX_SECTIONS) {
    output_failed(output, qn__fail(&output->error, QN_INVALID, "%s: too many sections", output->path));
    return;
  }
  end_section(output);
  output->sections[output->n_sections++] =
      (qn__output_section){.id = id, .flags = required ? 1u : 0u, .offset = output->offset};
}

uint64_t qn__output_section_size(const qn__output *output) {
  return output->n_sections == 0 ? 0 : output->offset - output->sections[output->n_sections - 1].offset;
}

static void append_directory(const qn__output *output, qn__buffer *tail) {
  for (uint32_t i = 0; i < output->n_sections; i++) {
    qn__buffer_u32(tail, output->sections[i].id);
    qn__buffer_u32(tail, output->sections[i].flags);
    qn__buffer_u64(tail, output->sections[i].offset);
    qn__buffer_u64(tail, output->sections[i].size);
  }
}

static void append_footer(const qn__output *output, qn__buffer *tail) {
  qn__buffer_u64(tail, output->offset);
  qn__buffer_u64(tail, output->hash[0]);
  qn__buffer_u64(tail, output->hash[1]);
  qn__buffer_u32(tail, output->n_sections);
  qn__buffer_u32(tail, (uint32_t)output->kind);
  qn__buffer_u32(tail, 0);
  qn__buffer_u32(tail, 0);
  if (!tail->failed)
    qn__buffer_u32(tail, libdeflate_crc32(0, tail->data, tail->size));
  qn__buffer_u32(tail, QN__FORMAT_VERSION);
  qn__buffer_bytes(tail, QN__MAGIC, QN__MAGIC_SIZE);
}

qn_status qn__output_finish(qn__output *output, qn_error *error) {
  qn__buffer tail;
  qn__buffer_init(&tail);
  end_section(output);
  if (output->status == QN_OK)
    flush_chunks(output, output->pending.size);
  append_directory(output, &tail);
  append_footer(output, &tail);
  if (tail.failed || output->crcs.failed)
    qn__output_fail_memory(output);
  write_fully(output, output->crcs.data, output->crcs.size);
  write_fully(output, tail.data, tail.size);
  qn__buffer_clear(&tail);
  if (output->status == QN_OK) {
    int failed = close(output->fd) != 0 && errno != EINTR; /* interrupted: it is still closed */
    output->fd = -1;
    if (failed) {
      output_failed(output, qn__fail_errno(&output->error, "close", output->path));
      unlink(output->path);
    }
  }
  if (output->status != QN_OK && error != NULL)
    *error = output->error;
  return output->status;
}

uint64_t qn__output_file_size(const qn__output *output) {
  return output->offset + output->crcs.size + (uint64_t)output->n_sections * QN__SECTION_ENTRY_SIZE + QN__FOOTER_SIZE;
}

void qn__output_close(qn__output *output) {
  if (output->fd >= 0) {
    close(output->fd);
    unlink(output->path);
  }
  output->fd = -1;
  qn__free(output->path);
  output->path = NULL;
  qn__buffer_clear(&output->pending);
  qn__buffer_clear(&output->crcs);
}

void qn__output_name(const qn__output *output, char name[33]) {
  snprintf(name, 33, "%016" PRIx64 "%016" PRIx64, output->hash[0], output->hash[1]);
}
