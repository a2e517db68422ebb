/* SPDX-License-Identifier: MIT */
/* stale_hits.c: records of sources are known by paths, hits by ids (source_id.h). */
#include "tool/stale_hits.h"

#include "base/status.h"
#include "base/string_set.h"
#include "cli/source_id.h"
#include "tool/hit_place.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { FOUND = 1 }; /* the number of a file whose source was found */

typedef struct stale_search {
  search_answer *answer;
  qn__string_set files; /* of the hits; the tag is the directory */
  qn__buffer names;     /* qn_string[n]: those files that have the id as their name */
  qn__buffer id;        /* of a source */
  size_t n_left;        /* files that no source was found of */
  stale_visit *visit;
  void *context;
} stale_search;

static source_state state_of(const qn_source *source) {
  struct stat now;
  if (stat(source->path.data, &now) != 0)
    return errno == ENOENT || errno == ENOTDIR ? SOURCE_GONE : SOURCE_UNKNOWN;
  if (source->followed) /* it grows all the time, and the article is of a line that stays or was rotated away */
    return SOURCE_UNKNOWN;
  const bool is_same = (uint64_t)now.st_size == source->bytes && cli_source_time(now.st_mtim) == source->modified;
  return is_same && source->read != 0 ? SOURCE_SAME : SOURCE_CHANGED;
}

static bool is_of(const found_article *found, qn_string id, size_t directory) {
  const qn_string file = hit_file(found);
  return found->hit.directory == directory && file.size == id.size && memcmp(file.data, id.data, id.size) == 0;
}

static bool note_source(void *context, const qn_source *source) {
  stale_search *s = context;
  if (!cli_source_id(source->root, source->name, source->path, &s->id))
    return false;
  const qn_string id = {(const char *)s->id.data, s->id.size};
  qn__string_entry *file = qn__string_set_find(&s->files, (uint32_t)source->directory, id.data, id.size);
  if (file == NULL || file->number == FOUND)
    return true;
  file->number = FOUND;
  const source_state state = state_of(source);
  for (size_t i = 0; i < s->answer->n_found; i++) {
    found_article *found = &s->answer->found[i];
    if (is_of(found, id, source->directory))
      found->state = state;
  }
  if (s->visit != NULL)
    s->visit(s->context, source, state);
  return --s->n_left > 0;
}

/* Puts the files of the hits into the set and those that can be looked up among the names.  An id with U+FFFD may stand
 * for bytes that are not UTF-8. */
static bool list_files(stale_search *s) {
  for (size_t i = 0; i < s->answer->n_found; i++) {
    const found_article *found = &s->answer->found[i];
    const qn_string file = hit_file(found);
    const uint32_t n = s->files.n;
    qn__string_set_add(&s->files, (uint32_t)found->hit.directory, file.data, file.size);
    if (s->files.n > n && memmem(file.data, file.size, "\xef\xbf\xbd", 3) == NULL)
      qn__buffer_bytes(&s->names, &file, sizeof file);
  }
  s->n_left = s->files.n;
  return !s->files.failed && !s->names.failed;
}

static qn_status look_up(stale_search *s, const qn_index *index, qn_error *error) {
  const size_t n = s->names.size / sizeof(qn_string);
  qn_status status = qn_index_find_sources(index, QN__ARRAY(qn_string, &s->names), n, note_source, s, error);
  return status == QN_OK && n < s->files.n ? qn_index_each_source(index, note_source, s, error) : status;
}

qn_status find_stale_hits(search_answer *answer, const qn_index *index, stale_visit *visit, void *context,
                          qn_error *error) {
  stale_search s = {.answer = answer, .visit = visit, .context = context};
  qn_status status = QN_OK;
  qn__string_set_init(&s.files);
  qn__buffer_init(&s.names);
  qn__buffer_init(&s.id);
  const bool listed = list_files(&s);
  if (listed && s.n_left > 0)
    status = look_up(&s, index, error);
  if (!listed || (status == QN_OK && s.id.failed))
    status = qn__fail_memory(error);
  qn__string_set_clear(&s.files);
  qn__buffer_clear(&s.names);
  qn__buffer_clear(&s.id);
  return status;
}

const char *stale_word(const found_article *found) {
  if (found->state == SOURCE_CHANGED)
    return "changed";
  return found->state == SOURCE_GONE ? "gone" : NULL;
}
