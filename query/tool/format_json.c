/* SPDX-License-Identifier: MIT */
/* format_json.c: an answer as one JSON object on one line.  Absent values are left out; `hits` is always there. */
#include "cli/json_writer.h"
#include "text/utf8.h"
#include "tool/answer.h"
#include "tool/facet_json.h"
#include "tool/hit_place.h"
#include "tool/output_format.h"
#include "tool/shown_fields.h"
#include "tool/stale_hits.h"

output_begin json_begin;
output_hit json_hit;
output_end json_end;

static qn_string string_of(const char *text) {
  return (qn_string){text, text == NULL ? 0 : strlen(text)};
}

static void put_ranges(qn__buffer *out, const qn_range *ranges, size_t n) {
  qn__buffer_u8(out, '[');
  for (size_t i = 0; i < n; i++) {
    cli_json_literal(out, i > 0 ? ",[" : "[");
    cli_json_number(out, ranges[i].start);
    qn__buffer_u8(out, ',');
    cli_json_number(out, ranges[i].end);
    qn__buffer_u8(out, ']');
  }
  qn__buffer_u8(out, ']');
}

/* UTF-16 code units of the text up to a byte; *at and *units say how far it is counted, and go on. */
static size_t utf16_offset(const char *text, size_t offset, size_t *at, size_t *units) {
  while (*at < offset) {
    unsigned n;
    *units += qn__utf8_decode(text + *at, &n) > 0xffff ? 2 : 1;
    *at += n;
  }
  return *units;
}

static bool is_ascii(qn_string text) {
  for (size_t i = 0; i < text.size; i++)
    if ((uint8_t)text.data[i] >= 0x80)
      return false;
  return true;
}

/* The member `key` with the same ranges in UTF-16 code units, as JavaScript has them; nothing if these are equal. */
static void put_utf16_ranges(qn__buffer *out, const char *key, qn_string text, const qn_range *ranges, size_t n) {
  size_t at = 0, units = 0;
  if (n == 0 || is_ascii(text))
    return;
  cli_json_literal(out, key);
  for (size_t i = 0; i < n; i++) {
    cli_json_literal(out, i > 0 ? ",[" : "[[");
    cli_json_number(out, utf16_offset(text.data, ranges[i].start, &at, &units));
    qn__buffer_u8(out, ',');
    cli_json_number(out, utf16_offset(text.data, ranges[i].end, &at, &units));
    qn__buffer_u8(out, ']');
  }
  qn__buffer_u8(out, ']');
}

static void put_known(qn__buffer *out, const char *key, uint64_t number) {
  if (number == 0)
    return;
  cli_json_literal(out, key);
  cli_json_number(out, number);
}

/* Where the first marked word of a snippet is in the source.  What counts UTF-16 code units is left out where it is
 * equal. */
static void put_source_place(qn__buffer *out, const qn_place *place) {
  put_known(out, ",\"record\":", place->record);
  put_known(out, ",\"page\":", place->page);
  cli_json_member(out, ",\"part\":", place->part);
  put_known(out, ",\"line\":", place->line);
  put_known(out, ",\"column\":", place->column);
  put_known(out, ",\"column_utf16\":", place->column16 != place->column ? place->column16 : 0);
  if (place->has_offset) {
    cli_json_literal(out, ",\"source_offset\":");
    cli_json_number(out, place->offset);
    put_known(out, ",\"source_utf16\":", place->offset16 != place->offset ? place->offset16 : 0);
  }
  cli_json_member(out, ",\"heading\":", place->heading);
  cli_json_member(out, ",\"anchor\":", place->anchor);
}

static void put_snippets(qn__buffer *out, const search_answer *answer, const found_article *found) {
  cli_json_literal(out, ",\"snippets\":[");
  qn_snippet snippet;
  for (size_t i = 0; qn_snippets_get(found->snippets, i, &snippet); i++) {
    cli_json_literal(out, i > 0 ? ",{\"text\":" : "{\"text\":");
    cli_json_string(out, snippet.text.data, snippet.text.size);
    cli_json_literal(out, ",\"highlights\":");
    put_ranges(out, snippet.highlights, snippet.n_highlights);
    put_utf16_ranges(out, ",\"utf16\":", snippet.text, snippet.highlights, snippet.n_highlights);
    cli_json_literal(out, ",\"offset\":");
    cli_json_number(out, snippet.offset);
    const qn_place place = hit_source_place(answer, found, i);
    put_source_place(out, &place);
    qn__buffer_u8(out, '}');
  }
  qn__buffer_u8(out, ']');
}

/* How many articles it stands for, and the ids of the first of them. */
static void put_similar(qn__buffer *out, const found_article *found) {
  cli_json_literal(out, ",\"similar\":");
  cli_json_number(out, found->hit.n_similar);
  for (size_t i = 0; i < found->n_similar; i++) {
    cli_json_literal(out, i > 0 ? "," : ",\"similar_ids\":[");
    cli_json_string(out, found->similar[i].data, found->similar[i].size);
  }
  if (found->n_similar > 0)
    qn__buffer_u8(out, ']');
}

static void put_error(qn__buffer *out, const qn_error *error) {
  cli_json_literal(out, ",\"error\":{\"message\":");
  cli_json_any_string(out, error->message);
  if (error->column > 0)
    qn__buffer_print(out, ",\"column\":%u", error->column);
  qn__buffer_u8(out, '}');
}

static void put_warning(qn__buffer *out, const char *warning, bool *any) {
  cli_json_literal(out, *any ? "," : ",\"warnings\":[");
  cli_json_string(out, warning, strlen(warning));
  *any = true;
}

