/* SPDX-License-Identifier: MIT */
/* properties.c: chooses among the properties of an object by their names. */
#include "articles/properties.h"

#include "articles/json_string_lines.h"
#include "articles/json_strings.h"

#include <stdio.h>
#include <strings.h>

void qn__properties_init(qn__properties *properties) {
  *properties = (qn__properties){.fields = NULL};
  for (size_t i = 0; i < 2; i++)
    qn__buffer_init(&properties->plain[i]);
}

void qn__properties_clear(qn__properties *properties) {
  for (size_t i = 0; i < QN__N_ROLES; i++)
    cJSON_Delete(properties->taken[i]);
  cJSON_free(properties->fields);
  cJSON_free(properties->source_map);
  cJSON_free(properties->text);
  for (size_t i = 0; i < 2; i++)
    qn__buffer_clear(&properties->plain[i]);
  qn__line_steps_clear(&properties->lines);
  qn__properties_init(properties);
}

bool qn__property_is_known(const char *name) {
  qn__role role;
  size_t rank;
  return qn__role_of_name(name, &role, &rank);
}

static bool read_date(const cJSON *value, char date[QN__DATE_MAX]) {
  if (cJSON_IsNumber(value))
    return qn__date_of_number(value->valuedouble, date);
  return qn__recognise_date(value->valuestring, strlen(value->valuestring), date);
}

/* A text in paragraphs. */
static bool is_array_of_strings(const cJSON *value) {
  const cJSON *item = value->child;
  while (item != NULL && cJSON_IsString(item))
    item = item->next;
  return cJSON_IsArray(value) && item == NULL;
}

/* Makes a value one string of all that it holds; false: no memory. */
static bool join(qn__properties *properties, cJSON *value, qn__role role) {
  const bool is_text = role == QN__ROLE_TEXT;
  char *joined =
      qn__json_strings(value, is_text ? QN__JOIN_PARAGRAPHS : QN__JOIN_WORDS, is_text ? &properties->lines : NULL);
  if (joined == NULL)
    return false;
  cJSON_Delete(value->child);
  value->child = NULL;
  value->type = (value->type & ~0xff) | cJSON_String;
  value->valuestring = joined;
  return true;
}

static bool is_usable(const cJSON *value, qn__role role) {
  char date[QN__DATE_MAX];
  if ((role == QN__ROLE_TEXT || role == QN__ROLE_TITLE) && is_array_of_strings(value))
    return role == QN__ROLE_TEXT || value->child != NULL;
  if (!cJSON_IsString(value) && !(cJSON_IsNumber(value) && role != QN__ROLE_LANG && role != QN__ROLE_URL))
    return false;
  return role != QN__ROLE_DATE || read_date(value, date);
}

typedef struct choice {
  cJSON *item, *parent; /* item NULL: none */
  size_t rank;
  size_t number; /* which property of the object it is */
} choice;

/* Among equals the last counts; an empty text is better than none. */
static bool is_better(const choice *chosen, const cJSON *item, qn__role role, size_t rank) {
  if (chosen->item == NULL)
    return true;
  const cJSON *before = chosen->item;
  if (role == QN__ROLE_TEXT && cJSON_IsString(before) && cJSON_IsString(item) &&
      (before->valuestring[0] == '\0') != (item->valuestring[0] == '\0'))
    return before->valuestring[0] == '\0';
  return rank <= chosen->rank;
}

/* What a property that is an object means by its "rendered", as WordPress has it; else the property. */
static cJSON *rendered(cJSON *item, cJSON *object, cJSON **parent) {
  cJSON *child = cJSON_IsObject(item) ? cJSON_GetObjectItemCaseSensitive(item, "rendered") : NULL;
  *parent = child != NULL ? item : object;
  return child != NULL ? child : item;
}

static void choose(cJSON *object, const qn__property_rules *rules, choice choices[QN__N_ROLES]) {
  const qn__mapping *map = rules->map;
  size_t number = 0;
  for (cJSON *property = object->child; property != NULL; property = property->next, number++) {
    qn__role role;
    size_t rank;
    cJSON *parent, *item = rendered(property, object, &parent);
    if (property->string == NULL || !qn__role_of_name(property->string, &role, &rank) || !is_usable(item, role) ||
        (map != NULL && map->paths[role] != NULL) || (role == QN__ROLE_TEXT && rules->has_text))
      continue;
    if (is_better(&choices[role], item, role, rank))
      choices[role] = (choice){item, parent, rank, number};
  }
}

