/* SPDX-License-Identifier: MIT */
/* json_record.c: cJSON, with what it lacks: zeros in strings, and where an error is. */
#include "articles/json_record.h"

#include "articles/long_strings.h"
#include "base/json_syntax.h"

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

/* How many arrays and objects are open before `at`. */
static size_t depth_at(const char *json, const char *at) {
  size_t depth = 0;
  bool in_string = false;
  for (const char *p = json; p < at; p++) {
    if (*p == '"')
      in_string = !in_string;
    else if (in_string && *p == '\\')
      p++;
    else if (!in_string)
      depth += (size_t)(*p == '{' || *p == '[') - (size_t)(*p == '}' || *p == ']');
  }
  return depth;
}

static qn_status fail_at(const char *json, const char *at, const char *end, qn_error *error) {
  if (at < end && (*at == '[' || *at == '{') && depth_at(json, at) >= CJSON_NESTING_LIMIT)
    qn__fail(error, QN_BAD_INPUT, "this JSON is nested too deep: %d levels are read", CJSON_NESTING_LIMIT);
  else if (at == end)
    qn__fail(error, QN_BAD_INPUT, "broken JSON at its end: something is missing");
  else if (isprint((unsigned char)*at))
    qn__fail(error, QN_BAD_INPUT, "broken JSON at '%c'", *at);
  else
    qn__fail(error, QN_BAD_INPUT, "broken JSON at byte 0x%02x", (unsigned)(unsigned char)*at);
  if (error != NULL)
    error->column = (unsigned)(at - json + 1);
  return QN_BAD_INPUT;
}

/* The value, or NULL and the byte at fault: the end, if something is missing there. */
static cJSON *parse(const char *json, size_t size, const char **stop) {
  cJSON *value = cJSON_ParseWithLengthOpts(json, size, stop, false);
  const char *end = json + size;
  if (value == NULL) {
    if (*stop + 1 >= end) /* cJSON points at the last byte, too, if one after it is missing */
      *stop = end;
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

/* The same for an object with long strings; NULL says that it should be parsed as it is. */
static cJSON *parse_quickly(const char *json, size_t size) {
  qn__long_strings cut;
  const char *stop;
  cJSON *object = NULL;
  qn__buffer_init(&cut.json);
  if (qn__long_strings_cut(&cut, json, size) && !has_escaped_zero((const char *)cut.json.data, cut.json.size))
    object = parse((const char *)cut.json.data, cut.json.size, &stop);
  if (object != NULL && !qn__long_strings_put_back(&cut, object)) {
    cJSON_Delete(object);
    object = NULL;
  }
  qn__buffer_clear(&cut.json);
  return object;
}

static qn_status parse_record(qn__properties *properties, char *json, size_t size, qn_article *article,
                              qn_error *error) {
  const char *stop = json;
  cJSON *object = NULL;
  if (memchr(json, '\0', size) == NULL) {
    object = parse_quickly(json, size);
    if (object == NULL && !has_escaped_zero(json, size))
      object = parse(json, size, &stop);
  }
  if (object == NULL) {
    size = repair(json, size);
    object = parse(json, size, &stop);
  }
  if (object == NULL)
    return qn__json_is_valid(json, size) ? qn__fail_memory(error) : fail_at(json, stop, json + size, error);
  if (!cJSON_IsObject(object)) {
    cJSON_Delete(object);
    return qn__fail(error, QN_BAD_INPUT, "this is JSON, but not an object like {\"title\": ..., \"text\": ...}");
  }
  qn_status status = qn__properties_take(properties, object, (qn_string){json, size}, article, error);
  cJSON_Delete(object);
  if (status == QN_OK && article->title.data == NULL && article->text.data == NULL)
    return qn__fail(error, QN_BAD_INPUT,
                    "the object has neither a title nor a text (\"text\", \"body\", \"content\"...)");
  return status;
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

qn_status qn__read_json_record(const qn__document *document, qn__source_location location, uint64_t number, char *json,
                               size_t size, qn_error *error) {
  qn_article article;
  qn_error reason = {.column = 0};
  qn_status status = parse_record(document->properties, json, size, &article, &reason);
  if (status == QN_NO_MEMORY)
    return qn__fail_memory(error);
  if (status != QN_OK) {
    if (reason.column > 0)
      move_location(&location, json, reason.column - 1);
    else
      location.column = 0;
    qn__document_problem(document, location.line, location.column, QN__REFUSED, "%s", reason.message);
    return QN_OK;
  }
  if (article.id.data == NULL) {
    qn__buffer_reset(document->scratch);
    qn__buffer_print(document->scratch, "%s", document->id);
    if (number > 0)
      qn__buffer_print(document->scratch, "#%" PRIu64, number);
    if (document->scratch->failed)
      return qn__fail_memory(error);
    article.id = (qn_string){(const char *)document->scratch->data, document->scratch->size};
  }
  return qn__document_article(document, location.line, &article, error);
}
