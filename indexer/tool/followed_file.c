/* SPDX-License-Identifier: MIT */
/* followed_file.c: the record of a followed file has a hash of the bytes before the place that was reached. */
#include "tool/followed_file.h"

#include "base/hash.h"
#include "base/status.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { N_HASHED = 4096 }; /* bytes of the file, by which it is known again */
#define HASH_SEED UINT64_C(0x7461696c)

/* 0: they cannot be read. */
static uint64_t hash_before(int fd, uint64_t at) {
  uint8_t bytes[N_HASHED];
  const size_t size = at < N_HASHED ? (size_t)at : N_HASHED;
  size_t n = 0;
  while (n < size) {
    const ssize_t got = pread(fd, bytes + n, size - n, (off_t)(at - size + n));
    if (got == 0 || (got < 0 && errno != EINTR))
      return 0;
    n += got > 0 ? (size_t)got : 0;
  }
  return qn__hash(bytes, size, HASH_SEED);
}

/* Whether the open file begins with what was read. */
static bool is_same(const qn_source *known, int fd, const struct stat *status) {
  return known->followed && known->bytes <= (uint64_t)status->st_size && known->content != 0 &&
         known->content == hash_before(fd, known->bytes);
}

/* Goes on where it was left, or begins another file, whose records are numbered on. */
static void set_place(followed_file *file, const qn_source *known, bool same, qn__stream *stream) {
  stream->taken = same ? known->bytes : 0;
  stream->n_lines = same ? known->n_lines : 0;
  stream->n_given = known != NULL && known->followed ? known->n_given : 0;
  file->recorded = stream->taken;
  file->recorded_given = stream->n_given;
}

qn_status followed_file_begin(followed_file *file, file_sources *sources, qn__stream *stream, bool *known, bool *same,
                              qn_error *error) {
  const qn_source *source = NULL;
  struct stat status;
  qn_status result = source_operand_init(&file->operand, file->given, file->base, error);
  if (result == QN_OK && fstat(file->fd, &status) != 0)
    result = qn__fail_errno(error, "examine", file->given);
  if (result == QN_OK)
    result = file_sources_identify(sources, &file->operand, &source, error);
  if (result != QN_OK)
    return result;
  file->device = status.st_dev;
  file->inode = status.st_ino;
  *known = source != NULL && source->followed;
  *same = *known && is_same(source, file->fd, &status);
  file->is_doubtful = *same && source->read == 0;
  file->is_forgotten = *known && !source->named;
  set_place(file, source, *same, stream);
  if (lseek(file->fd, (off_t)stream->taken, SEEK_SET) < 0)
    return qn__fail_errno(error, "read", file->given);
  return QN_OK;
}

void followed_file_end(followed_file *file) {
  source_operand_clear(&file->operand);
  if (file->fd >= 0)
    close(file->fd);
  file->fd = -1;
}

qn_status followed_file_put(followed_file *file, file_sources *sources, const qn__stream *stream, qn_error *error) {
  struct stat status;
  if (stream->taken == file->recorded && stream->n_given == file->recorded_given && !file->is_forgotten)
    return QN_OK;
  if (fstat(file->fd, &status) != 0)
    return qn__fail_errno(error, "examine", file->given);
  qn_source source = file_sources_describe(sources, &status, true);
  source.bytes = stream->taken;
  source.content = hash_before(file->fd, stream->taken);
  source.followed = true;
  source.n_lines = stream->n_lines;
  source.n_given = stream->n_given;
  qn_status result = qn_writer_put_source(sources->writer, &source, error);
  if (result != QN_OK)
    return result;
  file->recorded = stream->taken;
  file->recorded_given = stream->n_given;
  file->is_forgotten = false;
  return QN_OK;
}

followed_change followed_file_look(const followed_file *file) {
  struct stat own, named;
  const off_t at = lseek(file->fd, 0, SEEK_CUR);
  if (fstat(file->fd, &own) == 0 && own.st_size != at)
    return own.st_size < at ? FOLLOWED_TRUNCATED : FOLLOWED_GROWN;
  const bool replaced = stat(file->given, &named) == 0 && S_ISREG(named.st_mode) && named.st_size > 0 &&
                        (named.st_ino != file->inode || named.st_dev != file->device);
  return replaced ? FOLLOWED_REPLACED : FOLLOWED_SAME;
}
