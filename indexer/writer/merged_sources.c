/* SPDX-License-Identifier: MIT */
/* merged_sources.c: the records of an index whose segments are taken over.  Its articles take the place of those with
 * the same ids; where it has no source for one, a source that gave the article before does not any more. */
#include "writer/writer.h"

static qn_status check_records(const char *dir, const char *name, qn_error *error) {
  qn__view *view = NULL;
  qn_status status = qn__sources_open(&view, dir, name, error);
  if (status == QN_OK)
    status = qn__sources_check(view, error);
  qn__view_release(view);
  return status;
}

qn_status qn__writer_import_sources(qn_writer *writer, const char *dir, const char *name, bool doubtful, qn_error *lost,
                                    qn_error *error) {
  qn_error problem;
  lost->status = QN_OK;
  qn_status status = qn__writer_load_sources(writer, error);
  if (status != QN_OK || name[0] == '\0')
    return status;
  status = check_records(dir, name, &problem);
  if (status == QN_OK) {
    status = qn__source_table_load(&writer->sources.table, dir, name, doubtful, error);
    writer->sources.table.changed |= status == QN_OK;
    return status;
  }
  if (!qn__sources_are_lost(status))
    return qn__fail_again(error, &problem);
  *lost = problem;
  return QN_OK;
}

qn_status qn__writer_begin_merge(qn_writer *writer, const char *dir, const char *name, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  qn_error lost;
  qn_status status = qn__writer_load_sources(writer, error);
  const bool has_sources = sources->table.paths.n > 0;
  if (status == QN_OK)
    status = qn__writer_import_sources(writer, dir, name, false, &lost, error);
  if (status != QN_OK)
    return status;
  if (lost.status != QN_OK)
    qn__writer_note_lost_sources(sources, &lost);
  sources->notes_replaced = has_sources && lost.status == QN_OK; /* else it is not known what has a source */
  return sources->notes_replaced && name[0] != '\0' ? qn__sources_open(&sources->merged, dir, name, error) : QN_OK;
}

static qn_status claim_record(void *context, const qn__source_root *root, const qn__source_record *record,
                              qn_error *error) {
  qn__source_ids ids;
  qn__source_ids_begin(&ids, root, record);
  while (qn__source_ids_next(&ids))
    qn__unsourced_ids_claim(context, (qn_string){(const char *)ids.id.data, ids.id.size});
  return qn__source_ids_end(&ids, error);
}

/* What has replaced articles and is of no source is taken off the records. */
static qn_status settle_replaced(qn__writer_sources *sources, qn_error *error) {
  const qn__sources_visitor visitor = {.record = claim_record, .context = &sources->unsourced};
  qn__unsourced_ids_sort(&sources->unsourced);
  qn_status status = sources->merged != NULL ? qn__sources_read(sources->merged, &visitor, error) : QN_OK;
  qn__unsourced_ids_drop_claimed(&sources->unsourced);
  return status == QN_OK ? qn__unsourced_ids_take_off(&sources->unsourced, &sources->table, error) : status;
}

qn_status qn__writer_note_replaced(qn_writer *writer, qn_string id, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  if (!sources->notes_replaced)
    return QN_OK;
  if (!qn__unsourced_ids_note(&sources->unsourced, id))
    return qn__fail_memory(error);
  return qn__unsourced_ids_are_many(&sources->unsourced) ? settle_replaced(sources, error) : QN_OK;
}

qn_status qn__writer_end_merge(qn_writer *writer, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  qn_status status = sources->unsourced.ids.size > 0 ? settle_replaced(sources, error) : QN_OK;
  qn__view_release(sources->merged);
  sources->merged = NULL;
  sources->notes_replaced = false;
  return status;
}
