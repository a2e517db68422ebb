/* SPDX-License-Identifier: MIT */
/* hit_records.c: articles with ids of their own are found among the ids that each file gave. */
#include "tool/hit_records.h"

#include "base/find_last.h"
#include "base/json_lines.h"
#include "base/status.h"
#include "base/string_order.h"
#include "cli/source_id.h"
#include "tool/hit_place.h"

#include <string.h>

/* Whether a file has JSON Lines, by its name; what packs it may follow. */
static bool has_json_lines(qn_string file) {
#define ENDING(letters) "." letters,
  static const char *const names[] = {QN__JSON_LINES_ENDINGS(ENDING)};
#undef ENDING
  const char *slash = qn__find_last(file.data, file.size, '/');
  const char *name = slash != NULL ? slash : file.data, *end = file.data + file.size;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *found = memmem(name, (size_t)(end - name), names[i], strlen(names[i]));
    const char *after = found != NULL ? found + strlen(names[i]) : NULL;
    if (after == end || (after != NULL && *after == '.'))
      return true;
  }
  return false;
}

static void set_record(found_article *found, qn_string file, uint64_t record) {
  found->record = record;
  found->line = has_json_lines(file) ? record : 0;
}

void note_named_records(search_answer *answer) {
  for (size_t i = 0; i < answer->n_found; i++) {
    found_article *found = &answer->found[i];
    const qn_string id = found->article.id, file = hit_file(found);
    uint64_t record = 0;
    for (size_t at = file.size + 1; at < id.size && record < UINT64_MAX / 100; at++)
      record = record * 10 + (uint64_t)(id.data[at] - '0');
    if (record > 0)
      set_record(found, file, record);
  }
}

/* Whether the line of a hit is not known, or its file.  An id that ends like that of a record, `issue#5`, may be one of
 * its own. */
static bool is_asked(const search_answer *answer, const found_article *found) {
  const qn_place *place = answer_place(answer, found, 0);
  if (place == NULL || place->line == 0)
    return found->line == 0;
  return place->is_record && place->record == 0;
}

typedef struct record_search {
  search_answer *answer;
  const qn_string *ids;
  qn__buffer id; /* of a source */
} record_search;

static bool note_giver(void *context, const qn_source *source, size_t i, uint64_t number) {
  record_search *s = context;
  search_answer *answer = s->answer;
  if (!cli_source_id(source->root, source->name, source->path, &s->id))
    return false;
  const qn__string_entry *file =
      qn__string_set_add(&answer->files, 0, (const char *)s->id.data, s->id.size); /* what an entry has stays */
  for (size_t k = 0; file != NULL && k < answer->n_found; k++) {
    found_article *found = &answer->found[k];
    if (found->hit.directory != source->directory || !is_asked(answer, found) ||
        !qn__equal_strings(found->article.id, s->ids[i]))
      continue;
    found->file = (qn_string){file->data, file->size};
    set_record(found, found->file, source->n_refused == 0 ? number : 0);
  }
  return file != NULL;
}

qn_status find_hit_records(search_answer *answer, const qn_index *index, qn_error *error) {
  record_search s = {.answer = answer};
  qn__buffer ids;
  note_named_records(answer);
  qn__buffer_init(&ids);
  qn__buffer_init(&s.id);
  for (size_t i = 0; i < answer->n_found; i++)
    if (is_asked(answer, &answer->found[i]))
      qn__buffer_bytes(&ids, &answer->found[i].article.id, sizeof(qn_string));
  s.ids = QN__ARRAY(qn_string, &ids);
  qn_status status = ids.failed ? qn__fail_memory(error) : QN_OK;
  if (status == QN_OK)
    status = qn_index_find_givers(index, s.ids, ids.size / sizeof(qn_string), note_giver, &s, error);
  if (status == QN_OK && (s.id.failed || answer->files.failed))
    status = qn__fail_memory(error);
  qn__buffer_clear(&ids);
  qn__buffer_clear(&s.id);
  return status;
}
