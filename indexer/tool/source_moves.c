/* SPDX-License-Identifier: MIT */
/* source_moves.c: articles of a file that was moved come from the index, not from the file. */
#include "tool/file_sources.h"

#include "articles/file_names.h"
#include "base/status.h"
#include "base/string_order.h"
#include "cli/source_id.h"

#include <string.h>
#include <strings.h>

/* --- The ids of a source ------------------------------------------------------------------------------------------ */

typedef struct id_list {
  qn__buffer ids; /* each with its size before it */
} id_list;

static bool list_id(void *context, qn_string id) {
  id_list *list = context;
  qn__buffer_bytes(&list->ids, &id.size, sizeof id.size);
  qn__buffer_bytes(&list->ids, id.data, id.size);
  return !list->ids.failed;
}

/* The id at *at, which moves on; false: there is none. */
static bool next_id(const id_list *list, size_t *at, qn_string *id) {
  if (*at >= list->ids.size)
    return false;
  memcpy(&id->size, list->ids.data + *at, sizeof id->size);
  id->data = (const char *)list->ids.data + *at + sizeof id->size;
  *at += sizeof id->size + id->size;
  return true;
}

/* --- Their articles ----------------------------------------------------------------------------------------------- */

typedef struct move {
  file_sources *sources;
  const char *from, *to; /* what the file was called, and is */
  qn__buffer id;
} move;

/* Whether an id comes from the file's name: it is that, or that and "#N". */
static bool is_named_after(const move *m, qn_string id) {
  const size_t size = strlen(m->from);
  return id.size >= size && memcmp(id.data, m->from, size) == 0 && (id.size == size || id.data[size] == '#');
}

/* A title that was the file's name is its new one. */
static void rename_title(const move *m, qn_article *article) {
  if (qn__equal_strings(article->title, qn__file_title(m->from)))
    article->title = qn__file_title(m->to);
  else if (qn__equal_strings(article->title, qn__file_whole_name(m->from)))
    article->title = qn__file_whole_name(m->to);
}

static qn_status open_index(file_sources *sources, qn_error *error) {
  if (sources->searcher != NULL)
    return QN_OK;
  qn_status status = sources->index != NULL ? QN_OK : qn_index_open(&sources->index, &sources->dir, 1, error);
  return status == QN_OK ? qn_searcher_new(&sources->searcher, sources->index, error) : status;
}

/* Adds an article again, under its new id.  One that is not in the index was deleted, and stays so. */
static qn_status move_article(move *m, qn_string id, qn_error *error) {
  char memory[QN_ID_MAX];
  qn_article article;
  uint64_t number;
  file_sources *sources = m->sources;
  qn_status status = qn_index_find(sources->index, id, &number, error);
  if (status == QN_NOT_FOUND)
    return QN_OK;
  if (status == QN_OK)
    status = qn_searcher_article(sources->searcher, number, &article, error);
  if (status != QN_OK)
    return status;
  const size_t after = strlen(m->from);
  qn__buffer_reset(&m->id);
  qn__buffer_bytes(&m->id, m->to, strlen(m->to));
  qn__buffer_bytes(&m->id, id.data + after, id.size - after);
  if (m->id.failed)
    return qn__fail_memory(error);
  article.id = qn__short_id((qn_string){(const char *)m->id.data, m->id.size}, memory);
  rename_title(m, &article);
  sources->moved++;
  return qn_writer_add(sources->writer, &article, error);
}

static qn_status move_articles(move *m, const id_list *list, const qn_source *now, qn_error *error) {
  file_sources *sources = m->sources;
  size_t at = 0;
  qn_string id;
  qn_status status = open_index(sources, error);
  if (status == QN_OK)
    status = qn_writer_begin_source(sources->writer, now->path, error);
  while (status == QN_OK && next_id(list, &at, &id))
    status = is_named_after(m, id) ? move_article(m, id, error) : qn_writer_keep(sources->writer, id, error);
  return status;
}

static bool some_named_after(const move *m, const id_list *list) {
  size_t at = 0;
  qn_string id;
  while (next_id(list, &at, &id))
    if (is_named_after(m, id))
      return true;
  return false;
}

/* Whether a file of the new name would be read in the same way. */
static bool has_same_extension(const move *m) {
  const qn_string a = qn__file_extension(m->from), b = qn__file_extension(m->to);
  return a.size == b.size && strncasecmp(a.data, b.data, a.size) == 0;
}

static qn_status move_source(move *m, const qn_source *old, const qn_source *now, const id_list *list, bool *done,
                             qn_error *error) {
  static const qn_string none = {"", 0};
  qn_source moved = *now;
  moved.content = old->content;
  moved.reading = old->reading;
  moved.n_refused = old->n_refused;
  moved.read = old->read;
  moved.named |= old->named;
  const bool renamed = some_named_after(m, list), same = has_same_extension(m);
  qn_writer *writer = m->sources->writer;
  qn_status status = qn_writer_move_source(writer, old->path, now->path, error);
  if (status != QN_OK || !same)
    return status;
  if (renamed)
    status = move_articles(m, list, &moved, error);
  if (status == QN_DAMAGED) /* the articles are not to be had: read the file */
    return qn_writer_begin_source(writer, none, error);
  if (status == QN_OK)
    status = qn_writer_put_source(writer, &moved, error);
  if (status == QN_OK)
    status = qn_writer_begin_source(writer, none, error);
  *done = status == QN_OK;
  return status;
}

qn_status file_sources_move(file_sources *sources, const qn_source *old, const qn_source *now, bool *done,
                            qn_error *error) {
  id_list list;
  qn__buffer from;
  move m = {.sources = sources, .to = (const char *)sources->id.data};
  const qn_source before = *old; /* the strings live on in the writer */
  qn__buffer_init(&list.ids);
  qn__buffer_init(&from);
  qn__buffer_init(&m.id);
  qn_status status = cli_source_id(before.root, before.name, before.path, &from) ? QN_OK : qn__fail_memory(error);
  if (status == QN_OK)
    status = qn_writer_each_source_id(sources->writer, before.path, list_id, &list, error);
  m.from = (const char *)from.data;
  if (status == QN_OK)
    status = list.ids.failed ? qn__fail_memory(error) : move_source(&m, &before, now, &list, done, error);
  qn__buffer_clear(&list.ids);
  qn__buffer_clear(&from);
  qn__buffer_clear(&m.id);
  return status;
}
