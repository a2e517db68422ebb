/* SPDX-License-Identifier: MIT */
/* source_calls.c: the calls of a qn_writer that are about sources.  Each holds the writer as those in writer_calls.c
 * do, and reads the records first. */
#include "base/sized.h"
#include "base/string_order.h"
#include "writer/writer.h"

#include <string.h>

static qn_status enter_sources(qn_writer *writer, qn_error *own, qn_error **error) {
  qn_status status = qn__writer_enter(writer, own, error);
  if (status != QN_OK)
    return status;
  status = qn__writer_load_sources(writer, *error);
  return status == QN_OK ? QN_OK : qn__writer_leave(writer, qn__writer_fail(writer, status, *error));
}

static qn_status fail_missing(const char *what, qn_string path, qn_error *error) {
  return qn__fail(error, QN_NOT_FOUND, "there is no %s %.*s", what, (int)(path.size < 300 ? path.size : 300),
                  path.data);
}

/* --- Roots -------------------------------------------------------------------------------------------------------- */

static bool is_absolute(qn_string path) {
  return path.size > 0 && path.data[0] == '/' && (path.size == 1 || path.data[path.size - 1] != '/') &&
         memchr(path.data, '\0', path.size) == NULL && path.size <= UINT32_MAX / 2;
}

static qn_status fail_relative(qn_error *error) {
  return qn__fail(error, QN_INVALID,
                  "the path of a root or source begins at the root of the file system, and ends in "
                  "no slash");
}

static qn_status put_root(qn_writer *writer, const qn__source_root *root, qn_error *error) {
  if (!is_absolute(root->path))
    return fail_relative(error);
  return qn__writer_fail(writer, qn__source_table_put_root(&writer->sources.table, root, error), error);
}

qn_status qn_writer_put_root(qn_writer *writer, qn_string path, qn_string name, bool whole, qn_error *error) {
  qn_error own;
  const qn__source_root root = {path, name, whole, {"", 0}};
  qn_status status = enter_sources(writer, &own, &error);
  return status == QN_OK ? qn__writer_leave(writer, put_root(writer, &root, error)) : status;
}

static qn_root public_root(const qn__source_root *root) {
  return (qn_root){root->path, root->name, root->whole, root->options};
}

static qn_status find_root(qn_writer *writer, const qn_root **out, qn_string path, qn_error *error) {
  const qn__source_root *found = qn__source_table_find_root(&writer->sources.table, path);
  if (found == NULL)
    return fail_missing("root for", path, error);
  writer->sources.found_root = public_root(found);
  *out = &writer->sources.found_root;
  return QN_OK;
}

qn_status qn_writer_find_root(qn_writer *writer, const qn_root **out, qn_string path, qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  return status == QN_OK ? qn__writer_leave(writer, find_root(writer, out, path, error)) : status;
}

qn_status qn_writer_each_root(qn_writer *writer, bool (*visit)(void *context, const qn_root *root), void *context,
                              qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  if (status != QN_OK)
    return status;
  const qn__source_table *table = &writer->sources.table;
  bool goes_on = true;
  for (uint32_t i = 0; goes_on && i < table->root_paths.n; i++) {
    const qn_root root = public_root(qn__source_table_root(table, i));
    goes_on = visit(context, &root);
  }
  return qn__writer_leave(writer, QN_OK);
}

/* --- Finding ------------------------------------------------------------------------------------------------------ */

static qn_source source_of(const qn__source_table *table, const qn__source_entry *entry) {
  const qn__source_record *record = &entry->record;
  const qn__source_root *root = qn__source_table_root(table, record->root);
  return qn__source_of_record(record, record->path, root->path, root->name);
}

/* Hands out an entry, which may be NULL. */
static qn_status hand_out(qn_writer *writer, const qn__source_entry *entry, const qn_source **out) {
  if (entry == NULL)
    return QN_NOT_FOUND;
  writer->sources.found = source_of(&writer->sources.table, entry);
  *out = &writer->sources.found;
  return QN_OK;
}

qn_status qn_writer_find_source(qn_writer *writer, const qn_source **out, qn_string path, qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  if (status != QN_OK)
    return status;
  status = hand_out(writer, qn__source_table_find(&writer->sources.table, path), out);
  return qn__writer_leave(writer, status == QN_OK ? status : fail_missing("source", path, error));
}

