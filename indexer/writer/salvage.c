/* SPDX-License-Identifier: MIT */
/* salvage.c: adds what can be read of a damaged index.  Of a segment the store alone is needed; words and postings are
 * made again.  Without a manifest all segments of the directory are read, the oldest file first. */
#include "writer/writer.h"

#include "base/file.h"
#include "base/memory.h"
#include "segment/readable_articles.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct salvage {
  qn_writer *writer;
  const char *dir; /* the damaged index */
  void (*lost)(void *context, const qn_loss *loss);
  void *context;
  bool has_manifest;
} salvage;

static void report_lost(const salvage *self, const char *file, uint64_t n_articles, qn_string id, const char *problem) {
  const qn_loss loss = {.file = file, .n_articles = n_articles, .id = id, .problem = problem};
  if (self->lost != NULL)
    self->lost(self->context, &loss);
}

/* --- Which segments ------------------------------------------------------------------------------------------------*/

/* A segment file of a directory whose manifest is lost. */
typedef struct found_file {
  char name[33];
  struct timespec modified;
} found_file;

typedef struct file_list {
  const char *dir;
  qn__buffer files; /* of found_file, the oldest first */
  qn_error *error;
} file_list;

static bool is_older(const found_file *a, const found_file *b) {
  if (a->modified.tv_sec != b->modified.tv_sec)
    return a->modified.tv_sec < b->modified.tv_sec;
  if (a->modified.tv_nsec != b->modified.tv_nsec)
    return a->modified.tv_nsec < b->modified.tv_nsec;
  return strcmp(a->name, b->name) < 0;
}

static qn_status list_file(void *context, const char *name) {
  file_list *list = context;
  struct stat about;
  found_file file = {.name = ""};
  if (!qn__is_segment_name(name))
    return QN_OK;
  memcpy(file.name, name, 32);
  char *path = qn__join_path(list->dir, name);
  if (path == NULL)
    return qn__fail_memory(list->error);
  if (stat(path, &about) == 0)
    file.modified = about.st_mtim;
  qn__free(path);
  qn__buffer_bytes(&list->files, &file, sizeof file);
  if (list->files.failed)
    return qn__fail_memory(list->error);
  found_file *files = QN__ARRAY(found_file, &list->files);
  size_t at = list->files.size / sizeof file - 1;
  for (; at > 0 && is_older(&file, &files[at - 1]); at--)
    files[at] = files[at - 1];
  files[at] = file;
  return QN_OK;
}

/* The directory's segments as a manifest that knows their names alone. */
static qn_status list_segments(const char *dir, qn__manifest *manifest, qn_error *error) {
  file_list list = {.dir = dir, .error = error};
  qn__buffer_init(&list.files);
  qn_status status = qn__each_entry(dir, list_file, &list, error);
  const found_file *files = QN__ARRAY(found_file, &list.files);
  uint32_t n = (uint32_t)(list.files.size / sizeof *files);
  *manifest = (qn__manifest){.entries = status == QN_OK ? qn__calloc(n, sizeof *manifest->entries) : NULL};
  if (status == QN_OK && manifest->entries == NULL)
    status = qn__fail_memory(error);
  for (; status == QN_OK && manifest->n_entries < n; manifest->n_entries++)
    memcpy(manifest->entries[manifest->n_entries].name, files[manifest->n_entries].name, sizeof files->name);
  qn__buffer_clear(&list.files);
  return status;
}

/* The manifest that readers would use: not that of a generation which a power failure has lost. */
static qn_status read_manifest(const char *dir, qn__manifest *manifest, qn_error *error) {
  qn__snapshot *snapshot = NULL;
  qn_error problem;
  qn_status status = qn__snapshot_open(&snapshot, dir, NULL, &problem);
  if (status == QN_NO_MEMORY)
    return qn__fail_again(error, &problem);
  bool synced = status == QN_OK && snapshot->lost_generation > 0;
  qn__snapshot_close(snapshot);
  return synced ? qn__manifest_read_synced(manifest, dir, error) : qn__manifest_read(manifest, dir, error);
}