/* The warnings about the query again, with their places in it. */
static void put_slips(qn__buffer *out, const qn_query *query) {
  const char *warning;
  for (size_t i = 0; query != NULL && (warning = qn_query_warning(query, i)) != NULL; i++) {
    const unsigned column = qn_query_warning_column(query, i);
    cli_json_literal(out, i > 0 ? ",{\"message\":" : ",\"slips\":[{\"message\":");
    cli_json_string(out, warning, strlen(warning));
    if (column > 0)
      qn__buffer_print(out, ",\"column\":%u", column);
    qn__buffer_u8(out, '}');
  }
  if (query != NULL && qn_query_warning(query, 0) != NULL)
    qn__buffer_u8(out, ']');
}

static void put_warnings(qn__buffer *out, const search_answer *answer, const char *index_warning) {
  const char *warning;
  bool any = false;
  for (size_t i = 0; (warning = answer_warning(answer, i)) != NULL; i++)
    put_warning(out, warning, &any);
  if (index_warning != NULL)
    put_warning(out, index_warning, &any);
  if (any)
    qn__buffer_u8(out, ']');
}

/* All fields, or those that are asked for. */
static void put_fields(qn__buffer *out, const tool_options *options, const qn_article *article) {
  field_names names = shown_fields(options);
  qn_string name, value;
  if (article->fields.size > 0 && options->fields.n == 0) {
    cli_json_literal(out, ",\"fields\":");
    cli_json_stored(out, article->fields);
    return;
  }
  bool any = false;
  while (next_field(&names, &name)) {
    if (!find_field(article, name, &value))
      continue;
    cli_json_literal(out, any ? "," : ",\"fields\":{");
    cli_json_string(out, name.data, name.size);
    qn__buffer_u8(out, ':');
    cli_json_stored(out, value);
    any = true;
  }
  cli_json_literal(out, any ? "}" : "");
}

/* What may have been meant, or was searched for; and what is missing. */
static void put_suggestion(qn__buffer *out, const search_answer *answer) {
  const qn_suggestion *suggestion = &answer->suggestion;
  if (answer->is_corrected) {
    cli_json_member(out, ",\"corrected\":", (qn_string){(const char *)answer->corrected.data, answer->corrected.size});
    return;
  }
  cli_json_member(out, ",\"suggestion\":", string_of(suggestion->text));
  for (size_t i = 0; i < suggestion->n_missing; i++) {
    cli_json_literal(out, i == 0 ? ",\"missing\":[" : ",");
    cli_json_string(out, suggestion->missing[i].data, suggestion->missing[i].size);
  }
  if (suggestion->n_missing > 0) {
    cli_json_literal(out, "],\"rest\":");
    cli_json_number(out, suggestion->n_rest);
  }
}

void json_begin(const output *to, const search_answer *answer) {
  qn__buffer *out = to->out;
  cli_json_literal(out, "{\"version\":1");
  cli_json_member(out, ",\"qid\":", string_of(answer->qid));
  cli_json_literal(out, ",\"query\":");
  cli_json_string(out, answer->text.data, answer->text.size);
  if (answer->query != NULL)
    cli_json_member(out, ",\"parsed\":", string_of(qn_query_text(answer->query)));
  if (answer->status != QN_OK)
    put_error(out, &answer->error);
  else if (answer->hits.total_known)
    qn__buffer_print(out, ",\"total\":{\"value\":%llu,\"relation\":\"%s\"}", (unsigned long long)answer->hits.total,
                     answer->hits.total_exact ? "eq" : "gte");
  qn__buffer_print(out, ",\"took_us\":%.1f,\"fetch_us\":%.1f,\"hits\":[", answer->took_us, answer->fetch_us);
}

void json_hit(const output *to, const search_answer *answer, size_t i) {
  qn__buffer *out = to->out;
  const tool_options *options = to->options;
  const found_article *found = &answer->found[i];
  const qn_article *article = &found->article;
  cli_json_literal(out, i > 0 ? ",{\"rank\":" : "{\"rank\":");
  cli_json_number(out, answer_rank(answer, i));
  cli_json_literal(out, ",\"id\":");
  cli_json_string(out, article->id.data, article->id.size);
  if (options->dirs.n > 1) {
    cli_json_literal(out, ",\"index\":");
    cli_json_any_string(out, options->dirs.items[found->hit.directory]);
  }
  if (answer->has_scores)
    qn__buffer_print(out, ",\"score\":%.9g", found->hit.score);
  if (options->collapse != NULL)
    put_similar(out, found);
  cli_json_member(out, ",\"title\":", article->title);
  if (found->n_title_ranges > 0) {
    cli_json_literal(out, ",\"title_highlights\":");
    put_ranges(out, found->title_ranges, found->n_title_ranges);
    put_utf16_ranges(out, ",\"title_utf16\":", article->title, found->title_ranges, found->n_title_ranges);
  }
  cli_json_member(out, ",\"url\":", article->url);
  cli_json_member(out, ",\"date\":", article->date);
  cli_json_member(out, ",\"lang\":", article->language);
  cli_json_member(out, ",\"stale\":", string_of(stale_word(found)));
  put_fields(out, options, article);
  if (found->snippets != NULL && qn_snippets_count(found->snippets) > 0)
    put_snippets(out, answer, found);
  cli_json_member(out, ",\"explanation\":", string_of(found->explanation));
  qn__buffer_u8(out, '}');
}

void json_end(const output *to, const search_answer *answer) {
  cli_json_literal(to->out, "]");
  put_facets_json(to, answer);
  cli_json_member(to->out, ",\"next\":", string_of(answer->next));
  put_suggestion(to->out, answer);
  put_warnings(to->out, answer, to->index_warning);
  put_slips(to->out, answer->query);
  cli_json_literal(to->out, "}\n");
}
