/* SPDX-License-Identifier: MIT */
/* writer.c: qn_writer, the write half of the public interface. */
#include "writer/writer.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/sized.h"
#include "builder/budget.h"

#include <string.h>
#include <unistd.h>

enum { DEFAULT_TITLE_WEIGHT = 2, MAX_THREADS = 256 };

/* --- opening ------------------------------------------------------------------------------------------------------ */

/* What the options ask for; 0 where they leave it open. */
static qn_status wanted_settings(const qn_writer_options *options, qn__settings *wanted, qn_error *error) {
  *wanted = (qn__settings){0, 0};
  if (options->title_weight > QN__MAX_TITLE_WEIGHT)
    return qn__fail(error, QN_INVALID, "the title weight is %u; 1 to %d are allowed", options->title_weight,
                    QN__MAX_TITLE_WEIGHT);
  wanted->title_weight = (uint8_t)options->title_weight;
  if (options->language == NULL)
    return QN_OK;
  wanted->language = qn__language_find(options->language, strlen(options->language));
  if (wanted->language == 0)
    return qn__fail(error, QN_INVALID, "there is no stemmer for the language \"%s\" (\"none\" turns stemming off)",
                    options->language);
  return QN_OK;
}

static qn_status take_options(qn_writer *writer, const qn_writer_options *options, qn_error *error) {
  if (options->memory != 0 && options->memory < QN__MIN_MEMORY)
    return qn__fail(error, QN_INVALID, "indexing needs at least %d MiB of memory", QN__MIN_MEMORY >> 20);
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  unsigned threads = options->threads != 0 ? options->threads : processors > 0 ? (unsigned)processors : 1;
  writer->options.dir = writer->dir;
  writer->options.threads = threads < MAX_THREADS ? threads : MAX_THREADS;
  writer->options.memory = options->memory != 0 ? options->memory : QN__DEFAULT_MEMORY;
  writer->options.sync = !options->no_sync;
  writer->options.cancel = (qn__cancel){options->cancelled, options->cancel_context};
  return QN_OK;
}

/* The directory must be an index, or become one: it is not touched unless it is empty, ours, or absent. */
static qn_status check_directory(const char *dir, const qn_writer_options *options, qn_error *error) {
  qn__manifest manifest;
  qn_status status = qn__manifest_read(&manifest, dir, error);
  if (status == QN_OK)
    qn__manifest_clear(&manifest);
  if (status != QN_NO_INDEX || options->must_exist)
    return status;
  status = qn__directory_check(dir, error);
  return status == QN_OK ? qn__make_directories(dir, error) : status;
}

static qn_status lock(qn_writer *writer, qn_error *error) {
  char *path = qn__join_path(writer->dir, QN__LOCK_NAME);
  qn_status status = path == NULL ? qn__fail_memory(error) : qn__lock(&writer->lock, path, error);
  qn__free(path);
  return status;
}

/* An existing index keeps its settings; a new one gets those wanted, else the defaults. */
static qn_status settle(qn_writer *writer, qn_error *error) {
  qn__settings *settings = &writer->options.settings;
  const qn__settings *wanted = &writer->wanted;
  if (!writer->exists) {
    settings->language = wanted->language != 0 ? wanted->language : QN__LANGUAGE_ENGLISH;
    settings->title_weight = wanted->title_weight != 0 ? wanted->title_weight : DEFAULT_TITLE_WEIGHT;
    return QN_OK;
  }
  if (wanted->language != 0 && wanted->language != settings->language)
    return qn__fail(error, QN_MISMATCH, "%s has the default language %s and cannot take %s: make another index",
                    writer->dir, qn__language_code(settings->language), qn__language_code(wanted->language));
  if (wanted->title_weight != 0 && wanted->title_weight != settings->title_weight)
    return qn__fail(error, QN_MISMATCH, "%s has the title weight %u and cannot take %u: make another index",
                    writer->dir, settings->title_weight, wanted->title_weight);
  return QN_OK;
}

qn_status qn_writer_open(qn_writer **out, const char *dir, const qn_writer_options *options, qn_error *error) {
  qn_writer_options wanted;
  if (out == NULL || dir == NULL || *dir == '\0')
    return qn__fail(error, QN_INVALID, "no directory is given for the index");
  qn_status status = qn__options_read(&wanted, sizeof wanted, options, "qn_writer_options", error);
  if (status != QN_OK)
    return status;
  qn_writer *writer = qn__calloc(1, sizeof *writer);
  if (writer == NULL)
    return qn__fail_memory(error);
  writer->lock = -1;
  writer->dir = qn__copy_string(dir, strlen(dir));
  status = writer->dir == NULL ? qn__fail_memory(error) : wanted_settings(&wanted, &writer->wanted, error);
  if (status == QN_OK)
    status = take_options(writer, &wanted, error);
  if (status == QN_OK)
    status = check_directory(dir, &wanted, error);
  if (status == QN_OK)
    status = lock(writer, error);
  if (status == QN_OK)
    status = qn__writer_load(writer, error);
  if (status == QN_OK)
    status = settle(writer, error);
  if (status != QN_OK) {
    qn_writer_close(writer);
    return status;
  }
  qn__directory_clean(writer);
  writer->done.generation = writer->generation;
  *out = writer;
  return QN_OK;
}

