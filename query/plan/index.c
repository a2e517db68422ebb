/* SPDX-License-Identifier: MIT */
/* index.c: opens directories and reports what is in them. */
#include "plan/index.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/sized.h"
#include "segment/readable_articles.h"

#include <string.h>
#include <sys/stat.h>

/* --- Opening --- */

static size_t count_segments(const qn_index *index) {
  size_t n = 0;
  for (size_t d = 0; d < index->n_directories; d++)
    n += index->snapshots[d]->manifest.n_entries;
  return n;
}

static qn_status number_articles(qn_index *index, qn_error *error) {
  size_t n = count_segments(index);
  index->segments = qn__malloc(n * sizeof *index->segments);
  if (index->segments == NULL)
    return qn__fail_memory(error);
  for (size_t d = 0; d < index->n_directories; d++) {
    const qn__snapshot *snapshot = index->snapshots[d];
    for (uint32_t i = 0; i < snapshot->manifest.n_entries; i++) {
      const qn__snapshot_segment *from = &snapshot->segments[i];
      index->segments[index->n_segments++] = (qn__index_segment){&from->segment, from->deletes, index->n_articles, d};
      index->n_foreign += from->segment.is_foreign;
      index->n_articles += from->segment.meta.n_docs;
      index->total_length += from->segment.meta.total_length;
    }
  }
  return QN_OK;
}

static qn_status check_settings(qn_index *index, qn_error *error) {
  const qn__snapshot *first = index->snapshots[0];
  index->title_weight = first->manifest.settings.title_weight;
  for (size_t d = 1; d < index->n_directories; d++) {
    const qn__snapshot *other = index->snapshots[d];
    if (other->manifest.settings.title_weight != index->title_weight)
      return qn__fail(error, QN_MISMATCH, "%s has title weight %u and %s has %u: they cannot be searched as one",
                      first->dir, index->title_weight, other->dir, other->manifest.settings.title_weight);
  }
  return QN_OK;
}

bool qn__has_analysis(const qn__analysis *analyses, size_t n, qn__analysis wanted) {
  for (size_t i = 0; i < n; i++)
    if (analyses[i].language == wanted.language && analyses[i].default_language == wanted.default_language)
      return true;
  return false;
}

static void add_analysis(qn_index *index, uint8_t language, uint8_t default_language) {
  const qn__analysis analysis = {language, default_language};
  if (!qn__has_analysis(index->analyses, index->n_analyses, analysis))
    index->analyses[index->n_analyses++] = analysis;
}

static qn_status find_analyses(qn_index *index, qn_error *error) {
  index->analyses = qn__malloc(index->n_directories * QN__LANGUAGE_LIMIT * sizeof *index->analyses);
  if (index->analyses == NULL)
    return qn__fail_memory(error);
  for (size_t d = 0; d < index->n_directories; d++) {
    const qn__snapshot *snapshot = index->snapshots[d];
    uint8_t default_language = snapshot->manifest.settings.language;
    add_analysis(index, default_language, default_language);
    for (uint32_t i = 0; i < snapshot->manifest.n_entries; i++)
      for (uint8_t language = 0; language < QN__LANGUAGE_LIMIT; language++)
        if (snapshot->segments[i].segment.meta.languages[language] > 0)
          add_analysis(index, language == 0 ? QN__LANGUAGE_PLAIN : language, default_language);
  }
  return QN_OK;
}

