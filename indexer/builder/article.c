/* SPDX-License-Identifier: MIT */
/* article.c: checks an article once, before anything of it is kept. */
#include "builder/article.h"

#include "base/date.h"
#include "base/json_syntax.h"
#include "builder/source_map.h"
#include "text/utf8.h"

#include <cjson/cJSON.h>
#include <math.h>

void qn__checked_article_clear(qn__checked_article *checked) {
  cJSON_Delete(checked->fields);
  for (unsigned i = 0; i < QN__ARTICLE_STRINGS; i++)
    qn__buffer_clear(&checked->repaired[i]);
  *checked = (qn__checked_article){.has_date = false};
}

static qn_status repair(qn__checked_article *checked, unsigned i, qn_string *string, qn_error *error) {
  if (string->size == 0 || qn__utf8_valid(string->data, string->size))
    return QN_OK;
  qn__buffer *copy = &checked->repaired[i];
  qn__buffer_reset(copy);
  checked->replaced += qn__utf8_repair(copy, string->data, string->size);
  *string = (qn_string){(const char *)copy->data, copy->size};
  return copy->failed ? qn__fail_memory(error) : QN_OK;
}

static qn_status check_id(qn_string id, qn_error *error) {
  if (id.size == 0)
    return qn__fail(error, QN_BAD_INPUT, "an article has no id");
  if (id.size > QN_ID_MAX)
    return qn__fail(error, QN_BAD_INPUT, "the id %.40s... has %zu bytes; %d are allowed", id.data, id.size, QN_ID_MAX);
  return QN_OK;
}

static qn_status check_date(qn__checked_article *checked, qn_error *error) {
  const qn_article *article = &checked->article;
  checked->has_date = article->date.size > 0;
  if (checked->has_date && !qn__parse_date(article->date.data, article->date.size, &checked->date, NULL))
    return qn__fail(error, QN_BAD_INPUT, "article %.*s: the date \"%.*s\" is not ISO 8601 (like 2025-06-09T20:04)",
                    (int)article->id.size, article->id.data, (int)(article->date.size < 40 ? article->date.size : 40),
                    article->date.data);
  return QN_OK;
}

static qn_status check_fields(qn__checked_article *checked, size_t most, qn_error *error) {
  const qn_article *article = &checked->article;
  cJSON_Delete(checked->fields);
  checked->fields = NULL;
  if (article->fields.size == 0)
    return QN_OK;
  qn_status status = qn__check_json_size(article->fields, article->id, "its fields", most, error);
  if (status != QN_OK)
    return status;
  checked->fields = cJSON_ParseWithLength(article->fields.data, article->fields.size);
  if (checked->fields == NULL && qn__json_is_valid(article->fields.data, article->fields.size))
    return qn__fail_memory(error);
  if (!cJSON_IsObject(checked->fields))
    return qn__fail(error, QN_BAD_INPUT, "article %.*s: its fields are not a JSON object", (int)article->id.size,
                    article->id.data);
  return QN_OK;
}

qn_status qn__check_article(qn__checked_article *checked, const qn_article *article, uint8_t default_language,
                            size_t json_memory, qn_error *error) {
  checked->article = *article;
  checked->replaced = 0;
  qn_article *own = &checked->article;
  qn_string *const strings[] = {&own->id,   &own->title,    &own->text,   &own->url,
                                &own->date, &own->language, &own->fields, &own->source_map};
  qn_status status = QN_OK;
  for (unsigned i = 0; status == QN_OK && i < QN__ARTICLE_STRINGS; i++)
    status = repair(checked, i, strings[i], error);
  if (status == QN_OK)
    status = check_id(own->id, error);
  if (status == QN_OK)
    status = check_date(checked, error);
  if (status == QN_OK)
    status = check_fields(checked, json_memory, error);
  if (status == QN_OK)
    status = qn__check_source_map(own, own->text.data == article->text.data, json_memory, error);
  checked->listed =
      own->language.size > 0 ? qn__language_find(own->language.data, own->language.size) : default_language;
  checked->language = checked->listed == 0 ? QN__LANGUAGE_PLAIN : checked->listed;
  return status;
}

/* A value that is a keyword or a number, under its name; others are only stored. */
static void put_value(qn__columns_writer *columns, uint32_t doc, const char *name, const cJSON *value) {
  size_t name_size = strlen(name);
  if (cJSON_IsNumber(value) && isfinite(value->valuedouble)) {
    qn__columns_number(columns, doc, name, name_size, value->valuedouble);
  } else if (cJSON_IsBool(value)) {
    const char *word = cJSON_IsTrue(value) ? "true" : "false";
    qn__columns_keyword(columns, doc, name, name_size, word, strlen(word));
  } else if (cJSON_IsString(value) && strlen(value->valuestring) <= QN__KEYWORD_MAX) {
    qn__columns_keyword(columns, doc, name, name_size, value->valuestring, strlen(value->valuestring));
  }
}

/* The language by its code and by what else the tag says (en-GB), or as it is written if it has no number. */
static void put_language(const qn__checked_article *checked, qn__columns_writer *columns, uint32_t doc) {
  const qn_string tag = checked->article.language;
  const char *code = qn__language_code(checked->listed);
  char keyword[QN__KEYWORD_MAX + 1];
  size_t size = 0, from = 0;
  for (; code != NULL && from < tag.size && tag.data[from] != '-' && tag.data[from] != '_';)
    from++;
  for (; code != NULL && code[size] != '\0'; size++)
    keyword[size] = code[size];
  if (size + tag.size - from > QN__KEYWORD_MAX)
    return;
  for (; from < tag.size; from++)
    keyword[size++] = code != NULL && tag.data[from] == '_' ? '-' : tag.data[from];
  qn__columns_keyword(columns, doc, QN__LANGUAGE_COLUMN, strlen(QN__LANGUAGE_COLUMN), keyword, size);
}

void qn__put_columns(const qn__checked_article *checked, qn__columns_writer *columns, uint32_t doc) {
  if (checked->has_date)
    qn__columns_date(columns, doc, checked->date);
  put_language(checked, columns, doc);
  for (const cJSON *field = checked->fields == NULL ? NULL : checked->fields->child; field != NULL;
       field = field->next) {
    size_t name_size = strlen(field->string);
    if (name_size == 0 || name_size > QN__KEYWORD_MAX || strcmp(field->string, QN__LANGUAGE_COLUMN) == 0)
      continue;
    if (!cJSON_IsArray(field))
      put_value(columns, doc, field->string, field);
    for (const cJSON *value = cJSON_IsArray(field) ? field->child : NULL; value != NULL; value = value->next)
      put_value(columns, doc, field->string, value);
  }
}
