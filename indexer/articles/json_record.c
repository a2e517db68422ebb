/* SPDX-License-Identifier: MIT */
/* json_record.c: cJSON, with what it lacks: zeros in strings, and where an error is. */
#include "articles/json_record.h"

#include "articles/html_fragment.h"
#include "articles/json_memory.h"
#include "articles/json_string_lines.h"
#include "articles/long_strings.h"
#include "articles/notebook.h"
#include "base/json_size.h"
#include "text/utf8.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>

static const char no_utf8 = (char)0xff; /* never part of UTF-8 */

/* The code unit of \uXXXX at p, or -1. */
static long escaped_unit(const char *p, const char *end) {
  char digits[5] = {0};
  if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
    return -1;
  for (size_t i = 0; i < 4; i++) {
    if (!isxdigit((unsigned char)p[2 + i]))
      return -1;
    digits[i] = p[2 + i];
  }
  return strtol(digits, NULL, 16);
}

/* Bytes of an escape at p that stands for no character (U+0000, half a surrogate pair), or 0; *whole is all that has to
 * be copied if it stands for one. */
static size_t bad_escape(const char *p, const char *end, size_t *whole) {
  long unit = escaped_unit(p, end);
  *whole = end - p < 2 ? 1 : 2; /* a backslash and what it escapes */
  if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return 6;
  if (unit < 0xd800 || unit > 0xdbff)
    return 0;
  long low = escaped_unit(p + 6, end);
  if (low < 0xdc00 || low > 0xdfff)
    return 6;
  *whole = 12;
  return 0;
}

/* Replaces what stands for no character; returns the new size. */
static size_t repair(char *json, size_t size) {
  char *to = json;
  const char *end = json + size;
  for (const char *p = json; p < end;) {
    size_t whole = 1, bad = *p == '\0' ? 1 : *p == '\\' ? bad_escape(p, end, &whole) : 0;
    if (bad > 0) {
      *to++ = no_utf8;
      p += bad;
      continue;
    }
    memmove(to, p, whole);
    to += whole;
    p += whole;
  }
  return (size_t)(to - json);
}

static qn_status fail_at(const char *json, const char *at, const char *end, qn_error *error) {
  if (at == end)
    qn__fail(error, QN_BAD_INPUT, "broken JSON at its end: something is missing");
  else if (isprint((unsigned char)*at))
    qn__fail(error, QN_BAD_INPUT, "broken JSON at '%c'", *at);
  else
    qn__fail(error, QN_BAD_INPUT, "broken JSON at byte 0x%02x", (unsigned)(unsigned char)*at);
  if (error != NULL)
    error->column = (unsigned)(at - json + 1);
  return QN_BAD_INPUT;
}

/* Whether the last bracket stands where a name or a value should: {"a":1,} */
static bool closes_too_early(const char *json, const char *end) {
  const char *p = end - 1;
  if (p <= json || (*p != '}' && *p != ']'))
    return false;
  do
    p--;
  while (p > json && isspace((unsigned char)*p));
  return *p == ',' || *p == ':';
}

/* The value, or NULL and the byte at fault: the end, if something is missing there. */
static cJSON *parse(const char *json, size_t size, const char **stop) {
  cJSON *value = cJSON_ParseWithLengthOpts(json, size, stop, false);
  const char *end = json + size;
  if (value == NULL) {
    if (*stop + 1 >= end) /* cJSON points at the last byte, too, if one after it is missing */
      *stop = closes_too_early(json, end) ? end - 1 : end;
    return NULL;
  }
  while (*stop < end && isspace((unsigned char)**stop))
    (*stop)++;
  if (*stop == end)
    return value;
  cJSON_Delete(value);
  return NULL;
}

static bool has_escaped_zero(const char *json, size_t size) {
  return memmem(json, size, "\\u0000", 6) != NULL;
}