static qn_status find_segments(salvage *self, qn__manifest *manifest, qn_error *error) {
  qn_error problem;
  qn_status status = read_manifest(self->dir, manifest, &problem);
  self->has_manifest = status == QN_OK;
  if (status != QN_DAMAGED && status != QN_BAD_VERSION)
    return status == QN_OK ? QN_OK : qn__fail_again(error, &problem);
  status = list_segments(self->dir, manifest, error);
  if (status == QN_OK && manifest->n_entries == 0) {
    qn__manifest_clear(manifest);
    return qn__fail_again(error, &problem);
  }
  if (status == QN_OK)
    report_lost(self, self->dir, 0, (qn_string){"", 0}, problem.message);
  return status;
}

/* The settings of the first segment that says them; a damaged one may not. */
static qn_status find_settings(const char *dir, qn__manifest *manifest, qn_error *error) {
  for (uint32_t i = 0; i < manifest->n_entries; i++) {
    qn__view *view;
    qn__segment segment;
    qn_error problem;
    char *path = qn__segment_path(dir, manifest->entries[i].name);
    qn_status status =
        path == NULL ? qn__fail_memory(&problem) : qn__view_open(&view, path, QN__FILE_SEGMENT, &problem);
    qn__free(path);
    if (status == QN_OK)
      status = qn__segment_open(&segment, view, NULL, &problem);
    if (status == QN_NO_MEMORY)
      return qn__fail_again(error, &problem);
    if (status != QN_OK)
      continue;
    manifest->settings = segment.meta.settings;
    qn__segment_close(&segment);
    break;
  }
  return QN_OK;
}

/* --- Which articles of them are deleted --------------------------------------------------------------------------- */

typedef struct deletes_search {
  const char *name;    /* of the segment */
  uint64_t generation; /* of its newest deletes file; 0: none */
} deletes_search;

static qn_status find_deletes(void *context, const char *file) {
  deletes_search *search = context;
  char expected[QN__FILE_NAME_SIZE];
  if (strncmp(file, search->name, 32) != 0 || file[32] != '.')
    return QN_OK;
  uint64_t generation = strtoull(file + 33, NULL, 10);
  qn__deletes_file_name(expected, search->name, generation);
  if (strcmp(expected, file) == 0 && generation > search->generation)
    search->generation = generation;
  return QN_OK;
}

/* Opens the deletes of a segment of so many articles; *view is NULL where there are none.  Deletes that are damaged
 * bring their articles back, which is reported. */
static qn_status open_deletes(const salvage *self, qn__manifest_entry *entry, uint32_t n_docs, qn__view **view,
                              const uint8_t **bits, qn_error *error) {
  qn_error problem;
  uint64_t n_deleted = 0;
  if (!self->has_manifest) {
    deletes_search search = {.name = entry->name};
    qn_status listed = qn__each_entry(self->dir, find_deletes, &search, error);
    if (listed != QN_OK)
      return listed;
    entry->deletes = search.generation;
    entry->n_docs = n_docs;
  }
  if (entry->deletes == 0)
    return QN_OK;
  char *path = qn__deletes_path(self->dir, entry->name, entry->deletes);
  qn_status status = path == NULL ? qn__fail_memory(&problem) : qn__view_open(view, path, QN__FILE_DELETES, &problem);
  if (status == QN_OK)
    status = qn__deletes_read_uncounted(*view, entry, bits, &n_deleted, &problem);
  if (status == QN_OK && entry->n_docs != n_docs)
    status = qn__fail(&problem, QN_DAMAGED, "%s is of a segment with another number of articles", path);
  if (status == QN_NO_MEMORY) {
    qn__free(path);
    return qn__fail_again(error, &problem);
  }
  if (status != QN_OK) {
    report_lost(self, path, 0, (qn_string){"", 0}, problem.message);
    *bits = NULL;
  }
  qn__free(path);
  return QN_OK;
}

/* --- Their articles ----------------------------------------------------------------------------------------------- */

typedef struct adding {
  const salvage *salvage;
  const char *file;
} adding;

