/* SPDX-License-Identifier: MIT */
/* writer.c: opens and closes a qn_writer.  Its other calls are in writer_calls.c. */
#include "writer/writer.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/sized.h"
#include "builder/budget.h"

#include <string.h>
#include <time.h>
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
    return qn__fail(error, QN_INVALID, "\"%s\" is not a language that is known here (\"none\" turns stemming off)",
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
  writer->sync = !options->no_sync;
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

/* Takes the lock, asking for it again and again until the time is over. */
static qn_status wait_for_lock(qn_writer *writer, const char *path, double seconds, qn_error *error) {
  static const struct timespec pause = {0, 50 * 1000 * 1000};
  const double end = seconds > 0 ? qn__seconds_now() + seconds : 0;
  qn_status status;
  while ((status = qn__lock(&writer->lock, path, error)) == QN_LOCKED && seconds > 0 && qn__seconds_now() < end) {
    if (qn__is_cancelled(&writer->options.cancel))
      return qn__fail(error, QN_CANCELLED, "cancelled");
    nanosleep(&pause, NULL);
  }
  return status;
}

/* Holds the directory open, and its lock. */
static qn_status lock(qn_writer *writer, double wait_seconds, qn_error *error) {
  char *path = qn__join_path(writer->name, QN__LOCK_NAME);
  qn_status status = path == NULL ? qn__fail_memory(error) : qn__directory_open(&writer->directory, writer->dir, error);
  if (status == QN_OK)
    status = wait_for_lock(writer, path, wait_seconds, error);
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
                    writer->name, qn__language_code(settings->language), qn__language_code(wanted->language));
  if (wanted->title_weight != 0 && wanted->title_weight != settings->title_weight)
    return qn__fail(error, QN_MISMATCH, "%s has the title weight %u and cannot take %u: make another index",
                    writer->name, settings->title_weight, wanted->title_weight);
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
  writer->lock = writer->directory.fd = -1;
  qn__writer_sources_init(&writer->sources);
  atomic_init(&writer->in_use, false);
  writer->owner = getpid();
  writer->name = qn__copy_string(dir, strlen(dir));
  writer->dir = qn__absolute_path(dir);
  status = writer->name == NULL || writer->dir == NULL ? qn__fail_memory(error)
                                                       : wanted_settings(&wanted, &writer->wanted, error);
  if (status == QN_OK)
    status = take_options(writer, &wanted, error);
  if (status == QN_OK)
    status = check_directory(dir, &wanted, error);
  if (status == QN_OK)
    status = lock(writer, wanted.lock_wait_s, error);
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

uint64_t qn_writer_lost_generation(const qn_writer *writer) {
  return writer->lost_generation;
}

/* A forked process has none of the builder's threads, and its parent works with the files: it only lets go. */
static bool is_inherited(const qn_writer *writer) {
  return writer->owner != getpid();
}

void qn_writer_close(qn_writer *writer) {
  if (writer == NULL || atomic_exchange(&writer->in_use, true))
    return;
  if (is_inherited(writer)) {
    qn__leave_lock(writer->lock);
    qn__directory_close(&writer->directory);
    return;
  }
  qn__builder_free(writer->builder);
  qn__writer_sources_clear(&writer->sources);
  qn__writer_drop_segments(writer, 0, writer->n_segments);
  qn__free(writer->segments);
  qn__unlock(writer->lock);
  qn__directory_close(&writer->directory);
  qn__manifest_clear(&writer->synced);
  qn__free(writer->dir);
  qn__free(writer->name);
  qn__free(writer);
}
