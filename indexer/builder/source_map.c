/* SPDX-License-Identifier: MIT */
/* source_map.c: checks a source map member by member; it is kept as it was written. */
#include "builder/source_map.h"

#include "base/json_size.h"
#include "base/json_syntax.h"
#include "base/string_order.h"
#include "builder/article.h"

#include <cjson/cJSON.h>
#include <math.h>

qn_status qn__check_json_size(qn_string json, qn_string id, const char *what, size_t most, qn_error *error) {
  const qn__json_size size = qn__json_measure(json.data, json.size);
  if (size.depth > QN__JSON_DEPTH_MAX)
    return qn__fail(error, QN_BAD_INPUT, "article %.*s: %s are nested too deep: %d levels are allowed", (int)id.size,
                    id.data, what, QN__JSON_DEPTH_MAX);
  if (size.parsed > most)
    return qn__fail(error, QN_TOO_LARGE, "article %.*s is too large: %s need a memory budget of %zu MiB", (int)id.size,
                    id.data, what, size.parsed / (1 << 20) * QN__FIELDS_SHARE + 16);
  return QN_OK;
}

/* What a member has to be: a whole number of a range, a string, or true or false. */
typedef struct member {
  const char *name, *type; /* for messages */
  double least, most;      /* of a number */
  cJSON_bool (*is_of_type)(const cJSON *value);
} member;

#define MOST_EXACT 9007199254740992.0 /* the largest number up to which a double has all whole ones */

static bool is_good(const cJSON *value, const member *wanted) {
  if (!wanted->is_of_type(value))
    return false;
  const double number = value->valuedouble;
  return !cJSON_IsNumber(value) || (number >= wanted->least && number <= wanted->most && number <= floor(number));
}

/* All but "at". */
static const member members[] = {{"line", "a number from 1", 1, MOST_EXACT, cJSON_IsNumber},
                                 {"column", "a number from 1", 1, MOST_EXACT, cJSON_IsNumber},
                                 {"column16", "a number from 1", 1, MOST_EXACT, cJSON_IsNumber},
                                 {"offset", "a number from 0", 0, MOST_EXACT, cJSON_IsNumber},
                                 {"offset16", "a number from 0", 0, MOST_EXACT, cJSON_IsNumber},
                                 {"lines", "true or false", 0, 0, cJSON_IsBool},
                                 {"markdown", "true or false", 0, 0, cJSON_IsBool},
                                 {"under", "a number from 0", 0, MOST_EXACT, cJSON_IsNumber},
                                 {"every", "a number from 1 to 1048576", 1, 1 << 20, cJSON_IsNumber},
                                 {"steps", "a string", 0, 0, cJSON_IsString},
                                 {"record", "a number from 1", 1, MOST_EXACT, cJSON_IsNumber},
                                 {"page", "a number from 1", 1, MOST_EXACT, cJSON_IsNumber},
                                 {"part", "a string", 0, 0, cJSON_IsString},
                                 {"heading", "a number from 1 to 6", 1, 6, cJSON_IsNumber},
                                 {"headings", "a string", 0, 0, cJSON_IsString},
                                 {"id", "1 or 2", 1, 2, cJSON_IsNumber},
                                 {"records", "a string", 0, 0, cJSON_IsString},
                                 {"anchor", "a string", 0, 0, cJSON_IsString},
                                 {"own", "true or false", 0, 0, cJSON_IsBool}};

enum { N_MEMBERS = sizeof members / sizeof members[0] };

/* The first member of a place that is not what it has to be; NULL: none. */
static const member *find_wrong(const cJSON *place) {
  for (size_t i = 0; i < N_MEMBERS; i++) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(place, members[i].name);
    if (value != NULL && !is_good(value, &members[i]))
      return &members[i];
  }
  return NULL;
}

static bool take(qn_string *json, char byte) {
  if (json->size == 0 || *json->data != byte)
    return false;
  *json = (qn_string){json->data + 1, json->size - 1};
  return true;
}

static bool is_called(const member *m, qn_string name) {
  return name.size > 0 && *m->name == *name.data && qn__equal_strings(name, qn_string_of(m->name));
}