/* The same for an object whose long strings were cut out; NULL says that it should be parsed as it is. */
static cJSON *parse_cut(const qn__long_strings *cut) {
  const char *stop;
  cJSON *object = NULL;
  qn__json_memory_take(cut->json.capacity);
  if (!has_escaped_zero((const char *)cut->json.data, cut->json.size))
    object = parse((const char *)cut->json.data, cut->json.size, &stop);
  if (object != NULL && !qn__long_strings_put_back(cut, object)) {
    cJSON_Delete(object);
    object = NULL;
  }
  return object;
}

/* A record's text, which changes in place if it must be repaired. */
typedef struct record {
  char *json;
  size_t size;
} record;

/* Parses a record that is not nested too deep. */
static cJSON *parse_repaired(record *r, const qn__long_strings *cut, const char **stop) {
  cJSON *object = NULL;
  if (memchr(r->json, '\0', r->size) == NULL) {
    if (cut != NULL)
      object = parse_cut(cut);
    if (object == NULL && !has_escaped_zero(r->json, r->size))
      object = parse(r->json, r->size, stop);
  }
  if (object == NULL && qn__json_memory_status() == QN_OK) {
    r->size = repair(r->json, r->size);
    object = parse(r->json, r->size, stop);
  }
  return object;
}

static qn_status parse_object(cJSON **out, record *r, qn_error *error) {
  qn__long_strings cut;
  const char *stop = r->json;
  qn__buffer_init(&cut.json);
  bool is_cut = qn__long_strings_cut(&cut, r->json, r->size);
  bool too_deep = cut.depth > QN__JSON_DEPTH_MAX;
  *out = too_deep ? NULL : parse_repaired(r, is_cut ? &cut : NULL, &stop);
  qn__buffer_clear(&cut.json);
  if (too_deep)
    return qn__fail(error, QN_BAD_INPUT, "this JSON is nested too deep: %d levels are read", QN__JSON_DEPTH_MAX);
  return *out != NULL ? QN_OK : fail_at(r->json, stop, r->json + r->size, error);
}

/* Where a text was HTML only its beginning is known. */
static void forget_places(qn__properties *properties, qn_article *article, bool is_notebook) {
  qn__buffer_reset(&properties->lines.steps);
  if (is_notebook)
    article->source_map = (qn_string){NULL, 0};
}

/* Texts and titles in HTML become what a person reads. */
static qn_status read_markup(const qn__document *document, qn_article *article, qn_error *error) {
  qn__properties *properties = document->properties;
  qn_string *const strings[] = {&article->title, &article->text};
  qn_status status = QN_OK;
  for (size_t i = 0; i < 2 && status == QN_OK; i++)
    if (qn__html_is_fragment(*strings[i], i == 0)) {
      status = qn__html_fragment(&properties->plain[i], *strings[i], i == 0, document->allowance,
                                 document->input->capacity + qn__json_memory_taken(), error);
      *strings[i] = (qn_string){(const char *)properties->plain[i].data, properties->plain[i].size};
    }
  return status;
}

static qn_status take_object(const qn__document *document, cJSON *object, const record *r, uint64_t line,
                             qn_article *article, qn_error *error) {
  const bool is_notebook = document->options->map == NULL && qn__is_notebook(object);
  const qn__property_rules rules = {.json = {is_notebook ? NULL : r->json, r->size}, /* of which it then differs */
                                    .map = document->options->map,
                                    .all_strings = true};
  if (!cJSON_IsObject(object))
    return qn__fail(error, QN_BAD_INPUT, "this is JSON, but not an object like {\"title\": ..., \"text\": ...}");
  qn__json_note_lines(object, (qn_string){r->json, r->size});
  if (is_notebook && !qn__notebook_read(object, line))
    return qn__fail_memory(error);
  qn_status status = qn__properties_take(document->properties, object, &rules, article, error);
  if (status == QN_OK && article->title.data == NULL && article->text.data == NULL)
    return qn__fail(error, QN_BAD_INPUT, "the object has neither a title nor any string that could be its text");
  if (status == QN_OK)
    status = read_markup(document, article, error);
  if (document->properties->plain[1].size > 0)
    forget_places(document->properties, article, is_notebook);
  return status;
}