qn_status qn_writer_find_file(qn_writer *writer, const qn_source **out, uint64_t device, uint64_t inode,
                              qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  if (status != QN_OK)
    return status;
  status = hand_out(writer, qn__source_table_find_file(&writer->sources.table, device, inode), out);
  return qn__writer_leave(writer,
                          status == QN_OK ? status : qn__fail(error, QN_NOT_FOUND, "there is no source of that file"));
}

qn_status qn_writer_each_source(qn_writer *writer, bool (*visit)(void *context, const qn_source *source), void *context,
                                qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  if (status != QN_OK)
    return status;
  const qn__source_table *table = &writer->sources.table;
  bool goes_on = true;
  for (uint32_t i = 0; goes_on && i < table->paths.n; i++) {
    const qn__source_entry *entry = qn__source_table_entry(table, i);
    const qn_source source = source_of(table, entry);
    goes_on = !entry->live || visit(context, &source);
  }
  return qn__writer_leave(writer, QN_OK);
}

/* Hands out the current id with a zero after it; false where memory runs out, too. */
static bool visit_id(qn__buffer *id, bool (*visit)(void *context, qn_string id), void *context) {
  uint8_t *end = qn__buffer_reserve(id, 1);
  if (end == NULL)
    return false;
  *end = '\0';
  return visit(context, (qn_string){(const char *)id->data, id->size});
}

static qn_status each_id(const qn__source_table *table, qn_string path, bool (*visit)(void *context, qn_string id),
                         void *context, qn_error *error) {
  const qn__source_entry *entry = qn__source_table_find(table, path);
  if (entry == NULL)
    return fail_missing("source", path, error);
  qn__source_ids ids;
  const qn__source_record record = qn__source_table_record(table, entry);
  qn__source_ids_begin(&ids, qn__source_table_root(table, record.root), &record);
  while (qn__source_ids_next(&ids) && visit_id(&ids.id, visit, context))
    ;
  return qn__source_ids_end(&ids, error);
}

qn_status qn_writer_each_source_id(qn_writer *writer, qn_string path, bool (*visit)(void *context, qn_string id),
                                   void *context, qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  return status == QN_OK ? qn__writer_leave(writer, each_id(&writer->sources.table, path, visit, context, error))
                         : status;
}

const char *qn_writer_lost_sources(const qn_writer *writer) {
  return writer->sources.damage.status != QN_OK ? writer->sources.damage.message : NULL;
}

/* --- Changing ----------------------------------------------------------------------------------------------------- */

static void end_open(qn__writer_sources *sources) {
  qn__buffer_reset(&sources->open);
  qn__buffer_reset(&sources->ids);
  qn__buffer_reset(&sources->last_id);
  sources->n_ids = 0;
}

/* Takes the ids that the open source has given in place of those that it had. */
static qn_status take_ids(qn_writer *writer, qn__source_entry *entry, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  const qn__source_record given = qn__writer_open_record(sources, entry->record);
  if (given.n_ids == entry->record.n_ids && qn__equal_strings(given.ids, entry->record.ids))
    return QN_OK;
  qn_status status = qn__writer_lose_ids(writer, entry, true, error);
  return status == QN_OK ? qn__source_table_set_ids(&sources->table, entry, given.n_ids, given.ids, error) : status;
}

/* The articles that a source gave are no concern of its any more. */
static qn_status forget_ids(qn__writer_sources *sources, qn__source_entry *entry, qn_error *error) {
  static const qn_string none = {"", 0};
  return entry->record.n_ids == 0 ? QN_OK : qn__source_table_set_ids(&sources->table, entry, 0, none, error);
}

/* The open source has not been put: it keeps what it gave before beside what it has given now. */
static qn_status abandon_open(qn__writer_sources *sources, qn_error *error) {
  qn__source_entry *entry =
      sources->open.size > 0 ? qn__source_table_find(&sources->table, qn__writer_open_path(sources)) : NULL;
  qn_status status = QN_OK;
  if (entry != NULL && sources->n_ids > 0) {
    const qn__source_record own = qn__source_table_record(&sources->table, entry);
    const qn__source_record given = qn__writer_open_record(sources, own);
    status =
        qn__source_table_unite(&sources->table, entry, qn__source_table_root(&sources->table, own.root), &given, error);
    entry->record.read = 0;
    entry->given_after = sources->unsourced.n_noted;
  }
  end_open(sources);
  return status;
}