static qn_status add_article(void *context, const qn_article *article, qn_error *error) {
  const adding *self = context;
  qn_writer *writer = self->salvage->writer;
  qn_error problem;
  qn_status status = QN_OK;
  if (writer->builder == NULL)
    status = qn__builder_new(&writer->builder, &writer->options, &problem);
  if (status == QN_OK)
    status = qn__builder_add(writer->builder, article, &problem);
  if (status == QN_BAD_INPUT || status == QN_TOO_LARGE) {
    report_lost(self->salvage, self->file, 1, article->id, problem.message);
    return QN_OK;
  }
  return status == QN_OK ? QN_OK : qn__fail_again(error, &problem);
}

static void pass_on_loss(void *context, const qn_loss *loss) {
  const adding *self = context;
  if (self->salvage->lost != NULL)
    self->salvage->lost(self->salvage->context, loss);
}

static bool open_ids(const qn__view *view, qn__keys *ids) {
  qn__section section;
  return qn__view_section(view, QN__SECTION_IDS, &section, NULL) == QN_OK &&
         qn__keys_open(ids, &section, NULL) == QN_OK;
}

static qn_status add_store(const salvage *self, qn__manifest_entry *entry, const qn__view *view, const qn__store *store,
                           qn_error *error) {
  qn__view *deletes_view = NULL;
  qn__keys ids;
  qn__article_source source = {.store = store, .cancel = self->writer->options.cancel};
  adding context = {self, view->path};
  const qn__article_visitor visitor = {add_article, pass_on_loss, &context};
  qn_status status = open_deletes(self, entry, store->n_articles, &deletes_view, &source.deletes, error);
  if (open_ids(view, &ids))
    source.ids = &ids;
  if (status == QN_OK)
    status = qn__each_readable_article(&source, &visitor, error);
  qn__view_release(deletes_view);
  return status;
}

static qn_status add_segment(const salvage *self, qn__manifest_entry *entry, qn_error *error) {
  qn__view *view = NULL;
  qn__store store;
  qn_error problem;
  char *path = qn__segment_path(self->dir, entry->name);
  qn_status status = path == NULL ? qn__fail_memory(&problem) : qn__view_open(&view, path, QN__FILE_SEGMENT, &problem);
  if (status == QN_OK)
    status = qn__segment_open_store(&store, view, &problem);
  if (status == QN_NO_MEMORY)
    qn__fail_again(error, &problem);
  else if (status == QN_OK)
    status = add_store(self, entry, view, &store, error);
  else {
    report_lost(self, path, entry->n_docs - entry->n_deleted, (qn_string){"", 0}, problem.message);
    status = QN_OK;
  }
  qn__view_release(view);
  qn__free(path);
  return status;
}

/* Records of sources are worth having, not needed.  Articles of a source may be lost: each is to be read again. */
static qn_status salvage_sources(const salvage *self, const qn__manifest *manifest, qn_error *error) {
  qn_error problem = {.status = QN_OK};
  if (!self->has_manifest)
    return QN_OK;
  qn_status status = qn__writer_import_sources(self->writer, self->dir, manifest->sources, true, &problem, error);
  if (status == QN_OK && problem.status != QN_OK)
    report_lost(self, self->dir, 0, (qn_string){"", 0}, problem.message);
  return status;
}

qn_status qn__writer_salvage(qn_writer *writer, const char *dir, void (*lost)(void *context, const qn_loss *loss),
                             void *context, qn_error *error) {
  salvage self = {.writer = writer, .dir = dir, .lost = lost, .context = context};
  qn__manifest manifest = {.generation = 0};
  if (dir == NULL)
    return qn__fail(error, QN_INVALID, "no index is given to salvage");
  if (qn__writer_has_directory(writer, dir))
    return qn__fail(error, QN_INVALID, "%s cannot be salvaged into itself: name a new directory", dir);
  qn_status status = find_segments(&self, &manifest, error);
  if (status != QN_OK)
    return status; /* nothing was added: the writer goes on */
  if (!self.has_manifest)
    status = find_settings(dir, &manifest, error);
  if (status == QN_OK && manifest.settings.language != 0)
    qn__writer_take_settings(writer, &manifest.settings);
  for (uint32_t i = 0; status == QN_OK && i < manifest.n_entries; i++)
    status = add_segment(&self, &manifest.entries[i], error);
  if (status == QN_OK)
    status = salvage_sources(&self, &manifest, error);
  qn__manifest_clear(&manifest);
  return qn__writer_fail(writer, status, error);
}
