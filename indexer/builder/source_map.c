/* SPDX-License-Identifier: MIT */
/* source_map.c: checks a source map member by member; it is kept as it was written. */
#include "builder/source_map.h"

#include "base/json_size.h"
#include "base/json_syntax.h"
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

/* The first member of a place that is not what it has to be; NULL: none. */
static const member *find_wrong(const cJSON *place) {
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
                                   {"anchor", "a string", 0, 0, cJSON_IsString},
                                   {"own", "true or false", 0, 0, cJSON_IsBool}};
  for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(place, members[i].name);
    if (value != NULL && !is_good(value, &members[i]))
      return &members[i];
  }
  return NULL;
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
  if (json.size == 0)
    return QN_OK;
  qn_status status = qn__check_json_size(json, article->id, "the places of its source map", most, error);
  if (status != QN_OK)
    return status;
  cJSON *map = cJSON_ParseWithLength(json.data, json.size);
  if (map == NULL && qn__json_is_valid(json.data, json.size))
    return qn__fail_memory(error);
  if (cJSON_IsArray(map))
    status = check_places(map, article, is_as_given ? article->text.size : 0, error);
  else
    status = qn__fail(error, QN_BAD_INPUT, "article %.*s: its source map is not a JSON array", (int)article->id.size,
                      article->id.data);
  cJSON_Delete(map);
  return status;
}