void qn_writer_close(qn_writer *writer) {
  if (writer == NULL)
    return;
  qn__builder_free(writer->builder);
  qn__writer_drop_segments(writer, 0, writer->n_segments);
  qn__free(writer->segments);
  qn__unlock(writer->lock);
  qn__free(writer->dir);
  qn__free(writer);
}

/* --- changing ----------------------------------------------------------------------------------------------------- */

qn_status qn__writer_enter(const qn_writer *writer, qn_error *own, qn_error **error) {
  if (*error == NULL)
    *error = own;
  if (writer == NULL)
    return qn__fail(*error, QN_INVALID, "no writer is given");
  if (writer->status != QN_OK)
    **error = writer->error;
  return writer->status;
}

qn_status qn_writer_add_sized(qn_writer *writer, const qn_article *article, size_t size, qn_error *error) {
  qn_error own;
  qn_article known;
  qn_status status = qn__writer_enter(writer, &own, &error);
  if (status != QN_OK)
    return status;
  if (article == NULL)
    return qn__fail(error, QN_INVALID, "no article is given");
  status = qn__sized_read(&known, sizeof known, article, size, "qn_article", error);
  if (status != QN_OK)
    return status;
  if (writer->builder == NULL)
    status = qn__builder_new(&writer->builder, &writer->options, error);
  if (status == QN_OK)
    status = qn__builder_add(writer->builder, &known, error);
  if (status == QN_BAD_INPUT || status == QN_TOO_LARGE)
    return status;
  return qn__writer_fail(writer, status, error);
}

qn_status qn_writer_delete(qn_writer *writer, qn_string id, qn_error *error) {
  qn_error own;
  qn_status status = qn__writer_enter(writer, &own, &error);
  if (status != QN_OK)
    return status;
  bool added = false, found = false;
  if (writer->builder != NULL)
    status = qn__builder_delete(writer->builder, id, &added, error);
  if (status == QN_OK && id.size > 0 && id.size <= QN__ID_MAX)
    status = qn__writer_delete_id(writer, writer->n_segments, id.data, id.size, &found, error);
  if (status != QN_OK)
    return qn__writer_fail(writer, status, error);
  if (!added && !found)
    return qn__fail(error, QN_NOT_FOUND, "there is no article %.*s",
                    (int)(id.size <= QN__ID_MAX ? id.size : QN__ID_MAX), id.data);
  writer->done.deleted++;
  return QN_OK;
}

/* --- committing --------------------------------------------------------------------------------------------------- */

/* Puts the segments in order before they are published; `added` bytes of text are new. */
typedef qn_status (*arrange)(qn_writer *writer, uint64_t added, qn_error *error);

static qn_status tidy(qn_writer *writer, uint64_t added, qn_error *error) {
  return writer->changed ? qn__writer_follow_merge_policy(writer, added, error) : QN_OK;
}

static qn_status leave(qn_writer *writer, uint64_t added, qn_error *error) {
  (void)writer;
  (void)added;
  (void)error;
  return QN_OK;
}

static qn_status compact(qn_writer *writer, uint64_t added, qn_error *error) {
  (void)added;
  bool is_compact = writer->n_segments == 0 || (writer->n_segments == 1 && writer->segments[0].entry.n_deleted == 0);
  return is_compact ? QN_OK : qn__writer_merge_segments(writer, 0, writer->n_segments, error);
}

static qn_status commit(qn_writer *writer, arrange in_order, qn_commit_info *out, size_t size, qn_error *error) {
  uint64_t added;
  qn_commit_info done;
  qn_status status = qn__writer_end_segment(writer, &added, error);
  if (status == QN_OK)
    status = in_order(writer, added, error);
  if (status == QN_OK)
    status = qn__writer_publish(writer, &done, error);
  if (status == QN_OK)
    qn__sized_write(out, size, &done, sizeof done);
  return qn__writer_fail(writer, status, error);
}

/* Segments that were only imported stay as they are: merging indexes takes no time. */
qn_status qn_writer_commit_sized(qn_writer *writer, qn_commit_info *done, size_t size, qn_error *error) {
  qn_error own;
  qn_status status = qn__writer_enter(writer, &own, &error);
  if (status != QN_OK)
    return status;
  bool only_imported = writer->builder == NULL && writer->done.deleted == 0;
  return commit(writer, only_imported ? leave : tidy, done, size, error);
}

qn_status qn_writer_compact_sized(qn_writer *writer, qn_commit_info *done, size_t size, qn_error *error) {
  qn_error own;
  qn_status status = qn__writer_enter(writer, &own, &error);
  return status == QN_OK ? commit(writer, compact, done, size, error) : status;
}
