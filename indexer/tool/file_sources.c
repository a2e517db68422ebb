/* SPDX-License-Identifier: MIT */
/* file_sources.c: compares a file with what is known of it. */
#include "tool/file_sources.h"

#include "articles/input.h"
#include "base/memory.h"
#include "base/status.h"
#include "cli/source_id.h"
#include "tool/followed_record.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

/* File systems give times in steps of up to 2 s: a file that was changed so shortly before it was read may have been
 * changed after, too, without a trace in its time. */
static const int64_t time_step = INT64_C(2000000000);

void file_sources_init(file_sources *sources, qn_writer *writer, const char *dir, const source_reader *reader) {
  *sources = (file_sources){.writer = writer, .dir = dir, .reader = *reader};
  qn__buffer_init(&sources->path);
  qn__buffer_init(&sources->id);
  qn__string_set_init(&sources->met);
}

void file_sources_clear(file_sources *sources) {
  qn_searcher_free(sources->searcher);
  qn_index_close(sources->index);
  qn__buffer_clear(&sources->path);
  qn__buffer_clear(&sources->id);
  qn__string_set_clear(&sources->met);
}

static int64_t now(void) {
  struct timespec time = {.tv_sec = 0};
  clock_gettime(CLOCK_REALTIME, &time);
  return cli_source_time(time);
}

static qn_string path_of(const file_sources *sources) {
  return (qn_string){(const char *)sources->path.data, sources->path.size};
}

qn_source file_sources_describe(const file_sources *sources, const struct stat *status, bool named) {
  return (qn_source){.path = path_of(sources),
                     .bytes = (uint64_t)status->st_size,
                     .modified = cli_source_time(status->st_mtim),
                     .read = now(),
                     .device = (uint64_t)status->st_dev,
                     .inode = (uint64_t)status->st_ino,
                     .reading = sources->reading,
                     .named = named};
}

/* --- Unchanged files ---------------------------------------------------------------------------------------------- */

/* The hash of a file's bytes, as a reader counts them; 0: it cannot be read. */
static uint64_t hash_file(const char *path) {
  uint64_t hash = QN__INPUT_NO_BYTES;
  ssize_t got = -1;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  uint8_t *block = fd < 0 ? NULL : qn__malloc(QN__INPUT_BLOCK);
  if (block != NULL)
    while ((got = read(fd, block, QN__INPUT_BLOCK)) > 0 || (got < 0 && errno == EINTR))
      if (got > 0)
        hash = qn__input_hash(hash, block, (size_t)got);
  qn__free(block);
  if (fd >= 0)
    close(fd);
  return got == 0 ? hash : 0;
}

/* Whether the times alone say that the file is the one that was read.  A record from the future is of a clock that was
 * wrong. */
static bool is_untouched(const qn_source *known, const qn_source *file) {
  return known->modified == file->modified && known->inode == file->inode &&
         known->modified < known->read - time_step && known->read <= file->read;
}

static bool has_content(const qn_source *known, const char *path) {
  return known->content != 0 && known->content == hash_file(path);
}

/* A file that gave nothing is refused again where it is named. */
static bool may_be_skipped(const file_sources *sources, const qn_source *known, bool named) {
  return !sources->force && known->read != 0 &&
         (known->reading == sources->reading || (sources->any_reading && known->named)) &&
         (known->n_refused == 0 || !sources->retry) && (known->n_articles > 0 || (known->n_refused == 0 && !named));
}

static qn_status skip_unchanged(file_sources *sources, const qn_source *known, const qn_source *file, bool *skipped,
                                qn_error *error) {
  qn_source same = *file;
  *skipped = may_be_skipped(sources, known, file->named) && known->bytes == file->bytes &&
             (is_untouched(known, file) || has_content(known, (const char *)sources->path.data));
  if (!*skipped)
    return QN_OK;
  sources->unchanged += known->n_articles;
  sources->skipped_bytes += file->bytes;
  if (is_untouched(known, file) && known->device == file->device)
    return QN_OK;
  same.content = known->content;
  same.reading = known->reading;
  same.n_refused = known->n_refused;
  same.named = known->named;
  return qn_writer_put_source(sources->writer, &same, error);
}

/* --- Files that were moved ---------------------------------------------------------------------------------------- */

