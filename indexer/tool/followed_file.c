/* SPDX-License-Identifier: MIT */
/* followed_file.c: records are put and compared here; what they say of the file is in followed_record.c. */
#include "tool/followed_file.h"

#include "base/status.h"
#include "cli/console.h"
#include "cli/signals.h"
#include "tool/followed_record.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int followed_file_open(const char *path) {
  int fd;
  for (bool said = false; (fd = open(path, O_RDONLY | O_CLOEXEC)) < 0; poll(NULL, 0, FOLLOWED_PAUSE_MS)) {
    if (cli_is_interrupted(NULL))
      return -1;
    if (!said && errno != EINTR)
      cli_message("%s: %s; waiting for it", path, strerror(errno));
    said |= errno != EINTR;
  }
  return fd;
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
  *same = *known && is_followed_file(source, file->fd);
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