/* The member of this name, which may be `at`; NULL: it is not a number that is known. */
static const member *find_number(qn_string name, const member *at) {
  if (is_called(at, name))
    return at;
  for (size_t i = 0; i < N_MEMBERS; i++)
    if (is_called(&members[i], name) && members[i].is_of_type == cJSON_IsNumber)
      return &members[i];
  return NULL;
}

/* Takes "name":number if it is good; `at` is then the least that comes after. */
static bool take_number(qn_string *json, member *at) {
  enum { MOST_DIGITS = 15 };
  const char *end = take(json, '"') ? memchr(json->data, '"', json->size) : NULL;
  if (end == NULL)
    return false;
  const member *wanted = find_number((qn_string){json->data, (size_t)(end - json->data)}, at);
  *json = (qn_string){end + 1, json->size - (size_t)(end + 1 - json->data)};
  if (wanted == NULL || !take(json, ':'))
    return false;
  double number = 0;
  size_t n = 0;
  for (; n < json->size && json->data[n] >= '0' && json->data[n] <= '9'; n++)
    number = number * 10 + (json->data[n] - '0');
  if (n == 0 || n > MOST_DIGITS || (n > 1 && *json->data == '0') || number < wanted->least || number > wanted->most)
    return false;
  *json = (qn_string){json->data + n, json->size - n};
  if (wanted == at)
    at->least = number;
  return true;
}

/* Whether these are good places of known numbers alone, "at" being the first: most articles have no others, and records
 * of JSON are many and short.  What is not so simple is parsed. */
static bool is_of_numbers(qn_string json, size_t most) {
  static const char start[] = "{\"at\":";
  member at = {"at", "", 0, (double)most, cJSON_IsNumber};
  if (!take(&json, '['))
    return false;
  do {
    if (json.size < sizeof start || memcmp(json.data, start, sizeof start - 1) != 0 || !take(&json, '{'))
      return false;
    do {
      if (!take_number(&json, &at))
        return false;
    } while (take(&json, ','));
    if (!take(&json, '}'))
      return false;
  } while (take(&json, ','));
  return take(&json, ']') && json.size == 0;
}

/* `most`: the last byte that a place may be at. */
static qn_status check_places(const cJSON *map, const qn_article *article, size_t most, qn_error *error) {
  member offset = {"at", "a byte of the text", 0, (double)most, cJSON_IsNumber};
  unsigned long long n = 1;
  for (const cJSON *place = map->child; place != NULL; place = place->next, n++) {
    const cJSON *at = cJSON_GetObjectItemCaseSensitive(place, offset.name);
    if (at == NULL || !is_good(at, &offset))
      return qn__fail(error, QN_BAD_INPUT,
                      "article %.*s: place %llu of its source map needs \"at\", a byte of the text, from %.0f to %.0f",
                      (int)article->id.size, article->id.data, n, offset.least, offset.most);
    const member *wrong = find_wrong(place);
    if (wrong != NULL)
      return qn__fail(error, QN_BAD_INPUT, "article %.*s: place %llu of its source map: \"%s\" is not %s",
                      (int)article->id.size, article->id.data, n, wrong->name, wrong->type);
    offset.least = at->valuedouble;
  }
  return QN_OK;
}

qn_status qn__check_source_map(const qn_article *article, bool is_as_given, size_t most, qn_error *error) {
  const qn_string json = article->source_map;
  const size_t most_at = is_as_given ? article->text.size : 0;
  if (json.size == 0 || is_of_numbers(json, most_at))
    return QN_OK;
  qn_status status = qn__check_json_size(json, article->id, "the places of its source map", most, error);
  if (status != QN_OK)
    return status;
  cJSON *map = cJSON_ParseWithLength(json.data, json.size);
  if (map == NULL && qn__json_is_valid(json.data, json.size))
    return qn__fail_memory(error);
  if (cJSON_IsArray(map))
    status = check_places(map, article, most_at, error);
  else
    status = qn__fail(error, QN_BAD_INPUT, "article %.*s: its source map is not a JSON array", (int)article->id.size,
                      article->id.data);
  cJSON_Delete(map);
  return status;
}