/* Whether nothing but `file` can be what is known as `old`.  A name that differs in case alone may be the same one. */
static bool is_gone(const qn_source *old, const qn_source *file, nlink_t n_links) {
  struct stat status;
  if (lstat(old->path.data, &status) != 0)
    return errno == ENOENT || errno == ENOTDIR;
  if ((uint64_t)status.st_ino != file->inode || (uint64_t)status.st_dev != file->device)
    return true;
  return n_links == 1 && strcasecmp(old->path.data, file->path.data) == 0;
}

static qn_status find_moved(file_sources *sources, const qn_source *file, nlink_t n_links, bool *done,
                            qn_error *error) {
  const qn_source *old;
  qn_status status = qn_writer_find_file(sources->writer, &old, file->device, file->inode, error);
  if (status != QN_OK)
    return status == QN_NOT_FOUND ? QN_OK : status;
  if (old->followed || !may_be_skipped(sources, old, false) || old->bytes != file->bytes ||
      old->modified != file->modified || old->inode != file->inode || !is_gone(old, file, n_links))
    return QN_OK;
  if (!is_untouched(old, file) && !has_content(old, (const char *)sources->path.data))
    return QN_OK;
  return file_sources_move(sources, old, file, done, error);
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

static bool was_changed(const qn_source *file, const struct stat *after) {
  return file->bytes != (uint64_t)after->st_size || file->modified != cli_source_time(after->st_mtim);
}

/* Reads the open file once.  *changed: it was changed meanwhile. */
static qn_status read_once(file_sources *sources, int fd, const char *met, qn_source *file, source_outcome *outcome,
                           bool *changed, qn_error *error) {
  struct stat before, after;
  *outcome = (source_outcome){.whole = false};
  file->read = now();
  if (fstat(fd, &before) != 0)
    return qn__fail_errno(error, "examine", met);
  *file = (qn_source){file->path,
                      (uint64_t)before.st_size,
                      cli_source_time(before.st_mtim),
                      file->read,
                      (uint64_t)before.st_dev,
                      (uint64_t)before.st_ino,
                      .reading = file->reading,
                      .named = file->named};
  qn_status status = qn_writer_begin_source(sources->writer, file->path, error);
  if (status == QN_OK)
    status = sources->reader.read(sources->reader.context, fd, met, (const char *)sources->id.data, outcome, error);
  *changed = status == QN_OK && fstat(fd, &after) == 0 && was_changed(file, &after);
  return status;
}

/* A file that was changed while it was read is read once more, and then left to the next time.  What could not be read
 * to its end keeps the articles that it had. */
static qn_status read_open(file_sources *sources, int fd, const char *met, qn_source *file, qn_error *error) {
  static const qn_string none = {"", 0};
  source_outcome outcome;
  bool changed;
  qn_status status = read_once(sources, fd, met, file, &outcome, &changed, error);
  if (status == QN_OK && changed && lseek(fd, 0, SEEK_SET) == 0)
    status = read_once(sources, fd, met, file, &outcome, &changed, error);
  if (status != QN_OK)
    return status;
  if (!outcome.whole)
    return qn_writer_begin_source(sources->writer, none, error);
  if (changed)
    sources->reader.problem(sources->reader.context, met, false,
                            "it was changed while it was read; the next add reads it again");
  file->content = changed ? 0 : outcome.content;
  file->n_refused = outcome.n_refused;
  file->read = changed ? 0 : file->read;
  status = qn_writer_put_source(sources->writer, file, error);
  return status == QN_OK ? qn_writer_begin_source(sources->writer, none, error) : status;
}

static qn_status read_source(file_sources *sources, const char *met, qn_source *file, qn_error *error) {
  int fd = open(met, O_RDONLY | O_CLOEXEC);
  if (fd < 0 && errno == ENOMEM)
    return qn__fail_errno(error, "open", met);
  if (fd < 0) {
    sources->reader.problem(sources->reader.context, met, true, strerror(errno));
    return QN_OK;
  }
  qn_status status = read_open(sources, fd, met, file, error);
  close(fd);
  return status;
}

/* Finds out what the file's articles are called. */
static qn_status find_id(file_sources *sources, const qn_source *known, qn_error *error) {
  const qn_root *root;
  qn_string path = {NULL, 0}, name = {NULL, 0};
  if (known != NULL) {
    path = known->root;
    name = known->name;
  } else {
    qn_status status = qn_writer_find_root(sources->writer, &root, path_of(sources), error);
    if (status != QN_OK)
      return status;
    path = root->path;
    name = root->name;
  }
  return cli_source_id(path, name, path_of(sources), &sources->id) ? QN_OK : qn__fail_memory(error);
}

/* Whether reading a file that was not named now would replace articles that were read in another way. */
static bool is_read_otherwise(const file_sources *sources, const qn_source *known) {
  return sources->any_reading && known->named && known->n_articles > 0 && known->reading != sources->reading;
}

qn_status file_sources_put_root(file_sources *sources, source_operand *operand, qn_error *error) {
  const qn_root *around;
  if (operand->is_put)
    return QN_OK;
  operand->is_put = true;
  if (!operand->is_folder && operand->base == NULL &&
      qn_writer_find_root(sources->writer, &around, qn_string_of(operand->path), NULL) == QN_OK && around->whole)
    return QN_OK; /* the file's id begins as those of the folder do */
  qn_status status = qn_writer_put_root(sources->writer, qn_string_of(operand->root), qn_string_of(operand->name),
                                        operand->is_folder, error);
  if (status == QN_OK && operand->base != NULL &&
      is_in_folder(qn_string_of(operand->base), qn_string_of(operand->root)))
    status = qn_writer_put_root(sources->writer, qn_string_of(operand->base), qn_string_of(""), false, error);
  return status;
}

/* Puts the operand's root, takes the path of the file that was met below it, and finds what is known of the file; NULL:
 * nothing. */
static qn_status locate(file_sources *sources, source_operand *operand, const char *met, const qn_source **known,
                        qn_error *error) {
  *known = NULL;
  qn_status status = file_sources_put_root(sources, operand, error);
  if (status == QN_OK && !source_operand_path(operand, met, &sources->path))
    status = qn__fail_memory(error);
  if (status != QN_OK)
    return status;
  status = qn_writer_find_source(sources->writer, known, path_of(sources), error);
  return status == QN_NOT_FOUND ? QN_OK : status;
}

qn_status file_sources_identify(file_sources *sources, source_operand *operand, const qn_source **known,
                                qn_error *error) {
  qn_status status = locate(sources, operand, operand->given, known, error);
  return status == QN_OK ? find_id(sources, *known, error) : status;
}

/* A file that is followed is left to who follows it, unless it is named with --force. */
static bool leave_followed(const file_sources *sources, const qn_source *known, const qn__walked_file *walked) {
  if (!known->followed || !walked->named)
    return known->followed;
  if (!sources->force) {
    sources->reader.problem(sources->reader.context, walked->path, false,
                            "it is followed, and add --tail reads on where that ended; --force reads all of it");
    return true;
  }
  if (is_first_followed(known, known->path.data))
    return false;
  sources->reader.problem(sources->reader.context, walked->path, true,
                          "an earlier file was followed in its place, whose articles it would replace, from #1 on: add "
                          "--tail reads on; if these may go, `quern-index forget --delete` it first");
  return true;
}

/* Whether a walk has met the file before; a file that was named once is noted. */
static bool was_met(file_sources *sources, const qn_source *known, bool named) {
  if (known == NULL || !known->named)
    return false;
  if (named)
    return qn__string_set_find(&sources->met, 0, known->path.data, known->path.size) != NULL;
  qn__string_set_add(&sources->met, 0, known->path.data, known->path.size); /* else it is looked at twice */
  return false;
}

qn_status file_sources_take(file_sources *sources, source_operand *operand, const qn__walked_file *walked,
                            qn_error *error) {
  const qn_source *known;
  bool done = false;
  qn_status status = locate(sources, operand, walked->path, &known, error);
  if (status != QN_OK || was_met(sources, known, walked->named) ||
      (known != NULL && leave_followed(sources, known, walked)))
    return status;
  qn_source file = file_sources_describe(sources, walked->status, walked->named);
  if (known != NULL)
    status = skip_unchanged(sources, known, &file, &done, error);
  if (status != QN_OK || done)
    return status;
  if (known != NULL && is_read_otherwise(sources, known)) {
    sources->reader.problem(sources->reader.context, walked->path, true,
                            "it is to be read again, and was read with other options: name it, with these");
    return QN_OK;
  }
  if (known != NULL)
    file.named |= known->named;
  status = find_id(sources, known, error);
  if (status == QN_OK && known == NULL)
    status = find_moved(sources, &file, walked->status->st_nlink, &done, error);
  return status != QN_OK || done ? status : read_source(sources, walked->path, &file, error);
}