/* The value at a path of keys with dots between; a key may hold a dot itself. */
static cJSON *find_path(cJSON *object, const char *path, cJSON **parent) {
  cJSON *item = cJSON_GetObjectItemCaseSensitive(object, path);
  *parent = object;
  if (item != NULL || !cJSON_IsObject(object))
    return item;
  for (const char *dot = strchr(path, '.'); dot != NULL; dot = strchr(dot + 1, '.'))
    for (cJSON *next = object->child; next != NULL; next = next->next)
      if (next->string != NULL && strlen(next->string) == (size_t)(dot - path) &&
          strncmp(next->string, path, (size_t)(dot - path)) == 0)
        return find_path(next, dot + 1, parent);
  return NULL;
}

static size_t number_of(const cJSON *object, const cJSON *item) {
  size_t number = 0;
  for (const cJSON *before = object->child; before != NULL && before != item; before = before->next)
    number++;
  return number;
}

/* What was asked for: any value is a text. */
static void choose_mapped(cJSON *object, const qn__mapping *map, choice choices[QN__N_ROLES]) {
  for (size_t i = 0; i < QN__N_ROLES && map != NULL; i++) {
    cJSON *parent, *item = map->paths[i] != NULL ? find_path(object, map->paths[i], &parent) : NULL;
    const bool has_strings = cJSON_IsArray(item) || cJSON_IsObject(item);
    const bool is_text = (i == QN__ROLE_TEXT || i == QN__ROLE_TITLE) && has_strings;
    if (item != NULL && (is_text || is_usable(item, (qn__role)i)))
      choices[i] = (choice){item, parent, 0, parent == object ? number_of(object, item) : 0};
  }
}

/* A null or an empty list under a name that stands for a part of the article means that there is no such part; it is
 * not a field. */
static void drop_nothings(cJSON *object) {
  for (cJSON *item = object->child, *next; item != NULL; item = next) {
    next = item->next;
    const bool is_empty = (cJSON_IsArray(item) || cJSON_IsObject(item)) && item->child == NULL;
    if ((cJSON_IsNull(item) || is_empty) && item->string != NULL && qn__property_is_known(item->string))
      cJSON_Delete(cJSON_DetachItemViaPointer(object, item));
  }
}

/* The text of an object's n-th value, which is a number. */
static qn_string number_text(qn_string json, size_t n) {
  const char *p = json.data, *end = p + json.size;
  size_t depth = 0, number = 0;
  while (p < end) {
    char c = *p;
    if (c == '"') {
      p = qn__json_skip_string(p, end);
      continue;
    }
    depth += c == '{' || c == '[';
    depth -= c == '}' || c == ']';
    number += c == ',' && depth == 1;
    p++;
    if (c == ':' && depth == 1 && number == n) {
      while (p < end && strchr(" \t\r\n", *p) != NULL)
        p++;
      size_t size = 0;
      while (p + size < end && strchr("+-.0123456789eE", p[size]) != NULL && p[size] != '\0')
        size++;
      return (qn_string){p, size};
    }
  }
  return (qn_string){json.data, 0};
}

/* The value as the article has it: a string, or a number as it was written. */
static qn_string value_of(const choice *chosen, const cJSON *object, qn_string json, char printed[32]) {
  const cJSON *item = chosen->item;
  if (cJSON_IsString(item))
    return (qn_string){item->valuestring, strlen(item->valuestring)};
  if (json.data != NULL && chosen->parent == object)
    return number_text(json, chosen->number);
  int size = snprintf(printed, 32, "%.15g", item->valuedouble);
  return (qn_string){printed, (size_t)size};
}

/* Takes the source map out of the object; what is called so and is no array is a field like others. */
static qn_status take_source_map(qn__properties *properties, cJSON *object, qn_article *article, qn_error *error) {
  cJSON *map = cJSON_GetObjectItemCaseSensitive(object, "source_map");
  if (!cJSON_IsArray(map))
    return QN_OK;
  properties->source_map = cJSON_PrintUnformatted(map);
  cJSON_Delete(cJSON_DetachItemViaPointer(object, map));
  if (properties->source_map == NULL)
    return qn__fail_memory(error);
  article->source_map = (qn_string){properties->source_map, strlen(properties->source_map)};
  return QN_OK;
}

