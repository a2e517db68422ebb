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

typedef struct stale_search {
  search_answer *answer;
  qn__string_set files; /* of the hits; the tag is the directory */
  qn__buffer id;        /* of a source */
  uint64_t sizes;       /* bit i: one of these may be of a path of i bytes, modulo 64 */
  size_t n_left;        /* files that no source was found of */
  stale_visit *visit;
  void *context;
} stale_search;

/* The sizes of paths whose id this may be: any, if it stands for bytes that are not UTF-8. */
static uint64_t sizes_of(qn_string id) {
  return memmem(id.data, id.size, "\xef\xbf\xbd", 3) != NULL ? UINT64_MAX : UINT64_C(1) << (id.size & 63);
}

/* The source's id; nothing if no hit has an id of that size. */
static qn_string id_of(stale_search *s, const qn_source *source) {
  const bool has_slash = source->name.size > 0 && source->name.data[source->name.size - 1] != '/';
  size_t rest = source->root.size;
  while (rest < source->path.size && source->path.data[rest] == '/')
    rest++;
  const size_t size = source->name.size + has_slash + source->path.size - rest;
  if ((s->sizes >> (size & 63) & 1) == 0 || !cli_source_id(source->root, source->name, source->path, &s->id))
    return (qn_string){"", 0};
  return (qn_string){(const char *)s->id.data, s->id.size};
}

static source_state state_of(const qn_source *source) {
  struct stat now;
  if (stat(source->path.data, &now) != 0)
    return errno == ENOENT || errno == ENOTDIR ? SOURCE_GONE : SOURCE_UNKNOWN;
  const bool is_same = (uint64_t)now.st_size == source->bytes && cli_source_time(now.st_mtim) == source->modified;
  return is_same && source->read != 0 ? SOURCE_SAME : SOURCE_CHANGED;
}

static bool is_of(const found_article *found, qn_string id, size_t directory) {
  const qn_string file = hit_file(found);
  return found->hit.directory == directory && file.size == id.size && memcmp(file.data, id.data, id.size) == 0;
}

static bool note_source(void *context, const qn_source *source) {
  stale_search *s = context;
  const qn_string id = id_of(s, source);
  if (s->id.failed || id.size == 0 ||
      qn__string_set_find(&s->files, (uint32_t)source->directory, id.data, id.size) == NULL)
    return !s->id.failed;
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

qn_status find_stale_hits(search_answer *answer, const qn_index *index, stale_visit *visit, void *context,
                          qn_error *error) {
  stale_search s = {.answer = answer, .visit = visit, .context = context};
  qn_status status = QN_OK;
  qn__string_set_init(&s.files);
  qn__buffer_init(&s.id);
  for (size_t i = 0; i < answer->n_found; i++) {
    const found_article *found = &answer->found[i];
    const qn_string file = hit_file(found);
    qn__string_set_add(&s.files, (uint32_t)found->hit.directory, file.data, file.size);
    s.sizes |= sizes_of(file);
  }
  s.n_left = s.files.n;
  if (!s.files.failed && s.n_left > 0)
    status = qn_index_each_source(index, note_source, &s, error);
  if (status == QN_OK && (s.files.failed || s.id.failed))
    status = qn__fail_memory(error);
  qn__string_set_clear(&s.files);
  qn__buffer_clear(&s.id);
  return status;
}

const char *stale_word(const found_article *found) {
  if (found->state == SOURCE_CHANGED)
    return "changed";
  return found->state == SOURCE_GONE ? "gone" : NULL;
}
