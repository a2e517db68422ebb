/* SPDX-License-Identifier: MIT */
/* print_json.c: an answer as one JSON object on one line.  Absent values are left out; `hits` is always there.  Bytes
 * that a terminal would obey are escaped too, so that the line can be looked at.  All strings are valid UTF-8. */
#include "tool/print.h"

#include "text/utf8.h"

static void put_escape(qn__buffer *out, uint32_t c) {
  static const char letters[] = "btnvfr"; /* 8 to 13 */
  if (c == '"' || c == '\\')
    qn__buffer_bytes(out, (char[]){'\\', (char)c}, 2);
  else if (c >= 8 && c <= 13 && c != 11)
    qn__buffer_bytes(out, (char[]){'\\', letters[c - 8]}, 2);
  else
    qn__buffer_print(out, "\\u%04x", (unsigned)c);
}

/* Copies valid UTF-8 with every control character as an escape; quotes and backslashes too, unless they are JSON's own.
 */
static void put_escaped(qn__buffer *out, const char *text, size_t size, bool is_json) {
  size_t copied = 0;
  for (size_t i = 0; i < size;) {
    uint8_t byte = (uint8_t)text[i];
    if (QN_LIKELY(byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\')) {
      i++;
      continue;
    }
    unsigned n;
    uint32_t c = qn__utf8_decode(text + i, &n);
    if (terminal_obeys(c) || (!is_json && c < 0x7f)) {
      qn__buffer_bytes(out, text + copied, i - copied);
      put_escape(out, c);
      copied = i + n;
    }
    i += n;
  }
  if (copied < size)
    qn__buffer_bytes(out, text + copied, size - copied);
}

static void put_literal(qn__buffer *out, const char *json) {
  qn__buffer_bytes(out, json, strlen(json));
}

static void put_string(qn__buffer *out, const char *text, size_t size) {
  qn__buffer_u8(out, '"');
  put_escaped(out, text, size, false);
  qn__buffer_u8(out, '"');
}

/* Any bytes of the system's: a path, a message. */
static void put_repaired(qn__buffer *out, const char *text) {
  qn__buffer repaired;
  qn__buffer_init(&repaired);
  qn__utf8_repair(&repaired, text, strlen(text));
  put_string(out, (const char *)repaired.data, repaired.size);
  out->failed |= repaired.failed;
  qn__buffer_clear(&repaired);
}

/* `key` is written as it stands: the comma before it, the quotes and the colon are part of it. */
static void put_member(qn__buffer *out, const char *key, qn_string value) {
  if (value.size == 0)
    return;
  put_literal(out, key);
  put_string(out, value.data, value.size);
}

static qn_string string_of(const char *text) {
  return (qn_string){text, text == NULL ? 0 : strlen(text)};
}

/* Numbers as digits, without the cost of a format. */
static void put_number(qn__buffer *out, uint64_t number) {
  char digits[20], *p = digits + sizeof digits;
  do {
    *--p = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  qn__buffer_bytes(out, p, (size_t)(digits + sizeof digits - p));
}

static void put_ranges(qn__buffer *out, const qn_range *ranges, size_t n) {
  qn__buffer_u8(out, '[');
  for (size_t i = 0; i < n; i++) {
    put_literal(out, i > 0 ? ",[" : "[");
    put_number(out, ranges[i].start);
    qn__buffer_u8(out, ',');
    put_number(out, ranges[i].end);
    qn__buffer_u8(out, ']');
  }
  qn__buffer_u8(out, ']');
}

/* Stored JSON on one line: white space between its values goes, and what a terminal would obey is escaped. */
static void put_stored_json(qn__buffer *out, qn_string json) {
  bool in_string = false;
  size_t start = 0;
  for (size_t i = 0; i < json.size; i++) {
    char c = json.data[i];
    if (in_string && c == '\\') {
      i++;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
      put_escaped(out, json.data + start, i - start, true);
      start = i + 1;
    }
  }
  put_escaped(out, json.data + start, json.size - start, true);
}

static void put_snippets(qn__buffer *out, const found_article *found) {
  put_literal(out, ",\"snippets\":[");
  qn_snippet snippet;
  for (size_t i = 0; qn_snippets_get(found->snippets, i, &snippet); i++) {
    put_literal(out, i > 0 ? ",{\"text\":" : "{\"text\":");
    put_string(out, snippet.text.data, snippet.text.size);
    put_literal(out, ",\"highlights\":");
    put_ranges(out, snippet.highlights, snippet.n_highlights);
    put_literal(out, ",\"offset\":");
    put_number(out, snippet.offset);
    qn__buffer_u8(out, '}');
  }
  qn__buffer_u8(out, ']');
}

static void put_hit(qn__buffer *out, const found_article *found, size_t rank, const tool_options *options) {
  const qn_article *article = &found->article;
  put_literal(out, "{\"rank\":");
  put_number(out, rank);
  put_literal(out, ",\"id\":");
  put_string(out, article->id.data, article->id.size);
  if (options->n_dirs > 1) {
    put_literal(out, ",\"index\":");
    put_repaired(out, options->dirs[found->hit.directory]);
  }
  qn__buffer_print(out, ",\"score\":%.9g", found->hit.score);
  put_member(out, ",\"title\":", article->title);
  if (found->n_title_ranges > 0) {
    put_literal(out, ",\"title_highlights\":");
    put_ranges(out, found->title_ranges, found->n_title_ranges);
  }
  put_member(out, ",\"url\":", article->url);
  put_member(out, ",\"date\":", article->date);
  put_member(out, ",\"lang\":", article->language);
  if (article->fields.size > 0) {
    put_literal(out, ",\"fields\":");
    put_stored_json(out, article->fields);
  }
  if (found->snippets != NULL && qn_snippets_count(found->snippets) > 0)
    put_snippets(out, found);
  put_member(out, ",\"explanation\":", string_of(found->explanation));
  qn__buffer_u8(out, '}');
}

static void put_error(qn__buffer *out, const qn_error *error) {
  put_literal(out, ",\"error\":{\"message\":");
  put_repaired(out, error->message);
  if (error->column > 0)
    qn__buffer_print(out, ",\"column\":%u", error->column);
  qn__buffer_u8(out, '}');
}

static void put_warnings(qn__buffer *out, const qn_query *query) {
  const char *warning;
  for (size_t i = 0; (warning = qn_query_warning(query, i)) != NULL; i++) {
    put_literal(out, i == 0 ? ",\"warnings\":[" : ",");
    put_string(out, warning, strlen(warning));
  }
  if (qn_query_warning(query, 0) != NULL)
    qn__buffer_u8(out, ']');
}

void print_json(qn__buffer *out, const search_answer *answer, const tool_options *options) {
  put_literal(out, "{\"version\":1");
  put_member(out, ",\"qid\":", string_of(answer->qid));
  put_literal(out, ",\"query\":");
  put_string(out, answer->text, answer->text_size);
  if (answer->query != NULL)
    put_member(out, ",\"parsed\":", string_of(qn_query_text(answer->query)));
  if (answer->status != QN_OK)
    put_error(out, &answer->error);
  else if (answer->hits.total_known)
    qn__buffer_print(out, ",\"total\":{\"value\":%llu,\"relation\":\"%s\"}", (unsigned long long)answer->hits.total,
                     answer->hits.total_exact ? "eq" : "gte");
  qn__buffer_print(out, ",\"took_us\":%.1f,\"fetch_us\":%.1f,\"hits\":[", answer->took_us, answer->fetch_us);
  for (size_t i = 0; i < answer->n_found; i++) {
    if (i > 0)
      qn__buffer_u8(out, ',');
    put_hit(out, &answer->found[i], options->offset + i + 1, options);
  }
  qn__buffer_u8(out, ']');
  if (answer->query != NULL)
    put_warnings(out, answer->query);
  put_literal(out, "}\n");
}