/* Takes them out before any of them changes: one may be within another.  What was chosen twice has
 * one owner. */
static void take_chosen(qn__properties *properties, const choice choices[QN__N_ROLES]) {
  for (size_t i = 0; i < QN__N_ROLES; i++) {
    bool again = choices[i].item == NULL;
    for (size_t j = 0; j < i; j++)
      again = again || choices[j].item == choices[i].item;
    if (!again)
      properties->taken[i] = cJSON_DetachItemViaPointer(choices[i].parent, choices[i].item);
  }
}

/* Makes all strings of what is left the text.  Those that are too long for a keyword are not fields then, and of a long
 * text nothing that is nested is. */
static qn_status take_strings(qn__properties *properties, cJSON *object, qn_article *article, qn_error *error) {
  enum { KEYWORD_MAX = 256, LONG_TEXT = 64 << 10 };
  properties->text = qn__json_strings(object, QN__JOIN_LINES, &properties->lines);
  if (properties->text == NULL)
    return qn__fail_memory(error);
  if (properties->text[0] != '\0')
    article->text = (qn_string){properties->text, strlen(properties->text)};
  for (cJSON *item = object->child, *next; item != NULL; item = next) {
    next = item->next;
    const bool is_nested = cJSON_IsObject(item) || (cJSON_IsArray(item) && !is_array_of_strings(item));
    if ((cJSON_IsString(item) && strlen(item->valuestring) > KEYWORD_MAX) ||
        (is_nested && article->text.size > LONG_TEXT))
      cJSON_Delete(cJSON_DetachItemViaPointer(object, item));
  }
  return QN_OK;
}

static qn_status print_fields(qn__properties *properties, const cJSON *object, qn_article *article, qn_error *error) {
  if (object->child == NULL)
    return QN_OK;
  properties->fields = cJSON_PrintUnformatted(object);
  if (properties->fields == NULL)
    return qn__fail_memory(error);
  article->fields = (qn_string){properties->fields, strlen(properties->fields)};
  return QN_OK;
}

qn_status qn__properties_take(qn__properties *properties, cJSON *object, const qn__property_rules *rules,
                              qn_article *article, qn_error *error) {
  choice choices[QN__N_ROLES] = {{.item = NULL}};
  qn_string *const parts[QN__N_ROLES] = {
      [QN__ROLE_ID] = &article->id,   [QN__ROLE_TITLE] = &article->title, [QN__ROLE_TEXT] = &article->text,
      [QN__ROLE_URL] = &article->url, [QN__ROLE_DATE] = &article->date,   [QN__ROLE_LANG] = &article->language};
  *article = (qn_article){.id = {NULL, 0}};
  qn__properties_clear(properties);
  choose(object, rules, choices);
  choose_mapped(object, rules->map, choices);
  take_chosen(properties, choices);
  for (size_t i = 0; i < QN__N_ROLES; i++) {
    cJSON *item = choices[i].item;
    if (item != NULL && (cJSON_IsArray(item) || cJSON_IsObject(item)) && !join(properties, item, (qn__role)i))
      return qn__fail_memory(error);
    if (item != NULL)
      *parts[i] = value_of(&choices[i], object, rules->json, properties->numbers[i]);
  }
  if (properties->taken[QN__ROLE_DATE] != NULL && read_date(properties->taken[QN__ROLE_DATE], properties->date))
    article->date = (qn_string){properties->date, strlen(properties->date)};
  if (properties->lines.next == 0 && choices[QN__ROLE_TEXT].item != NULL)
    qn__line_steps_add(&properties->lines, qn__json_line(choices[QN__ROLE_TEXT].item));
  drop_nothings(object);
  qn_status status = take_source_map(properties, object, article, error);
  if (status == QN_OK && rules->all_strings && article->text.data == NULL)
    status = take_strings(properties, object, article, error);
  return status == QN_OK ? print_fields(properties, object, article, error) : status;
}
