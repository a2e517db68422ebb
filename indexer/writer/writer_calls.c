/* SPDX-License-Identifier: MIT */
/* writer_calls.c: the calls of a qn_writer.  Each holds the writer while it works: a call that another thread, or a
 * callback of the first call, makes in between is refused.  So is a call in a process that was forked. */
#include "base/sized.h"
#include "writer/writer.h"

#include <unistd.h>

/* --- Entering and leaving ----------------------------------------------------------------------------------------- */

qn_status qn__writer_enter(qn_writer *writer, qn_error *own, qn_error **error) {
  if (*error == NULL)
    *error = own;
  if (writer == NULL)
    return qn__fail(*error, QN_INVALID, "no writer is given");
  if (writer->owner != getpid())
    return qn__fail(*error, QN_INVALID, "the writer was opened by another process: after fork, open one in the child");
  if (atomic_exchange_explicit(&writer->in_use, true, memory_order_acquire))
    return qn__fail(*error, QN_INVALID, "the writer is in use: another call of it has not returned yet");
  qn_status status = writer->status;
  if (status == QN_OK)
    return QN_OK;
  **error = writer->error;
  atomic_store_explicit(&writer->in_use, false, memory_order_release);
  return status;
}

qn_status qn__writer_leave(qn_writer *writer, qn_status status) {
  atomic_store_explicit(&writer->in_use, false, memory_order_release);
  return status;
}

/* --- Changing ----------------------------------------------------------------------------------------------------- */

static qn_status add_article(qn_writer *writer, const qn_article *article, size_t size, qn_error *error) {
  qn_article known;
  if (article == NULL)
    return qn__fail(error, QN_INVALID, "no article is given");
  qn_status status = qn__sized_read(&known, sizeof known, article, size, "qn_article", error);
  if (status != QN_OK)
    return status;
  if (writer->builder == NULL) {
    const qn__builder_options options = qn__writer_building_options(writer);
    status = qn__builder_new(&writer->builder, &options, error);
  }
  if (status == QN_OK)
    status = qn__builder_add(writer->builder, &known, error);
  if (status == QN_BAD_INPUT || status == QN_TOO_LARGE)
    return status;
  if (status == QN_OK)
    status = qn__writer_note_added(writer, known.id, error);
  return qn__writer_fail(writer, status, error);
}

qn_status qn_writer_add_sized(qn_writer *writer, const qn_article *article, size_t size, qn_error *error) {
  qn_error own;
  qn_status status = qn__writer_enter(writer, &own, &error);
  return status == QN_OK ? qn__writer_leave(writer, add_article(writer, article, size, error)) : status;
}

qn_status qn__writer_delete(qn_writer *writer, qn_string id, bool *found, qn_error *error) {
  qn_status status = QN_OK;
  bool added = false;
  *found = false;
  if (writer->builder != NULL)
    status = qn__builder_delete(writer->builder, id, &added, error);
  if (status == QN_OK && id.size > 0 && id.size <= QN_ID_MAX)
    status = qn__writer_delete_id(writer, writer->n_segments, id.data, id.size, found, error);
  if (status == QN_DAMAGED && added)
    status = QN_OK;
  *found |= added;
  writer->done.deleted += status == QN_OK && *found;
  return status;
}

static qn_status delete_article(qn_writer *writer, qn_string id, qn_error *error) {
  bool found;
  qn_status status = qn__writer_delete(writer, id, &found, error);
  if (status == QN_DAMAGED)
    return status; /* refused: nothing has changed */
  if (status != QN_OK)
    return qn__writer_fail(writer, status, error);
  if (!found)
    return qn__fail(error, QN_NOT_FOUND, "no article has the id \"%.*s\"",
                    (int)(id.size <= QN_ID_MAX ? id.size : QN_ID_MAX), id.data);
  return QN_OK;
}

qn_status qn_writer_delete(qn_writer *writer, qn_string id, qn_error *error) {
  qn_error own;
  qn_status status = qn__writer_enter(writer, &own, &error);
  return status == QN_OK ? qn__writer_leave(writer, delete_article(writer, id, error)) : status;
}

qn_status qn_writer_merge(qn_writer *writer, const char *dir, qn_error *error) {
  qn_error own;
  qn_status status = qn__writer_enter(writer, &own, &error);
  return status == QN_OK ? qn__writer_leave(writer, qn__writer_import(writer, dir, error)) : status;
}

qn_status qn_writer_salvage(qn_writer *writer, const char *dir, void (*lost)(void *context, const qn_loss *loss),
                            void *context, qn_error *error) {
  qn_error own;
  qn_status status = qn__writer_enter(writer, &own, &error);
  return status == QN_OK ? qn__writer_leave(writer, qn__writer_salvage(writer, dir, lost, context, error)) : status;
}

/* --- Committing --------------------------------------------------------------------------------------------------- */

qn_status qn_writer_commit_sized(qn_writer *writer, qn_commit_info *done, size_t size, qn_error *error) {
  qn_error own;
  qn_commit_info info;
  qn_status status = qn__writer_enter(writer, &own, &error);
  if (status != QN_OK)
    return status;
  status = qn__writer_commit(writer, &info, error);
  if (status == QN_OK)
    qn__sized_write(done, size, &info, sizeof info);
  return qn__writer_leave(writer, status);
}

qn_status qn_writer_compact_sized(qn_writer *writer, qn_commit_info *done, size_t size, qn_error *error) {
  qn_error own;
  qn_commit_info info;
  qn_status status = qn__writer_enter(writer, &own, &error);
  if (status != QN_OK)
    return status;
  status = qn__writer_compact(writer, &info, error);
  if (status == QN_OK)
    qn__sized_write(done, size, &info, sizeof info);
  return qn__writer_leave(writer, status);
}