static qn_status begin_source(qn__writer_sources *sources, qn_string path, qn_error *error) {
  qn__source_entry *entry;
  qn_status status = abandon_open(sources, error);
  if (status != QN_OK || path.size == 0)
    return status;
  status = is_absolute(path) ? qn__source_table_add(&sources->table, &entry, path, error) : fail_relative(error);
  if (status != QN_OK)
    return status;
  const qn__source_record record = qn__source_table_record(&sources->table, entry);
  qn__source_name(&sources->last_id, qn__source_table_root(&sources->table, record.root), &record);
  qn__buffer_bytes(&sources->open, path.data, path.size);
  return sources->open.failed || sources->last_id.failed ? qn__fail_memory(error) : QN_OK;
}

/* A call that a path in no root has not changed anything by. */
static qn_status end_change(qn_writer *writer, qn_status status, qn_error *error) {
  if (status == QN_OK || status == QN_INVALID || status == QN_NOT_FOUND)
    return qn__writer_leave(writer, status);
  return qn__writer_leave(writer, qn__writer_fail(writer, status, error));
}

static qn_status set_root_options(qn__source_table *table, qn_string path, qn_string options, qn_error *error) {
  qn__source_root *root = qn__source_table_find_root_at(table, path);
  return root == NULL ? fail_missing("root", path, error) : qn__source_table_set_options(table, root, options, error);
}

qn_status qn_writer_set_root_options(qn_writer *writer, qn_string path, qn_string options, qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  return status == QN_OK ? end_change(writer, set_root_options(&writer->sources.table, path, options, error), error)
                         : status;
}

static qn_status forget_root(qn__source_table *table, qn_string path, qn_error *error) {
  static const qn_string none = {"", 0};
  qn__source_root *root = qn__source_table_find_root_at(table, path);
  if (root == NULL)
    return fail_missing("root", path, error);
  table->changed |= root->whole;
  root->whole = false;
  return qn__source_table_set_options(table, root, none, error);
}

qn_status qn_writer_forget_root(qn_writer *writer, qn_string path, qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  return status == QN_OK ? end_change(writer, forget_root(&writer->sources.table, path, error), error) : status;
}

qn_status qn_writer_begin_source(qn_writer *writer, qn_string path, qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  return status == QN_OK ? end_change(writer, begin_source(&writer->sources, path, error), error) : status;
}

qn_status qn_writer_keep(qn_writer *writer, qn_string id, qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  if (status != QN_OK)
    return status;
  status = writer->sources.open.size == 0 || id.size == 0 || id.size > QN_ID_MAX
               ? qn__fail(error, QN_INVALID, "no source was begun, or the id has a wrong size")
               : qn__writer_note_added(writer, id, error);
  return end_change(writer, status, error);
}

/* Whether a record is equal to the source but for the time of reading. */
static bool says_same(const qn__source_record *record, const qn_source *source) {
  return record->bytes == source->bytes && record->modified == source->modified && record->device == source->device &&
         record->inode == source->inode && record->content == source->content && record->reading == source->reading &&
         record->n_refused == source->n_refused && record->named == source->named &&
         record->followed == source->followed && record->n_lines == source->n_lines &&
         record->n_given == source->n_given && (record->read == 0) == (source->read == 0);
}

/* A file with the number that it had, on another device: the file system has another number now. */
static bool is_renumbered(const qn__source_record *record, const qn_source *source) {
  return record->inode == source->inode && record->inode != 0 && record->device != source->device &&
         record->device != 0 && source->device != 0;
}