static qn_status parse_record(const qn__document *document, record *r, uint64_t line, qn_article *article,
                              qn_error *error) {
  cJSON *object = NULL;
  qn__properties_clear(document->properties);
  qn__json_memory_begin(document->allowance, document->input->capacity);
  qn_status status = parse_object(&object, r, error);
  if (status == QN_OK)
    status = take_object(document, object, r, line, article, error);
  cJSON_Delete(object);
  qn_status refused = qn__json_memory_end(r->json, r->size, error);
  return refused != QN_OK ? refused : status;
}

/* Moves a location to a later byte. */
static void move_location(qn__source_location *location, const char *text, size_t size) {
  for (const char *end = text + size, *p = text; p < end; p++) {
    location->column++;
    if (*p == '\n') {
      location->line++;
      location->column = 1;
    }
  }
}

static void put_literal(qn__buffer *out, const char *text) {
  qn__buffer_bytes(out, text, strlen(text));
}

/* [{"at":0,"id":1,"line":9}], after what the buffer holds.  `lines` are counted from that of the object. */
static void put_map(qn__buffer *out, const qn__json_place *place, bool has_own_id, qn__line_steps *lines) {
  lines->first = (size_t)place->location.line + (lines->first > 0 ? lines->first - 1 : 0);
  put_literal(out, "[{\"at\":0");
  if (has_own_id || place->number > 0)
    put_literal(out, has_own_id ? ",\"id\":2" : ",\"id\":1");
  qn__line_steps_put(lines, out);
  put_literal(out, "}]");
}

/* The id and the source map of an article that has none of its own.  They live in the document's scratch.  What comes
 * from standard input is in no file that one could open. */
static qn_status put_missing(const qn__document *document, const qn__json_place *place, qn_article *article,
                             qn_error *error) {
  qn__buffer *out = document->scratch;
  qn__buffer_reset(out);
  const bool has_own_id = article->id.data != NULL;
  if (!has_own_id)
    qn__buffer_print(out, "%s", document->id);
  if (!has_own_id && place->number > 0)
    qn__buffer_print(out, "#%" PRIu64, place->number);
  const size_t id_size = out->size;
  const bool is_in_file = strcmp(document->path, "-") != 0;
  if (article->source_map.data == NULL && !place->is_line && is_in_file)
    put_map(out, place, has_own_id, &document->properties->lines);
  if (out->failed)
    return qn__fail_memory(error);
  const char *made = (const char *)out->data;
  if (!has_own_id)
    article->id = (qn_string){made, id_size};
  if (out->size > id_size)
    article->source_map = (qn_string){made + id_size, out->size - id_size};
  return QN_OK;
}

qn_status qn__read_json_record(const qn__document *document, qn__json_place place, char *json, size_t size,
                               qn_error *error) {
  qn_article article;
  qn_error reason = {.column = 0}; /* from 1, in the record */
  qn__source_location location = place.location;
  if (document->options->charset != NULL && !qn__utf8_valid(json, size))
    qn__document_problem(document, location.line, 0, QN__REMARK,
                         "this JSON is not UTF-8, and --charset is for texts and pages only");
  qn_status status = parse_record(document, &(record){json, size}, location.line, &article, &reason);
  if (status == QN_NO_MEMORY || status == QN_CANCELLED)
    return qn__fail_again(error, &reason);
  if (status != QN_OK) {
    if (reason.column > 0)
      move_location(&location, json, reason.column - 1);
    else
      location.column = 0;
    qn__document_problem(document, location.line, location.column, QN__REFUSED, "%s", reason.message);
    return QN_OK;
  }
  if (article.title.size == 0 && place.number == 0)
    article.title = qn__document_title(document);
  status = put_missing(document, &place, &article, error);
  return status == QN_OK ? qn__document_article(document, location.line, &article, error) : status;
}
