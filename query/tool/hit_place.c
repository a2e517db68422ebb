/* SPDX-License-Identifier: MIT */
/* hit_place.c: a title or URL may be missing; every article has an id, which for one from a file is its path. */
#include "tool/hit_place.h"

#include <inttypes.h>

qn_string hit_name(const found_article *found) {
  return found->article.title.size > 0 ? found->article.title : found->article.id;
}

qn_string hit_place(const found_article *found) {
  const qn_article *article = &found->article;
  if (article->url.size > 0)
    return article->url;
  return article->title.size > 0 ? article->id : (qn_string){"", 0};
}

qn_string hit_file(const found_article *found) {
  if (found->file.size > 0)
    return found->file;
  const qn_string id = found->article.id;
  size_t end = id.size;
  while (end > 0 && id.data[end - 1] >= '0' && id.data[end - 1] <= '9')
    end--;
  const bool is_record = end < id.size && end > 1 && id.data[end - 1] == '#';
  return (qn_string){id.data, is_record ? end - 1 : id.size};
}

qn_place hit_source_place(const search_answer *answer, const found_article *found, size_t k) {
  const qn_place *known = answer_place(answer, found, k);
  qn_place place = known != NULL ? *known : (qn_place){.line = 0};
  if (place.line == 0 && place.record == 0) {
    place.record = found->record;
    place.line = found->line;
  }
  return place;
}

qn_string hit_day(const found_article *found) {
  const qn_string date = found->article.date;
  const char *clock = date.size > 0 ? memchr(date.data, 'T', date.size) : NULL;
  return (qn_string){date.data, clock != NULL ? (size_t)(clock - date.data) : date.size};
}

void put_hit_date(qn__buffer *out, const found_article *found) {
  const qn_string date = found->article.date, day = hit_day(found);
  qn__buffer_bytes(out, day.data, day.size);
  if (day.size == date.size)
    return;
  qn__buffer_u8(out, ' ');
  qn__buffer_bytes(out, day.data + day.size + 1, date.size - day.size - 1);
}

bool hit_shows_id(const found_article *found, const tool_options *options) {
  return options->verbose && found->article.url.size > 0 && found->article.title.size > 0;
}

bool hit_shows_score(const search_answer *answer, const tool_options *options) {
  return answer->has_scores && (options->verbose || options->explain);
}

void put_hit_place(qn__buffer *out, const search_answer *answer, const found_article *found) {
  const qn_article *article = &found->article;
  const qn_place *where = answer_place(answer, found, 0);
  const bool is_record = where != NULL && where->is_record, has_url = article->url.size > 0;
  const bool has_line = !has_url && where != NULL && where->line > 0 && !(is_record && where->record == 0);
  qn_string place = hit_place(found);
  if (has_line)
    place = is_record ? hit_file(found) : article->id;
  qn__buffer_bytes(out, place.data, place.size);
  if (has_line)
    qn__buffer_print(out, ":%" PRIu64, where->line);
  if (has_url && where != NULL && where->anchor.size > 0 && memchr(place.data, '#', place.size) == NULL) {
    qn__buffer_u8(out, '#');
    qn__buffer_bytes(out, where->anchor.data, where->anchor.size);
  }
}