static qn_status put_source(qn_writer *writer, const qn_source *source, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  qn__source_entry *entry;
  const bool ends = sources->open.size > 0 && qn__equal_strings(source->path, qn__writer_open_path(sources));
  const bool gave = ends && sources->n_ids > 0; /* so there is a commit anyway */
  if (!is_absolute(source->path))
    return fail_relative(error);
  qn_status status = qn__source_table_add(&sources->table, &entry, source->path, error);
  if (status == QN_OK && source->followed)
    status = forget_ids(sources, entry, error);
  else if (status == QN_OK && ends)
    status = take_ids(writer, entry, error);
  if (status != QN_OK)
    return status;
  qn__source_record *record = &entry->record;
  if (is_renumbered(record, source))
    qn__source_table_renumber(&sources->table, record->root, record->device, source->device);
  sources->table.changed |= !says_same(record, source) || (gave && record->read != source->read);
  record->bytes = source->bytes;
  record->modified = source->modified;
  record->read = source->read;
  record->device = source->device;
  record->inode = source->inode;
  record->content = source->content;
  record->reading = source->reading;
  record->n_refused = source->n_refused;
  record->named = source->named;
  record->followed = source->followed;
  record->n_lines = source->n_lines;
  record->n_given = source->n_given;
  if (ends) {
    entry->given_after = sources->unsourced.n_noted;
    end_open(sources);
  }
  return QN_OK;
}

qn_status qn_writer_put_source_sized(qn_writer *writer, const qn_source *source, size_t size, qn_error *error) {
  qn_error own;
  qn_source known;
  qn_status status = enter_sources(writer, &own, &error);
  if (status != QN_OK)
    return status;
  status = source == NULL ? qn__fail(error, QN_INVALID, "no source is given")
                          : qn__sized_read(&known, sizeof known, source, size, "qn_source", error);
  if (status == QN_OK && known.read < 0) /* by a clock that is wrong */
    known.read = 0;
  if (status == QN_OK && !known.followed)
    known.n_lines = known.n_given = 0;
  if (status == QN_OK)
    status = put_source(writer, &known, error);
  return end_change(writer, status, error);
}

static qn_status delete_source(qn_writer *writer, qn_string path, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  qn__source_entry *entry = qn__source_table_find(&sources->table, path);
  if (entry == NULL)
    return fail_missing("source", path, error);
  qn_status status = qn__writer_lose_ids(writer, entry, false, error);
  if (status != QN_OK)
    return status;
  entry->live = false;
  sources->table.changed = true;
  return QN_OK;
}

qn_status qn_writer_delete_source(qn_writer *writer, qn_string path, qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  return status == QN_OK ? end_change(writer, delete_source(writer, path, error), error) : status;
}

/* A source at `to` loses its articles to the one that takes its place. */
static qn_status move_source(qn_writer *writer, qn_string from, qn_string to, qn_error *error) {
  qn__writer_sources *sources = &writer->sources;
  qn__source_entry *old = qn__source_table_find(&sources->table, from), *moved;
  if (old == NULL)
    return fail_missing("source", from, error);
  if (!is_absolute(to) || qn__source_table_find_root(&sources->table, to) == NULL)
    return qn__fail(error, QN_INVALID, "a source can only be moved into a root");
  const uint32_t number = (uint32_t)(old - qn__source_table_entry(&sources->table, 0));
  if (qn__equal_strings(from, to))
    return QN_OK;
  qn_status status = qn__source_table_find(&sources->table, to) != NULL ? delete_source(writer, to, error) : QN_OK;
  if (status == QN_OK)
    status = qn__source_table_add(&sources->table, &moved, to, error);
  if (status != QN_OK)
    return status;
  old = qn__source_table_entry(&sources->table, number);
  const qn__source_record record = qn__source_table_record(&sources->table, old);
  const qn__source_record place = moved->record;
  moved->record = old->record;
  moved->given_after = old->given_after;
  moved->record.path = place.path;
  moved->record.root = place.root;
  moved->record.n_ids = 0;
  old->live = false;
  sources->table.changed = true;
  return qn__source_table_unite(&sources->table, moved, qn__source_table_root(&sources->table, record.root), &record,
                                error);
}

qn_status qn_writer_move_source(qn_writer *writer, qn_string from, qn_string to, qn_error *error) {
  qn_error own;
  qn_status status = enter_sources(writer, &own, &error);
  return status == QN_OK ? end_change(writer, move_source(writer, from, to, error), error) : status;
}