/* An index given twice, however it is spelt, would give each hit twice. */
static qn_status check_distinct(const char *const *dirs, size_t n, qn_error *error) {
  struct {
    dev_t device;
    ino_t inode;
  } *seen = qn__malloc(n * sizeof *seen);
  if (seen == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  size_t n_seen = 0;
  for (size_t d = 0; status == QN_OK && d < n; d++) {
    struct stat found;
    if (stat(dirs[d], &found) != 0)
      continue; /* opening it reports what is wrong */
    for (size_t i = 0; status == QN_OK && i < n_seen; i++)
      if (seen[i].device == found.st_dev && seen[i].inode == found.st_ino)
        status = qn__fail(error, QN_INVALID, "the index %s is given twice", dirs[d]);
    seen[n_seen].device = found.st_dev;
    seen[n_seen++].inode = found.st_ino;
  }
  qn__free(seen);
  return status;
}

static qn_status open_all(qn_index *index, const char *const *dirs, const qn_index *older, qn_error *error) {
  qn_status status = QN_OK;
  for (size_t d = 0; status == QN_OK && d < index->n_directories; d++) {
    const char *dir = older == NULL ? dirs[d] : older->paths[d];
    index->paths[d] = qn__absolute_path(dir);
    if (index->paths[d] == NULL)
      return qn__fail_memory(error);
    status = qn__snapshot_open(&index->snapshots[d], dir, older == NULL ? NULL : older->snapshots[d], error);
  }
  if (status == QN_OK)
    status = check_settings(index, error);
  if (status == QN_OK)
    status = find_analyses(index, error);
  return status == QN_OK ? number_articles(index, error) : status;
}

static qn_status open_index(qn_index **out, const char *const *dirs, size_t n_dirs, const qn_index *older,
                            qn_error *error) {
  qn_index *index = qn__calloc(1, sizeof *index);
  if (index == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  index->snapshots = qn__calloc(n_dirs, sizeof(qn__snapshot *));
  index->paths = qn__calloc(n_dirs, sizeof *index->paths);
  bool has_room = index->snapshots != NULL && index->paths != NULL;
  index->n_directories = has_room ? n_dirs : 0;
  status = has_room ? open_all(index, dirs, older, error) : qn__fail_memory(error);
  if (status == QN_OK)
    *out = index;
  else
    qn_index_close(index);
  return status;
}

qn_status qn_index_open(qn_index **out, const char *const *dirs, size_t n_dirs, qn_error *error) {
  if (out == NULL || dirs == NULL || n_dirs == 0)
    return qn__fail(error, QN_INVALID, "an index needs a directory");
  for (size_t d = 0; d < n_dirs; d++)
    if (dirs[d] == NULL || dirs[d][0] == '\0')
      return qn__fail(error, QN_INVALID, "no directory is given for the index");
  qn_status status = check_distinct(dirs, n_dirs, error);
  return status == QN_OK ? open_index(out, dirs, n_dirs, NULL, error) : status;
}

qn_status qn_index_refresh(qn_index **out, const qn_index *index, qn_error *error) {
  if (out == NULL || index == NULL)
    return qn__fail(error, QN_INVALID, "there is no index to refresh");
  return open_index(out, NULL, index->n_directories, index, error);
}

void qn_index_close(qn_index *index) {
  if (index == NULL)
    return;
  for (size_t d = 0; d < index->n_directories; d++) {
    qn__snapshot_close(index->snapshots[d]);
    qn__free(index->paths[d]);
  }
  qn__free(index->snapshots);
  qn__free(index->paths);
  qn__free(index->segments);
  qn__free(index->analyses);
  qn__free(index);
}

const qn__index_segment *qn__index_locate(const qn_index *index, uint64_t article) {
  if (article >= index->n_articles)
    return NULL;
  size_t low = 0, high = index->n_segments;
  while (high - low > 1) { /* segments[low].first <= article; an empty segment is never the last of its number */
    size_t middle = low + (high - low) / 2;
    if (index->segments[middle].first <= article)
      low = middle;
    else
      high = middle;
  }
  return &index->segments[low];
}

/* --- What is in it --- */

void qn_index_get_info_sized(const qn_index *index, qn_index_info *out, size_t size) {
  const qn__manifest *first = &index->snapshots[0]->manifest;
  qn_index_info info = {.generation = first->generation,
                        .n_segments = index->n_segments,
                        .n_foreign_segments = index->n_foreign,
                        .title_weight = index->title_weight,
                        .language = qn__language_code(first->settings.language)};
  for (size_t d = 0; d < index->n_directories; d++) {
    const qn__snapshot *snapshot = index->snapshots[d];
    if (info.lost_generation == 0)
      info.lost_generation = snapshot->lost_generation;
    for (uint32_t i = 0; i < snapshot->manifest.n_entries; i++) {
      const qn__snapshot_segment *segment = &snapshot->segments[i];
      const qn__segment_meta *meta = &segment->segment.meta;
      info.n_articles += meta->n_docs - segment->entry->n_deleted;
      info.n_deleted += segment->entry->n_deleted;
      info.n_terms += segment->segment.terms.keys.n_keys;
      info.n_tokens += meta->n_positions;
      info.text_bytes += meta->text_bytes;
      info.disk_bytes += segment->segment.view->size;
      info.disk_bytes += segment->deletes_view == NULL ? 0 : segment->deletes_view->size;
    }
  }
  qn__sized_write(out, size, &info, sizeof info);
}

typedef struct part_sums {
  struct {
    const char *name;
    uint64_t bytes;
  } parts[QN__MAX_SECTIONS + 8]; /* sections, and what some are split into */
  size_t n;
} part_sums;

static void add_part(void *context, const char *part, uint64_t bytes) {
  part_sums *sums = context;
  size_t i = 0;
  while (i < sums->n && strcmp(sums->parts[i].name, part) != 0)
    i++;
  if (i == sizeof sums->parts / sizeof sums->parts[0])
    return;
  if (i == sums->n) {
    sums->parts[i].name = part;
    sums->parts[i].bytes = 0;
    sums->n++;
  }
  sums->parts[i].bytes += bytes;
}

static qn_status add_parts(part_sums *sums, const qn__snapshot *snapshot, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; status == QN_OK && i < snapshot->manifest.n_entries; i++) {
    const qn__snapshot_segment *segment = &snapshot->segments[i];
    status = qn__segment_each_part(&segment->segment, add_part, sums, error);
    if (segment->deletes_view != NULL)
      add_part(sums, "deletes", segment->deletes_view->size);
  }
  return status;
}

qn_status qn_index_each_part(const qn_index *index, void (*visit)(void *context, const char *part, uint64_t bytes),
                             void *context, qn_error *error) {
  part_sums sums = {.n = 0};
  qn_status status = QN_OK;
  for (size_t d = 0; status == QN_OK && d < index->n_directories; d++)
    status = add_parts(&sums, index->snapshots[d], error);
  for (size_t i = 0; status == QN_OK && i < sums.n; i++)
    visit(context, sums.parts[i].name, sums.parts[i].bytes);
  return status;
}

void qn_index_each_language(const qn_index *index,
                            void (*visit)(void *context, const char *language, uint64_t n_articles), void *context) {
  for (unsigned i = 1; i <= QN__LANGUAGE_LIMIT; i++) {
    uint8_t language = (uint8_t)(i % QN__LANGUAGE_LIMIT); /* those without a number come last */
    const char *code = language == 0 ? "other" : qn__language_code(language);
    uint64_t n = 0;
    for (size_t s = 0; s < index->n_segments; s++)
      n += index->segments[s].segment->meta.languages[language];
    if (n > 0 && code != NULL)
      visit(context, code, n);
  }
}

/* --- Reading all of it --- */

typedef struct checker {
  void (*report)(void *context, const char *problem);
  void *context;
  qn_error *error;
  qn_status status; /* QN_DAMAGED after a problem */
} checker;

/* Takes note of a part's outcome; false: something other than damage went wrong, and the check ends. */
static bool note(checker *check, qn_status status) {
  if (status != QN_OK)
    check->status = status;
  return status == QN_OK || status == QN_DAMAGED;
}

static bool check_sources(checker *check, const qn__snapshot *snapshot) {
  qn__view *view = NULL;
  if (snapshot->manifest.sources[0] == '\0')
    return true;
  qn_status status = qn__sources_open(&view, snapshot->dir, snapshot->manifest.sources, check->error);
  if (status == QN_NOT_FOUND)
    status = check->error->status = QN_DAMAGED;
  if (status == QN_OK)
    status = qn__sources_check(view, check->error);
  qn__view_release(view);
  if (status == QN_DAMAGED)
    check->report(check->context, check->error->message);
  return note(check, status);
}

static bool check_segment(checker *check, const qn__snapshot_segment *segment) {
  if (!note(check, qn__segment_check(&segment->segment, check->report, check->context, check->error)))
    return false;
  return segment->deletes_view == NULL ||
         note(check, qn__view_check(segment->deletes_view, check->report, check->context, check->error));
}

/* Reports the current id if another of the snapshot's segments from `other` on has a live article with it. */
static qn_status check_id(checker *check, const qn__snapshot *snapshot, uint32_t other, const qn__keys_cursor *id) {
  qn_status status = QN_OK;
  for (; status == QN_OK && other < snapshot->manifest.n_entries; other++) {
    const qn__snapshot_segment *segment = &snapshot->segments[other];
    uint32_t doc = 0;
    bool found = false;
    status = qn__ids_find(&segment->segment.ids, (const char *)id->key, id->size, &doc, &found, check->error);
    if (status == QN_OK && found && !qn__is_deleted(segment->deletes, doc)) {
      status = qn__fail(check->error, QN_DAMAGED, "%s: two live articles have the id %.*s", snapshot->dir,
                        (int)id->size, (const char *)id->key);
      check->report(check->context, check->error->message);
    }
  }
  return status;
}

/* Every id has one live article in a directory. */
static bool check_ids(checker *check, const qn__snapshot *snapshot) {
  for (uint32_t i = 0; i + 1 < snapshot->manifest.n_entries; i++) {
    const qn__snapshot_segment *segment = &snapshot->segments[i];
    qn__ids_cursor cursor;
    qn_status status = qn__ids_first(&cursor, &segment->segment.ids, check->error);
    while (status == QN_OK && cursor.keys.ordinal < segment->segment.ids.n_keys) {
      if (!qn__is_deleted(segment->deletes, cursor.doc))
        status = check_id(check, snapshot, i + 1, &cursor.keys);
      if (status == QN_OK)
        status = qn__ids_next(&cursor, check->error);
    }
    if (!note(check, status))
      return false;
  }
  return true;
}

static void ignore_problem(void *context, const char *problem) {
  (void)context;
  (void)problem;
}

qn_status qn_index_check(const qn_index *index, void (*report)(void *context, const char *problem), void *context,
                         qn_error *error) {
  qn_error own;
  checker check = {report == NULL ? ignore_problem : report, context, error == NULL ? &own : error, QN_OK};
  for (size_t d = 0; d < index->n_directories; d++) {
    const qn__snapshot *snapshot = index->snapshots[d];
    bool goes_on = true;
    for (uint32_t i = 0; goes_on && i < snapshot->manifest.n_entries; i++)
      goes_on = check_segment(&check, &snapshot->segments[i]);
    if (goes_on && check.status == QN_OK)
      goes_on = check_ids(&check, snapshot);
    if (goes_on)
      goes_on = check_sources(&check, snapshot);
    if (!goes_on)
      break;
  }
  return check.status;
}

/* Visits a segment's live articles; *stopped says that the visitor has seen enough. */
static qn_status visit_segment(const qn__index_segment *where, qn__store_reader *reader,
                               bool (*visit)(void *context, const qn_article *article), void *context, bool *stopped,
                               qn_error *error) {
  const qn__store *store = &where->segment->store;
  for (uint32_t doc = 0; doc < where->segment->meta.n_docs && !*stopped; doc++) {
    if (qn__is_deleted(where->deletes, doc))
      continue;
    qn_article article;
    qn_string text;
    qn_status status = qn__store_head(store, reader, doc, &article, error);
    if (status == QN_OK)
      status = qn__store_text(store, reader, doc, &text, error);
    if (status != QN_OK)
      return status;
    article.text = text;
    *stopped = !visit(context, &article);
  }
  return QN_OK;
}

typedef struct readable_visit {
  bool (*visit)(void *context, const qn_article *article);
  void (*lost)(void *context, const qn_loss *loss);
  void *context;
  bool stopped; /* by the visitor */
} readable_visit;

static qn_status visit_readable(void *context, const qn_article *article, qn_error *error) {
  readable_visit *self = context;
  (void)error;
  self->stopped = !self->visit(self->context, article);
  return self->stopped ? QN_CANCELLED : QN_OK;
}

static void pass_on_loss(void *context, const qn_loss *loss) {
  const readable_visit *self = context;
  if (self->lost != NULL)
    self->lost(self->context, loss);
}

qn_status qn_index_each_readable_article(const qn_index *index, bool (*visit)(void *context, const qn_article *article),
                                         void (*lost)(void *context, const qn_loss *loss), void *context,
                                         qn_error *error) {
  readable_visit self = {visit, lost, context, false};
  const qn__article_visitor visitor = {visit_readable, pass_on_loss, &self};
  qn_status status = QN_OK;
  for (size_t i = 0; status == QN_OK && i < index->n_segments; i++) {
    const qn__index_segment *where = &index->segments[i];
    const qn__article_source source = {
        .store = &where->segment->store, .ids = &where->segment->ids, .deletes = where->deletes};
    status = qn__each_readable_article(&source, &visitor, error);
  }
  return self.stopped ? QN_OK : status;
}

qn_status qn_index_each_article(const qn_index *index, bool (*visit)(void *context, const qn_article *article),
                                void *context, qn_error *error) {
  qn__store_reader *reader = NULL;
  qn_status status = qn__store_reader_new(&reader, error);
  bool stopped = false;
  for (size_t i = 0; status == QN_OK && !stopped && i < index->n_segments; i++)
    status = visit_segment(&index->segments[i], reader, visit, context, &stopped, error);
  qn__store_reader_free(reader);
  return status;
}
