/* SPDX-License-Identifier: MIT */
/* properties.c: names that are in use, in order of preference. */
#include "articles/properties.h"

#include <stdio.h>
#include <strings.h>

typedef enum role { ROLE_ID, ROLE_TITLE, ROLE_TEXT, ROLE_URL, ROLE_DATE, ROLE_LANG } role;

enum { MAX_NAMES = 16 };
static const char *const names[QN__N_ROLES][MAX_NAMES] = {
    [ROLE_ID] = {"id", "_id", "docid", "doc_id", "docno", NULL},
    [ROLE_TITLE] = {"title", "headline", "heading", "subject", "name", NULL},
    [ROLE_TEXT] = {"text", "body", "content", "contents", "articleBody", "abstract", "summary", "description", NULL},
    [ROLE_URL] = {"url", "link", "uri", "permalink", "canonical", NULL},
    [ROLE_DATE] = {"date", "published", "published_at", "publishedAt", "datePublished", "pubDate", "publication_date",
                   "created", "created_at", "createdAt", "timestamp", "time", "updated", "modified", NULL},
    [ROLE_LANG] = {"lang", "language", "inLanguage", "locale", NULL},
};

void qn__properties_init(qn__properties *properties) {
  *properties = (qn__properties){.fields = NULL};
}

void qn__properties_clear(qn__properties *properties) {
  for (size_t i = 0; i < QN__N_ROLES; i++)
    cJSON_Delete(properties->taken[i]);
  cJSON_free(properties->fields);
  cJSON_free(properties->source_map);
  qn__properties_init(properties);
}

/* The role that a name stands for and its rank in the list of that role; false if it has no role. */
static bool find_role(const char *name, role *found, size_t *rank) {
  for (size_t i = 0; i < QN__N_ROLES; i++)
    for (size_t j = 0; names[i][j] != NULL; j++)
      if (strcasecmp(names[i][j], name) == 0) {
        *found = (role)i;
        *rank = j;
        return true;
      }
  return false;
}

bool qn__property_is_known(const char *name) {
  role found;
  size_t rank;
  return find_role(name, &found, &rank);
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

/* Makes an array of strings one string, with empty lines between; false: no memory. */
static bool join_paragraphs(cJSON *array) {
  size_t size = 1;
  for (const cJSON *item = array->child; item != NULL; item = item->next)
    size += strlen(item->valuestring) + 2;
  char *joined = cJSON_malloc(size), *end = joined;
  if (joined == NULL)
    return false;
  *end = '\0';
  for (const cJSON *item = array->child; item != NULL; item = item->next)
    end = stpcpy(stpcpy(end, item->valuestring), item->next != NULL ? "\n\n" : "");
  cJSON_Delete(array->child);
  array->child = NULL;
  array->type = cJSON_String;
  array->valuestring = joined;
  return true;
}

static bool is_usable(const cJSON *value, role wanted) {
  char date[QN__DATE_MAX];
  if (wanted == ROLE_TEXT && is_array_of_strings(value))
    return true;
  if (!cJSON_IsString(value) && !(cJSON_IsNumber(value) && wanted != ROLE_LANG && wanted != ROLE_URL))
    return false;
  return wanted != ROLE_DATE || read_date(value, date);
}

typedef struct choice {
  cJSON *item;
  size_t rank;
  size_t number; /* which property of the object it is */
} choice;

static void choose(const cJSON *object, choice choices[QN__N_ROLES]) {
  size_t number = 0;
  for (cJSON *item = object->child; item != NULL; item = item->next, number++) {
    role wanted;
    size_t rank;
    if (item->string == NULL || !find_role(item->string, &wanted, &rank) || !is_usable(item, wanted))
      continue;
    if (choices[wanted].item == NULL || rank <= choices[wanted].rank)
      choices[wanted] = (choice){item, rank, number};
  }
}

/* A null under a name that stands for a part of the article means that there is no such part; it is not a field. */
static void drop_nulls(cJSON *object) {
  for (cJSON *item = object->child, *next; item != NULL; item = next) {
    next = item->next;
    if (cJSON_IsNull(item) && item->string != NULL && qn__property_is_known(item->string))
      cJSON_Delete(cJSON_DetachItemViaPointer(object, item));
  }
}

/* The end of the string that begins at p, after its quote. */
static const char *skip_string(const char *p, const char *end) {
  for (p++; p < end && *p != '"'; p++)
    if (*p == '\\')
      p++;
  return p < end ? p + 1 : end;
}

/* The text of an object's n-th value, which is a number. */
static qn_string number_text(qn_string json, size_t n) {
  const char *p = json.data, *end = p + json.size;
  size_t depth = 0, number = 0;
  while (p < end) {
    char c = *p;
    if (c == '"') {
      p = skip_string(p, end);
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
static qn_string value_of(const choice *chosen, qn_string json, char printed[32]) {
  const cJSON *item = chosen->item;
  if (cJSON_IsString(item))
    return (qn_string){item->valuestring, strlen(item->valuestring)};
  if (json.data != NULL)
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

qn_status qn__properties_take(qn__properties *properties, cJSON *object, qn_string json, qn_article *article,
                              qn_error *error) {
  choice choices[QN__N_ROLES] = {{NULL, 0, 0}};
  qn_string *const parts[QN__N_ROLES] = {
      [ROLE_ID] = &article->id,   [ROLE_TITLE] = &article->title, [ROLE_TEXT] = &article->text,
      [ROLE_URL] = &article->url, [ROLE_DATE] = &article->date,   [ROLE_LANG] = &article->language};
  *article = (qn_article){.id = {NULL, 0}};
  qn__properties_clear(properties);
  choose(object, choices);
  for (size_t i = 0; i < QN__N_ROLES; i++) {
    if (choices[i].item == NULL)
      continue;
    if (cJSON_IsArray(choices[i].item) && !join_paragraphs(choices[i].item))
      return qn__fail_memory(error);
    *parts[i] = value_of(&choices[i], json, properties->numbers[i]);
    properties->taken[i] = cJSON_DetachItemViaPointer(object, choices[i].item);
  }
  if (properties->taken[ROLE_DATE] != NULL && read_date(properties->taken[ROLE_DATE], properties->date))
    article->date = (qn_string){properties->date, strlen(properties->date)};
  drop_nulls(object);
  qn_status status = take_source_map(properties, object, article, error);
  if (status == QN_OK && object->child != NULL) {
    properties->fields = cJSON_PrintUnformatted(object);
    if (properties->fields == NULL)
      return qn__fail_memory(error);
    article->fields = (qn_string){properties->fields, strlen(properties->fields)};
  }
  return status;
}
